"""Whether mends mend, alone and together: carried out, the finding goes, and nothing of severity error comes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import attrs

from unionmodel.checking.checking import setup_of
from unionmodel.checking.live.checker import Checking
from unionmodel.checking.report.report import Finding, Outcome
from unionmodel.errors import InputErrors
from unionmodel.model.edits import Edit
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.organise.repair.answer import Mend, Remedy, Repaired
from unionmodel.rules.pack import Pack

_Picked = tuple[Remedy, Mend]
#: What is still open: neither waived, nor settled.
OPEN = (Outcome.BROKEN, Outcome.CANNOT_TELL, Outcome.FAILED)


@attrs.frozen
class Outcomes:
    """How many findings of each code and subject more would be open, and more breaches of severity error, with edits."""

    open: Counter[tuple[str, str]]
    errors: Counter[tuple[str, str]]

    @property
    def breaks(self) -> list[tuple[str, str]]:
        """The breaches of severity error (code, subject) that were not there before."""
        return sorted((+self.errors).elements())


class Proof:
    """Tries edits out on a structure, by every rule of its packs, and compares with how it was."""

    def __init__(
        self, structure: Structure, packs: Sequence[Pack], on: date, proposed: bool, previews: Iterable[str] = ()
    ) -> None:
        self.structure = structure
        setup = setup_of(packs, on=on, proposed=proposed, select=("", *previews))
        self._checking = Checking(structure, lambda edited: setup)
        self.before = self._checking.report
        self._open = _open(self.before.findings)
        # One mistake makes several findings, and they are mended alike.
        self._tried: dict[str, Outcomes | None] = {}

    def mends(self, edits: Sequence[Edit], finding: Finding) -> bool:
        """Return whether the edits settle a finding, and move it nowhere else."""
        found = self.tried(edits)
        if found is None or found.open[finding.code, finding.subject] >= 0:
            return False
        return not any(more > 0 for (code, _), more in found.open.items() if code == finding.code)

    def settles(self, edits: Sequence[Edit], findings: Iterable[Finding]) -> bool:
        """Return whether edits leave none of several findings open, and break nothing of severity error."""
        found = self.tried(edits)
        if found is None or found.breaks:
            return False
        keys = [(finding.code, finding.subject) for finding in findings]
        return not any(self._open[key] + found.open[key] for key in keys)

    def breaks(self, edits: Sequence[Edit]) -> list[tuple[str, str]]:
        """Return what the edits would newly break of severity error, as code and subject."""
        found = self.tried(edits)
        return [] if found is None else found.breaks

    def tried(self, edits: Sequence[Edit]) -> Outcomes | None:
        """Return what edits would change; None where they cannot be made."""
        mark = json.dumps([edit.to_dict() for edit in edits])
        if mark not in self._tried:
            self._tried[mark] = self._try(edits)
        return self._tried[mark]

    def _try(self, edits: Sequence[Edit]) -> Outcomes | None:
        try:
            trial = self._checking.trial(edits)
        except InputErrors:
            return None
        sides = [(_open(findings), _errors(findings)) for findings in (trial.came, trial.went)]
        for came, went in zip(*sides, strict=True):
            came.subtract(went)
        return Outcomes(*sides[0])


def _errors(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    broken = (Outcome.BROKEN, Outcome.FAILED)
    return Counter((f.code, f.subject) for f in findings if f.severity == "error" and f.outcome in broken)


def _open(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    return Counter((f.code, f.subject) for f in findings if f.outcome in OPEN)


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
