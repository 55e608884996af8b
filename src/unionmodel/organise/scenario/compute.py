"""A scenario carried out step by step; what is wrong with any of its steps is said all at once, and nothing is done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from unionmodel.errors import InputError, InputErrors
from unionmodel.io.stored.scenarios import Row, Written
from unionmodel.language import Text
from unionmodel.model.structure import Structure
from unionmodel.organise.scenario.answer import Scenario, Taken
from unionmodel.organise.scenario.context import Moment, Refused
from unionmodel.organise.scenario.verbs import WAYS, lacking
from unionmodel.rules.pack import Pack


def carried_out(
    structure: Structure, written: Written, packs: Sequence[Pack], on: date, proposed: bool = True
) -> Scenario:
    """Return the scenario that was written. Raises InputErrors with every mistake of every step."""
    errors: list[InputError] = list(written.errors)
    missed: set[str] = set()
    taken: list[Taken] = []
    moment = Moment(structure, packs, on, proposed)
    for row in written.rows:
        faults, step = _taken(moment, row)
        if step is not None:
            moment = moment.after(step.edits)
            taken.append(step)
            continue
        # Who is only unknown because an earlier step could not be taken is no mistake of this one.
        found = [fault.error(row.path(fault.cell)) for fault in faults if fault.value not in missed]
        unread = {error.path for error in row.errors}
        errors += [*row.errors, *(error for error in found if error.path not in unread)]
        missed.update(str(row.cells[name]) for name in ("id", "name") if row.cells[name])
        if row.cells["do"] == "renumber" and row.cells["to"]:
            missed.add(row.cells["to"])
    if errors:
        raise InputErrors(errors)
    return Scenario(structure, moment.structure, tuple(taken), on, tuple(packs), proposed)


def _taken(moment: Moment, row: Row) -> tuple[list[Refused], Taken | None]:
    """Return a step as it is carried out, or why it cannot be."""
    if row.errors:
        verb = row.cells["do"]
        missing = lacking(WAYS[str(verb)], row.cells) if verb is not None else []
        return [*missing, *_unknown(moment, row)], None
    if row.cells["do"] is None:
        verbs = Text(zh="写明操作", en="write what is done: " + ", ".join(WAYS))
        return [Refused("do", None, Text(zh="缺少操作", en="is missing"), verbs)], None
    way = WAYS[str(row.cells["do"])]
    faults = lacking(way, row.cells)
    if faults:
        return faults, None
    try:
        return [], way.carry_out(moment, row.cells)
    except Refused as refused:
        return [refused], None


def _unknown(moment: Moment, row: Row) -> list[Refused]:
    """Return whom a step names that nobody knows, where the step cannot be taken for something else."""
    found = []
    for table, cell in (("unions", "union"), ("employers", "employer")):
        try:
            if row.cells[cell]:
                moment.several(table, row.cells[cell], cell)
        except Refused as refused:
            found.append(refused)
    return found


def proposals(
    structure: Structure, packs: Sequence[Pack], on: date, proposed: bool,
    propose: Sequence[Callable[[Moment], Taken | None]],
) -> Scenario:  # fmt: skip
    """Return the scenario of steps that are proposed one after the other, each for what the one before left."""
    moment, taken = Moment(structure, packs, on, proposed), []
    for one in propose:
        step = one(moment)
        if step is not None:
            taken.append(step)
            moment = moment.after(step.edits)
    return Scenario(structure, moment.structure, tuple(taken), on, tuple(packs), proposed)
