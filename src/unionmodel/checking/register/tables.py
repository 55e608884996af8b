"""The frames of a register: its columns as they are, narrow, with references as numbers in place of texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from unionmodel.checking.columns.arrays import Numbers
from unionmodel.checking.columns.tables import RANK, ROW, Frames
from unionmodel.io.registers.cells import numbered
from unionmodel.io.registers.register import Register
from unionmodel.model.records import TABLES
from unionmodel.rules.expr import Cell, Compare, Expr, Known, Row
from unionmodel.rules.facts import Fact, Latest
from unionmodel.rules.kin import Above, Alike, Following, Matched, Twin, Upward


class RegisterFrames(Frames):
    """The columns of a register, built anew from it when they are asked for: it keeps them itself.

    A reference cell holds a number: equal for equal texts, blank for blank ones. Where a rule reads such a cell in a
    way for which that is not enough, those of its target hold their text (`in_words`).
    """

    narrow = True

    def __init__(self, register: Register, in_words: frozenset[str] = frozenset()) -> None:
        super().__init__(register)  # type: ignore[arg-type]
        self.register = register
        self._in_words = in_words

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
        return numbers if target in self._in_words else self.register.texts(target, numbers)

    def _native(self, table: str, name: str) -> pl.Series:
        if name == ROW:
            return pl.int_range(self.register.size(table), dtype=pl.Int64, eager=True).alias(name)
        if name == RANK:
            return self._once((table, name), lambda: self._ranks(table))
        if name.endswith("#"):
            return self.register.rows(table, name[:-1]).alias(name)
        column, found = TABLES[table].column(name), self.register.column(table, name)
        if column.refers_to is not None:
            return self.register.texts(column.refers_to, found) if column.refers_to in self._in_words else found
        return numbered(column, found)

    def _ranks(self, table: str) -> pl.Series:
        ids = self.register.column(table, str(TABLES[table].key))
        return ids.rank("ordinal").cast(pl.Int32).alias(RANK)

    def _named(self, table: str, name: str) -> Numbers:
        """Return the places that a column names, each once."""
        found = self.register.rows(table, name).drop_nulls().unique().to_numpy()
        return np.asarray(found, dtype=np.int64)


def in_words(trees: Iterable[Expr], facts: Iterable[Fact]) -> frozenset[str]:
    """Return the tables of which references must be held as text, because a rule does more with them than compare.

    Numbers are enough to ask whether a cell is filled, where it leads, whether two references are equal, and which rows
    agree in it.
    """
    found: set[str] = set()

    def visit(tree: Expr) -> None:
        if isinstance(tree, Cell):
            if tree.refers_to is not None:
                found.add(tree.refers_to)
        elif (
            isinstance(tree, Row)
            or (isinstance(tree, Known) and isinstance(tree.of, Cell))
            or (isinstance(tree, Compare) and _same_target(tree.left, tree.right))
        ):
            return
        elif not isinstance(tree, Fact):
            for child in tree.children:
                visit(child)

    for tree in trees:
        visit(tree)
    for fact in facts:
        if isinstance(fact, Matched):
            matching = zip(fact.by, fact.to, strict=True)
            agreeing = {cell for pair in matching if _same_target(*pair) for cell in pair}
        elif isinstance(fact, Above | Upward):
            # Of the way up it is only asked whether it is given.
            agreeing = {fact.parent.of}
        else:
            agreeing = set(fact.by) if isinstance(fact, Latest | Twin | Alike | Following) else set()
        for tree in fact.inputs:
            if not any(tree is cell for cell in agreeing):
                visit(tree)
    return frozenset(found)


def _same_target(one: Expr, other: Expr) -> bool:
    return (
        isinstance(one, Cell)
        and isinstance(other, Cell)
        and one.refers_to is not None
        and one.refers_to == other.refers_to
        and "places" not in (one.home, other.home)
    )
