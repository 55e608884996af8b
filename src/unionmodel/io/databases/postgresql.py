"""PostgreSQL through its own COPY, both ways: rows stream by in batches, and none of them becomes an object."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import polars as pl

#: So many bytes of a table make one file of the copy.
_PART: Final = 64 << 20


def copy(connection: Any, table: str, columns: Sequence[str], target: Path) -> pl.LazyFrame:
    """Copy columns of a table in one pass into Parquet files in the folder `target`; return what reads them."""
    import sqlalchemy

    target.mkdir()
    quoted = connection.dialect.identifier_preparer.quote
    types = {column["name"]: column["type"] for column in sqlalchemy.inspect(connection).get_columns(table)}
    asked = ", ".join(_asked(quoted(name), types[name]) for name in columns)
    kinds = {name: _kind(types[name]) for name in columns}
    query = f"COPY (SELECT {asked} FROM {quoted(table)}) TO STDOUT (FORMAT csv)"
    # Even a table without rows has its columns.
    pl.DataFrame(schema=kinds).write_parquet(target / "000000.parquet")
    number = 0
    with _driver(connection).cursor() as cursor, cursor.copy(query) as rows:
        for number, part in enumerate(_parts(rows), 1):
            frame = pl.read_csv(io.BytesIO(part), has_header=False, new_columns=list(columns), schema=kinds)
            frame.write_parquet(target / f"{number:06}.parquet")
    return pl.scan_parquet([target / f"{at:06}.parquet" for at in range(number + 1)])


def append(connection: Any, table: str, columns: Sequence[str], batches: Iterable[Sequence[Sequence[Any]]]) -> None:
    """Add rows to a table."""
    quoted = connection.dialect.identifier_preparer.quote
    into = f"COPY {quoted(table)} ({', '.join(map(quoted, columns))}) FROM STDIN"
    with _driver(connection).cursor() as cursor, cursor.copy(into) as target:
        for rows in batches:
            for row in rows:
                target.write_row(row)


def _driver(connection: Any) -> Any:
    return connection.connection.driver_connection


def _parts(rows: Iterable[Any]) -> Iterator[bytes]:
    """Yield the lines of a copy, which come one by one, in parts; a quoted line break never ends a part."""
    waiting, size = [], 0
    for row in rows:
        waiting.append(bytes(row))
        size += len(row)
        if size >= _PART:
            yield b"".join(waiting)
            waiting, size = [], 0
    if waiting:
        yield b"".join(waiting)


def _asked(name: str, kind: Any) -> str:
    """Return how a column is asked for, so that its text means what its value does."""
    import sqlalchemy as sql

    if isinstance(kind, sql.ARRAY):
        return f"array_to_string({name}, ';')"
    if isinstance(kind, sql.DateTime):
        return f"{name}::timestamp"
    return name if isinstance(kind, sql.Integer | sql.Float | sql.Numeric | sql.Date) else f"{name}::text"


def _kind(kind: Any) -> Any:
    """Return the type in which a column is kept; all that is no number and no date as text."""
    import sqlalchemy as sql

    if isinstance(kind, sql.Float):
        return pl.Float64
    if isinstance(kind, sql.Numeric):
        return pl.String if kind.scale is None else pl.Decimal(38, kind.scale)
    for sort, here in (
        (sql.Integer, pl.Int64),
        (sql.Boolean, pl.Boolean),
        (sql.DateTime, pl.Datetime),
        (sql.Date, pl.Date),
    ):
        if isinstance(kind, sort):
            return here
    return pl.String
