"""Who may be chair, how long the chair may stand empty, where dispatched workers belong."""

from __future__ import annotations

from datetime import date
from typing import Any

from unionmodel.language import Text
from unionmodel.rulepacks.acftu.base import CHAIR, DISPATCH
from unionmodel.rules.calendar import Later
from unionmodel.rules.expr import ON, Parameter
from unionmodel.rules.facts import Local, LookUp, Matched
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import (
    ACTIVE_MEMBER,
    COVERED_BY_BASIC,
    HAS_OWN_UNION,
    IN_OFFICE,
    MEMBER_UNION_STANDS,
    OFFICER_UNION_KIND,
    OFFICER_UNION_STANDS,
    STANDING,
)
from unionmodel.rules.terms import covers, employers, members, officers, unions
from unionmodel.rules.types import NUMBER, TEXT

_STARTS = date(2008, 7, 25)
_PLACE = LookUp("officer_union_place", "工会所在区域", "place of its union", officers.union.row, unions.place.row)
LEGAL_REPRESENTATIVE = Local(
    "legal_representative_as_chair", "法定代表人可否担任主席", "whether the legal representative may be chair",
    Parameter("chair.legal_representative", TEXT), _PLACE,
)  # fmt: skip
BAN_REACHES = Local(
    "ban_reaches", "任职限制的范围", "whom the ban reaches", Parameter("chair.ban_reaches", TEXT), _PLACE
)
_IS_CHAIR = officers.role == "chair"
_EVERY_OFFICE = BAN_REACHES == "every_office"
_MAY_BE_CHAIR = ~officers.relation.is_in("senior_manager", "near_relative", "hr_head", "foreign") & (
    (officers.relation != "legal_representative") | (LEGAL_REPRESENTATIVE == "allowed")
)
#: Where every office is closed to the management, it is so to its head, the head of personnel, and their families.
_MAY_HOLD_OFFICE = ~officers.relation.is_in("legal_representative", "hr_head", "near_relative")

_UNION = {"id": "u1", "name": "示例快递公司工会", "kind": "basic_union", "place": "620102001"}
_CHAIR = {"union": "u1", "person": "p-01", "role": "chair", "relation": "none"}
_BEIJING: dict[str, Any] = {
    "unions": [{"place": "110101"}], "places": [{"code": "110101", "name": "东城区", "level": "county"}],
    "officers": [{"relation": "legal_representative"}],
}  # fmt: skip
_HENAN: dict[str, Any] = {
    "unions": [{"place": "410102"}], "places": [{"code": "410102", "name": "中原区", "level": "county"}],
}  # fmt: skip

CHAIR_ELIGIBILITY = rule(
    "ACF201",
    "chair-eligibility",
    title=Text(zh="主席的任职条件", en="who may be chair"),
    force=Force.MUST,
    cites=CHAIR.clause("6"),
    each="officers",
    when=OFFICER_UNION_STANDS & (OFFICER_UNION_KIND == "basic_union") & (_IS_CHAIR | _EVERY_OFFICE) & IN_OFFICE,
    require=(~_IS_CHAIR | _MAY_BE_CHAIR) & (_IS_CHAIR | ~_EVERY_OFFICE | _MAY_HOLD_OFFICE),
    shows={"person": officers.person, "role": officers.role, "relation": officers.relation},
    says=Text(
        zh="{name}的{role}（{person}）的身份是：{relation}，不得担任",
        en="{name}: {person} ({role}) may not hold this office, being: {relation}",
    ),
    mend=Text(zh="另行选举", en="elect somebody else"),
    reason=Text(zh="代表单位一方的人，难以代表职工", en="who stands for the employer cannot speak for the workers"),
    starts=_STARTS,
    scene={"unions": [_UNION], "officers": [_CHAIR]},
    examples=(
        Example(Text(zh="没有关系", en="no relation"), "held"),
        Example(Text(zh="高管", en="a senior manager"), "broken", {"officers": [{"relation": "senior_manager"}]}),
        Example(Text(zh="人力资源负责人", en="head of personnel"), "broken", {"officers": [{"relation": "hr_head"}]}),
        Example(Text(zh="近亲属", en="a near relative"), "broken", {"officers": [{"relation": "near_relative"}]}),
        Example(Text(zh="外籍", en="a foreign national"), "broken", {"officers": [{"relation": "foreign"}]}),
        Example(
            Text(zh="法定代表人：全国规定没有限制", en="the legal representative: no national ban"),
            "held",
            {"officers": [{"relation": "legal_representative"}]},
        ),
        Example(Text(zh="北京不得由法定代表人担任", en="the legal representative, in Beijing"), "broken", _BEIJING),
        Example(
            Text(zh="2015 年前北京也没有限制", en="not before 2015 in Beijing"), "held", _BEIJING, on=date(2015, 11, 26)
        ),
        Example(
            Text(zh="副主席", en="a vice-chair"),
            "not_applicable",
            {"officers": [{"role": "vice_chair", "relation": "hr_head"}]},
        ),
        Example(
            Text(zh="河南的限制及于各项职务", en="in Henan the ban reaches every office"),
            "broken",
            {**_HENAN, "officers": [{"role": "vice_chair", "relation": "hr_head"}]},
        ),
        Example(
            Text(zh="河南的副主席，高管不在此列", en="a vice-chair in Henan, a senior manager: not listed there"),
            "held",
            {**_HENAN, "officers": [{"role": "vice_chair", "relation": "senior_manager"}]},
        ),
        Example(Text(zh="身份不明", en="relation not known"), "cannot_tell", {"officers": [{"relation": None}]}),
    ),
)

MONTHS = Local(
    "vacancy_months", "主席空缺最长月数", "months for which the chair may be vacant",
    Parameter("chair_vacancy.months", NUMBER), unions.place.row,
)  # fmt: skip
_DUE = Later(unions.chair_vacant_since, MONTHS, "months")

CHAIR_VACANCY = rule(
    "ACF602",
    "chair-vacancy",
    title=Text(zh="主席空缺不超过三个月", en="the chair is not vacant for long"),
    force=Force.SHOULD,
    cites=CHAIR.clause("18"),
    each="unions",
    when=STANDING & unions.chair_vacant_since.known(),
    require=ON <= _DUE,
    shows={"since": unions.chair_vacant_since, "months": MONTHS, "due": _DUE},
    says=Text(
        zh="{name}主席自 {since} 起空缺，应在 {months} 个月内（{due} 前）补选",
        en="the chair of {name} has been vacant since {since}; it is filled within {months} months (by {due})",
    ),
    mend=Text(zh="补选主席", en="elect a chair"),
    reason=Text(zh="没有主席，工会就没人负责", en="without a chair nobody is in charge"),
    starts=_STARTS,
    scene={"unions": [{**_UNION, "chair_vacant_since": "2022-09-30"}]},
    examples=(
        Example(Text(zh="第三个月最后一天", en="on the last day"), "held", on=date(2022, 12, 30)),
        Example(Text(zh="次日", en="a day later"), "broken", on=date(2022, 12, 31)),
        Example(
            Text(zh="十一月三十日起，到二月末", en="from 30 November to the end of February"),
            "held",
            {"unions": [{"chair_vacant_since": "2022-11-30"}]},
            on=date(2023, 2, 28),
        ),
        Example(Text(zh="没有空缺", en="not vacant"), "not_applicable", {"unions": [{"chair_vacant_since": None}]}),
        Example(Text(zh="已经撤销", en="dissolved"), "not_applicable", {"unions": [{"status": "dissolved"}]}),
    ),
)

_IS_DISPATCHER = LookUp(
    "employer_dispatches", "单位是劳务派遣公司", "the employer dispatches labour", members.employer.row, employers.role
)
_EMPLOYER_HAS_OWN = LookUp(
    "employer_has_own_union", "单位单独建会", "the employer has its own union", members.employer.row, HAS_OWN_UNION
)
_IN_OWN = Matched(
    "in_own_union", "在本单位工会", "is in the employer's union",
    by=(members.union, members.employer), to=(covers.union, covers.employer), where=COVERED_BY_BASIC,
)  # fmt: skip

DISPATCHED_WORKER = rule(
    "ACF501",
    "dispatched-worker",
    title=Text(zh="派遣工先在派遣单位入会", en="dispatched workers join at the dispatcher"),
    force=Force.SHOULD,
    cites=DISPATCH.clause("dispatcher"),
    each="members",
    when=MEMBER_UNION_STANDS & ACTIVE_MEMBER & (_IS_DISPATCHER == "labour_dispatcher") & _EMPLOYER_HAS_OWN,
    require=_IN_OWN,
    shows={"union": members.union, "employer": members.employer},
    says=Text(
        zh="会员 {subject} 的派遣单位 {employer} 有自己的工会，会籍却在 {union}",
        en="the dispatcher {employer} of the member {subject} has its own union, but the membership is with {union}",
    ),
    mend=Text(
        zh="转入派遣单位工会，或由两个工会签订委托管理协议",
        en="transfer it to the dispatcher's union, or have the two unions agree on who looks after it",
    ),
    reason=Text(
        zh="派遣单位是用人单位，会籍先归它的工会", en="the dispatcher is the employer, and its union comes first"
    ),
    starts=date(2009, 1, 1),
    scene={
        "unions": [_UNION, {"id": "u2", "name": "酒泉路街道工会", "kind": "township_union", "place": "620102001"}],
        "employers": [{"id": "e1", "name": "示例劳务派遣公司", "place": "620102001", "role": "labour_dispatcher"}],
        "covers": [{"union": "u1", "employer": "e1"}],
        "members": [{"id": "m-0001", "union": "u1", "employer": "e1"}],
    },
    examples=(
        Example(Text(zh="在派遣单位工会", en="in the dispatcher's union"), "held"),
        Example(Text(zh="在街道工会", en="in the township union"), "broken", {"members": [{"union": "u2"}]}),
        Example(
            Text(zh="派遣单位没有工会", en="the dispatcher has none"),
            "not_applicable",
            {"covers": [], "members": [{"union": "u2"}]},
        ),
        Example(
            Text(zh="不是派遣单位", en="no dispatcher"),
            "not_applicable",
            {"employers": [{"role": "other"}], "members": [{"union": "u2"}]},
        ),
        Example(
            Text(zh="单位不在名册中", en="the employer is not listed"),
            "cannot_tell",
            {"members": [{"union": "u2", "employer": "e9"}]},
        ),
    ),
)

RULES = (CHAIR_ELIGIBILITY, DISPATCHED_WORKER, CHAIR_VACANCY)
