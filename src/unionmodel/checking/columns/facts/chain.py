"""The way up from a row by a reference within its table, by columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import narwhals as nw
import numpy as np

from unionmodel.checking.columns.arrays import Numbers, runs_into_a_circle
from unionmodel.checking.columns.tables import ROW, series
from unionmodel.checking.columns.three_valued import NO, UNKNOWN, YES, flags, three_valued, truth
from unionmodel.checking.columns.workspace import Bench, Join
from unionmodel.rules.expr import Row
from unionmodel.rules.facts import Chain


def joins(bench: Bench, table: str, facts: Sequence[Chain]) -> Iterator[Join]:
    for fact in facts:
        if fact.ask == "first":
            yield _first(bench, fact)
        else:
            bench.add_column(table, bench.translate.names[fact], _SEARCHES[fact.ask](bench, fact))


def _cyclic(bench: Bench, fact: Chain) -> nw.Series[Any]:
    table, cell = str(fact.home), fact.parent.of.name
    found = runs_into_a_circle(bench.parents(table, cell))
    return series("cyclic", found[bench.frames.rows(table)] if table == "places" else found, nw.Boolean)


def _any_above(bench: Bench, fact: Chain) -> nw.Series[Any]:
    """Return whether each row or one above it holds, doubling the stride each round."""
    table, cell = str(fact.home), fact.parent.of
    # Of the places only some are in the frame, but their parents are numbered among all.
    parents = bench.parents(table, cell.name)
    count = len(parents)
    rows = bench.frames.rows(table) if table == "places" else np.arange(count, dtype=np.int64)
    broken_off = (parents[rows] < 0) & flags(bench, table, cell.known())
    # One row more stands for the end of the way: nothing holds there, and it leads to itself.
    found = np.full(count + 1, NO, dtype=np.int8)
    found[rows] = np.maximum(truth(bench, table, fact.of), np.where(broken_off, UNKNOWN, NO))
    above = np.append(np.where(parents < 0, count, parents), count)
    for _ in range(count.bit_length() + 1):
        if bool((above == count).all()):
            break
        found, above = np.maximum(found, found[above]), above[above]
    return three_valued(found[rows])


def _reaches(bench: Bench, fact: Chain) -> nw.Series[Any]:
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


def _first(bench: Bench, fact: Chain) -> Join:
    """Return the first place up each place's chain that fits, to be joined to the rows that start there."""
    name, start = bench.translate.names[fact], bench.translate.row(fact.start)
    fitting = bench.lazy("places").filter(bench.translate(fact.of)).select(nw.col(ROW).alias("ancestor"))
    base = len(bench.frames.parents) + 1
    score = (nw.col("distance") * base + nw.col("ancestor")).alias("score")
    found = bench.frames.chain.join(fitting, on="ancestor", how="inner").select("place", score)
    nearest = found.group_by("place").agg(nw.col("score").min())
    frame = nearest.select("place", (nw.col("score") % base).alias(name))
    value = nw.when(~nw.col(start).is_null()).then(nw.col(name).fill_null(-1))
    return Join({name: value}, {"place": start}, frame)


_SEARCHES: Final = {"any_above": _any_above, "cyclic": _cyclic, "reaches": _reaches}
