"""A DuckDB file as a database: opened for reading only, unless findings are to be written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from unionmodel.errors import MissingExtra
from unionmodel.io.database import BATCH, DUCKDB, FINDINGS, Connection, refused
from unionmodel.io.files import kind_of, unreadable
from unionmodel.model.columns import Table

_TYPES = {"text": "VARCHAR", "day": "DATE"}
#: How the columns of the data dictionary are kept, by their type; what is not named is text.
_KEPT = {"count": "BIGINT", "year": "BIGINT", "money": "DECIMAL(17, 2)", "date": "DATE", "bool": "BOOLEAN"}


@contextmanager
def connected(url: str, writing: bool, making: bool = False) -> Iterator[tuple[Connection, str]]:
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
        with duckdb.connect(path, read_only=not writing) as opened:
            if making:
                opened.execute("BEGIN")
            yield _DuckDB(opened), path.name
            if making:
                opened.execute("COMMIT")
        new = False
    except duckdb.Error as problem:
        raise refused(path.name, problem) from None
    finally:
        if new:
            path.unlink(missing_ok=True)


class _DuckDB:
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

    def replace(self, table: str, rows: Sequence[Sequence[Any]]) -> None:
        columns = ", ".join(f"{_quoted(name)} {_TYPES[kind]}" for name, kind in FINDINGS)
        # A row at a time is slow in a database of columns: whole columns are handed over instead.
        several = ", ".join("unnest(?)" for _ in FINDINGS)
        self._opened.execute("BEGIN")
        self._opened.execute(f"CREATE TABLE IF NOT EXISTS {_quoted(table)} ({columns})")
        self._opened.execute(f"DELETE FROM {_quoted(table)}")
        for start in range(0, len(rows), BATCH):
            cells = [list(column) for column in zip(*rows[start : start + BATCH], strict=True)]
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
