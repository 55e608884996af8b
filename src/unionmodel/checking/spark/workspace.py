"""The frames of a check in Spark: the same facts and rules, joined, grouped and judged where the data lies.

What is known of places (a shipped list, and what lies in what) is worked out in the program that asks, and handed over.
So are the four searches that follow unions upwards or compare them within a county (circles, what stands above, what
holds above, who is overtaken): two to four columns of the unions are fetched for each, and one column is handed back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from unionmodel.checking.columns.arrays import Numbers
from unionmodel.checking.columns.expressions import Columns, Term, Translator
from unionmodel.checking.columns.tables import COUNTY_LEVEL, FROM_FILE, LEVEL, LISTED, RANK, ROW, TOUCHED, Frames, dtype
from unionmodel.checking.columns.workspace import Bench, Join
from unionmodel.io.registers.spark import Frame
from unionmodel.io.registers.spark_register import SparkRegister
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.rules.expr import Expr
from unionmodel.rules.facts import Fact
from unionmodel.rules.query import Leaves, leaves, merged, needed


class SparkFrames(Frames):
    """The tables of a register that Spark holds. Of the places alone the columns are here."""

    def __init__(self, register: SparkRegister) -> None:
        super().__init__(register)  # type: ignore[arg-type]
        self.register = register
        self.spark = register.spark

    def table(self, table: str, columns: Iterable[str]) -> Frame:
        """Return a table with its row number and some columns."""
        wanted = [name for name in dict.fromkeys(columns) if name != ROW]
        if table in ("places", WHOLE.name):
            made = {name: self.column(table, name).to_native() for name in (ROW, *wanted)}
            return self.spark.made(pl.DataFrame(made))
        rows = self.register.rows(table, [name for name in wanted if name != RANK])
        if RANK in wanted:
            ranks = self._once(("ranks", table), lambda: self._ranks(table))
            rows = rows.join(ranks, on=ROW, how="left")
        return rows.select(ROW, *wanted)

    def _ranks(self, table: str) -> Frame:
        """Return the place of every row among all by its key; the rows are sorted for it."""
        key = str(TABLES[table].key)
        by_key = self.register.rows(table, [key]).sort(key)
        return self.spark.in_order(by_key.select(ROW), RANK)

    def numbers(self, table: str, name: str) -> Numbers:
        """Return the places above places; what the rows of any other table lead to is fetched by the bench."""
        assert table == "places"
        return super().numbers(table, name)

    def _named(self, table: str, name: str) -> Numbers:
        return np.asarray(self.register.named(table, name).to_numpy(), dtype=np.int64)

    def _chain(self) -> Frame:
        # `Frames` makes it of arrays, as a lazy Polars frame.
        local = super()._chain().to_native().collect()
        return self.spark.settled(self.spark.made(local))


class SparkBench(Bench):
    """The frames that rules read, in Spark. Every table is computed at most once a stage, when another one looks into it.

    `last` are the columns that are read at the end.
    """

    #: Windows give what arrays give elsewhere, where all rows would have to be fetched.
    windows = True
    frames: SparkFrames

    def __init__(
        self,
        frames: SparkFrames,
        translate: Translator,
        conditions: Iterable[Expr],
        tables: Iterable[str],
        last: Leaves,
    ) -> None:
        self.frames = frames
        self.translate = translate
        self._spark = frames.spark
        facts = set(translate.names.values())
        read = translate.columns(merged(leaves(conditions), *map(needed, translate.homes), last))
        #: The tables as they stood when the stage began, and as they will stand when the next one does.
        self._now: dict[str, Frame] = {}
        self._next: dict[str, Frame] = {}
        #: Tables of which more has been said than computed.
        self._open: set[str] = set()
        self._columns: dict[str, list[str]] = {}
        for table in {**dict.fromkeys(tables), **read}:
            names = [name for name in read.get(table, {}) if name not in facts and name != ROW]
            extra = [] if table != "places" else [TOUCHED, FROM_FILE, COUNTY_LEVEL, LEVEL, LISTED]
            self._columns[table] = [ROW, *dict.fromkeys([*names, *extra])]
            self._next[table] = frames.table(table, self._columns[table]).select(*self._columns[table])
            self._open.add(table)
        self._now = dict(self._next)

    def load(self, columns: Columns) -> None:
        """Begin a stage: what was added in the one before can be read."""
        self._now = dict(self._next)

    def keep(self, columns: Columns) -> None:
        """Forget all columns but those that somebody will still read."""
        own = {TOUCHED, FROM_FILE, COUNTY_LEVEL, LEVEL, LISTED}
        for table, names in self._columns.items():
            kept = columns.get(table, {})
            left = [name for name in names if name == ROW or name in kept or name in own]
            if left != names:
                self._columns[table] = left
                self._next[table] = self._next[table].select(*left)

    def lazy(self, table: str) -> Frame:
        """Return the rows of `table` as they stood when the stage began, computed once."""
        if table in self._open:
            same = self._next[table] is self._now[table]
            self._now[table] = self._spark.settled(self._now[table])
            self._open.discard(table)
            if same:
                self._next[table] = self._now[table]
        return self._now[table]

    def settled(self, rows: Frame) -> Frame:
        return self._spark.settled(rows)

    def made(self, columns: Mapping[str, nw.Series[Any]]) -> Frame:
        return self._spark.made(pl.DataFrame({name: column.to_native() for name, column in columns.items()}))

    def size(self, rows: Frame) -> int:
        return self._spark.number(rows)

    def arrays(self, table: str, terms: Mapping[str, Term]) -> dict[str, Any]:
        rows = self.lazy(table).select(ROW, *(term.alias(name) for name, term in terms.items()))
        found = self._spark.fetched(rows).sort(ROW)
        return {name: found[name].to_numpy() for name in terms}

    def parents(self, table: str, cell: str) -> Numbers:
        if table == "places":
            return self.frames.parents
        found = self.arrays(table, {"to": nw.col(f"{cell}#").fill_null(-1)})["to"]
        return np.asarray(found, dtype=np.int64)

    def add_column(self, table: str, name: str, values: nw.Series[Any]) -> None:
        rows = pl.Series(ROW, self._numbers(table))
        handed = self._spark.made(pl.DataFrame({ROW: rows, name: values.to_native()}))
        self._set(table, self._start(table).join(handed, on=ROW, how="left"), [name])

    def _numbers(self, table: str) -> Numbers:
        if table == "places":
            return self.frames.rows("places")
        return np.arange(self.frames.register.size(table), dtype=np.int64)

    def add_blank(self, table: str, facts: Iterable[Fact]) -> None:
        blank = {self.translate.names[fact]: nw.lit(None, dtype=dtype(fact.type)) for fact in facts}
        self.add_terms(table, [blank])

    def add_terms(self, table: str, layers: Iterable[Mapping[str, Term]]) -> None:
        rows, names = self._next[table], list[str]()
        for layer in layers:
            rows = rows.with_columns(*(term.alias(name) for name, term in layer.items()))
            names.extend(layer)
        self._set(table, rows, names)

    def add_joined(self, table: str, joins: Iterable[Join]) -> None:
        joins = list(joins)
        rows = self._start(table)
        made = {name: term for join in joins for name, term in join.made.items()}
        if made:
            rows = rows.with_columns(*(term.alias(name) for name, term in made.items()))
        for join in joins:
            if join.frame is not None:
                rows = rows.join(join.frame, left_on=list(join.keys.values()), right_on=list(join.keys), how="left")
        terms = {name: term for join in joins for name, term in join.values.items()}
        if terms:
            rows = rows.with_columns(*(term.alias(name) for name, term in terms.items()))
        self._set(table, rows, [*terms, *(name for join in joins for name in join.taken)])

    def drop(self, table: str) -> None:
        """Forget a table that nobody will ask for any more."""
        self._now.pop(table, None)
        self._next.pop(table, None)

    def _start(self, table: str) -> Frame:
        """Return what columns are added to: computed first, where it was not."""
        if table in self._open and self._next[table] is self._now[table]:
            return self.lazy(table)
        return self._next[table]

    def _set(self, table: str, rows: Frame, added: Iterable[str]) -> None:
        self._columns[table] = list(dict.fromkeys([*self._columns[table], *added]))
        self._next[table] = rows.select(*self._columns[table])
        self._open.add(table)
