"""Industry combined with locality, one union for one employer, mergers (articles 9, 11, 12, 40)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.charter.base import CHARTER, STARTS
from unionmodel.rules.facts import Aggregate, Derived, Inside, LookUp
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import (
    COVER_UNION_KIND,
    COVERED_BY_BASIC,
    DISSOLVED,
    ONE_OF_EACH,
    OPEN,
    STANDING,
    SUPERIOR_KIND,
    UNION_LEVEL,
)
from unionmodel.rules.terms import covers, unions

_COUNTY = {"id": "u1", "name": "城关区总工会", "kind": "general_federation", "place": "620102", "superior": "u0"}
_CITY = {"id": "u0", "name": "兰州市总工会", "kind": "general_federation", "place": "620100"}
_STREET = {"id": "u2", "name": "酒泉路街道工会", "kind": "township_union", "place": "620102001", "superior": "u1"}
_TRANSPORT = {
    "id": "i1",
    "name": "兰州市交通运输产业工会",
    "kind": "industrial_union",
    "place": "620100",
    "superior": "u0",
}

_SUPERIOR_PLACE = LookUp(
    "superior_place", "上级工会所在区域", "place of its superior", unions.superior.row, unions.place.row
)
_BY_INDUSTRY = ("industrial_union", "industry_federation")

SUPERIOR_AREA_CONTAINS = rule(
    "CTU101",
    "superior-area-contains",
    title=Text(zh="在上级工会的区域内", en="lies in its superior's area"),
    force=Force.SHOULD,
    cites=CHARTER.clause("11"),
    each="unions",
    when=STANDING
    & unions.superior.row.known()
    & ~unions.vertical
    & (unions.kind != "industrial_union")
    & (SUPERIOR_KIND != "industrial_union"),
    require=Inside(
        "in_superior_area", "在上级工会的区域内", "lies in its superior's area", unions.place.row, _SUPERIOR_PLACE
    ),
    shows={"superior": unions.superior, "area": unions.place},
    says=Text(
        zh="{name}（区域 {area}）不在上级工会 {superior} 的区域内",
        en="{name} (area {area}) does not lie in the area of its superior {superior}",
    ),
    mend=Text(
        zh="改正区域或上级工会；按行业垂直管理的，把“垂直管理”填为“是”",
        en="correct the place or the superior; where the industry leads it, set vertical to yes",
    ),
    reason=Text(zh="地方工会领导本区域内的工会", en="a local union leads the unions of its area"),
    starts=STARTS,
    scene={"unions": [_STREET, _COUNTY, _CITY]},
    examples=(
        Example(Text(zh="街道在区内", en="a street in the district"), "held"),
        Example(
            Text(zh="另一个区的街道", en="a street of another district"), "broken", {"unions": [{"place": "620103001"}]}
        ),
        Example(
            Text(zh="垂直管理", en="led by its industry"),
            "not_applicable",
            {"unions": [{"place": "620103001", "vertical": True}]},
        ),
        Example(
            Text(zh="上级是产业工会", en="the superior is an industrial union"),
            "not_applicable",
            {"unions": [{"place": "620103001"}, {"kind": "industrial_union"}]},
        ),
        Example(Text(zh="没有上级", en="no superior"), "not_applicable", {"unions": [{"superior": None}]}),
        Example(Text(zh="区域不明", en="place not known"), "cannot_tell", {"unions": [{"place": None}]}),
    ),
)

_FIRST = Derived(
    "superior_by_industry", "上级工会是产业一方", "its superior is of an industry",
    unions.superior.known() & SUPERIOR_KIND.is_in(*_BY_INDUSTRY),
)  # fmt: skip
_SECOND_KIND = LookUp(
    "second_superior_kind", "第二上级工会类型", "kind of its second superior", unions.second_superior.row, unions.kind
)
_SECOND = Derived(
    "second_by_industry",
    "第二上级工会是产业一方",
    "its second superior is of an industry",
    _SECOND_KIND.is_in(*_BY_INDUSTRY),
)

SECOND_SUPERIOR_OF_OTHER_KIND = rule(
    "CTU102",
    "second-superior-of-other-kind",
    title=Text(zh="两个上级工会一个是产业、一个是地方", en="one superior of the industry, one of the locality"),
    force=Force.SHOULD,
    cites=CHARTER.clause("11"),
    each="unions",
    when=STANDING & unions.second_superior.known(),
    require=(_FIRST & ~_SECOND) | (~_FIRST & _SECOND),
    shows={"superior": unions.superior, "second_superior": unions.second_superior},
    says=Text(
        zh="{name}的两个上级工会（{superior}，{second_superior}）应当一个是产业工会或行业工会联合会、一个是地方工会",
        en="of the two superiors of {name} ({superior}, {second_superior}) one should be of an industry, the other of a locality",
    ),
    mend=Text(zh="改正其中一个，或删去第二上级工会", en="correct one of them, or remove the second superior"),
    reason=Text(zh="双重领导是产业与地方相结合", en="two superiors are there to combine industry and locality"),
    starts=STARTS,
    scene={
        "unions": [
            {**_STREET, "id": "b1", "name": "示例运输公司工会", "kind": "basic_union", "second_superior": "i1"},
            _COUNTY,
            _TRANSPORT,
            _CITY,
        ]
    },
    examples=(
        Example(Text(zh="一个地方，一个产业", en="one of each"), "held"),
        Example(Text(zh="两个地方工会", en="two local ones"), "broken", {"unions": [{"second_superior": "u0"}]}),
        Example(
            Text(zh="只填第二上级，且为地方工会", en="only a second one, a local one"),
            "broken",
            {"unions": [{"superior": None, "second_superior": "u0"}]},
        ),
        Example(Text(zh="两个产业工会", en="two of industries"), "broken", {"unions": [{"superior": "i1"}]}),
        Example(
            Text(zh="没有第二上级", en="no second superior"), "not_applicable", {"unions": [{"second_superior": None}]}
        ),
        Example(
            Text(zh="第二上级不在名册中", en="the second is not listed"),
            "cannot_tell",
            {"unions": [{"second_superior": "u9"}]},
        ),
    ),
)

INDUSTRIAL_UNION_LED_BY_LOCALITY = rule(
    "CTU103",
    "industrial-union-led-by-locality",
    title=Text(zh="产业工会以地方总工会领导为主", en="an industrial union is led by the local federation"),
    force=Force.SHOULD,
    cites=CHARTER.clause("11"),
    each="unions",
    when=STANDING & (unions.kind == "industrial_union") & (UNION_LEVEL != "nation") & ~unions.vertical,
    require=unions.superior.known() & (SUPERIOR_KIND == "general_federation"),
    shows={"superior": unions.superior},
    says=Text(
        zh="{name}不是垂直管理的产业工会，上级工会应为同级地方总工会，所填为：{superior}",
        en="{name} is not led by its industry; its superior should be the local general federation, not: {superior}",
    ),
    mend=Text(
        zh="上级工会填地方总工会，产业上级填在第二上级；确属垂直管理的，填“是”",
        en="give the local federation as superior, the industrial one as second superior; or set vertical to yes",
    ),
    reason=Text(zh="除少数垂直管理的产业外，以地方领导为主", en="except in a few industries the locality leads"),
    starts=STARTS,
    scene={"unions": [_TRANSPORT, _CITY]},
    examples=(
        Example(Text(zh="上级是市总工会", en="led by the city's federation"), "held"),
        Example(
            Text(zh="上级是产业工会", en="led by an industrial union"),
            "broken",
            {"unions": [{}, {"kind": "industrial_union"}]},
        ),
        Example(Text(zh="没有填写上级", en="no superior given"), "broken", {"unions": [{"superior": None}]}),
        Example(
            Text(zh="垂直管理", en="led by its industry"),
            "not_applicable",
            {"unions": [{"superior": None, "vertical": True}]},
        ),
        Example(
            Text(zh="全国产业工会", en="of the nation"),
            "not_applicable",
            {"unions": [{"superior": None, "place": "000000"}]},
        ),
        Example(
            Text(zh="上级不在名册中", en="the superior is not listed"), "cannot_tell", {"unions": [{"superior": "u9"}]}
        ),
    ),
)

DISPATCHED_BODY_NOT_ELECTED = rule(
    "CTU104",
    "dispatched-body-not-elected",
    title=Text(zh="派出的工作委员会没有届期", en="a dispatched body has no term"),
    force=Force.MAY,
    cites=(CHARTER.clause("9"), CHARTER.clause("12")),
    each="unions",
    when=STANDING & (unions.kind == "work_committee"),
    require=~unions.term_started_on.known(),
    shows={"term_started_on": unions.term_started_on},
    says=Text(
        zh="{name}是派出的工作委员会，不经选举产生，却填了本届起始：{term_started_on}",
        en="{name} is a dispatched body and not elected, but a term is given from {term_started_on}",
    ),
    mend=Text(zh="删去届期；经选举产生的，改正类型", en="remove the term; if it is elected, correct its kind"),
    reason=Text(zh="派出机关由派出它的工会任命", en="a dispatched body is appointed by the union that sends it"),
    starts=STARTS,
    scene={"unions": [{"id": "w1", "name": "城关区总工会工作委员会", "kind": "work_committee", "place": "620102001"}]},
    examples=(
        Example(Text(zh="没有届期", en="no term"), "held"),
        Example(Text(zh="填了届期", en="a term is given"), "broken", {"unions": [{"term_started_on": "2020-05-01"}]}),
        Example(
            Text(zh="街道工会", en="a township union"),
            "not_applicable",
            {"unions": [{"kind": "township_union", "term_started_on": "2020-05-01"}]},
        ),
        Example(
            Text(zh="类型不明", en="kind not known"),
            "cannot_tell",
            {"unions": [{"kind": None, "term_started_on": "2020-05-01"}]},
        ),
    ),
)

_BASIC_UNIONS = Aggregate(
    "basic_unions",
    "单独基层工会数",
    "basic unions",
    how="count",
    by=covers.employer.row,
    where=ONE_OF_EACH & COVERED_BY_BASIC,
)
_JOINT_UNIONS = Aggregate(
    "joint_basic_unions", "联合基层工会数", "joint unions",
    how="count", by=covers.employer.row, where=ONE_OF_EACH & (COVER_UNION_KIND == "joint_union"),
)  # fmt: skip
_FIRM = {"id": "e1", "name": "示例快递公司", "place": "620102001"}
_OWN = {"id": "b1", "name": "示例快递公司工会", "kind": "basic_union", "place": "620102001"}
_OTHER = {"id": "b2", "name": "示例快递公司第二工会", "kind": "basic_union", "place": "620102001"}

ONE_EMPLOYER_ONE_UNION = rule(
    "CTU201",
    "one-employer-one-basic-union",
    title=Text(zh="一个单位一个基层工会", en="one basic union for one employer"),
    force=Force.MUST,
    cites=CHARTER.clause("11"),
    each="employers",
    when=OPEN,
    require=(_BASIC_UNIONS <= 1) & ~((_BASIC_UNIONS >= 1) & (_JOINT_UNIONS >= 1)),
    shows={"basic": _BASIC_UNIONS, "joint": _JOINT_UNIONS},
    says=Text(
        zh="{name}有 {basic} 个单独基层工会、{joint} 个联合基层工会，会员应组织在一个基层工会里",
        en="{name} has {basic} basic unions and {joint} joint ones; its members belong in one",
    ),
    mend=Text(zh="合并工会，或终止多余的覆盖关系", en="merge the unions, or end the links that are too many"),
    reason=Text(
        zh="同一单位的会员组织在一个基层工会里", en="the members of one employer are organised in one basic union"
    ),
    starts=STARTS,
    scene={"employers": [_FIRM], "unions": [_OWN, _OTHER], "covers": [{"union": "b1", "employer": "e1"}]},
    examples=(
        Example(Text(zh="一个", en="one"), "held"),
        Example(Text(zh="没有", en="none"), "held", {"covers": []}),
        Example(Text(zh="两个", en="two"), "broken", {"covers": [{}, {"union": "b2", "employer": "e1"}]}),
        Example(
            Text(zh="同一个登记两次", en="one recorded twice"),
            "held",
            {"covers": [{}, {"union": "b1", "employer": "e1"}]},
        ),
        Example(
            Text(zh="单独的和联合的", en="one of its own and a joint one"),
            "broken",
            {"unions": [{}, {"kind": "joint_union"}], "covers": [{}, {"union": "b2", "employer": "e1"}]},
        ),
        Example(
            Text(zh="单独的和行业工会", en="one of its own and an industry union"),
            "held",
            {"unions": [{}, {"kind": "industry_union"}], "covers": [{}, {"union": "b2", "employer": "e1"}]},
        ),
        Example(
            Text(zh="单位已经终止", en="the employer has closed"),
            "not_applicable",
            {"employers": [{"closed_on": "2022-06-30"}], "covers": [{}, {"union": "b2", "employer": "e1"}]},
        ),
    ),
)

_SUCCESSOR_STANDS = LookUp("successor_stands", "承接工会存续", "its successor stands", unions.successor.row, STANDING)

MERGER_NAMES_SUCCESSOR = rule(
    "CTU202",
    "merger-names-successor",
    title=Text(zh="承接的工会存续", en="the successor stands"),
    force=Force.SHOULD,
    cites=CHARTER.clause("40"),
    each="unions",
    when=DISSOLVED & unions.successor.known(),
    require=_SUCCESSOR_STANDS,
    shows={"successor": unions.successor},
    says=Text(
        zh="{name}已经撤销，承接它的工会 {successor} 并不存续",
        en="{name} is dissolved, and its successor {successor} does not stand",
    ),
    mend=Text(zh="填写现在承接的工会", en="give the union that has taken over by now"),
    reason=Text(zh="合并后的经费财产归合并后的工会", en="after a merger funds and assets go to the merged union"),
    starts=STARTS,
    scene={"unions": [{**_OWN, "status": "dissolved", "dissolved_on": "2022-06-30", "successor": "b2"}, _OTHER]},
    examples=(
        Example(Text(zh="承接工会存续", en="it stands"), "held"),
        Example(
            Text(zh="承接工会也已撤销", en="it is dissolved, too"), "broken", {"unions": [{}, {"status": "dissolved"}]}
        ),
        Example(Text(zh="没有承接工会", en="no successor"), "not_applicable", {"unions": [{"successor": None}]}),
        Example(
            Text(zh="尚未撤销", en="not dissolved yet"), "not_applicable", {"unions": [{"dissolved_on": "2023-06-30"}]}
        ),
        Example(Text(zh="承接工会不在名册中", en="it is not listed"), "cannot_tell", {"unions": [{"successor": "u9"}]}),
    ),
)

RULES = (
    SUPERIOR_AREA_CONTAINS,
    SECOND_SUPERIOR_OF_OTHER_KIND,
    INDUSTRIAL_UNION_LED_BY_LOCALITY,
    DISPATCHED_BODY_NOT_ELECTED,
    ONE_EMPLOYER_ONE_UNION,
    MERGER_NAMES_SUCCESSOR,
)
