"""Searches over columns among rows that agree: in one table, or with those of another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import narwhals as nw
import numpy as np

from unionmodel.check.columns_bench import Bench, Join
from unionmodel.check.columns_climb import Numbers, runs_into_a_circle
from unionmodel.check.columns_frames import ROW, series
from unionmodel.check.columns_reach import NO, UNKNOWN, YES, three_valued
from unionmodel.rules.expr import Cell
from unionmodel.rules.kin import Above, Alike, Following, Matched, Twin

#: More days than any calendar has.
_DAYS: Final = 4_000_000


def twin(bench: Bench, fact: Twin) -> nw.Series[Any]:
    """Return for each row the last one in `where` that agrees with it in `by`; -1 where there is none."""
    table = str(fact.home)
    chosen = nw.when(bench.translate(fact.where)).then(nw.col(ROW))
    last = chosen.max().over(*(cell.name for cell in fact.by)).fill_null(-1).alias("twin")
    return bench.lazy(table).select(ROW, last).sort(ROW).collect().get_column("twin")


def alike(bench: Bench, fact: Alike) -> nw.Series[Any]:
    """Return for each row how many in `where` agree with it in `by`."""
    counted = nw.when(bench.translate(fact.where)).then(1).otherwise(0)
    times = counted.sum().over(*(cell.name for cell in fact.by)).cast(nw.Int64).alias("times")
    return bench.lazy(str(fact.home)).select(ROW, times).sort(ROW).collect().get_column("times")


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


def following(bench: Bench, fact: Following) -> nw.Series[Any]:
    """Return the next row by date among those in `where` that agree with each row."""
    table = str(fact.home)
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


def _groups(bench: Bench, table: str, cells: Sequence[Cell]) -> Numbers:
    """Return a number for each row that is the same for rows that agree in `cells`, blanks agreeing with blanks."""
    ranks = [nw.col(cell.name).rank("dense").cast(nw.Int64).fill_null(0).alias(cell.name) for cell in cells]
    rows = bench.lazy(table).select(ROW, *ranks).sort(ROW).collect()
    found = np.zeros(len(rows), dtype=np.int64)
    for cell in cells:
        number = rows.get_column(cell.name).to_numpy()
        found = np.unique(found * (int(number.max(initial=0)) + 1) + number, return_inverse=True)[1]
    return np.asarray(found, dtype=np.int64)


def above(bench: Bench, fact: Above) -> nw.Series[Any]:
    """Return whether the row that `of` points at stands above each row, one step up at a time for all of them."""
    table, frames = str(fact.home), bench.frames
    parents, wanted = frames.numbers(table, fact.parent.of.name), frames.numbers(table, fact.of.of.name)
    given = np.asarray((~bench.column(table, fact.parent.of.name).is_null()).to_numpy(), dtype=np.bool_)
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
