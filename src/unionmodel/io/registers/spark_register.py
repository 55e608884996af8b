"""A register that Spark holds: read and checked by the workers, cell by cell as any register is.

Fetched to the program that asks are only the places and the waivers of the register, the numbers of rows, and errors.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from heapq import nsmallest
from typing import Any, Final

import attrs
import narwhals as nw
import polars as pl

from unionmodel.errors import InputError
from unionmodel.io.reading.collecting import wrong
from unionmodel.io.reading.labels import is_explanation
from unionmodel.io.registers.cells import blank, numbered, read
from unionmodel.io.registers.errors import LISTED, Errors, Refusals, lacks_keys
from unionmodel.io.registers.files import columns_of, recognised
from unionmodel.io.registers.register import READING, Progress, Register
from unionmodel.io.registers.spark import Frame, Spark
from unionmodel.language import Text
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.places import Geography
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.model.structure import SHIPPED, repeated

#: The row number, and what is wrong with a row: how many cells, and which, packed.
ROW, _NUMBER, _WRONG = "#row", "#number", "#wrong"
#: These tables are few rows, and the program itself needs them.
_FETCHED: Final = ("places", "waivers")
_KINDS: Final[dict[str, Any]] = {"date": pl.Date, "bool": pl.Boolean} | dict.fromkeys(
    ("count", "year", "money", "enum", "list"), pl.Int64
)


@attrs.frozen(eq=False)
class _Source:
    """One table as it was given: its number among the tables, its frame with row numbers, and by column its name there."""

    table: Table
    number: int
    written: Mapping[str, str]
    frame: Frame


class SparkRegister:
    """The tables of a register as frames of Spark, with a row number each, checked when it is made.

    `source` is the address of a folder of Parquet, one file or one folder of parts a table, or a mapping from tables to
    Spark data frames. Text stays text; values of a closed list are numbers, sets of them bits; money is in fen.
    """

    def __init__(
        self,
        spark: Spark,
        source: str | Mapping[str, Any],
        *,
        base_places: str | None = SHIPPED,
        progress: Progress | None = None,
    ) -> None:
        self.spark = spark
        self.base_places = base_places
        #: Indexes that engines derive and keep, by the name of the module that owns them.
        self.cache: dict[str, Any] = {}
        self._tables: dict[str, Frame] = {}
        self._sizes: dict[str, int] = {}
        title = "input" if isinstance(source, Mapping) else source.rstrip("/").rpartition("/")[2]
        failed = Refusals()
        named = _frames(source) if isinstance(source, Mapping) else _files(spark, source)
        sources = self._sources(named, failed.listed)
        for done, one in enumerate(sources):
            if progress is not None:
                progress(READING, done, len(sources))
            self._take(one, failed)
        if progress is not None:
            progress(READING, len(sources), len(sources))
        failed.refuse(title)
        self._own = Register(
            {
                one.table.name: self._as_written(one) for one in sources if one.table.name in _FETCHED
            },
            base_places=base_places,
        )  # fmt: skip

    # -- reading ----------------------------------------------------------------------------------------------------

    def _sources(self, named: Iterable[tuple[str, str, Any]], errors: Errors) -> list[_Source]:
        found = []
        for number, table, title, given in recognised(named, errors):
            try:
                frame = self.spark.read(given) if isinstance(given, str) else nw.from_native(given)
                written = columns_of(table, title, _columns(frame), number, errors)
                found.append(_Source(table, number, written, self._numbered(frame, written.values(), given)))
            except Exception as problem:
                errors.append(((number, -1, 0), _damaged(title, problem)))
        return found

    def _numbered(self, frame: Frame, names: Iterable[str], given: Any) -> Frame:
        """Return the known columns of a table with row numbers: of files the rows in the order of their names."""
        if isinstance(given, str):
            return self.spark.from_parts(frame.select(*names, "#part", "#at"), ROW)
        return self.spark.in_order(frame.select(*names), ROW)

    def _take(self, source: _Source, failed: Refusals) -> None:
        """Read a table and keep it."""
        table, spark = source.table, self.spark
        if table.key and table.key not in source.written:
            failed.listed.append(((source.number, -1, 0), lacks_keys(table, table.column(table.key))))
        kinds = {ROW: pl.Int64} | {column.name: _kind(column) for column in table.columns}
        read_rows = spark.mapped(source.frame, _Reader(source), {**kinds, _NUMBER: pl.Int64, _WRONG: pl.Binary})
        settled = spark.settled(read_rows)
        counted = settled.select(nw.len().alias("rows"), nw.col(_NUMBER).sum().alias("wrong"))
        sums = spark.fetched(counted).row(0)
        self._tables[table.name] = settled.select(*kinds)
        self._sizes[table.name] = int(sums[0])
        if sums[1]:
            self._refuse_cells(source, settled, int(sums[1]), failed)
        if table.key in source.written:
            self._refuse_repeated(source, failed)

    def _refuse_cells(self, source: _Source, rows: Frame, number: int, failed: Refusals) -> None:
        """Add the errors of the first rows that have any, and count the others."""
        some = rows.filter(~nw.col(_WRONG).is_null()).select(ROW, _WRONG)
        packed = self.spark.fetched(some.sort(ROW).head(LISTED))
        listed = [(row, *one) for row, several in packed.iter_rows() for one in pickle.loads(several)][:LISTED]
        places = list(source.written)
        for row, name, value, problem, hint in listed:
            path = f"{source.table.name}[{row}].{source.written[name]}"
            failed.listed.append(((source.number, row, places.index(name)), InputError(path, value, problem, hint)))
        failed.beyond += number - len(listed)

    def _refuse_repeated(self, source: _Source, failed: Refusals) -> None:
        """Add an error for every row whose key another row before it has."""
        key = str(source.table.key)
        rows = self._tables[source.table.name].select(ROW, nw.col(key).alias("key")).filter(~nw.col("key").is_null())
        times = rows.group_by("key").agg(nw.col(ROW).min().alias("first"), nw.len().alias("times"))
        several = times.filter(nw.col("times") > 1)
        later = rows.join(several, on="key", how="inner").filter(nw.col(ROW) > nw.col("first"))
        found = self.spark.fetched(later.select(ROW, "key", "first").sort(ROW).head(LISTED))
        for row, value, first in found.iter_rows():
            path = f"{source.table.name}[{row}].{source.written[key]}"
            failed.listed.append(((source.number, row, 0), repeated(path, value, first, row)))
        failed.beyond += self.spark.number(later) - len(found) if len(found) == LISTED else 0

    def _as_written(self, source: _Source) -> pl.DataFrame:
        """Fetch a table that the program itself needs."""
        return self.spark.fetched(source.frame.sort(ROW).select(*source.written.values()))

    # -- what engines read ------------------------------------------------------------------------------------------

    def size(self, table: str) -> int:
        """Return how many rows of `table` the register has; the structure as a whole is one."""
        return 1 if table == WHOLE.name else self._sizes.get(table, 0)

    @property
    def records(self) -> int:
        """How many rows the register has, shipped places not counted."""
        return sum(self._sizes.values())

    @property
    def geography(self) -> Geography:
        """The places of the register and the shipped ones, with what lies in what."""
        return self._own.geography

    @property
    def own(self) -> Register:
        """The places and the waivers of the register, the two tables that were fetched."""
        return self._own

    def rows(self, table: str, columns: Iterable[str]) -> Frame:
        """Return a table with its row number and some columns; ``superior#`` is the row that ``superior`` leads to."""
        wanted = list(dict.fromkeys(columns))
        frame = self._tables[table] if table in self._tables else self._nothing(table)
        references = [name[:-1] for name in wanted if name.endswith("#")]
        plain = [name for name in wanted if not name.endswith("#")]
        found = frame.select(ROW, *dict.fromkeys([*plain, *references]))
        for name in references:
            found = found.join(self._keys(table, name), on=name, how="left")
        return found.select(ROW, *wanted)

    def _nothing(self, table: str) -> Frame:
        kinds = {ROW: pl.Int64} | {column.name: _kind(column) for column in TABLES[table].columns}
        return self.spark.made(pl.DataFrame(schema=kinds))

    def _keys(self, table: str, name: str) -> Frame:
        """Return each text that a reference may have with the row that it leads to."""
        target = str(TABLES[table].column(name).refers_to)
        if target == "places":
            return self._places.select(nw.col("code").alias(name), nw.col("place").alias(f"{name}#"))
        if not self.size(target):
            nothing = pl.DataFrame(schema={name: pl.String, f"{name}#": pl.Int64})
            return self.spark.made(nothing)
        key = str(TABLES[target].key)
        rows = self._tables[target].select(nw.col(key).alias(name), nw.col(ROW).alias(f"{name}#"))
        return rows.filter(~nw.col(name).is_null())

    @cached_property
    def _places(self) -> Frame:
        codes = self.geography.codes
        numbers = pl.int_range(len(codes), dtype=pl.Int64, eager=True)
        return self.spark.settled(
            self.spark.made(pl.DataFrame({"code": pl.Series(codes, dtype=pl.String), "place": numbers}))
        )

    def named(self, table: str, name: str) -> pl.Series:
        """Return the places that a column names, each once, as numbers."""
        found = self._named.filter(pl.col("table") == table, pl.col("column") == name)["code"]
        row = self.geography.row
        return pl.Series([row[code] for code in found.to_list() if code in row], dtype=pl.Int64)

    @cached_property
    def _named(self) -> pl.DataFrame:
        """Which codes of places each column names: asked once for all of them."""
        asked = [
            self._tables[name].select(nw.lit(name).alias("table"), nw.lit(column.name).alias("column"), nw.col(column.name).alias("code"))
            for name in self._tables
            for column in TABLES[name].columns
            if column.refers_to == "places" and name != "places"
        ]  # fmt: skip
        if not asked:
            return pl.DataFrame(schema={"table": pl.String, "column": pl.String, "code": pl.String})
        each = self.spark.together(asked).group_by("table", "column", "code").agg(nw.len().alias("rows"))
        return self.spark.fetched(each).drop_nulls("code")

    def place_codes(self, *tables: str) -> set[str]:
        """Return the codes of the places in which rows of `tables` lie, and of the register's own places."""
        codes = self.geography.codes
        found = {codes[place] for table in tables for place in self.named(table, "place").to_list()}
        return found | set(self._own.column("places", "code").to_list())


class _Reader:
    """Reads the rows of one table, as any register reads them: run by the workers."""

    def __init__(self, source: _Source) -> None:
        self._table = source.table.name
        self._written = dict(source.written)

    def __call__(self, rows: pl.DataFrame) -> Iterator[pl.DataFrame]:
        """Yield the rows as they are kept, with the number of wrong cells and the first of them."""
        problems: list[tuple[int, int, str, object, Any]] = []
        number = pl.Series(_NUMBER, [0], dtype=pl.Int64).new_from_index(0, len(rows))
        kept = [rows[ROW]]
        for column in TABLES[self._table].columns:
            if column.name not in self._written:
                kept.append(_plain(column, blank(column, len(rows))))
                continue
            found = read(column, rows[self._written[column.name]])
            kept.append(_plain(column, found.values))
            for places, value, problem in found.problems:
                at = pl.Series(places, dtype=pl.Int64)
                number = number.scatter(at, number.gather(at) + 1)
                some = nsmallest(LISTED, places)
                problems.extend((place, len(problems), column.name, value, problem) for place in some)
        yield pl.DataFrame([*kept, number, _packed(problems, len(rows))])


def _packed(problems: list[tuple[int, int, str, object, Any]], rows: int) -> pl.Series:
    """Return what is wrong with each row, of the first rows that have something wrong."""
    found: dict[int, list[Any]] = {}
    for place, _, name, value, problem in sorted(problems, key=lambda one: one[:2])[:LISTED]:
        found.setdefault(place, []).append((name, value, problem.problem, problem.hint))
    packed: list[bytes | None] = [None] * rows
    for place, several in found.items():
        packed[place] = pickle.dumps(several)
    return pl.Series(_WRONG, packed, dtype=pl.Binary)


def _columns(frame: Frame) -> list[str]:
    return [name for name in frame.collect_schema().names() if name not in ("#part", "#at")]


def _kind(column: Column) -> Any:
    return _KINDS.get(column.type, pl.String)


def _plain(column: Column, values: pl.Series) -> pl.Series:
    """Return a column with the values of a closed list as numbers, sets of them as bits."""
    return numbered(column, values).cast(_kind(column)).alias(column.name)


def _frames(tables: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    return [(name, name, frame) for name, frame in tables.items()]


def _files(spark: Spark, folder: str) -> list[tuple[str, str, Any]]:
    """Return the files and folders of parts that hold a table each, by name."""
    missing = Text(zh="没有这个文件夹", en="is no folder")
    try:
        entries = spark.entries(folder)
    except Exception as problem:
        reason = str(problem).strip().rpartition("Exception: ")[2].partition("\n")[0][:120]
        entries, missing = None, Text(zh=f"无法打开（{reason}）", en=f"cannot be opened ({reason})")
    if entries is None:
        hint = Text(zh="给出一个由 .parquet 文件组成的文件夹", en="give a folder of .parquet files")
        raise wrong(folder, missing, hint)
    found, others = list[tuple[str, str, Any]](), list[str]()
    for name, address, is_folder in entries:
        stem, _, suffix = name.rpartition(".")
        stem = stem or name
        if name.startswith((".", "~", "_")) or is_explanation(stem):
            continue
        if is_folder or suffix.lower() == "parquet":
            found.append((stem, name, address))
        elif suffix.lower() == "csv":
            others.append(name)
    if others or not found:
        lacking = Text(zh="文件夹中没有 .parquet 文件", en="is a folder without .parquet files")
        plain = Text(
            zh=f"引擎 spark 只读 Parquet，不读 {'、'.join(others)}",
            en=f"the engine spark reads Parquet only, not {', '.join(others)}",
        )
        hint = Text(
            zh="每张表一个 Parquet 文件或文件夹，例如 unions.parquet",
            en="put one Parquet file or folder a table there, such as unions.parquet",
        )
        raise wrong(folder, plain if others else lacking, hint)
    return found


def _damaged(title: str, problem: BaseException) -> InputError:
    reason = str(problem).partition("\n")[0][:120]
    return InputError(
        title,
        None,
        Text(zh=f"无法读取（{reason}）", en=f"cannot be read ({reason})"),
        Text(zh="重新导出为 Parquet", en="export it again as Parquet"),
    )
