"""By when a new employer has a union: a deadline that some jurisdictions set."""

from __future__ import annotations

from datetime import date
from typing import Any

from unionmodel.language import Text
from unionmodel.rulepacks.overlays.base import SOURCES
from unionmodel.rules.calendar import Later
from unionmodel.rules.expr import ON, Parameter
from unionmodel.rules.facts import Local
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.shared import HAS_OWN_OR_JOINT_UNION, OPEN
from unionmodel.rules.terms import employers
from unionmodel.rules.types import NUMBER

MONTHS = Local(
    "unionise_months", "应建工会的月数", "months within which there is a union",
    Parameter("unionise.months", NUMBER), employers.place.row,
)  # fmt: skip
_DUE = Later(employers.opened_on, MONTHS, "months")

_FIRM = {"id": "e1", "name": "示例快递公司", "place": "110101", "opened_on": "2022-06-30"}
_UNION = {"id": "u1", "name": "示例快递公司工会", "kind": "basic_union", "place": "110101"}
_PLACES = [
    {"code": "110101", "name": "东城区", "level": "county"},
    {"code": "410102", "name": "中原区", "level": "county"},
    {"code": "310101", "name": "黄浦区", "level": "county"},
    {"code": "500101", "name": "万州区", "level": "county"},
]
_HENAN: dict[str, Any] = {"employers": [{"place": "410102"}], "covers": []}

UNIONISED_WITHIN = rule(
    "OVL201",
    "unionised-within",
    title=Text(zh="开业后按期建工会", en="a union in time after opening"),
    force=Force.SHOULD,
    cites=(
        SOURCES["beijing"].clause("11"),
        SOURCES["shanghai"].clause("10"),
        SOURCES["chongqing"].clause("7"),
        SOURCES["henan"].clause("6"),
    ),
    each="employers",
    when=OPEN & employers.opened_on.known() & (MONTHS > 0) & (ON > _DUE),
    require=HAS_OWN_OR_JOINT_UNION,
    shows={"opened_on": employers.opened_on, "months": MONTHS, "due": _DUE},
    says=Text(
        zh="{name} {opened_on} 开业，当地规定 {months} 个月内（{due} 前）建立工会，至今没有",
        en="{name} opened on {opened_on}; here a union is due within {months} months (by {due}), and there is none",
    ),
    mend=Text(zh="请上级工会派人帮助建会", en="ask the higher union to help in founding one"),
    reason=Text(zh="新单位不按期建会，往往就一直没有", en="an employer that misses the deadline often never has one"),
    starts=date(2004, 9, 25),
    scene={"places": _PLACES, "employers": [_FIRM], "unions": [_UNION], "covers": [{"union": "u1", "employer": "e1"}]},
    examples=(
        Example(Text(zh="北京，已建工会", en="Beijing, with a union"), "held"),
        Example(Text(zh="北京，六个月零一天", en="Beijing, a day past six months"), "broken", {"covers": []}),
        Example(
            Text(zh="北京，正好六个月", en="Beijing, exactly six months"),
            "not_applicable",
            {"covers": []},
            on=date(2022, 12, 30),
        ),
        Example(
            Text(zh="上海也是六个月", en="Shanghai, too"), "broken", {"employers": [{"place": "310101"}], "covers": []}
        ),
        Example(Text(zh="河南是一年", en="Henan, a year"), "not_applicable", _HENAN, on=date(2023, 6, 30)),
        Example(Text(zh="河南，过了一年", en="Henan, past a year"), "broken", _HENAN, on=date(2023, 7, 1)),
        Example(
            Text(zh="重庆，过了一年", en="Chongqing, past a year"),
            "broken",
            {"employers": [{"place": "500101"}], "covers": []},
            on=date(2023, 7, 1),
        ),
        Example(
            Text(zh="甘肃没有期限", en="no deadline in Gansu"),
            "not_applicable",
            {"employers": [{"place": "620102"}], "covers": []},
        ),
        Example(
            Text(zh="区域不明", en="place not known"), "cannot_tell", {"employers": [{"place": None}], "covers": []}
        ),
    ),
)

RULES = (UNIONISED_WITHIN,)
