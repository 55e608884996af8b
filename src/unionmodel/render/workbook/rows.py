"""The user's own tables in the workbook of a report, with what was found beside the rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import takewhile

from unionmodel.checking.report.report import Report
from unionmodel.grouping import grouped
from unionmodel.io.writing.tables import rows_of, table_title
from unionmodel.io.writing.workbook import MOST_LINES, Book, header, label, lines, width
from unionmodel.language import Text
from unionmodel.model.dictionary import Table
from unionmodel.model.structure import Structure
from unionmodel.render.workbook.findings import Placed, cited, mending, mends, sources
from unionmodel.render.workbook.looks import (
    FINDINGS,
    HEAD,
    KINDS,
    OWN_HEAD,
    WRAPPED,
    fill,
    fit,
    kind,
    order,
    short,
    word,
)

#: The columns of ours: readers leave aside what begins with `_`.
REMARKS = (
    (Text(zh="_结果", en="_result"), 14),
    (Text(zh="_问题", en="_finding"), 54),
    (Text(zh="_依据", en="_clause"), 28),
    (Text(zh="_改法", en="_mend"), 54),
)
_Remarks = tuple[str, str, str, str]
#: Most findings, and most mends of each, written beside a row; the list has all of them.
_FITTING = ((6, 2), (6, 1), (4, 1), (3, 1), (2, 1), (1, 1))


def table_page(book: Book, report: Report, structure: Structure, table: Table, entries: Sequence[Placed]) -> None:
    """Write the sheet of a table; where something was found in it, with the remarks after the columns that name a row."""
    sheet = book.sheet(table_title(table, book.language))
    rows = list(rows_of(structure, table)) if structure.size(table.name) else []
    beside = grouped((row, entry) for entry in entries for row in entry.rows)
    lead = _lead(table)
    shift = len(REMARKS) if beside else 0
    places = [place if place < lead else place + shift for place in range(len(table.columns))]
    for number, (column, place) in enumerate(zip(table.columns, places, strict=True)):
        title = header(column, book.language)
        wide = width([title, *(label(column, row[number][1], book.language) for row in rows[:300])])
        sheet.set_column(place, place, wide, book.column_look(column))
        book.text(sheet, (0, place), title, **OWN_HEAD)
    if beside:
        for place, (head, wide) in enumerate(REMARKS, start=lead):
            sheet.set_column(place, place, wide)
            book.text(sheet, (0, place), head, **HEAD)
        gravest = min((entry.finding for entry in entries if entry.rows), key=order)
        sheet.set_tab_color(KINDS[kind(gravest)][0])
    known = sources(report)
    for number, cells in enumerate(rows):
        mine = sorted(beside.get(number, ()), key=lambda entry: order(entry.finding))
        tint = fill(kind(mine[0].finding)) if mine else {}
        for place, (column, value) in zip(places, cells, strict=True):
            book.cell(sheet, (number + 1, place), column, value, valign="top", **(tint if place < lead else {}))
        if mine:
            said = _remarks(mine, known, book)
            for place, text in enumerate(said, start=lead):
                book.text(sheet, (number + 1, place), text, **WRAPPED, **tint)
            fit(sheet, number + 1, _with_widths(said))
    sheet.freeze_panes(1, min(lead, 2))
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)


def _lead(table: Table) -> int:
    """Return how many columns at the beginning name a row: the key and the name, or what tells it apart."""
    naming = list(
        takewhile(lambda column: column.key or column.type == "name" or column.name in table.subject, table.columns)
    )
    return max(1, len(naming))


def _remarks(entries: Sequence[Placed], known: Mapping[str, Text], book: Book) -> _Remarks:
    """Return what stands beside a row: how grave, what is wrong, where it is written, how it is mended."""
    counts = Counter(kind(entry.finding) for entry in entries)
    result = "\n".join(
        book.said(word(name)) + (f" {counts[name]}" if counts[name] > 1 else "") for name in KINDS if counts[name]
    )
    for most, choices in _FITTING:
        some = entries[:most]
        said = [f"{one.finding.code} {book.said(one.finding.message)}" for one in some]
        if len(entries) > most:
            rest = len(entries) - most
            more = Text(zh=f"另有 {rest} 项，见“{FINDINGS.zh}”", en=f"{rest} more: see {FINDINGS.en}")
            said.append(book.said(more))
        written = dict.fromkeys(line for one in some for line in cited(one.finding, known, book).split("\n") if line)
        how = [f"{one.finding.code} {mends(one, book, choices) or mending(one.finding, book)}" for one in some]
        found = (result, short("\n".join(said)), short("\n".join(written)), short("\n".join(how)))
        if max(lines(text, wide) for text, wide in _with_widths(found)) <= MOST_LINES:
            break
    return found


def _with_widths(said: _Remarks) -> list[tuple[str, float]]:
    return [(text, wide) for text, (_, wide) in zip(said, REMARKS, strict=True)]
