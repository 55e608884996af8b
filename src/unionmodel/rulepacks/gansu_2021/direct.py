"""Where no union can be founded yet: small branches and direct members (C14, C15)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.gansu_2021.base import EMPLOYER_IN_AREA, PLAN, STARTS, union_counts
from unionmodel.rulepacks.gansu_2021.leading_firms import taken_by_tiers
from unionmodel.rules.expr import Parameter
from unionmodel.rules.facts import LookUp
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import COUNTING_DIRECT, HAS_OWN_OR_JOINT_UNION, HAS_OWN_UNION, OPEN
from unionmodel.rules.terms import direct_members, employers, unions
from unionmodel.rules.types import NUMBER

SMALL = Parameter("small_branch.workers", NUMBER)
_FEDERATION = {
    "id": "f1", "name": "城关区快递行业工会联合会", "kind": "industry_federation", "place": "620102",
    "industries": ["express_delivery"], "groups": ["courier"],
}  # fmt: skip
_BRANCH = {
    "id": "e1", "name": "示例快递兰州分公司", "place": "620102001", "role": "platform_branch", "workers": 12,
    "can_found": False,
}  # fmt: skip
_OWN_UNION = {"id": "u1", "name": "示例快递工会", "kind": "basic_union", "place": "620102001"}

SMALL_BRANCH_IN_FEDERATION = rule(
    "GS303",
    "small-branch-in-federation",
    title=Text(zh="小型分支机构由联合会覆盖", en="a small branch is in a federation"),
    force=Force.SHOULD,
    cites=PLAN.clause("C14"),
    each="employers",
    when=EMPLOYER_IN_AREA
    & OPEN
    & (employers.role == "platform_branch")
    & (employers.workers < SMALL)
    & ~HAS_OWN_OR_JOINT_UNION,
    require=taken_by_tiers(
        "federated", "职工都由行业或区域工会联合会覆盖", "all its workers are in a federation", ("industry", "regional")
    ),
    shows={"workers": employers.workers, "small": SMALL},
    says=Text(
        zh="{name}职工 {workers} 人，不足 {small} 人，没有工会，职工也没有全部由行业或区域工会联合会覆盖",
        en="{name} has {workers} workers, fewer than {small}, no union, and not all of them are covered by an industry or regional federation",
    ),
    mend=Text(
        zh="建立写明该行业的行业工会联合会，或建立区域工会联合会",
        en="found an industry federation that names the industry, or a regional federation",
    ),
    reason=Text(
        zh="小单位难以单独建会，要由联合会吸收", en="too small for a union of their own, they need a federation"
    ),
    starts=STARTS,
    scene={
        "unions": [_FEDERATION],
        "employers": [_BRANCH],
        "headcounts": [{"employer": "e1", "group": "courier", "workers": 12}],
    },
    examples=(
        Example(Text(zh="由行业工会联合会覆盖", en="in an industry federation"), "held"),
        Example(Text(zh="没有联合会", en="no federation"), "broken", {"unions": []}),
        Example(
            Text(zh="正好 25 人", en="exactly 25 workers"),
            "not_applicable",
            {"employers": [{"workers": 25}], "unions": []},
        ),
        Example(Text(zh="没有摸底人数", en="no head count"), "cannot_tell", {"headcounts": []}),
    ),
)

_COUNTS = union_counts(direct_members.union.row) & COUNTING_DIRECT & (direct_members.members > 0)
_WITH_EMPLOYER = _COUNTS & direct_members.employer.known()
_UNION_KIND = LookUp("union_kind", "工会类型", "kind of its union", direct_members.union.row, unions.kind)
_EMPLOYER_HAS_UNION = LookUp(
    "employer_has_union",
    "单位已单独建会",
    "their employer has its own union",
    direct_members.employer.row,
    HAS_OWN_UNION,
)
_CAN_FOUND = LookUp(
    "employer_can_found", "单位具备建会条件", "a union can be founded there",
    direct_members.employer.row, employers.can_found,
)  # fmt: skip
_SCENE = {
    "unions": [_FEDERATION, _OWN_UNION],
    "employers": [_BRANCH],
    "direct_members": [{"union": "f1", "group": "courier", "members": 8, "employer": "e1"}],
}
_NO_MEMBERS = Example(
    Text(zh="没有直接会员", en="no direct members"), "not_applicable", {"direct_members": [{"members": 0}]}
)
_NO_EMPLOYER = Example(
    Text(zh="没有用人单位的会员", en="members without an employer"),
    "not_applicable",
    {"direct_members": [{"employer": None}]},
)

DIRECT_MEMBERS_WHERE_ALLOWED = rule(
    "GS304",
    "direct-members-where-allowed",
    title=Text(zh="可以直接发展会员的工会", en="direct members where allowed"),
    force=Force.MUST,
    cites=PLAN.clause("C15"),
    each="direct_members",
    when=_COUNTS,
    require=_UNION_KIND.is_in(
        "industry_federation", "regional_federation", "industry_union", "township_union", "community_union"
    ),
    shows={"union": direct_members.union, "kind": _UNION_KIND, "members": direct_members.members},
    says=Text(
        zh="工会 {union} 是{kind}，不能直接发展会员，却有直接会员 {members} 人",
        en="the union {union} is a {kind}, which takes no direct members, but has {members}",
    ),
    mend=Text(
        zh="把会员转入行业或区域工会联合会、行业工会、乡镇街道或社区村工会",
        en="move them to an industry or regional federation, an industry union, a township or community union",
    ),
    reason=Text(zh="其他工会的会员应当通过用人单位入会", en="members of other unions join where they work"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="行业工会联合会", en="an industry federation"), "held"),
        Example(Text(zh="联合基层工会", en="a joint union"), "broken", {"unions": [{"kind": "joint_union"}]}),
        _NO_MEMBERS,
        Example(Text(zh="工会类型不明", en="kind not known"), "cannot_tell", {"unions": [{"kind": None}]}),
    ),
)

DIRECT_MEMBER_WITHOUT_OWN_UNION = rule(
    "GS305",
    "direct-member-without-own-union",
    title=Text(zh="直接会员的单位没有单独建会", en="direct members have no own union"),
    force=Force.SHOULD,
    cites=PLAN.clause("C15"),
    each="direct_members",
    when=_WITH_EMPLOYER,
    require=~_EMPLOYER_HAS_UNION,
    shows={"employer": direct_members.employer, "members": direct_members.members},
    says=Text(
        zh="{members} 名直接会员的用人单位 {employer} 已经单独建会",
        en="the employer {employer} of {members} direct members has its own union",
    ),
    mend=Text(zh="把会员转入该单位的工会", en="move them to the union of their employer"),
    reason=Text(zh="单位已有工会的，会员应在本单位入会", en="who has a union at work belongs there"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="单位没有工会", en="no union at work"), "held"),
        Example(
            Text(zh="单位已单独建会", en="a union at work"), "broken", {"covers": [{"union": "u1", "employer": "e1"}]}
        ),
        _NO_MEMBERS,
        _NO_EMPLOYER,
        Example(Text(zh="单位不在名册中", en="employer not listed"), "cannot_tell", {"employers": []}),
    ),
)

DIRECT_ONLY_WHERE_FOUNDING_IS_NOT_POSSIBLE = rule(
    "GS306",
    "direct-only-where-founding-is-not-possible",
    title=Text(zh="暂不具备建会条件才直接发展会员", en="direct only where founding is not possible"),
    force=Force.MAY,
    cites=PLAN.clause("C15"),
    each="direct_members",
    when=_WITH_EMPLOYER,
    require=~_CAN_FOUND,
    shows={"employer": direct_members.employer, "members": direct_members.members},
    says=Text(
        zh="{members} 名直接会员的用人单位 {employer} 已具备建会条件",
        en="a union can be founded at {employer}, the employer of {members} direct members",
    ),
    mend=Text(zh="在该单位建会，再把会员转入", en="found a union there and move them to it"),
    reason=Text(
        zh="直接发展会员是暂时无法建会时的办法", en="direct membership is for where founding is not yet possible"
    ),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="不具备建会条件", en="founding is not possible"), "held"),
        Example(Text(zh="具备建会条件", en="founding is possible"), "broken", {"employers": [{"can_found": True}]}),
        _NO_EMPLOYER,
        Example(Text(zh="不知是否具备条件", en="not known"), "cannot_tell", {"employers": [{"can_found": None}]}),
    ),
)

RULES = (
    SMALL_BRANCH_IN_FEDERATION,
    DIRECT_MEMBERS_WHERE_ALLOWED,
    DIRECT_MEMBER_WITHOUT_OWN_UNION,
    DIRECT_ONLY_WHERE_FOUNDING_IS_NOT_POSSIBLE,
)
