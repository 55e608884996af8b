"""Further searches over columns: over links, up a chain of places or references."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from unionmodel.checking.columns.arrays import Flags, Numbers
from unionmodel.checking.columns.tables import ROW, series
from unionmodel.checking.columns.workspace import Bench, Join
from unionmodel.rules.expr import Expr
from unionmodel.rules.facts import Aggregate, Chain, LessButMore, Step

#: A condition as a number, so that the larger of two is their "or".
NO, UNKNOWN, YES = 0, 1, 2


def reached(bench: Bench, fact: Aggregate) -> nw.LazyFrame[Any]:
    """Return every row that an aggregate counts with every row that it counts at (`key`), each pair once."""
    translate, source = bench.translate, bench.lazy(str(fact.by.table))
    pairs = source.select(ROW, nw.col(translate.row(fact.by)).alias("key")).filter(nw.col("key") >= 0)
    for number, step in enumerate(fact.through):
        pairs = pairs.join(_links(bench, step), on="key", how="inner").select(ROW, nw.col("next").alias("key"))
        # Every row starts at one key, and no link is there twice: only further steps may lead to the same row again.
        pairs = pairs.unique() if number else pairs
    if fact.beside is not None:
        beside = source.select(ROW, nw.col(translate.row(fact.beside)).alias("key")).filter(nw.col("key") >= 0)
        pairs = nw.concat([pairs, beside]).unique()
    return pairs


def _links(bench: Bench, step: Step) -> nw.LazyFrame[Any]:
    """Return from which row (`key`) to which one (`next`) the links of a step lead, each once."""
    translate, base = bench.translate, bench.frames.size(str(step.to.type.table)) + 1
    by, to = nw.col(translate.row(step.by)), nw.col(translate.row(step.to))
    links = bench.lazy(str(step.by.table)).filter(translate(step.where)).filter((by >= 0) & (to >= 0))
    # As one number: of those the different ones are found in half the time of pairs.
    once = links.select((by * base + to).alias("link")).unique()
    return once.select((nw.col("link") // base).alias("key"), (nw.col("link") % base).alias("next"))


def climb(bench: Bench, fact: Chain) -> Join:
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


def upward(bench: Bench, fact: Chain) -> nw.Series[Any]:
    """Return whether each row or one above it holds, doubling the stride each round."""
    table, cell = str(fact.home), fact.parent.of
    # Of the places only some are in the frame, but their parents are numbered among all.
    parents = bench.parents(table, cell.name)
    count = len(parents)
    rows = bench.frames.rows(table) if table == "places" else np.arange(count, dtype=np.int64)
    broken_off = (parents[rows] < 0) & _flags(bench, table, cell.known())
    # One row more stands for the end of the way: nothing holds there, and it leads to itself.
    found = np.full(count + 1, NO, dtype=np.int8)
    found[rows] = np.maximum(_truth(bench, table, fact.of), np.where(broken_off, UNKNOWN, NO))
    above = np.append(np.where(parents < 0, count, parents), count)
    for _ in range(count.bit_length() + 1):
        if bool((above == count).all()):
            break
        found, above = np.maximum(found, found[above]), above[above]
    return three_valued(found[rows])


def overtaken(bench: Bench, fact: LessButMore) -> nw.Series[Any]:
    """Return whether another row of the same `by` has less of `order` but more of `of`."""
    table, translate = str(fact.home), bench.translate
    terms = {
        "group": nw.col(translate.row(fact.by)).fill_null(-2),
        "order": translate(fact.order).fill_null(-1),
        "of": translate(fact.of).fill_null(-1),
    }
    found = bench.arrays(table, terms)
    group, order, of = (np.asarray(found[name], dtype=np.int64) for name in terms)
    # A number below 0 is known only from below: at least ~number.
    open_, least = order < 0, np.where(order < 0, ~order, order)
    among = _flags(bench, table, fact.where) & (group >= 0) & (of >= 0)
    surely = _most_below(group, least, of, among & ~open_) > of
    perhaps = _most_below(group, least, of, among) > of
    # Whoever has more may have less of `order` than an open number turns out to be.
    perhaps = np.where(open_, _most(group, of, among) > of, perhaps)
    answer = np.where(surely, YES, np.where(perhaps, UNKNOWN, NO))
    return three_valued(np.where((group == -2) | (of < 0), UNKNOWN, answer))


def _most(group: Numbers, of: Numbers, among: Flags) -> Numbers:
    """Return for each row the most of `of` in its group; -1 where there is none."""
    best = np.full(int(group.max(initial=0)) + 1, -1, dtype=np.int64)
    np.maximum.at(best, group[among], of[among])
    return np.asarray(np.where(group >= 0, best[np.maximum(group, 0)], -1))


def _most_below(group: Numbers, least: Numbers, of: Numbers, among: Flags) -> Numbers:
    """Return for each row the most of `of` among the rows of its group with less than its own `least`; -1 for none."""
    # As ranks, group and number fit into one key, which sorts by both.
    _, number = np.unique(least, return_inverse=True)
    values, amount = np.unique(of, return_inverse=True)
    width, height = int(number.max(initial=0)) + 1, len(values) + 1
    key = group * width + number
    chosen = np.flatnonzero(among)
    chosen = chosen[np.argsort(key[chosen], kind="stable")]
    if not chosen.size:
        return np.full(len(group), -1, dtype=np.int64)
    best = np.maximum.accumulate(group[chosen] * height + amount[chosen])
    at = np.searchsorted(key[chosen], key, side="left") - 1
    same = (at >= 0) & (group[chosen][at] == group)
    return np.asarray(np.where(same, values[best[at] % height], -1))


def _truth(bench: Bench, table: str, condition: Expr) -> npt.NDArray[np.int8]:
    """Return a condition for every row as a number."""
    value = bench.translate(condition).cast(nw.Int8)
    term = nw.when(value.is_null()).then(UNKNOWN).otherwise(value * YES)
    return np.asarray(bench.arrays(table, {"truth": term})["truth"], dtype=np.int8)


def _flags(bench: Bench, table: str, condition: Expr) -> Flags:
    """Return for every row whether a condition surely holds."""
    return np.asarray(_truth(bench, table, condition) == YES)


def three_valued(answers: Any) -> nw.Series[Any]:
    """Return answers given as numbers as truth values."""
    numbers = nw.from_dict({"answer": series("answer", answers, nw.Int8)})
    found = numbers.select(nw.when(nw.col("answer") != UNKNOWN).then(nw.col("answer") == YES))
    return found.get_column(found.columns[0])
