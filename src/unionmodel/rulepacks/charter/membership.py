"""The roster of members: one membership, where the work is, moved without a gap, kept alive by dues (articles 5, 6, 11)."""

from __future__ import annotations

from datetime import date

from unionmodel.language import Text
from unionmodel.rulepacks.charter.base import CHARTER, MEMBERSHIP, STARTS
from unionmodel.rules.calendar import Later
from unionmodel.rules.expr import ON, Found, Parameter
from unionmodel.rules.facts import Derived, LookUp, Matched, Peers
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import ACTIVE_MEMBER, COVERED_BY_BASIC, HAS_OWN_UNION, MEMBER_UNION_STANDS, begun
from unionmodel.rules.terms import covers, members
from unionmodel.rules.types import NUMBER

_OWN = {"id": "b1", "name": "示例快递公司工会", "kind": "basic_union", "place": "620102001"}
_STREET = {"id": "u2", "name": "酒泉路街道工会", "kind": "township_union", "place": "620102001"}
_FIRM = {"id": "e1", "name": "示例快递公司", "place": "620102001"}
_MEMBER = {"id": "m-0001", "union": "b1", "employer": "e1", "joined_on": "2022-03-01"}
_SCENE = {
    "unions": [_OWN, _STREET], "employers": [_FIRM], "covers": [{"union": "b1", "employer": "e1"}], "members": [_MEMBER],
}  # fmt: skip

#: Unknown for a row that does not say whose it is: it may be another person's.
_IDENTIFIED = Derived("identified", "写明会员编号", "says whose it is", members.id != "")
_ACTIVE_ROWS = Peers(
    "active_rows", "在会记录数", "active rows of the person", by=(members.id,), where=ACTIVE_MEMBER, pick="count"
)

ONE_ACTIVE_MEMBERSHIP = rule(
    "CTU501",
    "one-active-membership",
    title=Text(zh="一人一份会籍", en="one active membership"),
    force=Force.MUST,
    cites=(CHARTER.clause("11"), MEMBERSHIP.clause("3")),
    each="members",
    when=MEMBER_UNION_STANDS & ACTIVE_MEMBER & _IDENTIFIED,
    require=_ACTIVE_ROWS <= 1,
    shows={"union": members.union, "rows": _ACTIVE_ROWS},
    says=Text(
        zh="会员 {subject} 同时有 {rows} 份在册会籍",
        en="the member {subject} has {rows} active memberships at once",
    ),
    mend=Text(
        zh="保留现单位工会的一份，其余转出", en="keep the one where the member works now; the others are transferred"
    ),
    reason=Text(
        zh="一次入会，会籍随人转接，不重复登记", en="one joins once; membership moves along and is not counted twice"
    ),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="一份", en="one"), "held"),
        Example(
            Text(zh="两份", en="two"), "broken", {"members": [{}, {"id": "m-0001", "union": "u2"}]}, subject="m-0001|b1"
        ),
        Example(
            Text(zh="前一份已经转出", en="the first one is transferred"),
            "held",
            {"members": [{}, {"id": "m-0001", "union": "u2", "status": "transferred"}]},
            subject="m-0001|b1",
        ),
        Example(
            Text(zh="另一份核对日之后才入会", en="the other begins later"),
            "held",
            {"members": [{}, {"id": "m-0001", "union": "u2", "joined_on": "2023-01-01"}]},
            subject="m-0001|b1",
        ),
        Example(Text(zh="已退会", en="has left"), "not_applicable", {"members": [{"status": "left"}]}),
        Example(
            Text(zh="工会不在名册中", en="the union is not listed"),
            "cannot_tell",
            {"members": [{"union": "u9"}, {"id": "m-0001", "union": "u2"}]},
            subject="m-0001|u9",
        ),
        Example(
            Text(zh="两行都没有编号", en="two rows without an id"),
            "cannot_tell",
            {"members": [{"id": None}, {"union": "u2"}]},
            subject="|b1",
        ),
    ),
)

_EMPLOYER_HAS_OWN = LookUp(
    "employer_has_own_union", "单位单独建会", "the employer has its own union", members.employer.row, HAS_OWN_UNION
)
_IN_OWN = Matched(
    "in_own_union", "在本单位工会", "is in the employer's union",
    by=(members.union, members.employer), to=(covers.union, covers.employer), where=COVERED_BY_BASIC,
)  # fmt: skip

MEMBERSHIP_FOLLOWS_EMPLOYER = rule(
    "CTU502",
    "membership-follows-employer",
    title=Text(zh="会籍随劳动关系", en="membership follows the employer"),
    force=Force.SHOULD,
    cites=(CHARTER.clause("5"), MEMBERSHIP.clause("3")),
    each="members",
    when=MEMBER_UNION_STANDS & ACTIVE_MEMBER & members.employer.known() & _EMPLOYER_HAS_OWN,
    require=_IN_OWN,
    shows={"union": members.union, "employer": members.employer},
    says=Text(
        zh="会员 {subject} 的单位 {employer} 有自己的工会，会籍却在 {union}",
        en="the employer {employer} of the member {subject} has its own union, but the membership is with {union}",
    ),
    mend=Text(zh="把会籍转到单位工会", en="transfer the membership to the employer's union"),
    reason=Text(zh="会籍在哪里，看劳动关系在哪里", en="membership is where the work is"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="在本单位工会", en="in the employer's union"), "held"),
        Example(Text(zh="在街道工会", en="in the township union"), "broken", {"members": [{"union": "u2"}]}),
        Example(
            Text(zh="单位没有工会", en="the employer has none"),
            "not_applicable",
            {"covers": [], "members": [{"union": "u2"}]},
        ),
        Example(
            Text(zh="没有写明单位", en="no employer given"),
            "not_applicable",
            {"members": [{"union": "u2", "employer": None}]},
        ),
        Example(
            Text(zh="单位不在名册中", en="the employer is not listed"),
            "cannot_tell",
            {"members": [{"union": "u2", "employer": "e9"}]},
        ),
    ),
)

_NEXT_ACTIVE = Peers(
    "next_row",
    "后一份在册会籍",
    "the next active row",
    by=(members.id,),
    where=ACTIVE_MEMBER,
    order=members.joined_on,
    pick="next",
)
#: Between the two there may be others, each transferred in its turn: it is the nearest that must fit without a gap.
_NEXT = Peers(
    "later_row",
    "后一份会籍",
    "the next row",
    by=(members.id,),
    where=members.id.known() & begun(members.joined_on),
    order=members.joined_on,
    pick="next",
)
_NEXT_JOINED = LookUp("next_joined_on", "后一份入会日期", "when the next one begins", _NEXT, members.joined_on)

_THIRD = {"id": "m-0001", "union": "u3", "joined_on": "2022-06-01"}

TRANSFER_IS_SEAMLESS = rule(
    "CTU503",
    "transfer-is-seamless",
    title=Text(zh="会籍转接不断档", en="a transfer leaves no gap"),
    force=Force.MUST,
    cites=(CHARTER.clause("5"), MEMBERSHIP.clause("3")),
    each="members",
    when=MEMBER_UNION_STANDS & (members.status == "transferred") & Found(_NEXT_ACTIVE) & _IDENTIFIED,
    require=members.left_on == _NEXT_JOINED,
    shows={"left_on": members.left_on, "joined_on": _NEXT_JOINED},
    says=Text(
        zh="会员 {subject} {left_on} 转出，{joined_on} 才转入，应为同一天",
        en="the member {subject} left on {left_on} and joined again on {joined_on}; both belong on one day",
    ),
    mend=Text(zh="核对两个日期，改成同一天", en="check both dates, and make them one"),
    reason=Text(zh="转出之日就是转入之日，会籍不中断", en="membership closes on the day on which it opens elsewhere"),
    starts=STARTS,
    scene={
        "unions": [_OWN, _STREET, {**_STREET, "id": "u3", "name": "东岗街道工会"}],
        "members": [
            {
                "id": "m-0001",
                "union": "u2",
                "status": "transferred",
                "joined_on": "2021-05-01",
                "left_on": "2022-03-01",
            },
            {"id": "m-0001", "union": "b1", "joined_on": "2022-03-01"},
        ],
    },
    examples=(
        Example(Text(zh="同一天", en="on one day"), "held"),
        Example(Text(zh="核对当天转接", en="on the very day of the check"), "held", on=date(2022, 3, 1)),
        Example(Text(zh="晚一天", en="one day late"), "broken", {"members": [{}, {"joined_on": "2022-03-02"}]}),
        Example(Text(zh="重叠一天", en="one day too early"), "broken", {"members": [{}, {"joined_on": "2022-02-28"}]}),
        Example(
            Text(zh="连续转了两次，都不断档", en="transferred twice, without a gap"),
            "held",
            {"members": [{}, {"status": "transferred", "left_on": "2022-06-01"}, _THIRD]},
            subject="m-0001|u2",
        ),
        Example(
            Text(zh="第二次转接断了档", en="a gap at the second transfer"),
            "broken",
            {"members": [{}, {"status": "transferred", "left_on": "2022-05-31"}, _THIRD]},
            subject="m-0001|b1",
        ),
        Example(Text(zh="没有后一份", en="no later row"), "not_applicable", {"members": [{}, {"id": "m-0002"}]}),
        Example(Text(zh="后一份已退会", en="has left since"), "not_applicable", {"members": [{}, {"status": "left"}]}),
        Example(
            Text(zh="转出日期不明", en="day of leaving not known"), "cannot_tell", {"members": [{"left_on": None}]}
        ),
    ),
)

MONTHS = Parameter("lapsed.months", NUMBER)
_DUES_END = Later(members.dues_paid_until, MONTHS, "months")

LAPSED = rule(
    "CTU504",
    "lapsed",
    title=Text(zh="六个月内交过会费", en="dues within six months"),
    force=Force.MAY,
    cites=CHARTER.clause("6"),
    each="members",
    when=MEMBER_UNION_STANDS & ACTIVE_MEMBER & members.dues_paid_until.known(),
    require=ON <= _DUES_END,
    shows={"dues_paid_until": members.dues_paid_until, "months": MONTHS, "ends": _DUES_END},
    says=Text(
        zh="会员 {subject} 会费交至 {dues_paid_until}，到 {ends} 已满 {months} 个月",
        en="the dues of the member {subject} are paid until {dues_paid_until}; {months} months ended on {ends}",
    ),
    mend=Text(
        zh="先了解情况、做工作；确已脱离的，办理退会",
        en="talk to the member first; whoever has really gone is recorded as having left",
    ),
    reason=Text(
        zh="连续六个月不交会费、不参加组织生活，经教育拒不改正的，视为自动退会",
        en="who pays no dues for six months and takes no part, even after being spoken to, counts as having left",
    ),
    starts=STARTS,
    scene={"unions": [_OWN], "members": [{"id": "m-0001", "union": "b1", "dues_paid_until": "2022-06-30"}]},
    examples=(
        Example(Text(zh="正好六个月", en="exactly six months"), "held", on=date(2022, 12, 30)),
        Example(Text(zh="六个月零一天", en="a day more"), "broken", on=date(2022, 12, 31)),
        Example(
            Text(zh="八月末加六个月是二月末", en="the end of August and six months are the end of February"),
            "held",
            {"members": [{"dues_paid_until": "2022-08-31"}]},
            on=date(2023, 2, 28),
        ),
        Example(
            Text(zh="过了二月末", en="past the end of February"),
            "broken",
            {"members": [{"dues_paid_until": "2022-08-31"}]},
            on=date(2023, 3, 1),
        ),
        Example(
            Text(zh="没有登记会费", en="dues not recorded"), "not_applicable", {"members": [{"dues_paid_until": None}]}
        ),
        Example(Text(zh="已退会", en="has left"), "not_applicable", {"members": [{"status": "left"}]}),
        Example(Text(zh="工会不在名册中", en="the union is not listed"), "cannot_tell", {"members": [{"union": "u9"}]}),
    ),
)

RULES = (ONE_ACTIVE_MEMBERSHIP, MEMBERSHIP_FOLLOWS_EMPLOYER, TRANSFER_IS_SEAMLESS, LAPSED)
