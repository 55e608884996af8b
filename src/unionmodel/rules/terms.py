"""The columns of the records as typed terms: `unions.kind`, `funding.amount`."""

from __future__ import annotations

from typing import Final

from unionmodel.errors import PackError, UnknownName
from unionmodel.language import Text
from unionmodel.model.dictionary import Column
from unionmodel.model.records import TABLES
from unionmodel.rules.expr import Cell
from unionmodel.rules.types import BOOL, DATE, MONEY, NUMBER, TEXT, Type

_TYPES: Final = {
    "text": TEXT,
    "key": TEXT,
    "name": TEXT,
    "count": NUMBER,
    "year": NUMBER,
    "money": MONEY,
    "date": DATE,
    "bool": BOOL,
}


class Terms:
    """The terms of one table; an unknown column is refused with the nearest one.

    >>> unions.kind.en
    'kind'
    """

    def __init__(self, table: str) -> None:
        self._table = TABLES[table]
        self._cells = {column.name: _cell(table, column) for column in self._table.columns}

    def __getattr__(self, name: str) -> Cell:
        cells: dict[str, Cell] = self.__dict__["_cells"]
        if name in cells:
            return cells[name]
        if name.startswith("__"):
            raise AttributeError(name)
        table = self._table
        raise PackError(UnknownName(Text(zh=f"列（{table.zh}）", en=f"column of {table.name}"), name, cells).text)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All columns of the table, in order."""
        return tuple(self._cells.values())

    @property
    def name(self) -> Cell:
        """The column `name`, where the table has one."""
        return self.__getattr__("name")

    def __repr__(self) -> str:
        return self._table.name


def _cell(table: str, column: Column) -> Cell:
    if column.type in ("enum", "list"):
        type_ = Type("enum" if column.type == "enum" else "list", column.vocabulary)
    else:
        type_ = _TYPES[column.type]
    # Places mix file and shipped rows, so their defaults are applied when they are merged, not per cell.
    filled = column.key or column.type == "list" or (column.default is not None and table != "places")
    return Cell(table, column.name, column.zh, column.en, column.refers_to, type_, filled)


#: Every table of records by name, as terms: a waiver is about findings, and no rule reads it.
TERMS: dict[str, Terms] = {name: Terms(name) for name in TABLES if name != "waivers"}

places = TERMS["places"]
unions = TERMS["unions"]
employers = TERMS["employers"]
covers = TERMS["covers"]
affiliations = TERMS["affiliations"]
headcounts = TERMS["headcounts"]
direct_members = TERMS["direct_members"]
funding = TERMS["funding"]
activities = TERMS["activities"]
officers = TERMS["officers"]
plans = TERMS["plans"]
channels = TERMS["channels"]
stations = TERMS["stations"]
services = TERMS["services"]
pairings = TERMS["pairings"]
members = TERMS["members"]
