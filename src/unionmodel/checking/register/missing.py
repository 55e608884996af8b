"""What the untold findings of a register hang on: asked once of each kind of row, by what is unknown about it."""

from __future__ import annotations

import functools
import operator
from collections.abc import Sequence
from typing import Any, Final

import polars as pl

from unionmodel.checking.columns.expressions import Term, Translator, decoded, row_column
from unionmodel.checking.report.compiled import looked_at
from unionmodel.checking.report.reasons import Tracer
from unionmodel.rules.expr import Cell, Expr, Row
from unionmodel.rules.facts import Fact, Itself

#: Conditions that fit into one number.
_AT_ONCE: Final = 60


def missing_names(rows: pl.DataFrame, trees: Sequence[Expr], translate: Translator) -> pl.Series:
    """Return for each row the names of what the unknown among `trees` hang on there, each once, in order.

    Rows about which the same is unknown miss the same: one of each kind is asked, as the plain engine asks it.
    """
    looked = [_unknown(tree, translate) for tree in looked_at(trees, translate.bindings.options)]
    kinds = combined(rows, looked)
    tracer = Tracer(_Read(rows[kinds.arg_unique().sort()], translate), translate.bindings)
    words = [
        list(dict.fromkeys(name for tree in trees for name in tracer.missing(tree, kind)))
        for kind in range(kinds.n_unique())
    ]
    return pl.Series(words, dtype=pl.List(pl.String)).gather(kinds)


def _unknown(tree: Expr, translate: Translator) -> Term:
    value = translate(tree)
    total = tree.type.kind == "total" and isinstance(tree, Cell | Fact)
    # A total that is known only from below is negative.
    return ~(value >= 0).fill_null(False) if total else value.is_null()


def combined(rows: pl.DataFrame, conditions: Sequence[Term]) -> pl.Series:
    """Return a number for each row, the same where the same conditions hold; numbers count up as they first come."""
    found = pl.repeat(0, len(rows), dtype=pl.Int64, eager=True)
    for start in range(0, len(conditions), _AT_ONCE):
        # The width is said: of numbers of different widths, from 2 to the 31st on, Polars cannot make one column.
        some = [(pl.lit(1 << bit, pl.Int64), one) for bit, one in enumerate(conditions[start : start + _AT_ONCE])]
        terms = [pl.when(condition).then(bit).otherwise(pl.lit(0, pl.Int64)) for bit, condition in some]
        total = functools.reduce(operator.add, terms).alias("bits")
        wide = rows.select(pl.col(rows.columns[0]).alias("#"), total)
        bits = pl.DataFrame({"before": found, "bits": wide["bits"].cast(pl.Int64)})
        pairs = bits.unique(maintain_order=True).with_row_index("number")
        found = bits.join(pairs, on=["before", "bits"], how="left", maintain_order="left")["number"].cast(pl.Int64)
    return found


class _Read:
    """The values of cells, references and facts of some rows, from a frame that holds what is read of them."""

    def __init__(self, rows: pl.DataFrame, translate: Translator) -> None:
        self._rows = rows
        self._translate = translate
        self._columns: dict[Expr, list[Any]] = {}

    def leaf(self, expr: Expr, row: int) -> Any:
        """Return the internal value of a cell, reference, fact or the row itself."""
        return self.column(expr)[row]

    def column(self, expr: Expr) -> list[Any]:
        """Return the internal values of a cell, reference or fact, one for each row."""
        if expr not in self._columns:
            self._columns[expr] = [decoded(value, expr.type) for value in self._values(expr)]
        return self._columns[expr]

    def _values(self, expr: Expr) -> list[Any]:
        if isinstance(expr, Row | Itself):
            return self._rows[str(row_column(expr))].to_list()
        if isinstance(expr, Cell):
            return self._rows[expr.name].to_list()
        assert isinstance(expr, Fact)
        if self._translate.homes.get(expr) is not None:
            return self._rows[self._translate.names[expr]].to_list()
        one = pl.DataFrame({"one": [0]})
        return [one.select(self._translate(expr).alias("found")).item()] * len(self._rows)
