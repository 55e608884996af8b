"""A structure on its way into a file: as a document, or table by table. What is written can be read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from unionmodel.errors import UnionModelError
from unionmodel.io.formats.document import FORMAT
from unionmodel.language import Language, Text
from unionmodel.model.cells import outward
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure


def as_document(structure: Structure) -> dict[str, Any]:
    """Return a structure as the content of a document: JSON-ready, canonical names, blanks left out.

    Dates are ISO texts, amounts texts of yuan with two decimals. ``load(as_document(structure))`` gives it back.
    """
    document: dict[str, Any] = {"format": FORMAT}
    for table in TABLES.values():
        columns = structure.columns(table.name)
        rows = [
            {
                column.name: _plain(column, value)
                for column in table.columns
                if (value := columns[column.name][row]) is not None and value != ()
            }
            for row in range(structure.size(table.name))
        ]
        if rows:
            document[table.name] = rows
    return document


def table_title(table: Table, language: Language) -> str:
    """Return how the sheet or file of a table is called in this language."""
    return table.zh if language == "zh" else table.name


def refuse_blank(cells: Sequence[Any], table: Table, number: int) -> None:
    """Refuse a row without any cell: in a sheet it would be no row, and be lost in silence."""
    if all(cell is None or cell == "" for cell in cells):
        raise UnionModelError(
            Text(
                zh=f"表“{table.zh}”的第 {number} 行全空，写进表格就会丢失；请删去这一行，或写成 .json",
                en=f"row {number} of {table.name} is blank and would be lost in a sheet; remove it, or write .json",
            )
        )


def filled(structure: Structure) -> list[Table]:
    """Return the tables that have rows, as the data dictionary has them; that of unions where none has any."""
    return [table for table in TABLES.values() if structure.size(table.name)] or [TABLES["unions"]]


def rows_of(structure: Structure, table: Table) -> Iterator[list[tuple[Column, Any]]]:
    """Yield the rows of a table, each as its columns with the kept values."""
    columns = structure.columns(table.name)
    for row in range(structure.size(table.name)):
        yield [(column, columns[column.name][row]) for column in table.columns]


def _plain(column: Column, value: Any) -> Any:
    """Return a kept value as a document holds it."""
    if column.type == "money":
        return str(outward(column, value))
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if column.type == "list" else value
