"""The roster of members: promptly registered, and of a clear occupation (C08, C19)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.gansu_2021.base import PLAN, STARTS, union_counts
from unionmodel.rules.calendar import Later
from unionmodel.rules.expr import Parameter
from unionmodel.rules.facts import LookUp
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import ACTIVE_MEMBER, KEY_UNION, OPEN
from unionmodel.rules.terms import members
from unionmodel.rules.types import NUMBER

DAYS = Parameter("registration.days", NUMBER)
_EMPLOYER_OPEN = LookUp("member_employer_open", "单位存续", "the employer is open", members.employer.row, OPEN)
_COUNTS = union_counts(members.union.row) & ACTIVE_MEMBER & _EMPLOYER_OPEN.or_else(True)
_OF_KEY_UNION = LookUp("member_of_key_union", "所在工会服务重点群体", "of a key union", members.union.row, KEY_UNION)

_UNION = {"id": "u1", "name": "示例快递工会", "kind": "basic_union", "place": "620102001", "groups": ["courier"]}
_MEMBER = {
    "id": "m-0001", "union": "u1", "group": "courier", "joined_on": "2022-03-01", "registered_on": "2022-03-31",
}  # fmt: skip
_SCENE = {"unions": [_UNION], "members": [_MEMBER]}

REGISTERED_PROMPTLY = rule(
    "GS505",
    "registered-promptly",
    title=Text(zh="及时实名登记", en="registered promptly"),
    force=Force.SHOULD,
    cites=PLAN.clause("C19"),
    each="members",
    when=_COUNTS & members.joined_on.known(),
    require=(members.registered_on >= members.joined_on)
    & (members.registered_on <= Later(members.joined_on, DAYS, "days")),
    shows={
        "member": members.id,
        "joined_on": members.joined_on,
        "registered_on": members.registered_on,
        "latest": Later(members.joined_on, DAYS, "days"),
        "days": DAYS,
    },
    says=Text(
        zh="会员 {member} 于 {joined_on} 入会，{registered_on} 登记；应在入会后 {days} 天内，即 {joined_on} 至 {latest} 登记",
        en="the member {member} joined on {joined_on} and was registered on {registered_on}; within {days} days means from {joined_on} to {latest}",
    ),
    mend=Text(zh="核对两个日期；今后及时登记", en="check both dates; register promptly in future"),
    reason=Text(zh="名册不及时更新，人数就不准", en="a roster that lags gives wrong counts"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="第三十天登记", en="on the thirtieth day"), "held"),
        Example(
            Text(zh="第三十一天登记", en="on the day after"), "broken", {"members": [{"registered_on": "2022-04-01"}]}
        ),
        Example(
            Text(zh="登记早于入会", en="registered before joining"),
            "broken",
            {"members": [{"registered_on": "2022-02-28"}]},
        ),
        Example(Text(zh="已经转出", en="has moved on"), "not_applicable", {"members": [{"status": "transferred"}]}),
        Example(
            Text(zh="没有登记日期", en="no day of registration"), "cannot_tell", {"members": [{"registered_on": None}]}
        ),
    ),
)

OCCUPATION_CLEAR = rule(
    "GS506",
    "occupation-clear",
    title=Text(zh="会员职业清楚", en="occupation is clear"),
    force=Force.SHOULD,
    cites=PLAN.clause("C08"),
    each="members",
    when=_COUNTS & _OF_KEY_UNION,
    require=members.group.known(),
    shows={"member": members.id, "union": members.union},
    says=Text(
        zh="工会 {union} 的会员 {member} 没有写明群体",
        en="the group of the member {member} of the union {union} is not recorded",
    ),
    mend=Text(zh="填写所属群体", en="record the group"),
    reason=Text(zh="职业不清，无法分群体统计", en="without it members cannot be counted by group"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="已写明", en="recorded"), "held"),
        Example(Text(zh="未写明", en="not recorded"), "broken", {"members": [{"group": None}]}),
        Example(
            Text(zh="所在工会不服务重点群体", en="its union serves no key group"),
            "not_applicable",
            {"unions": [{"groups": []}], "members": [{"group": None}]},
        ),
        Example(
            Text(zh="所在工会不在名册中", en="its union is not listed"),
            "cannot_tell",
            {"members": [{"union": "u9", "group": None}]},
        ),
    ),
)

RULES = (REGISTERED_PROMPTLY, OCCUPATION_CLEAR)
