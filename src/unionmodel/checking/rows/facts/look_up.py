"""A value of another row, by rows."""

from __future__ import annotations

from unionmodel.checking.rows.program import Program
from unionmodel.rules.expr import Row
from unionmodel.rules.facts import LookUp


def write(program: Program, fact: LookUp, name: str) -> None:
    target, through = program.array(fact.target), program.each_row(fact.through)
    test = "t is None" if isinstance(fact.through, Row) else "t is None or t < 0"
    program.add(f"{name} = [None if {test} else {target}[t] for t in {through}]")
