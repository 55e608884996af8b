"""What a federation has to work with in a year (clause 3)."""

from __future__ import annotations

from datetime import date

from qinghe_rules.base import AREA, PLACES, PLAN
from unionmodel.writing import (
    MONEY,
    STANDING,
    WORK_FUNDS,
    YEAR,
    Example,
    Force,
    Inside,
    Parameter,
    Text,
    rule,
    unions,
)

FLOOR = Parameter("qinghe.funding_floor.amount", MONEY)
IN_AREA = Inside("in_qinghe", "在清河省", "lies in Qinghe", unions.place.row, AREA)

YEARLY_FLOOR = rule(
    "QH401",
    "yearly-floor",
    title=Text(zh="行业工会联合会年度经费下限", en="yearly floor of industry federations"),
    force=Force.MUST,
    cites=PLAN.clause("3"),
    each="unions",
    when=IN_AREA & STANDING & (unions.kind == "industry_federation"),
    require=WORK_FUNDS >= FLOOR,
    shows={"funds": WORK_FUNDS, "floor": FLOOR, "gap": FLOOR - WORK_FUNDS, "year": YEAR},
    says=Text(
        zh="{name} {year} 年工作经费 {funds} 元，低于 {floor} 元，差 {gap} 元",
        en="{name} has {funds} yuan of work funds in {year}, {gap} short of {floor} yuan",
    ),
    mend=Text(zh="再落实 {gap} 元", en="find {gap} yuan more"),
    reason=Text(zh="没有经费，联合会无法开展工作", en="a federation without money cannot work"),
    scene={
        "places": PLACES,
        "unions": [{"id": "u1", "name": "河口快递工会联合会", "kind": "industry_federation", "place": "990100"}],
        "funding": [{"union": "u1", "year": 2024, "amount": 30000}],
    },
    examples=(
        Example(Text(zh="正好达到下限", en="exactly the floor"), "held"),
        Example(Text(zh="差一分钱", en="one fen short"), "broken", {"funding": [{"amount": "29999.99"}]}),
        Example(Text(zh="不是联合会", en="no federation"), "not_applicable", {"unions": [{"kind": "joint_union"}]}),
        Example(Text(zh="没有登记经费", en="no money was recorded"), "cannot_tell", {"funding": []}),
    ),
    on=date(2024, 12, 31),
)

RULES = (YEARLY_FLOOR,)
