"""Writing structures: as a document, as a folder of CSV files, as a workbook. What is written can be read again."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from unionmodel.errors import UnionModelError
from unionmodel.io.formats.csv import protected
from unionmodel.io.formats.document import FORMAT
from unionmodel.io.writing.targets import write_text, write_whole
from unionmodel.io.writing.workbook import Book, header, label, width
from unionmodel.language import Language, Text, default_language
from unionmodel.model.cells import outward
from unionmodel.model.columns import Column, Table
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure

#: So many rows at most say how wide a column has to be.
_LOOKED_AT = 300


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


def write_json(structure: Structure, path: str | os.PathLike[str]) -> None:
    """Write a structure as one JSON document, UTF-8."""
    write_text(Path(path), json.dumps(as_document(structure), ensure_ascii=False, indent=1) + "\n")


def write_csv(
    structure: Structure,
    folder: str | os.PathLike[str],
    language: Language | None = None,
    encoding: str = "utf-8-sig",
) -> None:
    """Write a structure as a folder of CSV files, one a table, for spreadsheets.

    UTF-8 with a mark, so that Excel reads the Chinese, or another `encoding` (``gb18030``); texts that a spreadsheet
    would compute get a leading apostrophe, which reading takes off again. `language` is that of file names, headers
    and labels. Raises UnionModelError for a row without any cell, which a sheet cannot show.
    """
    chosen = language or default_language()
    home = Path(folder)
    home.mkdir(parents=True, exist_ok=True)
    for table in filled(structure) or [TABLES["unions"]]:
        lines = io.StringIO()
        writer = csv.writer(lines)
        writer.writerow([header(column, chosen) for column in table.columns])
        for number, row in enumerate(rows_of(structure, table), start=1):
            cells = [protected(label(*cell, chosen)) for cell in row]
            _refuse_blank(cells, table, number)
            writer.writerow(cells)
        write_text(home / f"{table_title(table, chosen)}.csv", lines.getvalue(), encoding)


def write_workbook(structure: Structure, path: str | os.PathLike[str], language: Language | None = None) -> None:
    """Write a structure as a workbook, a sheet a table; codes are text cells, amounts and counts numbers, dates dates.

    `language` is that of sheet names, headers and labels. Raises MissingExtra without xlsxwriter.
    """
    content = io.BytesIO()
    with Book(content, language or default_language()) as book:
        for table in filled(structure) or [TABLES["unions"]]:
            sheet = book.sheet(table_title(table, book.language))
            for place, column in enumerate(table.columns):
                title = header(column, book.language)
                wide = width(
                    [title, *(label(column, value, book.language) for value in _first(structure, table, column))]
                )
                sheet.set_column(place, place, wide, book.column_look(column))
                book.text(sheet, (0, place), title, bold=True, bottom=1)
            sheet.freeze_panes(1, 1)
            for number, row in enumerate(rows_of(structure, table), start=1):
                _refuse_blank([value for _, value in row if value != ()], table, number)
                for place, (column, value) in enumerate(row):
                    book.cell(sheet, (number, place), column, value)
    write_whole(content.getvalue(), path)


def table_title(table: Table, language: Language) -> str:
    """Return how the sheet or file of a table is called in this language."""
    return table.zh if language == "zh" else table.name


def _refuse_blank(cells: Sequence[Any], table: Table, number: int) -> None:
    """Refuse a row without any cell: in a sheet it would be no row, and be lost in silence."""
    if all(cell is None or cell == "" for cell in cells):
        raise UnionModelError(
            Text(
                zh=f"表“{table.zh}”的第 {number} 行全空，写进表格就会丢失；请删去这一行，或写成 .json",
                en=f"row {number} of {table.name} is blank and would be lost in a sheet; remove it, or write .json",
            )
        )


def filled(structure: Structure) -> list[Table]:
    """Return the tables that have rows, as the data dictionary has them."""
    return [table for table in TABLES.values() if structure.size(table.name)]


def _first(structure: Structure, table: Table, column: Column) -> list[Any]:
    return structure.columns(table.name)[column.name][:_LOOKED_AT] if structure.size(table.name) else []


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
