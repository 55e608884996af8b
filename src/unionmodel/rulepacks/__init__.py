"""The law itself: a pack of rules for each source, text beside code."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any, Protocol, TypeAlias

from unionmodel.errors import InputError, PackErrors, UnknownName
from unionmodel.language import Text
from unionmodel.law.reading import apart
from unionmodel.model.places import Geography
from unionmodel.rules.clashes import clashes, same_entry
from unionmodel.rules.discover import DEFAULT, Entry, entries, entry_pack, file_pack, is_file
from unionmodel.rules.pack import Pack

#: How a pack is asked for: its name, the path of a Python file (`my_pack.py`, `my_pack.py:NAME`), or the pack itself.
Wanted: TypeAlias = "str | os.PathLike[str] | Pack"

#: The packs that are shipped and checked by default, by name, with the module that defines each and how it calls it.
SHIPPED = {
    "gansu-2021": ("unionmodel.rulepacks.gansu_2021", "PACK"),
    "trade-union-law": ("unionmodel.rulepacks.trade_union_law", "PACK"),
    "charter": ("unionmodel.rulepacks.charter", "PACK"),
    "acftu": ("unionmodel.rulepacks.acftu", "PACK"),
    "data-quality": ("unionmodel.rulepacks.data_quality", "PACK"),
}
#: Those of single jurisdictions: they are checked, too, where a structure has places there.
OVERLAYS = {
    "beijing": ("unionmodel.rulepacks.overlays", "BEIJING"),
    "shanghai": ("unionmodel.rulepacks.overlays", "SHANGHAI"),
    "chongqing": ("unionmodel.rulepacks.overlays", "CHONGQING"),
    "henan": ("unionmodel.rulepacks.overlays", "HENAN"),
}
#: The packs that are checked when none are named.
DEFAULT_PACKS: tuple[str, ...] = tuple(SHIPPED)
_PACK = Text(zh="规则包", en="pack")
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


def resolved(
    packs: Iterable[Wanted] | Wanted, structure: Placed | None = None, *, overlays: bool = False
) -> tuple[Pack, ...]:
    """Return the packs that are asked for: by name, as the path of a Python file, or as themselves, each once.

    To the default packs (also called ``default``) come those of the jurisdictions in which `structure` has places; all
    of them with `overlays`. A name is that of a shipped pack or of one that an installed package brings; only the code
    of packs that are asked for is run. Raises UnknownName for a name that does not exist, PackErrors with everything
    that is wrong where it is more than that.
    """
    named = (packs,) if isinstance(packs, (str, os.PathLike, Pack)) else tuple(packs)
    if named == DEFAULT_PACKS or DEFAULT in named:
        added = tuple(OVERLAYS) if overlays else () if structure is None else _overlays_of(structure)
        others = [one for one in named if one != DEFAULT and one not in DEFAULT_PACKS]
        named = (*DEFAULT_PACKS, *added, *others)
    known = shipped()
    try:
        return tuple(dict.fromkeys(known[one] for one in named))  # type: ignore[index]
    except (KeyError, TypeError):
        return _gathered(named, known)


def _gathered(named: Sequence[object], known: Mapping[str, Pack]) -> tuple[Pack, ...]:
    """Return packs of which some are not shipped. Raises everything that is wrong with them, alone and together."""
    found: list[Pack] = []
    unknown: list[tuple[str, UnknownName]] = []
    errors: list[InputError] = []
    for number, one in enumerate(named):
        try:
            found.append(_one(one, known))
        except UnknownName as error:
            unknown.append((f"packs[{number}]", error))
        except PackErrors as several:
            errors.extend(several.errors)
    chosen = tuple(dict.fromkeys(found))
    errors.extend(clashes(chosen, tuple(known.values())))
    if len(unknown) == 1 and not errors:
        raise unknown[0][1]
    errors[:0] = [InputError(path, None, *apart(error.text)) for path, error in unknown]
    if errors:
        raise PackErrors(errors)
    return chosen


def _one(wanted: object, known: Mapping[str, Pack]) -> Pack:
    if isinstance(wanted, Pack):
        return wanted
    if isinstance(wanted, (str, os.PathLike)) and is_file(wanted):
        return file_pack(wanted, known)
    if not isinstance(wanted, str):
        problem = Text(zh="既不是名称、路径，也不是规则包", en="is neither a name, a path nor a pack")
        hint = Text(zh='例如 "gansu-2021" 或 "./my_pack.py"', en='write "gansu-2021" or "./my_pack.py"')
        raise PackErrors([InputError("packs", type(wanted).__name__, problem, hint)])
    if wanted in known:
        return known[wanted]
    points = [entry for entry in entries() if entry.name == wanted]
    if not points:
        raise UnknownName(_PACK, wanted, dict.fromkeys([*known, *(entry.name for entry in entries())]))
    if len(points) > 1:
        raise PackErrors([same_entry(points)])
    return entry_pack(points[0], known)


def installed() -> list[tuple[Entry, Pack | PackErrors]]:
    """Return what installed packages bring, with the pack, or what is wrong with it: the others still work.

    >>> [entry.name for entry, found in installed() if found in shipped().values()]
    []
    """
    known, every = shipped(), entries()
    found: list[tuple[Entry, Pack | PackErrors]] = []
    for entry in every:
        points = [other for other in every if other.name == entry.name]
        try:
            if len(points) > 1:
                raise PackErrors([same_entry(points)])
            pack = entry_pack(entry, known)
            errors = clashes((pack,), tuple(known.values()))
            if errors:
                raise PackErrors(errors)
            found.append((entry, pack))
        except PackErrors as errors_of_it:
            found.append((entry, errors_of_it))
    return found


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
