"""Leading firms first, and the firms related to them follow (C03, C09, C13)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.gansu_2021.base import EMPLOYER_IN_AREA, PLAN, STARTS
from unionmodel.rulepacks.gansu_2021.coverage import TIER, Tier
from unionmodel.rules.choices import Mapped
from unionmodel.rules.expr import Expr
from unionmodel.rules.facts import Aggregate, LookUp
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import COUNTING_SURVEY, HAS_OWN_OR_JOINT_UNION, HAS_OWN_UNION, OPEN
from unionmodel.rules.terms import employers, headcounts

#: The four kinds of firm that the plan relates to a leading one.
RELATED_ROLES = ("freight_affiliate", "courier_franchisee", "delivery_agent", "labour_dispatcher")

HEAD_HAS_UNION = LookUp(
    "head_has_union", "头部企业已单独建会", "its head has its own union", employers.head.row, HAS_OWN_UNION
)


def taken_by_tiers(name: str, zh: str, en: str, tiers: tuple[str, ...]) -> Expr:
    """Return that every survey row of an employer has one of `tiers`; unknown without any row."""
    every = Aggregate(
        name, zh, en, how="every", by=headcounts.employer.row, of=TIER.is_in(*tiers), where=COUNTING_SURVEY
    )  # fmt: skip
    # `every` is true of nothing: `most` is unknown there.
    untaken = Aggregate(
        f"not_{name}", "各群体摸底人数的覆盖情况", "how its head counts are covered",
        how="most", by=headcounts.employer.row, where=COUNTING_SURVEY,
        of=Mapped(TIER, {str(tier): int(str(tier) not in tiers) for tier in Tier}),
    )  # fmt: skip
    return every & (untaken == 0)


_TAKEN = taken_by_tiers(
    "all_taken", "职工都由联合会或工会覆盖", "all its head counts are covered by a union or federation",
    ("own", "joint", "industry", "regional"),
)  # fmt: skip

_BRANCH = {"id": "e1", "name": "示例快递兰州分公司", "place": "620102001", "role": "platform_branch"}
_FRANCHISEE = {"id": "e2", "name": "示例快递加盟一店", "place": "620102001", "role": "courier_franchisee", "head": "e1"}
_UNIONS = [
    {"id": "u1", "name": "示例快递工会", "kind": "basic_union", "place": "620102001", "groups": ["courier"]},
    {
        "id": "u2",
        "name": "城关区快递行业工会联合会",
        "kind": "industry_federation",
        "place": "620102",
        "groups": ["courier"],
    },
]
_SCENE = {
    "unions": _UNIONS,
    "employers": [_BRANCH, _FRANCHISEE],
    "covers": [{"union": "u1", "employer": "e1"}],
    "headcounts": [{"employer": "e2", "group": "courier", "workers": 12}],
}

PLATFORM_BRANCH_UNIONISED = rule(
    "GS206",
    "platform-branch-unionised",
    title=Text(zh="平台分支机构单独建会", en="a platform's branch has its own union"),
    force=Force.SHOULD,
    cites=(PLAN.clause("C03"), PLAN.clause("C09")),
    each="employers",
    when=EMPLOYER_IN_AREA & OPEN & (employers.role == "platform_branch"),
    require=HAS_OWN_UNION,
    shows={"role": employers.role},
    says=Text(zh="{name}是{role}，却还没有单独建会", en="{name} is a {role} without a union of its own"),
    mend=Text(zh="在该单位建立单独基层工会", en="found a basic union in it"),
    reason=Text(zh="抓住头部企业，才能带动其他企业", en="leading firms pull the others"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="已单独建会", en="has its own union"), "held"),
        Example(Text(zh="没有建会", en="has none"), "broken", {"covers": []}),
        Example(Text(zh="不是分支机构", en="not a branch"), "not_applicable", {"employers": [{"role": "other"}]}),
        Example(
            Text(zh="区域不明又没有建会", en="place not known, no union"),
            "cannot_tell",
            {"employers": [{"place": None}], "covers": []},
        ),
    ),
)

RELATED_FIRM_FOLLOWS = rule(
    "GS207",
    "related-firm-follows",
    title=Text(zh="关联企业跟进建会", en="a related firm follows"),
    force=Force.SHOULD,
    cites=(PLAN.clause("C09"), PLAN.clause("C13")),
    each="employers",
    when=EMPLOYER_IN_AREA & OPEN & employers.role.is_in(*RELATED_ROLES) & HEAD_HAS_UNION,
    require=HAS_OWN_OR_JOINT_UNION | _TAKEN,
    shows={"role": employers.role, "head": employers.head},
    says=Text(
        zh="{name}是{role}，其头部企业 {head} 已经建会，它却既没有建会，职工也没有行业或区域工会联合会覆盖",
        en="{name} is a {role} whose head {head} has a union; it has none, and no industry or regional federation covers its workers",
    ),
    mend=Text(
        zh="由头部企业牵头建会，或纳入行业、区域工会联合会",
        en="found a union led by the head, or have an industry or regional federation cover its workers",
    ),
    reason=Text(zh="头部企业建会后要带动关联企业", en="a unionised leading firm is to pull the firms related to it"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="职工由行业工会联合会覆盖", en="covered by an industry federation"), "held", subject="e2"),
        Example(
            Text(zh="没有工会覆盖", en="covered by none"),
            "broken",
            {"unions": [{}, {"status": "dissolved"}]},
            subject="e2",
        ),
        Example(
            Text(zh="头部企业没有建会", en="the head has no union"), "not_applicable", {"covers": []}, subject="e2"
        ),
        Example(Text(zh="没有摸底人数", en="no head count"), "cannot_tell", {"headcounts": []}, subject="e2"),
    ),
)

RULES = (PLATFORM_BRANCH_UNIONISED, RELATED_FIRM_FOLLOWS)
