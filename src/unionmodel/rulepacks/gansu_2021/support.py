"""What keeps a union alive: paid and assessed cadres, hired staff, pairs, services (C21, C25, C26, C27)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.gansu_2021.base import PLAN, STARTS, UNION_IN_AREA
from unionmodel.rulepacks.gansu_2021.coverage import KEY_MEMBERS_HERE, KEY_WORKERS_HERE
from unionmodel.rulepacks.gansu_2021.workers import KEY_MEMBERS_COVERED_BY, KEY_WORKERS_COVERED_BY
from unionmodel.rules.choices import IfThenElse
from unionmodel.rules.expr import YEAR, Found
from unionmodel.rules.facts import Aggregate, Chain, Derived, LessButMore, LookUp, PlaceFact, Whole
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import KEY_UNION, STANDING, begun, not_over, recorded
from unionmodel.rules.terms import officers, pairings, places, services, unions

_UNION = {
    "id": "u1", "name": "城关区快递行业工会联合会", "kind": "industry_federation", "place": "620102",
    "groups": ["courier"], "subsidy_standard": "300", "chair_assessed": True,
}  # fmt: skip
_OTHER = {"id": "u2", "name": "酒泉路街道工会", "kind": "township_union", "place": "620102001"}
_NO_KEY_GROUP = Example(
    Text(zh="不服务重点群体", en="serves no key group"), "not_applicable", {"unions": [{"groups": []}]}
)

HAS_PART_TIME_OFFICER = Aggregate(
    "part_time_officer", "有兼职干部", "has a part-time officer",
    how="any", by=officers.union.row, of=~officers.full_time,
    where=begun(officers.since) & not_over(officers.until), recorded=recorded("officers"),
)  # fmt: skip

CADRE_SUBSIDY_STANDARD = rule(
    "GS403",
    "cadre-subsidy-standard",
    title=Text(zh="兼职干部补贴标准", en="subsidy standard of part-time cadres"),
    force=Force.SHOULD,
    cites=PLAN.clause("C25"),
    each="unions",
    when=UNION_IN_AREA & KEY_UNION & HAS_PART_TIME_OFFICER,
    require=unions.subsidy_standard.known(),
    says=Text(
        zh="{name}有兼职干部，却没有登记每月补贴标准",
        en="{name} has part-time cadres, but no monthly subsidy standard is recorded",
    ),
    mend=Text(zh="确定补贴标准并登记（元/月）", en="set a standard and record it (yuan a month)"),
    reason=Text(zh="兼职干部的劳动要有补贴", en="part-time cadres are to be paid by a standard"),
    starts=STARTS,
    scene={"unions": [_UNION], "officers": [{"union": "u1", "person": "p-01", "role": "chair", "full_time": False}]},
    examples=(
        Example(Text(zh="有标准", en="a standard"), "held"),
        Example(Text(zh="没有标准", en="no standard"), "broken", {"unions": [{"subsidy_standard": None}]}),
        Example(
            Text(zh="干部都是专职", en="full-time cadres only"),
            "not_applicable",
            {"unions": [{"subsidy_standard": None}], "officers": [{"full_time": True}]},
        ),
        Example(
            Text(zh="不知专职还是兼职", en="full-time or not is not known"),
            "cannot_tell",
            {"unions": [{"subsidy_standard": None}], "officers": [{"full_time": None}]},
        ),
    ),
)

CHAIR_ASSESSMENT_SCHEME = rule(
    "GS606",
    "chair-assessment-scheme",
    title=Text(zh="主席考核办法", en="scheme to assess the chair"),
    force=Force.MAY,
    cites=PLAN.clause("C25"),
    each="unions",
    when=UNION_IN_AREA & KEY_UNION,
    require=unions.chair_assessed.or_else(False),
    shows={"chair_assessed": unions.chair_assessed},
    says=Text(zh="{name}没有登记主席考核办法", en="{name} has no recorded scheme to assess its chair"),
    mend=Text(zh="建立主席考核办法并登记", en="set up a scheme and record it"),
    reason=Text(zh="有考核，主席才有压力和动力", en="who is assessed, works"),
    starts=STARTS,
    scene={"unions": [_UNION]},
    examples=(
        Example(Text(zh="有考核办法", en="a scheme"), "held"),
        Example(Text(zh="没有考核办法", en="no scheme"), "broken", {"unions": [{"chair_assessed": False}]}),
        Example(Text(zh="没有填写", en="left blank"), "broken", {"unions": [{"chair_assessed": None}]}),
        _NO_KEY_GROUP,
        Example(
            Text(zh="区域不明", en="place not known"),
            "cannot_tell",
            {"unions": [{"chair_assessed": None, "place": None}]},
        ),
    ),
)

COUNTY = Chain(
    "county",
    "所在县区",
    "county it lies in",
    places.parent.row,
    "first",
    of=PlaceFact("county_level", "相当于县区", "counts as a county", "county_level"),
    start=unions.place.row,
)
#: A township's union looks after its area, a federation after those it covers.
_IS_TOWNSHIP = unions.kind == "township_union"
KEY_WORKERS_OF = Derived(
    "key_workers_of",
    "重点群体人数",
    "key-group workers it looks after",
    IfThenElse(
        _IS_TOWNSHIP,
        LookUp(
            "key_workers_in_area", "本地重点群体人数", "key-group workers there", unions.place.row, KEY_WORKERS_HERE
        ),
        KEY_WORKERS_COVERED_BY,
    ),
)
KEY_MEMBERS_OF = Derived(
    "key_members_of",
    "重点群体会员数",
    "key-group members it looks after",
    IfThenElse(
        _IS_TOWNSHIP,
        LookUp(
            "key_members_in_area", "本地重点群体会员数", "key-group members there", unions.place.row, KEY_MEMBERS_HERE
        ),
        KEY_MEMBERS_COVERED_BY,
    ),
)
STAFFED = Derived(
    "staffed",
    "可配备社会化工会工作者",
    "may be given hired staff",
    UNION_IN_AREA & STANDING & unions.kind.is_in("township_union", "industry_federation", "regional_federation"),
)
_OVERTAKEN = LessButMore(
    "overtaken", "有重点群体更少的工会配得更多", "a body with fewer key-group workers has more hired staff",
    by=COUNTY, order=KEY_WORKERS_OF, of=unions.hired_staff, where=STAFFED,
)  # fmt: skip

HIRED_STAFF_FOLLOW_MEMBERS = rule(
    "GS607",
    "hired-staff-follow-members",
    title=Text(zh="社会化工会工作者按重点群体人数配备", en="hired staff follow the key groups"),
    force=Force.MAY,
    cites=PLAN.clause("C26"),
    each="unions",
    when=STAFFED & unions.hired_staff.known() & Found(COUNTY),
    require=~_OVERTAKEN,
    shows={"hired_staff": unions.hired_staff, "key_workers": KEY_WORKERS_OF},
    says=Text(
        zh="{name}有重点群体 {key_workers} 人、社会化工会工作者 {hired_staff} 人；同一县区有重点群体更少的工会反而配得更多",
        en="{name} has {key_workers} key-group workers and {hired_staff} hired staff; a body in the county with fewer workers has more",
    ),
    mend=Text(
        zh="按重点群体人数调整，staffing 可给出方案", en="move staff to where the workers are; staffing proposes how"
    ),
    reason=Text(zh="人手要派到劳动者多的地方", en="hands are needed where the workers are"),
    starts=STARTS,
    scene={
        "unions": [{**_UNION, "hired_staff": 1}, {**_OTHER, "hired_staff": 1}],
        "headcounts": [
            {"place": "620102001", "group": "truck_driver", "workers": 10},
            {"place": "620102002", "group": "courier", "workers": 50},
        ],
    },
    examples=(
        Example(Text(zh="人数多的配得不少", en="more workers, no less staff"), "held"),
        Example(
            Text(zh="人数少的反而配得多", en="fewer workers, more staff"),
            "broken",
            {"unions": [{}, {"hired_staff": 2}]},
        ),
        Example(
            Text(zh="没有登记配备人数", en="no staff recorded"), "not_applicable", {"unions": [{"hired_staff": None}]}
        ),
        Example(
            Text(zh="设在市州，不属于一个县区", en="anchored at the prefecture"),
            "not_applicable",
            {"unions": [{"place": "620100"}]},
        ),
        Example(
            Text(zh="对方的人数不明", en="the other's workers are not known"),
            "cannot_tell",
            {"unions": [{}, {"hired_staff": 2}], "headcounts": [{"workers": None}]},
        ),
    ),
)


def _paired(name: str, zh: str, en: str, side: str) -> Aggregate:
    by = getattr(pairings, side).row
    in_year = Whole(
        "pairings_recorded", "本年度登记了结对", "pairs of the year are recorded", "any", pairings.year == YEAR
    )
    return Aggregate(name, zh, en, how="count", by=by, where=pairings.year == YEAR, recorded=in_year)


_HELPS = _paired("helps", "本年度帮扶的工会数", "unions it is paired with this year", "union")
_HELPED = _paired("helped", "本年度结对它的工会数", "unions paired with it this year", "partner")

PAIRED = rule(
    "GS608",
    "paired",
    title=Text(zh="结对帮扶", en="paired"),
    force=Force.MAY,
    cites=PLAN.clause("C27"),
    each="unions",
    when=UNION_IN_AREA & KEY_UNION,
    require=(_HELPS >= 1) | (_HELPED >= 1),
    shows={"year": YEAR},
    says=Text(zh="{name} {year} 年没有与别的工会结对", en="{name} is paired with no other union in {year}"),
    mend=Text(
        zh="与就近的工会结对并登记，pairing 可给出方案",
        en="pair it with a union near by, and record it; pairing proposes how",
    ),
    reason=Text(zh="新建工会需要带一带", en="a young union learns from another"),
    starts=STARTS,
    scene={"unions": [_UNION, _OTHER], "pairings": [{"union": "u2", "partner": "u1", "year": 2022}]},
    examples=(
        Example(Text(zh="对方来结对", en="the other side counts"), "held"),
        Example(Text(zh="只有别人结对", en="only others are paired"), "broken", {"pairings": [{"partner": "u3"}]}),
        _NO_KEY_GROUP,
        Example(
            Text(zh="本年度没有任何结对记录", en="nobody recorded a pair that year"),
            "cannot_tell",
            {"pairings": [{"year": 2021}]},
        ),
    ),
)

_SERVICES = Aggregate(
    "services_this_year", "本年度服务次数", "services this year",
    how="count", by=services.union.row, where=services.year == YEAR,
    recorded=Whole("services_recorded", "本年度登记了服务", "services of the year are recorded", "any", services.year == YEAR),
)  # fmt: skip

SERVICES_REACH = rule(
    "GS801",
    "services-reach",
    title=Text(zh="服务送到", en="services reach them"),
    force=Force.MAY,
    cites=PLAN.clause("C21"),
    each="unions",
    when=UNION_IN_AREA & KEY_UNION,
    require=_SERVICES >= 1,
    shows={"year": YEAR},
    says=Text(zh="{name} {year} 年没有一项服务记录", en="{name} has no service recorded in {year}"),
    mend=Text(
        zh="开展四送、互助保障或健康体检并登记", en="offer the four gifts, mutual aid or a health check, and record it"
    ),
    reason=Text(zh="有服务，会员才留得住", en="members stay where they are served"),
    starts=STARTS,
    scene={"unions": [_UNION, _OTHER], "services": [{"union": "u1", "year": 2022, "kind": "health_check"}]},
    examples=(
        Example(Text(zh="有健康体检", en="a health check"), "held"),
        Example(Text(zh="只有别的工会有服务", en="only others have"), "broken", {"services": [{"union": "u2"}]}),
        _NO_KEY_GROUP,
        Example(
            Text(zh="本年度没有任何服务记录", en="nobody recorded a service that year"), "cannot_tell", {"services": []}
        ),
    ),
)

RULES = (CADRE_SUBSIDY_STANDARD, CHAIR_ASSESSMENT_SCHEME, HIRED_STAFF_FOLLOW_MEMBERS, PAIRED, SERVICES_REACH)
