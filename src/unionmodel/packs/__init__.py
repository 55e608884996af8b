"""The law itself: a pack of rules for each source, text beside code."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module

from unionmodel.errors import UnknownName
from unionmodel.language import Text
from unionmodel.rules.pack import Pack

#: The packs that are shipped, by name, with the module that defines each. All of them are checked by default.
SHIPPED = {
    "gansu-2021": "unionmodel.packs.gansu_2021",
    "trade-union-law": "unionmodel.packs.trade_union_law",
    "data-quality": "unionmodel.packs.data_quality",
}


@lru_cache(maxsize=1)
def shipped() -> dict[str, Pack]:
    """Return every shipped pack by name."""
    return {name: import_module(module).PACK for name, module in SHIPPED.items()}


def resolved(packs: Iterable[str | Pack]) -> tuple[Pack, ...]:
    """Return packs for names; a pack stays what it is. Raises UnknownName."""
    known = shipped()
    found = []
    for pack in packs:
        if isinstance(pack, Pack):
            found.append(pack)
        elif pack in known:
            found.append(known[pack])
        else:
            raise UnknownName(Text(zh="规则包", en="pack"), pack, known)
    return tuple(found)
