"""The way up from a row by a reference within its table, by rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from unionmodel.checking.rows.program import Program
from unionmodel.model.places import Geography
from unionmodel.rules.facts import Chain


def write(program: Program, fact: Chain, name: str) -> None:
    if fact.ask == "first":
        program.add(
            f"{name} = {program.called(first)}(places, {program.each_row(fact.start)}, {program.array(fact.of)})"
        )
        return
    parents = program.array(fact.parent)
    if fact.ask == "cyclic":
        program.add(f"{name} = {program.called(cyclic)}({parents})")
        return
    search = program.called(any_above if fact.ask == "any_above" else reaches)
    program.add(f"{name} = {search}({parents}, {program.array(fact.parent.of)}, {program.array(fact.of)})")


def cyclic(parents: Sequence[int | None]) -> list[bool]:
    """Return for each row whether following its parents runs into a circle."""
    state: list[bool | None] = [None] * len(parents)
    for start in range(len(parents)):
        path: dict[int, None] = {}
        row: int | None = start
        while row is not None and state[row] is None and row not in path:
            path[row] = None
            row = parents[row]
        answer = row is not None and (row in path or state[row] is True)
        for seen in path:
            state[seen] = answer
    return [bool(answer) for answer in state]


def any_above(
    parents: Sequence[int | None], given: Sequence[object], holds: Sequence[bool | None]
) -> list[bool | None]:
    """Return for each row whether it or one above it holds; unknown where that hangs on an unknown link or row."""
    answers: list[bool | None] = [None] * len(parents)
    done = [False] * len(parents)
    for start in range(len(parents)):
        path: dict[int, None] = {}
        row: int | None = start
        while row is not None and not done[row] and row not in path:
            path[row] = None
            row = parents[row]
        above: bool | None = answers[row] if row is not None and done[row] else False
        if row is not None and not done[row]:
            # A circle: every row in it has all others above it.
            above = _any(holds[one] for one in _from(path, row))
        for one in reversed(path):
            if holds[one]:
                above = True
            elif above is False and (holds[one] is None or (parents[one] is None and given[one] is not None)):
                above = None
            answers[one], done[one] = above, True
    return answers


def _from(path: Iterable[int], row: int) -> list[int]:
    rows = list(path)
    return rows[rows.index(row) :]


def _any(values: Iterable[bool | None]) -> bool | None:
    unknown = False
    for value in values:
        if value:
            return True
        unknown = unknown or value is None
    return None if unknown else False


def reaches(parents: Sequence[int | None], given: Sequence[object], of: Sequence[int | None]) -> list[bool | None]:
    """Return for each row whether the row `of` stands above it; unknown where the way up breaks off before."""
    return [reaches_row(row, parents, given, of) for row in range(len(of))]


def reaches_row(
    row: int, parents: Sequence[int | None], given: Sequence[object], of: Sequence[int | None]
) -> bool | None:
    """Return the same for one row."""
    wanted = of[row]
    if wanted is None:
        return None
    seen: dict[int, None] = {}
    current: int | None = row
    while current is not None and current not in seen and parents[current] != wanted:
        seen[current] = None
        row, current = current, parents[current]
    if current is None:
        return None if given[row] is not None else False
    return parents[current] == wanted


def first(places: Geography, starts: Iterable[int | None], fits: Sequence[bool | None]) -> list[int | None]:
    """Return for each start the first place up its chain that fits; -1 where none does."""
    found: dict[int | None, int | None] = {None: None}
    answers = []
    for start in starts:
        if start not in found:
            assert start is not None
            chain = () if start < 0 else places.chain(start)
            found[start] = next((place for place in chain if fits[place]), -1)
        answers.append(found[start])
    return answers
