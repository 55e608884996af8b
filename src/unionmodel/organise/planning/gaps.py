"""What a plan starts from: head counts without a union, who would have to approve, and what a floor costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property

import attrs

from unionmodel.answers import Part
from unionmodel.checking.checking import bind
from unionmodel.checking.rows import engine as rows
from unionmodel.language import Text
from unionmodel.model.structure import Structure
from unionmodel.organise.coverage.answer import Coverage, coverage
from unionmodel.organise.coverage.rows import CoverageRow
from unionmodel.organise.founding.routes import Paths
from unionmodel.rules.pack import Pack


@attrs.frozen
class Gap:
    """A head count of a key group that no union takes: where it counts, and how many are members all the same."""

    row: CoverageRow
    place: int
    members: int
    workers: int | None

    @property
    def group(self) -> str:
        """The group of workers."""
        assert self.row.group is not None
        return self.row.group


@attrs.frozen
class LeftOut(Part):
    """A head count that a plan cannot help, and why."""

    subject: str
    workers: int | None
    reason: Text


class Land:
    """A structure as a planner sees it on a day: `within` (a division code) leaves the rest aside."""

    def __init__(
        self, structure: Structure, packs: Sequence[Pack], on: date, proposed: bool, within: str | None
    ) -> None:
        self.structure, self.on = structure, on
        self.geography = structure.geography
        self.paths = Paths(structure, packs, on, proposed)
        self.scheme = self.paths.scheme
        self.coverage: Coverage = coverage(structure, packs, on=on, proposed=proposed)
        facts = (self.scheme.count_in_area, self.scheme.key_group)
        self._values = rows.compute(structure, facts, bind(packs, on, proposed))
        self._inside = None if within is None else self.geography.inside(within)

    @cached_property
    def counted(self) -> list[CoverageRow]:
        """The head counts of key groups in the jurisdiction of the plan, with workers or with an unknown number."""
        return [row for row in self.coverage.rows if row.workers != 0 and self._meant(row)]

    def _meant(self, row: CoverageRow) -> bool:
        asked = (self.scheme.key_group, self.scheme.count_in_area)
        if any(self._values.leaf(fact, row.number) is False for fact in asked):
            return False
        place = self.place(row)
        return self._inside is None or (place is not None and self._inside[place])

    def place(self, row: CoverageRow) -> int | None:
        """Return the row number of the place where a head count counts."""
        return None if row.counted_at is None else self.geography.row.get(row.counted_at)

    def members(self, row: CoverageRow) -> int:
        """Return the members that are known of a head count."""
        return self.structure.column("headcounts", "members")[row.number] or 0

    @cached_property
    def gaps(self) -> list[Gap]:
        """The head counts that no union takes and whose place and group are known, by place, group and name."""
        found = []
        for row in self.counted:
            place = self.place(row)
            if row.covered is False and place is not None and row.group is not None:
                found.append(Gap(row, place, self.members(row), row.workers))
        return sorted(found, key=lambda gap: (self.geography.codes[gap.place], gap.group, gap.row.subject))

    def unsure(self) -> Iterator[LeftOut]:
        """Yield the head counts of which nobody can tell whether a union takes them, or where."""
        for row in self.counted:
            if row.covered is False and self.place(row) is not None and row.group is not None:
                continue
            if row.covered is not True:
                missing = Text(zh="群体", en="group") if row.group is None else Text(zh="所在区域", en="place")
                yield LeftOut(row.subject, row.workers, Text(zh=f"{missing.zh}不明", en=f"{missing.en} not known"))

    # -- places ----------------------------------------------------------------------------------------------------

    def name(self, place: int) -> str:
        """Return what a place is called."""
        return self.geography.name[place] or self.geography.codes[place]
