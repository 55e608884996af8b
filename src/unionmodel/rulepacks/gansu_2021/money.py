"""The yearly floor of work funds, and where they come from (C24)."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.gansu_2021.base import FUNDING_FLOOR, PLAN, STARTS, UNION_IN_AREA, kinds_by
from unionmodel.rules.calendar import DatePart
from unionmodel.rules.choices import IfThenElse, Switched
from unionmodel.rules.expr import YEAR, Literal_
from unionmodel.rules.facts import Aggregate, Derived
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import FUNDS_RECORDED, KEY_UNION, THIS_YEAR_FUNDS, WORK_FUNDS
from unionmodel.rules.terms import funding, unions
from unionmodel.rules.types import BOOL, NUMBER

SUBSIDISED = Aggregate(
    "subsidised", "有写明拨付单位的定额或专项补助", "a fixed or special subsidy with a payer",
    how="any", by=funding.union.row,
    of=(funding.amount > 0) & funding.source.is_in("fixed_subsidy", "special_subsidy") & funding.payer.known(),
    where=THIS_YEAR_FUNDS, recorded=FUNDS_RECORDED,
)  # fmt: skip
#: The plan names industry unions and joint unions here, federations elsewhere: which are meant is left open.
FLOOR_APPLIES = Derived(
    "floor_applies", "适用经费下限", "the floor applies", KEY_UNION & kinds_by("funding_floor.applies_to")
)
_BY_MONTHS = Switched(
    "funding_floor.pro_rata", {"false": Literal_(False, BOOL), "true": DatePart(unions.founded_on, "year") == YEAR}
)
#: The floor of the year; by months, where the open question is so answered and the union was founded within the year.
FLOOR_OF_YEAR = Derived(
    "floor_of_year",
    "本年度经费下限",
    "floor of the year",
    FUNDING_FLOOR
    * IfThenElse(
        _BY_MONTHS.or_else(False), Literal_(13, NUMBER) - DatePart(unions.founded_on, "month"), Literal_(12, NUMBER)
    )
    // 12,
)

_FEDERATION = {
    "id": "u1", "name": "城关区快递行业工会联合会", "kind": "industry_federation", "place": "620102",
    "industries": ["express_delivery"], "groups": ["courier"],
}  # fmt: skip
_FUNDS = {"union": "u1", "year": 2022, "amount": "20000", "source": "fixed_subsidy", "payer": "城关区总工会"}
_SCENE = {"unions": [_FEDERATION], "funding": [_FUNDS]}
_NO_KEY_GROUP = Example(
    Text(zh="不服务重点群体", en="no key group"), "not_applicable", {"unions": [{"industries": [], "groups": []}]}
)
_NOTHING_RECORDED = Example(
    Text(zh="本年度没有任何经费记录", en="nobody recorded money that year"), "cannot_tell", {"funding": []}
)

ANNUAL_FUNDING_FLOOR = rule(
    "GS401",
    "annual-funding-floor",
    title=Text(zh="年度工作经费下限", en="yearly floor of work funds"),
    force=Force.MUST,
    cites=PLAN.clause("C24"),
    each="unions",
    when=UNION_IN_AREA & FLOOR_APPLIES,
    require=WORK_FUNDS >= FLOOR_OF_YEAR,
    shows={"work_funds": WORK_FUNDS, "annual_floor": FLOOR_OF_YEAR, "gap": FLOOR_OF_YEAR - WORK_FUNDS, "year": YEAR},
    says=Text(
        zh="{name} {year} 年工作经费 {work_funds} 元，低于 {annual_floor} 元的下限，差 {gap} 元",
        en="{name} has {work_funds} yuan of work funds in {year}, {gap} short of the {annual_floor} yuan floor",
    ),
    mend=Text(zh="再落实 {gap} 元工作经费并登记来源", en="find {gap} yuan more and record the source"),
    reason=Text(zh="没有经费，联合会只能停留在纸面上", en="without money a new federation exists on paper only"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="正好达到下限", en="exactly the floor"), "held"),
        Example(Text(zh="差一分钱", en="one fen short"), "broken", {"funding": [{"amount": "19999.99"}]}),
        Example(
            Text(zh="按字面理解不适用于联合会", en="by the letter, federations are not meant"),
            "not_applicable",
            {"funding": [{"amount": "100"}]},
            settings={"funding_floor.applies_to": "literal"},
        ),
        Example(
            Text(zh="按月折算：七月建会，半年的下限", en="by months: founded in July, half the floor"),
            "held",
            {"unions": [{"founded_on": "2022-07-31"}], "funding": [{"amount": "10000"}]},
            settings={"funding_floor.pro_rata": "true"},
        ),
        Example(
            Text(zh="不折算：七月建会也适用全额", en="not by months: founded in July, the full floor"),
            "broken",
            {"unions": [{"founded_on": "2022-07-31"}], "funding": [{"amount": "10000"}]},
        ),
        _NO_KEY_GROUP,
        _NOTHING_RECORDED,
    ),
)

FUNDED_BY_SUBSIDY = rule(
    "GS402",
    "funded-by-subsidy",
    title=Text(zh="经费来自补助", en="funded by a subsidy"),
    force=Force.MAY,
    cites=PLAN.clause("C24"),
    each="unions",
    when=UNION_IN_AREA & FLOOR_APPLIES & (WORK_FUNDS > 0),
    require=SUBSIDISED,
    shows={"work_funds": WORK_FUNDS, "year": YEAR},
    says=Text(
        zh="{name} {year} 年有工作经费 {work_funds} 元，其中没有写明拨付单位的定额或专项补助",
        en="{name} has {work_funds} yuan of work funds in {year}, none of it a fixed or special subsidy with a payer",
    ),
    mend=Text(zh="登记定额或专项补助及其拨付单位", en="record the fixed or special subsidy and who pays it"),
    reason=Text(zh="补助有人拨付，经费才能持续", en="a subsidy that somebody pays lasts"),
    starts=STARTS,
    scene=_SCENE,
    examples=(
        Example(Text(zh="有定额补助", en="a fixed subsidy"), "held"),
        Example(Text(zh="没有写明拨付单位", en="no payer"), "broken", {"funding": [{"payer": None}]}),
        Example(Text(zh="只有自有资金", en="own money only"), "broken", {"funding": [{"source": "own"}]}),
        _NO_KEY_GROUP,
        _NOTHING_RECORDED,
    ),
)

RULES = (ANNUAL_FUNDING_FLOOR, FUNDED_BY_SUBSIDY)
