"""Whether a place lies in an area, by rows."""

from __future__ import annotations

from collections.abc import Iterable

from unionmodel.checking.rows.program import Program
from unionmodel.model.places import Geography
from unionmodel.rules.facts import Inside, Itself


def write(program: Program, fact: Inside, name: str) -> None:
    if fact.area.type.kind == "row":
        place, other = program.each_row(fact.place), program.each_row(fact.area)
        program.add(f"{name} = {program.called(within)}(places, {place}, {other})")
        return
    area = f"places.inside({program.coder.code(fact.area)})"
    if isinstance(fact.place, Itself):
        program.add(f"{name} = {area}")
        return
    place = program.each_row(fact.place)
    program.add(f"area = {area}")
    program.add(f"{name} = [None if t is None else area[t] for t in {place}]")


def within(places: Geography, starts: Iterable[int | None], areas: Iterable[int | None]) -> list[bool | None]:
    """Return for each place whether it is, or lies in, the area beside it; unknown where either is."""
    return [
        None if start is None or area is None or start < 0 or area < 0 else area in places.chain(start)
        for start, area in zip(starts, areas, strict=True)
    ]
