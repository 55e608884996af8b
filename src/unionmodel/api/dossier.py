"""Reports as a page and as a workbook: what they show beside the findings is computed here, and handed to the writers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from typing import Any, Final

import attrs

from unionmodel.checking.report.report import Finding, Outcome, Report
from unionmodel.io.writing.workbook import Book
from unionmodel.language import Language, Text
from unionmodel.organise.campaign.answer import Stage
from unionmodel.organise.campaign.compute import campaign
from unionmodel.organise.coverage.answer import coverage
from unionmodel.organise.repair.answer import Remedy
from unionmodel.organise.repair.compute import repair
from unionmodel.organise.upkeep.money import money
from unionmodel.progress import Progress
from unionmodel.render.dossier import Dossier
from unionmodel.render.html import page as html
from unionmodel.render.html.listing import shown
from unionmodel.render.workbook import report as sheets

#: Most findings of a workbook whose mends are tried out, the most severe first: trying takes time.
MOST_MENDS: Final = 100
_ON_A_PAGE = Text(zh="试算改法", en="trying out mends")
_IN_A_WORKBOOK = Text(zh="提出改法", en="proposing mends")


def page(report: Report, language: Language, progress: Progress | None = None) -> str:
    """Return a report as one page of HTML. Raises MissingExtra without Jinja2.

    With what was judged at hand (`report.basis`) the page has mends, the hierarchy, coverage, money and the campaign,
    too. `progress` is told how many findings have been asked for their mends.
    """
    # Imported first: a missing package is reported before the long work begins.
    templates = html.templates()
    dossier = Dossier(report, _remedies(report, shown(report), _ON_A_PAGE, progress), **_of_the_plan(report))
    return html.page(dossier, templates, language)


def workbook(report: Report, language: Language, progress: Progress | None = None) -> bytes:
    """Return a report as the content of an .xlsx file, the user's own data with the findings beside the rows.

    Mends are tried out for the first `MOST_MENDS` findings; `progress` is told how far the work has come. Raises
    MissingExtra without xlsxwriter, UnionModelError for a report without its data.
    """
    sheets.basis_of(report)
    # What cannot be told comes last: there is hardly ever a mend for it but to find out.
    findings = sorted(report.findings, key=lambda finding: finding.outcome is Outcome.CANNOT_TELL)[:MOST_MENDS]
    file = io.BytesIO()
    # Opened first: a missing package is reported before the long work begins.
    with Book(file, language) as book:
        sheets.write(book, Dossier(report, _remedies(report, findings, _IN_A_WORKBOOK, progress)), progress)
    return file.getvalue()


def _remedies(
    report: Report, findings: Iterable[Finding], doing: Text, progress: Progress | None
) -> Mapping[int, Remedy]:
    """Return what can be done about findings, by their identity; nothing where it is not known what was judged."""
    basis = report.basis
    if basis is None:
        return {}
    told = None if progress is None else lambda done, total: progress(doing, done, total)
    asked = attrs.evolve(report, findings=tuple(findings))
    found = repair(basis.structure, basis.packs, on=report.on, report=asked, proposed=basis.proposed, progress=told)
    return {id(remedy.finding): remedy for remedy in found}


def _of_the_plan(report: Report) -> dict[str, Any]:
    """Return coverage, money and the campaign where the report was made by the plan; the campaign while it runs."""
    basis = report.basis
    if basis is None or all(pack.scheme is None for pack in basis.packs):
        return {}
    structure, packs, on, proposed = basis.structure, basis.packs, report.on, basis.proposed
    answer = campaign(structure, packs, None, on=on, until=None, proposed=proposed)
    running = answer.stage in (Stage.RUNNING, Stage.BETWEEN) and structure.size("headcounts")
    return {
        "coverage": coverage(structure, packs, on=on, proposed=proposed),
        "money": money(structure, packs, on=on, proposed=proposed),
        "campaign": answer if running else None,
    }
