"""How the sheets of a report look and are called: names, colours, marks, and texts that fit into cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from unionmodel.checking.report.report import MARKS, SEVERITIES, Finding, Outcome
from unionmodel.io.writing.workbook import Book, height, lines
from unionmodel.language import Text

#: Sheets and columns of ours: readers leave aside what begins with `_`.
SUMMARY: Final = Text(zh="_核对结果", en="_result")
FINDINGS: Final = Text(zh="_问题清单", en="_findings")
BASIS: Final = Text(zh="_口径", en="_basis")

HEAD: Final = {
    "bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF", "text_wrap": True, "valign": "vcenter", "border": 1,
    "border_color": "#8EA9C1",
}  # fmt: skip
#: The heading of a column of the user's own.
OWN_HEAD: Final = {**HEAD, "bg_color": "#D9E2EC", "font_color": "#000000"}
TITLE: Final = {"bold": True, "font_size": 16}
SECTION: Final = {"bold": True, "font_size": 12}
WRAPPED: Final = {"text_wrap": True, "valign": "top"}
LINK: Final = {"underline": 1, "font_color": "#0563C1", "valign": "top"}
BORDER: Final = {"border": 1, "border_color": "#BFBFBF"}

#: By what a finding is (see `kind`): its colour and its mark, which tells it apart in grey, too. The gravest comes first.
KINDS: Final[dict[str, tuple[str, str, Text]]] = {
    "failed": ("#F4B084", "×", Outcome.FAILED.text),
    "error": ("#FFC7CE", MARKS["error"], SEVERITIES["error"]),
    "warning": ("#FFEB9C", MARKS["warning"], SEVERITIES["warning"]),
    "info": ("#DDEBF7", MARKS["info"], SEVERITIES["info"]),
    "cannot_tell": ("#E4DFEC", "?", Outcome.CANNOT_TELL.text),
    "waived": ("#E7E6E6", "○", Outcome.WAIVED.text),
}
#: Most characters of a cell: few enough to be read. Excel would hold 32,767.
_LONGEST = 8_000


def kind(finding: Finding) -> str:
    """Return what a finding is, as `KINDS` lists it: the severity where a rule is broken, else the outcome."""
    return finding.severity if finding.outcome is Outcome.BROKEN else finding.outcome.value


def order(finding: Finding) -> int:
    """Return how grave a finding is, 0 being the gravest."""
    return list(KINDS).index(kind(finding))


def fill(name: str) -> dict[str, Any]:
    """Return the colour of a kind of finding, as a property of cells."""
    return {"bg_color": KINDS[name][0]}


def word(name: str) -> Text:
    """Return mark and name of a kind of finding."""
    _, mark, text = KINDS[name]
    return Text(zh=f"{mark} {text.zh}", en=f"{mark} {text.en}")


def short(text: str) -> str:
    """Return a text that fits into a cell.

    >>> len(short("x" * 40_000))
    8000
    """
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def fit(sheet: Any, row: int, cells: Iterable[tuple[str, float]]) -> None:
    """Make a row high enough for the texts of its cells, each given with the width of its column: not every program does."""
    most = max(lines(text, wide) for text, wide in cells)
    if most > 1:
        sheet.set_row(row, height(most))


def summary_sheet(book: Book, name: Text, title: Text, widths: Iterable[float]) -> Any:
    """Add a sheet of text without grid lines: its title, and columns of these widths."""
    sheet = book.sheet(book.said(name))
    sheet.hide_gridlines(2)
    for place, wide in enumerate(widths):
        sheet.set_column(place, place, wide)
    book.text(sheet, (0, 0), title, **TITLE)
    return sheet


def section(book: Book, sheet: Any, row: int, title: Text, columns: Sequence[Text]) -> int:
    """Write the heading of a part of a sheet, and of its columns; return the row below."""
    book.text(sheet, (row, 0), title, **SECTION)
    for place, column in enumerate(columns):
        book.text(sheet, (row + 1, place), column, **HEAD)
    return row + (2 if columns else 1)


def for_paper(sheet: Any) -> None:
    """Let a sheet be printed across, as wide as the paper, with its headings on every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
