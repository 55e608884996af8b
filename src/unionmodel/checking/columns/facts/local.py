"""A parameter as it is at the place of a row, by columns."""

from __future__ import annotations

import polars as pl

from unionmodel.checking.columns.expressions import constant
from unionmodel.checking.columns.tables import dtype, series
from unionmodel.checking.columns.workspace import Join, Workspace
from unionmodel.rules.facts import Local


def answer(workspace: Workspace, fact: Local) -> Join:
    """Return what a parameter is at each place: its value, or that of the jurisdiction that the place lies in."""
    name, place = workspace.translate.names[fact], workspace.translate.row(fact.place)
    bindings, geography = workspace.translate.bindings, workspace.frames.geography
    value = bindings.values[fact.parameter.name]
    elsewhere = bindings.local.get(fact.parameter.name)
    if not elsewhere:
        return Join({name: constant(value, fact.type)})
    rows = workspace.frames.rows("places")
    prefixes = (geography.jurisdiction(row, elsewhere) for row in rows.tolist())
    values = [value if prefix is None else elsewhere[prefix] for prefix in prefixes]
    columns = {"place": series("place", rows, pl.Int64), name: series(name, values, dtype(fact.type))}
    return Join({name: pl.col(name)}, {"place": place}, pl.LazyFrame(columns))
