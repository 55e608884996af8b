"""Rules of the All-China Federation: federations, chairs, committees, names, dispatched workers."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.acftu import chairs, committees, federations, names
from unionmodel.rulepacks.acftu.base import BORROWED, LEDGER, PARAMETERS, SOURCES
from unionmodel.rulepacks.acftu.mends import MENDS
from unionmodel.rules.pack import Pack

_ROOMS = (federations, chairs, committees, names)

PACK = Pack(
    name="acftu",
    version="1",
    title=Text(zh="全国总工会规定", en="Rules of the All-China Federation"),
    rules=tuple(sorted((rule for room in _ROOMS for rule in room.RULES), key=lambda rule: rule.code)),
    sources={**SOURCES, **BORROWED},
    parameters=PARAMETERS,
    ledger=LEDGER,
    borrowed=frozenset(BORROWED),
    mends=MENDS,
)
