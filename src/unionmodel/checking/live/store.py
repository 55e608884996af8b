"""The rows of a structure under edits: a row keeps its number for good, whatever is added or removed around it."""

from __future__ import annotations

from typing import Any, Final

from unionmodel.model.edits import Made
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure

#: How far apart rows stand at first, so that others can be put between them.
_GAP: Final = 1 << 40


class NoRoom(Exception):
    """A row cannot be put between two others without numbering all of them anew."""


class Store(Structure):
    """The tables of a structure, to be changed in place by a checker, and by nobody else.

    A row that is removed leaves a gap (`alive`, `dead`), one that is added stands at the end of the columns; `standing` has the
    numbers of the rows in the order of the file, `label` what to sort them by. The table of places is kept as the file
    has it; the geography leaves gaps, too, whose code is empty.
    """

    def __init__(self, structure: Structure) -> None:
        self.fill(structure)

    def fill(self, structure: Structure) -> None:
        """Take over the rows of a structure, numbered as they stand."""
        self._columns = {
            name: {column: list(values) for column, values in structure.columns(name).items()} for name in TABLES
        }
        self.base_places = structure.base_places
        self.cache = {}
        self.__dict__["geography"] = structure.geography
        sizes = {name: structure.size(name) for name in TABLES}
        self.alive: dict[str, list[bool]] = {name: [True] * size for name, size in sizes.items()}
        self.dead: dict[str, set[int]] = {name: set() for name in TABLES}
        self.standing: dict[str, list[int]] = {name: list(range(size)) for name, size in sizes.items()}
        self.label: dict[str, list[int]] = {name: [row * _GAP for row in range(size)] for name, size in sizes.items()}
        self._keys: dict[str, dict[str, int]] = {
            name: dict(structure.index(name)) for name, table in TABLES.items() if table.key and name != "places"
        }

    def index(self, table: str) -> dict[str, int]:
        """Return the row number of every key of `table`."""
        return self.geography.row if table == "places" else self._keys[table]

    def order(self, table: str, row: int) -> int:
        """Return what to sort the rows of a table by to have them in the order of the file."""
        return self.label[table][row] if table in self.label and table != "places" else row

    def add(self, made: Made) -> int:
        """Add a row; return its number. Raises NoRoom."""
        standing, label = self.standing[made.table], self.label[made.table]
        row, at = len(label), made.row
        before = label[standing[at - 1]] if at else -_GAP
        after = label[standing[at]] if at < len(standing) else before + 2 * _GAP
        if after - before < 2:
            raise NoRoom
        label.append((before + after) // 2)
        standing.insert(at, row)
        self.alive[made.table].append(True)
        for name, column in self.columns(made.table).items():
            column.append(made.values[name])
        key = TABLES[made.table].key
        if key:
            self._keys[made.table][made.values[key]] = row
        return row

    def remove(self, made: Made) -> int:
        """Take a row out; return its number."""
        row = self.standing[made.table].pop(made.row)
        self.alive[made.table][row] = False
        self.dead[made.table].add(row)
        key = TABLES[made.table].key
        if key:
            del self._keys[made.table][self.column(made.table, key)[row]]
        return row

    def change(self, made: Made) -> tuple[int, list[str]]:
        """Change cells of a row; return its number and the columns in which something else stands now."""
        row = self.standing[made.table][made.row]
        columns = self.columns(made.table)
        other = [name for name, value in made.values.items() if not same(columns[name][row], value)]
        key = TABLES[made.table].key
        if key in other:
            del self._keys[made.table][columns[key][row]]
            self._keys[made.table][made.values[key]] = row
        for name in other:
            columns[name][row] = made.values[name]
        return row, other

    def replaced(self, made: Made) -> tuple[Made, Made]:
        """Return a change as a row removed and another one added in its place."""
        row = self.standing[made.table][made.row]
        now = {name: column[row] for name, column in self.columns(made.table).items()}
        return Made("remove", made.table, made.row, {}), Made("add", made.table, made.row, {**now, **made.values})

    def replace_places(self, structure: Structure) -> None:
        """Take over the places of another structure; each keeps its number, and one that is gone leaves a gap. Raises NoRoom."""
        now, before = structure.geography, self.geography.codes
        if now.codes[: len(before)] != before:
            spread = now.spread(before)
            if list(filter(None, spread.codes)) != now.codes:
                raise NoRoom
            now = spread
        self._columns["places"] = {name: list(values) for name, values in structure.columns("places").items()}
        self.__dict__["geography"] = now


def same(one: Any, other: Any) -> bool:
    """Return whether two values are the same; a truth and a number never are."""
    return one is other or (type(one) is type(other) and bool(one == other))
