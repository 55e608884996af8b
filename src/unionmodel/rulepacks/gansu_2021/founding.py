"""How a union of the key groups is founded: alone, led by the leading firm, driven by the industry (C10)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.gansu_2021.base import PLAN, STARTS, UNION_IN_AREA
from unionmodel.rules.facts import Aggregate, LookUp
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import COVER_COUNTS, COVERED_EMPLOYERS, HAS_OWN_UNION, KEY_UNION, STANDING
from unionmodel.rules.terms import covers, employers, unions

_FOUNDED_KINDS = ("basic_union", "joint_union", "industry_union", "industry_federation", "regional_federation")

LEADER_ROLE = LookUp("leader_role", "牵头企业角色", "role of the leader", unions.lead_employer.row, employers.role)
LEADER_HAS_UNION = LookUp(
    "leader_has_union", "牵头企业已单独建会", "the leader has its own union", unions.lead_employer.row, HAS_OWN_UNION
)
SUPERIOR_KIND = LookUp("superior_kind", "上级工会类型", "kind of its superior", unions.superior.row, unions.kind)

_LEADER = LookUp("leader", "牵头企业", "the leader", covers.union.row, unions.lead_employer.row)
_HEAD = LookUp("head", "所属头部企业", "its head", covers.employer.row, employers.head.row)
RELATED_TO_LEADER = Aggregate(
    "related_to_leader",
    "覆盖单位都属牵头企业",
    "every employer it covers belongs to the leader",
    how="every",
    by=covers.union.row,
    of=(covers.employer.row == _LEADER) | (_HEAD == _LEADER),
    where=COVER_COUNTS,
)

_BRANCH = {"id": "e1", "name": "示例快递兰州分公司", "place": "620102001", "role": "platform_branch"}
_FRANCHISEE = {"id": "e2", "name": "示例快递加盟一店", "place": "620102001", "role": "courier_franchisee", "head": "e1"}
_UNION = {
    "id": "u1", "name": "示例快递工会", "kind": "basic_union", "place": "620102001", "groups": ["courier"],
    "founding_mode": "single",
}  # fmt: skip
_SINGLE = {"unions": [_UNION], "employers": [_BRANCH], "covers": [{"union": "u1", "employer": "e1"}]}
_LED = {
    "unions": [{**_UNION, "kind": "joint_union", "founding_mode": "lead", "lead_employer": "e1"}],
    "employers": [_BRANCH, _FRANCHISEE],
    "covers": [{"union": "u1", "employer": "e1"}, {"union": "u1", "employer": "e2"}],
}
_DRIVEN = {
    "unions": [
        {
            **_UNION, "kind": "industry_union", "founding_mode": "industry_driven", "industries": ["express_delivery"],
            "sponsor": "示例快递协会",
        },
        {"id": "u2", "name": "城关区快递行业工会联合会", "kind": "industry_federation", "place": "620102"},
    ],
}  # fmt: skip
_OTHER_MODE = Example(
    Text(zh="其他建会方式", en="another mode"), "not_applicable", {"unions": [{"founding_mode": "industry_driven"}]}
)

FOUNDING_MODE_RECORDED = rule(
    "GS201",
    "founding-mode-recorded",
    title=Text(zh="记录建会方式", en="founding mode recorded"),
    force=Force.SHOULD,
    cites=PLAN.clause("C10"),
    each="unions",
    when=UNION_IN_AREA & KEY_UNION & unions.kind.is_in(*_FOUNDED_KINDS),
    require=unions.founding_mode.known(),
    says=Text(
        zh="{name}服务重点群体，却没有记录建会方式",
        en="{name} serves key groups, but its founding mode is not recorded",
    ),
    mend=Text(zh="填写建会方式：单独建、牵头建或推动建", en="record the mode: single, lead or industry_driven"),
    reason=Text(
        zh="三种方式各有要求，不记录就无法核对", en="each mode has its own demands, which only a recorded mode can meet"
    ),
    starts=STARTS,
    scene=_SINGLE,
    examples=(
        Example(Text(zh="已记录", en="recorded"), "held"),
        Example(Text(zh="未记录", en="not recorded"), "broken", {"unions": [{"founding_mode": None}]}),
        Example(Text(zh="不服务重点群体", en="serves no key group"), "not_applicable", {"unions": [{"groups": []}]}),
        Example(
            Text(zh="工会类型不明且未记录", en="neither kind nor mode known"),
            "cannot_tell",
            {"unions": [{"kind": None, "founding_mode": None}]},
        ),
    ),
)

SINGLE_FOUNDING_ONE_EMPLOYER = rule(
    "GS202",
    "single-founding-one-employer",
    title=Text(zh="单独建会只覆盖一个单位", en="single founding covers one employer"),
    force=Force.MUST,
    cites=PLAN.clause("C10"),
    each="unions",
    when=UNION_IN_AREA & STANDING & (unions.founding_mode == "single").or_else(False),
    require=(unions.kind == "basic_union") & (COVERED_EMPLOYERS == 1),
    shows={"kind": unions.kind, "covered_employers": COVERED_EMPLOYERS},
    says=Text(
        zh="{name}登记为单独建会，应是单独基层工会并且只覆盖一个单位；现为{kind}，覆盖 {covered_employers} 个单位",
        en="{name} is recorded as founded alone: it must be a basic union of exactly one employer; it is a {kind} covering {covered_employers}",
    ),
    mend=Text(
        zh="改正工会类型或覆盖单位，或把建会方式改为牵头建、推动建",
        en="correct its kind or the employers it covers, or record another founding mode",
    ),
    reason=Text(zh="单独建会就是一个单位自己建会", en="founding alone means one employer's own union"),
    starts=STARTS,
    scene=_SINGLE,
    examples=(
        Example(Text(zh="覆盖一个单位", en="one employer"), "held"),
        Example(Text(zh="没有覆盖单位", en="no employer"), "broken", {"covers": []}),
        Example(Text(zh="联合工会", en="a joint union"), "broken", {"unions": [{"kind": "joint_union"}]}),
        _OTHER_MODE,
        Example(Text(zh="工会类型不明", en="kind not known"), "cannot_tell", {"unions": [{"kind": None}]}),
    ),
)

LEAD_FOUNDING_HAS_LEADER = rule(
    "GS203",
    "lead-founding-has-leader",
    title=Text(zh="牵头建会要有牵头企业", en="lead founding has a leader"),
    force=Force.MUST,
    cites=PLAN.clause("C10"),
    each="unions",
    when=UNION_IN_AREA & STANDING & (unions.founding_mode == "lead").or_else(False),
    require=unions.lead_employer.known()
    & (LEADER_ROLE.is_in("platform_headquarters", "platform_branch") | LEADER_HAS_UNION),
    shows={"lead_employer": unions.lead_employer, "leader_role": LEADER_ROLE},
    says=Text(
        zh="{name}登记为牵头建会，牵头企业：{lead_employer}（角色：{leader_role}）；应填写平台企业总部或分支机构，或已单独建会的企业",
        en="{name} is recorded as led by a leading firm; the leader is {lead_employer} (role: {leader_role}), and must be a platform's headquarters or branch, or have its own union",
    ),
    mend=Text(
        zh="填写牵头企业，或先在牵头企业单独建会",
        en="name the leading firm, or found a union in it first",
    ),
    reason=Text(zh="要由已有能力的企业带动其他企业", en="only a firm that can pull others can lead"),
    starts=STARTS,
    scene=_LED,
    examples=(
        Example(Text(zh="平台分支机构牵头", en="a platform's branch leads"), "held"),
        Example(Text(zh="没有牵头企业", en="no leader"), "broken", {"unions": [{"lead_employer": None}]}),
        Example(Text(zh="牵头的是一般企业", en="an ordinary firm leads"), "broken", {"employers": [{"role": "other"}]}),
        _OTHER_MODE,
        Example(
            Text(zh="牵头企业不在名册", en="the leader is not listed"),
            "cannot_tell",
            {"unions": [{"lead_employer": "e9"}]},
        ),
    ),
)

LEAD_FOUNDING_RELATED_FIRMS = rule(
    "GS204",
    "lead-founding-related-firms",
    title=Text(zh="牵头建会覆盖关联企业", en="lead founding covers related firms"),
    force=Force.SHOULD,
    cites=(PLAN.clause("C09"), PLAN.clause("C10")),
    each="unions",
    when=UNION_IN_AREA
    & STANDING
    & (unions.founding_mode == "lead").or_else(False)
    & unions.lead_employer.known()
    & (COVERED_EMPLOYERS >= 1),
    require=RELATED_TO_LEADER,
    shows={"lead_employer": unions.lead_employer, "covered_employers": COVERED_EMPLOYERS},
    says=Text(
        zh="{name}由 {lead_employer} 牵头，但覆盖的 {covered_employers} 个单位中有的既不是牵头企业，也不以它为头部企业",
        en="{name} is led by {lead_employer}, but among the {covered_employers} employers it covers is one that is neither the leader nor has it as its head",
    ),
    mend=Text(
        zh="补填这些单位的所属头部企业，或把它们划给别的工会",
        en="record the head of those employers, or cover them by another union",
    ),
    reason=Text(zh="牵头企业带动的是与它关联的企业", en="a leader pulls the firms related to it"),
    starts=STARTS,
    scene=_LED,
    examples=(
        Example(Text(zh="都与牵头企业关联", en="all related to the leader"), "held"),
        Example(
            Text(zh="有一家属于别的头部企业", en="one has another head"),
            "broken",
            {"employers": [{}, {"head": "e3"}, {"id": "e3", "name": "另一示例分公司", "place": "620102"}]},
        ),
        Example(Text(zh="没有覆盖单位", en="covers no employer"), "not_applicable", {"covers": []}),
        Example(
            Text(zh="有一家的头部企业不明", en="the head of one is not known"),
            "cannot_tell",
            {"employers": [{}, {"head": None}]},
        ),
    ),
)

INDUSTRY_DRIVEN_HAS_SPONSOR = rule(
    "GS205",
    "industry-driven-has-sponsor",
    title=Text(zh="推动建会要有行业和推动单位", en="industry-driven founding has an industry and a sponsor"),
    force=Force.MUST,
    cites=PLAN.clause("C10"),
    each="unions",
    when=UNION_IN_AREA & STANDING & (unions.founding_mode == "industry_driven").or_else(False),
    require=(unions.industries.size() >= 1)
    & (
        unions.sponsor.known()
        | (unions.superior.known() & SUPERIOR_KIND.is_in("industry_federation", "industrial_union"))
    ),
    shows={"industries": unions.industries, "sponsor": unions.sponsor, "superior_kind": SUPERIOR_KIND},
    says=Text(
        zh="{name}登记为推动建会，应写明行业，并有推动单位，或由行业工会联合会、产业工会领导；现行业：{industries}，推动单位：{sponsor}，上级工会类型：{superior_kind}",
        en="{name} is recorded as driven by its industry: it must name one and have a sponsor, or an industry federation or industrial union above it; industries: {industries}, sponsor: {sponsor}, kind of superior: {superior_kind}",
    ),
    mend=Text(
        zh="写明行业，并填写推动单位或把上级改为行业工会联合会、产业工会",
        en="name the industry, and a sponsor or an industry federation or industrial union as superior",
    ),
    reason=Text(zh="推动建会靠的是行业的组织", en="driving through the industry needs somebody in it who drives"),
    starts=STARTS,
    scene=_DRIVEN,
    examples=(
        Example(Text(zh="有行业协会推动", en="an association drives it"), "held"),
        Example(
            Text(zh="上级是行业工会联合会", en="under an industry federation"),
            "held",
            {"unions": [{"sponsor": None, "superior": "u2"}]},
        ),
        Example(Text(zh="没有推动单位", en="no sponsor"), "broken", {"unions": [{"sponsor": None}]}),
        Example(
            Text(zh="其他建会方式", en="another mode"), "not_applicable", {"unions": [{"founding_mode": "single"}]}
        ),
        Example(
            Text(zh="上级工会不在名册", en="the superior is not listed"),
            "cannot_tell",
            {"unions": [{"sponsor": None, "superior": "u9"}]},
        ),
    ),
)

RULES = (
    FOUNDING_MODE_RECORDED,
    SINGLE_FOUNDING_ONE_EMPLOYER,
    LEAD_FOUNDING_HAS_LEADER,
    LEAD_FOUNDING_RELATED_FIRMS,
    INDUSTRY_DRIVEN_HAS_SPONSOR,
)
