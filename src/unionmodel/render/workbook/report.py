"""A report as a workbook: the user's own data with the findings beside the rows, a summary, a list, and what was used."""

from __future__ import annotations

from unionmodel.checking.report.report import Basis, Report
from unionmodel.errors import UnionModelError
from unionmodel.io.writing.tables import filled
from unionmodel.io.writing.workbook import Book
from unionmodel.language import Text
from unionmodel.progress import Progress
from unionmodel.render.dossier import Dossier
from unionmodel.render.workbook.basis import basis_page
from unionmodel.render.workbook.findings import findings_page, placed
from unionmodel.render.workbook.rows import table_page
from unionmodel.render.workbook.summary import summary_page

_WRITING = Text(zh="写工作表", en="writing sheets")
_NO_BASIS = Text(
    zh="这份报告没有带上所核对的资料，写不成工作簿：请用 unionmodel.check 得到的报告",
    en="this report does not have the data that was checked, so it cannot be a workbook: take one from unionmodel.check",
)


def write(book: Book, dossier: Dossier, progress: Progress | None = None) -> None:
    """Write a report into a workbook, which ends with this; `progress` is called after each sheet.

    A sheet a table, with what was found beside the rows; before them a summary and the list of all findings, after
    them the open questions, switches and values that were used. What is ours has a name that begins with `_` and is left
    aside by `load`, so the data can be mended in the report and checked again. Raises UnionModelError for a report
    without its data, or where a text is too long for a cell.
    """
    report, basis = dossier.report, basis_of(dossier.report)
    entries = placed(report, basis.structure, dossier.remedies)
    tables = filled(basis.structure)
    summary_page(book, report, entries, basis)
    findings_page(book, report, entries, basis.structure)
    for number, table in enumerate(tables):
        if progress is not None:
            progress(_WRITING, number, len(tables))
        table_page(book, report, basis.structure, table, [one for one in entries if one.finding.table == table.name])
    basis_page(book, report, basis)
    if progress is not None:
        progress(_WRITING, len(tables), len(tables))


def basis_of(report: Report) -> Basis:
    """Return what a report judged. Raises UnionModelError where it does not say."""
    if report.basis is None:
        raise UnionModelError(_NO_BASIS)
    return report.basis
