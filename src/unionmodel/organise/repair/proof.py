"""Whether a mend mends: carried out, the finding goes, and nothing of severity error comes."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from unionmodel.checking.checking import check
from unionmodel.checking.report.report import Finding, Outcome, Report
from unionmodel.errors import InputErrors
from unionmodel.model.edits import Edit
from unionmodel.model.structure import Structure
from unionmodel.rules.pack import Pack

#: What is still open: neither waived, nor settled.
OPEN = (Outcome.BROKEN, Outcome.CANNOT_TELL, Outcome.FAILED)


class Proof:
    """Tries edits out on a structure, by every rule of its packs, and compares with how it was."""

    def __init__(
        self, structure: Structure, packs: Sequence[Pack], on: date, proposed: bool, previews: Iterable[str] = ()
    ) -> None:
        self.structure, self.packs, self.on, self.proposed = structure, tuple(packs), on, proposed
        self._select = ("", *previews)
        self.before = self.report(structure)
        self._errors = _errors(self.before)
        self._open = _open(self.before)
        # One mistake makes several findings, and they are mended alike.
        self._tried: dict[str, Report | None] = {}

    def report(self, structure: Structure) -> Report:
        """Return the check of a structure, with the preview rules that are asked about."""
        return check(structure, self.packs, on=self.on, proposed=self.proposed, select=self._select)

    def mends(self, edits: Sequence[Edit], finding: Finding) -> bool:
        """Return whether the edits settle a finding, and move it nowhere else."""
        after = self.tried(edits)
        if after is None:
            return False
        mine, now = self._open[finding.code], _open(after)[finding.code]
        return now[finding.subject] < mine[finding.subject] and not now - mine

    def breaks(self, edits: Sequence[Edit]) -> list[tuple[str, str]]:
        """Return what the edits would newly break of severity error, as code and subject."""
        after = self.tried(edits)
        return [] if after is None else self.brings(after)

    def tried(self, edits: Sequence[Edit]) -> Report | None:
        """Return the check with edits made; None where they cannot be made."""
        mark = json.dumps([edit.to_dict() for edit in edits])
        if mark not in self._tried:
            self._tried[mark] = self._try(edits)
        return self._tried[mark]

    def _try(self, edits: Sequence[Edit]) -> Report | None:
        try:
            made = self.structure.with_edits(edits)
        except InputErrors:
            return None
        # Nobody asks for the hash of what is only tried out, and a check would work it out every time.
        vars(made)["sha256"] = ""
        return self.report(made)

    def brings(self, after: Report) -> list[tuple[str, str]]:
        """Return the breaches of severity error (code, subject) that were not there before."""
        return sorted((_errors(after) - self._errors).elements())


def _errors(report: Report) -> Counter[tuple[str, str]]:
    broken = (Outcome.BROKEN, Outcome.FAILED)
    return Counter((f.code, f.subject) for f in report.findings if f.severity == "error" and f.outcome in broken)


def _open(report: Report) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {code: Counter() for code in report.counts}
    for finding in report.findings:
        if finding.outcome in OPEN:
            found.setdefault(finding.code, Counter())[finding.subject] += 1
    return found
