"""The Gansu plan of 2021: bringing workers in new forms of employment into unions."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.gansu_2021 import (
    coverage,
    direct,
    drive,
    duties,
    founding,
    hierarchy,
    leading_firms,
    money,
    places,
    rates,
    roster,
    support,
    survey,
    workers,
)
from unionmodel.rulepacks.gansu_2021.base import LEDGER, PARAMETERS, SOURCES
from unionmodel.rulepacks.gansu_2021.mends import MENDS
from unionmodel.rulepacks.gansu_2021.scheme import SCHEME
from unionmodel.rules.pack import Pack

_ROOMS = (
    hierarchy, workers, founding, leading_firms, places, coverage, direct, money, rates, survey, roster, duties, support,
    drive,
)  # fmt: skip

PACK = Pack(
    name="gansu-2021",
    version="1",
    title=Text(zh="甘肃方案（2021）", en="Gansu plan (2021)"),
    rules=tuple(sorted((rule for room in _ROOMS for rule in room.RULES), key=lambda rule: rule.code)),
    sources=SOURCES,
    parameters=PARAMETERS,
    ledger=LEDGER,
    scheme=SCHEME,
    mends=MENDS,
)
