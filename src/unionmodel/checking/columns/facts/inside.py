"""Whether a place lies in an area, by columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import narwhals as nw
import numpy as np

from unionmodel.checking.columns.tables import series
from unionmodel.checking.columns.workspace import Bench, Join
from unionmodel.errors import PackError
from unionmodel.rules.expr import Expr, Literal_, Parameter
from unionmodel.rules.facts import Inside


def joins(bench: Bench, table: str, facts: Sequence[Inside]) -> Iterator[Join]:
    return (_inside(bench, fact) for fact in facts)


def _inside(bench: Bench, fact: Inside) -> Join:
    """Return whether each place lies in the area whose code a parameter gives; nothing lies in an unknown area."""
    name, place = bench.translate.names[fact], bench.translate.row(fact.place)
    if fact.area.type.kind == "row":
        return _within(bench, name, place, bench.translate.row(fact.area))
    geography, code = bench.frames.geography, _area(bench, fact.area)
    rows = bench.frames.rows("places")
    flags = np.asarray(geography.inside(code), dtype=np.bool_)[rows] if code in geography.row else rows < 0
    columns = {"place": series("place", rows, nw.Int64), name: series(name, flags, nw.Boolean)}
    return Join({name: nw.col(name)}, {"place": place}, bench.made(columns))


def _within(bench: Bench, name: str, place: str, area: str) -> Join:
    """Return whether each place is, or lies in, the one beside it."""
    both = (nw.col(place) >= 0) & (nw.col(area) >= 0)
    frame = bench.frames.chain.select("place", "ancestor").with_columns(nw.lit(True).alias(name))
    keys = {"place": place, "ancestor": area}
    return Join({name: nw.when(both).then(nw.col(name).fill_null(False))}, keys, frame)


def _area(bench: Bench, area: Expr) -> str:
    if isinstance(area, Parameter):
        return str(bench.translate.bindings.values[area.name])
    if isinstance(area, Literal_):
        return str(area.value)
    raise PackError("an area is a parameter or a fixed code, not a value that changes from row to row")
