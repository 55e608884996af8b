"""A check of a register: findings streamed as frames, and a report that holds counts and sums instead of findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import attrs
import numpy as np
import polars as pl

from unionmodel.answers import Answer
from unionmodel.checking.checking import absences, library_version
from unionmodel.checking.columns.expressions import Translator
from unionmodel.checking.columns.judging import BROKEN, NAMES, OUTCOMES, query_of, subjects_of, truth_of
from unionmodel.checking.columns.stages import add_facts
from unionmodel.checking.columns.workspace import Bench
from unionmodel.checking.engine import Bindings
from unionmodel.checking.register.fields import read_of
from unionmodel.checking.register.findings import SCHEMA, Findings
from unionmodel.checking.register.tables import RegisterFrames
from unionmodel.checking.register.waivers import Waivers
from unionmodel.checking.report.report import Outcome
from unionmodel.checking.report.versions import versions_of
from unionmodel.io.registers.findings_file import FindingsFile
from unionmodel.io.registers.register import ROSTER, Register
from unionmodel.io.rosters.parts import RosterParts
from unionmodel.language import Text
from unionmodel.model.places import Geography
from unionmodel.model.records import TABLES
from unionmodel.progress import Progress, silent
from unionmodel.rules.expr import Cell, Expr
from unionmodel.rules.pack import Pack
from unionmodel.rules.query import Case, Leaves, Query, leaves, merged, tables_named
from unionmodel.rules.rule import Rule
from unionmodel.rules.terms import TERMS

FACTS = Text(zh="计算", en="facts")
JUDGING = Text(zh="判断", en="judging")
#: So many parts of rules are judged in one pass.
_AT_ONCE = 24
#: What the summary counts by; `place` is the county, or the place itself where it lies in none.
BY = ("code", "severity", "outcome", "place")


@attrs.frozen(eq=False)
class RegisterReport(Answer):
    """The answer of a check of a register: how often each outcome came, and how many findings each county has.

    `counts` says for every rule how often each outcome came. `summary` is a Polars frame with `code`, `severity`,
    `outcome`, `place` (the county, or the place itself above it) and `findings`, their number. `findings` is a lazy
    Polars frame of all findings: code, outcome, severity, table, subject, place, fields (JSON), missing, cites; they are
    in the file `output` where one was asked for, in memory otherwise; and in `table` of the database. By the engine
    ``spark`` they are a Spark data frame, and `output` a folder of Parquet files. `places` has the names of the counties. `absent` says
    why rules were silent on the day.
    """

    FORMAT = "unionmodel-register-report/1"
    KEYS = ("versions", "input", "on", "ok", "counts", "summary=on", "output")
    COLUMNS: ClassVar[Mapping[str, type[Any]]] = {**dict.fromkeys(BY, str), "findings": int}

    on: date
    counts: dict[str, dict[str, int]]
    summary: pl.DataFrame
    findings: Any = attrs.field(repr=False)
    versions: dict[str, Any]
    records: int
    rules: tuple[Rule, ...] = attrs.field(repr=False)
    places: Mapping[str, str | None] = attrs.field(factory=dict, repr=False)
    absent: Mapping[str, Text] = attrs.field(factory=dict, repr=False)
    output: Path | str | None = None
    language: str | None = None
    table: str | None = None

    @property
    def ok(self) -> bool:
        """Whether no rule is broken where its severity is error."""
        return not len(self.summary.filter(pl.col("severity") == "error", pl.col("outcome") == "broken"))

    def number(self, outcome: str, severity: str | None = None) -> int:
        """Return how many findings have an outcome, and a severity where one is given."""
        chosen = self.summary.filter(pl.col("outcome") == outcome)
        if severity is not None:
            chosen = chosen.filter(pl.col("severity") == severity)
        return int(chosen["findings"].sum())

    @property
    def input(self) -> dict[str, int]:
        """How many rows were checked."""
        return {"records": self.records}

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the report ready for JSON: the counts and the summary, not the findings."""
        output = None if self.output is None else str(self.output)
        found = super().to_dict(language) | {"summary": self.table_rows(), "output": output}
        return found if self.table is None else {**found, "table": self.table}

    def table_rows(self, language: str | None = None) -> list[dict[str, Any]]:
        """Return the summary."""
        return self.summary.to_dicts()


def check_register(
    register: Register,
    packs: Sequence[Pack],
    rules: tuple[Rule, ...],
    bindings: Bindings,
    *,
    output: Path | None = None,
    waivers: Sequence[Any] = (),
    language: str | None = None,
    progress: Progress | None = None,
) -> RegisterReport:
    """Judge a register by `rules`; see `unionmodel.check_register`."""
    known = {rule.code: rule.waivable for pack in packs for rule in pack.rules}
    accepted = Waivers(register, waivers, bindings.on, known)
    counts = {rule.code: {outcome.value: 0 for outcome in Outcome} for rule in rules}
    sums: list[pl.DataFrame] = []
    county = counties(register.geography)
    with FindingsFile(output, SCHEMA) as file:
        cases = query_of(rules, bindings).cases
        for found in _judged_in_parts(register, packs, cases, bindings, counts, progress or silent):
            frame = accepted.applied(found, counts)
            sums.append(_summed(frame, county))
            file.write(frame.select(*SCHEMA))
        for frame in accepted.faults(counts):
            sums.append(_summed(frame, county))
            file.write(frame.select(*SCHEMA))
    summary = pl.concat([_summed(pl.DataFrame(schema={**SCHEMA, "#place": pl.Int64}), county), *sums])
    summary = summary.group_by(BY).agg(pl.col("findings").sum()).sort(BY)
    return answer(register, packs, rules, bindings, counts, summary, file.findings, output, language)


def answer(
    register: Any,
    packs: Sequence[Pack],
    rules: tuple[Rule, ...],
    bindings: Bindings,
    counts: dict[str, dict[str, int]],
    summary: pl.DataFrame,
    findings: Any,
    output: Path | str | None,
    language: str | None,
) -> RegisterReport:
    """Return the report of a check of a register, with what it needs to be read."""
    made_by = {part: dict(found) for part, found in versions_of(tuple(packs)).items()}
    geography = register.geography
    names = {code: geography.name[geography.row[code]] for code in summary["place"].drop_nulls().unique().to_list()}
    return RegisterReport(
        bindings.on,
        counts,
        summary,
        findings,
        {"unionmodel": library_version(), **made_by},
        register.records,
        rules,
        names,
        absences(rules, bindings),
        output,
        language,
    )


def _judged_in_parts(
    register: Register,
    packs: Sequence[Pack],
    cases: Sequence[Case],
    bindings: Bindings,
    counts: dict[str, dict[str, int]],
    progress: Progress,
) -> Iterator[pl.DataFrame]:
    """Yield the findings; those about a roster that was set aside, part by part."""
    others = [case for case in cases if register.aside is None or case.part.each.name != ROSTER]
    yield from _run(register, packs, others, bindings, counts, progress)
    if len(others) < len(cases):
        about = [case for case in cases if case.part.each.name == ROSTER]
        with RosterParts(register, progress) as parts:
            for part in parts:
                yield from _run(part, packs, about, bindings, counts, silent)


def _run(
    register: Register,
    packs: Sequence[Pack],
    cases: Sequence[Case],
    bindings: Bindings,
    counts: dict[str, dict[str, int]],
    progress: Progress,
) -> Iterator[pl.DataFrame]:
    """Yield the findings, a stretch at a time, and add the outcomes to `counts`."""
    query = Query(tuple(cases))
    frames = RegisterFrames(register, tables_named([*query.asked, *_shown(cases)], query.facts))
    bench = Bench(frames, Translator(bindings, query.facts), query.asked, query.tables)
    last = merged(leaves(query.asked), reported(cases))
    add_facts(bench, last, lambda done, total: progress(FACTS, done, total))
    findings = Findings(bench, frames, bindings.on, packs)
    done = 0
    for table in query.tables:
        bench.load(bench.translate.columns({table: last.get(table, {})}))
        for here in _batches([case for case in cases if case.part.each.name == table]):
            trees = dict.fromkeys(tree for case in here for tree in case.asks)
            truth = truth_of(bench, table, {tree: f"condition {number}" for number, tree in enumerate(trees)})
            for case in here:
                progress(JUDGING, done, len(cases))
                done += 1
                yield from _judged(bench, findings, case, truth, counts[case.rule.code])
        bench.drop(table)
    progress(JUDGING, len(cases), len(cases))


def _batches(cases: Sequence[Case]) -> Iterator[Sequence[Case]]:
    """Yield cases that are judged in one pass: all at once would take too much memory."""
    for start in range(0, len(cases), _AT_ONCE):
        yield cases[start : start + _AT_ONCE]


def reported(cases: Sequence[Case]) -> Leaves:
    """Return what findings read of their rows, and by which they name them."""
    found: dict[str, dict[Expr, None]] = {}
    for case in cases:
        table, part = case.part.each.name, case.part
        read = found.setdefault(table, {})
        if table in TERMS and table != "places":
            read.update(dict.fromkeys(TERMS[table].__getattr__(name) for name in TABLES[table].subject))
        if not case.idle:
            trees = (part.when, part.require, *part.shows.values(), part.milder)
            shown = [leaf for tree in trees if tree is not None for leaf in read_of(tree)]
            read.update(leaves(shown).get(table, {}))
    return found


def _shown(cases: Sequence[Case]) -> list[Expr]:
    """Return the trees that are read of reported rows beside what is judged; a cell shown by itself needs no more."""
    trees = [tree for case in cases for tree in (*case.part.shows.values(), case.part.milder) if tree is not None]
    return [tree for tree in trees if not isinstance(tree, Cell)]


def _judged(
    bench: Bench, findings: Findings, case: Case, truth: Mapping[Any, Any], counts: dict[str, int]
) -> Iterator[pl.DataFrame]:
    subjects = subjects_of(bench.frames, case)
    if case.part.among is not None:
        subjects = subjects & (truth[case.part.among] == 1)
    if case.idle:
        counts["not_applicable"] += int(np.count_nonzero(subjects))
        return
    outcomes = OUTCOMES[truth[case.part.when], truth[case.part.require]]
    for number, name in NAMES.items():
        counts[name] += int(np.count_nonzero((outcomes == number) & subjects))
    rows = np.flatnonzero(subjects & (outcomes >= BROKEN))
    yield from findings.of(case, rows, outcomes[rows])


def counties(geography: Geography) -> pl.Series:
    """Return for every place the code of its county; its own where it lies in none."""
    above = (geography.county(row) for row in range(len(geography.codes)))
    return pl.Series(
        [geography.codes[row if county is None else county] for row, county in enumerate(above)], dtype=pl.String
    )


def _summed(frame: pl.DataFrame, county: pl.Series) -> pl.DataFrame:
    number = frame["#place"]
    place = county.gather(number.set((number >= len(county)).fill_null(False), None))
    counted = frame.select("code", "severity", "outcome").with_columns(place.alias("place"))
    return counted.group_by(BY).agg(pl.len().cast(pl.Int64).alias("findings"))
