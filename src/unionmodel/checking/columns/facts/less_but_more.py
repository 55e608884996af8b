"""Whether another row of a group has less of one number, but more of another, by columns."""

from __future__ import annotations

import numpy as np
import polars as pl

from unionmodel.checking.columns.arrays import Flags, Numbers
from unionmodel.checking.columns.three_valued import NO, UNKNOWN, YES, flags, three_valued
from unionmodel.checking.columns.workspace import Workspace
from unionmodel.rules.facts import LessButMore


def answer(workspace: Workspace, fact: LessButMore) -> pl.Series:
    """Return whether another row of the same `by` has less of `order` but more of `of`."""
    table, translate = str(fact.home), workspace.translate
    terms = {
        "group": pl.col(translate.row(fact.by)).fill_null(-2),
        "order": translate(fact.order).fill_null(-1),
        "of": translate(fact.of).fill_null(-1),
    }
    found = workspace.arrays(table, terms)
    group, order, of = (np.asarray(found[name], dtype=np.int64) for name in terms)
    # A number below 0 is known only from below: at least ~number.
    open_, least = order < 0, np.where(order < 0, ~order, order)
    among = flags(workspace, table, fact.where) & (group >= 0) & (of >= 0)
    surely = _most_below(group, least, of, among & ~open_) > of
    perhaps = _most_below(group, least, of, among) > of
    # If this row's `order` has no upper bound, any row with more of `of` might have a smaller `order`.
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
