"""Whether a place lies in an area, by columns."""

from __future__ import annotations

import numpy as np
import polars as pl

from unionmodel.checking.columns.tables import series
from unionmodel.checking.columns.workspace import Join, Workspace
from unionmodel.errors import PackError
from unionmodel.rules.expr import Expr, Literal_, Parameter
from unionmodel.rules.facts import Inside


def answer(workspace: Workspace, fact: Inside) -> Join:
    """Return whether each place lies in the area whose code a parameter gives; nothing lies in an unknown area."""
    name, place = workspace.translate.names[fact], workspace.translate.row(fact.place)
    if fact.area.type.kind == "row":
        return _within(workspace, name, place, workspace.translate.row(fact.area))
    geography, code = workspace.frames.geography, _area(workspace, fact.area)
    rows = workspace.frames.rows("places")
    flags = np.asarray(geography.inside(code), dtype=np.bool_)[rows] if code in geography.row else rows < 0
    columns = {"place": series("place", rows, pl.Int64), name: series(name, flags, pl.Boolean)}
    return Join({name: pl.col(name)}, {"place": place}, pl.LazyFrame(columns))


def _within(workspace: Workspace, name: str, place: str, area: str) -> Join:
    """Return whether each place is, or lies in, the one beside it."""
    both = (pl.col(place) >= 0) & (pl.col(area) >= 0)
    frame = workspace.frames.chain.select("place", "ancestor").with_columns(pl.lit(True).alias(name))
    keys = {"place": place, "ancestor": area}
    return Join({name: pl.when(both).then(pl.col(name).fill_null(False))}, keys, frame)


def _area(workspace: Workspace, area: Expr) -> str:
    if isinstance(area, Parameter):
        return str(workspace.translate.bindings.values[area.name])
    if isinstance(area, Literal_):
        return str(area.value)
    raise PackError("an area is a parameter or a fixed code, not a value that changes from row to row")
