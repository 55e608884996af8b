"""Data quality: what a usable file looks like. It has no legal force."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.rulepacks.data_quality import codes, counts, dates, keys, places, subjects, whole
from unionmodel.rulepacks.data_quality.base import PARAMETERS, SOURCES
from unionmodel.rulepacks.data_quality.mends import MENDS
from unionmodel.rules.pack import Pack

_ROOMS = (keys, codes, counts, dates, subjects, whole, places)

PACK = Pack(
    name="data-quality",
    version="1",
    title=Text(zh="数据质量", en="Data quality"),
    rules=tuple(sorted((rule for room in _ROOMS for rule in room.RULES), key=lambda rule: rule.code)),
    sources=SOURCES,
    parameters=PARAMETERS,
    mends=MENDS,
)
