"""What the rows that point at a row say together, by rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from unionmodel.checking.rows.program import Program
from unionmodel.rules.facts import Aggregate, Step

Way = Mapping[int, Sequence[int]]


def write(program: Program, fact: Aggregate, name: str) -> None:
    start = {"count": "0", "total": "0", "any": "False", "every": "True", "most": "None"}[fact.how]
    program.add(f"{name} = {program.filled(str(fact.home), start)}")
    if fact.how == "total":
        program.add(f"open_{name} = set()")
    child = str(fact.by.table)
    ways = [_way(program, step, f"way{number}_{name}") for number, step in enumerate(fact.through)]
    with program.loop_where(child, fact.where):
        if fact.of is not None:
            program.add(f"x = {program.coder.code(fact.of)}")
        with program.block(_targets(program, fact, ways)):
            for line in _ADDING[fact.how]:
                program.add(line.format(name=name))
    if fact.how == "total":
        program.add(f"for t in open_{name}: {name}[t] = ~{name}[t]")
    if fact.recorded is not None:
        unknown = "-1" if fact.how in ("count", "total") else "None"
        program.add(f"if not {program.coder.code(fact.recorded)}: {name} = {program.filled(str(fact.home), unknown)}")


def _targets(program: Program, fact: Aggregate, ways: Sequence[str]) -> str:
    """Write where a row counts; return the line that begins what is done there, for each such row `t`."""
    program.add(f"t = {program.coder.code(fact.by)}")
    if not ways and fact.beside is None:
        if not fact.upward:
            return "if t is not None and t >= 0:"
        return "for t in places.chain(t) if t is not None and t >= 0 else ():"
    beside = "None" if fact.beside is None else program.coder.code(fact.beside)
    follow = program.called(reached)
    return f"for t in {follow}(t, ({''.join(way + ', ' for way in ways)}), {beside}):"


def _way(program: Program, step: Step, name: str) -> str:
    """Write where the links of a step lead from each row that they start at."""
    program.add(f"{name} = {{}}")
    with program.loop_where(str(step.by.table), step.where):
        program.add(f"t = {program.coder.code(step.by)}")
        program.add(f"u = {program.coder.code(step.to)}")
        with program.block("if t is not None and t >= 0 and u is not None and u >= 0:"):
            program.add(f"{name}.setdefault(t, []).append(u)")
    return name


def reached(start: int | None, ways: Iterable[Way], beside: int | None) -> set[int]:
    """Return the rows reached from `start` by one link of each way in turn, and `beside`, where these are rows."""
    rows = set() if start is None or start < 0 else {start}
    for way in ways:
        rows = {end for row in rows for end in way.get(row, ())}
    if beside is not None and beside >= 0:
        rows.add(beside)
    return rows


#: What is done for each row `t` at which a row with the value `x` counts.
_ADDING: Final = {
    "count": ("{name}[t] += 1",),
    "total": ("if x is None: open_{name}.add(t)", "else: {name}[t] += x"),
    "any": ("if x: {name}[t] = True", "elif x is None and {name}[t] is False: {name}[t] = None"),
    "every": ("if x is False: {name}[t] = False", "elif x is None and {name}[t]: {name}[t] = None"),
    "most": ("if x is not None and ({name}[t] is None or x > {name}[t]): {name}[t] = x",),
}
