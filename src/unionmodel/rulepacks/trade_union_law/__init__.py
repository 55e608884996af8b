"""The Trade Union Law, in the versions of 2001 and 2022."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.trade_union_law import beginning_and_end, bodies_at_25, hierarchy, running, superiors
from unionmodel.rulepacks.trade_union_law.base import LEDGER, PARAMETERS, SOURCES
from unionmodel.rulepacks.trade_union_law.mends import MENDS
from unionmodel.rules.pack import Pack

_ROOMS = (hierarchy, superiors, bodies_at_25, beginning_and_end, running)

PACK = Pack(
    name="trade-union-law",
    version="1",
    title=Text(zh="工会法", en="Trade Union Law"),
    rules=tuple(sorted((rule for room in _ROOMS for rule in room.RULES), key=lambda rule: rule.code)),
    sources=SOURCES,
    parameters=PARAMETERS,
    ledger=LEDGER,
    mends=MENDS,
)
