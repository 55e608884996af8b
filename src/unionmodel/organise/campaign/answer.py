"""The answer about a campaign: where it stands on a day, how far each area and group has come, what is due."""

from __future__ import annotations

import warnings
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any, ClassVar

import attrs

from unionmodel.answers import Answer, Columns, Part, plain
from unionmodel.language import Text
from unionmodel.law.calendar import Phase, phases_on
from unionmodel.model.amounts import percent
from unionmodel.organise.campaign.areas import Area
from unionmodel.organise.campaign.counts import Projection
from unionmodel.organise.campaign.due import DueItem
from unionmodel.organise.campaign.intervals import Interval, Tally, Verdict
from unionmodel.rules.campaign import Campaign, Target


class Stage(str, Enum):
    """Where a day lies in a campaign."""

    NOT_BEGUN = "not_begun"
    RUNNING = "running"
    BETWEEN = "between"
    OVER = "over"
    UNDATED = "undated"

    @property
    def text(self) -> Text:
        """The stage in words."""
        return _STAGES[self.value]


_STAGES = {
    "not_begun": Text(zh="活动尚未开始", en="the campaign has not begun yet"),
    "running": Text(zh="活动进行中", en="the campaign is running"),
    "between": Text(zh="在两个阶段之间", en="between two phases"),
    "over": Text(zh="活动已经结束", en="the campaign is over"),
    "undated": Text(zh="活动没有写明阶段", en="the campaign gives no phases"),
}


@attrs.frozen
class Progress(Part):
    """How far a group (None: the groups together) of an area has come towards a target.

    `workers` and `members` are intervals under unknown counts, `counted` is what the target counts: members, or for an
    increment how many more there are than at its beginning. `goal` is percent (rate) or a number; None where the area
    has no target of its own. `decides` says whether the scope of the target asks for this row. `pace` is how many of
    those `needed` a month brings, over `months` months, the last one begun counting in full; None from the due day on.
    `missing` names the head counts that a verdict hangs on which cannot be told, as reports name them.
    """

    KEYS = (
        "target", "area=area.code", "area_name=area.name", "role=area.role", "group", "head_counts", "workers", "members",
        "rate=written_rate", "counted", "goal", "decides", "verdict", "needed", "months", "pace", "projection", "missing",
    )  # fmt: skip

    target: str
    area: Area
    group: str | None
    tally: Tally | None
    workers: Interval
    members: Interval
    counted: Interval
    goal: int | None
    decides: bool
    verdict: Verdict | None
    needed: Interval | None
    months: int
    pace: Interval | None
    projection: Projection | None
    missing: tuple[str, ...] = ()

    @property
    def rate(self) -> tuple[Fraction, Fraction] | None:
        """The least and the greatest share that members may be of workers."""
        return None if self.tally is None else self.tally.rate

    @property
    def head_counts(self) -> int:
        """How many head counts are in the row."""
        return 0 if self.tally is None else self.tally.rows

    @property
    def written_rate(self) -> dict[str, str] | None:
        """The bounds of the rate as percent with two decimals, rounded down."""
        return None if self.rate is None else {"low": percent(self.rate[0], 2), "high": percent(self.rate[1], 2)}


#: What has bounds in the table, with the attribute that holds them where it is called otherwise.
_INTERVALS = {
    **dict.fromkeys(("workers", "members"), ""),
    "rate": "written_rate",
    **dict.fromkeys(("counted", "needed", "pace"), ""),
}


@attrs.frozen
class CampaignAnswer(Answer):
    """Where a campaign stands on a day; see `unionmodel.campaign`.

    `progress` has the whole jurisdiction first, then provinces and reporting units with head counts, each by group and
    together. `without_counts` are reporting units without any head count, `uncounted` the open employers without one in
    the jurisdiction, `unplaced` the head counts whose place or group is unknown: none of these are in the numbers.
    `due` is what is due from the beginning of the campaign to `until`.
    """

    FORMAT = "unionmodel-campaign-answer/1"
    KEYS = (
        "on", "until", "campaign=campaign.name", "title=campaign.title", "stage", "phases=phases.name",
        "targets=campaign.targets", "progress", "without_counts=without_counts.code", "employers_without_counts=uncounted",
        "head_counts_without_area=unplaced", "due",
    )  # fmt: skip
    ROWS = "progress"
    COLUMNS: ClassVar[Columns] = {
        **dict.fromkeys(("target", "area=area.code", "area_name=area.name", "role=area.role", "group", "verdict"), str),
        **dict.fromkeys(("head_counts", "goal", "months"), int),
        "decides": bool,
        **{
            f"{name}_{bound}={path or name}.{bound}": str if path else int
            for name, path in _INTERVALS.items()
            for bound in ("low", "high")
        },
    }

    on: date
    until: date
    campaign: Campaign
    progress: tuple[Progress, ...]
    without_counts: tuple[Area, ...]
    uncounted: int
    unplaced: int
    due: tuple[DueItem, ...]

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases that the day lies in: none, one or several."""
        return phases_on(self.campaign.phases, self.on)

    @property
    def stage(self) -> Stage:
        """Whether the campaign has not begun, is running, or is over on the day."""
        begins, ends = self.campaign.starts_on, self.campaign.ends_on
        if begins is not None and self.on < begins:
            return Stage.NOT_BEGUN
        if ends is not None and self.on > ends:
            return Stage.OVER
        if self.phases:
            return Stage.RUNNING
        return Stage.BETWEEN if self.campaign.phases else Stage.UNDATED

    def row(self, area: str, group: str | None = None, target: str | None = None) -> Progress:
        """Return the progress of an area and group (None: together) towards a target (None: the first); KeyError."""
        wanted = target or next((one.name for one in self.campaign.measured), None)
        for row in self.progress:
            if (row.area.code, row.group, row.target) == (area, group, wanted):
                return row
        raise KeyError((area, group, wanted))

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the answer, ready for JSON, with texts in `language`."""
        listed = (*self.campaign.measured, *self.campaign.unmeasured)
        return super().to_dict(language) | {"targets": [_target(one, self.campaign, language) for one in listed]}

    def render_due(self, language: str | None = None) -> str:
        """Return what is due as text, as ``render("due")`` does now."""
        warnings.warn('render_due(language) is now render("due", language)', DeprecationWarning, stacklevel=2)
        return self.render("due", language)


def _target(target: Target, campaign: Campaign, language: str | None) -> dict[str, Any]:
    names = (
        "name", "kind", "label", "share", "count", "since", "due_on", "groups", "scope", "areas", "source", "confidence",
        "note",
    )  # fmt: skip
    found = {name: plain(getattr(target, name), language) for name in names}
    return found | {"groups": list(campaign.groups_of(target))}
