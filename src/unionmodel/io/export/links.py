"""A structure as things and the links between them: what every export of it as a graph is made from.

Persons are left out: officers and members are no part of an export.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from unionmodel.language import Text
from unionmodel.model.dictionary import Column
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure

#: What can be linked, and what one of each is called.
KINDS = {
    "places": Text(zh="区域", en="place"),
    "unions": Text(zh="工会", en="union"),
    "employers": Text(zh="用人单位", en="employer"),
    "stations": Text(zh="服务阵地", en="station"),
}


@attrs.frozen
class Relation:
    """A kind of link: its name, the table and columns that say it, and whether the column names the upper end."""

    name: str
    text: Text
    table: str
    start: str
    end: str
    #: A superior stands above those who name it, so it is where the link begins.
    reversed: bool = False

    def ends(self) -> tuple[str, str]:
        """Return the tables of both ends."""
        start, end = (self._end(self.start), self._end(self.end))
        return (end, start) if self.reversed else (start, end)

    def _end(self, column: str) -> str:
        found = TABLES[self.table].column(column)
        return found.refers_to or self.table


def _relation(name: str, zh: str, en: str, table: str, start: str, end: str, *, reversed: bool = False) -> Relation:
    return Relation(name, Text(zh=zh, en=en), table, start, end, reversed)


#: The first five are those of `Structure.graph`.
RELATIONS = (
    _relation("leads", "领导", "leads", "unions", "id", "superior", reversed=True),
    _relation("covers", "覆盖", "covers", "covers", "union", "employer"),
    _relation("affiliated", "成员工会", "affiliated to", "affiliations", "union", "federation"),
    _relation("located", "位于", "located in", "unions", "id", "place"),
    _relation("located", "位于", "located in", "employers", "id", "place"),
    _relation("located", "位于", "located in", "stations", "id", "place"),
    _relation("head", "所属头部企业", "leading firm", "employers", "id", "head"),
    _relation("leads_second", "第二领导", "leads as second superior", "unions", "id", "second_superior", reversed=True),
    _relation("led_by", "牵头企业", "founded under the lead of", "unions", "id", "lead_employer"),
    _relation("approved_by", "批准工会", "approved by", "unions", "id", "approved_by"),
    _relation("succeeded_by", "承接工会", "succeeded by", "unions", "id", "successor"),
    _relation("kept_by", "所属工会", "kept by", "stations", "id", "union"),
    _relation("within", "上级区域", "lies in", "places", "code", "parent"),
)


@attrs.frozen
class Thing:
    """A record that can be linked: its table, its key, its name, and its filled cells by column."""

    table: str
    key: str
    name: str | None
    cells: tuple[tuple[Column, Any], ...]

    @property
    def label(self) -> str:
        """What it is called: its name, or its key where it has none."""
        return self.name or self.key


@attrs.frozen
class Link:
    """A link between two things, each a table and a key; `since` and `until` where the row says them."""

    relation: Relation
    start: tuple[str, str]
    end: tuple[str, str]
    since: date | None = None
    until: date | None = None


def things(structure: Structure) -> list[Thing]:
    """Return what an export shows: the places that anything lies in and those around them, unions, employers, stations."""
    geography = structure.geography
    given = structure.place_codes("unions", "employers", "stations")
    rows = {row for code in given if code in geography.row for row in geography.chain(geography.row[code])}
    columns = _columns(structure, "places")
    found = [_thing("places", geography.codes[row], columns, row) for row in sorted(rows)]
    for table in ("unions", "employers", "stations"):
        columns = _columns(structure, table)
        found.extend(_thing(table, key, columns, row) for row, key in enumerate(columns["id"]))
    return found


def links(structure: Structure) -> Iterator[Link]:
    """Return the links between `things`; a reference that leads nowhere is none."""
    known = {(thing.table, thing.key) for thing in things(structure)}
    for relation in RELATIONS:
        columns = _columns(structure, relation.table)
        nothing = [None] * len(columns[relation.start])
        keyed = TABLES[relation.table].key is not None
        since, until = (nothing if keyed else columns[name] for name in ("since", "until"))
        tables = relation.ends()
        for row, (start, end) in enumerate(zip(columns[relation.start], columns[relation.end], strict=True)):
            keys = (end, start) if relation.reversed else (start, end)
            ends = ((tables[0], keys[0]), (tables[1], keys[1]))
            if ends[0] in known and ends[1] in known:
                yield Link(relation, *ends, since[row], until[row])


def _columns(structure: Structure, table: str) -> Mapping[str, Sequence[Any]]:
    if table != "places":
        return structure.columns(table)
    geography = structure.geography
    # Where no parent is given, the code says what a place lies in.
    parents = [geography.codes[above] if above >= 0 else None for above in geography.parent]
    return {**geography.columns(), "parent": parents}


def _thing(table: str, key: str, columns: Mapping[str, Sequence[Any]], row: int) -> Thing:
    cells = tuple(
        (column, value)
        for column in TABLES[table].columns
        if (value := columns[column.name][row]) is not None and value != ()
    )
    return Thing(table, key, columns["name"][row], cells)
