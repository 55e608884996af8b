"""Where the columns of a register come from: Parquet and CSV files read a column at a time, or data frames."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import polars as pl

from unionmodel.errors import InputError, InputErrors
from unionmodel.io.formats import suffixes
from unionmodel.io.reading.collecting import given_before, wrong
from unionmodel.io.reading.files import note_read
from unionmodel.io.reading.labels import NO_TABLE, find_table, is_explanation, named_columns, table_hint
from unionmodel.io.registers.errors import Errors
from unionmodel.language import Text
from unionmodel.model.dictionary import Table
from unionmodel.model.records import TABLES


@attrs.frozen(eq=False)
class Source:
    """One table where it stands: its rows, its number among the tables, and by column how it is called there."""

    number: int
    rows: int
    written: Mapping[str, str]
    frame: pl.LazyFrame
    title: str
    in_database: bool = False

    def at(self, name: str) -> tuple[int, int]:
        """Return where a column stands: the number of its table, and its own."""
        return self.number, list(self.written).index(name)

    def path(self, table: str, row: int, name: str) -> str:
        """Return what a cell is called in an error."""
        if not self.in_database:
            return f"{table}[{row}].{self.written[name]}"
        # The table of a database has no order of its own, so a row is called by its key where it has one.
        key = TABLES[table].key
        called = None if key is None or key not in self.written else self.column(key, row, 1).item()
        return f"{self.title}[{row + 1 if called is None else called}].{self.written[name]}"

    def column(self, name: str, first: int = 0, rows: int | None = None) -> pl.Series:
        """Return one column as it is written, or some rows of it. Raises InputErrors where the file is damaged."""
        asked = self.frame.select(self.written[name])
        try:
            return (asked if rows is None else asked.slice(first, rows)).collect().to_series().rechunk()
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as problem:
            raise _damaged(self.title, problem) from None


@attrs.frozen(eq=False)
class Copied(Mapping[str, pl.LazyFrame]):
    """Tables of a database, or of Spark, by the names they have there; what lies in `_folder` is removed with this object."""

    title: str
    _frames: Mapping[str, pl.LazyFrame]
    _folder: Any = None
    in_database: bool = True
    #: What errors call a table, where it is not by its name.
    titles: Mapping[str, str] = attrs.field(factory=dict)

    def __getitem__(self, name: str) -> pl.LazyFrame:
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)


def sources_of(source: str | os.PathLike[str] | Mapping[str, Any], errors: Errors) -> dict[str, Source]:
    """Return the tables of a folder or of a mapping of frames; what is wrong with names is added to `errors`."""
    named = _frames(source) if isinstance(source, Mapping) else _files(Path(source))
    tables = recognised(named, errors)
    copied = isinstance(source, Copied) and source.in_database
    return {
        table.name: attrs.evolve(_source(table, title, make, number, errors), in_database=copied)
        for number, table, title, make in tables
    }


def recognised(named: Iterable[tuple[str, str, Any]], errors: Errors) -> Iterator[tuple[int, Table, str, Any]]:
    """Yield the tables among what is named, each once, with its number, its title and what goes with it."""
    found: dict[str, str] = {}
    for number, (name, title, make) in enumerate(named):
        table = find_table(name)
        if table is None:
            errors.append(((number, -1, 0), InputError(title, None, NO_TABLE, table_hint(name))))
        elif table.name in found:
            errors.append(((number, -1, 0), InputError(title, None, *given_before(table, found[table.name]))))
        else:
            found[table.name] = title
            yield number, table, title, make


def title_of(source: str | os.PathLike[str] | Mapping[str, Any]) -> str:
    """Return what an input as a whole is called in an error."""
    if isinstance(source, Copied):
        return source.title
    return "input" if isinstance(source, Mapping) else Path(source).name


def _frames(tables: Mapping[str, Any]) -> list[tuple[str, str, Any]]:
    titles = tables.titles if isinstance(tables, Copied) else {}
    return [(name, titles.get(name, name), lambda native=native: _lazy(native)) for name, native in tables.items()]


def _lazy(native: Any) -> pl.LazyFrame:
    """Return a data frame of any kind as a lazy Polars one."""
    if isinstance(native, pl.LazyFrame):
        return native
    if isinstance(native, pl.DataFrame):
        return native.lazy()
    import narwhals as nw

    frame = nw.from_native(native)
    eager = frame.collect("polars") if isinstance(frame, nw.LazyFrame) else frame
    return eager.to_polars().lazy()


def _files(folder: Path) -> list[tuple[str, str, Any]]:
    """Return the files and folders of parts that hold a table each, by name."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as problem:
        reason = getattr(problem, "strerror", None) or str(problem)
        raise wrong(
            os.fspath(folder),
            Text(zh=f"无法打开（{reason}）", en=f"cannot be opened ({reason})"),
            Text(zh="给出一个由 .parquet 或 .csv 文件组成的文件夹", en="give a folder of .parquet or .csv files"),
        ) from None
    found: list[tuple[str, str, Any]] = []
    for path in entries:
        if path.name.startswith((".", "~")) or is_explanation(path.stem):
            continue
        parts = sorted(path.glob("*.parquet")) if path.is_dir() else [path]
        if parts and parts[0].suffix.lower() in suffixes("table"):
            found.append((path.stem, path.name, lambda parts=parts: scanned(parts)))
    if not found:
        raise wrong(
            os.fspath(folder),
            Text(zh="文件夹中没有 .parquet 或 .csv 文件", en="is a folder without .parquet or .csv files"),
            Text(
                zh="每张表一个文件，例如 unions.parquet；大表可以是一个文件夹，内放多个文件",
                en="put one file a table there, such as unions.parquet; a large table may be a folder of files",
            ),
        )
    return found


def scanned(parts: list[Path]) -> pl.LazyFrame:
    """Return what reads the files of one table."""
    for part in parts:
        note_read(part)
    if parts[0].suffix.lower() == ".csv":
        # Every cell as it is written: what it means is for the data dictionary to say.
        return pl.scan_csv(parts[0], infer_schema=False)
    return pl.scan_parquet(parts)


def _source(table: Table, title: str, make: Any, number: int, errors: Errors) -> Source:
    try:
        frame = make()
        names = frame.collect_schema().names()
        rows = frame.select(pl.len()).collect().item()
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError, UnicodeDecodeError) as problem:
        errors.extend(((number, -1, 0), error) for error in _damaged(title, problem).errors)
        return Source(number, 0, {}, pl.LazyFrame(), title)
    return Source(number, rows, columns_of(table, title, names, number, errors), frame, title)


def columns_of(table: Table, title: str, names: Sequence[str], number: int, errors: Errors) -> dict[str, str]:
    """Return by column of the table how it is called among `names`; what is wrong with these is added to `errors`."""

    def wrong_name(place: int, problem: Text, hint: Text) -> None:
        errors.append(((number, -1, place), InputError(f"{title}.{names[place]}", None, problem, hint)))

    return {column.name: name for name, column in named_columns(table, names, wrong_name).items()}


def _damaged(title: str, problem: BaseException) -> InputErrors:
    reason = str(problem).partition("\n")[0][:120]
    return wrong(
        title,
        Text(zh=f"无法读取（{reason}）", en=f"cannot be read ({reason})"),
        Text(zh="重新导出；CSV 用 UTF-8 编码", en="export it again; a CSV file is UTF-8"),
    )
