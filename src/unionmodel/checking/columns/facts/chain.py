"""The way up from a row by a reference within its table, by columns."""

from __future__ import annotations

from typing import Final

import numpy as np
import polars as pl

from unionmodel.checking.columns.arrays import Numbers, runs_into_a_circle
from unionmodel.checking.columns.tables import ROW, series
from unionmodel.checking.columns.three_valued import NO, UNKNOWN, YES, flags, three_valued, truth
from unionmodel.checking.columns.workspace import Join, Workspace
from unionmodel.rules.expr import Row
from unionmodel.rules.facts import Chain


def answer(workspace: Workspace, fact: Chain) -> Join | pl.Series:
    return _first(workspace, fact) if fact.ask == "first" else _SEARCHES[fact.ask](workspace, fact)


def _cyclic(workspace: Workspace, fact: Chain) -> pl.Series:
    table, cell = str(fact.home), fact.parent.of.name
    found = runs_into_a_circle(workspace.parents(table, cell))
    return series("cyclic", found[workspace.frames.rows(table)] if table == "places" else found, pl.Boolean)


def _any_above(workspace: Workspace, fact: Chain) -> pl.Series:
    """Return whether each row or one above it holds, doubling the stride each round."""
    table, cell = str(fact.home), fact.parent.of
    # Of the places only some are in the frame, but their parents are numbered among all.
    parents = workspace.parents(table, cell.name)
    count = len(parents)
    rows = workspace.frames.rows(table) if table == "places" else np.arange(count, dtype=np.int64)
    broken_off = (parents[rows] < 0) & flags(workspace, table, cell.known())
    # One row more stands for the end of the way: nothing holds there, and it leads to itself.
    found = np.full(count + 1, NO, dtype=np.int8)
    found[rows] = np.maximum(truth(workspace, table, fact.of), np.where(broken_off, UNKNOWN, NO))
    above = np.append(np.where(parents < 0, count, parents), count)
    for _ in range(count.bit_length() + 1):
        if bool((above == count).all()):
            break
        found, above = np.maximum(found, found[above]), above[above]
    return three_valued(found[rows])


def _reaches(workspace: Workspace, fact: Chain) -> pl.Series:
    """Return whether the row that `of` points at stands above each row, by one step up for all rows together, again and again."""
    table = str(fact.home)
    assert isinstance(fact.of, Row)
    parents, wanted = workspace.parents(table, fact.parent.of.name), workspace.parents(table, fact.of.of.name)
    there = workspace.arrays(table, {"given": ~pl.col(fact.parent.of.name).is_null()})
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


def _first(workspace: Workspace, fact: Chain) -> Join:
    """Return the first place up each place's chain that fits, to be joined to the rows that start there."""
    name, start = workspace.translate.names[fact], workspace.translate.row(fact.start)
    fitting = workspace.lazy("places").filter(workspace.translate(fact.of)).select(pl.col(ROW).alias("ancestor"))
    base = len(workspace.frames.parents) + 1
    score = (pl.col("distance") * base + pl.col("ancestor")).alias("score")
    found = workspace.frames.chain.join(fitting, on="ancestor", how="inner").select("place", score)
    nearest = found.group_by("place").agg(pl.col("score").min())
    frame = nearest.select("place", (pl.col("score") % base).alias(name))
    value = pl.when(~pl.col(start).is_null()).then(pl.col(name).fill_null(-1))
    return Join({name: value}, {"place": start}, frame)


_SEARCHES: Final = {"any_above": _any_above, "cyclic": _cyclic, "reaches": _reaches}
