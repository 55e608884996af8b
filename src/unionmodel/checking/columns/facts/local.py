"""A parameter as it is at the place of a row, by columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import narwhals as nw

from unionmodel.checking.columns.expressions import constant
from unionmodel.checking.columns.tables import dtype, series
from unionmodel.checking.columns.workspace import Bench, Join
from unionmodel.rules.facts import Local


def joins(bench: Bench, table: str, facts: Sequence[Local]) -> Iterator[Join]:
    return (_local(bench, fact) for fact in facts)


def _local(bench: Bench, fact: Local) -> Join:
    """Return what a parameter is at each place: its value, or that of the jurisdiction that the place lies in."""
    name, place = bench.translate.names[fact], bench.translate.row(fact.place)
    bindings, geography = bench.translate.bindings, bench.frames.geography
    value = bindings.values[fact.parameter.name]
    elsewhere = bindings.local.get(fact.parameter.name)
    if not elsewhere:
        return Join({name: constant(value, fact.type)})
    rows = bench.frames.rows("places")
    prefixes = (geography.jurisdiction(row, elsewhere) for row in rows.tolist())
    values = [value if prefix is None else elsewhere[prefix] for prefix in prefixes]
    columns = {"place": series("place", rows, nw.Int64), name: series(name, values, dtype(fact.type))}
    return Join({name: nw.col(name)}, {"place": place}, bench.made(columns))
