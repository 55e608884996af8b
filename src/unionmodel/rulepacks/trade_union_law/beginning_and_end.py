"""Approval before a union is founded, and what follows when it or its employer ends (articles 12 and 13)."""

from __future__ import annotations

from datetime import date

from unionmodel.language import Text
from unionmodel.rulepacks.trade_union_law.base import STARTS, article
from unionmodel.rulepacks.trade_union_law.hierarchy import IS_NATIONAL_FEDERATION
from unionmodel.rules.expr import ON, Parameter
from unionmodel.rules.facts import Aggregate, Chain, Derived, LookUp
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import DISSOLVED, STANDING, begun, not_over
from unionmodel.rules.terms import covers, employers, members, unions
from unionmodel.rules.types import DATE

_COUNTY = {"id": "u1", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
_STREET = {"id": "u2", "name": "酒泉路街道工会", "kind": "township_union", "place": "620102001", "superior": "u1"}
_UNION = {
    "id": "u3", "name": "示例快递公司工会", "kind": "basic_union", "place": "620102001", "superior": "u2",
    "approved_by": "u2", "approved_on": "2022-03-01", "founded_on": "2022-03-01",
}  # fmt: skip
_SCENE = {"unions": [_UNION, _STREET, _COUNTY]}

FOUNDING_APPROVED = rule(
    "TUL206",
    "founding-approved",
    title=Text(zh="建会经上级批准", en="founding is approved"),
    force=Force.MUST,
    cites=article("12"),
    each="unions",
    when=STANDING & ~IS_NATIONAL_FEDERATION & (unions.status == "active"),
    require=unions.approved_on <= ON,
    shows={"approved_on": unions.approved_on},
    says=Text(
        zh="{name}已在运转，批复日期却在核对日之后：{approved_on}",
        en="{name} is active, but its approval is dated after the day of the check: {approved_on}",
    ),
    mend=Text(
        zh="核对批复日期；尚未批复的，状态改为筹备",
        en="check the date; if it is not approved yet, its status is preparing",
    ),
    reason=Text(zh="建立工会须经上一级工会批准", en="a union is founded with the approval of the next higher one"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="已经批复", en="approved"), "held"),
        Example(Text(zh="当日批复", en="approved on the day"), "held", on=date(2022, 3, 1)),
        Example(Text(zh="批复在后", en="approved later"), "broken", {"unions": [{"approved_on": "2023-01-01"}]}),
        Example(Text(zh="还在筹备", en="being prepared"), "not_applicable", {"unions": [{"status": "preparing"}]}),
        Example(Text(zh="没有批复日期", en="no date of approval"), "cannot_tell", {"unions": [{"approved_on": None}]}),
    ),
)

APPROVED_BY_SUPERIOR = rule(
    "TUL207",
    "approved-by-superior",
    title=Text(zh="由上级工会批准", en="approved by a superior"),
    force=Force.MUST,
    cites=article("12"),
    each="unions",
    when=STANDING & unions.approved_by.known() & unions.superior.known(),
    require=(unions.approved_by == unions.superior)
    | Chain(
        "approver_above",
        "批准工会在上级工会之列",
        "the approving union stands above it",
        unions.superior.row,
        "reaches",
        unions.approved_by.row,
    ),
    shows={"approved_by": unions.approved_by, "superior": unions.superior},
    says=Text(
        zh="批准{name}的工会 {approved_by} 不是它的上级工会（{superior}），也不在更上级",
        en="{name} was approved by {approved_by}, which is neither its superior ({superior}) nor above that",
    ),
    mend=Text(zh="核对批准工会和上级工会", en="check which union approved it, and which one leads it"),
    reason=Text(zh="批准建会的是上级工会", en="it is a higher union that approves"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="由直接上级批准", en="by its superior"), "held"),
        Example(Text(zh="由更上级批准", en="by the union above that"), "held", {"unions": [{"approved_by": "u1"}]}),
        Example(Text(zh="由自己批准", en="by itself"), "broken", {"unions": [{"approved_by": "u3"}]}),
        Example(
            Text(zh="由下级批准", en="by one below"),
            "broken",
            {"unions": [{}, {"approved_by": "u3"}]},
            subject="u2",
        ),
        Example(
            Text(zh="没有填写批准工会", en="no approving union given"),
            "not_applicable",
            {"unions": [{"approved_by": None}]},
        ),
        Example(
            Text(zh="上级不在名册中", en="the superior is not listed"), "cannot_tell", {"unions": [{"superior": "u9"}]}
        ),
    ),
)

FOUNDED_AFTER_APPROVAL = rule(
    "TUL208",
    "founded-after-approval",
    title=Text(zh="先批准后建会", en="founded after approval"),
    force=Force.SHOULD,
    cites=article("12"),
    each="unions",
    when=STANDING & unions.founded_on.known() & unions.approved_on.known(),
    require=unions.founded_on >= unions.approved_on,
    shows={"founded_on": unions.founded_on, "approved_on": unions.approved_on},
    says=Text(
        zh="{name} {founded_on} 建会，早于批复日期 {approved_on}",
        en="{name} was founded on {founded_on}, before its approval on {approved_on}",
    ),
    mend=Text(zh="核对两个日期", en="check both dates"),
    reason=Text(zh="批准在先，建会在后", en="approval comes first"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="同一天", en="on the same day"), "held"),
        Example(Text(zh="早一天", en="one day early"), "broken", {"unions": [{"founded_on": "2022-02-28"}]}),
        Example(
            Text(zh="没有批复日期", en="no date of approval"), "not_applicable", {"unions": [{"approved_on": None}]}
        ),
        Example(
            Text(zh="已经撤销", en="dissolved"),
            "not_applicable",
            {"unions": [{"status": "dissolved", "founded_on": "2022-02-28"}]},
        ),
    ),
)

#: An employer that has closed, or is open by now; one that is still to open has no union yet.
_HAS_CLOSED = Derived("closed", "单位已终止", "employer has closed", (employers.closed_on <= ON).or_else(False))
_HAS_BEEN_OPEN = Derived("has_been_open", "单位已开业", "employer has opened", begun(employers.opened_on) | _HAS_CLOSED)
_CLOSED = LookUp("cover_employer_closed", "单位已终止", "its employer has closed", covers.employer.row, _HAS_CLOSED)
_OPENED = LookUp("cover_employer_opened", "单位已开业", "its employer has opened", covers.employer.row, _HAS_BEEN_OPEN)
_LINK = Derived(
    "link_in_force", "覆盖在有效期内", "the link is in force",
    begun(covers.since) & not_over(covers.until) & _OPENED.or_else(False),
)  # fmt: skip
_LINKS = Aggregate("links", "覆盖单位数", "employers linked", how="count", by=covers.union.row, where=_LINK)
_ENDED = Aggregate(
    "closed_employers",
    "已终止的覆盖单位数",
    "closed employers it covers",
    how="count",
    by=covers.union.row,
    where=_LINK & _CLOSED,
)

UNION_ENDS_WITH_EMPLOYER = rule(
    "TUL209",
    "union-ends-with-employer",
    title=Text(zh="单位终止，工会随之撤销", en="a union ends with its employer"),
    force=Force.MUST,
    cites=article("13"),
    each="unions",
    when=STANDING & (unions.kind == "basic_union") & (unions.status == "active") & (_LINKS >= 1),
    require=_ENDED == 0,
    says=Text(
        zh="{name}所在单位已经终止，工会却仍为正常",
        en="the employer of {name} has closed, but the union is still active",
    ),
    mend=Text(
        zh="撤销工会并报上级工会，妥善安排会员",
        en="dissolve the union, report it to the superior, and see to its members",
    ),
    reason=Text(zh="单位终止，其工会相应撤销", en="when an employer ends, so does its union"),
    starts=STARTS,
    scene={
        "unions": [_UNION],
        "employers": [{"id": "e1", "name": "示例快递公司", "place": "620102001"}],
        "covers": [{"union": "u3", "employer": "e1"}],
    },
    examples=(
        Example(Text(zh="单位存续", en="the employer is open"), "held"),
        Example(Text(zh="当日终止", en="closed on the day"), "broken", {"employers": [{"closed_on": "2022-12-31"}]}),
        Example(Text(zh="次日终止", en="closes on the next day"), "held", {"employers": [{"closed_on": "2023-01-01"}]}),
        Example(Text(zh="没有覆盖单位", en="covers no employer"), "not_applicable", {"covers": []}),
        Example(
            Text(zh="类型不明", en="kind not known"),
            "cannot_tell",
            {"unions": [{"kind": None}], "employers": [{"closed_on": "2022-06-30"}]},
        ),
    ),
)

_LOWER = Aggregate("lower_unions", "下级工会数", "lower unions", how="count", by=unions.superior.row, where=STANDING)

ENDED_UNION_LEADS_NOBODY = rule(
    "TUL210",
    "ended-union-has-no-lower-unions",
    title=Text(zh="撤销的工会没有下级工会", en="an ended union leads nobody"),
    force=Force.MUST,
    cites=article("13"),
    each="unions",
    when=DISSOLVED,
    require=_LOWER == 0,
    shows={"lower": _LOWER},
    says=Text(
        zh="{name}已经撤销，却还有 {lower} 个下级工会",
        en="{name} is dissolved, but {lower} unions still have it as superior",
    ),
    mend=Text(zh="给下级工会填写新的上级工会", en="give those unions a new superior"),
    reason=Text(zh="撤销的工会领导不了下级", en="a union that has ended leads nobody"),
    starts=STARTS,
    scene={
        "unions": [
            {**_STREET, "status": "dissolved", "dissolved_on": "2022-06-30"},
            {**_UNION, "superior": "u1"},
            _COUNTY,
        ]
    },
    examples=(
        Example(Text(zh="下级已经转走", en="its unions have moved"), "held"),
        Example(Text(zh="还有下级", en="one is left"), "broken", {"unions": [{}, {"superior": "u2"}]}),
        Example(
            Text(zh="下级也已撤销", en="that one is dissolved, too"),
            "held",
            {"unions": [{}, {"superior": "u2", "status": "dissolved"}]},
        ),
        Example(
            Text(zh="核对日之后才撤销", en="dissolved after the day"),
            "not_applicable",
            {"unions": [{"dissolved_on": "2023-06-30"}, {"superior": "u2"}]},
        ),
    ),
)

_UNION_ENDED = LookUp("member_union_ended", "所在工会已撤销", "the union is dissolved", members.union.row, DISSOLVED)
RETAINED_FROM = Parameter("retained_membership.from", DATE)

ENDED_UNION_HAS_NO_MEMBERS = rule(
    "TUL211",
    "ended-union-has-no-active-members",
    title=Text(zh="撤销的工会没有在册会员", en="an ended union has no active members"),
    force=Force.MUST,
    cites=article("13"),
    each="members",
    when=_UNION_ENDED,
    require=(members.status != "active") & ((members.status != "retained") | (ON >= RETAINED_FROM)),
    shows={"union": members.union, "status": members.status},
    says=Text(
        zh="会员 {subject} 所在的工会 {union} 已经撤销，会籍状态仍为{status}",
        en="the union {union} of the member {subject} is dissolved; the membership is still: {status}",
    ),
    mend=Text(
        zh="转入新单位的工会；2022 年起也可以保留会籍",
        en="transfer the member to a union; since 2022 the membership may also be kept",
    ),
    reason=Text(zh="会员不应挂在已撤销的工会名下", en="nobody should be left with a union that has ended"),
    starts=STARTS,
    scene={
        "unions": [{**_UNION, "status": "dissolved", "dissolved_on": "2021-06-30"}],
        "members": [{"id": "m-0001", "union": "u3", "status": "retained"}],
    },
    examples=(
        Example(Text(zh="2022 年起可以保留会籍", en="kept, since 2022"), "held"),
        Example(Text(zh="2021 年还不可以", en="not yet in 2021"), "broken", on=date(2021, 12, 31)),
        Example(Text(zh="2022 年第一天起可以", en="from the first day of 2022 on"), "held", on=date(2022, 1, 1)),
        Example(Text(zh="仍为正常", en="still active"), "broken", {"members": [{"status": "active"}]}),
        Example(Text(zh="已转出", en="transferred"), "held", {"members": [{"status": "transferred"}]}),
        Example(
            Text(zh="工会存续", en="the union stands"),
            "not_applicable",
            {"unions": [{"status": "active", "dissolved_on": None}]},
        ),
        Example(
            Text(zh="工会不在名册中", en="the union is not listed"),
            "cannot_tell",
            {"members": [{"union": "u9", "status": "active"}]},
        ),
    ),
)

RULES = (
    FOUNDING_APPROVED,
    APPROVED_BY_SUPERIOR,
    FOUNDED_AFTER_APPROVAL,
    UNION_ENDS_WITH_EMPLOYER,
    ENDED_UNION_LEADS_NOBODY,
    ENDED_UNION_HAS_NO_MEMBERS,
)
