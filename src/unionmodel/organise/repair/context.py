"""What a mend is found in: the structure with its packs on a day, and one finding with the row that it is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Final

from unionmodel.checking.checking import bind
from unionmodel.checking.report.report import Finding
from unionmodel.checking.rows import engine as rows
from unionmodel.errors import NotInForce, UnknownName
from unionmodel.grouping import grouped
from unionmodel.language import Text
from unionmodel.model.edits import Edit, change
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.organise.founding.answer import Recommendation, Recommendations
from unionmodel.organise.founding.routes import Paths
from unionmodel.organise.planning.gaps import Land
from unionmodel.organise.repair.options import Option
from unionmodel.rules.pack import Pack
from unionmodel.rules.shared import ACTIVE_MEMBER, BASIC_LEVEL_KINDS, COVER_COUNTS, OPEN, STANDING

#: How kinds rank in one place (article 10 of the law).
_RANKS: Final = {
    "general_federation": 3, "industrial_union": 2, "work_committee": 2, "industry_federation": 1,
    "regional_federation": 1, "township_union": 1, "community_union": 1,
}  # fmt: skip


class Scene:
    """A structure on a day, and what is asked of it again and again while mends are looked for."""

    def __init__(self, structure: Structure, packs: Sequence[Pack], on: date, proposed: bool = True) -> None:
        self.structure, self.packs, self.on, self.proposed = structure, tuple(packs), on, proposed
        facts = (STANDING, OPEN, COVER_COUNTS, ACTIVE_MEMBER)
        values = rows.compute(structure, facts, bind(self.packs, on, proposed))
        tables = ("unions", "employers", "covers", "members")
        self.standing, self.open, self.covering, self.belonging = (
            [bool(values.leaf(fact, row)) for row in range(structure.size(table))]
            for fact, table in zip(facts, tables, strict=True)
        )
        self.unions = structure.columns("unions")
        self._rows: dict[str, dict[str, list[int]]] = {}

    # -- rows ------------------------------------------------------------------------------------------------------

    def rows_of(self, table: str, subject: str) -> list[int]:
        """Return the numbers of the rows that a report calls `subject`; of places their row in the geography."""
        if table not in self._rows:
            places = self.structure.geography.codes
            size = len(places) if table == "places" else self.structure.size(table)
            self._rows[table] = grouped((self.structure.subject(table, row), row) for row in range(size))
        return self._rows[table].get(subject, [])

    def row(self, union: str | None) -> int | None:
        """Return the number of the row of a union."""
        return None if union is None else self.structure.index("unions").get(union)

    def cell(self, table: str, key: str | None, column: str) -> Any:
        """Return a cell of the row with a key; None where no row has it."""
        row = self.structure.index(table).get(key or "")
        return None if row is None else self.structure.column(table, column)[row]

    def stands(self, union: str | None) -> bool:
        """Return whether a union is in the file and stands."""
        row = self.row(union)
        return row is not None and self.standing[row]

    def name(self, union: str | None) -> str:
        """Return what a union is called."""
        return self.cell("unions", union, "name") or str(union)

    def place(self, table: str, row: int) -> int | None:
        """Return the row of the place of a row."""
        place = self.structure.column(table, "place")[row]
        return None if place is None else self.structure.geography.row.get(place)

    def with_kind(self, *kinds: str) -> Iterator[int]:
        """Yield the rows of the standing unions of some kinds, by id."""
        order = sorted(range(len(self.standing)), key=lambda row: self.unions["id"][row])
        return (row for row in order if self.standing[row] and self.unions["kind"][row] in kinds)

    # -- who is above ----------------------------------------------------------------------------------------------

    def leaders(self, row: int) -> list[str]:
        """Return the unions that may lead a union by place and kind: those at the nearest place that has any, by id."""
        place, kind = self.place("unions", row), self.unions["kind"][row]
        return [] if place is None or kind is None else self.leaders_at(place, kind, row)

    def leaders_at(self, place: int, kind: str, but: int | None = None) -> list[str]:
        """Return the unions that may lead one of `kind` at a place, `but` never itself."""
        leading = ("general_federation", "township_union") if kind in BASIC_LEVEL_KINDS else ("general_federation",)
        for above in self.structure.geography.chain(place):
            found = [
                self.unions["id"][one]
                for one in self._anchored.get(above, ())
                if one != but
                and self.unions["kind"][one] in leading
                and (above != place or _RANKS[self.unions["kind"][one]] > _RANKS.get(kind, 0))
            ]
            if found:
                return found
        return []

    @cached_property
    def _anchored(self) -> Mapping[int, list[int]]:
        leading = ((self.place("unions", row), row) for row in self.with_kind("general_federation", "township_union"))
        return grouped((place, row) for place, row in leading if place is not None)

    def approver(self, union: str | None) -> str | None:
        """Return the union above a union, which has to approve what becomes of it: its superior, else by its place."""
        row = self.row(union)
        if row is None:
            return None
        above = self.unions["superior"][row]
        if above != union and self.stands(above):
            return str(above)
        return next(iter(self.leaders(row)), None)

    def approver_at(self, place: int | None) -> str | None:
        """Return the union that approves a founding at a place."""
        return None if place is None else next(iter(self.leaders_at(place, "basic_union")), None)

    def heir(self, union: str | None) -> str | None:
        """Return the standing union that has taken over from one that ended, over several mergers too."""
        seen: set[str] = set()
        while union is not None and union not in seen:
            seen.add(union)
            union = self.cell("unions", union, "successor")
            if union is not None and self.stands(union):
                return str(union)
        return None

    # -- who is covered --------------------------------------------------------------------------------------------

    def links(self, *, union: str | None = None, employer: str | None = None) -> list[int]:
        """Return the numbers of the covers that count, of a union or of an employer."""
        covers = self.structure.columns("covers")
        return [
            row
            for row, counts in enumerate(self.covering)
            if counts and union in (None, covers["union"][row]) and employer in (None, covers["employer"][row])
        ]

    def own_unions(self, employer: str | None) -> list[str]:
        """Return the basic unions of an employer."""
        if employer is None:
            return []
        covers = self.structure.column("covers", "union")
        found = {covers[row] for row in self.links(employer=employer)}
        return sorted(one for one in found if self.cell("unions", one, "kind") == "basic_union")

    # -- what the plan of the province adds ------------------------------------------------------------------------

    @cached_property
    def land(self) -> Land | None:
        """The structure as a planner sees it; None where the plan is not asked, or not in force on the day."""
        try:
            return Land(self.structure, self.packs, self.on, self.proposed, None)
        except (NotInForce, UnknownName):
            return None

    @cached_property
    def _recommended(self) -> tuple[Recommendations, dict[str, int]] | None:
        try:
            found = Recommendations(Paths(self.structure, self.packs, self.on, self.proposed))
        except (NotInForce, UnknownName):
            return None
        return found, {str(one["employer"]): number for number, one in enumerate(found.rows())}

    def recommended(self, employer: str) -> Recommendation | None:
        """Return how an employer is to be organised; None where nobody can say."""
        if self._recommended is None:
            return None
        found, numbers = self._recommended
        return found[numbers[employer]] if employer in numbers else None

    @cached_property
    def money_is_recorded(self) -> bool:
        """Whether anybody recorded money in the year: the first row makes a zero of every other union's silence."""
        return self.on.year in self.structure.column("funding", "year")


class Case:
    """One finding, with the row that it is about; `case["kind"]` is a cell of it."""

    def __init__(self, scene: Scene, finding: Finding) -> None:
        self.scene, self.finding, self.table = scene, finding, finding.table
        found = scene.rows_of(self.table, finding.subject) if self.table != "structure" else []
        if not found and "|" in finding.subject:
            # A subject such as a place and one of its groups.
            found = scene.rows_of(self.table, finding.subject.rsplit("|", 1)[0])
        self.rows = found

    @property
    def row(self) -> int:
        """The number of the row."""
        return self.rows[0]

    def __getitem__(self, column: str) -> Any:
        if self.table == "places":
            return self.scene.structure.geography.columns()[column][self.row]
        return self.scene.structure.column(self.table, column)[self.row]

    def set(self, **cells: Any) -> Edit:
        """Return the edit that changes cells of the row; rows without a key of their own go by their number."""
        key = TABLES[self.table].key
        return change(self.table, str(self[key]) if key else self.row, **cells)

    def offer(self, text: Text, *, sure: bool = False, **cells: Any) -> Option:
        """Return the option that changes cells of the row, which the union above has to approve."""
        return Option(text, (self.set(**cells),), sure, approver=self.approver())

    def approver(self) -> str | None:
        """Return the union above the union that the row is about."""
        if self.table == "unions":
            return self.scene.approver(self["id"])
        columns = self.scene.structure.columns(self.table) if self.table != "places" else {}
        if "union" in columns:
            return self.scene.approver(self["union"])
        return self.scene.approver_at(self.place())

    def place(self) -> int | None:
        """Return the row of the place where the record lies; of a head count that of its employer."""
        structure = self.scene.structure
        if self.table == "places":
            return self.row
        if "place" in structure.columns(self.table) and self["place"] is not None:
            return self.scene.place(self.table, self.row)
        if "employer" in structure.columns(self.table):
            employer = structure.index("employers").get(self["employer"])
            return None if employer is None else self.scene.place("employers", employer)
        return None
