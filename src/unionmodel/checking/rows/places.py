"""Searches that a generated program calls: up the chain of places, along links, round a circle, for the latest row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from unionmodel.model.places import Geography
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.rules.rule import Rule

#: What a generated program calls.
CALLED = ("offer", "nearest", "linked", "cyclic", "latest", "within", "local")
#: For every anchor, the union of the smallest id for each offered value; under None those that offer everything.
Offered = dict[int, dict[Any, int]]
_COUNTY = 3


class Sources:
    """The columns, resolved references and places of a structure, each derived once and kept with the structure."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.geography = structure.geography
        self._kept: dict[Any, Any] = structure.cache.setdefault(__name__, {})

    def size(self, table: str) -> int:
        """Return how many rows a table has; of places those shipped, too."""
        return len(self.geography.codes) if table == "places" else self.structure.size(table)

    def cells(self, table: str, name: str) -> list[Any]:
        """Return a column."""
        if table != "places":
            return self.structure.columns(table)[name]
        if "places" not in self._kept:
            self._kept["places"] = self.geography.columns()
        return self._kept["places"][name]  # type: ignore[no-any-return]

    def rows(self, table: str, name: str) -> list[int | None]:
        """Return the row number that each cell of a reference resolves to."""
        found: list[int | None] | None = self._kept.get((table, name))
        if found is None:
            target = TABLES[table].column(name).refers_to
            if (table, target) == ("places", "places"):
                found = [None if above < 0 else above for above in self.geography.parent]
            else:
                index = self.geography.row if target == "places" else self.structure.index(str(target))
                found = list(map(index.get, self.structure.column(table, name)))
            self._kept[table, name] = found
        return found

    def subjects(self, rules: Sequence[Rule]) -> list[int]:
        """Return how many rows each rule judges or passes over; of places those touched, or the file's for its data."""
        found: dict[Rule, int] = self._kept.setdefault("subjects", {})
        missing = [rule for rule in rules if rule not in found]
        for rule in missing:
            places = self.own if rule.force.value[0].startswith("data") else self.touched
            tables = [part.each.name for part in rule.parts]
            found[rule] = sum(len(places) if table == "places" else self.structure.size(table) for table in tables)
        return [found[rule] for rule in rules]

    def _area(self, key: str, tables: Iterable[str] | None) -> list[int]:
        """Return the places of the file and of `tables`, with those above them; without tables the file's alone."""
        if key not in self._kept:
            here = {row for row, own in enumerate(self.geography.from_file) if own}
            if tables is None:
                self._kept[key] = sorted(here)
                return self._kept[key]  # type: ignore[no-any-return]
            for table in tables:
                for column in TABLES[table].columns:
                    if column.refers_to == "places" and self.structure.size(table):
                        here.update(row for row in self.rows(table, column.name) if row is not None)
            self._kept[key] = sorted({above for row in here for above in self.geography.chain(row)})
        return self._kept[key]  # type: ignore[no-any-return]

    @property
    def touched(self) -> list[int]:
        """The places in whose area a union, employer, head count or row of the file lies."""
        return self._area("touched", ("unions", "employers", "headcounts"))

    @property
    def visited(self) -> list[int]:
        """The places that any row names, and those above them: all that a rule can look at."""
        return self._area("visited", [name for name in TABLES if name != "places"])

    @property
    def own(self) -> list[int]:
        """The places that the file has a row for."""
        return self._area("own", None)


def offer(offered: Offered, anchor: int, union: int, values: Iterable[Any], ids: Sequence[str]) -> None:
    """Note that `union`, anchored at `anchor`, offers `values`; of several the smallest id counts."""
    here = offered.setdefault(anchor, {})
    for value in values:
        other = here.get(value)
        if other is None or ids[union] < ids[other]:
            here[value] = union


def nearest(
    places: Geography,
    offered: Offered,
    starts: Sequence[int | None],
    wants: Sequence[Any] | None,
    ids: Sequence[str],
    county_down: bool,
    strictly: bool,
) -> list[int | None]:
    """Return for each start the nearest union up its chain of places that offers what is wanted; -1 where none does."""
    found: dict[tuple[int, Any], int | None] = {}
    answers: list[int | None] = []
    for number, start in enumerate(starts):
        wanted = None if wants is None else wants[number]
        if start is None:
            answers.append(None)
            continue
        key = (start, wanted)
        if key not in found:
            chain: Sequence[int] = _county_down(places, start) if county_down else places.chain(start)
            chain = chain[1:] if strictly and chain[:1] == (start,) else chain
            unsure = wants is not None and wanted is None
            found[key] = _for_anything(offered, chain, ids) if unsure else _first(offered, chain, wanted, ids)
        answers.append(found[key])
    return answers


def _for_anything(offered: Offered, chain: Sequence[int], ids: Sequence[str]) -> int | None:
    """Return the nearest union where it is not known what is wanted: unknown as soon as that decides."""
    for place in chain:
        here = offered.get(place)
        if here:
            first = min(here.values(), key=ids.__getitem__)
            return first if first == here.get(None) else None
    return -1


def _first(offered: Offered, chain: Sequence[int], wanted: Any, ids: Sequence[str]) -> int:
    for place in chain:
        here = offered.get(place)
        if here:
            fitting = [union for union in (here.get(wanted), here.get(None)) if union is not None]
            if fitting:
                return min(fitting, key=ids.__getitem__)
    return -1


def _county_down(places: Geography, start: int) -> tuple[int, ...]:
    """Return the chain of a place up to the county level; without one, what ranks no higher than a county."""
    chain = places.chain(start)
    for number, place in enumerate(chain):
        if places.county_level[place]:
            return chain[: number + 1]
    return tuple(place for place in chain if places.rank[place] >= _COUNTY)


def linked(
    places: Geography,
    links: Mapping[int, Sequence[int]],
    starts: Sequence[int | None],
    near: Sequence[int | None],
    anchors: Sequence[int | None],
    ids: Sequence[str],
) -> list[int]:
    """Return for each start the linked union nearest up the chain of `near`, then of the smallest id; -1 where none."""
    answers = []
    for start, place in zip(starts, near, strict=True):
        candidates = () if start is None else links.get(start, ())
        if len(candidates) > 1:
            chain = () if place is None else places.chain(place)
            distance = {above: number for number, above in enumerate(chain)}
            far = len(chain)
            answers.append(
                min(candidates, key=lambda u: (distance.get(anchors[u], far), ids[u]))  # type: ignore[arg-type]
            )
        else:
            answers.append(candidates[0] if candidates else -1)
    return answers


def cyclic(parents: Sequence[int | None]) -> list[bool]:
    """Return for each row whether following its parents runs into a circle."""
    state: list[bool | None] = [None] * len(parents)
    for start in range(len(parents)):
        path: dict[int, None] = {}
        row: int | None = start
        while row is not None and state[row] is None and row not in path:
            path[row] = None
            row = parents[row]
        answer = row is not None and (row in path or state[row] is True)
        for seen in path:
            state[seen] = answer
    return [bool(answer) for answer in state]


def latest(rows: Iterable[tuple[int, tuple[Any, ...], date | None]]) -> set[int]:
    """Return the rows that are the last of their key: by date, a blank one being the oldest, then by number."""
    best: dict[tuple[Any, ...], tuple[date, int]] = {}
    for row, key, day in rows:
        order = (day or date.min, row)
        if key not in best or order > best[key]:
            best[key] = order
    return {row for _, row in best.values()}


def within(places: Geography, starts: Iterable[int | None], areas: Iterable[int | None]) -> list[bool | None]:
    """Return for each place whether it is, or lies in, the area beside it; unknown where either is."""
    return [
        None if start is None or area is None or start < 0 or area < 0 else area in places.chain(start)
        for start, area in zip(starts, areas, strict=True)
    ]


def local(
    places: Geography, starts: Iterable[int | None], value: Any, elsewhere: Mapping[str, Any] | None
) -> list[Any]:
    """Return for each place what a parameter is there: `value`, or that of the jurisdiction it lies in."""
    if not elsewhere:
        return [value for _ in starts]
    found: dict[int | None, Any] = {None: None, -1: None}
    answers = []
    for start in starts:
        if start not in found:
            assert start is not None
            prefix = places.jurisdiction(start, elsewhere)
            found[start] = value if prefix is None else elsewhere[prefix]
        answers.append(found[start])
    return answers
