"""A workbook under way: every text stays a text, codes are text cells, amounts and counts numbers, dates dates."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, BinaryIO

from unionmodel.errors import UnionModelError
from unionmodel.io.formats import EXCEL
from unionmodel.language import Language, Text, show
from unionmodel.model.cells import outward
from unionmodel.model.dictionary import Column

#: Excel shows this many digits of a number exactly; amounts of more are written as text.
_EXACT_FEN = 10**15
#: How cells of a type are shown; all others are text.
_NUMBERS = {"date": "yyyy-mm-dd", "money": "0.00", "count": "0", "year": "0"}
#: Excel's calendar begins in 1900, and its first two months have a day too many.
_FIRST_DAY = date(1900, 3, 1)
#: Nothing that somebody typed may become a formula or a link.
_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
#: The height of the highest row, in points, and how many lines stand in it.
HIGHEST, MOST_LINES = 409, 24
#: So many lines of text at least say how wide a column has to be.
_LOOKED_AT = 300


class Book:
    """Writes sheets of a workbook into `file`, in `language`; a context that ends when it is complete.

    Raises MissingExtra without xlsxwriter.
    """

    def __init__(self, file: BinaryIO, language: Language) -> None:
        with EXCEL.needing("xlsxwriter"):
            import xlsxwriter
        self.language: Language = language
        self._workbook = xlsxwriter.Workbook(file, _PLAIN)
        # The same content is the same file, whenever it is written.
        self._workbook.set_properties({"created": datetime(2000, 1, 1)})
        self._looks: dict[frozenset[tuple[str, Any]], Any] = {}

    def __enter__(self) -> Book:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._workbook.close()

    def said(self, text: str) -> str:
        """Return a text in the language of the workbook."""
        return show(text, self.language)

    def sheet(self, title: str) -> Any:
        """Add a sheet."""
        return self._workbook.add_worksheet(title)

    def name(self, name: str, cells: str) -> None:
        """Give a range of cells a name."""
        self._workbook.define_name(name, f"={cells}")

    def look(self, **properties: Any) -> Any:
        """Return how a cell looks, one format for all that look alike."""
        key = frozenset(properties.items())
        if key not in self._looks:
            self._looks[key] = self._workbook.add_format(properties)
        return self._looks[key]

    def column_look(self, column: Column, **properties: Any) -> Any:
        """Return how the cells of a column look."""
        return self.look(num_format=_NUMBERS.get(column.type, "@"), **properties)

    def text(self, sheet: Any, place: tuple[int, int], text: str, **properties: Any) -> None:
        """Write a text, in the language of the workbook. Raises UnionModelError where it does not fit."""
        if sheet.write_string(*place, self.said(text), self.look(**properties)):
            raise _misfit(place, Text(zh="文字", en="a text"))

    def cell(self, sheet: Any, place: tuple[int, int], column: Column, value: Any, **properties: Any) -> None:
        """Write a kept value of a column as people read it; a blank is left. Raises UnionModelError where it does not fit."""
        failed = 0
        look = self.column_look(column, **properties)
        text = ""
        if column.type in ("count", "year") and value is not None:
            failed = sheet.write_number(*place, value, look)
        elif column.type == "money" and value is not None and value < _EXACT_FEN:
            failed = sheet.write_number(*place, value / 100, look)
        elif isinstance(value, date) and value >= _FIRST_DAY:
            failed = sheet.write_datetime(*place, value, look)
        elif text := label(column, value, self.language):
            # XML has no way to write these two.
            odd = "\ufffe" in text or "\uffff" in text
            failed = -1 if odd else sheet.write_string(*place, text, self.look(num_format="@", **properties))
        elif properties:
            sheet.write_blank(*place, None, look)
        if failed:
            raise _misfit(place, Text(zh=f"“{column.zh}”", en=column.name))


def _misfit(place: tuple[int, int], what: Text) -> UnionModelError:
    return UnionModelError(
        Text(
            zh=f"第 {place[0] + 1} 行的{what.zh}放不进 Excel；请写成 .json 或 .csv",
            en=f"{what.en} of row {place[0] + 1} does not fit into a workbook; write .json or .csv",
        )
    )


def header(column: Column, language: Language) -> str:
    """Return what stands above a column in a file of this language."""
    return column.zh if language == "zh" else column.name


def label(column: Column, value: Any, language: Language) -> str:
    """Return a kept value as people read it in a table."""
    if value is None:
        return ""
    if column.vocabulary is not None:
        members = [outward(column, value)] if column.type == "enum" else outward(column, value)
        return ";".join(member.zh if language == "zh" else str(member.value) for member in members)
    if column.type == "bool":
        return truth(value, language)
    if column.type == "money":
        return str(outward(column, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def truth(value: bool, language: Language) -> str:
    """Return yes or no as a table holds it."""
    return {True: "是", False: "否"}[value] if language == "zh" else {True: "true", False: "false"}[value]


def width(texts: Iterable[str], least: int = 8, most: int = 40) -> int:
    """Return how wide a column has to be for `texts`, in letters: a Chinese character takes the place of two.

    >>> width(["工会编号", "u1"]), width(["id"], least=4), width(["x" * 99])
    (10, 4, 40)
    """
    widest = 0
    for number, text in enumerate(texts):
        if number >= _LOOKED_AT or widest > most:
            break
        widest = max(widest, *(across(line) for line in text.split("\n")))
    return min(max(widest + 2, least), most)


def across(text: str) -> int:
    """Return how many letters wide a text is.

    >>> across("工会A")
    5
    """
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def lines(text: str, wide: float) -> int:
    """Return on how many lines a text stands in a cell that is `wide` letters wide and wraps.

    >>> lines("工会编号", 10), lines("工会编号", 6), lines("a\\nb", 10)
    (1, 2, 2)
    """
    # A little less than the width: no two fonts agree, and words are not cut.
    return sum(max(1, -(-across(line) * 10 // int(10 * (wide - 1) * 0.95))) for line in text.split("\n"))


def height(most: int) -> float:
    """Return how high a row of `most` lines is, in points; Excel has none higher than 409."""
    return min(15.5 * most + 3, HIGHEST)
