"""A roster where it stands, read in stretches: never all of it at once, however long it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, Protocol

import attrs
import narwhals as nw
import polars as pl

from unionmodel.io.databases.database import Found
from unionmodel.io.registers.cells import blank, read
from unionmodel.io.registers.errors import Refusals
from unionmodel.io.registers.files import Source, sources_of
from unionmodel.io.registers.from_database import copy
from unionmodel.model.records import TABLES
from unionmodel.progress import Progress

#: The cells from which a roster is counted.
CELLS: Final = ("id", "union", "group", "status", "joined_on", "left_on")
#: So many rows are read at once where every cell has to be looked at, and where the back end streams them.
CAREFULLY: Final = 4_000_000
STREAMED: Final = 20_000_000
#: Ids that a reader keeps as they are, and that hold no resident ID: too short for one, or pseudonyms of
#: `unionmodel.identity`, in which no year of birth can stand. All others are looked at one by one.
PLAIN_ID: Final = r"^(?:[A-Za-z0-9_.-]{1,17}|p1[a-z2-7]{26})$"

_MEMBERS = TABLES["members"]


class Scan(Protocol):
    """What is asked of a roster, wherever it stands."""

    @property
    def rows(self) -> int:
        """How many memberships it has."""

    @property
    def title(self) -> str:
        """What the input is called in an error."""

    def unions(self) -> pl.Series | None:
        """Return the ids of the unions that there are; None where no table lists them."""

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Yield the first row and the length of each stretch."""

    def plainly(self, first: int, rows: int) -> nw.LazyFrame[Any] | None:
        """Return the cells of a stretch as they are written; None where their types are not those of a roster."""

    def carefully(self, first: int, rows: int, failed: Refusals) -> Iterator[nw.LazyFrame[Any]]:
        """Yield the cells of a stretch as the data dictionary has them, a part at a time; add what is wrong to `failed`."""


@attrs.frozen(eq=False)
class FileScan:
    """A roster of files or data frames."""

    roster: Source
    listed: Source | None
    title: str
    #: A copy of a database is there as long as somebody holds it.
    held: Any = None

    @property
    def rows(self) -> int:
        """How many memberships it has."""
        return self.roster.rows

    def unions(self) -> pl.Series | None:
        """Return the ids of the unions that there are; None where no table lists them."""
        return None if self.listed is None else ids_of(self.listed, self.title)

    def stretches(self) -> Iterator[tuple[int, int]]:
        """Yield the first row and the length of each stretch."""
        return ((first, min(STREAMED, self.rows - first)) for first in range(0, self.rows, STREAMED))

    def plainly(self, first: int, rows: int) -> nw.LazyFrame[Any] | None:
        """Return the cells of a stretch as they are written; None where their types are not those of a roster."""
        schema = self.roster.frame.collect_schema()
        cells = []
        for name in CELLS:
            written, kind = self.roster.written.get(name), _kind(name)
            if written is None:
                cells.append(pl.lit(None, dtype=kind).alias(name))
            elif schema[written] == kind or (kind == pl.String and schema[written] in (pl.Categorical, pl.Enum)):
                cells.append(pl.col(written).cast(kind).alias(name))
            else:
                return None
        return nw.from_native(self.roster.frame.slice(first, rows).select(cells))

    def carefully(self, first: int, rows: int, failed: Refusals) -> Iterator[nw.LazyFrame[Any]]:
        """Yield the cells of a stretch as the data dictionary has them, a part at a time; add what is wrong to `failed`."""
        for start in range(first, first + rows, CAREFULLY):
            part = read_part(self.roster, CELLS, start, min(CAREFULLY, first + rows - start), failed)
            texts = [pl.col(name).cast(_kind(name)) for name in CELLS]
            yield nw.from_native(pl.DataFrame(part).lazy().select(texts))


@attrs.frozen(eq=False)
class DatabaseScan:
    """A roster in a database that can count it itself."""

    _connection: Any
    _tables: Mapping[str, Found]
    title: str

    def frame(self) -> nw.LazyFrame[Any] | None:
        """Return the cells of the roster as they are written; None where their types are not those of a roster."""
        one = self._tables["members"]
        written = {column.name: name for name, column in one.columns.items()}
        names = [written[name] for name in CELLS if name in written]
        rows: nw.LazyFrame[Any] = self._connection.frame(one.written, names)
        schema = rows.collect_schema()
        if any(schema[written[name]] != _nw_kind(name) for name in CELLS if name in written):
            return None
        return rows.select(
            *(
                (nw.col(written[name]) if name in written else nw.lit(None, dtype=_nw_kind(name))).alias(name)
                for name in CELLS
            )
        )

    def unions(self) -> pl.Series | None:
        """Return the ids of the unions that there are; None where no table lists them."""
        return self.copied(None, roster=False).unions() if "unions" in self._tables else None

    def copied(self, progress: Progress | None, *, roster: bool = True) -> FileScan:
        """Return the same roster copied from the database, to be looked at cell by cell."""
        wanted: dict[str, Sequence[str]] = {"unions": ["id"], **({"members": CELLS} if roster else {})}
        tables = copy(self._connection, self.title, wanted, progress)
        found = sources_of(tables, [])
        nothing = Source(0, 0, {}, pl.LazyFrame(), self.title)
        return FileScan(found.get("members", nothing), found.get("unions"), self.title, tables)


def read_part(source: Source, names: tuple[str, ...], first: int, rows: int, failed: Refusals) -> dict[str, pl.Series]:
    """Return some rows of a roster as the data dictionary has them; add what is wrong to `failed`."""
    found = {}
    for name in names:
        column = _MEMBERS.column(name)
        if name not in source.written:
            found[name] = blank(column, rows)
            continue
        cells = read(column, source.column(name, first, rows))
        failed.add_cells(cells, source.at(name), lambda row, name=name: source.path("members", row, name), first)  # type: ignore[misc]
        found[name] = cells.values.alias(name)
    return found


def ids_of(source: Source, title: str) -> pl.Series:
    """Return the ids of a table of unions. Raises InputErrors where some cannot be read."""
    column, failed = TABLES["unions"].column("id"), Refusals()
    if "id" not in source.written:
        return pl.Series("id", [], dtype=pl.String)
    found = read(column, source.column("id"))
    failed.add_cells(found, source.at("id"), lambda row: source.path("unions", row, "id"))
    failed.refuse(title)
    return found.values


def _nw_kind(name: str) -> Any:
    return nw.Date if _MEMBERS.column(name).type == "date" else nw.String


def _kind(name: str) -> Any:
    return pl.Date if _MEMBERS.column(name).type == "date" else pl.String
