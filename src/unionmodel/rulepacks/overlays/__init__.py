"""Regulations of single jurisdictions: they change numbers and forces of other packs' rules, and share one of their own."""

from __future__ import annotations

from collections.abc import Mapping

from unionmodel.language import Text
from unionmodel.law.source import Citation
from unionmodel.rulepacks.overlays import deadlines
from unionmodel.rulepacks.overlays.base import PARAMETERS, SOURCES, values_of
from unionmodel.rulepacks.overlays.mends import MENDS
from unionmodel.rules.pack import Overlay, Pack
from unionmodel.rules.rule import Force


def _pack(name: str, prefix: str, title: Text, forces: Mapping[str, tuple[Force, Citation]] | None = None) -> Pack:
    return Pack(
        name=name, version="1", title=title, rules=deadlines.RULES, sources=SOURCES, parameters=PARAMETERS,
        overlay=Overlay(prefix, values_of(name), forces or {}), mends=MENDS,
    )  # fmt: skip


_FULL_TIME_STAFF = (Force.MUST, SOURCES["chongqing"].clause("13"))

BEIJING = _pack("beijing", "11", Text(zh="北京市规定", en="Beijing"))
SHANGHAI = _pack("shanghai", "31", Text(zh="上海市规定", en="Shanghai"))
CHONGQING = _pack(
    "chongqing", "50", Text(zh="重庆市规定", en="Chongqing"), {"TUL603": _FULL_TIME_STAFF, "CTU605": _FULL_TIME_STAFF}
)
HENAN = _pack("henan", "41", Text(zh="河南省规定", en="Henan"))
