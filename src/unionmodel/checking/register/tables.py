"""The frames of a register: its columns as they are, narrow, with references as numbers in place of texts."""

from __future__ import annotations

import polars as pl

from unionmodel.checking.columns.tables import RANK, ROW, Frames
from unionmodel.io.registers.cells import numbered
from unionmodel.io.registers.register import Register
from unionmodel.model.records import TABLES


class RegisterFrames(Frames):
    """The columns of a register, read from its files each time: they may be larger than the memory.

    A reference cell holds a number: equal for equal texts, blank for blank ones. Where a rule reads such a cell in a
    way for which that is not enough, those of its target hold their text (`named`).
    """

    memory_bound = True

    def __init__(self, register: Register, named_tables: frozenset[str] = frozenset()) -> None:
        super().__init__(register)
        self.register = register
        self._named_tables = named_tables

    def texts(self, table: str, name: str, numbers: pl.Series) -> pl.Series:
        """Return what was written in a reference cell whose values are given as the column holds them."""
        target = str(TABLES[table].column(name).refers_to)
        return numbers if target in self._named_tables else self.register.texts(target, numbers)

    def _of_table(self, table: str, name: str) -> pl.Series:
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
