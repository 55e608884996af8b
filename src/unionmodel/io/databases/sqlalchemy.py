"""A database that SQLAlchemy speaks to, such as PostgreSQL."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unionmodel.errors import MissingExtra, needing
from unionmodel.io.databases.connection import BATCH, Connection, cells_of, refused
from unionmodel.io.reading.collecting import wrong
from unionmodel.io.reading.files import kind_of
from unionmodel.io.writing.targets import appearing
from unionmodel.language import Text

if TYPE_CHECKING:
    import polars as pl


@contextmanager
def opened(url: str, writing: bool, making: bool = False) -> Iterator[tuple[Connection, str]]:
    """Open the database at `url`; what is written is kept only when all of it is there.

    A file of SQLite that is not there yet is made if `making`, and appears when all of it is there.
    """
    with needing("sqlalchemy", "database"):
        import sqlalchemy
    scheme = url.partition("://")[0]
    try:
        engine = sqlalchemy.create_engine(url)
    except ModuleNotFoundError as problem:
        raise MissingExtra(problem.name or scheme, "database") from None
    except (sqlalchemy.exc.ArgumentError, ValueError):
        raise _unknown(scheme) from None
    title = engine.url.render_as_string(hide_password=True)
    file = _file_of(engine.url)
    if file is not None and making and not file.exists():
        with (
            appearing(file) as unfinished,
            _connected(sqlalchemy.create_engine(engine.url.set(database=str(unfinished))), title) as new,
        ):
            yield new, title
        return
    if file is not None:
        kind_of(file)
    with _connected(engine, title, reading=not writing) as connection:
        yield connection, title


def _file_of(url: Any) -> Path | None:
    """Return the file of an address of SQLite; None for other databases, and for one that is no plain file."""
    plain = url.get_backend_name() == "sqlite" and url.database and not url.database.startswith((":memory:", "file:"))
    return Path(url.database) if plain else None


@contextmanager
def _connected(engine: Any, title: str, *, reading: bool = False) -> Iterator[_Sql]:
    """Give the connection of one transaction, which ends with it."""
    import sqlalchemy

    if engine.dialect.name == "sqlite":
        # Python's driver would end a transaction before every table that is made: it is told not to begin any itself.
        sqlalchemy.event.listen(engine, "connect", lambda driver, _: setattr(driver, "isolation_level", None))
        sqlalchemy.event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    if engine.dialect.name == "postgresql" and reading:
        # Tables read one after the other are those of one moment.
        engine = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    try:
        with engine.begin() as connection:
            yield _Sql(connection)
    except (sqlalchemy.exc.SQLAlchemyError, engine.dialect.loaded_dbapi.Error) as problem:
        raise refused(title, getattr(problem, "orig", None) or problem) from None
    finally:
        engine.dispose()


class _Sql:
    def __init__(self, opened: Any) -> None:
        self._opened = opened
        self.copies = tempfile.TemporaryDirectory(prefix="unionmodel-", ignore_cleanup_errors=True)

    def tables(self) -> dict[str, list[str]]:
        import sqlalchemy

        seen = sqlalchemy.inspect(self._opened)
        names = {*seen.get_table_names(), *seen.get_view_names()}
        return {name: [column["name"] for column in seen.get_columns(name)] for name in sorted(names)}

    def called(self, name: str) -> str:
        return name if self._opened.dialect.name == "postgresql" else name.casefold()

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Sequence[Sequence[Any]]]:
        from sqlalchemy import column, select
        from sqlalchemy import table as named

        query: Any = select(*map(column, columns)).select_from(named(table))
        # Not all rows at once in the memory of the driver.
        yield from self._opened.execution_options(yield_per=BATCH).execute(query).partitions()

    def copy(self, table: str, columns: Sequence[str], target: Path) -> pl.LazyFrame:
        """Copy columns of a table: those of PostgreSQL stream into files, others are held in memory."""
        import polars as pl

        if self._streams:
            from unionmodel.io.databases.postgresql import copy

            return copy(self._opened, table, columns, target)
        cells = cells_of(self, table, columns)
        return pl.DataFrame([_series(name, column) for name, column in zip(columns, cells, strict=True)]).lazy()

    def fill(
        self, table: str, kinds: Sequence[tuple[str, str]], batches: Iterable[Sequence[Sequence[Any]]], *, new: bool
    ) -> None:
        import sqlalchemy as sql

        types: dict[str, Any] = {
            "count": sql.BigInteger,
            "year": sql.BigInteger,
            # SQLite has no exact amounts; there they are texts.
            "money": sql.Numeric(17, 2).with_variant(_amount_as_text(), "sqlite"),
            "date": sql.Date,
            "bool": sql.Boolean,
        }
        names = [name for name, _ in kinds]
        columns = (sql.Column(name, types.get(kind, sql.Text)) for name, kind in kinds)
        made = sql.Table(table, sql.MetaData(), *columns)
        made.create(self._opened, checkfirst=not new)
        self._opened.execute(made.delete())
        if self._streams:
            from unionmodel.io.databases.postgresql import append

            append(self._opened, table, names, batches)
            return
        for rows in batches:
            self._opened.execute(made.insert(), [dict(zip(names, row, strict=True)) for row in rows])

    @property
    def _streams(self) -> bool:
        dialect = self._opened.dialect
        return (dialect.name, dialect.driver) == ("postgresql", "psycopg")


def _series(name: str, cells: list[Any]) -> pl.Series:
    """Return cells as a column; of several types at once, as they are."""
    import polars as pl

    try:
        return pl.Series(name, cells)
    except (TypeError, pl.exceptions.PolarsError):
        return pl.Series(name, cells, dtype=pl.Object)


def _amount_as_text() -> Any:
    import sqlalchemy as sql

    class Amount(sql.TypeDecorator[Any]):
        """An amount of yuan, kept as it is written."""

        impl = sql.Text
        cache_ok = True

        def process_bind_param(self, value: Any, dialect: Any) -> str | None:
            return None if value is None else str(value)

    return Amount()


def _unknown(scheme: str) -> Exception:
    return wrong(
        f"{scheme}://",
        Text(zh="不是能读取的数据库地址", en="is not the address of a database that can be read"),
        Text(
            zh="例如 postgresql://用户@主机/数据库 或 duckdb:///文件",
            en="write for example postgresql://USER@HOST/DATABASE or duckdb:///FILE",
        ),
    )
