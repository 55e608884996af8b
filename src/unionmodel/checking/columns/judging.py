"""Rules over the columns: one outcome for each rule and row, counted, and listed where something is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import Final, TypeAlias

import attrs
import numpy as np
import numpy.typing as npt
import polars as pl

from unionmodel.checking.columns.arrays import Flags, Numbers
from unionmodel.checking.columns.expressions import Translator
from unionmodel.checking.columns.stages import add_facts
from unionmodel.checking.columns.tables import FROM_FILE, ROW, TOUCHED, Frames, StructureFrames
from unionmodel.checking.columns.values import ColumnValues
from unionmodel.checking.columns.workspace import Workspace
from unionmodel.checking.engine import Bindings, RuleResult
from unionmodel.model.structure import Structure
from unionmodel.rules.expr import Expr
from unionmodel.rules.query import JudgedPart, Query, queried
from unionmodel.rules.rule import Rule

NOT_APPLICABLE: Final = 0
_HELD: Final = 1
BROKEN: Final = 2
CANNOT_TELL: Final = 3
NAMES: Final = {_HELD: "held", BROKEN: "broken", CANNOT_TELL: "cannot_tell", NOT_APPLICABLE: "not_applicable"}
#: A condition as a number: false is 0, true is 1.
UNKNOWN: Final = 2
#: The outcome for each `when` (rows) and `require` (columns): what is unknown counts only where it matters.
OUTCOMES: Final = np.array(
    [
        [NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE],
        [BROKEN, _HELD, CANNOT_TELL],
        [CANNOT_TELL, _HELD, CANNOT_TELL],
    ],
    dtype=np.int8,
)

Outcomes: TypeAlias = npt.NDArray[np.int8]


@attrs.frozen(eq=False)
class _Outcomes:
    """The outcomes of one part of a rule, one for each subject, with the row numbers of the subjects."""

    about: JudgedPart
    outcomes: Outcomes
    rows: Numbers

    def counts(self) -> dict[str, int]:
        """Return how often each outcome occurs."""
        return {name: int(np.count_nonzero(self.outcomes == number)) for number, name in NAMES.items()}

    def reported(self) -> Numbers:
        """Return the rows that are broken or cannot be told, in order."""
        return self.rows[self.outcomes >= BROKEN]

    def hits(self) -> Iterator[tuple[int, int, str]]:
        """Return part, row and outcome of what is reported, in row order."""
        outcomes = self.outcomes[self.outcomes >= BROKEN].tolist()
        return zip(repeat(self.about.number), self.reported().tolist(), map(NAMES.__getitem__, outcomes))


def judge(structure: Structure, rules: Sequence[Rule], bindings: Bindings) -> tuple[list[RuleResult], ColumnValues]:
    """Return what each rule says of its subjects, in the order of `rules`, and the values that the rules read."""
    frames, query = StructureFrames(structure), query_of(rules, bindings)
    workspace = Workspace(frames, Translator(bindings, query.facts), query.asked, query.tables)
    add_facts(workspace)
    found: list[_Outcomes] = []
    for table in query.tables:
        rows, about = frames.rows(table), [case for case in query.cases if case.part.each.name == table]
        for case, subjects, outcomes in outcomes_of(workspace, about):
            found.append(_Outcomes(case, outcomes[subjects], rows[subjects]))
    values = ColumnValues(workspace, frames, _reported(found))
    return [_result(rule, (one for one in found if one.about.rule is rule)) for rule in rules], values


def query_of(rules: Sequence[Rule], bindings: Bindings) -> Query:
    """Return the query of `rules`; of those that are not in force only the subjects are counted."""
    return queried(tuple(rules), frozenset(rule for rule in rules if not bindings.in_force(rule)))


def _reported(judged: Iterable[_Outcomes]) -> dict[str, Numbers]:
    """Return the rows of each table that any rule reports, in order."""
    tables: dict[str, list[Numbers]] = {}
    for one in judged:
        tables.setdefault(one.about.part.each.name, []).append(one.reported())
    found: dict[str, Numbers] = {}
    for table, rows in tables.items():
        marked = np.zeros(1 + max((int(several[-1]) for several in rows if len(several)), default=-1), dtype=np.bool_)
        for several in rows:
            marked[several] = True
        found[table] = np.flatnonzero(marked).astype(np.int64)
    return found


def outcomes_of(workspace: Workspace, cases: Sequence[JudgedPart]) -> Iterator[tuple[JudgedPart, Flags, Outcomes]]:
    """Yield for parts of rules about one table which of its rows they judge, and the outcome of every row."""
    truth = _truth_of(workspace, cases[0].part.each.name, dict.fromkeys(tree for case in cases for tree in case.asks))
    for case in cases:
        subjects = _subjects_of(workspace.frames, case)
        if case.part.among is not None:
            subjects = subjects & (truth[case.part.among] == 1)
        if case.not_in_force:
            yield case, subjects, np.full(len(subjects), NOT_APPLICABLE, dtype=np.int8)
        else:
            yield case, subjects, OUTCOMES[truth[case.part.when], truth[case.part.require]]


def _subjects_of(frames: Frames, case: JudgedPart) -> Flags:
    """Return which rows of the table are judged: of places only those that concern the structure."""
    if case.part.each.name != "places":
        return np.ones(frames.size(case.part.each.name), dtype=np.bool_)
    flags = frames.column("places", FROM_FILE if case.rule.force.about_data else TOUCHED)
    return np.asarray(flags.to_numpy(), dtype=np.bool_)


def _truth_of(workspace: Workspace, table: str, trees: Iterable[Expr]) -> dict[Expr, Outcomes]:
    """Return conditions as numbers, one for each row of the table."""
    conditions = {tree: f"condition {number}" for number, tree in enumerate(trees)}
    if workspace.empty(table) or not conditions:
        return {tree: np.zeros(0, dtype=np.int8) for tree in conditions}
    terms = [
        workspace.translate(tree).cast(pl.Int8).fill_null(UNKNOWN).alias(name) for tree, name in conditions.items()
    ]
    found = workspace.lazy(table).select(ROW, *terms).collect()
    return {tree: np.asarray(found.get_column(name).to_numpy(), dtype=np.int8) for tree, name in conditions.items()}


def _result(rule: Rule, judged: Iterable[_Outcomes]) -> RuleResult:
    counts = dict.fromkeys(NAMES.values(), 0)
    hits: list[tuple[int, int, str]] = []
    for one in sorted(judged, key=lambda one: one.about.number):
        for outcome, count in one.counts().items():
            counts[outcome] += count
        hits.extend(one.hits())
    return RuleResult(rule, counts, hits)
