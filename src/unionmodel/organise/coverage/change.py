"""What changes in coverage: who would lose cover, gain it or move, if a union closed or opened, or between two files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, ClassVar, Final

import attrs

from unionmodel.answers import Answer, Columns, Part
from unionmodel.errors import UnknownName
from unionmodel.language import Text
from unionmodel.model.edits import Edit, add, change
from unionmodel.model.records import Union
from unionmodel.model.structure import Structure
from unionmodel.organise.coverage.answer import Coverage, coverage
from unionmodel.organise.coverage.rows import CoverageRow, WhyNot
from unionmodel.rules.pack import Pack

#: What may happen to a head count, in the order in which it is told.
CHANGES: Final[Mapping[str, Text]] = {
    "lost": Text(zh="失去覆盖", en="lost cover"),
    "gained": Text(zh="得到覆盖", en="gained cover"),
    "unsure": Text(zh="变化前或变化后无法判断", en="cannot be told before or after"),
    "moved": Text(zh="改由别的工会或层级覆盖", en="moved to another union or tier"),
    "added": Text(zh="只在变化后有人数", en="counted only after"),
    "removed": Text(zh="只在变化前有人数", en="counted only before"),
    "recounted": Text(zh="覆盖不变，人数不同", en="same cover, another number"),
}


#: How a head count stands before and after.
_STATE: Final[Columns] = {"workers": int, "tier": str, "union": str, "covered": bool}


@attrs.frozen
class ChangeRow(Part):
    """A head count whose cover is another one: how it stood before and after, None where it is counted in only one."""

    KEYS = (
        "change", "employer=row.employer", "place=row.place", "group=row.group", "counted_at=row.counted_at", "before",
        "after", "why_not",
    )  # fmt: skip

    change: str
    before: CoverageRow | None
    after: CoverageRow | None

    @property
    def row(self) -> CoverageRow:
        """The head count as it is after, or as it was where it is there no more."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def workers(self) -> int | None:
        """How many workers it is about: those who were there before; of a head count added, those who are there now."""
        return (self.before or self.row).workers

    @property
    def why_not(self) -> tuple[WhyNot, ...]:
        """Why those who lost cover have none now."""
        return self.after.why_not if self.after is not None and self.change == "lost" else ()

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the row, ready for JSON."""
        states = {"before": _state(self.before), "after": _state(self.after)}
        return super().to_dict(language) | states


@attrs.frozen
class CoverageChange(Answer):
    """What changes in coverage on a day between two structures; head counts that stay as they are only counted."""

    KEYS = ("on", "totals", "unchanged", "rows")
    ROWS = "rows"
    COLUMNS: ClassVar[Columns] = {
        "change": str,
        **{f"{name}=row.{name}": str for name in ("employer", "place", "group", "counted_at")},
        **{f"{name}_{when}={when}.{name}": kind for when in ("before", "after") for name, kind in _STATE.items()},
    }

    on: date
    before: Coverage
    after: Coverage
    rows: tuple[ChangeRow, ...]
    unchanged: int

    def of(self, change: str) -> tuple[ChangeRow, ...]:
        """Return the rows of one change, such as ``lost``. Raises UnknownName for another word."""
        if change not in CHANGES:
            raise UnknownName(Text(zh="变化", en="change"), change, CHANGES)
        return tuple(row for row in self.rows if row.change == change)

    def workers(self, change: str) -> int:
        """Return the known workers of one change; head counts without a number are not in it."""
        return sum(row.workers or 0 for row in self.of(change))

    def uncounted(self, change: str) -> int:
        """Return how many head counts of one change have no number of workers."""
        return sum(row.workers is None for row in self.of(change))

    @property
    def totals(self) -> dict[str, dict[str, int]]:
        """How many head counts and workers each change is about, and how many head counts have no number."""
        return {
            name: {"head_counts": len(self.of(name)), "workers": self.workers(name), "uncounted": self.uncounted(name)}
            for name in CHANGES
        }


def coverage_change(
    before: Structure, after: Structure, packs: Sequence[Pack], *, on: date, proposed: bool = True
) -> CoverageChange:
    """Return what changes in coverage between two structures; see `unionmodel.coverage_change`."""
    old, new = (coverage(structure, packs, on=on, proposed=proposed) for structure in (before, after))
    earlier = {row.key: row for row in old.rows}
    later = {row.key: row for row in new.rows}
    found: dict[str, list[ChangeRow]] = {name: [] for name in CHANGES}
    unchanged = 0
    for key in {**earlier, **later}:
        was, now = earlier.get(key), later.get(key)
        change = _change(was, now)
        if change is None:
            unchanged += 1
        else:
            found[change].append(ChangeRow(change, was, now))
    return CoverageChange(on, old, new, tuple(row for rows in found.values() for row in rows), unchanged)


def coverage_if(
    structure: Structure,
    packs: Sequence[Pack],
    *,
    close: str | Iterable[str] = (),
    open: str | Union | Iterable[str | Union] = (),
    edits: Iterable[Edit] = (),
    on: date,
    proposed: bool = True,
) -> CoverageChange:
    """Return what changes in coverage if unions close or open; see `unionmodel.coverage_if`."""
    before = after = structure
    for union in _several(close):
        after = after.with_edits(_closing(after, union, on))
    for opened in _several(open):
        if isinstance(opened, Union):
            after = after.with_edits([add(opened)])
        else:
            # What a union is for shows against its not being there: a proposed one stands already.
            before = before.with_edits(_closing(before, opened, on))
            after = after.with_edits(_opening(after, opened, on))
    after = after.with_edits(edits)
    return coverage_change(before, after, packs, on=on, proposed=proposed)


def _several(given: Any) -> Iterable[Any]:
    """One union may be given by itself; its id is not a list of letters."""
    return (given,) if isinstance(given, (str, Union)) else given


def _row(structure: Structure, union: str) -> int:
    known = structure.index("unions")
    if union not in known:
        raise UnknownName(Text(zh="工会", en="union"), union, known)
    return known[union]


def _closing(structure: Structure, union: str, on: date) -> list[Edit]:
    """Return the edit that dissolves a union on a day; none where it was dissolved by then."""
    row = _row(structure, union)
    ended = structure.column("unions", "dissolved_on")[row]
    if ended is not None and ended <= on:
        return []
    return [change("unions", union, status="dissolved", dissolved_on=on)]


def _opening(structure: Structure, union: str, on: date) -> list[Edit]:
    """Return the edit that makes a union stand, and be active, on a day."""
    row = _row(structure, union)
    begun, ended = (structure.column("unions", name)[row] for name in ("founded_on", "dissolved_on"))
    cells: dict[str, Any] = {"status": "active"}
    if begun is not None and begun > on:
        cells["founded_on"] = on
    if ended is not None and ended <= on:
        cells["dissolved_on"] = None
    return [change("unions", union, **cells)]


def _change(was: CoverageRow | None, now: CoverageRow | None) -> str | None:
    """Return what happened to a head count; None where nothing did."""
    if was is None or now is None:
        return "added" if was is None else "removed"
    if was.covered is not now.covered:
        if was.covered is None or now.covered is None:
            return "unsure"
        return "gained" if now.covered else "lost"
    if (was.tier, was.union) != (now.tier, now.union):
        return "moved"
    return None if was.workers == now.workers else "recounted"


def _state(row: CoverageRow | None) -> dict[str, Any] | None:
    return None if row is None else {name: getattr(row, name) for name in _STATE}
