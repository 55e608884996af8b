"""Rows of a table that agree in some cells, by columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

import numpy as np
import polars as pl

from unionmodel.checking.columns.arrays import Numbers
from unionmodel.checking.columns.expressions import Term
from unionmodel.checking.columns.tables import ROW, series
from unionmodel.checking.columns.workspace import Join, Workspace
from unionmodel.rules.expr import Cell
from unionmodel.rules.facts import Peers

#: Older than any date of a record.
_BLANK_DATE: Final = date.min
#: Larger than any day number, so `group * _DAY_SPAN + day` is unique.
_DAY_SPAN: Final = 4_000_000


def answer(workspace: Workspace, fact: Peers) -> Join | Term | pl.Series:
    return _PICKS[fact.pick](workspace, fact)


def _is_last(workspace: Workspace, fact: Peers) -> Join:
    """Return which rows are the last ones; blanks in `by` are equal to blanks."""
    name, table = workspace.translate.names[fact], str(fact.home)
    base = workspace.frames.size(table)
    groups = workspace.agreeing(table, [cell.name for cell in fact.by])
    rows = workspace.lazy(table).filter(workspace.translate(fact.where))
    rows = rows.select(
        *(term.alias(group) for group, term in groups.items()), _row_order(workspace, fact).alias("last")
    )
    last = rows.group_by(*groups).agg(pl.col("last").max())
    frame = last.select((pl.col("last") % base).alias("key"), pl.lit(True).alias(name))
    return Join({name: pl.col(name).fill_null(False)}, {"key": ROW}, frame)


def _last(workspace: Workspace, fact: Peers) -> Term:
    """Return for each row the last one in `where` that agrees with it in `by`; -1 where there is none."""
    chosen = pl.when(workspace.translate(fact.where)).then(_row_order(workspace, fact))
    found = chosen.max().over(*(cell.name for cell in fact.by))
    return (found % workspace.frames.size(fact.home)).fill_null(-1)


def _row_order(workspace: Workspace, fact: Peers) -> Term:
    """Return a number that grows with the date and ends in the row: the largest one of a group tells which is the last."""
    if fact.order is None:
        return pl.col(ROW)
    day = workspace.translate(fact.order).fill_null(_BLANK_DATE)
    number = (day.dt.year().cast(pl.Int64) * 12 + day.dt.month().cast(pl.Int64)) * 31 + day.dt.day().cast(pl.Int64)
    return number * workspace.frames.size(fact.home) + pl.col(ROW)


def _count(workspace: Workspace, fact: Peers) -> Term:
    """Return for each row how many in `where` agree with it in `by`."""
    counted = pl.when(workspace.translate(fact.where)).then(1).otherwise(0)
    return counted.sum().over(*(cell.name for cell in fact.by)).cast(pl.Int64)


def _next(workspace: Workspace, fact: Peers) -> pl.Series:
    """Return the next row by date among those in `where` that agree with each row."""
    assert fact.order is not None
    table = fact.home
    group = _groups(workspace, table, fact.by)
    chosen = workspace.translate(fact.where).fill_null(False).alias("chosen")
    rows = workspace.lazy(table).select(ROW, pl.col(fact.order.name).alias("day"), chosen).sort(ROW).collect()
    days = rows.get_column("day").to_numpy().astype("datetime64[D]")
    blank = np.isnat(days)
    key = group * _DAY_SPAN + np.where(blank, 0, days.astype(np.int64) + _DAY_SPAN // 2)
    later = np.flatnonzero(rows.get_column("chosen").to_numpy().astype(np.bool_) & ~blank)
    # Of one day the row that stands last in the file comes first.
    later = later[np.lexsort((-later, key[later]))]
    answer = np.full(len(key), -1, dtype=np.int64)
    if later.size:
        at = np.searchsorted(key[later], key, side="right")
        nearest = later[np.minimum(at, len(later) - 1)]
        found = (at < len(later)) & (group[nearest] == group)
        answer = np.where(found, nearest, -1)
    hidden = blank & (answer >= 0)
    numbers = pl.DataFrame({"row": series("row", answer, pl.Int64), "hidden": series("hidden", hidden, pl.Boolean)})
    return numbers.select(pl.when(~pl.col("hidden")).then(pl.col("row")).alias("row")).get_column("row")


def _groups(workspace: Workspace, table: str, cells: Sequence[Cell]) -> Numbers:
    """Return a number for each row that is the same for rows that agree in `cells`, blanks agreeing with blanks."""
    ranks = [pl.col(cell.name).rank("dense").cast(pl.Int64).fill_null(0).alias(cell.name) for cell in cells]
    rows = workspace.lazy(table).select(ROW, *ranks).sort(ROW).collect()
    found = np.zeros(len(rows), dtype=np.int64)
    for cell in cells:
        number = rows.get_column(cell.name).to_numpy()
        found = np.unique(found * (int(number.max(initial=0)) + 1) + number, return_inverse=True)[1]
    return np.asarray(found, dtype=np.int64)


_PICKS: Final[dict[str, Callable[[Workspace, Peers], Join | Term | pl.Series]]] = {
    "count": _count,
    "last": _last,
    "is_last": _is_last,
    "next": _next,
}
