"""Data quality: what a usable file looks like. It has no legal force."""

from __future__ import annotations

from unionmodel.language import Text
from unionmodel.packs.data_quality.keys import RULES, SOURCES
from unionmodel.rules.pack import Pack

PACK = Pack(
    name="data-quality", version="1", title=Text(zh="数据质量", en="Data quality"), rules=RULES, sources=SOURCES
)
