"""A check that is kept: after an edit only what the edit reaches is judged again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final

from unionmodel.checking import checking
from unionmodel.checking.live.network import Network
from unionmodel.checking.live.store import NoRoom
from unionmodel.checking.live.verdicts import Findings, judges
from unionmodel.checking.report.baseline import Baseline
from unionmodel.checking.report.findings import Writer
from unionmodel.checking.report.report import Finding, Outcome, Report
from unionmodel.model.edits import Edit, Made, edited_by
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.rules.pack import Pack

_NO_OUTCOMES: Final = {outcome.value: 0 for outcome in Outcome}
_COUNTED: Final = ("held", "broken", "cannot_tell", "not_applicable")


class CheckerState:
    """All that is kept of the check of one structure by some rules: the facts, the verdicts and the findings."""

    def __init__(self, structure: Structure, frame: checking.Frame) -> None:
        overlays = any(pack.overlay is not None for pack in frame.packs)
        self._frame, self._findings = frame, Findings()
        self._network = Network(structure, frame.bindings, overlays)
        self._writer = Writer(self._network.store, self._network, frame.bindings, frame.packs)
        self._judges = dict(judges(self._network, frame.rules, frame.bindings, self._findings, self._writer))
        self._network.start()

    def change(self, made: Sequence[Made], structure: Structure) -> list[Made]:
        """Take over edits that led to `structure`; return what takes them back. Raises NoRoom."""
        self._writer.forget()
        return self._network.change(made, structure)

    def report(self, structure: Structure) -> Report:
        """Return the report as it is now."""
        counts: dict[str, dict[str, int]] = {}
        for rule, parts in self._judges.items():
            counts[rule.code] = of_rule = _NO_OUTCOMES.copy()
            for judge in parts:
                for name in _COUNTED:
                    of_rule[name] += judge.counts[name]
        return self._frame.report(structure, self._findings.listed, counts, lambda: structure.sha256)


class Checking:
    """A structure under edits and the report of it, which is that of a full check at every step.

    `packs` returns the packs by which a structure is judged: it may add those of the jurisdictions that it names. The
    other arguments are those of a check.
    """

    def __init__(
        self,
        structure: Structure,
        packs: Callable[[Structure], tuple[Pack, ...]],
        *,
        on: date,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] | None = None,
        language: str | None = None,
        waivers: Sequence[Any] = (),
        proposed: bool = True,
        baseline: Baseline | None = None,
    ) -> None:
        self._packs = packs
        self._select, self._ignore = _several(select), _several(ignore)
        self._how: dict[str, Any] = {"language": language, "waivers": tuple(waivers), "baseline": baseline}
        self._on, self._proposed = on, proposed
        self._structure = structure
        self._frame = self._framed(packs(structure))
        self._kept = self._keep(structure)
        self._report = self._reported(structure)
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
        """The findings that the last edits brought, or that read otherwise since then."""
        return () if self._before is None else _beyond(self._report.findings, self._before.findings)

    @property
    def went(self) -> tuple[Finding, ...]:
        """The findings that are there no more, or not as they were, since the last edits."""
        return () if self._before is None else _beyond(self._before.findings, self._report.findings)

    def apply(self, edits: Edit | Iterable[Edit]) -> Report:
        """Make edits, judge again what they reach, and return the report; see `unionmodel.Checker`."""
        structure, made = edited_by(self._structure, [edits] if isinstance(edits, Edit) else edits)
        if any(one.table == "places" or _moves(one) for one in made):
            packs = self._packs(structure)
            if packs != self._frame.packs:
                self._frame, self._kept = self._framed(packs), None
        self._follow(structure, made)
        self._structure = structure
        self._before, self._report = self._report, self._reported(structure)
        return self._report

    def _follow(self, structure: Structure, made: Sequence[Made]) -> None:
        """Bring the state up to date, or make another one. Where a rule fails, there is none: a full check says so."""
        try:
            if self._kept is not None:
                self._kept.change(made, structure)
                return
        except NoRoom:
            pass
        except Exception:
            self._kept = None
            return
        self._kept = self._keep(structure)

    def _framed(self, packs: tuple[Pack, ...]) -> checking.Frame:
        rules = checking.selected(packs, self._select, self._ignore)
        return checking.Frame(packs, rules, checking.bind(packs, self._on, self._proposed), **self._how)

    def _keep(self, structure: Structure) -> CheckerState | None:
        try:
            return CheckerState(structure, self._frame)
        except Exception:
            return None

    def _reported(self, structure: Structure) -> Report:
        if self._kept is not None:
            return self._kept.report(structure)
        return checking.check(
            structure, self._frame.packs, on=self._on, engine="rows", select=self._select, ignore=self._ignore,
            proposed=self._proposed, **self._how,
        )  # fmt: skip


def _several(codes: Iterable[str] | None) -> tuple[str, ...]:
    return (codes,) if isinstance(codes, str) else tuple(codes or ())


def _moves(made: Made) -> bool:
    """Return whether an edit says of a row where it lies, or takes one out that lay somewhere."""
    places = [column.name for column in TABLES[made.table].columns if column.refers_to == "places"]
    return bool(places) and (made.how != "change" or not made.values.keys().isdisjoint(places))


def _beyond(some: Sequence[Finding], others: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return those of `some` that are not among `others`; a finding that stayed is the same object, or an equal one."""
    known = {id(finding) for finding in others}
    mine = {id(finding) for finding in some}
    rest: dict[tuple[str, str], list[Finding]] = {}
    for finding in others:
        if id(finding) not in mine:
            rest.setdefault((finding.code, finding.subject), []).append(finding)
    found = []
    for finding in some:
        if id(finding) not in known:
            equal = rest.get((finding.code, finding.subject), [])
            if finding in equal:
                equal.remove(finding)
            else:
                found.append(finding)
    return tuple(found)
