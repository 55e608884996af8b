"""A DuckDB file as a database: opened for reading only, unless findings are to be written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unionmodel.errors import MissingExtra
from unionmodel.io.databases.database import BATCH, DUCKDB, FINDINGS, Connection, refused
from unionmodel.io.reading.files import kind_of, unreadable
from unionmodel.model.columns import Table

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl

_TYPES = {"text": "VARCHAR", "day": "DATE"}
#: How the columns of the data dictionary are kept, by their type; what is not named is text.
_KEPT = {"count": "BIGINT", "year": "BIGINT", "money": "DECIMAL(17, 2)", "date": "DATE", "bool": "BOOLEAN"}


@contextmanager
def opened(url: str, writing: bool, making: bool = False) -> Iterator[tuple[Connection, str]]:
    """Open the file of `url`: three slashes before a relative path, four before an absolute one.

    Where there is none, it is made if `making`, and gone again if something goes wrong.
    """
    try:
        import duckdb
    except ImportError:
        raise MissingExtra("duckdb", "duckdb") from None
    path = Path(url.removeprefix(DUCKDB))
    new = making and not path.exists()
    if not new and kind_of(path) != "file":
        raise unreadable(path, OSError("not a file"))
    try:
        with duckdb.connect(path, read_only=not writing) as connection, tempfile.TemporaryDirectory() as folder:
            # What does not fit into memory goes to a folder that is removed, not beside the user's file.
            connection.execute("SET temp_directory = ?", [folder])
            if making:
                connection.execute("BEGIN")
            yield DuckDB(connection), path.name
            if making:
                connection.execute("COMMIT")
        new = False
    except duckdb.Error as problem:
        raise refused(path.name, problem) from None
    finally:
        if new:
            path.unlink(missing_ok=True)


class DuckDB:
    """An open DuckDB file."""

    def __init__(self, opened: Any) -> None:
        self._opened = opened

    def tables(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        query = (
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = current_schema() AND table_catalog = current_database()"
            " ORDER BY table_name, ordinal_position"
        )
        for table, column in self._opened.execute(query).fetchall():
            found.setdefault(table, []).append(column)
        return found

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Sequence[Sequence[Any]]]:
        cursor = self._opened.execute(f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(table)}")
        while batch := cursor.fetchmany(BATCH):
            yield batch

    def frame(self, table: str, columns: Sequence[str]) -> nw.LazyFrame[Any]:
        """Return columns of a table as a frame that the database computes; what no file could hold becomes text."""
        import narwhals as nw

        rows: nw.LazyFrame[Any] = nw.from_native(self._opened.table(_quoted(table)))
        schema = rows.select(*columns).collect_schema()
        odd = (nw.Unknown, nw.Enum, nw.Int128, nw.UInt128, nw.Time)
        return rows.select(
            *(nw.col(name).cast(nw.String) if isinstance(schema[name], odd) else nw.col(name) for name in columns)
        )

    def copy(self, table: str, columns: Sequence[str], target: Path) -> pl.LazyFrame:
        """Copy columns of a table; the database writes the file itself."""
        import polars as pl

        file = target.with_suffix(".parquet")
        self.frame(table, columns).sink_parquet(file)
        return pl.scan_parquet(file)

    def replace(self, table: str, batches: Iterable[Sequence[Sequence[Any]]]) -> None:
        columns = ", ".join(f"{_quoted(name)} {_TYPES[kind]}" for name, kind in FINDINGS)
        # A row at a time is slow in a database of columns: whole columns are handed over instead.
        several = ", ".join("unnest(?)" for _ in FINDINGS)
        self._opened.execute("BEGIN")
        self._opened.execute(f"CREATE TABLE IF NOT EXISTS {_quoted(table)} ({columns})")
        self._opened.execute(f"DELETE FROM {_quoted(table)}")
        for rows in batches:
            cells = [list(column) for column in zip(*rows, strict=True)]
            self._opened.execute(f"INSERT INTO {_quoted(table)} SELECT {several}", cells)
        self._opened.execute("COMMIT")

    def create(self, table: Table, columns: Sequence[Sequence[Any]]) -> None:
        kinds = [_KEPT.get(column.type, "VARCHAR") for column in table.columns]
        named = ", ".join(f"{_quoted(column.name)} {kind}" for column, kind in zip(table.columns, kinds, strict=True))
        self._opened.execute(f"CREATE TABLE {_quoted(table.name)} ({named})")
        several = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind in kinds)
        for start in range(0, len(columns[0]), BATCH):
            cells = [column[start : start + BATCH] for column in columns]
            self._opened.execute(f"INSERT INTO {_quoted(table.name)} SELECT {several}", cells)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
