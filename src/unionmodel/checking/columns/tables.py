"""A structure as frames: cells as small whole numbers, references as row numbers, built when a rule reads them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, Protocol, TypeVar, cast

import numpy as np
import polars as pl

from unionmodel.checking.columns.arrays import Flags, Numbers, above, chains, from_county_down
from unionmodel.model.columns import CellType, Column
from unionmodel.model.places import Geography
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import codes, mask
from unionmodel.rules.types import Type

Made = TypeVar("Made")

#: The row number, in every frame.
ROW = "#row"
#: The place of a union's id among all ids, as text; ids are told apart by it where the smallest one counts.
RANK = "#rank"
#: Whether the structure touches a place, and whether the file has a row for it.
TOUCHED = "#touched"
FROM_FILE = "#file"
#: Whether a place counts as a county.
COUNTY_LEVEL = "#county"
#: How high a place ranks, where that is known.
LEVEL = "#level"
#: What the shipped list calls a place that the file names, too.
LISTED = "#listed"

#: The tables whose rows touch the place they lie in.
_TOUCHING = ("unions", "employers", "headcounts")
_SIMPLE: Final[dict[CellType, Any]] = {
    "text": pl.String,
    "key": pl.String,
    "name": pl.String,
    "count": pl.Int64,
    "year": pl.Int64,
    "money": pl.Int64,
    "date": pl.Date,
    "bool": pl.Boolean,
}


def dtype(kind: Type) -> Any:
    """Return the type of the column that holds values of `kind`."""
    return {"bool": pl.Boolean, "date": pl.Date, "text": pl.String}.get(kind.kind, pl.Int64)


def series(name: str, values: Any, kind: Any) -> pl.Series:
    """Return `values` as a series of type `kind`."""
    return pl.Series(name, values, dtype=kind)


class Tables(Protocol):
    """What a structure and a register have in common."""

    @property
    def cache(self) -> dict[str, Any]:
        """What engines derive and keep, by the name of the module that owns it."""

    @property
    def geography(self) -> Geography:
        """The places, with what lies in what."""

    def size(self, table: str, /) -> int:
        """Return how many rows a table has."""


class Frames(ABC):
    """The columns of some tables. Of the places only those that a row of any table names, the file's own, and those above.

    What is derived of the tables is kept with them.
    """

    #: Whether columns are kept in as few bits as they need, and only as long as they are needed.
    memory_bound = False

    def __init__(self, tables: Tables) -> None:
        self._sized = tables
        self.geography = tables.geography
        self._kept: dict[Any, Any] = tables.cache.setdefault(__name__, {})

    def size(self, table: str) -> int:
        """Return how many rows the frame of `table` has."""
        return len(self.rows("places")) if table == "places" else self._sized.size(table)

    def rows(self, table: str) -> Numbers:
        """Return the row numbers of `table`, in order."""
        return self._once(("rows", table), lambda: self._rows(table))

    def column(self, table: str, name: str) -> pl.Series:
        """Return one column of `table`."""
        if table == "places":
            return self._once((table, name), lambda: self._of_places(name))
        return self._of_table(table, name)

    @abstractmethod
    def _of_table(self, table: str, name: str) -> pl.Series:
        """Return one column of a table other than the places."""

    @property
    def parents(self) -> Numbers:
        """The place above each place, -1 for none."""
        return self._once("parents", lambda: np.asarray(self.geography.parent, dtype=np.int64))

    @property
    def chain(self) -> pl.LazyFrame:
        """Every place with every place at or above it: `place`, `ancestor`, `distance`, `low` (county or below)."""
        return self._once("chain", self._chain)

    def numbers(self, table: str, name: str) -> Numbers:
        """Return the rows that a reference resolves to as an array, -1 where it does not."""
        found = self.column(table, f"{name}#").fill_null(-1).to_numpy()
        return np.asarray(found, dtype=np.int64)

    def _once(self, key: Any, make: Callable[[], Made]) -> Made:
        if key not in self._kept:
            self._kept[key] = make()
        return cast("Made", self._kept[key])

    def _rows(self, table: str) -> Numbers:
        if table != "places":
            return np.arange(self.size(table), dtype=np.int64)
        return np.flatnonzero(
            self._above_named(
                (other.name, column.name)
                for other in TABLES.values()
                for column in other.columns
                if column.refers_to == "places" and other.name != "places"
            )
        ).astype(np.int64)

    def _above_named(self, columns: Iterable[tuple[str, str]]) -> Flags:
        """Return which places some columns name, which are the file's own, and which lie above these."""
        own = np.flatnonzero(self._flags(FROM_FILE)).astype(np.int64)
        named = [self._named(table, name) for table, name in columns if self._sized.size(table)]
        return above(self.parents, np.concatenate([*named, own]))

    def _named(self, table: str, name: str) -> Numbers:
        """Return the places that a column names, each once."""
        found = self.column(table, f"{name}#").drop_nulls().unique().to_numpy()
        return np.asarray(found, dtype=np.int64)

    def _of_places(self, name: str) -> pl.Series:
        if name == ROW:
            return series(name, self.rows("places"), pl.Int64)
        if name == LEVEL:
            return series(name, self._restricted(self.geography.known_rank), pl.Int64)
        if name == LISTED:
            return series(name, self._restricted(self.geography.listed_name), pl.String)
        if name in (TOUCHED, FROM_FILE, COUNTY_LEVEL):
            return series(name, self._flags(name)[self.rows("places")], pl.Boolean)
        if name.endswith("#"):
            parents = [None if parent < 0 else parent for parent in self.geography.parent]
            return series(name, self._restricted(parents), pl.Int64)
        return cells_of(TABLES["places"].column(name), self._restricted(self.place_cells(name)))

    def place_cells(self, name: str) -> list[Any]:
        """Return a column of all places there are."""
        return self._once("places", self.geography.columns)[name]

    def _flags(self, name: str) -> Flags:
        if name == TOUCHED:
            return self._above_named((table, "place") for table in _TOUCHING)
        known = self.geography.from_file if name == FROM_FILE else self.geography.county_level
        return np.asarray(known, dtype=np.bool_)

    def _restricted(self, values: list[Any]) -> list[Any]:
        return [values[row] for row in self.rows("places").tolist()]

    def _chain(self) -> pl.LazyFrame:
        place, ancestor, distance = chains(self.parents, self.rows("places"), self.geography.chain)
        rank = np.asarray(self.geography.rank, dtype=np.int64)
        low = from_county_down(place, ancestor, distance, self._flags(COUNTY_LEVEL), rank)
        return pl.LazyFrame({"place": place, "ancestor": ancestor, "distance": distance, "low": low})


class StructureFrames(Frames):
    """The columns of a structure, each built once and kept with the structure."""

    def __init__(self, structure: Structure) -> None:
        super().__init__(structure)
        self.structure = structure

    def _of_table(self, table: str, name: str) -> pl.Series:
        return self._once((table, name), lambda: self._built(table, name))

    def _built(self, table: str, name: str) -> pl.Series:
        if name == ROW:
            return series(name, self.rows(table), pl.Int64)
        if name == RANK:
            return self.column(table, str(TABLES[table].key)).rank("ordinal").cast(pl.Int64).alias(name)
        if name.endswith("#"):
            index = self._index(table, name[:-1])
            return series(name, list(map(index.get, self.structure.column(table, name[:-1]))), pl.Int64)
        return cells_of(TABLES[table].column(name), self.structure.column(table, name))

    def _index(self, table: str, name: str) -> Mapping[Any, int]:
        target = str(TABLES[table].column(name).refers_to)
        return self.geography.row if target == "places" else self.structure.index(target)

    def reference(self, table: str, name: str, row: int) -> int | None:
        """Return the row that one reference resolves to."""
        if table == "places":
            parent: int = self.geography.parent[row]
            return None if parent < 0 else parent
        return self._index(table, name).get(self.structure.column(table, name)[row])

    def cells(self, table: str, name: str) -> list[Any]:
        """Return the values of a column as the structure holds them, one for each row number."""
        return self.place_cells(name) if table == "places" else self.structure.column(table, name)


def cells_of(column: Column, values: list[Any]) -> pl.Series:
    """Return internal values as a column holds them."""
    if column.vocabulary is None:
        return series(column.name, values, _SIMPLE[column.type])
    if column.type == "enum":
        return series(column.name, list(map(codes(column.vocabulary).get, values)), pl.Int64)
    # Few sets of values occur, so each is turned into a number once.
    masks = {named: mask(named, column.vocabulary) for named in set(values)}
    return series(column.name, list(map(masks.__getitem__, values)), pl.Int64)
