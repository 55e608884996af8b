"""A report as a workbook: the user's own data with the findings beside the rows, a summary, a list, and what was used."""

from __future__ import annotations

import io
from typing import Final

import attrs

from unionmodel.checking.report.report import Outcome, Progress, Report
from unionmodel.errors import UnionModelError
from unionmodel.io.writing.tables import filled
from unionmodel.io.writing.workbook import Book
from unionmodel.language import Language, Text, default_language
from unionmodel.model.records import TABLES
from unionmodel.organise.repair.answer import Remedy
from unionmodel.organise.repair.compute import repair
from unionmodel.render.workbook.basis import basis_page
from unionmodel.render.workbook.findings import findings_page, placed
from unionmodel.render.workbook.rows import table_page
from unionmodel.render.workbook.summary import summary_page

#: Concrete mends are worked out for so many findings, the most severe first: each is tried out, which takes its time.
MOST_MENDS: Final = 100

_MENDING = Text(zh="提出改法", en="proposing mends")
_WRITING = Text(zh="写工作表", en="writing sheets")
_NO_BASIS = Text(
    zh="这份报告没有带上所核对的资料，写不成工作簿：请用 unionmodel.check 得到的报告",
    en="this report does not have the data that was checked, so it cannot be a workbook: take one from unionmodel.check",
)


def render(report: Report, language: str | None = None, progress: Progress | None = None) -> bytes:
    """Return `report` as the content of an .xlsx file, with texts in `language`.

    A sheet a table, with what was found beside the rows; before them a summary and the list of all findings, after
    them the open questions, switches and values that were used. What is ours has a name that begins with `_` and is left
    aside by `load`, so the data can be mended in the report and checked again. Concrete mends are tried out for the
    first `MOST_MENDS` findings; `progress` is told how far the work has come. Raises MissingExtra without xlsxwriter,
    UnionModelError for a report without its data, or where a text is too long for a cell.
    """
    basis = report.basis
    if basis is None:
        raise UnionModelError(_NO_BASIS)
    chosen: Language = "en" if (language or default_language()) == "en" else "zh"
    file = io.BytesIO()
    # Opened first: where the package is missing, nobody waits to hear of it.
    with Book(file, chosen) as book:
        entries = placed(report, basis.structure, _remedies(report, progress))
        tables = filled(basis.structure) or [TABLES["unions"]]
        summary_page(book, report, entries, basis)
        findings_page(book, report, entries, basis.structure)
        for number, table in enumerate(tables):
            if progress is not None:
                progress(_WRITING, number, len(tables))
            table_page(
                book, report, basis.structure, table, [one for one in entries if one.finding.table == table.name]
            )
        basis_page(book, report, basis)
    if progress is not None:
        progress(_WRITING, len(tables), len(tables))
    return file.getvalue()


def _remedies(report: Report, progress: Progress | None) -> dict[int, Remedy]:
    """Return what can be done about the most severe findings, by the identity of the finding."""
    basis = report.basis
    assert basis is not None
    # What cannot be told comes last: there is hardly ever a mend for it but to find out.
    findings = sorted(report.findings, key=lambda finding: finding.outcome is Outcome.CANNOT_TELL)
    some = attrs.evolve(report, findings=tuple(findings[:MOST_MENDS]))
    told = None if progress is None else lambda done, total: progress(_MENDING, done, total)
    found = repair(
        basis.structure, basis.packs, on=report.on, report=some, proposed=basis.proposed, progress=told
    )  # fmt: skip
    return {id(one.finding): one for one in found}
