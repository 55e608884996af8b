"""The Constitution of Chinese Trade Unions, with the regulations that give it numbers."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.charter import hierarchy, membership, terms, women
from unionmodel.rulepacks.charter.base import LEDGER, PARAMETERS, SOURCES
from unionmodel.rulepacks.charter.mends import MENDS
from unionmodel.rules.pack import Pack

_ROOMS = (hierarchy, membership, women, terms)

PACK = Pack(
    name="charter",
    version="1",
    title=Text(zh="中国工会章程", en="Constitution of Chinese Trade Unions"),
    rules=tuple(sorted((rule for room in _ROOMS for rule in room.RULES), key=lambda rule: rule.code)),
    sources=SOURCES,
    parameters=PARAMETERS,
    ledger=LEDGER,
    mends=MENDS,
)
