"""Workbooks, a sheet a table. What is read is guarded first; old ones are read in a process of their own."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from unionmodel.io.formats import EXCEL
from unionmodel.io.formats.workbook_guard import damaged, guard
from unionmodel.io.reading.collecting import wrong
from unionmodel.io.reading.files import read_bytes
from unionmodel.io.reading.grid import Grid
from unionmodel.io.writing.tables import filled, refuse_blank, rows_of, table_title
from unionmodel.io.writing.targets import write_bytes
from unionmodel.io.writing.workbook import Book, header, label, width
from unionmodel.language import Language, Text
from unionmodel.model.structure import Structure

_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: So many rows at most say how wide a column has to be.
_LOOKED_AT = 300
_NOT_SEEN = {
    "formula": (
        Text(zh="是没有计算结果的公式", en="is a formula without a value"),
        Text(zh="用 Excel 或 WPS 打开并保存一次", en="open the workbook in Excel and save it"),
    ),
    "error": (
        Text(zh="是错误值（如 #N/A、#REF!）", en="is an error such as #N/A or #REF!"),
        Text(zh="改正公式，或写入数值", en="mend the formula, or write the value"),
    ),
}


def read(path: Path) -> Iterator[Grid]:
    """Return the sheets of the workbook at `path` that are not empty. Raises InputErrors, or MissingExtra."""
    content = read_bytes(path)
    if content.startswith(_ZIP):
        return _new(content, path.name)
    if content.startswith(_OLD):
        if path.suffix.lower() != ".xls":
            raise wrong(
                path.name,
                Text(zh="有密码保护，或是旧格式 .xls", en="is protected by a password, or of the old format .xls"),
                Text(zh="去掉密码，另存为 .xlsx", en="save it as .xlsx without a password"),
            )
        from unionmodel.io.formats.old_excel import read_old

        return iter(read_old(path))
    if content.lstrip()[:1] == b"<":
        raise wrong(
            path.name,
            Text(zh="是网页或 XML，不是工作簿", en="is a web page or XML and no workbook"),
            Text(zh="用 Excel 打开后另存为 .xlsx", en="open it in Excel and save it as .xlsx"),
        )
    raise damaged(path.name, "unknown format")


def _new(content: bytes, title: str) -> Iterator[Grid]:
    with EXCEL.needing("python-calamine"):
        import python_calamine
    guarded = guard(content, title)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(guarded.content))
        for metadata in workbook.sheets_metadata:
            if metadata.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            counted = guarded.sheets.get(metadata.name)
            if counted is None:
                raise damaged(title, f"sheet {metadata.name}")
            if not counted.cells:
                continue
            sheet = workbook.get_sheet_by_name(metadata.name)
            row, column = sheet.start or (0, 0)
            rows = sheet.to_python(skip_empty_area=True)
            unread = {
                (at_row - row, at_column - column): _NOT_SEEN[kind]
                for (at_row, at_column), kind in counted.blind.items()
            }
            # The reader ends a sheet at its last value; what it cannot see may stand below.
            rows.extend([] for _ in range(max((at[0] for at in unread), default=-1) + 1 - len(rows)))
            yield Grid(metadata.name, rows, row, column, unread)
    except python_calamine.CalamineError as problem:
        raise damaged(title, str(problem)) from None
    except BaseException as problem:
        # A reader that gives up on a file raises what is no Exception.
        if type(problem).__name__ == "PanicException":
            raise damaged(title, str(problem)) from None
        raise


def write(structure: Structure, file: Path, language: Language, encoding: str) -> None:
    """Write a structure as a workbook, a sheet a table; codes are text cells, amounts and counts numbers, dates dates.

    `language` is that of sheet names, headers and labels. Raises MissingExtra without xlsxwriter.
    """
    content = io.BytesIO()
    with Book(content, language) as book:
        for table in filled(structure):
            sheet = book.sheet(table_title(table, language))
            columns = structure.columns(table.name)
            for place, column in enumerate(table.columns):
                title = header(column, language)
                shown = (label(column, value, language) for value in columns[column.name][:_LOOKED_AT])
                sheet.set_column(place, place, width([title, *shown]), book.column_look(column))
                book.text(sheet, (0, place), title, bold=True, bottom=1)
            sheet.freeze_panes(1, 1)
            for number, row in enumerate(rows_of(structure, table), start=1):
                refuse_blank([value for _, value in row if value != ()], table, number)
                for place, (column, value) in enumerate(row):
                    book.cell(sheet, (number, place), column, value)
    write_bytes(file, content.getvalue())
