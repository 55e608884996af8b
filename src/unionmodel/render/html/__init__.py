"""A report as one page of HTML: it loads nothing, runs nothing, prints, and speaks Chinese and English."""

from __future__ import annotations

from typing import Any

from unionmodel.checking.report.report import Progress, Report
from unionmodel.errors import MissingExtra
from unionmodel.language import default_language


def render(report: Report, language: str | None = None, progress: Progress | None = None) -> str:
    """Return `report` as HTML, in both languages, the one of `language` shown first. Raises MissingExtra without Jinja2.

    With what was judged at hand (`report.basis`) the page has mends, the hierarchy, coverage, money and the campaign,
    too. `progress` is told how many findings have been asked for their mends.
    """
    from unionmodel.render.html.contents import contents

    templates = _templates()
    first = language or default_language()
    found = contents(report, progress)
    languages = ("zh", "en") if first == "zh" else ("en", "zh")
    bodies = [(one, templates.get_template("body.html").render(found.within(one))) for one in languages]
    title = found.title.within(first)
    page: str = templates.get_template("page.html").render(bodies=bodies, first=first, title=title)
    return page


def _templates() -> Any:
    try:
        import jinja2
    except ImportError:
        raise MissingExtra("jinja2", "report") from None
    return jinja2.Environment(
        loader=jinja2.PackageLoader("unionmodel.render.html"), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
