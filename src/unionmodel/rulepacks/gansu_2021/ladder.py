"""How far a union has come: built, running, alive (C23)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.gansu_2021 import duties, money, support
from unionmodel.rules.expr import ON
from unionmodel.rules.facts import Aggregate
from unionmodel.rules.scheme import Rung
from unionmodel.rules.shared import (
    AFFILIATION_COUNTS,
    COUNTING_DIRECT,
    COVERED_EMPLOYERS,
    STANDING,
    begun,
    not_over,
    recorded,
)
from unionmodel.rules.terms import affiliations, direct_members, officers, unions

_MEMBER_UNIONS = Aggregate(
    "member_unions", "成员工会数", "member unions", how="count", by=affiliations.federation.row, where=AFFILIATION_COUNTS
)  # fmt: skip
#: An empty table of direct members means that none are known, not that there are none.
_DIRECT_MEMBERS = Aggregate(
    "direct_members_held", "直接会员数", "direct members", how="total", by=direct_members.union.row,
    of=direct_members.members, where=COUNTING_DIRECT, recorded=recorded("direct_members"),
)  # fmt: skip
_OFFICERS = Aggregate(
    "officers_in_office", "在任干部数", "officers in office", how="count", by=officers.union.row,
    where=begun(officers.since) & not_over(officers.until), recorded=recorded("officers"),
)  # fmt: skip
_IS_BASIC = unions.kind.is_in("basic_union", "joint_union")

#: Every step in order. A union on a level has all steps of it and of those below.
LADDER = (
    Rung(
        "built", Text(zh="正式成立", en="being an active union"), None, STANDING & (unions.status == "active"), ("C23",)
    ),
    Rung("built", Text(zh="上级批复", en="approved"), None, unions.approved_on <= ON, ("C23",)),
    Rung("built", Text(zh="有组织机构", en="has a body"), _IS_BASIC, unions.body.known(), ("C13", "C23")),
    Rung("built", Text(zh="覆盖单位", en="covers an employer"), _IS_BASIC, COVERED_EMPLOYERS >= 1, ("C23",)),
    Rung(
        "built",
        Text(zh="有成员工会或直接会员", en="has member unions or direct members"),
        unions.kind.is_in("industry_federation", "regional_federation"),
        (_MEMBER_UNIONS >= 1) | (_DIRECT_MEMBERS >= 1),
        ("C15", "C23"),
    ),
    Rung("running", Text(zh="有在任干部", en="has officers in office"), None, _OFFICERS >= 1, ("C23",)),
    Rung.of("running", money.ANNUAL_FUNDING_FLOOR),
    Rung.of("running", support.CADRE_SUBSIDY_STANDARD),
    Rung.of("alive", duties.YEARLY_TRAINING),
    Rung.of("alive", duties.YEARLY_REPRESENTATIVE_MEETING),
    Rung.of("alive", duties.YEARLY_COLLECTIVE_ACTIVITY),
    Rung.of("alive", duties.YEARLY_ASSESSMENT),
    Rung.of("alive", support.SERVICES_REACH),
)
