"""Head counts of different sources side by side: differences, and the number that everything is divided by (C08)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, ClassVar, Final

import attrs

from unionmodel.answers import Answer, Columns, Part
from unionmodel.checking.rows import engine as rows
from unionmodel.grouping import grouped
from unionmodel.language import Text
from unionmodel.model.amounts import percent
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import CountSource
from unionmodel.organise.in_force import asked_for, bound_by_plan
from unionmodel.rules.pack import Pack
from unionmodel.rules.shared import COUNTING_SURVEY

#: Whom to ask first where nobody surveyed.
_NEXT_BEST: Final = ("government", "association", "platform")
#: What the counts of a row come to.
STATES: Final = {
    "agrees": Text(zh="相符", en="agree"),
    "differs": Text(zh="不符", en="differ"),
    "survey_only": Text(zh="只有摸底数", en="survey only"),
    "cannot_tell": Text(zh="无法判断", en="cannot tell"),
}


@attrs.frozen
class Reconciled(Part):
    """What the sources say of one group at one employer or place.

    `counts` are the workers by source (None: the source left the number blank). `denominator` is the number of the
    survey; where it is missing nothing is put in its place: `advice` names the source to ask first. `differences` is
    each other source less the survey, in workers and in percent of the survey as text.
    """

    subject: str
    group: str | None
    counts: dict[str, int | None] = attrs.field(hash=False)
    denominator: int | None
    state: str
    differences: dict[str, tuple[int, str | None]] = attrs.field(hash=False)
    advice: str | None

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the row ready for JSON."""
        different = {name: {"workers": gap, "percent": share} for name, (gap, share) in self.differences.items()}
        return super().to_dict(language) | {"differences": different}


@attrs.frozen
class Reconciliation(Answer):
    """The head counts of all sources that count on a day, side by side, within a tolerance in percent."""

    KEYS = ("on", "tolerance", "states", "totals", "rows")
    ROWS = "rows"
    COLUMNS: ClassVar[Columns] = {
        **{"subject": str, "group": str, "denominator": int, "state": str, "advice": str},
        **{f"{source}=counts.{source}": int for source in CountSource},
    }

    on: date
    tolerance: int
    rows: tuple[Reconciled, ...]

    @property
    def states(self) -> dict[str, int]:
        """How many rows agree, differ, have the survey only, or cannot be told."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in STATES}

    @property
    def totals(self) -> dict[str, dict[str, int]]:
        """The known workers by group (or ``unknown``) and source, over the rows that every source but one may lack."""
        found: dict[str, dict[str, int]] = {}
        for row in self.rows:
            group = found.setdefault(row.group or "unknown", {})
            for source, workers in row.counts.items():
                group[source] = group.get(source, 0) + (workers or 0)
        return found


def reconcile(structure: Structure, packs: Sequence[Pack], *, on: date) -> Reconciliation:
    """Return the head counts of all sources side by side; see `unionmodel.reconcile`."""
    scheme, bindings = bound_by_plan(packs, on)
    sources = asked_for(scheme.sources, Text(zh="各来源人数的对照", en="the comparison of sources"))
    tolerance = bindings.values[sources.tolerance]
    values = rows.compute(structure, (COUNTING_SURVEY, sources.other), bindings)
    counts = structure.columns("headcounts")
    together = grouped(
        ((counts["employer"][row], counts["place"][row], counts["group"][row]), row)
        for row in range(structure.size("headcounts"))
        if values.leaf(COUNTING_SURVEY, row) or values.leaf(sources.other, row)
    )
    found = []
    for (_, _, group), several in together.items():
        workers = {counts["source"][row]: counts["workers"][row] for row in several}
        found.append(_reconciled(structure.subject("headcounts", several[0]), group, workers, tolerance))
    return Reconciliation(on, tolerance, tuple(found))


def _reconciled(subject: str, group: str | None, counts: dict[str, int | None], tolerance: int) -> Reconciled:
    survey = counts.get("survey")
    others = {source: workers for source, workers in counts.items() if source != "survey"}
    known = {source: workers for source, workers in others.items() if workers is not None}
    advice = None if survey is not None else next((one for one in _NEXT_BEST if one in known), None)
    if survey is None:
        return Reconciled(subject, group, counts, None, "cannot_tell", {}, advice)
    apart = {source: (workers - survey, _percent(workers - survey, survey)) for source, workers in known.items()}
    if any(abs(gap) * 100 > survey * tolerance for gap, _ in apart.values()):
        state = "differs"
    elif len(known) < len(others):
        state = "cannot_tell"
    else:
        state = "agrees" if others else "survey_only"
    return Reconciled(subject, group, counts, survey, state, apart, None)


def _percent(part: int, whole: int) -> str | None:
    """Return `part` in percent of `whole`, towards zero, with one decimal; None where the whole is 0."""
    if not whole:
        return None
    return f"{'-' if part < 0 else ''}{percent(Fraction(abs(part), whole))}"
