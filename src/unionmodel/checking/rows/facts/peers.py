"""Rows of a table that agree in some cells, by rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from unionmodel.checking.rows.program import Program
from unionmodel.rules.facts import Peers


def write(program: Program, fact: Peers, name: str) -> None:
    {"count": _count, "next": _next}.get(fact.pick, _last)(program, fact, name)


def _count(program: Program, fact: Peers, name: str) -> None:
    program.add(f"times_{name} = {{}}")
    with program.loop_where(fact.home, fact.where):
        program.add(f"key = {program.key(fact.by)}")
        program.add(f"times_{name}[key] = times_{name}.get(key, 0) + 1")
    with program.answers(fact.home, name):
        program.add(f"add(times_{name}.get({program.key(fact.by)}, 0))")


def _last(program: Program, fact: Peers, name: str) -> None:
    """Write which row is the last of each group, and for every row which one that is, or whether it is the row itself."""
    program.add(f"rows_{name} = []")
    with program.loop_where(fact.home, fact.where):
        day = "None" if fact.order is None else program.coder.code(fact.order)
        program.add(f"rows_{name}.append((i, {program.key(fact.by)}, {day}))")
    program.add(f"last_{name} = {program.called(last_of_each)}(rows_{name})")
    if fact.pick == "is_last":
        program.mark(fact.home, name, f"last_{name}.values()")
        return
    with program.answers(fact.home, name):
        program.add(f"add(last_{name}.get({program.key(fact.by)}, -1))")


def _next(program: Program, fact: Peers, name: str) -> None:
    assert fact.order is not None
    program.add(f"rows_{name} = {{}}")
    with program.loop_where(fact.home, fact.where):
        program.add(f"day = {program.coder.code(fact.order)}")
        with program.block("if day is not None:"):
            program.add(f"rows_{name}.setdefault({program.key(fact.by)}, []).append((day, -i))")
    program.add(f"{program.called(in_order)}(rows_{name})")
    with program.answers(fact.home, name):
        later = f"rows_{name}.get({program.key(fact.by)})"
        program.add(f"add({program.called(following)}({later}, {program.coder.code(fact.order)}))")


def last_of_each(rows: Iterable[tuple[int, tuple[Any, ...], date | None]]) -> dict[tuple[Any, ...], int]:
    """Return of the rows of each key the last one: by date, a blank one being the oldest, then by number."""
    best: dict[tuple[Any, ...], tuple[date, int]] = {}
    for row, key, day in rows:
        order = (day or date.min, row)
        if key not in best or order > best[key]:
            best[key] = order
    return {key: row for key, (_, row) in best.items()}


def in_order(rows: Mapping[object, list[tuple[date, int]]]) -> None:
    """Sort each group by day; within a day, later rows of the file first."""
    for several in rows.values():
        several.sort()


def following(later: Sequence[tuple[date, int]] | None, day: date | None) -> int | None:
    """Return the first of the rows that come after `day`; -1 where none does, None where that hangs on the day."""
    if not later:
        return -1
    if day is None:
        return None
    at = bisect_left(later, (day, 1))
    return -later[at][1] if at < len(later) else -1
