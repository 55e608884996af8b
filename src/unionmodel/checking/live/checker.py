"""A check that is kept: after an edit only what the edit reaches is judged again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

import attrs

from unionmodel.checking import checking
from unionmodel.checking.live.network import Network
from unionmodel.checking.live.verdicts import Findings, Judge
from unionmodel.checking.report.findings import Writer
from unionmodel.checking.report.report import Finding, Report, no_outcomes
from unionmodel.model.edits import AppliedEdit, Edit, edited_by
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure


class CheckerState:
    """All that is kept of the check of one structure by some rules: the facts, the verdicts and the findings."""

    def __init__(self, structure: Structure, setup: checking.CheckSetup) -> None:
        overlays = any(pack.overlay is not None for pack in setup.packs)
        self._setup, self.findings = setup, Findings()
        self._network = Network(structure, setup.bindings, overlays)
        self._writer = writer = Writer(self._network.store, self._network, setup.bindings, setup.packs)
        self._judges = {
            rule: [Judge(self._network, rule, part, self.findings, writer) for part in range(len(rule.parts))]
            for rule in setup.rules
        }
        self._network.start()

    def change(self, made: Sequence[AppliedEdit], structure: Structure) -> list[AppliedEdit]:
        """Take over edits that led to `structure`; return what takes them back. Raises NoRoom."""
        self._writer.forget()
        self.findings.mark()
        return self._network.change(made, structure)

    def report(self, structure: Structure) -> Report:
        """Return the report as it is now."""
        counts: dict[str, dict[str, int]] = {}
        for rule, parts in self._judges.items():
            counts[rule.code] = of_rule = no_outcomes()
            for judge in parts:
                for name in ("held", "broken", "cannot_tell", "not_applicable"):
                    of_rule[name] += judge.counts[name]
        return self._setup.report(structure, self.findings.listed, counts, lambda: structure.sha256)


class Checking:
    """A structure under edits and the report of it, which is that of a full check at every step.

    `setup_for` returns the packs by which a structure is judged, with everything else that a check takes: the packs may
    be others where an edit leads into another jurisdiction. For one choice of packs it returns the same object.
    """

    def __init__(self, structure: Structure, setup_for: Callable[[Structure], checking.CheckSetup]) -> None:
        self._setup_for = setup_for
        self._structure, self._setup = structure, setup_for(structure)
        self._state = self._new_state()
        self._report = self._reported()
        self._before: Report | None = None

    @property
    def structure(self) -> Structure:
        """The structure as it is now."""
        return self._structure

    @property
    def report(self) -> Report:
        """The report on the structure as it is now."""
        return self._report

    @property
    def came(self) -> tuple[Finding, ...]:
        """The findings that are new, or reworded, since the last edits."""
        return () if self._before is None else _beyond(self._report.findings, self._before.findings)

    @property
    def went(self) -> tuple[Finding, ...]:
        """The findings that are gone, or were reworded, since the last edits."""
        return () if self._before is None else _beyond(self._before.findings, self._report.findings)

    def apply(self, edits: Edit | Iterable[Edit]) -> Report:
        """Make edits, judge again what they reach, and return the report; see `unionmodel.Checker`."""
        structure, made = edited_by(self._structure, [edits] if isinstance(edits, Edit) else edits)
        if any(one.table == "places" or _moves(one) for one in made):
            setup = self._setup_for(structure)
            if setup is not self._setup:
                self._setup, self._state = setup, None
        if self._follow(structure, made) is None:
            self._state = self._new_state()
        self._before, self._report = self._report, self._reported()
        return self._report

    def trial(self, edits: Sequence[Edit]) -> Trial:
        """Return what edits would bring and take away, by the same packs; everything stays as it is. Raises InputErrors."""
        before, setup = self._structure, self._setup
        structure, made = edited_by(before, edits)
        undo = self._follow(structure, made)
        accepting = setup.waivers or setup.baseline is not None or before.size("waivers") or structure.size("waivers")
        if self._state is not None and undo is not None and not accepting:
            trial = Trial(*self._state.findings.changes())
        else:
            after = self._reported().findings
            trial = Trial(_beyond(after, self._report.findings), _beyond(self._report.findings, after))
        if undo is None:
            self._structure = before
            self._state = self._new_state()
        else:
            self._follow(before, undo)
        return trial

    def _follow(self, structure: Structure, made: Sequence[AppliedEdit]) -> list[AppliedEdit] | None:
        """Bring the state up to date and return what takes the edits back; None, and no state, where that cannot be."""
        self._structure = structure
        try:
            return None if self._state is None else self._state.change(made, structure)
        except Exception:
            # No number is left for a row, or a rule fails: the full check says so.
            self._state = None
            return None

    def _new_state(self) -> CheckerState | None:
        try:
            return CheckerState(self._structure, self._setup)
        except Exception:
            return None

    def _reported(self) -> Report:
        if self._state is not None:
            return self._state.report(self._structure)
        return checking.checked(self._structure, self._setup, "rows")


@attrs.frozen
class Trial:
    """What edits would bring and take away; a finding that would read otherwise is in both."""

    came: Sequence[Finding]
    went: Sequence[Finding]


def _moves(made: AppliedEdit) -> bool:
    """Return whether an edit changes which place a row belongs to."""
    places = [column.name for column in TABLES[made.table].columns if column.refers_to == "places"]
    return bool(places) and (made.how != "change" or not made.values.keys().isdisjoint(places))


def _beyond(some: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return those of `some` that are not among `others`."""
    left: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in others:
        left[finding.code, finding.subject].append(finding)
    found = []
    for finding in some:
        equal = left[finding.code, finding.subject]
        if finding in equal:
            equal.remove(finding)
        else:
            found.append(finding)
    return tuple(found)
