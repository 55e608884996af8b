"""Rows of a table that agree in some cells, by columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import narwhals as nw
import numpy as np

from unionmodel.checking.columns.arrays import Numbers
from unionmodel.checking.columns.expressions import Term
from unionmodel.checking.columns.tables import ROW, series
from unionmodel.checking.columns.workspace import Bench, Join
from unionmodel.rules.expr import Cell
from unionmodel.rules.facts import Peers

#: No row, and more than any number that stands for one.
_NEVER: Final = 2**62
#: Older than any date of a record.
_BLANK_DATE: Final = "0001-01-01"
#: More days than any calendar has.
_DAYS: Final = 4_000_000


def joins(bench: Bench, table: str, facts: Sequence[Peers]) -> Iterator[Join]:
    for fact in facts:
        name = bench.translate.names[fact]
        if fact.pick == "is_last":
            yield _is_last(bench, fact)
        elif fact.pick != "next":
            bench.add_terms(table, [{name: _count(bench, fact) if fact.pick == "count" else _last(bench, fact)}])
        elif bench.windows:
            bench.add_terms(table, _next_by_windows(bench, fact))
        else:
            bench.add_column(table, name, _next(bench, fact))


def _is_last(bench: Bench, fact: Peers) -> Join:
    """Return which rows are the last ones; blanks in `by` are equal to blanks."""
    name, table = bench.translate.names[fact], str(fact.home)
    base = bench.frames.size(table)
    groups = bench.agreeing(table, [cell.name for cell in fact.by])
    rows = bench.lazy(table).filter(bench.translate(fact.where))
    rows = rows.select(*(term.alias(group) for group, term in groups.items()), _row_order(bench, fact).alias("last"))
    last = rows.group_by(*groups).agg(nw.col("last").max())
    frame = last.select((nw.col("last") % base).alias("key"), nw.lit(True).alias(name))
    return Join({name: nw.col(name).fill_null(False)}, {"key": ROW}, frame)


def _last(bench: Bench, fact: Peers) -> Term:
    """Return for each row the last one in `where` that agrees with it in `by`; -1 where there is none."""
    chosen = nw.when(bench.translate(fact.where)).then(_row_order(bench, fact))
    found = chosen.max().over(*(cell.name for cell in fact.by))
    return (found % bench.frames.size(fact.home)).fill_null(-1)


def _row_order(bench: Bench, fact: Peers) -> Term:
    """Return a number that grows with the date and ends in the row: the largest one of a group tells which is the last."""
    if fact.order is None:
        return nw.col(ROW)
    # As text: of Python's own date of that year Spark cannot make one.
    day = bench.translate(fact.order).fill_null(nw.lit(_BLANK_DATE).str.to_date(format="%Y-%m-%d"))
    date = (day.dt.year().cast(nw.Int64) * 12 + day.dt.month().cast(nw.Int64)) * 31 + day.dt.day().cast(nw.Int64)
    return date * bench.frames.size(fact.home) + nw.col(ROW)


def _count(bench: Bench, fact: Peers) -> Term:
    """Return for each row how many in `where` agree with it in `by`."""
    counted = nw.when(bench.translate(fact.where)).then(1).otherwise(0)
    return counted.sum().over(*(cell.name for cell in fact.by)).cast(nw.Int64)


def _next(bench: Bench, fact: Peers) -> nw.Series[Any]:
    """Return the next row by date among those in `where` that agree with each row."""
    assert fact.order is not None
    table = fact.home
    group = _groups(bench, table, fact.by)
    chosen = bench.translate(fact.where).fill_null(False).alias("chosen")
    rows = bench.lazy(table).select(ROW, nw.col(fact.order.name).alias("day"), chosen).sort(ROW).collect()
    days = rows.get_column("day").to_numpy().astype("datetime64[D]")
    blank = np.isnat(days)
    key = group * _DAYS + np.where(blank, 0, days.astype(np.int64) + _DAYS // 2)
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
    numbers = nw.from_dict({"row": series("row", answer, nw.Int64), "hidden": series("hidden", hidden, nw.Boolean)})
    return numbers.select(nw.when(~nw.col("hidden")).then(nw.col("row")).alias("row")).get_column("row")


def _next_by_windows(bench: Bench, fact: Peers) -> list[dict[str, Term]]:
    """Return the next row by date as columns, each layer read by the next: for tables too large to be fetched.

    A row stands for its day and, within it, for how late it comes in the file. Of one day only the first row carries
    what there is on the day, so that behind any row of the day there is nothing but later days.
    """
    assert fact.order is not None
    name, by = bench.translate.names[fact], [cell.name for cell in fact.by]
    base = bench.frames.size(str(fact.home)) + 1
    part = {key: f"{name} {key}" for key in ("day", "code", "best", "any", "first", "once", "least", "next")}
    at = {key: nw.col(column) for key, column in part.items()}
    date = nw.col(fact.order.name)
    number = (date.dt.year().cast(nw.Int64) * 100 + date.dt.month().cast(nw.Int64)) * 100 + date.dt.day().cast(nw.Int64)
    chosen = bench.translate(fact.where).fill_null(False) & (at["day"] >= 0)
    code = nw.when(chosen).then(at["day"] * base + (base - 1 - nw.col(ROW))).otherwise(nw.lit(_NEVER, dtype=nw.Int64))
    order = [part["day"], ROW]
    nobody = (at["next"].fill_null(_NEVER) == _NEVER).fill_null(True)
    found = nw.when(nobody).then(nw.lit(-1, dtype=nw.Int64)).otherwise(base - 1 - at["next"] % base)
    unsure = (at["day"] < 0) & (at["any"] < _NEVER)
    return [
        {part["day"]: number.fill_null(-1)},
        {part["code"]: code},
        {
            part["best"]: at["code"].min().over(*by, part["day"]),
            part["any"]: at["code"].min().over(*by),
            part["first"]: nw.col(ROW).min().over(*by, part["day"]),
        },
        {part["once"]: nw.when(at["first"] == nw.col(ROW)).then(at["best"]).otherwise(nw.lit(_NEVER, dtype=nw.Int64))},
        {part["least"]: at["once"].cum_min(reverse=True).over(*by, order_by=order)},
        {part["next"]: at["least"].shift(-1).over(*by, order_by=order)},
        {name: nw.when(~unsure).then(found)},
    ]


def _groups(bench: Bench, table: str, cells: Sequence[Cell]) -> Numbers:
    """Return a number for each row that is the same for rows that agree in `cells`, blanks agreeing with blanks."""
    ranks = [nw.col(cell.name).rank("dense").cast(nw.Int64).fill_null(0).alias(cell.name) for cell in cells]
    rows = bench.lazy(table).select(ROW, *ranks).sort(ROW).collect()
    found = np.zeros(len(rows), dtype=np.int64)
    for cell in cells:
        number = rows.get_column(cell.name).to_numpy()
        found = np.unique(found * (int(number.max(initial=0)) + 1) + number, return_inverse=True)[1]
    return np.asarray(found, dtype=np.int64)
