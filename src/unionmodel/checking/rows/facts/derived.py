"""A shared condition or value, by rows."""

from __future__ import annotations

from unionmodel.checking.rows.program import Program
from unionmodel.rules.facts import Derived


def write(program: Program, fact: Derived, name: str) -> None:
    if fact.home is None:
        program.add(f"{name} = {program.coder.code(fact.of)}")
    else:
        program.each(fact.home, name, fact.of)
