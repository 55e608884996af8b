"""A register: the tables of a structure held as columns, for sizes at which nobody makes a record of each row.

It is read from a folder of Parquet or CSV files or from data frames, a column at a time. Every cell is checked as a
structure checks it, and everything wrong is told at once. References become whole numbers: the number of the row that
they lead to, or one beyond the last row for each text that leads nowhere.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from copy import copy
from functools import cached_property
from typing import Any, Final

import attrs
import polars as pl

from unionmodel.io.registers.cells import blank, read, without_values
from unionmodel.io.registers.errors import LISTED, Refusals, lacks_keys
from unionmodel.io.registers.files import Source, sources_of, title_of
from unionmodel.io.registers.key_index import Index
from unionmodel.language import Text
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.places import Geography, base_geography
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.model.structure import SHIPPED, repeated
from unionmodel.progress import Progress, silent

ROSTER: Final = "members"
READING = Text(zh="读取", en="reading")


class Register:
    """The tables of the data dictionary as columns. It never changes; what is derived from it is kept with it.

    `source` is a folder of `.parquet` and `.csv` files, one a table, a large table being a folder of parts
    (``headcounts/part-00000.parquet``), or a mapping from tables to data frames of any kind that Narwhals reads.
    `base_places=None` leaves out the shipped divisions. `progress` is told how far reading has come. A table of members
    with more rows than `longest_roster` is not held, but set aside to be read in parts. Raises InputErrors
    with everything that is wrong, each with a path such as ``unions[3].kind``; of more than a thousand errors the first
    thousand are listed, and the number of all is told.

    >>> import polars
    >>> register = Register({"unions": polars.DataFrame({"id": ["u1", "u2"], "superior": [None, "u1"]})})
    >>> register.size("unions"), register.rows("unions", "superior").to_list()
    (2, [None, 0])
    """

    def __init__(
        self,
        source: str | os.PathLike[str] | Mapping[str, Any],
        *,
        base_places: str | None = SHIPPED,
        progress: Progress | None = None,
        longest_roster: int | None = None,
    ) -> None:
        self.base_places = base_places
        #: Indexes that engines derive and keep, by the name of the module that owns them.
        self.cache: dict[str, Any] = {}
        failed = Refusals()
        self._sources = sources_of(source, failed.listed)
        self.title = title_of(source)
        #: A copy of a database is there as long as somebody holds it.
        self._held = source
        self._kept: dict[tuple[str, str], pl.Series] = {}
        #: Whether the keys of a table are kept as they were written.
        self._written: dict[str, bool] = {}
        self._dangling: dict[str, pl.Series] = {}
        #: The roster, where it is too long to be held: whoever judges it reads it in parts (`roster_parts`).
        self.aside: Source | None = None
        if longest_roster is not None and self.size(ROSTER) > longest_roster:
            self.aside = self._sources.pop(ROSTER)
        #: The rows of keys, as long as references are read.
        self._indexes: dict[str, Index] = {}
        steps, progress = list(self._steps()), progress or silent
        for number, (table, column) in enumerate(steps):
            progress(READING, number, len(steps))
            self._take(table, column, failed)
        progress(READING, len(steps), len(steps))
        self._indexes.clear()
        failed.refuse(self.title)

    def _steps(self) -> Iterator[tuple[Table, Column]]:
        """Yield every column that is there: keys first, since references lead to them."""
        tables = [TABLES[name] for name in self._sources]
        yield from ((table, table.column(table.key)) for table in tables if table.key)
        for table in tables:
            yield from (
                (table, column)
                for column in table.columns
                if not column.key and column.name in self._sources[table.name].written
            )

    def _take(self, table: Table, column: Column, failed: Refusals) -> None:
        """Read one column and keep it where it is small."""
        source = self._sources[table.name]
        if column.name not in source.written:
            failed.listed.append(((source.number, -1, 0), lacks_keys(table, column)))
            self._kept[table.name, column.name] = without_values(column.name, pl.String, source.rows)
            return
        raw = source.column(column.name)
        leads = column.refers_to is not None and table.name != "places"
        rows = self._led(column, raw) if leads else None
        if rows is not None and rows.null_count() == raw.null_count():
            self._kept[table.name, column.name] = rows
            return
        # A text that is the key of a row was looked at there: only what leads nowhere is looked at here.
        found = read(column, raw if rows is None else raw.set(rows.is_not_null(), None))
        failed.add_cells(found, source.at(column.name), lambda row: source.path(table.name, row, column.name))
        if leads:
            rest = self.numbered(column, found.values)
            self._kept[table.name, column.name] = rest if rows is None else _first(rows, rest)
        elif found.values.dtype != pl.String or column.key or not found.unchanged or table.name == "places":
            self._kept[table.name, column.name] = found.values
        if column.key:
            self._written[table.name] = found.unchanged
            self._refuse_repeated(table, found.values, failed)

    def _refuse_repeated(self, table: Table, keys: pl.Series, failed: Refusals) -> None:
        """Add an error for every row whose key another row before it has."""
        index = Index(keys) if table.name == "places" else self._index(table.name)
        if not index.repeated:
            return
        rows = pl.DataFrame({"key": keys}).with_row_index("row").drop_nulls("key")
        rows = rows.with_columns(pl.col("row").min().over("key").alias("first")).filter(pl.col("row") > pl.col("first"))
        source = self._sources[table.name]
        for row, key, first in rows.head(LISTED).select("row", "key", "first").iter_rows():
            path = source.path(table.name, row, str(table.key))
            failed.listed.append(((source.number, row, 0), repeated(path, key, first, row)))
        failed.beyond += max(0, len(rows) - LISTED)

    # -- references as numbers --------------------------------------------------------------------------------------

    def _led(self, column: Column, raw: pl.Series) -> pl.Series | None:
        """Return the row to which each text of a reference leads; None where texts or keys are not as they are kept."""
        if raw.dtype != pl.String or not self._written.get(str(column.refers_to), True):
            return None
        return self._index(str(column.refers_to)).rows(raw).alias(column.name)

    def numbered(self, column: Column, texts: pl.Series) -> pl.Series:
        """Return a reference as numbers: the row that it leads to, or one beyond the last for what leads nowhere."""
        target = str(column.refers_to)
        if texts.null_count() == len(texts):
            return without_values(column.name, pl.Int32, len(texts))
        found = self._index(target).rows(texts).alias(column.name)
        lost = texts.filter(found.is_null() & texts.is_not_null())
        if not len(lost):
            return found
        before = self._dangling.get(target, pl.Series(dtype=pl.String))
        beyond = self._dangling[target] = pl.concat([before, lost]).unique(maintain_order=True)
        return _first(found, Index(beyond).rows(texts) + len(self._keys(target)))

    def _index(self, table: str) -> Index:
        """Return the rows of the keys of a table; of places those shipped, too."""
        if table not in self._indexes:
            self._indexes[table] = Index(self._keys(table))
        return self._indexes[table]

    def _keys(self, table: str) -> pl.Series:
        """Return the key of every row; of places the shipped ones, too."""
        if table == "places":
            kept = self.cache.setdefault(__name__, {})
            if "places" not in kept:
                kept["places"] = pl.Series(self.geography.codes, dtype=pl.String)
            codes: pl.Series = kept["places"]
            return codes
        return self._kept.get((table, str(TABLES[table].key)), pl.Series(dtype=pl.String))

    # -- what engines read ------------------------------------------------------------------------------------------

    def size(self, table: str) -> int:
        """Return how many rows of `table` the register has; the structure as a whole is one."""
        if table == WHOLE.name:
            return 1
        return self._sources[table].rows if table in self._sources else 0

    @property
    def records(self) -> int:
        """How many rows the register has, shipped places not counted."""
        return sum(source.rows for source in self._sources.values()) + (self.aside.rows if self.aside else 0)

    @cached_property
    def geography(self) -> Geography:
        """The places of the register and the shipped ones, with what lies in what: the one table that is held as rows."""
        shipped = self.base_places is not None
        if not self.size("places"):
            return base_geography(shipped=shipped)
        own = {column.name: self.column("places", column.name).to_list() for column in TABLES["places"].columns}
        return Geography(own, shipped=shipped)

    def column(self, table: str, name: str) -> pl.Series:
        """Return a column: cells as `register_cells` keeps them, a reference as numbers."""
        column = TABLES[table].column(name)
        kept = self._kept.get((table, name))
        if kept is not None:
            return kept
        source = self._sources.get(table)
        if source is None or name not in source.written:
            if column.refers_to is not None and table != "places":
                return without_values(name, pl.Int32, self.size(table))
            return blank(column, self.size(table))
        return read(column, source.column(name)).values

    def rows(self, table: str, name: str) -> pl.Series:
        """Return the row that each reference leads to, blank where it leads nowhere."""
        numbers = self.column(table, name)
        target = str(TABLES[table].column(name).refers_to)
        if target not in self._dangling:
            return numbers
        size = len(self._keys(target))
        return (
            pl.DataFrame({"number": numbers})
            .select(pl.when(pl.col("number") < size).then("number").alias(name))
            .to_series()
        )

    def texts(self, target: str, numbers: pl.Series) -> pl.Series:
        """Return what was written for references into `target` that are given as numbers."""
        every = pl.concat([self._keys(target), self._dangling.get(target, pl.Series(dtype=pl.String))])
        return every.gather(numbers)

    def place_codes(self, *tables: str) -> set[str]:
        """Return the codes of the places in which rows of `tables` lie, and of the register's own places."""
        named = [self.rows(table, "place").drop_nulls().unique() for table in tables if self.size(table)]
        codes = {code for rows in named for code in self.texts("places", rows).to_list()}
        return codes | set(self.column("places", "code").to_list())

    def hold_roster(self) -> None:
        """Hold a roster that was set aside after all. Raises InputErrors."""
        if self.aside is None:
            return
        failed, self._sources[ROSTER], self.aside = Refusals(), self.aside, None
        for column in TABLES[ROSTER].columns:
            if column.name in self._sources[ROSTER].written:
                self._take(TABLES[ROSTER], column, failed)
        failed.refuse(self.title)

    def with_roster(self, columns: Mapping[str, pl.Series], source: Source) -> Register:
        """Return the same register with some rows of a roster that was set aside, read and with numbers as references."""
        other = copy(self)
        rows = len(next(iter(columns.values())))
        other.aside = None
        other._sources = {**self._sources, ROSTER: attrs.evolve(source, rows=rows)}
        other._kept = {**self._kept, **{(ROSTER, name): values for name, values in columns.items()}}
        # What engines derived of the other tables still holds.
        other.cache = {
            owner: {key: one for key, one in kept.items() if not (isinstance(key, tuple) and ROSTER in key)}
            for owner, kept in self.cache.items()
        }
        return other

    def __repr__(self) -> str:
        sizes = ", ".join(f"{source.rows} {name}" for name, source in self._sources.items())
        return f"<Register: {sizes or 'empty'}>"


def _first(one: pl.Series, other: pl.Series) -> pl.Series:
    """Return the first of two numbers that is there, row by row."""
    return pl.DataFrame({"one": one, "other": other}).select(pl.coalesce("one", "other").alias(one.name)).to_series()
