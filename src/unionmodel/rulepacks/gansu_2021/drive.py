"""The drive itself: its phases, plans and summaries, and joining online (C05, C06, C16, C18)."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_

from unionmodel.language import Text
from unionmodel.rulepacks.gansu_2021.base import PLAN, STARTS, UNION_IN_AREA, union_counts
from unionmodel.rules.expr import ON, Expr, Parameter
from unionmodel.rules.facts import Aggregate, Chain, LookUp
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import STANDING, UNION_LEVEL, begun, recorded
from unionmodel.rules.terms import channels, places, plans, unions
from unionmodel.rules.types import DATE

PHASES = ("mobilisation", "implementation", "summing_up")
_STARTS = {phase: Parameter(f"phase.{phase}.starts", DATE) for phase in PHASES}
_ENDS = {phase: Parameter(f"phase.{phase}.ends", DATE) for phase in PHASES}

_AT_UNIT = LookUp(
    "at_reporting_unit", "设在报告单位", "anchored at a reporting unit", unions.place.row, places.reporting_unit
)
_OF_UNIT = (unions.kind == "general_federation") & _AT_UNIT
_REPORTS = UNION_IN_AREA & STANDING & (_OF_UNIT | ((unions.kind == "industrial_union") & (UNION_LEVEL == "province")))


def _in_phase(phase: str) -> Expr:
    return (plans.on >= _STARTS[phase]) & (plans.on <= _ENDS[phase])


def _plans_of(phase: str, zh: str, en: str) -> Aggregate:
    return Aggregate(
        f"plans_{phase}", zh, en, how="count", by=plans.union.row, recorded=recorded("plans"),
        where=(plans.phase == phase) & _in_phase(phase) & (plans.on <= ON),
    )  # fmt: skip


_CITY = {"id": "lz", "name": "兰州市总工会", "kind": "general_federation", "place": "620100"}
_NO_UNIT = Example(
    Text(zh="不是报告单位的工会", en="not of a reporting unit"), "not_applicable", {"unions": [{"place": "620102"}]}
)
_NO_PLANS = Example(Text(zh="没有登记任何方案", en="nobody recorded a plan"), "cannot_tell", {"plans": []})
_JANUARY = date(2023, 1, 1)

MOBILISATION_PLAN = rule(
    "GS701",
    "mobilisation-plan",
    title=Text(zh="组织动员阶段的方案", en="plan of the mobilisation phase"),
    force=Force.SHOULD,
    cites=PLAN.clause("C06"),
    each="unions",
    when=_REPORTS & (_ENDS["mobilisation"] < ON),
    require=_plans_of("mobilisation", "动员阶段方案数", "plans of the mobilisation phase") >= 1,
    shows={"starts": _STARTS["mobilisation"], "ends": _ENDS["mobilisation"]},
    says=Text(
        zh="{name}在组织动员阶段（{starts} 至 {ends}）没有制定方案",
        en="{name} made no plan in the mobilisation phase ({starts} to {ends})",
    ),
    mend=Text(zh="补报方案，登记实际日期", en="hand the plan in, and record its true date"),
    reason=Text(zh="各报告单位要有自己的方案", en="every reporting unit makes its own plan"),
    starts=STARTS,
    scene={"unions": [_CITY], "plans": [{"union": "lz", "phase": "mobilisation", "on": "2021-08-31"}]},
    examples=(
        Example(Text(zh="最后一天制定", en="made on the last day"), "held"),
        Example(Text(zh="晚了一天", en="a day late"), "broken", {"plans": [{"on": "2021-09-01"}]}),
        _NO_UNIT,
        Example(
            Text(zh="阶段尚未结束", en="the phase is not over"),
            "not_applicable",
            {"plans": [{"on": "2021-09-01"}]},
            on=date(2021, 8, 31),
        ),
        _NO_PLANS,
    ),
)

SUMMING_UP = rule(
    "GS702",
    "summing-up",
    title=Text(zh="总结", en="summing-up"),
    force=Force.SHOULD,
    cites=PLAN.clause("C06"),
    each="unions",
    when=_REPORTS & (_ENDS["summing_up"] < ON),
    require=_plans_of("summing_up", "总结数", "summaries") >= 1,
    shows={"starts": _STARTS["summing_up"], "ends": _ENDS["summing_up"]},
    says=Text(
        zh="{name}在总结交流阶段（{starts} 至 {ends}）没有总结",
        en="{name} did not sum up in the last phase ({starts} to {ends})",
    ),
    mend=Text(zh="补报总结，登记实际日期", en="hand the summary in, and record its true date"),
    reason=Text(zh="做得怎样，要有交代", en="what was done is to be reported"),
    starts=STARTS,
    scene={"unions": [_CITY], "plans": [{"union": "lz", "phase": "summing_up", "on": "2022-11-01"}]},
    on=_JANUARY,
    examples=(
        Example(Text(zh="十一月总结", en="in November"), "held"),
        Example(Text(zh="早了一天", en="a day early"), "broken", {"plans": [{"on": "2022-10-31"}]}),
        _NO_UNIT,
        Example(
            Text(zh="年底当天还不算迟", en="on the last day it is not late"),
            "not_applicable",
            {"plans": [{"on": "2022-10-31"}]},
            on=date(2022, 12, 31),
        ),
        _NO_PLANS,
    ),
)

PHASE_CONTAINS_DATE = rule(
    "GS703",
    "phase-contains-date",
    title=Text(zh="日期在所属阶段内", en="the date lies in its phase"),
    force=Force.SHOULD,
    cites=PLAN.clause("C05"),
    each="plans",
    when=union_counts(plans.union.row) & begun(plans.on),
    require=reduce(or_, ((plans.phase == phase) & _in_phase(phase) for phase in PHASES)),
    shows={"phase": plans.phase, "on": plans.on, "union": plans.union},
    says=Text(
        zh="工会 {union} 的{phase}记录日期是 {on}，不在该阶段内",
        en="a record of {union} for the phase {phase} is dated {on}, outside that phase",
    ),
    mend=Text(
        zh="改正日期或阶段；2022 年 11 月属于两个阶段", en="correct the date or the phase; November 2022 lies in two"
    ),
    reason=Text(zh="三个阶段各有时限", en="each phase has its time"),
    starts=STARTS,
    scene={"unions": [_CITY], "plans": [{"union": "lz", "phase": "implementation", "on": "2022-11-30"}]},
    examples=(
        Example(Text(zh="十一月仍在实施阶段", en="November is still implementation"), "held"),
        Example(Text(zh="十一月也在总结阶段", en="and summing-up, too"), "held", {"plans": [{"phase": "summing_up"}]}),
        Example(Text(zh="十二月不在实施阶段", en="December is not"), "broken", {"plans": [{"on": "2022-12-01"}]}),
        Example(
            Text(zh="工会已撤销", en="the union is dissolved"), "not_applicable", {"unions": [{"status": "dissolved"}]}
        ),
        Example(Text(zh="没有写明阶段", en="phase not given"), "cannot_tell", {"plans": [{"phase": None}]}),
    ),
)

HAS_ONLINE_CHANNEL = Aggregate(
    "online_channels", "网上入会渠道数", "online channels",
    how="count", by=channels.union.row, where=(channels.kind == "online") & begun(channels.since),
    recorded=recorded("channels"),
)  # fmt: skip
ONLINE_UPWARD = Chain(
    "online_upward",
    "本级或上级开通网上入会",
    "an online channel here or above",
    unions.superior.row,
    "any_above",
    STANDING & (HAS_ONLINE_CHANNEL >= 1),
)

ONLINE_CHANNEL = rule(
    "GS704",
    "online-channel",
    title=Text(zh="网上入会渠道", en="an online channel"),
    force=Force.MAY,
    cites=(PLAN.clause("C16"), PLAN.clause("C18")),
    each="unions",
    when=UNION_IN_AREA & STANDING & _OF_UNIT & (_STARTS["implementation"] <= ON),
    require=ONLINE_UPWARD,
    says=Text(
        zh="{name}及其上级都没有开通网上入会渠道", en="neither {name} nor a union above it has opened an online channel"
    ),
    mend=Text(
        zh="开通网上入会并登记，或填写已开通的上级工会",
        en="open one and record it, or record the superior that has one",
    ),
    reason=Text(zh="路上的劳动者靠手机入会", en="workers on the road join by phone"),
    starts=STARTS,
    scene={
        "unions": [
            {**_CITY, "superior": "gs"},
            {"id": "gs", "name": "甘肃省总工会", "kind": "general_federation", "place": "620000"},
        ],
        "channels": [{"union": "gs", "kind": "online", "since": "2021-09-01"}],
    },
    examples=(
        Example(Text(zh="上级已开通", en="the superior has one"), "held"),
        Example(
            Text(zh="只有流动窗口", en="a mobile window only"), "broken", {"channels": [{"kind": "mobile_window"}]}
        ),
        Example(Text(zh="尚未开通", en="not opened yet"), "broken", {"channels": [{"since": "2023-01-01"}]}),
        Example(
            Text(zh="不是报告单位的工会", en="not of a reporting unit"),
            "not_applicable",
            {"unions": [{"place": "620102"}], "channels": [{"kind": "platform"}]},
        ),
        Example(
            Text(zh="上级不在名册中", en="the superior is not listed"), "cannot_tell", {"unions": [{"superior": "x9"}]}
        ),
    ),
)

RULES = (MOBILISATION_PLAN, SUMMING_UP, PHASE_CONTAINS_DATE, ONLINE_CHANNEL)
