"""A DuckDB file as a database: opened for reading only, unless findings are to be written."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unionmodel.errors import needing
from unionmodel.io.databases.connection import BATCH, Connection, refused
from unionmodel.io.reading.files import kind_of, unreadable
from unionmodel.io.writing.targets import appearing

if TYPE_CHECKING:
    import narwhals as nw
    import polars as pl

#: How the address of a DuckDB file begins.
DUCKDB = "duckdb:///"
#: How the columns of the data dictionary are kept, by their type; what is not named is text.
_KEPT = {"count": "BIGINT", "year": "BIGINT", "money": "DECIMAL(17, 2)", "date": "DATE", "bool": "BOOLEAN"}


#: Reading a database must not run anything: a view in it may name files of the reader, or addresses.
_SHUT: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


@contextmanager
def opened(url: str, writing: bool, making: bool = False) -> Iterator[tuple[Connection, str]]:
    """Open the file of `url`: three slashes before a relative path, four before an absolute one.

    Where there is none, it is made if `making`, and appears when all of it is there.
    """
    with needing("duckdb", "duckdb"):
        import duckdb
    path = Path(url.removeprefix(DUCKDB))
    new = making and not path.exists()
    if not new and kind_of(path) != "file":
        raise unreadable(path, OSError("not a file"))
    # What does not fit into memory, and copies of tables, go to folders that are removed, not beside the user's file.
    copies = tempfile.TemporaryDirectory(prefix="unionmodel-", ignore_cleanup_errors=True)
    with appearing(path) if new else nullcontext(path) as file, tempfile.TemporaryDirectory() as folder:
        try:
            config = {**_SHUT, "temp_directory": folder}
            with duckdb.connect(file, read_only=not writing, config=config) as connection:
                connection.execute(f"SET allowed_directories = [{_literal(copies.name)}]")
                connection.execute("SET enable_external_access = false")
                if writing:
                    connection.execute("BEGIN")
                yield DuckDB(connection, copies), path.name
                if writing:
                    connection.execute("COMMIT")
        except duckdb.Error as problem:
            raise refused(path.name, problem) from None


class DuckDB:
    """An open DuckDB file."""

    def __init__(self, opened: Any, copies: tempfile.TemporaryDirectory[str]) -> None:
        self._opened = opened
        #: The one folder that the database may write files into.
        self.copies = copies

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

    def called(self, name: str) -> str:
        return name.casefold()

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

    def fill(
        self, table: str, kinds: Sequence[tuple[str, str]], batches: Iterable[Sequence[Sequence[Any]]], *, new: bool
    ) -> None:
        kept = [_KEPT.get(kind, "VARCHAR") for _, kind in kinds]
        columns = ", ".join(f"{_quoted(name)} {kind}" for (name, _), kind in zip(kinds, kept, strict=True))
        self._opened.execute(f"CREATE TABLE {'' if new else 'IF NOT EXISTS '}{_quoted(table)} ({columns})")
        self._opened.execute(f"DELETE FROM {_quoted(table)}")
        # A row at a time is slow in a database of columns: whole columns are handed over instead.
        several = ", ".join(f"unnest(CAST(? AS {kind}[]))" for kind in kept)
        for rows in batches:
            cells = [list(column) for column in zip(*rows, strict=True)]
            self._opened.execute(f"INSERT INTO {_quoted(table)} SELECT {several}", cells)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
