"""Climbing with arrays: circles of references, chains of places, and what lies above a place.

Row numbers are 64-bit integers; -1 stands for no parent.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Numbers: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

#: The rank of a county; whatever ranks lower has a higher number.
_COUNTY_RANK = 3


def runs_into_a_circle(parents: Numbers) -> Flags:
    """Return for every row whether following `parents` from it ever comes round again.

    Each round doubles the stride, so a chain of a million rows takes twenty rounds.
    """
    count = len(parents)
    # Add a sentinel row that is its own parent. Rows on a circle never reach it.
    reached = np.append(np.where(parents < 0, count, parents), count)
    for _ in range(count.bit_length()):
        reached = reached[reached]
    return np.asarray(reached[:count] != count)


def above(parents: Numbers, start: Numbers) -> Flags:
    """Return for every row whether it is one of `start` or stands above one of them."""
    marked = np.zeros(len(parents), dtype=np.bool_)
    named = np.zeros(len(parents), dtype=np.bool_)
    named[start[start >= 0]] = True
    frontier = np.flatnonzero(named)
    while frontier.size:
        frontier = frontier[~marked[frontier]]
        marked[frontier] = True
        higher = parents[frontier]
        frontier = np.unique(higher[higher >= 0])
    return marked


def chains(parents: Numbers, rows: Numbers, slow: Callable[[int], Sequence[int]]) -> tuple[Numbers, Numbers, Numbers]:
    """Return the chains of `rows` as three columns: the place, one place at or above it, and the steps between them.

    `slow` gives the chain of one row that runs into a circle, where the number of steps has to be cut.
    """
    circular = runs_into_a_circle(parents)[rows]
    start = current = rows[~circular]
    pieces: list[tuple[Numbers, Numbers, Numbers]] = []
    steps = 0
    while current.size:
        pieces.append((start, current, np.full(len(current), steps, dtype=np.int64)))
        higher = parents[current]
        start, current, steps = start[higher >= 0], higher[higher >= 0], steps + 1
    for row in rows[circular].tolist():
        chain = np.asarray(slow(row), dtype=np.int64)
        pieces.append((np.full(len(chain), row, dtype=np.int64), chain, np.arange(len(chain), dtype=np.int64)))
    if not pieces:
        return rows[:0], rows[:0], rows[:0]
    return (
        np.concatenate([piece[0] for piece in pieces]),
        np.concatenate([piece[1] for piece in pieces]),
        np.concatenate([piece[2] for piece in pieces]),
    )


def from_county_down(place: Numbers, ancestor: Numbers, distance: Numbers, county_level: Flags, rank: Numbers) -> Flags:
    """Return for every link of the chains whether it is at or below the county that the place lies in.

    Where no county is on the chain, places that rank as low as a county count.
    """
    never = np.iinfo(np.int64).max
    first = np.full(len(rank), never, dtype=np.int64)
    counties = county_level[ancestor]
    np.minimum.at(first, place[counties], distance[counties])
    return np.asarray(np.where(first[place] < never, distance <= first[place], rank[ancestor] >= _COUNTY_RANK))
