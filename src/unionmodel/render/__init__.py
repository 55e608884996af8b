"""A report as people and programs read it: text, JSON, SARIF, JUnit, HTML, a workbook."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Final

from unionmodel.checking.report.report import Progress, Report
from unionmodel.errors import UnknownName
from unionmodel.language import Text

#: The formats that a report can be shown in, each with the module whose `render` does it, given report and language.
FORMATS: Final[Mapping[str, str]] = {
    "text": "unionmodel.render.text",
    "json": "unionmodel.render.as_json",
    "sarif": "unionmodel.render.sarif",
    "junit": "unionmodel.render.junit",
    "html": "unionmodel.render.html",
    "xlsx": "unionmodel.render.workbook.report",
}
#: Those that take their time: they are given somebody to tell how far they are, too.
SLOW: Final = frozenset({"html", "xlsx"})
#: Those that are bytes for a file, and nothing for a terminal.
BINARY: Final = frozenset({"xlsx"})


def render(
    report: Report, format: str = "text", language: str | None = None, progress: Progress | None = None
) -> str | bytes:
    """Return `report` in one of FORMATS, with messages in `language`. Raises UnknownName for another format."""
    if format not in FORMATS:
        raise UnknownName(Text(zh="格式", en="format"), format, FORMATS)
    rendered: Callable[..., str | bytes] = import_module(FORMATS[format]).render
    return rendered(report, language, progress) if format in SLOW else rendered(report, language)
