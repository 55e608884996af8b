"""The findings of a report in a workbook: beside which rows each belongs, and the sheet that lists them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from unionmodel.checking.report.report import Finding, Outcome, Report
from unionmodel.grouping import grouped
from unionmodel.io.writing.tables import table_title
from unionmodel.io.writing.workbook import Book
from unionmodel.language import Text
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.model.structure import Structure
from unionmodel.organise.repair.answer import Remedy
from unionmodel.render.text.repair import in_words
from unionmodel.render.text.report import waived
from unionmodel.render.workbook.looks import (
    BORDER,
    FINDINGS,
    HEAD,
    LINK,
    WRAPPED,
    fill,
    fit,
    for_paper,
    kind,
    short,
    word,
)

#: Most choices that are written out.
_MOST_CHOICES = 5
#: Excel shows no sheet with more links.
_MOST_LINKS = 60_000
_COLUMNS = (
    (Text(zh="结论", en="result"), 13),
    (Text(zh="代码", en="code"), 9),
    (Text(zh="规则", en="rule"), 22),
    (Text(zh="到这一行", en="to the row"), 16),
    (Text(zh="对象", en="subject"), 22),
    (Text(zh="名称", en="name"), 24),
    (Text(zh="区域", en="place"), 20),
    (Text(zh="问题", en="finding"), 52),
    (Text(zh="依据", en="source"), 26),
    (Text(zh="改正", en="mend"), 40),
    (Text(zh="可选的具体改法（已试算）", en="mends that were tried out"), 52),
)


@attrs.frozen
class Placed:
    """A finding, the rows of its table that it is about (0 is the first), and what can be done about it."""

    finding: Finding
    rows: tuple[int, ...]
    remedy: Remedy | None

    def cell(self, book: Book) -> str | None:
        """Return the address of the first row, as a link inside the workbook leads to it; None where there is none."""
        if not self.rows:
            return None
        title = table_title(TABLES[self.finding.table], book.language)
        return f"internal:'{title}'!A{self.rows[0] + 2}"


def placed(report: Report, structure: Structure, remedies: Mapping[int, Remedy]) -> list[Placed]:
    """Return the findings of a report in their order, each with the rows that it stands beside."""
    abouts = {rule.code: {part.about for part in rule.parts if part.about} for rule in report.rules}
    rows = {table: _rows(structure, table) for table in {finding.table for finding in report.findings}}
    found = []
    for finding in report.findings:
        here = rows[finding.table]
        mine = here.get(finding.subject)
        if mine is None:
            whose, bar, about = finding.subject.rpartition("|")
            mine = here.get(whose, []) if bar and about in abouts.get(finding.code, ()) else []
        found.append(Placed(finding, tuple(mine), remedies.get(id(finding))))
    return found


def _rows(structure: Structure, table: str) -> dict[str, list[int]]:
    """Return the rows of a table by the names of their subjects; of places those that the file has itself."""
    if table == WHOLE.name:
        return {}
    if table == "places":
        names = structure.column("places", "code") if structure.size("places") else []
    else:
        subject = structure.subjects(table)
        names = [subject(row) for row in range(structure.size(table))]
    return grouped((name, row) for row, name in enumerate(names))


def sources(report: Report) -> dict[str, Text]:
    """Return how the clauses that the rules cite are called by people, by what a finding cites."""
    overlays = [] if report.basis is None else [pack.overlay for pack in report.basis.packs if pack.overlay is not None]
    citations = [citation for rule in report.rules for citation in rule.cites]
    citations += [citation for overlay in overlays for _, citation in overlay.forces.values()]
    return {citation.on(report.on): citation.text(report.on) for citation in citations}


def cited(finding: Finding, known: Mapping[str, Text], book: Book) -> str:
    """Return where a finding says it is written."""
    return "\n".join(book.said(known[cite]) if cite in known else cite for cite in finding.cites)


def mends(entry: Placed, book: Book, most: int) -> str:
    """Return the mends that were tried out, or why there is none; nothing where none was tried."""
    remedy = entry.remedy
    if remedy is None:
        return ""
    if remedy.mend is not None:
        safe = Text(zh="可以放心修改：", en="safe: ")
        return short(book.said(safe) + book.said(in_words(remedy.mend)))
    lines = [f"{number}. {book.said(in_words(one))}" for number, one in enumerate(remedy.choices[:most], start=1)]
    if len(remedy.choices) > most:
        rest = len(remedy.choices) - most
        more = Text(zh=f"另有 {rest} 种：unionmodel repair", en=f"{rest} more: unionmodel repair")
        lines.append(book.said(more))
    return short("\n".join(lines))


def mending(finding: Finding, book: Book) -> str:
    """Return in general how a finding is mended; of one that is waived, who waived it."""
    if finding.outcome is Outcome.WAIVED:
        return "" if finding.waiver is None else short(book.said(waived(finding.waiver)))
    return short(book.said(finding.mend))


def findings_page(book: Book, report: Report, entries: Sequence[Placed], structure: Structure) -> None:
    """Write the sheet with all findings, one a row, each with a link to the row that it is about."""
    sheet = book.sheet(book.said(FINDINGS))
    sheet.set_tab_color("#C00000" if not report.ok else "#548235")
    for place, (title, wide) in enumerate(_COLUMNS):
        sheet.set_column(place, place, wide)
        book.text(sheet, (0, place), title, **HEAD)
    known, geography = sources(report), structure.geography
    titles = {rule.code: rule.title for rule in report.rules}
    for number, entry in enumerate(entries, start=1):
        finding = entry.finding
        name = kind(finding)
        area = finding.place or ""
        if area in geography.row:
            area = f"{area} {geography.name[geography.row[area]] or ''}".strip()
        why = entry.remedy.why if entry.remedy is not None and not entry.remedy.mends else None
        cells = (
            book.said(word(name)), finding.code, book.said(titles.get(finding.code, finding.labels.title)), None,
            finding.subject, finding.record_name, area, book.said(finding.message), cited(finding, known, book),
            mending(finding, book), mends(entry, book, _MOST_CHOICES) or ("" if why is None else book.said(why)),
        )  # fmt: skip
        for place, cell in enumerate(cells):
            if cell is None:
                _link(book, sheet, (number, place), entry, number)
            else:
                book.text(sheet, (number, place), short(cell), **WRAPPED, **BORDER, **(fill(name) if place < 2 else {}))
        fit(sheet, number, [(short(cell or ""), wide) for cell, (_, wide) in zip(cells, _COLUMNS, strict=True)])
    if entries:
        sheet.autofilter(0, 0, len(entries), len(_COLUMNS) - 1)
    else:
        book.text(sheet, (1, 0), Text(zh="没有问题", en="nothing was found"))
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    for_paper(sheet)


def _link(book: Book, sheet: Any, place: tuple[int, int], entry: Placed, number: int) -> None:
    """Write the way to the row that a finding is about; where it has none in the data, its table."""
    table = TABLES.get(entry.finding.table, WHOLE)
    title = table.zh if book.language == "zh" else table.name
    address = entry.cell(book)
    if address is None or number > _MOST_LINKS:
        book.text(sheet, place, title, **WRAPPED, **BORDER)
        return
    row = entry.rows[0] + 2
    text = Text(zh=f"{title} 第 {row} 行", en=f"{title} row {row}")
    sheet.write_url(*place, address, book.look(**LINK, **BORDER), book.said(text))
