"""A report as one page of HTML: it loads nothing, runs nothing, prints, and speaks Chinese and English."""

from __future__ import annotations

from typing import Any

from unionmodel.errors import MissingExtra
from unionmodel.language import Language
from unionmodel.render.dossier import Dossier
from unionmodel.render.html.contents import contents


def page(dossier: Dossier, templates: Any, language: Language) -> str:
    """Return a report as HTML by its `templates`, in both languages, the one of `language` first."""
    found = contents(dossier)
    languages = ("zh", "en") if language == "zh" else ("en", "zh")
    bodies = [(one, templates.get_template("body.html").render(found.within(one))) for one in languages]
    title = found.title.within(language)
    page: str = templates.get_template("page.html").render(bodies=bodies, first=language, title=title)
    return page


def templates() -> Any:
    """Return what fills in the templates. Raises MissingExtra without Jinja2."""
    try:
        import jinja2
    except ImportError:
        raise MissingExtra("jinja2", "report") from None
    return jinja2.Environment(
        loader=jinja2.PackageLoader("unionmodel.render.html"), autoescape=True, undefined=jinja2.StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
