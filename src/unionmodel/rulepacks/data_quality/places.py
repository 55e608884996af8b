"""Divisions by their codes: a code that a file names goes with the name that the list gives it."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.data_quality.base import DIVISIONS
from unionmodel.rules.facts import PlaceFact
from unionmodel.rules.rule import Example, Force, rule
from unionmodel.rules.terms import places

_LISTED = PlaceFact("listed_name", "区划代码表中的名称", "its name in the list of divisions", "listed_name")
_STREET = {"code": "620102001", "name": "酒泉路街道", "level": "township"}

NAME_AGREES = rule(
    "DAT917",
    "place-name-agrees",
    title=Text(zh="区域名称与区划代码相符", en="the name of a place goes with its code"),
    force=Force.DATA_WARNING,
    cites=DIVISIONS.clause("names"),
    each="places",
    when=_LISTED.known(),
    require=places.name == _LISTED,
    shows={"listed_name": _LISTED},
    says=Text(
        zh="区域 {subject} 写作“{name}”，区划代码表中是“{listed_name}”",
        en='the place {subject} is called "{name}", and "{listed_name}" in the list of divisions',
    ),
    mend=Text(
        zh="先核对代码：统计用区划代码在乡镇一级常与民政部代码不同；代码无误而名称已更改的，可以豁免",
        en="check the code first: statistical codes of townships often differ from those of the ministry; where the code is right and the place was renamed, waive this",
    ),
    reason=Text(
        zh="两套代码混用，工会就落在别的乡镇",
        en="with the codes of two schemes mixed up, a union lies in another township",
    ),
    scene={"places": [_STREET]},
    examples=(
        Example(Text(zh="名称相符", en="the name of the list"), "held", subject="620102001"),
        Example(
            Text(zh="写了全称", en="led through its county and prefecture"),
            "held",
            {"places": [{"name": "甘肃省兰州市城关区酒泉路街道"}]},
            subject="620102001",
        ),
        Example(
            Text(zh="是另一个街道的名称", en="the name of another street"),
            "broken",
            {"places": [{"name": "张掖路街道"}]},
            subject="620102001",
        ),
        Example(
            Text(zh="兰州新区", en="Lanzhou New Area"),
            "held",
            {"places": [{"code": "620171", "name": "兰州新区", "level": "prefecture"}]},
            subject="620171",
        ),
        Example(
            Text(zh="没有填写名称", en="not named"), "not_applicable", {"places": [{"name": None}]}, subject="620102001"
        ),
        Example(
            Text(zh="不在代码表中", en="not in the list"),
            "not_applicable",
            {"places": [{"code": "620102001001", "name": "某社区", "level": "community"}]},
            subject="620102001001",
        ),
    ),
)

RULES = (NAME_AGREES,)
