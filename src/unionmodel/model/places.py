"""The divisions: what is shipped, what a file adds or overrides, and what lies in what."""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any, Final

from unionmodel.model.spelling import folded

#: A level's rank; a level below the township ranks one below the place it lies in.
RANKS: Final = {"nation": 0, "province": 1, "prefecture": 2, "county": 3, "township": 4, "community": 5}
#: The rank of a place of which neither level nor surroundings are known.
_UNPLACED: Final = 6
_NATION = ("000000", "全国", "nation", None, None, False)
#: A management zone that reports by itself. Its code is statistical: the civil-affairs list does not have it.
_NEW_AREA = ("620171", "兰州新区", "prefecture", "620000", None, True)
_COLUMNS = ("code", "name", "level", "parent", "logistics_park", "reporting_unit")

#: What stands in a row of which the place is gone, by the names of the columns of a geography.
_GAP: Final[dict[str, Any]] = {
    "codes": "", "name": None, "level": None, "logistics_park": None, "_reporting": None, "reporting_unit": False,
    "_given_parent": None, "from_file": False, "listed_name": None, "county_level": False,
    "rank": _UNPLACED, "known_rank": None, "depth": 0,
}  # fmt: skip


class Geography:
    """Every place of a structure, shipped and its own, by row number: what it is and what it lies in.

    A filled cell of the file overrides the shipped one. A parent that is not given is the nearest prefix of the code
    that exists, so a level may be missing (Jiayuguan has no county). `parent` is -1 where there is none.
    """

    def __init__(self, own: Mapping[str, Sequence[Any]] | None, *, shipped: bool) -> None:
        base = None if own is None else base_geography(shipped=shipped)
        self.codes: list[str] = _as_of(base, "codes")
        self.name: list[str | None] = _as_of(base, "name")
        self.level: list[str | None] = _as_of(base, "level")
        self.logistics_park: list[str | None] = _as_of(base, "logistics_park")
        self._reporting: list[bool | None] = _as_of(base, "_reporting")
        self._given_parent: list[str | None] = _as_of(base, "_given_parent")
        self.from_file: list[bool] = _as_of(base, "from_file")
        #: What the shipped list calls a division that the file names, too; see `_listed`.
        self.listed_name: list[str | None] = _as_of(base, "listed_name")
        self.row: dict[str, int] = {} if base is None else dict(base.row)
        if own is None:
            for cells in _shipped() if shipped else ():
                self._merge(cells, False)
        else:
            for number in range(len(own["code"])):
                self._merge([own[name][number] for name in _COLUMNS], True)
        self.reporting_unit: list[bool] = [
            level == "prefecture" if told is None else told
            for level, told in zip(self.level, self._reporting, strict=True)
        ]
        self.parent: list[int] = self._parents(base)
        self._inside: dict[str, list[bool]] = {}
        self._measure(base)
        counties = [number for number, level in enumerate(self.level) if level == "county"]
        # Not only its parent: a file may put a county below something that lies in the prefecture.
        with_counties = {above for county in counties for above in self.chain(county)}
        self.county_level: list[bool] = [
            level == "county" or (level == "prefecture" and number not in with_counties)
            for number, level in enumerate(self.level)
        ]

    def _merge(self, cells: Sequence[Any], from_file: bool) -> None:
        """Take in a place, or the filled cells of a row about one that is there."""
        code, name, *_ = cells
        columns: tuple[list[Any], ...] = (
            self.codes,
            self.name,
            self.level,
            self._given_parent,
            self.logistics_park,
            self._reporting,
        )
        number = self.row.setdefault(code, len(self.codes))
        if number == len(self.codes):
            for column, cell in zip(columns, cells, strict=True):
                column.append(cell)
            self.from_file.append(from_file)
            self.listed_name.append(None)
            return
        if name is not None and code in _listed_names():
            self.listed_name[number] = _listed(code, name)
        for column, cell in zip(columns, cells, strict=True):
            if cell is not None:
                column[number] = cell
        self.from_file[number] = True

    def _parents(self, base: Geography | None) -> list[int]:
        """Return what each place lies in: in `base` it is found where the same is given, and is found already."""
        found, settled = list[int](), list[bool]()
        if base is not None:
            found = [*base.parent, *[-1] * (len(self.codes) - len(base.codes))]
            known = zip(base.parent, base._given_parent, self._given_parent, strict=False)
            settled = [parent >= 0 and before is now is not None for parent, before, now in known]
        for number, (code, given) in enumerate(zip(self.codes, self._given_parent, strict=True)):
            if number >= len(settled) or not settled[number]:
                found[number : number + 1] = [self._parent_of(code, given)]
        return found

    def _parent_of(self, code: str, given: str | None) -> int:
        if given is not None:
            return self.row.get(given, -1)
        for prefix in _prefixes(code):
            if prefix in self.row:
                return self.row[prefix]
        return -1

    def _measure(self, base: Geography | None) -> None:
        """Find rank and depth of every place, in the order of its chain; what lies where it lay in `base` is as it was."""
        rank: list[int | None] = [RANKS.get(level or "") for level in self.level]
        depth: list[int | None] = [None] * len(rank)
        self._chains: dict[int, tuple[int, ...]] = {}
        if base is not None:
            size, moved = len(base.codes), self._moved(base)
            self._chains = {row: chain for row, chain in base._chains.items() if not moved or moved.isdisjoint(chain)}
            rank[:size], depth[:size] = base.known_rank, base.depth
            for number in range(size) if moved else ():
                if number not in self._chains:
                    rank[number], depth[number] = RANKS.get(self.level[number] or ""), None
        for start in range(len(rank)):
            chain = self.chain(start)
            if depth[start] is not None:
                continue
            for number in reversed(chain):
                above = self.parent[number]
                # Within a circle the parent may have no measure yet; the chain is cut there.
                upper = depth[above] if above >= 0 else None
                depth[number] = 0 if upper is None else upper + 1
                if rank[number] is None:
                    over = rank[above] if above >= 0 else None
                    rank[number] = None if over is None else over + 1
        #: The rank, unknown where neither the level nor what the place lies in is.
        self.known_rank: list[int | None] = rank
        self.rank: list[int] = [_UNPLACED if value is None else value for value in rank]
        self.depth: list[int] = [value or 0 for value in depth]

    def _moved(self, base: Geography) -> set[int]:
        """Return the places of `base` that have another level or lie in another place; what lies in them moves with them."""
        there = enumerate(zip(base.parent, base.level, self.parent, self.level, strict=False))
        return {number for number, (parent, level, *now) in there if [parent, level] != now}

    def spread(self, codes: Sequence[str]) -> Geography:
        """Return the same places, each in the row in which `codes` has it; rows of codes that are gone stay as gaps.

        New places stand at the end, in their order. A gap has no code, and lies in nothing.
        """
        known = set(codes)
        order = [self.row.get(code, -1) for code in codes]
        order += [number for number, code in enumerate(self.codes) if code not in known]
        at = {number: row for row, number in enumerate(order) if number >= 0}
        first = next((row for row, number in enumerate(order) if number != row), len(order))
        found: Geography = object.__new__(Geography)
        for name, gap in _GAP.items():
            column = getattr(self, name)
            moved = [gap if number < 0 else column[number] for number in order[first:]]
            setattr(found, name, column[:first] + moved)
        found.parent = [at.get(self.parent[number], -1) if number >= 0 else -1 for number in order]
        found.row = {code: row for row, code in enumerate(found.codes) if code}
        # What stands before the first gap, and lies only in what does, has the chain that it had.
        found._chains = {row: chain for row, chain in self._chains.items() if row < first and max(chain) < first}
        found._inside = {}
        return found

    def chain(self, row: int) -> tuple[int, ...]:
        """Return the place itself and every place above it, nearest first; a circle is cut where it closes."""
        found = self._chains.get(row)
        if found is None:
            seen: dict[int, None] = {}
            current = row
            while current >= 0 and current not in seen:
                seen[current] = None
                current = self.parent[current]
            found = self._chains[row] = tuple(seen)
        return found

    def county(self, row: int) -> int | None:
        """Return the place itself or the nearest one above it that counts as a county; None where there is none."""
        return next((place for place in self.chain(row) if self.county_level[place]), None)

    def above(self, row: int, level: str) -> int | None:
        """Return the place itself or the nearest one above it of a level; None where there is none."""
        return next((place for place in self.chain(row) if self.level[place] == level), None)

    def jurisdiction(self, row: int, prefixes: Collection[str]) -> str | None:
        """Return the longest of `prefixes` that the code of the place, or of the nearest one above that has any, begins with.

        Only division codes are looked at: the id of a park may begin with anything.
        """
        for place in self.chain(row):
            code = self.codes[place]
            if code.isascii() and code.isdigit():
                found = [prefix for prefix in prefixes if code.startswith(prefix)]
                if found:
                    return max(found, key=len)
        return None

    def inside(self, code: str) -> list[bool]:
        """Return for every place whether it is the one called `code` or lies in it."""
        found = self._inside.get(code)
        if found is None:
            target = self.row.get(code, -2)
            found = self._inside[code] = [target in self.chain(number) for number in range(len(self.codes))]
        return found

    def columns(self) -> dict[str, list[Any]]:
        """Return the merged table `places` as columns of the data dictionary, in row order.

        A parent that follows from the code, and was not given, stays blank here; `parent` has it.
        """
        return {
            "code": self.codes,
            "name": self.name,
            "level": self.level,
            "parent": self._given_parent,
            "logistics_park": self.logistics_park,
            "reporting_unit": self.reporting_unit,
        }


def _as_of(base: Geography | None, name: str) -> list[Any]:
    return [] if base is None else list(getattr(base, name))


@lru_cache(maxsize=2)
def base_geography(*, shipped: bool) -> Geography:
    """Return the geography of a structure without places of its own; it is shared and never changes."""
    return Geography(None, shipped=shipped)


@lru_cache(maxsize=1)
def _listed_names() -> dict[str, tuple[str, ...]]:
    """Return what each division of the list is called, after the names of the divisions that it lies in, widest first."""
    names: dict[str, tuple[str, ...]] = {}
    for code, name, _, parent, *_ in _shipped():
        if code != _NATION[0]:
            names[code] = (*names.get(parent, ()), name)
    return names


def _listed(code: str, given: str) -> str:
    """Return the name of a division by the list; written as it is given where it only leads through wider divisions."""
    *wider, name = _listed_names()[code]
    rest = "".join(folded(given).split())
    for above in wider:
        if rest != above:
            rest = rest.removeprefix(above)
    return given if rest == name else name


@lru_cache(maxsize=1)
def _shipped() -> tuple[tuple[Any, ...], ...]:
    text = (resources.files("unionmodel") / "data" / "gansu_divisions.csv").read_text(encoding="utf-8")
    rows = [
        (row["code"], row["name"], row["level"], row["parent"] or "000000") for row in csv.DictReader(text.splitlines())
    ]
    return (_NATION, *((*row, None, None) for row in rows), _NEW_AREA)


def _prefixes(code: str) -> tuple[str, ...]:
    """Return the codes that could stand above `code`, nearest first."""
    if not code.isascii() or not code.isdigit() or len(code) not in (6, 9, 12) or code == "000000":
        return ()
    shorter = [code[:length] for length in (9, 6) if length < len(code)]
    county = code[:6]
    wider = [county[:4] + "00", county[:2] + "0000", "000000"]
    return tuple(prefix for prefix in (*shorter, *wider) if prefix != code)
