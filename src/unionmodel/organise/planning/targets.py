"""The target as demands: in every province and reporting unit, for every group, so many workers must have a union to join.

A union can only win whom it takes. The target can be reached where the workers whom some union takes, and the members
among the others, are as large a share as the target asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import attrs

from unionmodel.grouping import grouped
from unionmodel.language import Text
from unionmodel.model.vocabulary import Group
from unionmodel.organise.campaign.areas import Area, Areas
from unionmodel.organise.campaign.reading import campaign_named
from unionmodel.organise.coverage.rows import CoverageRow
from unionmodel.organise.planning.gaps import Land
from unionmodel.rules.pack import Pack

_TOGETHER = Text(zh="重点群体合计", en="the key groups together")


@attrs.frozen
class Target:
    """What one area asks for one group (None: all together): so many more workers, out of these gaps."""

    name: Text
    need: int
    gaps: tuple[int, ...]
    workers: int
    percent: int


def targets(land: Land, packs: Sequence[Pack], percent: int) -> list[Target]:
    """Return the demands of a target of `percent`, by the scope that the pack's switch stands on."""
    campaign = campaign_named(None, packs)
    areas = Areas(land.geography, campaign)
    scope = next((one.scope for one in campaign.measured if one.kind == "rate"), "each_group")
    gap_of = {gap.row.number: number for number, gap in enumerate(land.gaps)}
    counts = grouped(
        ((area, group), row)
        for row in land.counted
        for area in areas.of(land.place(row))
        for group in _groups(scope, row.group)
    )
    order = sorted(counts, key=lambda key: (key[0], key[1] or ""))
    return [_target(land, areas.all[area], group, counts[area, group], gap_of, percent) for area, group in order]


def _groups(scope: str, group: str | None) -> tuple[str | None, ...]:
    own: tuple[str | None, ...] = () if group is None else (group,)
    return {"each_group": own, "pooled": (None,)}.get(scope, (*own, None))


def _target(
    land: Land, area: Area, group: str | None, rows: Sequence[CoverageRow], gap_of: Mapping[int, int], percent: int
) -> Target:
    who = _TOGETHER if group is None else Group.of(group).text
    workers = sum(row.workers or 0 for row in rows)
    # Of an unknown number nothing can be said, so it must be covered, whatever it is.
    joinable = sum((row.workers or 0) if row.covered else min(land.members(row), row.workers or 0) for row in rows)
    # The smallest number of workers whose share is large enough, in whole numbers.
    enough = -(-workers * percent // 100)
    gaps = tuple(gap_of[row.number] for row in rows if row.number in gap_of)
    return Target(
        Text(zh=f"{area.name}{who.zh}", en=f"{who.en} of {area.name}"), enough - joinable, gaps, workers, percent
    )
