"""A check of a register that Spark holds: judged, told and summed up there; numbers and sums are fetched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import narwhals as nw
import polars as pl

from unionmodel.checking.columns.expressions import Term, Translator
from unionmodel.checking.columns.facts import add_facts
from unionmodel.checking.columns.judging import (
    BROKEN,
    NAMES,
    NOT_APPLICABLE,
    OUTCOMES,
    UNKNOWN,
    query_of,
)
from unionmodel.checking.columns.tables import FROM_FILE, ROW, TOUCHED
from unionmodel.checking.engine import Bindings
from unionmodel.checking.register.fields import written
from unionmodel.checking.register.findings import jurisdictions, overlays_of
from unionmodel.checking.register.report import (
    BY,
    FACTS,
    JUDGING,
    RegisterReport,
    answer,
    counties,
    reported,
)
from unionmodel.checking.register.waivers import Waivers
from unionmodel.checking.register.writing import PLACE, SCHEMA, Teller, Told, subject
from unionmodel.checking.report.citations import Sources
from unionmodel.checking.report.report import Outcome
from unionmodel.checking.spark.workspace import SparkBench, SparkFrames
from unionmodel.io.registers.register import Progress, silent
from unionmodel.io.registers.spark import Frame, Spark
from unionmodel.io.registers.spark_register import SparkRegister
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.rules.expr import Expr
from unionmodel.rules.pack import Pack
from unionmodel.rules.query import Case, Leaves, leaves, merged
from unionmodel.rules.rule import Rule
from unionmodel.rules.terms import TERMS

#: What is written where a row lies, and the county that it counts at.
_WHERE, _COUNTY = "#where", "#county"
_TOLD: Final[dict[str, Any]] = {**SCHEMA, _COUNTY: pl.String}


def check_register(
    register: SparkRegister,
    packs: Sequence[Pack],
    rules: tuple[Rule, ...],
    bindings: Bindings,
    *,
    output: str | None = None,
    waivers: Sequence[Any] = (),
    language: str | None = None,
    progress: Progress | None = None,
) -> RegisterReport:
    """Judge a register by `rules`; see `unionmodel.check_register`."""
    spark = register.spark
    known = {rule.code: rule.waivable for pack in packs for rule in pack.rules}
    accepted = Waivers(register.own, waivers, bindings.on, known)
    counts = {rule.code: {outcome.value: 0 for outcome in Outcome} for rule in rules}
    nothing = spark.made(pl.DataFrame(schema=_TOLD))
    run = _Run(register, packs, rules, bindings, progress or silent)
    found = spark.together([nothing, *run.findings(counts)])
    if accepted.valid:
        found = _waived(spark, spark.settled(found), accepted, counts)
    faults = [frame.with_columns(pl.lit(None, dtype=pl.String).alias(_COUNTY)) for frame in accepted.faults(counts)]
    if faults:
        found = spark.together([found, spark.made(pl.concat(faults).select(*_TOLD))])
    # Once computed: written where that is asked for, kept by Spark otherwise.
    found = spark.settled(found)
    by = [nw.col(name) if name != "place" else nw.col(_COUNTY).alias("place") for name in BY]
    summary = spark.fetched(found.select(*by).group_by(*BY).agg(nw.len().alias("findings")))
    told = found.select(*SCHEMA)
    kept = told if output is None else spark.write(told, output)
    summary = summary.with_columns(pl.col("findings").cast(pl.Int64)).sort(BY)
    return answer(register, packs, rules, bindings, counts, summary, kept.to_native(), output, language)


def _waived(spark: Spark, found: Frame, accepted: Waivers, counts: dict[str, dict[str, int]]) -> Frame:
    """Return the findings with those that a valid waiver takes as waived."""
    valid = pl.DataFrame(
        accepted.valid, schema={"number": pl.Int64, "code": pl.String, "whom": pl.String}, orient="row"
    )
    broken = nw.col("outcome") == "broken"
    pairs = found.filter(broken).select("code", "subject").join(spark.made(valid), on="code", how="inner")
    fitting = pairs.filter((nw.col("whom") == "*") | (nw.col("whom") == nw.col("subject")))
    accepted.use(spark.fetched(fitting.select("number").unique())["number"].to_list())
    of_all = valid.filter(pl.col("whom") == "*").select("code").unique().with_columns(pl.lit(True).alias("#all"))
    of_one = valid.filter(pl.col("whom") != "*").select("code", pl.col("whom").alias("subject")).unique()
    found = found.join(spark.made(of_all), on="code", how="left")
    found = found.join(spark.made(of_one.with_columns(pl.lit(True).alias("#one"))), on=["code", "subject"], how="left")
    taken = broken & (nw.col("#all").fill_null(False) | nw.col("#one").fill_null(False))
    outcome = nw.when(taken).then(nw.lit("waived")).otherwise(nw.col("outcome")).alias("outcome")
    found = spark.settled(found.with_columns(outcome).select(*_TOLD))
    waived = found.filter(nw.col("outcome") == "waived").group_by("code").agg(nw.len().alias("findings"))
    for code, number in spark.fetched(waived).select("code", "findings").iter_rows():
        counts[code]["broken"] -= number
        counts[code]["waived"] += number
    return found


class _Run:
    """The facts and the judgements of one check."""

    def __init__(
        self,
        register: SparkRegister,
        packs: Sequence[Pack],
        rules: Sequence[Rule],
        bindings: Bindings,
        progress: Progress,
    ) -> None:
        query = query_of(rules, bindings)
        self._cases = query.cases
        self._progress = progress
        self._spark = register.spark
        translate = Translator(bindings, query.facts)
        last = merged(leaves(query.asked), reported(self._cases), _placed(query.tables))
        self._bench = SparkBench(SparkFrames(register), translate, query.asked, query.tables, last)
        self._last = last
        self._sources, self._overlays = Sources(packs, bindings.on), overlays_of(packs)
        geography = register.geography
        held = jurisdictions(geography, self._overlays) if self._overlays else None
        self._teller = Teller(translate, _AsWritten(), held)
        self._county = counties(geography)

    def findings(self, counts: dict[str, dict[str, int]]) -> Iterator[Frame]:
        """Yield the findings of each table, still to be computed, and add the outcomes to `counts`."""
        bench = self._bench
        add_facts(bench, self._last, lambda done, total: self._progress(FACTS, done, total))
        bench.load({})
        done = 0
        for table in dict.fromkeys(case.part.each.name for case in self._cases):
            here = [case for case in self._cases if case.part.each.name == table]
            self._progress(JUDGING, done, len(self._cases))
            done += len(here)
            if not bench.empty(table):
                yield from self._of_table(table, here, counts)
        self._progress(JUDGING, len(self._cases), len(self._cases))

    def _of_table(self, table: str, cases: Sequence[Case], counts: dict[str, dict[str, int]]) -> Iterator[Frame]:
        tells = [
            (f"#{number}", Told.of(case, self._sources, self._overlays.values())) for number, case in enumerate(cases)
        ]
        words = ["code"] if table == "places" else [] if table == WHOLE.name else list(TABLES[table].subject)
        read = dict.fromkeys(
            [*(name for _, told in tells for name in told.reads(self._bench.translate)), *words, *_places_of(table)]
        )
        judged = self._spark.settled(_judged(self._bench, table, cases).select(*read, *(name for name, _ in tells)))
        times_of = _counted(self._spark, judged, [name for name, _ in tells])
        for (_, told), found in zip(tells, times_of, strict=True):
            for number, times in found.items():
                counts[told.code][NAMES[number]] += times
        hits = judged.filter(nw.any_horizontal(*(nw.col(name) >= BROKEN for name, _ in tells), ignore_nulls=True))
        writer = _Writer(table, words, tells, self._teller, self._county)
        yield self._spark.mapped(_lying(self._bench, table, hits), writer, _TOLD)


def _judged(bench: SparkBench, table: str, cases: Sequence[Case]) -> Frame:
    """Return the rows of a table with the outcome of every case, ``#0`` and so on; blank where a row is no subject of it."""
    trees = dict.fromkeys(tree for case in cases for tree in case.asks)
    names = {tree: f"condition {number}" for number, tree in enumerate(trees)}
    rows = bench.lazy(table)
    if names:
        rows = rows.with_columns(
            *(bench.translate(tree).cast(nw.Int8).fill_null(UNKNOWN).alias(name) for tree, name in names.items())
        )
    found: list[Term] = []
    for number, case in enumerate(cases):
        outcome = nw.lit(NOT_APPLICABLE, dtype=nw.Int8)
        if not case.idle:
            outcome = _outcome(nw.col(names[case.part.when]), nw.col(names[case.part.require]))
        subjects = nw.lit(True)
        if table == "places":
            subjects = nw.col(FROM_FILE if case.rule.force.about_data else TOUCHED)
        if case.part.among is not None:
            subjects = subjects & (nw.col(names[case.part.among]) == 1)
        found.append(nw.when(subjects).then(outcome).alias(f"#{number}"))
    return rows.with_columns(*found)


def _outcome(when: Term, require: Term) -> Term:
    """Return the outcome of two conditions that are given as numbers, as `OUTCOMES` has it."""

    def by(condition: Term, answers: Sequence[Term]) -> Term:
        rest = nw.when(condition == 1).then(answers[1]).otherwise(answers[2])
        return nw.when(condition == 0).then(answers[0]).otherwise(rest)

    return by(when, [by(require, [nw.lit(int(one), dtype=nw.Int8) for one in row]) for row in OUTCOMES])


def _counted(spark: Spark, judged: Frame, names: list[str]) -> list[dict[int, int]]:
    """Return how often each outcome comes, for each case."""
    sums = [
        nw.when(nw.col(name) == number).then(1).otherwise(0).sum().alias(f"{name} {number}")
        for name in names
        for number in NAMES
    ]
    row = spark.fetched(judged.select(*sums)).row(0, named=True)
    return [{number: int(row[f"{name} {number}"]) for number in NAMES} for name in names]


def _lying(bench: SparkBench, table: str, rows: Frame) -> Frame:
    """Return rows with the place in which they lie: their own, or that of their union or employer."""
    numbers, texts = list[Term](), list[Term]()
    if table == "places":
        numbers, texts = [nw.col(ROW)], [nw.col("code")]
    elif table != WHOLE.name and "place" in _names(table):
        numbers, texts = [nw.col("place#")], [nw.col("place")]
    for name in _places_of(table):
        if name not in ("union#", "employer#"):
            continue
        other = "unions" if name == "union#" else "employers"
        theirs = bench.lazy(other).select(
            nw.col(ROW).alias("#key"), nw.col("place#").alias(f"#of {name}"), nw.col("place").alias(f"#in {name}")
        )
        rows = rows.join(theirs, left_on=name, right_on="#key", how="left")
        numbers.append(nw.col(f"#of {name}"))
        texts.append(nw.col(f"#in {name}"))
    number, text = nw.lit(None, dtype=nw.Int64), nw.lit(None, dtype=nw.String)
    for one, written_ in reversed(list(zip(numbers, texts, strict=True))):
        # A place that is not known by its code is a place all the same: the text decides whose it is.
        number = nw.when(written_.is_null()).then(number).otherwise(one)
        text = nw.when(written_.is_null()).then(text).otherwise(written_)
    return rows.with_columns(number.alias(PLACE), text.alias(_WHERE))


def _names(table: str) -> list[str]:
    return [column.name for column in TABLES[table].columns]


def _places_of(table: str) -> list[str]:
    """Return the columns from which it is found where the rows of a table lie."""
    if table == WHOLE.name:
        return []
    if table == "places":
        return ["code"]
    found = ["place", "place#"] if "place" in _names(table) else []
    for column in TABLES[table].columns:
        if column.refers_to in ("unions", "employers") and column.name in ("union", "employer"):
            found.append(f"{column.name}#")
    return found


def _placed(tables: Sequence[str]) -> Leaves:
    """Return what says where the rows of some tables lie."""
    names = {table: _places_of(table) for table in tables}
    others = {name for here in names.values() for name in here}
    for name, other in (("union#", "unions"), ("employer#", "employers")):
        if name in others:
            names[other] = [*names.get(other, ()), "place", "place#"]
    return {table: dict.fromkeys(_leaf(table, name) for name in here) for table, here in names.items()}


def _leaf(table: str, name: str) -> Expr:
    cell = TERMS[table].__getattr__(name.removesuffix("#"))
    return cell.row if name.endswith("#") else cell


class _AsWritten:
    """References in Spark hold their text."""

    def texts(self, table: str, name: str, numbers: pl.Series) -> pl.Series:
        """Return what stands in the cells."""
        return numbers


class _Writer:
    """Writes the findings about the rows of one table, as every register's are written: run by the workers."""

    def __init__(
        self, table: str, words: list[str], tells: list[tuple[str, Told]], teller: Teller, county: pl.Series
    ) -> None:
        self._table = table
        self._words = words
        self._tells = tells
        self._teller = teller
        self._county = county

    def __call__(self, rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """Yield the findings of every case about the rows."""
        for name, told in self._tells:
            read = rows.filter(pl.col(name) >= BROKEN)
            if not len(read):
                continue
            place = read[PLACE]
            found = self._teller.frame(told, read, read[name] == BROKEN, self._name(read), place, read[_WHERE])
            yield found.with_columns(self._county.gather(place).alias(_COUNTY))

    def _name(self, rows: pl.DataFrame) -> pl.Series:
        if self._table == "places":
            return rows["code"]
        return subject(self._table, {name: self._word(rows, name) for name in self._words}, len(rows))

    def _word(self, rows: pl.DataFrame, name: str) -> pl.Series:
        """Return a cell of some rows as reports write it."""
        if TABLES[self._table].column(name).refers_to is not None:
            return rows[name]
        cell = next(cell for cell in TERMS[self._table].cells if cell.name == name)
        return written(rows[name], cell.type).cast(pl.String)
