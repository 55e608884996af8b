"""What a federation is made of, and where it may stand."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.acftu.base import BASIC_UNIONS_FEDERATE, FEDERATIONS, REGISTRATION
from unionmodel.rules.expr import Parameter
from unionmodel.rules.facts import Aggregate, LookUp, Peers
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import (
    AFFILIATION_COUNTS,
    BASIC_LEVEL_KINDS,
    COUNTING_DIRECT,
    FEDERATION_KINDS,
    KEY_GROUPS,
    STANDING,
    UNION_AT_COUNTY_LEVEL,
    UNION_LEVEL,
    UNION_RANK,
    recorded,
)
from unionmodel.rules.terms import affiliations, direct_members, unions
from unionmodel.rules.types import NUMBER

MEMBER_UNIONS_FROM = Parameter("federation.member_unions", NUMBER)
#: The same union affiliated twice is one member.
_ONE_OF_EACH = Peers(
    "one_affiliation",
    "不重复的成员",
    "one link of each pair",
    by=(affiliations.union, affiliations.federation),
    where=AFFILIATION_COUNTS,
    order=affiliations.since,
    pick="is_last",
)
_MEMBER_UNIONS = Aggregate(
    "member_unions", "成员工会数", "member unions", how="count", by=affiliations.federation.row, where=_ONE_OF_EACH
)
_HAS_DIRECT = Aggregate(
    "has_direct", "有直接会员", "it has direct members",
    how="any", by=direct_members.union.row, where=COUNTING_DIRECT, of=direct_members.members > 0,
    recorded=recorded("direct_members"),
)  # fmt: skip
_HAS_KEY_DIRECT = Aggregate(
    "has_key_direct", "有重点群体的直接会员", "it has direct members of a key group",
    how="any", by=direct_members.union.row, where=COUNTING_DIRECT, recorded=recorded("direct_members"),
    of=(direct_members.members > 0) & direct_members.group.is_in(*KEY_GROUPS),
)  # fmt: skip

_FEDERATION = {"id": "f1", "name": "城关区快递行业工会联合会", "kind": "industry_federation", "place": "620102"}
_ONE = {"id": "b1", "name": "示例快递公司工会", "kind": "basic_union", "place": "620102001"}
_TWO = {"id": "b2", "name": "示例货运公司工会", "kind": "basic_union", "place": "620102001"}
_ELSEWHERE = {"union": "b1", "group": "courier", "members": 3}
_SCENE = {
    "unions": [_FEDERATION, _ONE, _TWO],
    "affiliations": [{"union": "b1", "federation": "f1"}, {"union": "b2", "federation": "f1"}],
    "direct_members": [_ELSEWHERE],
}  # fmt: skip

FEDERATION_HAS_MEMBERS = rule(
    "ACF101",
    "federation-has-members",
    title=Text(zh="联合会有成员", en="a federation has members"),
    force=Force.SHOULD,
    cites=BASIC_UNIONS_FEDERATE,
    each="unions",
    when=STANDING & unions.kind.is_in(*FEDERATION_KINDS),
    require=(_MEMBER_UNIONS >= MEMBER_UNIONS_FROM) | ((_MEMBER_UNIONS >= 1) & _HAS_DIRECT) | _HAS_KEY_DIRECT,
    shows={"member_unions": _MEMBER_UNIONS, "from": MEMBER_UNIONS_FROM},
    says=Text(
        zh="{name}有成员工会 {member_unions} 个（应有 {from} 个，或一个加直接会员，或有重点群体的直接会员）",
        en="{name} has {member_unions} member unions; {from} are needed, or one and direct members, or direct members of a key group",
    ),
    mend=Text(
        zh="吸收成员工会，或发展直接会员并登记",
        en="take in member unions, or recruit members directly, and record them",
    ),
    reason=Text(zh="没有成员，联合会只是一块牌子", en="without members a federation is only a name"),
    scene=_SCENE,
    examples=(
        Example(Text(zh="两个成员工会", en="two member unions"), "held"),
        Example(Text(zh="一个成员工会", en="one member union"), "broken", {"affiliations": [{}, {"union": "b1"}]}),
        Example(
            Text(zh="一个成员工会加直接会员", en="one and direct members"),
            "held",
            {"affiliations": [{}, {"union": "b1"}], "direct_members": [{"union": "f1", "group": "other"}]},
        ),
        Example(
            Text(zh="只有重点群体的直接会员", en="direct members of a key group only"),
            "held",
            {"affiliations": [], "direct_members": [{"union": "f1"}]},
        ),
        Example(
            Text(zh="只有其他群体的直接会员", en="direct members of other groups only"),
            "broken",
            {"affiliations": [], "direct_members": [{"union": "f1", "group": "other"}]},
        ),
        Example(
            Text(zh="不是联合会", en="no federation"),
            "not_applicable",
            {"unions": [{"kind": "industry_union"}], "affiliations": []},
        ),
        Example(
            Text(zh="没有登记直接会员", en="direct members are not recorded"),
            "cannot_tell",
            {"affiliations": [{}, {"union": "b1"}], "direct_members": []},
        ),
    ),
)

_KIND = LookUp("member_union_kind", "成员工会类型", "kind of the member union", affiliations.union.row, unions.kind)
_RANK = LookUp(
    "member_union_rank", "成员工会区域层级", "rank of the member union's place", affiliations.union.row, UNION_RANK
)
_FEDERATION_RANK = LookUp(
    "federation_rank", "联合会区域层级", "rank of the federation's place", affiliations.federation.row, UNION_RANK
)
_PLACE = LookUp(
    "member_union_place", "成员工会所在区域", "place of the member union", affiliations.union.row, unions.place.row
)
_FEDERATION_PLACE = LookUp(
    "federation_place", "联合会所在区域", "place of the federation", affiliations.federation.row, unions.place.row
)

MEMBER_UNIONS_ARE_BASIC_LEVEL = rule(
    "ACF102",
    "member-unions-are-basic-level",
    title=Text(zh="联合会的成员是基层工会", en="member unions are of basic level"),
    force=Force.SHOULD,
    cites=(BASIC_UNIONS_FEDERATE, REGISTRATION.clause("2")),
    each="affiliations",
    when=AFFILIATION_COUNTS,
    require=_KIND.is_in(*BASIC_LEVEL_KINDS, "township_union", "community_union")
    | (_KIND.is_in(*FEDERATION_KINDS) & (_FEDERATION_RANK < _RANK) & (_FEDERATION_PLACE != _PLACE)),
    shows={"union": affiliations.union, "federation": affiliations.federation, "kind": _KIND},
    says=Text(
        zh="{union}（{kind}）不是基层工会，也不是下一级的联合会，不应作为 {federation} 的成员",
        en="{union} ({kind}) is neither of basic level nor a lower federation, and should not be a member of {federation}",
    ),
    mend=Text(zh="删去这一行，改用上级工会表示领导关系", en="remove the row; a leading union is given as the superior"),
    reason=Text(zh="联合会由基层工会联合而成", en="a federation is formed by basic-level unions"),
    scene=_SCENE,
    examples=(
        Example(Text(zh="单独基层工会", en="a basic union"), "held"),
        Example(
            Text(zh="下一级的联合会", en="a lower federation"),
            "held",
            {"unions": [{}, {"kind": "regional_federation"}]},
        ),
        Example(
            Text(zh="同级的联合会", en="a federation of one level"),
            "broken",
            {"unions": [{}, {"kind": "regional_federation", "place": "620102"}]},
        ),
        Example(
            Text(zh="总工会", en="a general federation"), "broken", {"unions": [{}, {"kind": "general_federation"}]}
        ),
        Example(
            Text(zh="成员关系已终止", en="the affiliation has ended"),
            "not_applicable",
            {"unions": [{}, {"kind": "general_federation"}], "affiliations": [{"until": "2022-06-30"}]},
        ),
        Example(Text(zh="成员类型不明", en="kind not known"), "cannot_tell", {"unions": [{}, {"kind": None}]}),
    ),
)

FEDERATION_LEVEL_CAP = rule(
    "ACF103",
    "federation-level-cap",
    title=Text(zh="联合会的最高级别", en="how high a federation may stand"),
    force=Force.MAY,
    cites=FEDERATIONS.clause("level"),
    each="unions",
    when=STANDING & unions.kind.is_in(*FEDERATION_KINDS),
    require=((unions.kind != "regional_federation") | (UNION_RANK >= 3) | UNION_AT_COUNTY_LEVEL)
    & ((unions.kind != "industry_federation") | (UNION_RANK >= 2)),
    shows={"kind": unions.kind, "place_level": UNION_LEVEL},
    says=Text(
        zh="{name}是{kind}，设在{place_level}一级；区域联合会一般在县级以下，行业联合会一般在市级以下",
        en="{name} is a {kind} at {place_level} level; regional federations usually stand at the county or below, industry federations at the prefecture or below",
    ),
    mend=Text(zh="改设在下一级", en="anchor it one level lower"),
    reason=Text(zh="联合会要贴近所联合的工会", en="a federation stands close to its members"),
    # The opinions that say so were not found: off unless asked for by its code.
    preview=True,
    scene={"unions": [_FEDERATION]},
    examples=(
        Example(Text(zh="县级行业联合会", en="an industry federation at a county"), "held"),
        Example(
            Text(zh="市级行业联合会", en="an industry federation at a prefecture"),
            "held",
            {"unions": [{"place": "620100"}]},
        ),
        Example(
            Text(zh="省级行业联合会", en="an industry federation at the province"),
            "broken",
            {"unions": [{"place": "620000"}]},
        ),
        Example(
            Text(zh="市级区域联合会", en="a regional federation at a prefecture"),
            "broken",
            {"unions": [{"kind": "regional_federation", "place": "620100"}]},
        ),
        Example(
            Text(zh="嘉峪关不设县区", en="Jiayuguan has no county"),
            "held",
            {"unions": [{"kind": "regional_federation", "place": "620200"}]},
        ),
        Example(
            Text(zh="不是联合会", en="no federation"),
            "not_applicable",
            {"unions": [{"kind": "general_federation", "place": "620000"}]},
        ),
        Example(Text(zh="区域不明", en="place not known"), "cannot_tell", {"unions": [{"place": None}]}),
    ),
)

RULES = (FEDERATION_HAS_MEMBERS, MEMBER_UNIONS_ARE_BASIC_LEVEL, FEDERATION_LEVEL_CAP)
