"""The tables of a database as columns: what is read is copied once, in batches, to a folder that goes with the register.

A database gives the rows of a table in any order, and in another one the next time. So every table is read in one pass,
just the columns that somebody will ask for, and all else works on the copy, as it does on a folder of Parquet files.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from unionmodel.io.databases.connection import Connection
from unionmodel.io.databases.database import COPYING, Found, connected, known_tables
from unionmodel.io.reading.collecting import Gathering
from unionmodel.io.registers.files import Copied
from unionmodel.model.records import TABLES
from unionmodel.progress import Progress, silent


def copied(url: str, wanted: Mapping[str, Sequence[str]], progress: Progress | None = None) -> Copied:
    """Copy columns of the tables of the data dictionary in the database at `url`; tables not `wanted` are not touched.

    Raises InputErrors where the database cannot be reached, has no such table, or a wanted table has a column that the
    data dictionary does not know; MissingExtra where a driver is not installed.
    """
    with connected(url) as (connection, title):
        return copy(connection, title, wanted, progress)


def copy(
    connection: Connection, title: str, wanted: Mapping[str, Sequence[str]], progress: Progress | None = None
) -> Copied:
    """Copy columns of the tables of a database that is open; see `copied`."""
    found, progress = known(connection, title, wanted), progress or silent
    folder = Path(tempfile.mkdtemp(dir=connection.copies.name))
    frames: dict[str, pl.LazyFrame] = {}
    for number, one in enumerate(found):
        progress(COPYING, number, len(found))
        names = [name for name, column in one.columns.items() if column.name in wanted[one.table.name]]
        # Where only the number of rows counts, the first column tells it.
        names = names or list(one.columns)[:1]
        if names:
            frames[one.written] = connection.copy(one.written, names, folder / f"{number:03}")
    progress(COPYING, len(found), len(found))
    return Copied(title, frames, connection.copies)


def known(connection: Connection, title: str, wanted: Mapping[str, Sequence[str]]) -> list[Found]:
    """Return the wanted tables that a database has. Raises InputErrors."""
    gathering = Gathering(title)
    found = known_tables(gathering, connection.tables(), title, frozenset(wanted))
    gathering.raise_errors()
    return found


def every_column(*tables: str) -> dict[str, list[str]]:
    """Return all columns of some tables, as what is wanted."""
    return {table: [column.name for column in TABLES[table].columns] for table in tables}
