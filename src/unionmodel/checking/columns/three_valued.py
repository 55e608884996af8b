"""Conditions as numbers, for searches over arrays: the larger of two is their "or"."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from unionmodel.checking.columns.arrays import Flags
from unionmodel.checking.columns.tables import series
from unionmodel.checking.columns.workspace import Workspace
from unionmodel.rules.expr import Expr

NO: Final = 0
UNKNOWN: Final = 1
YES: Final = 2


def truth(workspace: Workspace, table: str, condition: Expr) -> npt.NDArray[np.int8]:
    """Return a condition for every row as a number."""
    value = workspace.translate(condition).cast(pl.Int8)
    term = pl.when(value.is_null()).then(UNKNOWN).otherwise(value * YES)
    return np.asarray(workspace.arrays(table, {"truth": term})["truth"], dtype=np.int8)


def flags(workspace: Workspace, table: str, condition: Expr) -> Flags:
    """Return for every row whether a condition surely holds."""
    return np.asarray(truth(workspace, table, condition) == YES)


def three_valued(answers: Any) -> pl.Series:
    """Return answers given as numbers as truth values."""
    numbers = pl.DataFrame({"answer": series("answer", answers, pl.Int8)})
    found = numbers.select(pl.when(pl.col("answer") != UNKNOWN).then(pl.col("answer") == YES))
    return found.get_column(found.columns[0])
