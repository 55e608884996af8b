"""Whether a row of another table agrees cell by cell, by rows."""

from __future__ import annotations

from unionmodel.checking.rows.program import Program
from unionmodel.rules.facts import Matched


def write(program: Program, fact: Matched, name: str) -> None:
    program.add(f"pairs_{name} = set()")
    with program.loop_where(str(fact.to[0].home), fact.where):
        program.add(f"pairs_{name}.add({program.key(fact.to)})")
    with program.answers(fact.home, name):
        blank = " or ".join(f"{program.coder.code(cell)} is None" for cell in fact.by)
        program.add(f"add(None if {blank} else {program.key(fact.by)} in pairs_{name})")
