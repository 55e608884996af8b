"""The frames of a register: its columns as they are, narrow, with references as numbers in place of texts."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from unionmodel.checking.columns.arrays import Numbers
from unionmodel.checking.columns.tables import RANK, ROW, Frames
from unionmodel.io.registers.cells import numbered
from unionmodel.io.registers.register import Register
from unionmodel.model.records import TABLES


class RegisterFrames(Frames):
    """The columns of a register, built anew from it when they are asked for: it keeps them itself.

    A reference cell holds a number: equal for equal texts, blank for blank ones. Where a rule reads such a cell in a
    way for which that is not enough, those of its target hold their text (`named`).
    """

    narrow = True

    def __init__(self, register: Register, named: frozenset[str] = frozenset()) -> None:
        super().__init__(register)  # type: ignore[arg-type]
        self.register = register
        self._named_tables = named

    def column(self, table: str, name: str) -> nw.Series[Any]:
        if table in ("places", "structure"):
            return super().column(table, name)
        return nw.from_native(self._native(table, name), series_only=True)

    def numbers(self, table: str, name: str) -> Numbers:
        if table == "places":
            return super().numbers(table, name)
        found = self.register.rows(table, name).fill_null(-1).to_numpy()
        return np.asarray(found, dtype=np.int64)

    def texts(self, table: str, name: str, numbers: pl.Series) -> pl.Series:
        """Return what was written in a reference cell whose values are given as the column holds them."""
        target = str(TABLES[table].column(name).refers_to)
        return numbers if target in self._named_tables else self.register.texts(target, numbers)

    def _native(self, table: str, name: str) -> pl.Series:
        if name == ROW:
            return pl.int_range(self.register.size(table), dtype=pl.Int64, eager=True).alias(name)
        if name == RANK:
            return self._once((table, name), lambda: self._ranks(table))
        if name.endswith("#"):
            return self.register.rows(table, name[:-1]).alias(name)
        column, found = TABLES[table].column(name), self.register.column(table, name)
        if column.refers_to is not None:
            return self.register.texts(column.refers_to, found) if column.refers_to in self._named_tables else found
        return numbered(column, found)

    def _ranks(self, table: str) -> pl.Series:
        ids = self.register.column(table, str(TABLES[table].key))
        return ids.rank("ordinal").cast(pl.Int32).alias(RANK)

    def _named(self, table: str, name: str) -> Numbers:
        """Return the places that a column names, each once."""
        found = self.register.rows(table, name).drop_nulls().unique().to_numpy()
        return np.asarray(found, dtype=np.int64)
