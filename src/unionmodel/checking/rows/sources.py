"""What the rows engine reads of a structure: columns, resolved references, and which places concern it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.rules.rule import Rule


class Sources:
    """The columns, resolved references and places of a structure, each derived once and kept with the structure."""

    def __init__(self, structure: Structure) -> None:
        self.structure = structure
        self.geography = structure.geography
        self._kept: dict[Any, Any] = structure.cache.setdefault(__name__, {})

    def size(self, table: str) -> int:
        """Return how many rows a table has; of places those shipped, too."""
        return len(self.geography.codes) if table == "places" else self.structure.size(table)

    def cells(self, table: str, name: str) -> list[Any]:
        """Return a column."""
        if table != "places":
            return self.structure.columns(table)[name]
        if "places" not in self._kept:
            self._kept["places"] = self.geography.columns()
        return self._kept["places"][name]  # type: ignore[no-any-return]

    def rows(self, table: str, name: str) -> list[int | None]:
        """Return the row number that each cell of a reference resolves to."""
        found: list[int | None] | None = self._kept.get((table, name))
        if found is None:
            target = TABLES[table].column(name).refers_to
            if (table, target) == ("places", "places"):
                found = [None if above < 0 else above for above in self.geography.parent]
            else:
                index = self.geography.row if target == "places" else self.structure.index(str(target))
                found = list(map(index.get, self.structure.column(table, name)))
            self._kept[table, name] = found
        return found

    def subjects(self, rules: Sequence[Rule]) -> list[int]:
        """Return how many rows each rule judges or passes over; of places those touched, or the file's for its data."""
        found: dict[Rule, int] = self._kept.setdefault("subjects", {})
        missing = [rule for rule in rules if rule not in found]
        for rule in missing:
            places = self.own if rule.force.about_data else self.in_use
            tables = [part.each.name for part in rule.parts]
            found[rule] = sum(len(places) if table == "places" else self.structure.size(table) for table in tables)
        return [found[rule] for rule in rules]

    def _area(self, key: str, tables: Iterable[str] | None) -> list[int]:
        """Return the places of the file and of `tables`, with those above them; without tables the file's alone."""
        if key not in self._kept:
            here = {row for row, own in enumerate(self.geography.from_file) if own}
            if tables is None:
                self._kept[key] = sorted(here)
                return self._kept[key]  # type: ignore[no-any-return]
            for table in tables:
                for column in TABLES[table].columns:
                    if column.refers_to == "places" and self.structure.size(table):
                        here.update(row for row in self.rows(table, column.name) if row is not None)
            self._kept[key] = sorted({above for row in here for above in self.geography.chain(row)})
        return self._kept[key]  # type: ignore[no-any-return]

    @property
    def in_use(self) -> list[int]:
        """The places in whose area a union, employer, head count or row of the file lies."""
        return self._area("touched", ("unions", "employers", "headcounts"))

    @property
    def visited(self) -> list[int]:
        """The places that any row names, and those above them: all that a rule can look at."""
        return self._area("visited", [name for name in TABLES if name != "places"])

    @property
    def own(self) -> list[int]:
        """The places that the file has a row for."""
        return self._area("own", None)
