"""Whether a mend mends: carried out, the finding goes, and nothing of severity error comes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from unionmodel.checking.checking import setup_of
from unionmodel.checking.live.checker import Checking
from unionmodel.checking.report.report import Finding, Outcome
from unionmodel.errors import InputErrors
from unionmodel.model.edits import Edit
from unionmodel.model.structure import Structure
from unionmodel.rules.pack import Pack

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
