"""One root, one superior each, and no circle (articles 10 and 11; before 2022, articles 9 and 10)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.trade_union_law.base import STARTS, article
from unionmodel.rules.choices import Mapped
from unionmodel.rules.expr import Found
from unionmodel.rules.facts import Aggregate, Chain, Derived, LookUp, Nearest, Whole
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import STANDING, UNION_LEVEL
from unionmodel.rules.terms import unions

LEADERSHIP = article("10")

#: Which kind of union ranks above which at one place.
KIND_RANK = Mapped(
    unions.kind,
    {
        "general_federation": 3,
        "industrial_union": 2,
        "work_committee": 2,
        "industry_federation": 1,
        "regional_federation": 1,
        "township_union": 1,
        "community_union": 1,
        "industry_union": 0,
        "joint_union": 0,
        "basic_union": 0,
    },
)
IS_NATIONAL_FEDERATION = Derived(
    "national_federation",
    "全国总工会",
    "the nation's federation",
    (unions.kind == "general_federation") & (UNION_LEVEL == "nation"),
)
WHOLE = Whole("whole", "包括全国总工会", "the nation's federation is in it", "any", STANDING & IS_NATIONAL_FEDERATION)
_ROOTS = Whole("roots", "全国总工会数", "federations of the nation", "count", STANDING & IS_NATIONAL_FEDERATION)
_WITHOUT_SUPERIOR = Derived(
    "without_superior", "没有上级工会", "no superior given", STANDING & ~unions.superior.known()
)
_ABOVE = Nearest(
    "root_above", "上面的区域有无上级的工会", "a union without superior above it",
    start=unions.place.row, among=_WITHOUT_SUPERIOR, anchor=unions.place.row, strictly_above=True,
)  # fmt: skip
_HIGHEST_HERE = Aggregate(
    "highest_kind", "同一区域最高类型", "highest kind at the place",
    how="most", by=unions.place.row, of=KIND_RANK, where=_WITHOUT_SUPERIOR,
)  # fmt: skip
_HIGHEST_AT_PLACE = LookUp(
    "highest_at_place", "同一区域最高类型", "highest kind at its place", unions.place.row, _HIGHEST_HERE
)
#: A union at an unknown place may lie in the area of any other; where no other is, it is the top all the same.
_OTHERS_PLACED = Whole(
    "others_placed",
    "有写明区域而无上级的工会",
    "a union without superior is placed",
    "any",
    _WITHOUT_SUPERIOR & unions.place.row.known(),
)
TOP_OF_PART = Derived(
    "top_of_part",
    "局部结构的顶端",
    "top of a partial structure",
    ~WHOLE
    & STANDING
    & ~unions.superior.known()
    & unions.kind.is_in("general_federation", "industrial_union", "work_committee")
    & ((~Found(_ABOVE) & (_HIGHEST_AT_PLACE <= KIND_RANK)) | ~_OTHERS_PLACED),
)
SUPERIOR_RESOLVES = Derived(
    "superior_resolves", "上级工会在名册中", "the superior is listed", unions.superior.row.known()
)

_COUNTY = {"id": "u1", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
_STREET = {"id": "u2", "name": "酒泉路街道工会", "kind": "township_union", "place": "620102001", "superior": "u1"}
_SCENE = {"unions": [_COUNTY, _STREET]}

_NATION = {"id": "u0", "name": "全国总工会", "kind": "general_federation", "place": "000000"}

ONE_ROOT = rule(
    "TUL101",
    "one-root",
    title=Text(zh="只有一个全国总工会", en="one root"),
    force=Force.MUST,
    cites=article("11"),
    each="structure",
    when=WHOLE,
    require=_ROOTS == 1,
    shows={"roots": _ROOTS},
    says=Text(
        zh="名册中有 {roots} 个设在全国的总工会，只能有一个",
        en="{roots} general federations of the nation are listed; there is only one",
    ),
    mend=Text(zh="删去重复的，或改正类型、区域", en="remove what is listed twice, or correct kind and place"),
    reason=Text(zh="全国建立统一的总工会", en="the country has one unified federation"),
    # With two roots it is unknown which way is up, and every answer about the hierarchy depends on it.
    waivable=False,
    starts=STARTS,
    scene={"unions": [_NATION, _COUNTY]},
    examples=(
        Example(Text(zh="一个", en="one"), "held"),
        Example(
            Text(zh="两个", en="two"),
            "broken",
            {"unions": [{}, {"kind": "general_federation", "place": "000000"}]},
        ),
        Example(
            Text(zh="另一个已经撤销", en="another one is dissolved"),
            "held",
            {"unions": [{}, {"place": "000000", "status": "dissolved"}]},
        ),
        Example(Text(zh="局部结构", en="a partial structure"), "not_applicable", {"unions": [{"place": "620000"}]}),
    ),
)

ONE_SUPERIOR = rule(
    "TUL102",
    "one-superior",
    title=Text(zh="有一个上级工会", en="one superior"),
    force=Force.MUST,
    cites=LEADERSHIP,
    each="unions",
    when=STANDING & ~IS_NATIONAL_FEDERATION & ~TOP_OF_PART,
    require=unions.superior.known() & (SUPERIOR_RESOLVES | ~WHOLE),
    shows={"superior": unions.superior},
    says=Text(
        zh="{name}应有一个在名册中的上级工会；所填上级工会：{superior}",
        en="{name} needs a superior that is listed; the superior given: {superior}",
    ),
    mend=Text(zh="填写领导它的上级工会的编号", en="give the id of the union that leads it"),
    reason=Text(zh="上级工会领导下级工会", en="a union is led by the one above it"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="上级在名册中", en="the superior is listed"), "held", subject="u2"),
        Example(
            Text(zh="没有填写上级", en="no superior"), "broken", {"unions": [{}, {"superior": None}]}, subject="u2"
        ),
        Example(Text(zh="局部结构的顶端", en="top of a partial structure"), "not_applicable", subject="u1"),
        Example(
            Text(zh="局部结构中上级不在名册", en="superior not listed in a partial structure"),
            "held",
            {"unions": [{}, {"superior": "u9"}]},
            subject="u2",
        ),
        Example(
            Text(zh="区域不明，不知是否为顶端", en="place not known: perhaps the top"),
            "cannot_tell",
            {"unions": [{}, {"kind": "general_federation", "place": None, "superior": None}]},
            subject="u2",
        ),
    ),
)

IN_CIRCLE = Chain("in_circle", "上级关系成环", "its superiors form a circle", unions.superior.row, "cyclic")
NO_CYCLE = rule(
    "TUL103",
    "no-cycle",
    title=Text(zh="上级关系不成环", en="no circle of superiors"),
    force=Force.MUST,
    cites=LEADERSHIP,
    each="unions",
    when=STANDING,
    require=~IN_CIRCLE,
    shows={"superior": unions.superior},
    says=Text(
        zh="从{name}沿上级工会（{superior}）向上走，会绕成一个环",
        en="going up from {name} through its superior ({superior}) leads round in a circle",
    ),
    mend=Text(zh="改正环上某个工会的上级工会", en="correct the superior of one union in the circle"),
    reason=Text(zh="成环就没有人在上面领导", en="in a circle nobody leads"),
    # What lies above a union in a circle cannot be said, whatever anybody accepts.
    waivable=False,
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="一路向上到顶端", en="up to the top"), "held", subject="u2"),
        Example(Text(zh="互为上级", en="each above the other"), "broken", {"unions": [{"superior": "u2"}]}),
        Example(Text(zh="以自己为上级", en="above itself"), "broken", {"unions": [{"superior": "u1"}]}),
        Example(Text(zh="已经撤销", en="dissolved"), "not_applicable", {"unions": [{"status": "dissolved"}]}),
    ),
)

RULES = (ONE_ROOT, ONE_SUPERIOR, NO_CYCLE)
