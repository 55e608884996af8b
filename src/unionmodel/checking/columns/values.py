"""The values behind an answer: what a rule read of a row, as the structure holds it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import polars as pl

from unionmodel.checking.columns.arrays import Numbers
from unionmodel.checking.columns.expressions import decoded
from unionmodel.checking.columns.tables import StructureFrames
from unionmodel.checking.columns.workspace import Workspace
from unionmodel.errors import PackError
from unionmodel.rules.expr import Cell, Expr, Row
from unionmodel.rules.facts import Fact, Itself


class ColumnValues:
    """Values of cells, references and facts, for any row of the tables that were checked.

    `reported` are the rows of each table that somebody will ask about: their facts are fetched together.
    """

    def __init__(self, workspace: Workspace, frames: StructureFrames, reported: Mapping[str, Numbers]) -> None:
        self._frames = frames
        self._workspace = workspace
        self._reported = reported
        self._fetched: dict[Fact, dict[int, Any]] = {}

    def leaf(self, expr: Expr, row: int) -> Any:
        """Return the internal value of a cell, reference, fact or the row itself; PackError for any other tree."""
        frames = self._frames
        if isinstance(expr, Cell):
            return frames.cells(expr.home, expr.name)[row]
        if isinstance(expr, Row):
            return frames.reference(expr.of.home, expr.of.name, row)
        if isinstance(expr, Itself):
            return row
        if not isinstance(expr, Fact):
            raise PackError(f"{type(expr).__name__} is not the value of a row")
        values = self._fetched.get(expr)
        if values is None:
            home = self._workspace.translate.homes[expr]
            if home is None:
                return self._constant(expr)
            values = self._fetched[expr] = self._fetch(expr, self._reported.get(home, np.zeros(0, dtype=np.int64)))
        if row not in values:
            values.update(self._fetch(expr, np.asarray([row], dtype=np.int64)))
        return values[row]

    def column(self, expr: Expr) -> _OfRows:
        """Return what gives the internal value of a cell, reference or fact by the number of the row."""
        return _OfRows(self, expr)

    def _fetch(self, fact: Fact, rows: Numbers) -> dict[int, Any]:
        table = str(fact.home)
        here = self._frames.rows(table)
        places = np.searchsorted(here, rows)
        if len(rows) and (places[-1] >= len(here) or not np.array_equal(here[places], rows)):
            raise PackError(f"{fact.name} is not computed for places that the structure does not touch")
        column = self._workspace.column(table, self._workspace.translate.names[fact])
        found = column[places].to_list()
        return dict(zip(rows.tolist(), (decoded(value, fact.type) for value in found), strict=True))

    def _constant(self, fact: Fact) -> Any:
        one = pl.DataFrame({"one": [0]})
        return decoded(one.select(self._workspace.translate(fact).alias("found")).item(), fact.type)


class _OfRows:
    """The values of one cell, reference or fact, each fetched when it is asked for."""

    def __init__(self, values: ColumnValues, expr: Expr) -> None:
        self._values = values
        self._expr = expr

    def __getitem__(self, row: int) -> Any:
        return self._values.leaf(self._expr, row)
