"""What a page says: counts, findings, and where it is known what was judged, pictures, coverage, money, the campaign."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import attrs

from unionmodel.checking.report.report import Basis, Report
from unionmodel.checking.report.versions import changes
from unionmodel.language import Text, show
from unionmodel.render.dossier import Dossier
from unionmodel.render.html.listing import ByRule, Counted, by_place, by_rule, counts
from unionmodel.render.html.outline import Branch, outline
from unionmodel.render.html.slices import sliced
from unionmodel.render.pictures import coverage_map, graphviz, of_hierarchy
from unionmodel.render.pictures.picture import Picture
from unionmodel.render.text import campaign as campaign_text
from unionmodel.render.text import coverage as coverage_text
from unionmodel.render.text import upkeep as upkeep_text
from unionmodel.render.text.report import closing, verdict, waived

TITLE = Text(zh="核对报告", en="Report of a check")
#: Most boxes of the hierarchy that can be read on a few printed pages.
_BOXES = 60
_UNIONS = 40


@attrs.frozen
class Table:
    """A table: its caption, the head, and the rows with what each is about first; `total` says that the last adds up."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    total: bool = False


@attrs.frozen
class Contents:
    """Everything that a page says, in no language yet."""

    dossier: Dossier
    findings: tuple[ByRule, ...]
    counts: tuple[Counted, ...]
    places: tuple[Counted, ...]
    map: coverage_map.CoverageMap | None
    title: Text = TITLE

    def within(self, language: str) -> dict[str, Any]:
        """Return what the template is given, in one language."""

        def say(zh: str, en: str) -> str:
            return Text(zh=zh, en=en).within(language)

        report, basis = self.dossier.report, self.dossier.report.basis
        pictured = basis is not None and basis.structure.size("unions") > 0
        return {
            "say": say,
            "lang": language,
            "text": lambda text: show(text, language),
            "waived": lambda waiver: waived(waiver).within(language),
            "title": self.title.within(language),
            "report": report,
            "verdict": verdict(report).within(language),
            "closing": closing(report).within(language),
            "changes": (said.within(language) if (said := changes(report.versions)) else ""),
            "findings": self.findings,
            "counts": self.counts,
            "places": self.places,
            "hierarchy": _hierarchy(report, basis, language) if pictured and basis is not None else None,
            "map": self._map(language),
            "tables": self._coverage(language),
            "money": self._money(language),
            "campaign": self._campaign(language),
        }

    def _map(self, language: str) -> dict[str, str] | None:
        if self.map is None:
            return None
        picture = coverage_map.picture(self.map, language)
        return {"svg": picture.inline(f"map-{language}"), "caption": picture.caption}

    def _coverage(self, language: str) -> list[Table]:
        found = self.dossier.coverage
        if found is None or not found.rows:
            return []
        level = "county" if self.map is None else self.map.level
        tables = (found.by_tier(), found.by_group(), found.by_place(level))
        return [
            _table(
                Text(zh=f"按{table.label.zh}", en=f"by {table.label.en}"),
                coverage_text.table_cells(table),
                language,
                True,
            )
            for table in tables
        ]

    def _money(self, language: str) -> dict[str, Any] | None:
        found = self.dossier.money
        if found is None or not found.unions:
            return None
        lacking = [(one.name or one.union, gap.within(language)) for one, gap in found.lacking]
        return {
            "summary": found.summary.within(language),
            "table": _table("", upkeep_text.table_cells((found,)), language, True),
            "lacking": lacking[:_UNIONS],
            "more": max(0, len(lacking) - _UNIONS),
        }

    def _campaign(self, language: str) -> dict[str, Any] | None:
        answer = self.dossier.campaign
        if answer is None:
            return None
        return {
            "head": campaign_text.head(answer).within(language),
            "tables": [
                _table(
                    campaign_text.target_text(target),
                    campaign_text.progress_cells(answer, target, repeat=True),
                    language,
                )
                for target in answer.campaign.measured
            ],
            "notes": [note.within(language) for note in campaign_text.notes(answer)],
        }


def contents(dossier: Dossier) -> Contents:
    """Return what a page says of a report."""
    report, basis, found = dossier.report, dossier.report.basis, dossier.coverage
    shown = coverage_map.coverage_map(found, basis.structure.geography) if basis and found and found.rows else None
    level = "county" if shown is None else shown.level
    return Contents(
        dossier, by_rule(report, dossier.remedies), counts(report), by_place(report, basis, level), shown,
    )  # fmt: skip


def _hierarchy(report: Report, basis: Basis, language: str) -> dict[str, Any]:
    """Return the picture of the hierarchy; without Graphviz the same boxes as an outline."""
    structure = basis.structure.at(report.on)
    picture: Picture = of_hierarchy.picture(structure, report, language, _BOXES)
    drawn = graphviz.installed()
    branches: tuple[Branch, ...] = () if drawn else outline(structure, report, language, _BOXES)
    return {
        "svg": sliced(picture.inline(f"hierarchy-{language}"), f"hierarchy-{language}") if drawn else "",
        "caption": picture.caption,
        "outline": branches,
    }


def _table(caption: str, cells: list[list[str]], language: str, total: bool = False) -> Table:
    head, *rows = [[show(cell, language) for cell in row] for row in cells]
    return Table(show(caption, language), head, rows, total)
