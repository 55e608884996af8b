"""One answer for the whole structure, by rows."""

from __future__ import annotations

from unionmodel.checking.rows.program import Program
from unionmodel.rules.facts import Whole


def write(program: Program, fact: Whole, name: str) -> None:
    if fact.of is None:
        program.add(f"{name} = {program.size(fact.searched)}" + (" > 0" if fact.how == "any" else ""))
        return
    program.add(f"{name} = {'False' if fact.how == 'any' else '0'}")
    with program.loop_where(fact.searched, fact.of):
        if fact.how == "count":
            program.add(f"{name} += 1")
        else:
            program.add(f"{name} = True")
            program.add("break")
