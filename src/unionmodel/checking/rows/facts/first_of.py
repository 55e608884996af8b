"""The first of several references that resolves, by rows."""

from __future__ import annotations

from unionmodel.checking.rows.program import Program
from unionmodel.rules.facts import FirstOf


def write(program: Program, fact: FirstOf, name: str) -> None:
    with program.answers(fact.home, name):
        for row in fact.rows[:-1]:
            program.add(f"x = {program.coder.code(row)}")
            with program.block("if x is not None and x >= 0:"):
                program.add("add(x)")
                program.add("continue")
        program.add(f"x = {program.coder.code(fact.rows[-1])}")
        program.add("add(x if x is not None and x >= 0 else None)")
