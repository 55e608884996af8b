"""The Trade Union Law, in the versions of 2001 and 2022."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.law.ledger import load_ledger
from unionmodel.packs.trade_union_law import hierarchy
from unionmodel.packs.trade_union_law.hierarchy import LAW, SOURCES
from unionmodel.rules.pack import Pack

PACK = Pack(
    name="trade-union-law",
    version="1",
    title=Text(zh="工会法", en="Trade Union Law"),
    rules=hierarchy.RULES,
    sources=SOURCES,
    ledger=load_ledger(__name__, LAW),
)
