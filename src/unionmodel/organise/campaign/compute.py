"""Campaigns: the phase of a day, the progress of every group and reporting unit, where it leads, and what is due."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from unionmodel.model.structure import Structure
from unionmodel.organise.campaign.answer import CampaignAnswer, Progress
from unionmodel.organise.campaign.areas import Areas
from unionmodel.organise.campaign.counts import Counts, Growth, Lines, Projection, months_until
from unionmodel.organise.campaign.due import due_items
from unionmodel.organise.campaign.intervals import (
    NOTHING_KNOWN,
    Interval,
    Tally,
    Verdict,
    count_needed,
    count_verdict,
)
from unionmodel.organise.campaign.reading import campaign_named
from unionmodel.rules.campaign import Campaign, Target
from unionmodel.rules.pack import Pack

_UNKNOWN = Interval(None, None)


def campaign(
    structure: Structure, packs: Sequence[Pack], wanted: str | os.PathLike[str] | Mapping[str, Any] | Campaign | None,
    *, on: date, until: date | None = None, proposed: bool = True,
) -> CampaignAnswer:  # fmt: skip
    """Return where a campaign stands on a day; see `unionmodel.campaign`."""
    found = campaign_named(wanted, packs)
    areas = Areas(structure.geography, found)
    counts = Counts(structure, packs, on, areas)
    counted = {area for area, _ in counts.rows}
    shown = [number for number, area in enumerate(areas.all) if area.role == "jurisdiction" or number in counted]
    progress = []
    for target in found.measured:
        measure = _Measure(structure, packs, found, target, areas, counts)
        progress += [row for number in shown for row in measure.progress(number)]
    last_day = until or date(on.year, 12, 31)
    return CampaignAnswer(
        on=on,
        until=last_day,
        campaign=found,
        progress=tuple(progress),
        without_counts=tuple(
            area for number, area in enumerate(areas.all) if area.role == "unit" and number not in counted
        ),
        uncounted=counts.uncounted[0],
        unplaced=counts.unplaced,
        due=due_items(structure, packs, found, areas, counts, until=last_day, proposed=proposed),
    )


class _Measure:
    """Measures the areas by one target."""

    def __init__(
        self, structure: Structure, packs: Sequence[Pack], campaign: Campaign, target: Target, areas: Areas,
        counts: Counts,
    ) -> None:  # fmt: skip
        self._structure, self._campaign, self._target, self._areas = structure, campaign, target, areas
        self._groups = campaign.groups_of(target)
        self._recorded = structure.size("headcounts") > 0
        self._on = counts.on
        self._months = months_until(counts.on, target.due_on)
        # Growth ends with the due day; a rate and a stock are those of the day that is asked about.
        late = target.kind == "increment" and counts.on > target.due_on
        self._counts = Counts(structure, packs, target.due_on, areas) if late else counts
        self._lines = Lines(structure, self._counts)
        self._growth: Growth | None = None
        if target.since is not None and counts.on >= target.since:
            self._growth = Growth(structure, self._counts, Counts(structure, packs, target.since, areas))

    def progress(self, area: int) -> Iterator[Progress]:
        """Return the rows of an area: each group, then the groups together."""
        for group in self._groups:
            yield self._row(area, (group,), group)
        if len(self._groups) > 1:
            yield self._row(area, self._groups, None)

    def _row(self, area: int, groups: Sequence[str], group: str | None) -> Progress:
        target = self._target
        tally = self._counts.tally(area, groups) if self._recorded else None
        members = NOTHING_KNOWN if tally is None else tally.members
        counted = members if target.kind != "increment" else self._grown(area, groups)
        alone = len(self._groups) == 1
        decides = alone or target.scope == "both" or (target.scope == "pooled") == (group is None)
        goal = self._goal(area, group, decides)
        needed = None if goal is None else self._needed(tally, counted, goal)
        verdict = None if goal is None else self._verdict(tally, counted, goal)
        return Progress(
            target=target.name,
            area=self._areas.all[area],
            group=group,
            tally=tally,
            workers=NOTHING_KNOWN if tally is None else tally.workers,
            members=members,
            counted=counted,
            goal=goal,
            decides=decides and goal is not None,
            verdict=verdict,
            needed=needed,
            months=self._months,
            pace=None if needed is None or not self._months else needed.over(self._months),
            projection=self._projection(area, groups, goal),
            missing=self._missing(area, groups) if verdict is Verdict.CANNOT_TELL else (),
        )

    def _missing(self, area: int, groups: Sequence[str]) -> tuple[str, ...]:
        rows = set(self._counts.blanks(area, groups))
        if self._growth is not None:
            rows.update(self._growth.without_start(area, groups))
        return tuple(sorted({self._structure.subject("headcounts", row) for row in rows}))

    def _goal(self, area: int, group: str | None, decides: bool) -> int | None:
        """Return what is asked of the row: a share of every row, a number only where the scope asks for it."""
        if self._target.kind != "rate" and not decides:
            return None
        return self._target.goal(self._areas.all[area].code, self._campaign.jurisdiction)

    def _grown(self, area: int, groups: Sequence[str]) -> Interval:
        return _UNKNOWN if self._growth is None or not self._recorded else self._growth.of(area, groups)

    def _verdict(self, tally: Tally | None, counted: Interval, goal: int) -> Verdict:
        if tally is None:
            return Verdict.CANNOT_TELL
        return tally.verdict(goal) if self._target.kind == "rate" else count_verdict(counted, goal)

    def _needed(self, tally: Tally | None, counted: Interval, goal: int) -> Interval:
        if self._target.kind == "rate":
            return NOTHING_KNOWN if tally is None else tally.needed(goal)
        return count_needed(counted, goal)

    def _projection(self, area: int, groups: Sequence[str], goal: int | None) -> Projection | None:
        # From the due day on the verdict itself says what became of it.
        if self._on >= self._target.due_on:
            return None
        course = self._lines.course(area, groups, self._target.due_on)
        if course is None or goal is None:
            return course
        verdict, among = self._led(course, area, groups, goal)
        return attrs.evolve(course, verdict=verdict, matched_verdict=among)

    def _led(self, course: Projection, area: int, groups: Sequence[str], goal: int) -> tuple[Verdict, Verdict | None]:
        """Return what the course says of the goal: for all, and for the matched head counts among themselves."""
        if self._target.kind == "rate":
            return course.tally.verdict(goal), course.matched_tally.verdict(goal)
        if self._target.kind == "stock":
            return count_verdict(course.members, goal), None
        if self._growth is None:
            return Verdict.CANNOT_TELL, None
        return count_verdict(course.members - self._growth.start(area, groups), goal), None
