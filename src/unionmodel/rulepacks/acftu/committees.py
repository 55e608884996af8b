"""How many seats a committee has, by the number of members; another table before 2016."""

from __future__ import annotations

from datetime import date

from unionmodel.language import Text
from unionmodel.rulepacks.acftu.base import ELECTIONS
from unionmodel.rules.choices import Banded, IfThenElse
from unionmodel.rules.expr import ON, Parameter
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import BASIC_LEVEL, STANDING
from unionmodel.rules.terms import unions
from unionmodel.rules.types import DATE

#: Members from which on it holds, the least and the most seats.
_TABLE = (
    (0, 3, 5), (25, 3, 7), (201, 7, 15), (1_001, 15, 21), (5_001, 21, 29), (10_001, 29, 37), (50_001, 37, 45),
)  # fmt: skip
#: The earlier table names no least number above 10 000 members.
_EARLIER_TABLE = ((0, 3, 7), (201, 7, 15), (1_001, 15, 21), (5_001, 21, 29), (10_001, 0, 37))
_NEW = Parameter("committee_seats.table_from", DATE) <= ON


def _seats(column: int) -> IfThenElse:
    now = Banded(unions.members, tuple((row[0], row[column]) for row in _TABLE))
    earlier = Banded(unions.members, tuple((row[0], row[column]) for row in _EARLIER_TABLE))
    return IfThenElse(_NEW, now, earlier)


LEAST, MOST = _seats(1), _seats(2)
_UNION = {
    "id": "u1", "name": "示例快递公司工会", "kind": "basic_union", "place": "620102001", "body": "committee", "members": 200,
    "committee_seats": 7,
}  # fmt: skip


def _with(members: int, seats: int) -> dict[str, list[dict[str, object]]]:
    return {"unions": [{"members": members, "committee_seats": seats}]}


COMMITTEE_SEATS = rule(
    "ACF601",
    "committee-seats",
    title=Text(zh="委员人数", en="seats on the committee"),
    force=Force.SHOULD,
    cites=ELECTIONS.clause("8"),
    each="unions",
    when=STANDING
    & BASIC_LEVEL
    & (unions.body == "committee")
    & unions.members.known()
    & unions.committee_seats.known(),
    require=(unions.committee_seats >= LEAST) & (unions.committee_seats <= MOST),
    shows={"members": unions.members, "seats": unions.committee_seats, "least": LEAST, "most": MOST},
    says=Text(
        zh="{name}有会员 {members} 名，委员 {seats} 人，应为 {least} 至 {most} 人",
        en="{name} has {members} members and {seats} seats on its committee; {least} to {most} are right",
    ),
    mend=Text(
        zh="换届时按会员人数确定委员人数", en="set the number of seats by the number of members at the next election"
    ),
    reason=Text(zh="委员太少议不成事，太多难以开会", en="too few cannot decide, too many cannot meet"),
    scene={"unions": [_UNION]},
    examples=(
        Example(Text(zh="二百名会员，七人", en="200 members, 7"), "held"),
        Example(Text(zh="二百名会员，八人", en="200 members, 8"), "broken", _with(200, 8)),
        Example(Text(zh="二百零一名会员，八人", en="201 members, 8"), "held", _with(201, 8)),
        Example(Text(zh="二十四名会员，六人", en="24 members, 6"), "broken", _with(24, 6)),
        Example(Text(zh="二十五名会员，六人", en="25 members, 6"), "held", _with(25, 6)),
        Example(Text(zh="二人", en="2 seats"), "broken", _with(30, 2)),
        Example(
            Text(zh="2016 年以前，二十四名会员可以六人", en="24 members, 6, before 2016"),
            "held",
            _with(24, 6),
            on=date(2016, 10, 8),
        ),
        Example(
            Text(zh="2016-10-09 起不可以", en="not from 2016-10-09 on"), "broken", _with(24, 6), on=date(2016, 10, 9)
        ),
        Example(Text(zh="五万零一名会员，四十五人", en="50 001 members, 45"), "held", _with(50_001, 45)),
        Example(Text(zh="一万名会员，三十人", en="10 000 members, 30"), "broken", _with(10_000, 30)),
        Example(Text(zh="没有委员会", en="no committee"), "not_applicable", {"unions": [{"body": "organiser"}]}),
        Example(
            Text(zh="委员人数没有填写", en="seats not recorded"),
            "not_applicable",
            {"unions": [{"committee_seats": None}]},
        ),
        Example(
            Text(zh="组织机构不明", en="body not known"),
            "cannot_tell",
            {"unions": [{"body": None, "committee_seats": 9}]},
        ),
    ),
)

RULES = (COMMITTEE_SEATS,)
