"""The rules of Qinghe, an invented province: a pack as a package brings it."""

from __future__ import annotations

from qinghe_rules import founding, money
from qinghe_rules.base import LEDGER, PARAMETERS, SOURCES
from unionmodel.writing import Pack, Text

PACK = Pack(
    name="qinghe",
    version="1",
    title=Text(zh="清河省规则（虚构）", en="Qinghe (invented)"),
    rules=(*founding.RULES, *money.RULES),
    sources=SOURCES,
    parameters=PARAMETERS,
    ledger=LEDGER,
)
