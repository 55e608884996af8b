"""Writing structures: as a document, as a folder of CSV files, as a workbook. What is written can be read again."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from unionmodel.errors import MissingExtra, UnionModelError
from unionmodel.io.csv import protected
from unionmodel.io.document import FORMAT
from unionmodel.language import Language, Text, default_language
from unionmodel.model.cells import outward
from unionmodel.model.columns import Column, Table
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure

#: Excel shows this many digits of a number exactly; amounts of more are written as text.
_EXACT_FEN = 10**15
_WIDTHS = {"key": 16, "text": 20, "name": 28, "enum": 18, "list": 24, "money": 16}


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
    text = json.dumps(as_document(structure), ensure_ascii=False, indent=1)
    Path(path).write_text(text + "\n", encoding="utf-8", newline="\n")


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
        name = table.zh if chosen == "zh" else table.name
        with (home / f"{name}.csv").open("w", encoding=encoding, newline="") as file:
            writer = csv.writer(file)
            writer.writerow([header(column, chosen) for column in table.columns])
            for number, row in enumerate(_rows(structure, table), start=1):
                cells = [protected(_label(*cell, chosen)) for cell in row]
                _refuse_blank(cells, table, number)
                writer.writerow(cells)


def write_workbook(structure: Structure, path: str | os.PathLike[str], language: Language | None = None) -> None:
    """Write a structure as a workbook, a sheet a table; codes are text cells, amounts and counts numbers, dates dates.

    `language` is that of sheet names, headers and labels. Raises MissingExtra without xlsxwriter.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtra("xlsxwriter", "excel") from None
    chosen = language or default_language()
    # Nothing that somebody typed may become a formula or a link.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(os.fspath(path), options) as workbook:
        head = workbook.add_format({"bold": True, "bottom": 1})
        formats = {
            "text": workbook.add_format({"num_format": "@"}),
            "date": workbook.add_format({"num_format": "yyyy-mm-dd"}),
            "money": workbook.add_format({"num_format": "0.00"}),
            "count": workbook.add_format({"num_format": "0"}),
        }
        for table in filled(structure) or [TABLES["unions"]]:
            sheet = workbook.add_worksheet(table.zh if chosen == "zh" else table.name)
            for place, column in enumerate(table.columns):
                form = formats.get("count" if column.type == "year" else column.type, formats["text"])
                sheet.set_column(place, place, _WIDTHS.get(column.type, 12), form)
                sheet.write_string(0, place, header(column, chosen), head)
            sheet.freeze_panes(1, 1)
            for number, row in enumerate(_rows(structure, table), start=1):
                _refuse_blank([value for _, value in row if value != ()], table, number)
                for place, (column, value) in enumerate(row):
                    _write_cell(sheet, (number, place), column, value, formats, chosen)


def header(column: Column, language: Language) -> str:
    """Return what stands above a column in a file of this language."""
    return column.zh if language == "zh" else column.name


def _write_cell(
    sheet: Any, place: tuple[int, int], column: Column, value: Any, formats: dict[str, Any], language: Language
) -> None:
    failed = 0
    if value is None:
        return
    if column.type in ("count", "year"):
        failed = sheet.write_number(*place, value, formats["count"])
    elif column.type == "money" and value < _EXACT_FEN:
        failed = sheet.write_number(*place, value / 100, formats["money"])
    # Excel's calendar begins in 1900, and its first two months have a day too many.
    elif isinstance(value, date) and value >= date(1900, 3, 1):
        failed = sheet.write_datetime(*place, value, formats["date"])
    elif text := _label(column, value, language):
        # XML has no way to write these two.
        failed = -1 if "\ufffe" in text or "\uffff" in text else sheet.write_string(*place, text, formats["text"])
    if failed:
        raise UnionModelError(
            Text(
                zh=f"第 {place[0] + 1} 行的“{column.zh}”放不进 Excel；请写成 .json 或 .csv",
                en=f"{column.name} of row {place[0] + 1} does not fit into a workbook; write .json or .csv",
            )
        )


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


def _rows(structure: Structure, table: Table) -> Iterator[list[tuple[Column, Any]]]:
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


def _label(column: Column, value: Any, language: Language) -> str:
    """Return a kept value as people read it in a table."""
    if value is None:
        return ""
    if column.vocabulary is not None:
        members = [outward(column, value)] if column.type == "enum" else outward(column, value)
        return ";".join(member.zh if language == "zh" else str(member.value) for member in members)
    if column.type == "bool":
        return {True: "是", False: "否"}[value] if language == "zh" else {True: "true", False: "false"}[value]
    return str(_plain(column, value))
