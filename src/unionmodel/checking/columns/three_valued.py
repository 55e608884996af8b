"""Conditions as numbers, for searches over arrays: the larger of two is their "or"."""

from __future__ import annotations

from typing import Any, Final

import narwhals as nw
import numpy as np
import numpy.typing as npt

from unionmodel.checking.columns.arrays import Flags
from unionmodel.checking.columns.tables import series
from unionmodel.checking.columns.workspace import Bench
from unionmodel.rules.expr import Expr

NO: Final = 0
UNKNOWN: Final = 1
YES: Final = 2


def truth(bench: Bench, table: str, condition: Expr) -> npt.NDArray[np.int8]:
    """Return a condition for every row as a number."""
    value = bench.translate(condition).cast(nw.Int8)
    term = nw.when(value.is_null()).then(UNKNOWN).otherwise(value * YES)
    return np.asarray(bench.arrays(table, {"truth": term})["truth"], dtype=np.int8)


def flags(bench: Bench, table: str, condition: Expr) -> Flags:
    """Return for every row whether a condition surely holds."""
    return np.asarray(truth(bench, table, condition) == YES)


def three_valued(answers: Any) -> nw.Series[Any]:
    """Return answers given as numbers as truth values."""
    numbers = nw.from_dict({"answer": series("answer", answers, nw.Int8)})
    found = numbers.select(nw.when(nw.col("answer") != UNKNOWN).then(nw.col("answer") == YES))
    return found.get_column(found.columns[0])
