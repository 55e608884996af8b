"""Several mends together: in an order in which they can be made, none against another, proved as one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from unionmodel.model.edits import Edit
from unionmodel.model.records import TABLES
from unionmodel.organise.repair.answer import Mend, Remedy, Repaired
from unionmodel.organise.repair.proof import Proof

_Picked = tuple[Remedy, Mend]


def carry_out(proof: Proof, picked: Sequence[_Picked]) -> Repaired:
    """Return the structure with the mends made; all at once where that holds, else one after the other."""
    fitting: list[_Picked] = []
    clashing: list[_Picked] = []
    for one in picked:
        (clashing if _clash([*fitting, one]) else fitting).append(one)
    if not _holds(proof, fitting):
        every, fitting, clashing = list(picked), [], []
        for one in every:
            (fitting if not _clash([*fitting, one]) and _holds(proof, [*fitting, one]) else clashing).append(one)
    edits = ordered(fitting)
    return Repaired(
        proof.structure, proof.structure.with_edits(edits), tuple(edits), tuple(fitting), tuple(clashing)
    )  # fmt: skip


def ordered(picked: Sequence[_Picked]) -> list[Edit]:
    """Return the edits, each once: changes, then new rows, then rows that go, the last first, so that numbers hold."""
    every = list({_mark(edit): edit for _, mend in picked for edit in mend.edits}.values())
    gone = [edit for edit in every if edit.how == "remove"]
    gone.sort(key=lambda edit: (edit.table, edit.row if isinstance(edit.row, int) else 0), reverse=True)
    return [
        *(edit for edit in every if edit.how == "change"), *(edit for edit in every if edit.how == "add"), *gone,
    ]  # fmt: skip


def _mark(edit: Edit) -> str:
    return json.dumps(edit.to_dict(), ensure_ascii=True, sort_keys=True)


def _clash(picked: Sequence[_Picked]) -> bool:
    """Return whether two mends give a cell two values, change a row that goes, or add two rows of one key."""
    cells: dict[tuple[str, Any, str], str] = {}
    gone: set[tuple[str, Any]] = set()
    for edit in ordered(picked):
        if edit.how == "remove":
            gone.add((edit.table, edit.row))
        for row, column, value in _written(edit):
            if cells.setdefault((edit.table, row, column), value) != value:
                return True
    return any((table, row) in gone for table, row, _ in cells)


def _written(edit: Edit) -> Iterator[tuple[Any, str, str]]:
    values = edit.to_dict()["values"]
    if edit.how == "change":
        yield from ((edit.row, column, json.dumps(value)) for column, value in values.items())
    key = TABLES[edit.table].key
    if edit.how == "add" and key is not None:
        yield values[key], "", json.dumps(values, sort_keys=True)


def _holds(proof: Proof, picked: Sequence[_Picked]) -> bool:
    return proof.settles(ordered(picked), [one.finding for one, _ in picked])
