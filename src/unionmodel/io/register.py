"""A register: the tables of a structure held as columns, for sizes at which nobody makes a record of each row.

It is read from a folder of Parquet or CSV files or from data frames, a column at a time. Every cell is checked as a
structure checks it, and everything wrong is told at once. References become whole numbers: the number of the row that
they lead to, or one beyond the last row for each text that leads nowhere.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from heapq import nsmallest
from pathlib import Path
from typing import Any

import polars as pl

from unionmodel.errors import InputError
from unionmodel.io.register_cells import blank, read
from unionmodel.io.register_files import Source, sources_of
from unionmodel.io.register_refusals import LISTED, Errors, lacks_keys, refuse, repeated
from unionmodel.language import Text
from unionmodel.model.columns import Column, Table
from unionmodel.model.places import Geography, base_geography
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.model.structure import SHIPPED

#: Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[Text, int, int], None]

READING = Text(zh="读取", en="reading")


class Register:
    """The tables of the data dictionary as columns. It never changes; what is derived from it is kept with it.

    `source` is a folder of `.parquet` and `.csv` files, one a table, a large table being a folder of parts
    (``headcounts/part-00000.parquet``), or a mapping from tables to data frames of any kind that Narwhals reads.
    `base_places=None` leaves out the shipped divisions. `progress` is told how far reading has come. Raises InputErrors
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
    ) -> None:
        self.base_places = base_places
        #: Indexes that engines derive and keep, by the name of the module that owns them.
        self.cache: dict[str, Any] = {}
        errors: Errors = []
        self._sources = sources_of(source, errors)
        self._title = "input" if isinstance(source, Mapping) else Path(source).name
        self._kept: dict[tuple[str, str], pl.Series] = {}
        self._dangling: dict[str, pl.Series] = {}
        told, failed = 0, errors
        steps = list(self._steps())
        for number, (table, column) in enumerate(steps):
            if progress is not None:
                progress(READING, number, len(steps))
            told += self._take(table, column, failed)
        if progress is not None:
            progress(READING, len(steps), len(steps))
        refuse(self._title, failed, told)

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

    def _take(self, table: Table, column: Column, errors: Errors) -> int:
        """Read one column and keep it where it is small; return how many errors it has beyond those listed."""
        source = self._sources[table.name]
        if column.name not in source.written:
            errors.append(((source.number, -1, 0), lacks_keys(table, column)))
            self._kept[table.name, column.name] = pl.Series(column.name, [None], dtype=pl.String).new_from_index(
                0, source.rows
            )
            return 0
        found = read(column, source.column(column.name))
        place, written = list(source.written).index(column.name), source.written[column.name]
        wrong = ((row, value, problem) for rows, value, problem in found.problems for row in rows)
        listed = nsmallest(LISTED, wrong, key=lambda one: one[0])
        beyond = sum(len(rows) for rows, _, _ in found.problems) - len(listed)
        for row, value, problem in listed:
            error = InputError(f"{table.name}[{row}].{written}", value, problem.problem, problem.hint)
            errors.append(((source.number, row, place), error))
        if column.key:
            beyond += self._refuse_repeated(table, found.values, errors)
        if column.refers_to is not None and table.name != "places":
            self._kept[table.name, column.name] = self._numbers(column, found.values)
        elif found.values.dtype != pl.String or column.key or not found.unchanged or table.name == "places":
            self._kept[table.name, column.name] = found.values
        return beyond

    def _refuse_repeated(self, table: Table, keys: pl.Series, errors: Errors) -> int:
        """Add an error for every row whose key another row before it has; return how many are not listed."""
        given = keys.drop_nulls()
        if given.n_unique() == len(given):
            return 0
        rows = pl.DataFrame({"key": keys}).with_row_index("row").drop_nulls("key")
        rows = rows.with_columns(pl.col("row").min().over("key").alias("first")).filter(pl.col("row") > pl.col("first"))
        source = self._sources[table.name]
        for row, key, first in rows.head(LISTED).select("row", "key", "first").iter_rows():
            path = f"{table.name}[{row}].{source.written[str(table.key)]}"
            errors.append(((source.number, row, 0), repeated(path, key, first, row)))
        return max(0, len(rows) - LISTED)

    # -- references as numbers --------------------------------------------------------------------------------------

    def _numbers(self, column: Column, texts: pl.Series) -> pl.Series:
        """Return a reference as numbers: the row that it leads to, or one beyond the last for what leads nowhere."""
        target = str(column.refers_to)
        keys = self._keys(target)
        index = pl.DataFrame({"text": keys, "number": pl.int_range(len(keys), dtype=pl.Int32, eager=True)})
        found = self._joined(texts, index)
        lost = pl.DataFrame({"text": texts, "number": found}).filter(
            pl.col("number").is_null() & pl.col("text").is_not_null()
        )["text"]
        if not len(lost):
            return found.alias(column.name)
        before = self._dangling.get(target, pl.Series(dtype=pl.String))
        texts_of = self._dangling[target] = pl.concat([before, lost]).unique(maintain_order=True)
        numbers = pl.int_range(len(keys), len(keys) + len(texts_of), dtype=pl.Int32, eager=True)
        beyond = self._joined(texts, pl.DataFrame({"text": texts_of, "number": numbers}))
        both = pl.DataFrame({"found": found, "beyond": beyond})
        return both.select(pl.coalesce("found", "beyond")).to_series().alias(column.name)

    @staticmethod
    def _joined(texts: pl.Series, index: pl.DataFrame) -> pl.Series:
        """Return the number of each text; of equal texts in `index` the first one counts."""
        hashes = index["text"].hash()
        if not index["text"].null_count() and hashes.n_unique() == len(hashes):
            # Numbers are found in less than half the time of texts, even if it is then checked that the texts are equal.
            quick = pl.DataFrame({"hash": hashes, "number": index["number"]})
            found = pl.DataFrame({"hash": texts.hash()}).join(quick, on="hash", how="left", maintain_order="left")[
                "number"
            ]
            first = int(index["number"][0]) if len(index) else 0
            same = index["text"].gather(found - first) == texts
            if bool((same | found.is_null() | texts.is_null()).all()):
                return found.set(texts.is_null(), None)
        once = index.drop_nulls("text").unique("text", keep="first", maintain_order=True)
        return pl.DataFrame({"text": texts}).join(once, on="text", how="left", maintain_order="left")["number"]

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
        return sum(source.rows for source in self._sources.values())

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
                return pl.Series(name, [None], dtype=pl.Int32).new_from_index(0, self.size(table))
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

    def __repr__(self) -> str:
        sizes = ", ".join(f"{source.rows} {name}" for name, source in self._sources.items())
        return f"<Register: {sizes or 'empty'}>"


__all__ = ["LISTED", "Progress", "Register", "Source"]
