"""Whom a federation covers: the workers its tier takes, and those of the employers of its member unions (C11)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.gansu_2021.base import PLAN, STARTS, UNION_IN_AREA
from unionmodel.rulepacks.gansu_2021.coverage import TIERS
from unionmodel.rules.choices import Certain, FirstRow, Percent
from unionmodel.rules.expr import Expr, Parameter
from unionmodel.rules.facts import Aggregate, Derived, LookUp, Step
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import (
    COUNTING_SURVEY,
    COVER_COUNTS,
    HEADCOUNTS_RECORDED,
    KEY_GROUP,
    KEY_UNION,
    STANDING,
    begun,
    not_over,
)
from unionmodel.rules.terms import affiliations, covers, headcounts, unions
from unionmodel.rules.types import NUMBER

#: The union that takes the workers of a head count.
TAKEN_BY = Derived("taken_by", "由哪个工会覆盖", "union that takes them", FirstRow(tuple(row for _, row in TIERS)))
_MEMBER_STANDS = LookUp("member_stands", "成员工会存续", "the member union stands", affiliations.union.row, STANDING)
_BY_MEMBERS = (
    Step(by=covers.employer.row, to=covers.union.row, where=COVER_COUNTS),
    Step(
        by=affiliations.union.row,
        to=affiliations.federation.row,
        where=begun(affiliations.since) & not_over(affiliations.until) & _MEMBER_STANDS,
    ),
)


def _covered(name: str, zh: str, en: str, where: Expr, of: Expr = headcounts.workers) -> Aggregate:
    return Aggregate(
        name, zh, en,
        how="total", by=headcounts.employer.row, of=of, where=where,
        through=_BY_MEMBERS, beside=TAKEN_BY, recorded=HEADCOUNTS_RECORDED,
    )  # fmt: skip


WORKERS_COVERED_BY = _covered("covered_workers", "覆盖职工数", "workers it covers", COUNTING_SURVEY)
KEY_WORKERS_COVERED_BY = _covered(
    "covered_key_workers", "覆盖的重点群体人数", "key-group workers it covers", COUNTING_SURVEY & KEY_GROUP
)
_UNNAMED = _covered(
    "covered_unnamed_workers", "覆盖的群体不明的人数", "workers it covers whose group is not known",
    COUNTING_SURVEY & ~headcounts.group.known(),
)  # fmt: skip
KEY_MEMBERS_COVERED_BY = _covered(
    "covered_key_members", "覆盖的重点群体会员数", "key-group members it covers",
    COUNTING_SURVEY & KEY_GROUP, headcounts.members,
)  # fmt: skip
MAINLY = Parameter("mainly.share", NUMBER)

_FEDERATION = {
    "id": "f1", "name": "城关区快递行业工会联合会", "kind": "industry_federation", "place": "620102",
    "industries": ["express_delivery"], "groups": ["courier"],
}  # fmt: skip
_MEMBER = {"id": "u1", "name": "示例仓储联合工会", "kind": "joint_union", "place": "620102001"}
_SCENE = {
    "unions": [_FEDERATION, _MEMBER],
    "employers": [{"id": "e1", "name": "示例仓储公司", "place": "620102001"}],
    "covers": [{"union": "u1", "employer": "e1"}],
    "affiliations": [{"union": "u1", "federation": "f1"}],
    "headcounts": [
        {"place": "620102001", "group": "courier", "workers": 60},
        {"employer": "e1", "group": "other", "workers": 40},
    ],
}

MAINLY_KEY_GROUPS = rule(
    "GS104",
    "mainly-key-groups",
    title=Text(zh="以重点群体为主", en="mainly key groups"),
    force=Force.MAY,
    cites=PLAN.clause("C11"),
    each="unions",
    when=UNION_IN_AREA
    & KEY_UNION
    & (unions.kind == "industry_federation")
    & WORKERS_COVERED_BY.known()
    & (WORKERS_COVERED_BY > 0),
    require=Certain(
        KEY_WORKERS_COVERED_BY * 100 > WORKERS_COVERED_BY * MAINLY,
        (KEY_WORKERS_COVERED_BY + _UNNAMED) * 100 > WORKERS_COVERED_BY * MAINLY,
    ),
    shows={
        "covered_workers": WORKERS_COVERED_BY,
        "covered_key_workers": KEY_WORKERS_COVERED_BY,
        "share": Percent(KEY_WORKERS_COVERED_BY, WORKERS_COVERED_BY),
        "mainly": MAINLY,
    },
    says=Text(
        zh="{name}覆盖职工 {covered_workers} 人，其中重点群体 {covered_key_workers} 人，占 {share}%，没有超过 {mainly}%",
        en="{name} covers {covered_workers} workers, {covered_key_workers} of them of key groups: {share} %, not more than {mainly} %",
    ),
    mend=Text(
        zh="吸收更多重点群体的单位，或把其他职工划归别的工会",
        en="take in more employers of key groups, or leave other workers to other unions",
    ),
    reason=Text(
        zh="方案要求行业工会联合会主要覆盖重点群体", en="the plan wants these federations mainly for the key groups"
    ),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="重点群体占六成", en="three fifths"), "held"),
        Example(Text(zh="正好一半", en="exactly one half"), "broken", {"headcounts": [{"workers": 40}]}),
        Example(
            Text(zh="没有覆盖任何职工", en="covers nobody"),
            "not_applicable",
            {"headcounts": [{"workers": 0}, {"workers": 0}]},
        ),
        Example(Text(zh="人数不明", en="workers not known"), "not_applicable", {"headcounts": [{}, {"workers": None}]}),
        Example(
            Text(zh="成员工会职工的群体不明", en="the group of its members' workers is not known"),
            "cannot_tell",
            {"headcounts": [{"workers": 40}, {"group": None}]},
        ),
    ),
)

RULES = (MAINLY_KEY_GROUPS,)
