"""How one rule comes out for one record: exactly, also where a report only counts (held, not applicable)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from unionmodel.api import check as api
from unionmodel.api.asked import Asked
from unionmodel.checking import checking
from unionmodel.checking.checking import Engine
from unionmodel.checking.report.report import Outcome, Report
from unionmodel.model.structure import Structure
from unionmodel.rules.pack import Pack


def outcome_of(
    structure: Structure,
    packs: Sequence[Pack],
    code: str,
    subject: str,
    *,
    on: date,
    engine: Engine = "rows",
    parameters: Mapping[str, Any] | None = None,
) -> Outcome:
    """Return how the rule `code` comes out for `subject` on a day. Raises UnknownName.

    >>> from unionmodel import packs
    >>> structure = Structure(unions=[{"id": "u1", "kind": "joint_union"}])
    >>> outcome_of(structure, packs().values(), "TUL204", "u1", on=date(2022, 12, 31)).value
    'broken'
    """
    chosen = Asked(tuple(packs), parameters).law(structure)
    report = api.check(structure, chosen, on=on, engine=engine, select=[code])
    return listed(report, code, subject) or silent(structure, chosen, report, code, subject)


def listed(report: Report, code: str, subject: str) -> Outcome | None:
    """Return the outcome that a report lists for a rule and a record; None where it lists none."""
    found = {f.outcome for f in report.findings if (f.code, f.subject) == (code, subject)}
    return next((outcome for outcome in _WORST_FIRST if outcome in found), None)


def silent(
    structure: Structure, packs: Sequence[Pack], report: Report, code: str, subject: str, *, proposed: bool = True
) -> Outcome:
    """Return whether a rule that lists nothing about a record held or did not apply. Raises UnknownName.

    The verdict on the record is worked out by itself; where the report has not one such outcome, its engine says
    otherwise, and "failed" is returned.
    """
    reason = checking.why(structure, packs, code, subject, on=report.on, proposed=proposed)
    if not reason.children:
        return Outcome.NOT_APPLICABLE
    when, require = (child.value for child in reason.children)
    outcome = Outcome.NOT_APPLICABLE if when is False else Outcome.HELD if require is True else Outcome.FAILED
    return outcome if report.counts[code][outcome.value] else Outcome.FAILED


_WORST_FIRST = (Outcome.FAILED, Outcome.BROKEN, Outcome.CANNOT_TELL, Outcome.WAIVED)
