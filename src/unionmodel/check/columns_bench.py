"""The frames of one check, and how columns are added to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
import narwhals as nw
import numpy as np

from unionmodel.check.columns_climb import Numbers
from unionmodel.check.columns_frames import RANK, ROW, Frames, dtype, series
from unionmodel.check.columns_terms import Term, Translator
from unionmodel.rules.expr import Cell, Expr, Row
from unionmodel.rules.facts import Fact, Itself, Somewhere
from unionmodel.rules.kin import Upward
from unionmodel.rules.searches import Linked, Nearest


@attrs.frozen
class Join:
    """Columns to add to a table: `values` over its own columns and over those of `frame`, joined by `keys`.

    `keys` maps a key of `frame` (which holds each combination once) to a column of the table or of `made`.
    """

    values: Mapping[str, Term]
    keys: Mapping[str, str] = attrs.field(factory=dict)
    frame: nw.LazyFrame[Any] | None = None
    made: Mapping[str, Term] = attrs.field(factory=dict)


class Bench:
    """The frames that the rules of one check read, with the facts found so far as further columns.

    Each table stands in the order of its row numbers, so that new columns are put beside the old ones without a join.
    """

    def __init__(
        self, frames: Frames, translate: Translator, conditions: Iterable[Expr], tables: Iterable[str] = ()
    ) -> None:
        self.frames = frames
        self.translate = translate
        self._tables: dict[str, dict[str, nw.Series[Any]]] = {
            table: {name: frames.column(table, name) for name in (ROW, *names)}
            for table, names in {**dict.fromkeys(tables, ()), **_read(conditions, translate.homes)}.items()
        }
        self._frames: dict[str, nw.LazyFrame[Any]] = {}

    def lazy(self, table: str) -> nw.LazyFrame[Any]:
        """Return the rows of `table` as they stand."""
        if table not in self._frames:
            self._frames[table] = self._wide(self._tables[table])
        return self._frames[table]

    @staticmethod
    def _wide(columns: Mapping[str, nw.Series[Any]]) -> nw.LazyFrame[Any]:
        """Return columns as a frame in which every whole number has 64 bits, whatever it is kept in.

        Only what is read of it is widened, and then forgotten.
        """
        wide = [
            nw.col(name).cast(nw.Int64)
            for name, column in columns.items()
            if column.dtype.is_integer() and column.dtype != nw.Int64
        ]
        rows = nw.from_dict(dict(columns)).lazy()
        return rows.with_columns(*wide) if wide else rows

    def column(self, table: str, name: str) -> nw.Series[Any]:
        """Return one column of `table`, in the order of its rows; a cell that no condition reads is fetched now."""
        found = self._tables[table].get(name)
        return self.frames.column(table, name) if found is None else found

    def drop(self, table: str) -> None:
        """Forget the columns of a table that nobody will ask for any more."""
        self._tables[table] = {ROW: self._tables[table][ROW]}
        self._frames.pop(table, None)

    def empty(self, table: str) -> bool:
        """Return whether `table` has no rows."""
        return not self.frames.size(table)

    def add_blank(self, table: str, facts: Iterable[Fact]) -> None:
        """Add facts to a table without rows, where nothing need be computed."""
        for fact in facts:
            self.add_column(table, self.translate.names[fact], series("none", [], dtype(fact.type)))

    def add_column(self, table: str, name: str, values: nw.Series[Any]) -> None:
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
            if join.frame is not None and len(join.keys) == 1 and not join.made:
                self._add_looked_up(table, join, join.frame)
            else:
                several.append(join)
        if several:
            self._add_searched(table, several)

    def _add_looked_up(self, table: str, join: Join, frame: nw.LazyFrame[Any]) -> None:
        ((key, start),) = join.keys.items()
        found = frame.collect()
        at = _standing(found.get_column(key), self._tables[table][start])
        others = {name: _taken(found.get_column(name), at) for name in found.columns if name != key}
        rows = self._wide({**self._tables[table], **others})
        self._add(table, _columns_of(rows.select(*(term.alias(name) for name, term in join.values.items()))))

    def _add_searched(self, table: str, joins: Iterable[Join]) -> None:
        """Add columns that are joined to a narrow copy of the table."""
        joins = list(joins)
        names = {name for join in joins for name in join.keys.values()}
        made = {name: term for join in joins for name, term in join.made.items()}
        plain = [nw.col(name) for name in sorted(names - made.keys() - {ROW})]
        narrow = self.lazy(table).select(ROW, *plain, *(term.alias(name) for name, term in made.items()))
        for join in joins:
            if join.frame is not None:
                narrow = narrow.join(join.frame, left_on=list(join.keys.values()), right_on=list(join.keys), how="left")
        terms = [term.alias(name) for join in joins for name, term in join.values.items()]
        # A join may give the rows in any order.
        self._add(table, _columns_of(narrow.select(ROW, *terms).sort(ROW)))

    def _add(self, table: str, columns: Mapping[str, nw.Series[Any]]) -> None:
        self._tables[table].update(columns)
        self._frames.pop(table, None)


def _columns_of(rows: nw.LazyFrame[Any]) -> dict[str, nw.Series[Any]]:
    return {column.name: column for column in rows.collect().iter_columns()}


def _standing(keys: nw.Series[Any], wanted: nw.Series[Any]) -> Numbers:
    """Return where in `keys` each of the `wanted` row numbers stands; -1 where it does not, or is none."""
    numbers = keys.to_numpy()
    rows = wanted.fill_null(-1).to_numpy()
    # One place more stands for whatever is not there.
    where = np.full(int(numbers.max(initial=-1)) + 2, -1, dtype=np.int32)
    where[numbers] = np.arange(len(numbers), dtype=np.int32)
    return np.asarray(where[np.where((rows < 0) | (rows >= len(where) - 1), -1, rows)])


def _taken(column: nw.Series[Any], at: Numbers) -> nw.Series[Any]:
    """Return the values of a column at some places, blank for -1."""
    places = series("at", at, nw.Int32).to_frame().select(nw.when(nw.col("at") >= 0).then(nw.col("at"))).to_native()
    return nw.from_native(column.to_native().gather(places.to_series()), series_only=True)


def _read(trees: Iterable[Expr], homes: Mapping[Fact, str | None]) -> dict[str, dict[str, None]]:
    """Return which columns of which tables are read by `trees` and by the facts in `homes`."""
    columns: dict[str, dict[str, None]] = {}
    seen: dict[Expr, None] = {}

    def read(table: str | None, *names: str) -> None:
        if table is not None:
            columns.setdefault(table, {}).update(dict.fromkeys(names))

    def visit(tree: Expr) -> None:
        if tree in seen:
            return
        seen[tree] = None
        if isinstance(tree, Row):
            read(tree.of.home, f"{tree.of.name}#")
        elif isinstance(tree, Cell):
            read(tree.home, tree.name)
        elif isinstance(tree, Itself):
            read(tree.home)
        else:
            for child in tree.children:
                visit(child)

    for tree in [*trees, *(tree for fact in homes for tree in fact.inputs)]:
        visit(tree)
    for fact, home in homes.items():
        read(home)
        if isinstance(fact, Nearest | Linked):
            read("unions", RANK, *(["place#"] if isinstance(fact, Linked) else []))
        elif isinstance(fact, Upward):
            read(home, fact.parent.of.name)
        elif isinstance(fact, Somewhere):
            read(fact.reads)
    return columns
