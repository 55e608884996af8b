"""The Gansu plan of 2021: bringing workers in new forms of employment into unions."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.packs.gansu_2021 import coverage, founding, hierarchy, leading_firms, money
from unionmodel.packs.gansu_2021.base import LEDGER, PARAMETERS, SOURCES
from unionmodel.rules.pack import Pack

PACK = Pack(
    name="gansu-2021",
    version="1",
    title=Text(zh="甘肃方案（2021）", en="Gansu plan (2021)"),
    rules=(*hierarchy.RULES, *founding.RULES, *leading_firms.RULES, *coverage.RULES, *money.RULES),
    sources=SOURCES,
    parameters=PARAMETERS,
    ledger=LEDGER,
)
