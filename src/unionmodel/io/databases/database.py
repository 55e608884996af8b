"""Tables of a database: a DuckDB file, or any that SQLAlchemy speaks to. Read as they are, and findings written back.

A database holds other people's tables, too, so only those named after a table of the data dictionary are read, in
English or Chinese, views as well. Their columns are held to it: a column that is not known is an error, as it is in a
file. Passwords stand in no message.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, NamedTuple

from unionmodel.io.databases import duckdb, sqlalchemy
from unionmodel.io.databases.connection import BATCH, FINDINGS, Connection, cells_of
from unionmodel.io.reading.collecting import Gathering, wrong
from unionmodel.io.reading.labels import find_table, named_columns
from unionmodel.io.writing.tables import filled
from unionmodel.language import Text
from unionmodel.model.cells import outward
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.progress import Progress, silent

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_A_VIEW = Text(zh="建一个只含数据字典中各列的视图", en="make a view with the columns of the data dictionary only")
COPYING = Text(zh="从数据库读取", en="reading from the database")


class Found(NamedTuple):
    """A table of the database that is read: how it is called there, and its columns by the name used there."""

    written: str
    table: Table
    columns: dict[str, Column]


def is_url(source: object) -> bool:
    """Return whether `source` names a database.

    >>> [is_url(source) for source in ("duckdb:///register.duckdb", "plan.xlsx", "C:\\\\plan.xlsx")]
    [True, False, False]
    """
    return isinstance(source, str) and _URL.match(source) is not None


def take_database(gathering: Gathering, url: str, progress: Progress = silent) -> None:
    """Read every table of the data dictionary that the database at `url` has.

    Raises InputErrors where it cannot be reached or has none of them, MissingExtra where a driver is not installed.
    """
    with connected(url) as (connection, title):
        found = known_tables(gathering, connection.tables(), title)
        for number, one in enumerate(found):
            progress(COPYING, number, len(found))
            if gathering.begin(one.table, one.written, number):
                _take(gathering, connection, one, number)
        progress(COPYING, len(found), len(found))


def findings_as_rows(report: Any, language: str | None = None) -> list[dict[str, Any]]:
    """Return the findings of a `Report` as rows with the keys of `FINDINGS`; `fields` is a JSON object, lists are joined by ``;``."""
    day, sha256 = report.on, report.sha256
    return [
        {
            **one.to_dict(language),
            "on": day,
            "fields": json.dumps(one.fields, ensure_ascii=False),
            "missing": ";".join(one.missing),
            "mend": one.mend.within(language),
            "cites": ";".join(one.cites),
            "sha256": sha256,
        }
        for one in report.findings
    ]


def write_findings(url: str, table: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Replace the findings in `table` of the database at `url`, all or nothing; the table is made where it is missing.

    `rows` have the keys of `FINDINGS`; they may be many more than the memory holds. Raises InputErrors where the table
    is one of the data dictionary's, or holds something else than findings.
    """
    with connected(url, writing=True) as (connection, title):
        _refuse_other_tables(connection, title, table)
        names = [name for name, _ in FINDINGS]
        given = (tuple(row[name] for name in names) for row in rows)
        connection.fill(table, FINDINGS, _batches(given), new=False)


def refuse_other_tables(url: str, table: str) -> None:
    """Raise what `write_findings` would raise about the table: before a long check, not after it."""
    with connected(url) as (connection, title):
        _refuse_other_tables(connection, title, table)


def _refuse_other_tables(connection: Connection, title: str, table: str) -> None:
    if find_table(table) is not None:
        raise _not_for_findings(title, table, Text(zh="是存放结构的表", en="holds part of the structure"))
    alike = [
        there for name, there in connection.tables().items() if connection.called(name) == connection.called(table)
    ]
    if any(there != [name for name, _ in FINDINGS] for there in alike):
        raise _not_for_findings(title, table, Text(zh="已存在，列也不同", en="exists and has other columns"))


def write_structure(url: str, structure: Structure) -> None:
    """Write the tables of a structure into the database at `url`, by their canonical names, all or nothing.

    A DuckDB file is made where there is none. Money is exact, lists are texts joined by ``;``. Raises InputErrors where
    the database already has a table of the data dictionary.
    """
    with connected(url, writing=True, making=True) as (connection, title):
        there = [name for name in connection.tables() if find_table(name) is not None]
        if there:
            raise wrong(
                f"{title} {there[0]}",
                Text(zh="已经有这张结构表", en="holds part of a structure already"),
                Text(
                    zh="换一个空的数据库，或先删去这些表", en="choose an empty database, or remove these tables first"
                ),
            )
        for table in filled(structure):
            cells = [stored(column, structure.column(table.name, column.name)) for column in table.columns]
            kinds = [(column.name, column.type) for column in table.columns]
            connection.fill(table.name, kinds, _batches(zip(*cells, strict=True)), new=True)


def _batches(rows: Iterator[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    return iter(lambda: list(islice(rows, BATCH)), [])


def stored(column: Column, values: Sequence[Any]) -> list[Any]:
    """Return the kept values of a column as a database keeps them: money as Decimal yuan, a list as one text."""
    if column.type == "money":
        return [outward(column, value) for value in values]
    return [";".join(value) or None for value in values] if column.type == "list" else list(values)


def _not_for_findings(title: str, table: str, problem: Text) -> Exception:
    return wrong(f"{title} {table}", problem, Text(zh="换一个表名", en="give the findings a table of their own"))


def known_tables(
    gathering: Gathering, tables: Mapping[str, list[str]], title: str, wanted: frozenset[str] = frozenset(TABLES)
) -> list[Found]:
    """Return the tables of the data dictionary among `tables`, the `wanted` ones of them, with what they are called."""
    # As the data dictionary has them, so that errors come in a known order.
    order = {name: place for place, name in enumerate(TABLES)}
    meant = [(table, written) for written in sorted(tables) if (table := find_table(written)) is not None]
    found = [
        Found(written, table, _columns(gathering, table, written, tables[written], number))
        for number, (table, written) in enumerate(sorted(meant, key=lambda pair: order[pair[0].name]))
        if table.name in wanted
    ]
    if not meant:
        seen = "、".join(sorted(tables)[:8])
        raise wrong(
            title,
            Text(
                zh="其中没有一张表是数据字典里的表" + (f"（现有：{seen}）" if seen else ""),
                en="has no table of the data dictionary"
                + (f" (there are: {seen.replace('、', ', ')})" if seen else ""),
            ),
            Text(
                zh="建立名为 unions、employers 等的表或视图，列名与数据字典一致",
                en="make tables or views called unions, employers and so on, with the columns of the data dictionary",
            ),
        )
    return found


def _columns(gathering: Gathering, table: Table, written: str, names: Sequence[str], number: int) -> dict[str, Column]:
    def wrong_name(place: int, problem: Text, hint: Text) -> None:
        gathering.add((number, -1, place), f"{written}.{names[place]}", None, problem, hint or _A_VIEW)

    return named_columns(table, names, wrong_name)


def _take(gathering: Gathering, connection: Connection, one: Found, number: int) -> None:
    names = list(one.columns)
    cells = cells_of(connection, one.written, names)
    values = {one.columns[name].name: column for name, column in zip(names, cells, strict=True)}
    keys = values.get(one.table.key or "")
    written = {column.name: name for name, column in one.columns.items()}

    def place(row: int, column: Column) -> str:
        # A table has no order of its own, so a row is called by its key where it has one.
        key = keys[row] if keys is not None and keys[row] is not None else row + 1
        return f"{one.written}[{key}].{written.get(column.name, column.name)}"

    gathering.take(one.table, values, place, number)


@contextmanager
def connected(url: str, *, writing: bool = False, making: bool = False) -> Iterator[tuple[Connection, str]]:
    """Open the database; its errors become InputErrors, without the password."""
    opened = duckdb.opened if url.startswith(duckdb.DUCKDB) else sqlalchemy.opened
    with opened(url, writing, making) as (connection, title):
        yield connection, title
