"""The law itself: a pack of rules for each source, text beside code."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from typing import Any, Protocol

from unionmodel.errors import UnknownName
from unionmodel.language import Text
from unionmodel.model.places import Geography
from unionmodel.rules.pack import Pack

#: The packs that are shipped and checked by default, by name, with the module that defines each and how it calls it.
SHIPPED = {
    "gansu-2021": ("unionmodel.packs.gansu_2021", "PACK"),
    "trade-union-law": ("unionmodel.packs.trade_union_law", "PACK"),
    "charter": ("unionmodel.packs.charter", "PACK"),
    "acftu": ("unionmodel.packs.acftu", "PACK"),
    "data-quality": ("unionmodel.packs.data_quality", "PACK"),
}
#: Those of single jurisdictions: they are checked, too, where a structure has places there.
OVERLAYS = {
    "beijing": ("unionmodel.packs.overlays", "BEIJING"),
    "shanghai": ("unionmodel.packs.overlays", "SHANGHAI"),
    "chongqing": ("unionmodel.packs.overlays", "CHONGQING"),
    "henan": ("unionmodel.packs.overlays", "HENAN"),
}
#: The packs that are checked when none are named.
DEFAULT_PACKS: tuple[str, ...] = tuple(SHIPPED)
#: The tables whose rows lie in a place.
_PLACED = ("unions", "employers", "headcounts")


class Placed(Protocol):
    """What has rows that lie in places: a structure, or a register."""

    cache: dict[str, Any]

    @property
    def geography(self) -> Geography:
        """The places, with what lies in what."""
        ...

    def place_codes(self, *tables: str) -> set[str]:
        """Return the codes of the places in which rows of `tables` lie, and of its own places."""
        ...


@lru_cache(maxsize=1)
def shipped() -> dict[str, Pack]:
    """Return every shipped pack by name."""
    homes = {**SHIPPED, **OVERLAYS}
    return {name: getattr(import_module(module), pack) for name, (module, pack) in homes.items()}


def resolved(packs: Iterable[str | Pack], structure: Placed | None = None) -> tuple[Pack, ...]:
    """Return packs for names; a pack stays what it is. Raises UnknownName.

    To the default packs come those of the jurisdictions in which `structure` has places.
    """
    named = tuple(packs)
    known = shipped()
    if structure is not None and named == DEFAULT_PACKS:
        named += _overlays_of(structure)
    return tuple(pack if isinstance(pack, Pack) else _known(pack, known) for pack in named)


def _known(name: str, known: dict[str, Pack]) -> Pack:
    if name not in known:
        raise UnknownName(Text(zh="规则包", en="pack"), name, known)
    return known[name]


def _overlays_of(structure: Placed) -> tuple[str, ...]:
    """Return the names of the overlays for the jurisdictions in which a row of the structure lies."""
    kept: dict[str, tuple[str, ...]] = structure.cache.setdefault(__name__, {})
    if "overlays" not in kept:
        kept["overlays"] = _overlays_found(structure)
    return kept["overlays"]


def _overlays_found(structure: Placed) -> tuple[str, ...]:
    geography = structure.geography
    prefixes = {pack.overlay.prefix: name for name, pack in shipped().items() if pack.overlay is not None}
    codes = structure.place_codes(*_PLACED)
    rows = [geography.row[code] for code in codes if code in geography.row]
    found = {geography.jurisdiction(row, prefixes) for row in rows}
    return tuple(name for prefix, name in prefixes.items() if prefix in found)
