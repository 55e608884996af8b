"""What every answer can be: JSON, and its table as a Polars frame, as CSV, as a sheet, all three with the same cells."""

from __future__ import annotations

import io
from csv import writer
from typing import Any

from unionmodel.answers import Answer
from unionmodel.errors import MissingExtra
from unionmodel.io.formats.csv import protected
from unionmodel.io.writing.workbook import Book, width
from unionmodel.language import Language
from unionmodel.printable import as_json
from unionmodel.render.workbook.looks import HEAD, short


def json(answer: Answer, language: Language) -> str:
    """Return the answer as JSON text, with its texts in `language`."""
    return as_json(answer.to_dict(language))


def frame(answer: Answer, language: Language) -> Any:
    """Return the table as a Polars frame with the types of its columns; None stays blank.

    Raises MissingExtra where Polars is not installed.
    """
    import narwhals as nw

    types: dict[type[Any], Any] = {str: nw.String, int: nw.Int64, bool: nw.Boolean, list: nw.List(nw.String)}
    rows = answer.table_rows(language)
    try:
        found = [
            nw.new_series(name, [row[name] for row in rows], types[kind], backend="polars")
            for name, kind in answer.table_columns().items()
        ]
    except ModuleNotFoundError:
        raise MissingExtra("polars", "scale") from None
    return nw.from_dict({series.name: series for series in found}).to_native()


def csv(answer: Answer, language: Language) -> str:
    """Return the table as CSV; what a spreadsheet would compute gets a leading apostrophe."""
    text = io.StringIO()
    lines = writer(text, lineterminator="\n")
    lines.writerow(answer.table_columns())
    for row in answer.table_rows(language):
        lines.writerow([protected(_written(row[name])) for name in answer.table_columns()])
    return text.getvalue().removesuffix("\n")


def workbook(answer: Answer, language: Language) -> bytes:
    """Return the table as the content of an .xlsx file. Raises MissingExtra without xlsxwriter."""
    file = io.BytesIO()
    with Book(file, language) as book:
        sheet = book.sheet(type(answer).__name__)
        rows = answer.table_rows(language)
        for column, name in enumerate(answer.table_columns()):
            sheet.set_column(column, column, width([name, *(_written(row[name]) for row in rows[:300])]))
            book.text(sheet, (0, column), name, **HEAD)
            for number, row in enumerate(rows, start=1):
                _write(book, sheet, (number, column), row[name])
        sheet.freeze_panes(1, 0)
    return file.getvalue()


def _write(book: Book, sheet: Any, place: tuple[int, int], value: Any) -> None:
    if isinstance(value, int) and not isinstance(value, bool):
        sheet.write_number(*place, value)
    elif value is not None:
        book.text(sheet, place, short(_written(value)), num_format="@")


def _written(value: Any) -> str:
    """Return a cell as text: nothing for a blank, several things joined by semicolons."""
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else ";".join(value) if isinstance(value, list) else str(value)
