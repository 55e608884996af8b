"""The frames of one check, and how columns are added to them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, cast

import attrs
import numpy as np
import polars as pl

from unionmodel.checking.columns.arrays import Numbers
from unionmodel.checking.columns.expressions import Columns, Term, Translator
from unionmodel.checking.columns.tables import ROW, Frames, dtype, series
from unionmodel.rules.expr import Expr
from unionmodel.rules.facts import Fact
from unionmodel.rules.query import leaves, merged, needed


@attrs.frozen
class Join:
    """Columns to add to a table: `values` over its own columns and over those of `frame`, joined by `keys`.

    `keys` maps a key of `frame` (which holds each combination once) to a column of the table or of `made`. The columns
    `taken` are those of `frame` as they are.
    """

    values: Mapping[str, Term] = attrs.field(factory=dict)
    keys: Mapping[str, str] = attrs.field(factory=dict)
    frame: pl.LazyFrame | None = None
    made: Mapping[str, Term] = attrs.field(factory=dict)
    taken: tuple[str, ...] = ()


#: Numbers below it have 63 bits.
_FITTING: Final = 2**63
#: Columns computed in one pass: all of them at once would take too much memory.
_AT_ONCE: Final = 16


class Workspace:
    """The frames that the rules of one check read, with the facts found so far as further columns.

    Each table stands in the order of its row numbers, so that new columns are put beside the old ones without a join.
    """

    def __init__(
        self, frames: Frames, translate: Translator, conditions: Iterable[Expr], tables: Iterable[str] = ()
    ) -> None:
        self.frames = frames
        self.translate = translate
        self._frames: dict[str, pl.LazyFrame] = {}
        self._tables: dict[str, dict[str, pl.Series]] = {}
        read = translate.columns(merged(leaves(conditions), *map(needed, translate.homes)))
        for table in {**dict.fromkeys(tables), **read}:
            self._tables[table] = {ROW: frames.column(table, ROW)}
        # Wide columns are loaded on demand and dropped after use.
        if not frames.memory_bound:
            self.load(read)

    def load(self, columns: Columns) -> None:
        """Fetch the cells and references among `columns` that are not there."""
        facts = set(self.translate.names.values())
        for table, names in columns.items():
            missing = [name for name in names if name not in self._tables[table] and name not in facts]
            if missing:
                self._tables[table].update({name: self.frames.column(table, name) for name in missing})
                self._frames.pop(table, None)

    def keep(self, columns: Columns) -> None:
        """Forget all columns but those that somebody will still read."""
        for table, there in self._tables.items():
            kept = columns.get(table, {})
            self._tables[table] = {name: column for name, column in there.items() if name in kept or name == ROW}
        self._frames.clear()

    def lazy(self, table: str) -> pl.LazyFrame:
        """Return the rows of `table` as they stand."""
        if table not in self._frames:
            self._frames[table] = self._wide(self._tables[table])
        return self._frames[table]

    @staticmethod
    def _wide(columns: Mapping[str, pl.Series]) -> pl.LazyFrame:
        """Return columns as a frame in which every whole number has 64 bits, whatever it is kept in.

        Only what is read of it is widened, and then forgotten.
        """
        wide = [
            pl.col(name).cast(pl.Int64)
            for name, column in columns.items()
            if column.dtype.is_integer() and column.dtype != pl.Int64
        ]
        rows = pl.DataFrame(dict(columns)).lazy()
        return rows.with_columns(*wide) if wide else rows

    def column(self, table: str, name: str) -> pl.Series:
        """Return one column of `table`, in the order of its rows; a cell that no condition reads is fetched now."""
        found = self._tables[table].get(name)
        return self.frames.column(table, name) if found is None else found

    def drop(self, table: str) -> None:
        """Free the columns of a table that is not read again."""
        self._tables[table] = {ROW: self._tables[table][ROW]}
        self._frames.pop(table, None)

    def agreeing(self, table: str, names: Sequence[str]) -> dict[str, Term]:
        """Return what rows of `table` have in common that agree in some columns, under names to group them by.

        Where the columns hold numbers that fit into one, that is one number: to group by it takes half the time.
        """
        narrow = self.frames.memory_bound and not self.empty(table)
        columns = [self.column(table, name) for name in names] if narrow else []
        if narrow and all(column.dtype.is_integer() for column in columns):
            ends = [(cast("int", column.min() or 0), cast("int", column.max() or 0) + 2) for column in columns]
            if all(least >= 0 for least, _ in ends) and math.prod(width for _, width in ends) < _FITTING:
                number = pl.lit(0, dtype=pl.Int64)
                for name, (_, width) in zip(names, ends, strict=True):
                    number = number * width + (pl.col(name) + 1).fill_null(0)
                return {"#agreeing": number}
        return {name: pl.col(name) for name in names}

    def empty(self, table: str) -> bool:
        """Return whether `table` has no rows."""
        return not self.frames.size(table)

    def arrays(self, table: str, terms: Mapping[str, Term]) -> dict[str, Any]:
        """Return some values of every row of `table` as arrays, in the order of the rows."""
        rows = self.lazy(table).select(ROW, *(term.alias(name) for name, term in terms.items())).sort(ROW).collect()
        return {name: rows.get_column(name).to_numpy() for name in terms}

    def parents(self, table: str, cell: str) -> Numbers:
        """Return the rows that a reference within a table leads to, -1 for none; of places for all there are."""
        return self.frames.parents if table == "places" else self.frames.numbers(table, cell)

    def add_blank(self, table: str, facts: Iterable[Fact]) -> None:
        """Add facts to a table without rows, where nothing need be computed."""
        for fact in facts:
            self.add_column(table, self.translate.names[fact], series("none", [], dtype(fact.type)))

    def add_column(self, table: str, name: str, values: pl.Series) -> None:
        """Add a column that stands in the order of the rows."""
        self._add(table, {name: values})

    def add_terms(self, table: str, layers: Iterable[Mapping[str, Term]]) -> None:
        """Add columns that are computed from those of the same row; a layer may read the layers before it."""
        rows, names = self.lazy(table), list[str]()
        for layer in layers:
            rows = rows.with_columns(*(term.alias(name) for name, term in layer.items()))
            names.extend(layer)
        self._add(table, _columns_of(rows.select(*names)))

    def add_joined(self, table: str, joins: Iterable[Join]) -> None:
        """Add columns that come from other frames."""
        several: list[Join] = []
        for join in joins:
            # One key is a row number, which says by itself where its row stands: nothing need be searched.
            if join.frame is not None and len(join.keys) == 1:
                self._add_looked_up(table, join, join.frame)
            else:
                several.append(join)
        if several:
            self._add_searched(table, several)

    def _add_looked_up(self, table: str, join: Join, frame: pl.LazyFrame) -> None:
        ((key, start),) = join.keys.items()
        found = self._found(frame)
        made = _columns_of(self.lazy(table).select(term.alias(name) for name, term in join.made.items()))
        at = _standing(found.pop(key), made[start] if made else self._tables[table][start])
        others = {name: column.gather(at) for name, column in found.items()}
        self._add(table, {name: others[name] for name in join.taken})
        terms = [term.alias(name) for name, term in join.values.items()]
        rows = self._wide({**self._tables[table], **others})
        for first in range(0, len(terms), _AT_ONCE):
            self._add(table, _columns_of(rows.select(*terms[first : first + _AT_ONCE])))

    def _found(self, frame: pl.LazyFrame) -> dict[str, pl.Series]:
        """Return the columns of a frame that is to be joined."""
        if not self.frames.memory_bound:
            return _columns_of(frame)
        # Grouping shrinks the table a lot, so stream its input.
        found = frame.collect(engine="streaming")
        return {column.name: _narrow(column) for column in found.iter_columns()}

    def _add_searched(self, table: str, joins: Iterable[Join]) -> None:
        """Add columns that are joined to a narrow copy of the table."""
        joins = list(joins)
        names = {name for join in joins for name in join.keys.values()}
        made = {name: term for join in joins for name, term in join.made.items()}
        plain = [pl.col(name) for name in sorted(names - made.keys() - {ROW})]
        narrow = self.lazy(table).select(ROW, *plain, *(term.alias(name) for name, term in made.items()))
        for join in joins:
            if join.frame is not None:
                narrow = narrow.join(join.frame, left_on=list(join.keys.values()), right_on=list(join.keys), how="left")
        terms = [term.alias(name) for join in joins for name, term in join.values.items()]
        terms += [pl.col(name) for join in joins for name in join.taken]
        # A join may give the rows in any order.
        self._add(table, _columns_of(narrow.select(ROW, *terms).sort(ROW)))

    def _add(self, table: str, columns: Mapping[str, pl.Series]) -> None:
        kept = {name: _narrow(column) for name, column in columns.items()} if self.frames.memory_bound else columns
        self._tables[table].update(kept)
        self._frames.pop(table, None)


def _columns_of(rows: pl.LazyFrame) -> dict[str, pl.Series]:
    return {column.name: column for column in rows.collect().iter_columns()}


def _narrow(column: pl.Series) -> pl.Series:
    """Return whole numbers in as few bits as they need: there may be hundreds of columns of millions of rows."""
    return column.shrink_dtype() if column.dtype.is_integer() else column


def _standing(keys: pl.Series, wanted: pl.Series) -> pl.Series:
    """Return where in `keys` each of the `wanted` row numbers stands; blank where it does not, or is none."""
    numbers = keys.to_numpy()
    size = int(numbers.max(initial=-1)) + 1
    known = _where(wanted, lambda row: (row >= 0) & (row < size))
    if len(numbers) == size and np.array_equal(numbers, np.arange(size)):
        return known
    where = np.full(size, -1, dtype=np.int32)
    where[numbers] = np.arange(len(numbers), dtype=np.int32)
    return _where(series("at", where, pl.Int32).gather(known), lambda at: at >= 0)


def _where(column: pl.Series, condition: Callable[[Term], Term]) -> pl.Series:
    """Return the numbers of a column that fulfil a condition, blank in place of the others."""
    number = pl.col("number")
    found = column.alias("number").to_frame().select(pl.when(condition(number)).then(number))
    return found.get_column(found.columns[0])
