"""The target as demands: in every province and reporting unit, for every group, so many workers must have a union to join.

A union can only win whom it takes. The target can be reached where the workers whom some union takes, and the members
among the others, are as large a share as the target asks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import attrs

from unionmodel.language import Text
from unionmodel.model.vocabulary import Group
from unionmodel.organise.campaign.areas import Area, Areas
from unionmodel.organise.campaign.reading import campaign_named
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
    counts: dict[tuple[int, str | None], _Count] = defaultdict(_Count)
    for row in land.counted:
        for area in areas.of(land.place(row)):
            for group in _groups(scope, row.group):
                counts[area, group].add(row.workers, land.members(row), gap_of.get(row.number), bool(row.covered))
    order = sorted(counts, key=lambda key: (key[0], key[1] or ""))
    return [_target(areas.all[area], group, counts[area, group], percent) for area, group in order]


def _groups(scope: str, group: str | None) -> tuple[str | None, ...]:
    own: tuple[str | None, ...] = () if group is None else (group,)
    return {"each_group": own, "pooled": (None,)}.get(scope, (*own, None))


@attrs.define
class _Count:
    """The workers of an area and group, and those who have a union to join or are members already."""

    workers: int = 0
    joinable: int = 0
    gaps: list[int] = attrs.field(factory=list)

    def add(self, workers: int | None, members: int, gap: int | None, covered: bool) -> None:
        """Count one head count; of an unknown number nothing can be said, so it must be covered, whatever it is."""
        known = workers or 0
        self.workers += known
        self.joinable += known if covered else min(members, known)
        if gap is not None:
            self.gaps.append(gap)


def _target(area: Area, group: str | None, count: _Count, percent: int) -> Target:
    who = _TOGETHER if group is None else Group.of(group).text
    # The smallest number of workers whose share is large enough, in whole numbers.
    enough = -(-count.workers * percent // 100)
    return Target(
        Text(zh=f"{area.name}{who.zh}", en=f"{who.en} of {area.name}"),
        enough - count.joinable,
        tuple(count.gaps),
        count.workers,
        percent,
    )
