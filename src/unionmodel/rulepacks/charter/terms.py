"""The yearly congress, the end of a term, the full-time chair (articles 25 and 26)."""

from __future__ import annotations

from datetime import date

from unionmodel.language import Text
from unionmodel.rulepacks.charter.base import CHARTER, STARTS
from unionmodel.rules.calendar import Later
from unionmodel.rules.expr import FULL_YEAR, ON, Parameter
from unionmodel.rules.facts import Aggregate
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import (
    ACTIVITIES_OF_YEAR_RECORDED,
    BASIC_LEVEL,
    COVERED_EMPLOYERS,
    COVERED_WORKERS,
    IN_FULL_YEAR,
    STANDING,
    THERE_ALL_YEAR,
)
from unionmodel.rules.terms import activities, unions
from unionmodel.rules.types import NUMBER

_CONGRESSES = Aggregate(
    "congresses", "会员（代表）大会次数", "congresses of members",
    how="count", by=activities.union.row, recorded=ACTIVITIES_OF_YEAR_RECORDED,
    where=IN_FULL_YEAR & activities.kind.is_in("congress", "representative_meeting"),
)  # fmt: skip
_UNION = {
    "id": "u1", "name": "示例快递公司工会", "kind": "basic_union", "place": "620102001", "founded_on": "2021-12-31",
    "term_started_on": "2020-02-29", "term_years": 3, "chair_full_time": True,
}  # fmt: skip
_ELSEWHERE = {"union": "u2", "on": "2022-05-04", "kind": "training"}

YEARLY_CONGRESS = rule(
    "CTU603",
    "yearly-congress",
    title=Text(zh="每年召开会员大会或代表大会", en="a congress every year"),
    force=Force.SHOULD,
    cites=CHARTER.clause("26"),
    each="unions",
    when=STANDING & BASIC_LEVEL & THERE_ALL_YEAR,
    require=_CONGRESSES >= 1,
    shows={"year": FULL_YEAR},
    says=Text(
        zh="{name} {year} 年没有召开会员大会或会员代表大会，每年至少一次",
        en="{name} held no assembly or congress of members in {year}; one is due each year",
    ),
    mend=Text(zh="召开并登记", en="hold one, and record it"),
    reason=Text(zh="工会的大事由会员决定", en="members decide what matters in their union"),
    starts=STARTS,
    scene={"unions": [_UNION], "activities": [{"union": "u1", "on": "2022-06-01", "kind": "congress"}]},
    examples=(
        Example(Text(zh="开过一次", en="held once"), "held"),
        Example(
            Text(zh="会员代表会议也算", en="a meeting of representatives counts"),
            "held",
            {"activities": [{"kind": "representative_meeting"}]},
        ),
        Example(Text(zh="没有开", en="not held"), "broken", {"activities": [_ELSEWHERE]}),
        Example(
            Text(zh="当年建会", en="founded within the year"),
            "not_applicable",
            {"unions": [{"founded_on": "2022-01-01"}], "activities": [_ELSEWHERE]},
        ),
        Example(Text(zh="没有登记任何活动", en="nobody recorded any activity"), "cannot_tell", {"activities": []}),
    ),
)

_TERM_ENDS = Later(unions.term_started_on, unions.term_years * 12, "months")

TERM_NOT_OVERRUN = rule(
    "CTU604",
    "term-not-overrun",
    title=Text(zh="按期换届", en="the term is not overrun"),
    force=Force.MUST,
    cites=CHARTER.clause("26"),
    each="unions",
    when=STANDING & unions.term_started_on.known() & unions.term_years.known(),
    require=(ON <= _TERM_ENDS) | (unions.extension_until >= ON).or_else(False),
    shows={"term_started_on": unions.term_started_on, "term_years": unions.term_years, "ends": _TERM_ENDS},
    says=Text(
        zh="{name}本届从 {term_started_on} 起，任期 {term_years} 年，{ends} 届满，尚未换届，也没有批准延期",
        en="the term of {name} began on {term_started_on} for {term_years} years and ended on {ends}; no election, no extension",
    ),
    mend=Text(
        zh="报上级工会批准后换届；已批准延期的，填写延期至",
        en="elect anew with the superior's approval, or record the extension that was approved",
    ),
    reason=Text(
        zh="届满要选举，提前或延期须经上一级工会批准",
        en="a term ends with an election; earlier or later takes the approval of the next higher union",
    ),
    starts=STARTS,
    scene={"unions": [_UNION]},
    examples=(
        Example(Text(zh="届满当日", en="on the last day"), "held", on=date(2023, 2, 28)),
        Example(Text(zh="过了一天", en="a day later"), "broken", on=date(2023, 3, 1)),
        Example(
            Text(zh="批准延期", en="extended"),
            "held",
            {"unions": [{"extension_until": "2023-06-30"}]},
            on=date(2023, 6, 30),
        ),
        Example(
            Text(zh="延期也过了", en="past the extension"),
            "broken",
            {"unions": [{"extension_until": "2023-06-30"}]},
            on=date(2023, 7, 1),
        ),
        Example(
            Text(zh="没有届期", en="no term recorded"),
            "not_applicable",
            {"unions": [{"term_years": None}]},
            on=date(2023, 7, 1),
        ),
        Example(
            Text(zh="已经撤销", en="dissolved"),
            "not_applicable",
            {"unions": [{"status": "dissolved"}]},
            on=date(2023, 7, 1),
        ),
    ),
)

FULL_TIME_FROM = Parameter("full_time_chair.charter_workers", NUMBER)
_FIRM = {"id": "e1", "name": "示例快递公司", "place": "620102001", "workers": 200}

FULL_TIME_CHAIR = rule(
    "CTU605",
    "full-time-chair-at-200",
    title=Text(zh="职工二百人以上设专职主席", en="a full-time chair from 200 workers on"),
    force=Force.SHOULD,
    cites=CHARTER.clause("25"),
    each="unions",
    when=STANDING & (COVERED_EMPLOYERS >= 1) & (COVERED_WORKERS >= FULL_TIME_FROM),
    require=unions.chair_full_time,
    shows={"workers": COVERED_WORKERS, "from": FULL_TIME_FROM},
    says=Text(
        zh="{name}覆盖职工 {workers} 名，满 {from} 名应设专职主席",
        en="{name} covers {workers} workers; from {from} on its chair should be full-time",
    ),
    mend=Text(zh="设专职主席", en="make the chair full-time"),
    reason=Text(
        zh="章程写的是“设”，比《工会法》的“可以设”更强",
        en="the constitution sets one, where the Law says there may be one",
    ),
    starts=STARTS,
    scene={"unions": [_UNION], "employers": [_FIRM], "covers": [{"union": "u1", "employer": "e1"}]},
    examples=(
        Example(Text(zh="二百名职工，专职", en="200 workers, full-time"), "held"),
        Example(
            Text(zh="二百名职工，兼职", en="200 workers, part-time"), "broken", {"unions": [{"chair_full_time": False}]}
        ),
        Example(
            Text(zh="一百九十九名", en="199"),
            "not_applicable",
            {"unions": [{"chair_full_time": False}], "employers": [{"workers": 199}]},
        ),
        Example(Text(zh="没有填写", en="not recorded"), "cannot_tell", {"unions": [{"chair_full_time": None}]}),
    ),
)

RULES = (YEARLY_CONGRESS, TERM_NOT_OVERRUN, FULL_TIME_CHAIR)
