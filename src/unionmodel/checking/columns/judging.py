"""Rules over the columns: one outcome for each rule and row, counted, and listed where something is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from typing import Final, TypeAlias

import attrs
import narwhals as nw
import numpy as np
import numpy.typing as npt

from unionmodel.checking.columns.arrays import Numbers
from unionmodel.checking.columns.expressions import Translator
from unionmodel.checking.columns.stages import add_facts
from unionmodel.checking.columns.tables import FROM_FILE, ROW, TOUCHED, Frames
from unionmodel.checking.columns.values import ColumnValues
from unionmodel.checking.columns.workspace import Bench
from unionmodel.checking.engine import Bindings, RuleResult
from unionmodel.model.structure import Structure
from unionmodel.rules.expr import Expr
from unionmodel.rules.query import Case, Query, queried
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
class _Judged:
    """The outcomes of one part of a rule, one for each subject, with the row numbers of the subjects."""

    case: Case
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
        return zip(repeat(self.case.number), self.reported().tolist(), map(NAMES.__getitem__, outcomes))


def judge(structure: Structure, rules: Sequence[Rule], bindings: Bindings) -> tuple[list[RuleResult], ColumnValues]:
    """Return what each rule says of its subjects, in the order of `rules`, and the values that the rules read."""
    frames = Frames(structure)
    query = query_of(rules, bindings)
    bench = Bench(frames, Translator(bindings, query.facts), query.asked, query.tables)
    add_facts(bench)
    judged: list[_Judged] = []
    for table in query.tables:
        judged.extend(_judge(bench, table, [case for case in query.cases if case.part.each.name == table]))
    values = ColumnValues(bench, _reported(judged))
    return [_result(rule, (one for one in judged if one.case.rule is rule)) for rule in rules], values


def query_of(rules: Sequence[Rule], bindings: Bindings) -> Query:
    """Return what is to be found out to judge by `rules`, those that are not in force judging nobody."""
    return queried(tuple(rules), frozenset(rule for rule in rules if not bindings.in_force(rule)))


def _reported(judged: Iterable[_Judged]) -> dict[str, Numbers]:
    """Return the rows of each table that any rule reports, in order."""
    tables: dict[str, list[Numbers]] = {}
    for one in judged:
        tables.setdefault(one.case.part.each.name, []).append(one.reported())
    found: dict[str, Numbers] = {}
    for table, rows in tables.items():
        marked = np.zeros(1 + max((int(several[-1]) for several in rows if len(several)), default=-1), dtype=np.bool_)
        for several in rows:
            marked[several] = True
        found[table] = np.flatnonzero(marked).astype(np.int64)
    return found


def subjects_of(frames: Frames, case: Case) -> npt.NDArray[np.bool_]:
    """Return which rows of the table are judged: of places only those that concern the structure."""
    if case.part.each.name != "places":
        return np.ones(frames.size(case.part.each.name), dtype=np.bool_)
    flags = frames.column("places", FROM_FILE if case.rule.force.about_data else TOUCHED)
    return np.asarray(flags.to_numpy(), dtype=np.bool_)


def _judge(bench: Bench, table: str, cases: list[Case]) -> Iterator[_Judged]:
    """Yield the outcomes of all rules about one table, found in one pass over its rows."""
    rows = bench.frames.rows(table)
    conditions = {
        tree: f"condition {number}" for number, tree in enumerate(dict.fromkeys(t for c in cases for t in c.asks))
    }
    truth = truth_of(bench, table, conditions)
    for case in cases:
        subjects = subjects_of(bench.frames, case)
        if case.part.among is not None:
            subjects = subjects & (truth[case.part.among] == 1)
        if case.idle:
            outcomes = np.zeros(len(rows), dtype=np.int8)
        else:
            outcomes = OUTCOMES[truth[case.part.when], truth[case.part.require]]
        yield _Judged(case, outcomes[subjects], rows[subjects])


def truth_of(bench: Bench, table: str, conditions: Mapping[Expr, str]) -> dict[Expr, Outcomes]:
    """Return conditions as numbers, one for each row of the table."""
    if bench.empty(table) or not conditions:
        return {tree: np.zeros(0, dtype=np.int8) for tree in conditions}
    terms = [bench.translate(tree).cast(nw.Int8).fill_null(UNKNOWN).alias(name) for tree, name in conditions.items()]
    found = bench.lazy(table).select(ROW, *terms).collect()
    return {tree: np.asarray(found.get_column(name).to_numpy(), dtype=np.int8) for tree, name in conditions.items()}


def _result(rule: Rule, judged: Iterable[_Judged]) -> RuleResult:
    counts = dict.fromkeys(NAMES.values(), 0)
    hits: list[tuple[int, int, str]] = []
    for one in sorted(judged, key=lambda one: one.case.number):
        for outcome, count in one.counts().items():
            counts[outcome] += count
        hits.extend(one.hits())
    return RuleResult(rule, counts, hits)
