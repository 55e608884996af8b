"""A parameter as it is at the place of a row, by rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from unionmodel.checking.rows.program import Program
from unionmodel.model.places import Geography
from unionmodel.rules.facts import Local


def write(program: Program, fact: Local, name: str) -> None:
    value = program.coder.code(fact.parameter)
    elsewhere = f"elsewhere.get({fact.parameter.name!r})"
    program.add(f"{name} = {program.called(local)}(places, {program.each_row(fact.place)}, {value}, {elsewhere})")


def local(
    places: Geography, starts: Iterable[int | None], value: Any, elsewhere: Mapping[str, Any] | None
) -> list[Any]:
    """Return for each place what a parameter is there: `value`, or that of the jurisdiction it lies in."""
    if not elsewhere:
        return [value for _ in starts]
    found: dict[int | None, Any] = {None: None, -1: None}
    answers = []
    for start in starts:
        if start not in found:
            assert start is not None
            prefix = places.jurisdiction(start, elsewhere)
            found[start] = value if prefix is None else elsewhere[prefix]
        answers.append(found[start])
    return answers
