"""What the rows that point at a row say together, by columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from unionmodel.checking.columns.expressions import Term
from unionmodel.checking.columns.tables import ROW, dtype
from unionmodel.checking.columns.three_valued import NO, UNKNOWN, YES
from unionmodel.checking.columns.workspace import Join, Workspace
from unionmodel.rules.facts import Aggregate, Step


def joins(workspace: Workspace, facts: Sequence[Aggregate]) -> Iterator[Join]:
    grouped: dict[object, list[Aggregate]] = {}
    for fact in facts:
        beside = None if fact.beside is None else workspace.translate.row(fact.beside)
        ways = (beside, *map(id, fact.through))
        grouped.setdefault((fact.by.table, workspace.translate.row(fact.by), fact.upward, ways), []).append(fact)
    for several in grouped.values():
        yield _aggregate(workspace, several)


def _aggregate(workspace: Workspace, facts: list[Aggregate]) -> Join:
    """Return what several facts say about the rows that point at a row through one column, as one aggregation."""
    source, by = str(facts[0].by.table), workspace.translate.row(facts[0].by)
    if workspace.empty(source):
        nothing = pl.lit(None, dtype=pl.Int64)
        return Join({workspace.translate.names[fact]: _conclusion(workspace, fact, nothing, nothing) for fact in facts})
    measures: dict[str, tuple[Term, str]] = {}
    values: dict[str, Term] = {}
    for fact in facts:
        name = workspace.translate.names[fact]
        measures.update(_measures(workspace, fact, name))
        values[name] = _conclusion(workspace, fact, pl.col(name), pl.col(f"{name} open"))
    terms = [term.alias(name) for name, (term, _) in measures.items()]
    merge = [_merged(name, how) for name, (_, how) in measures.items()]
    if facts[0].through or facts[0].beside is not None:
        rows = workspace.lazy(source).select(ROW, *terms).join(_reached(workspace, facts[0]), on=ROW, how="inner")
    else:
        rows = workspace.lazy(source).select(pl.col(by).alias("key"), *terms).filter(pl.col("key") >= 0)
    frame = rows.group_by("key").agg(*merge)
    if facts[0].upward:
        chain = workspace.frames.chain.select(pl.col("place").alias("key"), "ancestor")
        frame = frame.join(chain, on="key").group_by("ancestor").agg(*merge).rename({"ancestor": "key"})
    return Join(values, {"key": ROW}, frame)


def _merged(name: str, how: str) -> Term:
    column = pl.col(name)
    return {"sum": column.sum, "min": column.min, "max": column.max}[how]()


def _measures(workspace: Workspace, fact: Aggregate, name: str) -> dict[str, tuple[Term, str]]:
    """Return the columns to aggregate for a fact, and how: sums and extremes only, which can be merged again."""
    translate = workspace.translate
    of = pl.lit(1, dtype=pl.Int64) if fact.of is None else translate(fact.of)

    def selected(value: Term) -> Term:
        return value if fact.where is None else pl.when(translate(fact.where)).then(value)

    def number(value: int) -> Term:
        return pl.lit(value, dtype=pl.Int64)

    if fact.how == "count":
        return {name: (selected(of), "sum")}
    if fact.how == "most":
        return {name: (selected(of), "max")}
    if fact.how == "total":
        blank = pl.when(of.is_null()).then(number(1)).otherwise(number(0))
        return {name: (selected(of), "sum"), f"{name} open": (selected(blank), "max")}
    no_or_unknown = pl.when(of.is_null()).then(number(UNKNOWN)).otherwise(number(NO))
    truth = pl.when(of).then(number(YES)).otherwise(no_or_unknown)
    return {name: (selected(truth), "max" if fact.how == "any" else "min")}


def _conclusion(workspace: Workspace, fact: Aggregate, found: Term, open_: Term) -> Term:
    """Return the value of an aggregate from its measures, which are null where no row points at the row."""
    kind = dtype(fact.type)
    unknown = pl.lit(-1 if fact.type.kind == "total" else None, dtype=kind)
    if fact.how == "count":
        value = found.fill_null(0)
    elif fact.how == "total":
        known = found.fill_null(0)
        value = pl.when(open_ == 1).then(-1 - known).otherwise(known)
    elif fact.how == "most":
        value = found
    else:
        settled = (found == YES).fill_null(fact.how == "every")
        value = pl.when(found == UNKNOWN).then(pl.lit(None, dtype=pl.Boolean)).otherwise(settled)
    return (
        value if fact.recorded is None else pl.when(workspace.translate(fact.recorded)).then(value).otherwise(unknown)
    )


def _reached(workspace: Workspace, fact: Aggregate) -> pl.LazyFrame:
    """Return every row that an aggregate counts with every row that it counts at (`key`), each pair once."""
    translate, source = workspace.translate, workspace.lazy(str(fact.by.table))
    pairs = source.select(ROW, pl.col(translate.row(fact.by)).alias("key")).filter(pl.col("key") >= 0)
    for number, step in enumerate(fact.through):
        pairs = pairs.join(_links(workspace, step), on="key", how="inner").select(ROW, pl.col("next").alias("key"))
        # Every row starts at one key, and no link is there twice: only further steps may lead to the same row again.
        pairs = pairs.unique() if number else pairs
    if fact.beside is not None:
        beside = source.select(ROW, pl.col(translate.row(fact.beside)).alias("key")).filter(pl.col("key") >= 0)
        pairs = pl.concat([pairs, beside]).unique()
    return pairs


def _links(workspace: Workspace, step: Step) -> pl.LazyFrame:
    """Return from which row (`key`) to which one (`next`) the links of a step lead, each once."""
    translate, base = workspace.translate, workspace.frames.size(str(step.to.type.table)) + 1
    by, to = pl.col(translate.row(step.by)), pl.col(translate.row(step.to))
    links = workspace.lazy(str(step.by.table)).filter(translate(step.where)).filter((by >= 0) & (to >= 0))
    # As one number: of those the different ones are found in half the time of pairs.
    once = links.select((by * base + to).alias("link")).unique()
    return once.select((pl.col("link") // base).alias("key"), (pl.col("link") % base).alias("next"))
