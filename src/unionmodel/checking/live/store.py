"""The tables of a structure under edits: a row keeps its number for good, whatever is added or removed around it."""

from __future__ import annotations

from typing import Final

from unionmodel.model.edits import AppliedEdit
from unionmodel.model.places import Geography
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.model.structure import Structure
from unionmodel.model.tables import Columns

#: Numbers without a row that a table may have beside one for each of its rows.
_GAPS: Final = 1_000


class NoRoom(Exception):
    """No number is left for a row or a place, or too many are unused: renumber everything."""


class Store(Structure):
    """The tables of a structure, changed in place.

    Numbers follow the order of the file. A row that is removed leaves a gap, and one that is added takes a gap or stands
    at the end. `rows` has the numbers that are in use, in order, and `alive` says of every number whether it is. The
    table of places is kept as the file has it; the geography leaves gaps too, whose code is empty.
    """

    def __init__(self, structure: Structure) -> None:
        self._columns = {
            name: {column: list(values) for column, values in structure.columns(name).items()} for name in TABLES
        }
        self.base_places = structure.base_places
        self.cache = {}
        #: A fact that is one for the whole structure has the table None, and one row.
        sizes: dict[str | None, int] = {None: 1, WHOLE.name: 1}
        sizes.update((name, structure.size(name)) for name in TABLES)
        self.rows: dict[str | None, list[int]] = {name: list(range(size)) for name, size in sizes.items()}
        self.alive: dict[str | None, list[bool]] = {name: [True] * size for name, size in sizes.items()}
        self._keys: dict[str, dict[str, int]] = {
            name: dict(structure.index(name)) for name, table in TABLES.items() if table.key and name != "places"
        }
        self._set_geography(structure.geography)

    def index(self, table: str) -> dict[str, int]:
        """Return the row number of every key of `table`."""
        return self.geography.row if table == "places" else self._keys[table]

    def cells(self, table: str) -> Columns:
        """Return the columns of a table; of places those of the geography."""
        return self.geography.columns() if table == "places" else self.columns(table)

    def add(self, made: AppliedEdit) -> int:
        """Add a row; return its number, which lies between those of its neighbours. Raises NoRoom."""
        rows, alive, at = self.rows[made.table], self.alive[made.table], made.row
        row = rows[at - 1] + 1 if at else 0
        if (at < len(rows) and row == rows[at]) or len(alive) > 2 * len(rows) + _GAPS:
            raise NoRoom
        rows.insert(at, row)
        alive[row : row + 1] = [True]
        for name, column in self.columns(made.table).items():
            column[row : row + 1] = [made.values[name]]
        key = TABLES[made.table].key
        if key:
            self._keys[made.table][made.values[key]] = row
        return row

    def remove(self, made: AppliedEdit) -> int:
        """Take a row out; return its number. Its cells stay, and nothing reads them."""
        row = self.rows[made.table].pop(made.row)
        self.alive[made.table][row] = False
        key = TABLES[made.table].key
        if key:
            del self._keys[made.table][self.column(made.table, key)[row]]
        return row

    def change(self, made: AppliedEdit) -> tuple[int, list[str]]:
        """Change cells of a row; return its number and the columns whose value changed."""
        row = self.rows[made.table][made.row]
        columns = self.columns(made.table)
        other = [name for name, value in made.values.items() if columns[name][row] != value]
        key = TABLES[made.table].key
        if key in other:
            del self._keys[made.table][columns[key][row]]
            self._keys[made.table][made.values[key]] = row
        for name in other:
            columns[name][row] = made.values[name]
        return row, other

    def inverse(self, made: AppliedEdit) -> AppliedEdit:
        """Return what takes back an edit that is about to be made; of places only that there was one."""
        if made.how == "add" or made.table == "places":
            return AppliedEdit("remove", made.table, made.row, {})
        row = self.rows[made.table][made.row]
        old = {name: column[row] for name, column in self.columns(made.table).items()}
        if made.how == "remove":
            return AppliedEdit("add", made.table, made.row, old)
        return AppliedEdit("change", made.table, made.row, {name: old[name] for name in made.values})

    def replace_places(self, structure: Structure) -> None:
        """Take over the places of another structure; each keeps its number, and one that is gone leaves a gap. Raises NoRoom."""
        now, before = structure.geography, self.geography.codes
        if now.codes[: len(before)] != before:
            spread = now.spread(before)
            if list(filter(None, spread.codes)) != now.codes or spread.codes.count("") > _GAPS:
                raise NoRoom
            now = spread
        self._columns["places"] = {name: list(values) for name, values in structure.columns("places").items()}
        self._set_geography(now)

    def _set_geography(self, geography: Geography) -> None:
        self.__dict__["geography"] = geography
        self.alive["places"] = list(map(bool, geography.codes))
        self.rows["places"] = [row for row, code in enumerate(geography.codes) if code]
