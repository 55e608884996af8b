"""Which union may stand above which, and which federations there must be (articles 10 and 11)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.trade_union_law.base import STARTS, article
from unionmodel.rulepacks.trade_union_law.hierarchy import KIND_RANK, SUPERIOR_RESOLVES
from unionmodel.rules.expr import Parameter
from unionmodel.rules.facts import Aggregate, LookUp
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import OPEN, STANDING, SUPERIOR_KIND, UNION_RANK
from unionmodel.rules.terms import employers, places, unions
from unionmodel.rules.texts import Matches
from unionmodel.rules.types import NUMBER

_SUPERIOR_RANK = LookUp(
    "superior_rank", "上级工会区域层级", "rank of its superior's place", unions.superior.row, UNION_RANK
)
_SUPERIOR_KIND_RANK = LookUp(
    "superior_kind_rank", "上级工会类型位次", "rank of its superior's kind", unions.superior.row, KIND_RANK
)
_SUPERIOR_PLACE = LookUp(
    "superior_place", "上级工会所在区域", "place of its superior", unions.superior.row, unions.place.row
)
#: One place is one level, also where that level is unknown.
_SAME_LEVEL = (_SUPERIOR_RANK == UNION_RANK) | (unions.place.row == _SUPERIOR_PLACE).or_else(False)
#: Nothing ranks above a general federation, and no union of basic level above anything, whatever the other is.
_KIND_ABOVE = (_SUPERIOR_KIND_RANK > KIND_RANK) & (_SUPERIOR_KIND_RANK > 0) & (KIND_RANK < 3)
_SUPERIOR_STANDS = LookUp("superior_stands", "上级工会存续", "the superior stands", unions.superior.row, STANDING)

_COUNTY = {"id": "u1", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
_STREET = {"id": "u2", "name": "酒泉路街道工会", "kind": "township_union", "place": "620102001", "superior": "u1"}
_SCENE = {"unions": [_COUNTY, _STREET]}

SUPERIOR_RANKS_ABOVE = rule(
    "TUL104",
    "superior-ranks-above",
    title=Text(zh="上级工会层级更高", en="the superior ranks above"),
    force=Force.MUST,
    cites=article("10"),
    each="unions",
    when=STANDING & SUPERIOR_RESOLVES,
    require=((_SUPERIOR_RANK < UNION_RANK) & (unions.place.row != _SUPERIOR_PLACE)) | (_SAME_LEVEL & _KIND_ABOVE),
    shows={"superior": unions.superior, "kind": unions.kind, "superior_kind": SUPERIOR_KIND},
    says=Text(
        zh="{name}（{kind}）的上级工会 {superior}（{superior_kind}）层级并不比它高",
        en="{name} ({kind}): its superior {superior} ({superior_kind}) does not rank above it",
    ),
    mend=Text(
        zh="改为上一级区域的工会，或同一区域内位次更高的工会",
        en="give a union of a higher area, or one that ranks above it in the same area",
    ),
    reason=Text(zh="下级工会由上级工会领导", en="a lower union is led by a higher one"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="区在街道之上", en="a district above a street"), "held", subject="u2"),
        Example(
            Text(
                zh="同一区域，总工会在行业联合会之上", en="one place: a general federation above an industry federation"
            ),
            "held",
            {"unions": [{}, {"kind": "industry_federation", "place": "620102"}]},
            subject="u2",
        ),
        Example(
            Text(zh="同一区域，类型位次相同", en="one place, kinds of one rank"),
            "broken",
            {"unions": [{"kind": "industry_federation"}, {"kind": "regional_federation", "place": "620102"}]},
            subject="u2",
        ),
        Example(
            Text(zh="街道在区之上", en="a street above a district"),
            "broken",
            {"unions": [{"superior": "u2"}, {"superior": None}]},
        ),
        Example(Text(zh="没有上级", en="no superior"), "not_applicable"),
        Example(
            Text(zh="上级的区域不明", en="the superior's place is not known"),
            "cannot_tell",
            {"unions": [{"place": None}]},
            subject="u2",
        ),
    ),
)

SUPERIOR_STANDS = rule(
    "TUL106",
    "superior-stands",
    title=Text(zh="上级工会存续", en="the superior stands"),
    force=Force.MUST,
    cites=article("10"),
    each="unions",
    when=STANDING & SUPERIOR_RESOLVES,
    require=_SUPERIOR_STANDS,
    shows={"superior": unions.superior},
    says=Text(
        zh="{name}的上级工会 {superior} 已经撤销或尚未成立",
        en="{name}: its superior {superior} has ended or does not stand yet",
    ),
    mend=Text(zh="改填承接的工会", en="give the union that has taken over"),
    reason=Text(zh="不存在的工会领导不了下级", en="a union that is not there leads nobody"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="上级存续", en="the superior stands"), "held", subject="u2"),
        Example(
            Text(zh="上级已撤销", en="the superior is dissolved"),
            "broken",
            {"unions": [{"status": "dissolved"}]},
            subject="u2",
        ),
        Example(
            Text(zh="上级核对日之后才成立", en="the superior is founded later"),
            "broken",
            {"unions": [{"founded_on": "2023-01-01"}]},
            subject="u2",
        ),
        Example(
            Text(zh="上级不在名册中", en="the superior is not listed"),
            "not_applicable",
            {"unions": [{}, {"superior": "u9"}]},
            subject="u2",
        ),
        Example(
            Text(zh="本身已撤销", en="dissolved itself"),
            "not_applicable",
            {"unions": [{"status": "dissolved"}, {"status": "dissolved"}]},
            subject="u2",
        ),
    ),
)

_UNIONS_HERE = Aggregate(
    "unions_here", "区域内工会数", "unions in the area", how="count", by=unions.place.row, where=STANDING, upward=True
)
_FEDERATIONS_AT = Aggregate(
    "general_federations", "总工会数", "general federations",
    how="count", by=unions.place.row, where=STANDING & (unions.kind == "general_federation"),
)  # fmt: skip
#: A prefecture by a statistical code only, such as Lanzhou New Area, is no division with a federation of its own.
_STATISTICAL = (places.level == "prefecture") & Matches(places.code, "[0-9]{4}(?:0[1-9]|[1-9][0-9])")

LOCAL_FEDERATION_EXISTS = rule(
    "TUL105",
    "local-federation-exists",
    title=Text(zh="县级以上有总工会", en="a federation from the county up"),
    force=Force.MUST,
    cites=article("11"),
    each="places",
    when=places.level.is_in("province", "prefecture", "county") & ~_STATISTICAL & (_UNIONS_HERE >= 1),
    require=_FEDERATIONS_AT >= 1,
    shows={"unions": _UNIONS_HERE},
    says=Text(
        zh="{name}辖区内有 {unions} 个工会，却没有列出设在{name}的总工会",
        en="{name} has {unions} unions in its area, but no general federation of {name} is listed",
    ),
    mend=Text(
        zh="列出该级总工会，包括这份资料以上的各级；确实没有的，先建立",
        en="list the general federation there, also of the levels above this file; where there is none, found it first",
    ),
    reason=Text(
        zh="县级以上各级建立地方总工会，辖区内的工会才有人领导",
        en="from the county up each area has a federation that leads the unions in it",
    ),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="区有总工会", en="the district has one"), "held", subject="620102"),
        Example(
            Text(zh="区没有总工会", en="the district has none"),
            "broken",
            {"unions": [{"kind": "township_union", "place": "620102001"}]},
            subject="620102",
        ),
        Example(Text(zh="街道一级不要求", en="not asked of a street"), "not_applicable", subject="620102001"),
        Example(
            Text(zh="兰州新区没有民政代码", en="Lanzhou New Area has no code of its own"),
            "not_applicable",
            {"unions": [{}, {"place": "620171"}]},
            subject="620171",
        ),
        Example(
            Text(zh="辖区内没有工会", en="no union in the area"),
            "not_applicable",
            {"unions": [], "employers": [{"id": "e1", "name": "快递公司", "place": "620102001"}]},
            subject="620102",
        ),
        Example(
            Text(zh="级别不明", en="the level is not known"),
            "cannot_tell",
            {"unions": [{}, {"place": "zone"}], "places": [{"code": "zone", "name": "片区", "parent": "620102"}]},
            subject="zone",
        ),
    ),
)

MANY_ENTERPRISES = Parameter("many_enterprises.employers", NUMBER)
_EMPLOYERS_HERE = Aggregate(
    "employers_here", "单位数", "employers there", how="count", by=employers.place.row, where=OPEN, upward=True
)
_TOWNSHIP_FEDERATIONS = Aggregate(
    "federations_here", "本级工会数", "federations there",
    how="count", by=unions.place.row,
    where=STANDING
    & unions.kind.is_in("general_federation", "industry_federation", "regional_federation", "township_union"),
)  # fmt: skip
_TWO = [{"id": "e1", "name": "甲公司", "place": "620102001"}, {"id": "e2", "name": "乙公司", "place": "620102001"}]

FALLBACK_FEDERATION = rule(
    "TUL301",
    "fallback-federation-may-be-formed",
    title=Text(zh="企业较多的乡镇街道可以建联合会", en="a township with many employers may form a federation"),
    force=Force.MAY,
    cites=article("11"),
    each="places",
    when=(places.level == "township") & (_EMPLOYERS_HERE >= MANY_ENTERPRISES),
    require=_TOWNSHIP_FEDERATIONS >= 1,
    shows={"employers": _EMPLOYERS_HERE, "many": MANY_ENTERPRISES},
    says=Text(
        zh="{name}有 {employers} 家单位（达到 {many} 家），可以建立基层工会的联合会",
        en="{name} has {employers} employers ({many} or more) and may form a federation of their unions",
    ),
    mend=Text(zh="建立乡镇街道工会或区域工会联合会", en="found a township union or a regional federation"),
    reason=Text(zh="单位多了，要有人就近联系", en="many employers need somebody close by"),
    starts=STARTS,
    scene={"employers": _TWO, "unions": [{**_STREET, "superior": None}]},
    examples=(
        Example(
            Text(zh="有街道工会", en="with a township union"),
            "held",
            subject="620102001",
            settings={"many_enterprises.employers": "2"},
        ),
        Example(
            Text(zh="正好达到", en="exactly as many"),
            "broken",
            {"unions": []},
            subject="620102001",
            settings={"many_enterprises.employers": "2"},
        ),
        Example(
            Text(zh="差一家", en="one employer fewer"),
            "not_applicable",
            {"unions": []},
            subject="620102001",
            settings={"many_enterprises.employers": "3"},
        ),
        Example(
            Text(zh="区一级不适用", en="not about a district"),
            "not_applicable",
            {"unions": []},
            subject="620102",
            settings={"many_enterprises.employers": "2"},
        ),
    ),
)

RULES = (SUPERIOR_RANKS_ABOVE, LOCAL_FEDERATION_EXISTS, SUPERIOR_STANDS, FALLBACK_FEDERATION)
