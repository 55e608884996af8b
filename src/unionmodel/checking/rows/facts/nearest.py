"""The nearest union up the chain of places, by rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from unionmodel.checking.rows.program import Program
from unionmodel.model.places import Geography
from unionmodel.rules.facts import Nearest
from unionmodel.rules.terms import unions

#: For every anchor, the union of the smallest id for each offered value; under None those that offer everything.
Offered = dict[int, dict[Any, int]]
_COUNTY: Final = 3


def write(program: Program, fact: Nearest, name: str) -> None:
    ids, note = program.array(unions.id), program.called(offer)
    program.add(f"offered_{name} = {{}}")
    with program.loop_where("unions", fact.among):
        program.add(f"t = {program.coder.code(fact.anchor)}")
        with program.block("if t is not None:"):
            offers = "(None,)" if fact.offers is None else program.coder.code(fact.offers)
            program.add(f"{note}(offered_{name}, t, i, {offers}, {ids})")
            if fact.offers_all is not None:
                with program.block(f"if {program.coder.holds(fact.offers_all)}:"):
                    program.add(f"{note}(offered_{name}, t, i, (None,), {ids})")
    wants = "None" if fact.wants is None else program.each_row(fact.wants)
    start = program.each_row(fact.start)
    flags = f"{fact.from_county_down}, {fact.strictly_above}"
    program.add(f"{name} = {program.called(nearest)}(places, offered_{name}, {start}, {wants}, {ids}, {flags})")


def offer(offered: Offered, anchor: int, union: int, values: Iterable[Any], ids: Sequence[str]) -> None:
    """Note that `union`, anchored at `anchor`, offers `values`; of several the smallest id counts."""
    here = offered.setdefault(anchor, {})
    for value in values:
        other = here.get(value)
        if other is None or ids[union] < ids[other]:
            here[value] = union


def nearest(
    places: Geography,
    offered: Offered,
    starts: Sequence[int | None],
    wants: Sequence[Any] | None,
    ids: Sequence[str],
    county_down: bool,
    strictly: bool,
) -> list[int | None]:
    """Return for each start the nearest union up its chain of places that offers what is wanted; -1 where none does."""
    found: dict[tuple[int, Any], int | None] = {}
    answers: list[int | None] = []
    for number, start in enumerate(starts):
        wanted = None if wants is None else wants[number]
        if start is None:
            answers.append(None)
            continue
        key = (start, wanted)
        if key not in found:
            chain: Sequence[int] = _county_down(places, start) if county_down else places.chain(start)
            chain = chain[1:] if strictly and chain[:1] == (start,) else chain
            unsure = wants is not None and wanted is None
            found[key] = _for_anything(offered, chain, ids) if unsure else _first(offered, chain, wanted, ids)
        answers.append(found[key])
    return answers


def _for_anything(offered: Offered, chain: Sequence[int], ids: Sequence[str]) -> int | None:
    """Return the nearest union where it is not known what is wanted: unknown as soon as that decides."""
    for place in chain:
        here = offered.get(place)
        if here:
            first = min(here.values(), key=ids.__getitem__)
            return first if first == here.get(None) else None
    return -1


def _first(offered: Offered, chain: Sequence[int], wanted: Any, ids: Sequence[str]) -> int:
    for place in chain:
        here = offered.get(place)
        if here:
            fitting = [union for union in (here.get(wanted), here.get(None)) if union is not None]
            if fitting:
                return min(fitting, key=ids.__getitem__)
    return -1


def _county_down(places: Geography, start: int) -> tuple[int, ...]:
    """Return the chain of a place up to the county level; without one, what ranks no higher than a county."""
    chain = places.chain(start)
    for number, place in enumerate(chain):
        if places.county_level[place]:
            return chain[: number + 1]
    return tuple(place for place in chain if places.rank[place] >= _COUNTY)
