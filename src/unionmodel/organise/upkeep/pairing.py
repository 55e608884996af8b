"""Which unions help one another: proposals of pairs for a year (C27)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

import attrs

from unionmodel.answers import Answer, Columns, Part
from unionmodel.checking.rows import engine as rows
from unionmodel.language import Text
from unionmodel.model.edits import Edit, add
from unionmodel.model.records import Pairing
from unionmodel.model.structure import Structure
from unionmodel.organise.in_force import bound_by_plan
from unionmodel.organise.upkeep.maturity import LEVEL_NAMES, Maturity, maturity_all
from unionmodel.rules.pack import Pack
from unionmodel.rules.scheme import LEVELS

_ORDER = {level: number for number, level in enumerate(("none", *LEVELS))}


@attrs.frozen
class Pair(Part):
    """A proposed pair: `helper` has come further than `helped`; `shared` is the nearest place that both lie in."""

    helper: str
    helped: str
    shared: str | None
    reason: Text


@attrs.frozen
class Pairs(Answer):
    """The proposed pairs of a year, besides those recorded (`kept`); `alone` are key unions that nobody could help."""

    ROWS = "pairs"
    COLUMNS: ClassVar[Columns] = dict.fromkeys(("helper", "helped", "shared", "reason"), str)

    year: int
    pairs: tuple[Pair, ...]
    kept: tuple[tuple[str, str], ...]
    alone: tuple[str, ...]

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits that record the proposed pairs."""
        return tuple(add(Pairing(union=one.helper, partner=one.helped, year=self.year)) for one in self.pairs)


def pairing(structure: Structure, packs: Sequence[Pack], *, on: date) -> Pairs:
    """Return the pairs proposed for the year of a day; see `unionmodel.pairing`.

    Key unions that are in no pair of the year are served in the order of need: those that have come least far first,
    then by id. Each gets the nearest union that has come further, is at least built, and is in no pair yet; of several
    at one distance the one that has come furthest, then the smallest id.
    """
    year = on.year
    kept = tuple(
        (row.union, row.partner) for row in structure.pairings if row.year == year and row.union and row.partner
    )
    taken = {union for pair in kept for union in pair}
    came = {one.union: one for one in maturity_all(structure, packs, on=on).unions}
    scheme, bindings = bound_by_plan(packs, on)
    facts = (scheme.key_union, scheme.union_in_area)
    values = rows.compute(structure, facts, bindings)
    index = structure.index("unions")
    keys = [name for name in came if all(values.leaf(fact, index[name]) for fact in facts)]
    chains = {name: _chain(structure, index[name]) for name in came}
    pairs: list[Pair] = []
    alone: list[str] = []
    helpers = sorted(
        (name for name in came if _ORDER[came[name].level] > 0), key=lambda name: (-_ORDER[came[name].level], name)
    )
    for name in sorted(keys, key=lambda name: (_ORDER[came[name].level], name)):
        if name in taken:
            continue
        found = _helper(name, helpers, taken, came, chains)
        if found is None:
            alone.append(name)
            continue
        taken |= {name, found}
        pairs.append(_pair(structure, came[found], came[name], chains))
    return Pairs(year, tuple(pairs), kept, tuple(alone))


def _helper(
    name: str, helpers: Sequence[str], taken: set[str], came: dict[str, Maturity], chains: dict[str, tuple[int, ...]]
) -> str | None:
    level = _ORDER[came[name].level]
    better = [one for one in helpers if one != name and one not in taken and _ORDER[came[one].level] > level]
    # `helpers` stand in the order of their standing already, and min keeps the first of equals.
    return min(better, key=lambda one: _distance(chains[name], chains[one]), default=None)


def _chain(structure: Structure, row: int) -> tuple[int, ...]:
    place = structure.geography.row.get(structure.column("unions", "place")[row])
    return () if place is None else tuple(structure.geography.chain(place))


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Return the steps between two places over the nearest one that both lie in; far where there is none."""
    where = {place: number for number, place in enumerate(other)}
    return next((up + where[place] for up, place in enumerate(one) if place in where), len(one) + len(other) + 99)


def _pair(structure: Structure, helper: Maturity, helped: Maturity, chains: dict[str, tuple[int, ...]]) -> Pair:
    geography = structure.geography
    both = set(chains[helper.union])
    at = next((place for place in chains[helped.union] if place in both), None)
    where = None if at is None else geography.codes[at]
    place = Text(zh="不在同一区域", en="no place in common")
    if at is not None:
        name = geography.name[at] or geography.codes[at]
        place = Text(zh=f"同在{name}", en=f"both in {name}")
    further, less = LEVEL_NAMES[helper.level], LEVEL_NAMES[helped.level]
    reason = Text(
        zh=f"{place.zh}；帮扶方已{further.zh}，对方{less.zh}",
        en=f"{place.en}; the helper is {further.en}, the other {less.en}",
    )
    return Pair(helper.union, helped.union, where, reason)
