"""Facts as joins and aggregations, in the order in which they need one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

import narwhals as nw

from unionmodel.checking.columns.arrays import runs_into_a_circle
from unionmodel.checking.columns.chains import climb, overtaken, reached, upward
from unionmodel.checking.columns.expressions import Term
from unionmodel.checking.columns.peers import above, count, following, following_by_windows, last, matched, row_order
from unionmodel.checking.columns.places import inside, linked, local, nearest
from unionmodel.checking.columns.tables import COUNTY_LEVEL, LEVEL, LISTED, ROW, dtype, series
from unionmodel.checking.columns.workspace import Bench, Join
from unionmodel.errors import PackError
from unionmodel.rules.expr import Expr
from unionmodel.rules.facts import (
    Aggregate,
    Chain,
    Derived,
    Fact,
    FirstOf,
    LookUp,
    Peers,
    PlaceFact,
    Whole,
)
from unionmodel.rules.query import Leaves, facts_needed, merged, needed

_NO: Final = 0
_UNKNOWN: Final = 1
_YES: Final = 2


def add_facts(bench: Bench, last: Leaves | None = None, tell: Callable[[int, int], None] | None = None) -> None:
    """Add the columns of all facts that the rules need to the tables of `bench`.

    Where `last` says what is read at the end, every other column is forgotten as soon as no fact needs it any
    more. `tell` hears how many stages are done.
    """
    stages = stages_of(bench.translate.homes)
    needs = [merged(*map(needed, stage)) for stage in stages]
    for number, stage in enumerate(stages):
        if tell is not None:
            tell(number, len(stages))
        bench.load(bench.translate.columns(needs[number]))
        for fact in stage:
            if isinstance(fact, Whole):
                bench.translate.answers[fact] = _whole(bench, fact)
        here = _by_table(bench, stage)
        for table, found in here.items():
            if bench.empty(table):
                bench.add_blank(table, found)
            else:
                _relate(bench, table, [fact for fact in found if not isinstance(fact, Derived | FirstOf)])
        for table, found in here.items():
            if not bench.empty(table):
                _derive(bench, table, [fact for fact in found if isinstance(fact, Derived | FirstOf)])
        if last is not None:
            bench.keep(bench.translate.columns(merged(*needs[number + 1 :], last)))


def stages_of(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Return facts, each after those it needs, in stages: to look into other rows takes facts of earlier stages."""
    stage_of: dict[Fact, int] = {}
    for fact in facts:
        latest = max((stage_of[other] for other in facts_needed(fact)), default=-1)
        stage_of[fact] = max(latest, 0) if isinstance(fact, Derived | FirstOf) else latest + 1
    stages: list[list[Fact]] = [[] for _ in range(max(stage_of.values(), default=-1) + 1)]
    for fact, stage in stage_of.items():
        stages[stage].append(fact)
    return stages


def _by_table(bench: Bench, facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    tables: dict[str, list[Fact]] = {}
    for fact in facts:
        home = bench.translate.homes[fact]
        if home is not None:
            tables.setdefault(home, []).append(fact)
    return tables


def _derive(bench: Bench, table: str, facts: list[Fact]) -> None:
    """Add facts computed from their own row, first those that need none of the others."""
    depth_of: dict[Fact, int] = {}
    for fact in facts:
        depth_of[fact] = 1 + max((depth_of.get(other, -1) for other in facts_needed(fact)), default=-1)
    layers: list[dict[str, Term]] = [{} for _ in range(max(depth_of.values(), default=-1) + 1)]
    for fact, depth in depth_of.items():
        layers[depth][bench.translate.names[fact]] = _own(bench, fact)
    if layers:
        bench.add_terms(table, layers)


def _own(bench: Bench, fact: Fact) -> Term:
    if isinstance(fact, Derived):
        return bench.translate(fact.of)
    if not isinstance(fact, FirstOf):
        raise PackError(f"{fact.name} is not computed from its own row")
    found = nw.lit(None, dtype=nw.Int64)
    for row in reversed(fact.rows):
        found = nw.when(bench.translate(row) >= 0).then(bench.translate(row)).otherwise(found)
    return found


def _relate(bench: Bench, table: str, facts: list[Fact]) -> None:
    """Add the facts of one stage and table that look into other rows."""
    joins: list[Join] = []
    grouped: dict[object, list[Any]] = {}
    for fact in facts:
        name = bench.translate.names[fact]
        if isinstance(fact, PlaceFact):
            bench.add_column(table, name, bench.frames.column("places", _OF_PLACES[fact.attribute]))
        elif isinstance(fact, Peers) and fact.pick in ("count", "last"):
            bench.add_terms(table, [{name: count(bench, fact) if fact.pick == "count" else last(bench, fact)}])
        elif isinstance(fact, Peers) and fact.pick == "next" and bench.windows:
            bench.add_terms(table, following_by_windows(bench, fact))
        elif _question(fact) in _SEARCHES:
            bench.add_column(table, name, _SEARCHES[_question(fact)](bench, fact))
        elif isinstance(fact, LookUp):
            grouped.setdefault(bench.translate.row(fact.through), []).append(fact)
        elif isinstance(fact, Aggregate):
            beside = None if fact.beside is None else bench.translate.row(fact.beside)
            ways = (beside, *map(id, fact.through))
            grouped.setdefault((fact.by.table, bench.translate.row(fact.by), fact.upward, ways), []).append(fact)
        else:
            joins.append(_JOINS[_question(fact)](bench, fact))
    for several in grouped.values():
        joins.append(_look_up(bench, several) if isinstance(several[0], LookUp) else _aggregate(bench, several))
    if joins:
        bench.add_joined(table, joins)


def _look_up(bench: Bench, facts: list[LookUp]) -> Join:
    """Return what several facts look up through one reference, as one join."""
    through, target = bench.translate.row(facts[0].through), str(facts[0].target.table)
    names = {bench.translate.names[fact]: fact for fact in facts}
    if bench.empty(target):
        return Join({name: nw.lit(None, dtype=dtype(fact.type)) for name, fact in names.items()})
    looked_up = [bench.translate(fact.target).alias(name) for name, fact in names.items()]
    frame = bench.lazy(target).select(nw.col(ROW).alias("key"), *looked_up)
    return Join(keys={"key": through}, frame=frame, taken=tuple(names))


def _aggregate(bench: Bench, facts: list[Aggregate]) -> Join:
    """Return what several facts say about the rows that point at a row through one column, as one aggregation."""
    source, by = str(facts[0].by.table), bench.translate.row(facts[0].by)
    if bench.empty(source):
        nothing = nw.lit(None, dtype=nw.Int64)
        return Join({bench.translate.names[fact]: _conclusion(bench, fact, nothing, nothing) for fact in facts})
    measures: dict[str, tuple[Term, str]] = {}
    values: dict[str, Term] = {}
    for fact in facts:
        name = bench.translate.names[fact]
        measures.update(_measures(bench, fact, name))
        values[name] = _conclusion(bench, fact, nw.col(name), nw.col(f"{name} open"))
    terms = [term.alias(name) for name, (term, _) in measures.items()]
    merge = [_merged(name, how) for name, (_, how) in measures.items()]
    if facts[0].through or facts[0].beside is not None:
        rows = bench.lazy(source).select(ROW, *terms).join(reached(bench, facts[0]), on=ROW, how="inner")
    else:
        rows = bench.lazy(source).select(nw.col(by).alias("key"), *terms).filter(nw.col("key") >= 0)
    frame = rows.group_by("key").agg(*merge)
    if facts[0].upward:
        chain = bench.frames.chain.select(nw.col("place").alias("key"), "ancestor")
        frame = frame.join(chain, on="key").group_by("ancestor").agg(*merge).rename({"ancestor": "key"})
    return Join(values, {"key": ROW}, frame)


def _merged(name: str, how: str) -> Term:
    column = nw.col(name)
    return {"sum": column.sum, "min": column.min, "max": column.max}[how]()


def _measures(bench: Bench, fact: Aggregate, name: str) -> dict[str, tuple[Term, str]]:
    """Return the columns to aggregate for a fact, and how: sums and extremes only, which can be merged again."""
    translate = bench.translate
    of = nw.lit(1, dtype=nw.Int64) if fact.of is None else translate(fact.of)

    def selected(value: Term) -> Term:
        return value if fact.where is None else nw.when(translate(fact.where)).then(value)

    def number(value: int) -> Term:
        return nw.lit(value, dtype=nw.Int64)

    if fact.how == "count":
        return {name: (selected(of), "sum")}
    if fact.how == "most":
        return {name: (selected(of), "max")}
    if fact.how == "total":
        blank = nw.when(of.is_null()).then(number(1)).otherwise(number(0))
        return {name: (selected(of), "sum"), f"{name} open": (selected(blank), "max")}
    no_or_unknown = nw.when(of.is_null()).then(number(_UNKNOWN)).otherwise(number(_NO))
    truth = nw.when(of).then(number(_YES)).otherwise(no_or_unknown)
    return {name: (selected(truth), "max" if fact.how == "any" else "min")}


def _conclusion(bench: Bench, fact: Aggregate, found: Term, open_: Term) -> Term:
    """Return the value of an aggregate from its measures, which are null where no row points at the row."""
    kind = dtype(fact.type)
    unknown = nw.lit(-1 if fact.type.kind == "total" else None, dtype=kind)
    if fact.how == "count":
        value = found.fill_null(0)
    elif fact.how == "total":
        known = found.fill_null(0)
        value = nw.when(open_ == 1).then(-1 - known).otherwise(known)
    elif fact.how == "most":
        value = found
    else:
        settled = (found == _YES).fill_null(fact.how == "every")
        value = nw.when(found == _UNKNOWN).then(nw.lit(None, dtype=nw.Boolean)).otherwise(settled)
    return value if fact.recorded is None else nw.when(bench.translate(fact.recorded)).then(value).otherwise(unknown)


def _is_last(bench: Bench, fact: Peers) -> Join:
    """Return which rows are the last ones; blanks in `by` are equal to blanks."""
    name, table = bench.translate.names[fact], str(fact.home)
    base = bench.frames.size(table)
    groups = bench.agreeing(table, [cell.name for cell in fact.by])
    rows = bench.lazy(table).filter(bench.translate(fact.where))
    rows = rows.select(*(term.alias(group) for group, term in groups.items()), row_order(bench, fact).alias("last"))
    last = rows.group_by(*groups).agg(nw.col("last").max())
    frame = last.select((nw.col("last") % base).alias("key"), nw.lit(True).alias(name))
    return Join({name: nw.col(name).fill_null(False)}, {"key": ROW}, frame)


def _cyclic(bench: Bench, fact: Chain) -> nw.Series[Any]:
    table, cell = str(fact.home), fact.parent.of.name
    found = runs_into_a_circle(bench.parents(table, cell))
    return series("cyclic", found[bench.frames.rows(table)] if table == "places" else found, nw.Boolean)


def _question(fact: Fact) -> str:
    """Return what is asked: the operator, or the question that one with several of them asks."""
    return fact.ask if isinstance(fact, Chain) else fact.pick if isinstance(fact, Peers) else fact.operator


def _whole(bench: Bench, fact: Whole) -> bool | int:
    if fact.how == "count":
        return _how_many(bench, fact)
    if fact.of is None or bench.empty(fact.searched):
        return not bench.empty(fact.searched)
    found: Expr = fact.of
    return bool(bench.size(bench.lazy(fact.searched).filter(bench.translate(found)).select(ROW).head(1)))


def _how_many(bench: Bench, fact: Whole) -> int:
    if fact.of is None or bench.empty(fact.searched):
        return bench.frames.size(fact.searched)
    return bench.size(bench.lazy(fact.searched).filter(bench.translate(fact.of)).select(ROW))


_OF_PLACES: Final = {"county_level": COUNTY_LEVEL, "listed_name": LISTED, "rank": LEVEL}
_JOINS: Final[dict[str, Callable[[Bench, Any], Join]]] = {
    "first": climb,
    "inside": inside,
    "is_last": _is_last,
    "linked": linked,
    "local": local,
    "matched": matched,
    "nearest": nearest,
}
_SEARCHES: Final[dict[str, Callable[[Bench, Any], nw.Series[Any]]]] = {
    "any_above": upward,
    "cyclic": _cyclic,
    "less_but_more": overtaken,
    "next": following,
    "reaches": above,
}
