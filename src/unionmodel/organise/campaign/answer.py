"""The answer about a campaign: where it stands on a day, how far each area and group has come, what is due."""

from __future__ import annotations

from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

import attrs

from unionmodel.language import Text
from unionmodel.law.calendar import Phase, phases_on
from unionmodel.organise.campaign.areas import Area
from unionmodel.organise.campaign.definition import Campaign, Target
from unionmodel.organise.campaign.due import DueItem
from unionmodel.organise.campaign.intervals import Interval, Tally, Verdict


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
class Projection:
    """Where dated head counts lead by the due day, if members go on as from the first to the last dated count.

    Only `matched` of `head_counts` have an earlier dated number; their members went from `first` (on `first_on`) to
    `last` (on `last_on`), each by its own straight line, and would be `matched_at_due`, never more than their workers.
    The other head counts may have any number of members by then: `members` is the interval for all, `verdict` what it
    tells of the target, `matched_verdict` what the matched ones would reach among themselves (rates only).
    """

    matched: int
    head_counts: int
    first_on: date
    last_on: date
    first: int
    last: int
    matched_at_due: int
    members: Interval
    verdict: Verdict | None
    matched_verdict: Verdict | None

    def to_dict(self) -> dict[str, Any]:
        """Return the projection, ready for JSON."""
        return {
            "matched": self.matched,
            "head_counts": self.head_counts,
            "first_on": self.first_on.isoformat(),
            "last_on": self.last_on.isoformat(),
            "first": self.first,
            "last": self.last,
            "matched_at_due": self.matched_at_due,
            "members": self.members.to_dict(),
            "verdict": None if self.verdict is None else self.verdict.value,
            "matched_verdict": None if self.matched_verdict is None else self.matched_verdict.value,
        }


@attrs.frozen
class Progress:
    """How far a group (None: the groups together) of an area has come towards a target.

    `workers` and `members` are intervals under unknown counts, `counted` is what the target counts: members, or for an
    increment how many more there are than at its beginning. `goal` is percent (rate) or a number; None where the area
    has no target of its own. `decides` says whether the scope of the target asks for this row. `pace` is how many of
    those `needed` a month brings, over `months` months, the last one begun counting in full; None from the due day on.
    `missing` names the head counts that a verdict hangs on which cannot be told, as reports name them.
    """

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

    def to_dict(self) -> dict[str, Any]:
        """Return the row, ready for JSON; rates are percent with two decimals, rounded down."""
        rate = self.rate
        return {
            "target": self.target,
            "area": self.area.code,
            "area_name": self.area.name,
            "role": self.area.role,
            "group": self.group,
            "head_counts": 0 if self.tally is None else self.tally.rows,
            "workers": self.workers.to_dict(),
            "members": self.members.to_dict(),
            "rate": None if rate is None else {"low": percent(rate[0], 2), "high": percent(rate[1], 2)},
            "counted": self.counted.to_dict(),
            "goal": self.goal,
            "decides": self.decides,
            "verdict": None if self.verdict is None else self.verdict.value,
            "needed": None if self.needed is None else self.needed.to_dict(),
            "months": self.months,
            "pace": None if self.pace is None else self.pace.to_dict(),
            "projection": None if self.projection is None else self.projection.to_dict(),
            "missing": list(self.missing),
        }


@attrs.frozen
class CampaignAnswer:
    """Where a campaign stands on a day; see `unionmodel.campaign`.

    `progress` has the whole jurisdiction first, then provinces and reporting units with head counts, each by group and
    together. `without_counts` are reporting units without any head count, `uncounted` the open employers without one in
    the jurisdiction, `unplaced` the head counts whose place or group is unknown: none of these are in the numbers.
    `due` is what is due from the beginning of the campaign to `until`.
    """

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
        wanted = self.campaign.targets[0].name if target is None else target
        for row in self.progress:
            if (row.area.code, row.group, row.target) == (area, group, wanted):
                return row
        raise KeyError((area, group, wanted))

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the answer, ready for JSON, with texts in `language`."""
        return {
            "format": "unionmodel-campaign-answer/1",
            "on": self.on.isoformat(),
            "until": self.until.isoformat(),
            "campaign": self.campaign.name,
            "title": self.campaign.title.within(language),
            "stage": self.stage.value,
            "phases": [phase.name for phase in self.phases],
            "targets": [_target(target, self.campaign, language) for target in self.campaign.targets],
            "progress": [row.to_dict() for row in self.progress],
            "without_counts": [area.code for area in self.without_counts],
            "employers_without_counts": self.uncounted,
            "head_counts_without_area": self.unplaced,
            "due": [item.to_dict(language) for item in self.due],
        }

    def to_frame(self) -> Any:
        """Return the progress as a Polars frame, a row for each; intervals are two columns, low and high.

        Raises MissingExtra where Polars is not installed.
        """
        from unionmodel.io.writing.frames import frame

        return frame([_flat(row.to_dict()) for row in self.progress], _COLUMNS)

    def render(self, language: str | None = None) -> str:
        """Return the answer as text: the day, the progress as tables, and how many things are due."""
        from unionmodel.organise.campaign.text import text

        return text(self, language)

    def render_due(self, language: str | None = None) -> str:
        """Return what is due as text, by date, what is done left out and counted."""
        from unionmodel.organise.campaign.text import due_text

        return due_text(self, language)


def percent(share: Fraction, decimals: int = 1) -> str:
    """Return a share as percent, rounded down, so that what is below a target never looks as if it had reached it.

    >>> percent(Fraction(7999, 10000)), percent(Fraction(4, 5))
    ('79.9', '80.0')
    """
    scale = 10**decimals
    whole, rest = divmod(share.numerator * 100 * scale // share.denominator, scale)
    return f"{whole}.{rest:0{decimals}d}"


_INTERVALS = ("workers", "members", "rate", "counted", "needed", "pace")
_BOUNDS: dict[str, type[Any]] = {
    f"{name}_{bound}": str if name == "rate" else int for name in _INTERVALS for bound in ("low", "high")
}
_COLUMNS: dict[str, type[Any]] = {
    **dict.fromkeys(("target", "area", "area_name", "role", "group", "verdict"), str),
    **dict.fromkeys(("head_counts", "goal", "months"), int),
    "decides": bool,
    **_BOUNDS,
}


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with the bounds of its intervals as cells of their own."""
    for name in _INTERVALS:
        interval = row[name] or {"low": None, "high": None}
        row |= {f"{name}_low": interval["low"], f"{name}_high": interval["high"]}
    return row


def _target(target: Target, campaign: Campaign, language: str | None) -> dict[str, Any]:
    def shown(text: Text | None) -> str | None:
        return None if text is None else text.within(language)

    return {
        "name": target.name,
        "kind": target.kind,
        "label": shown(target.label),
        "share": target.share,
        "count": target.count,
        "since": None if target.since is None else target.since.isoformat(),
        "due_on": target.due_on.isoformat(),
        "groups": list(campaign.groups_of(target)),
        "scope": target.scope,
        "areas": dict(target.areas),
        "source": shown(target.source),
        "confidence": target.confidence,
        "note": shown(target.note),
    }
