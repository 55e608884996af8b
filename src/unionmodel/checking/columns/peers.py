"""Searches over columns among rows that agree: in one table, or with those of another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import narwhals as nw
import numpy as np

from unionmodel.checking.columns.arrays import Numbers, runs_into_a_circle
from unionmodel.checking.columns.chains import NO, UNKNOWN, YES, three_valued
from unionmodel.checking.columns.expressions import Term
from unionmodel.checking.columns.tables import ROW, series
from unionmodel.checking.columns.workspace import Bench, Join
from unionmodel.rules.expr import Cell, Row
from unionmodel.rules.facts import Chain, Matched, Peers

#: No row, and more than any number that stands for one.
_NEVER: Final = 2**62
#: Older than any date of a record.
_BLANK_DATE: Final = "0001-01-01"
#: More days than any calendar has.
_DAYS: Final = 4_000_000


def last(bench: Bench, fact: Peers) -> Term:
    """Return for each row the last one in `where` that agrees with it in `by`; -1 where there is none."""
    chosen = nw.when(bench.translate(fact.where)).then(row_order(bench, fact))
    found = chosen.max().over(*(cell.name for cell in fact.by))
    return (found % bench.frames.size(fact.home)).fill_null(-1)


def row_order(bench: Bench, fact: Peers) -> Term:
    """Return a number that grows with the date and ends in the row: the largest one of a group tells which is the last."""
    if fact.order is None:
        return nw.col(ROW)
    # As text: of Python's own date of that year Spark cannot make one.
    day = bench.translate(fact.order).fill_null(nw.lit(_BLANK_DATE).str.to_date(format="%Y-%m-%d"))
    date = (day.dt.year().cast(nw.Int64) * 12 + day.dt.month().cast(nw.Int64)) * 31 + day.dt.day().cast(nw.Int64)
    return date * bench.frames.size(fact.home) + nw.col(ROW)


def count(bench: Bench, fact: Peers) -> Term:
    """Return for each row how many in `where` agree with it in `by`."""
    counted = nw.when(bench.translate(fact.where)).then(1).otherwise(0)
    return counted.sum().over(*(cell.name for cell in fact.by)).cast(nw.Int64)


def matched(bench: Bench, fact: Matched) -> Join:
    """Return whether each row agrees with one of another table, cell by cell."""
    name, table = bench.translate.names[fact], str(fact.to[0].home)
    keys = {f"{name} {number}": cell.name for number, cell in enumerate(fact.by)}
    known = ~nw.any_horizontal(*(nw.col(cell.name).is_null() for cell in fact.by), ignore_nulls=True)
    if bench.empty(table):
        return Join({name: nw.when(known).then(nw.lit(False))}, keys)
    cells = [nw.col(cell.name).alias(key) for key, cell in zip(keys, fact.to, strict=True)]
    frame = bench.lazy(table).filter(bench.translate(fact.where)).select(*cells).unique()
    found = nw.col(name).fill_null(False)
    return Join({name: nw.when(known).then(found)}, keys, frame.with_columns(nw.lit(True).alias(name)))


def following(bench: Bench, fact: Peers) -> nw.Series[Any]:
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


def following_by_windows(bench: Bench, fact: Peers) -> list[dict[str, Term]]:
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


def above(bench: Bench, fact: Chain) -> nw.Series[Any]:
    """Return whether the row that `of` points at stands above each row, one step up at a time for all of them."""
    table = str(fact.home)
    assert isinstance(fact.of, Row)
    parents, wanted = bench.parents(table, fact.parent.of.name), bench.parents(table, fact.of.of.name)
    there = bench.arrays(table, {"given": ~nw.col(fact.parent.of.name).is_null()})
    given = np.asarray(there["given"], dtype=np.bool_)
    circular = runs_into_a_circle(parents)
    answer = np.full(len(parents), UNKNOWN, dtype=np.int8)
    current = np.flatnonzero((wanted >= 0) & ~circular)
    rows = current
    while rows.size:
        higher = parents[current]
        ended = higher < 0
        found = ~ended & (higher == wanted[rows])
        answer[rows[found]] = YES
        answer[rows[ended & ~given[current]]] = NO
        rows, current = rows[~ended & ~found], higher[~ended & ~found]
    asked = np.flatnonzero(circular & (wanted >= 0))
    if asked.size:
        answer[asked] = _within_circles(parents, wanted, asked)
    return three_valued(answer)


def _within_circles(parents: Numbers, wanted: Numbers, rows: Numbers) -> Numbers:
    """Return for rows that run into a circle whether what they want stands above: the way ends where it closes."""
    answers = []
    for row in rows.tolist():
        seen: set[int] = set()
        current = row
        while current not in seen and parents[current] != wanted[row]:
            seen.add(current)
            current = int(parents[current])
        answers.append(YES if parents[current] == wanted[row] else NO)
    return np.asarray(answers, dtype=np.int64)
