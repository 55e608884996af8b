"""The survey that everything is counted by, and what other sources say (C08)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from unionmodel.language import Text
from unionmodel.model.records import TABLES
from unionmodel.model.vocabulary import Group
from unionmodel.rulepacks.gansu_2021.base import COUNT_IN_AREA, PLACE_IN_AREA, PLAN, STARTS
from unionmodel.rules.choices import IfThenElse
from unionmodel.rules.expr import ON, Literal_, Parameter
from unionmodel.rules.facts import Aggregate, Derived, LookUp, Peers
from unionmodel.rules.rule import Example, Force, Part, Rule, rule
from unionmodel.rules.shared import (
    COUNT_EMPLOYER_OPEN,
    COUNT_PLACE,
    COUNTING_SURVEY,
    HEADCOUNTS_RECORDED,
    KEY_GROUPS,
    LATEST_COUNT,
    OPEN,
)
from unionmodel.rules.terms import employers, headcounts, places
from unionmodel.rules.types import DATE, NUMBER, Type

SURVEY_DUE_ON = Parameter("survey.due_on", DATE)
TOLERANCE = Parameter("reconciliation.tolerance", NUMBER)
_EMPLOYERS_HERE = Aggregate(
    "employers_here", "单位数", "employers there", how="count", by=employers.place.row, where=OPEN, upward=True
)
_COUNTS_HERE = Aggregate(
    "counts_here", "人数行数", "head counts there",
    how="count", by=COUNT_PLACE, where=LATEST_COUNT & COUNT_EMPLOYER_OPEN.or_else(True), upward=True,
)  # fmt: skip


def _each_group() -> Iterator[Part]:
    for group in KEY_GROUPS:
        label = Group.of(group)
        surveyed = Aggregate(
            f"surveyed_{group}", f"有时点的{label.zh}摸底数", f"dated survey counts ({label.en})",
            how="count", by=COUNT_PLACE, upward=True,
            where=COUNTING_SURVEY & headcounts.as_of.known() & (headcounts.group == group),
            recorded=HEADCOUNTS_RECORDED,
        )  # fmt: skip
        yield Part(
            TABLES["places"], PLACE_IN_AREA & (ON >= SURVEY_DUE_ON), surveyed >= 1,
            {"group": Literal_(group, Type("enum", Group))},
            among=places.reporting_unit & ((_EMPLOYERS_HERE > 0) | (_COUNTS_HERE > 0)), about=group,
        )  # fmt: skip


_COUNT = {"place": "620102001", "group": "courier", "workers": 100, "as_of": "2021-08-20"}

SURVEYED_DENOMINATOR = Rule(
    "GS503",
    "surveyed-denominator",
    Text(zh="每个群体都有摸底数", en="every group is surveyed"),
    Force.MUST,
    (PLAN.clause("C08"),),
    tuple(_each_group()),
    says=Text(
        zh="{name}没有注明时点的{group}摸底人数",
        en="{name} has no survey head count with a date for one group: {group}",
    ),
    mend=Text(
        zh="摸清该群体人数并登记时点；确实没有的，登记 0 人",
        en="count the group and record the day; where there is nobody, record 0",
    ),
    reason=Text(zh="没有底数，入会率无从算起", en="without a denominator there is no rate"),
    starts=STARTS,
    scene={"headcounts": [_COUNT]},
    examples=(
        Example(Text(zh="已摸底", en="surveyed"), "held", subject="620100|courier"),
        Example(
            Text(zh="没有时点", en="no date"), "broken", {"headcounts": [{"as_of": None}]}, subject="620100|courier"
        ),
        Example(
            Text(zh="只有平台企业的数", en="only the platform's count"),
            "broken",
            {"headcounts": [{"source": "platform"}]},
            subject="620100|courier",
        ),
        Example(
            Text(zh="另一个群体没有摸底", en="another group is not surveyed"), "broken", subject="620100|truck_driver"
        ),
        Example(
            Text(zh="摸底期限之前", en="before the survey is due"),
            "not_applicable",
            on=date(2021, 8, 30),
            subject="620100|truck_driver",
        ),
    ),
)

#: The row of the survey that another source's row is to be compared with.
SURVEY_ROW = Peers(
    "survey_row",
    "对应的摸底数",
    "survey row of the same workers",
    by=(headcounts.employer, headcounts.place, headcounts.group),
    where=COUNTING_SURVEY,
    pick="last",
)
OTHER_SOURCE = Derived(
    "other_source",
    "其他来源的最新一期",
    "latest row of another source",
    LATEST_COUNT & (headcounts.source != "survey") & COUNT_EMPLOYER_OPEN.or_else(True),
)
_SURVEYED = LookUp("surveyed_workers", "摸底人数", "workers surveyed", SURVEY_ROW, headcounts.workers)
_APART = ((headcounts.workers - _SURVEYED) * 100 > _SURVEYED * TOLERANCE) | (
    (_SURVEYED - headcounts.workers) * 100 > _SURVEYED * TOLERANCE
)
_OTHERS = Aggregate("other_sources", "其他来源数", "other sources", how="count", by=SURVEY_ROW, where=OTHER_SOURCE)
_ANY_APART = Aggregate(
    "apart", "有来源相差过大", "a source differs too much", how="any", by=SURVEY_ROW, of=_APART, where=OTHER_SOURCE
)
_MOST = Aggregate(
    "others_most",
    "其他来源最多",
    "most elsewhere",
    how="most",
    by=SURVEY_ROW,
    of=headcounts.workers,
    where=OTHER_SOURCE,
)
_LEAST_BELOW = Aggregate(
    "others_least_below", "其他来源最少", "least elsewhere",
    how="most", by=SURVEY_ROW, of=Literal_(0, NUMBER) - headcounts.workers, where=OTHER_SOURCE,
)  # fmt: skip
_ABOVE = _MOST - headcounts.workers
_BELOW = headcounts.workers + _LEAST_BELOW
_PLATFORM = {**_COUNT, "source": "platform", "workers": 110}

COUNTS_RECONCILE = rule(
    "GS504",
    "counts-reconcile",
    title=Text(zh="各来源人数相符", en="sources agree"),
    force=Force.SHOULD,
    cites=PLAN.clause("C08"),
    each="headcounts",
    when=COUNT_IN_AREA & COUNTING_SURVEY & headcounts.group.known() & (_OTHERS >= 1),
    require=~_ANY_APART,
    shows={
        "group": headcounts.group,
        "workers": headcounts.workers,
        "others_least": Literal_(0, NUMBER) - _LEAST_BELOW,
        "others_most": _MOST,
        "gap": IfThenElse(_ABOVE >= _BELOW, _ABOVE, _BELOW),
        "tolerance": TOLERANCE,
    },
    says=Text(
        zh="{name}的{group}摸底 {workers} 人，其他来源最少 {others_least} 人、最多 {others_most} 人，最多相差 {gap} 人，超过摸底数的 {tolerance}%",
        en="{name}: the survey counts {workers} workers ({group}), other sources {others_least} at least and {others_most} at most; they differ by up to {gap}, more than {tolerance} % of the survey",
    ),
    mend=Text(
        zh="与提供数据的单位核对，改正错的一方",
        en="compare with whoever gave the other count, and correct the wrong one",
    ),
    reason=Text(zh="人数不实，入会率也不实", en="a wrong count gives a wrong rate"),
    starts=STARTS,
    scene={"headcounts": [_COUNT, _PLATFORM]},
    examples=(
        Example(Text(zh="正好相差一成", en="exactly a tenth apart"), "held"),
        Example(Text(zh="多一人", en="one worker more"), "broken", {"headcounts": [{}, {"workers": 111}]}),
        Example(Text(zh="少得太多", en="far fewer"), "broken", {"headcounts": [{}, {"workers": 89}]}),
        Example(
            Text(zh="没有其他来源", en="no other source"), "not_applicable", {"headcounts": [{}, {"group": "other"}]}
        ),
        Example(
            Text(zh="其他来源人数不明", en="the other count is blank"),
            "cannot_tell",
            {"headcounts": [{}, {"workers": None}]},
        ),
    ),
)

RULES = (SURVEYED_DENOMINATOR, COUNTS_RECONCILE)
