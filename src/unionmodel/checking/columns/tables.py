"""A structure as frames: cells as small whole numbers, references as row numbers, built when a rule reads them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, TypeVar, cast

import narwhals as nw
import numpy as np

from unionmodel.checking.columns.arrays import Flags, Numbers, above, chains, from_county_down
from unionmodel.model.dictionary import CellType, Column
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import codes, mask
from unionmodel.rules.types import Type

Made = TypeVar("Made")
Backend = Literal["polars"]
#: The one back end that frames are made with; nothing else depends on it.
BACKEND: Final[Backend] = "polars"

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
    "text": nw.String,
    "key": nw.String,
    "name": nw.String,
    "count": nw.Int64,
    "year": nw.Int64,
    "money": nw.Int64,
    "date": nw.Date,
    "bool": nw.Boolean,
}


def dtype(kind: Type) -> Any:
    """Return the type of the column that holds values of `kind`."""
    return {"bool": nw.Boolean, "date": nw.Date, "text": nw.String}.get(kind.kind, nw.Int64)


def series(name: str, values: Any, kind: Any) -> nw.Series[Any]:
    """Return `values` as a series of type `kind`."""
    return nw.new_series(name, values, kind, backend=BACKEND)


class Frames:
    """The columns of a structure, each built once and kept with the structure.

    Of the places only those are in the frame that a row of any table names, the file's own, and those above them.
    """

    #: Whether facts are kept in as few bits as they need.
    narrow = False

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.geography = structure.geography
        self._kept: dict[Any, Any] = structure.cache.setdefault(__name__, {})

    def size(self, table: str) -> int:
        """Return how many rows the frame of `table` has."""
        return len(self.rows("places")) if table == "places" else self.structure.size(table)

    def rows(self, table: str) -> Numbers:
        """Return the row numbers of `table`, in order."""
        return self._once(("rows", table), lambda: self._rows(table))

    def column(self, table: str, name: str) -> nw.Series[Any]:
        """Return one column of `table`."""
        return self._once((table, name), lambda: self._column(table, name))

    def references(self, table: str, name: str) -> list[int | None]:
        """Return the rows that a reference resolves to, one for each row of the table; None where it does not."""
        target = TABLES[table].column(name).refers_to
        if table == "places":
            return [None if parent < 0 else parent for parent in self.geography.parent]
        index: Mapping[Any, int] = self.geography.row if target == "places" else self.structure.index(str(target))
        return list(map(index.get, self.structure.column(table, name)))

    def reference(self, table: str, name: str, row: int) -> int | None:
        """Return the row that one reference resolves to."""
        if table == "places":
            parent: int = self.geography.parent[row]
            return None if parent < 0 else parent
        target = TABLES[table].column(name).refers_to
        index: Mapping[Any, int] = self.geography.row if target == "places" else self.structure.index(str(target))
        return index.get(self.structure.column(table, name)[row])

    def cells(self, table: str, name: str) -> list[Any]:
        """Return the values of a column as the structure holds them, one for each row number."""
        if table != "places":
            return self.structure.column(table, name)
        return self._once("places", self.geography.columns)[name]

    @property
    def parents(self) -> Numbers:
        """The place above each place, -1 for none."""
        return self._once("parents", lambda: np.asarray(self.geography.parent, dtype=np.int64))

    @property
    def chain(self) -> nw.LazyFrame[Any]:
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
            return np.arange(self.structure.size(table), dtype=np.int64)
        named = [
            self._named(other.name, column.name)
            for other in TABLES.values()
            for column in other.columns
            if column.refers_to == "places" and other.name != "places" and self.structure.size(other.name)
        ]
        return np.flatnonzero(above(self.parents, np.concatenate([*named, self._own_places()]))).astype(np.int64)

    def _own_places(self) -> Numbers:
        return np.flatnonzero(np.asarray(self.geography.from_file, dtype=np.bool_)).astype(np.int64)

    def _touched(self) -> Flags:
        named = [self._named(table, "place") for table in _TOUCHING if self.structure.size(table)]
        return above(self.parents, np.concatenate([*named, self._own_places()]))

    def _named(self, table: str, name: str) -> Numbers:
        """Return the places that a column names; one may come more than once."""
        return self.numbers(table, name)

    def _column(self, table: str, name: str) -> nw.Series[Any]:
        if name == ROW:
            return series(name, self.rows(table), nw.Int64)
        if name == RANK:
            return self.column(table, str(TABLES[table].key)).rank("ordinal").cast(nw.Int64).alias(name)
        if name == LEVEL:
            return series(name, self._restricted(table, self.geography.known_rank), nw.Int64)
        if name == LISTED:
            return series(name, self._restricted(table, self.geography.listed_name), nw.String)
        if name in (TOUCHED, FROM_FILE, COUNTY_LEVEL):
            return series(name, self._flags(name)[self.rows(table)], nw.Boolean)
        if name.endswith("#"):
            return series(name, self._restricted(table, self.references(table, name[:-1])), nw.Int64)
        return _cells(TABLES[table].column(name), self._restricted(table, self.cells(table, name)))

    def _flags(self, name: str) -> Flags:
        if name == TOUCHED:
            return self._touched()
        known = self.geography.from_file if name == FROM_FILE else self.geography.county_level
        return np.asarray(known, dtype=np.bool_)

    def _restricted(self, table: str, values: list[Any]) -> list[Any]:
        return [values[row] for row in self.rows(table).tolist()] if table == "places" else values

    def _chain(self) -> nw.LazyFrame[Any]:
        place, ancestor, distance = chains(self.parents, self.rows("places"), self.geography.chain)
        county_level = np.asarray(self.geography.county_level, dtype=np.bool_)
        rank = np.asarray(self.geography.rank, dtype=np.int64)
        low = from_county_down(place, ancestor, distance, county_level, rank)
        columns = {"place": place, "ancestor": ancestor, "distance": distance}
        made = {name: series(name, values, nw.Int64) for name, values in columns.items()}
        return nw.from_dict({**made, "low": series("low", low, nw.Boolean)}).lazy()


def _cells(column: Column, values: list[Any]) -> nw.Series[Any]:
    if column.vocabulary is None:
        return series(column.name, values, _SIMPLE[column.type])
    if column.type == "enum":
        return series(column.name, list(map(codes(column.vocabulary).get, values)), nw.Int64)
    # Few sets of values occur, so each is turned into a number once.
    masks = {named: mask(named, column.vocabulary) for named in set(values)}
    return series(column.name, list(map(masks.__getitem__, values)), nw.Int64)
