"""A report as people and programs read it: text, JSON, SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module

from unionmodel.check.outcome import Report
from unionmodel.errors import UnknownName
from unionmodel.language import Text

#: The formats that a report can be shown in.
FORMATS = ("text", "json", "sarif")


def render(report: Report, format: str = "text", language: str | None = None) -> str:
    """Return `report` in one of FORMATS, with messages in `language`. Raises UnknownName for another format."""
    if format not in FORMATS:
        raise UnknownName(Text(zh="格式", en="format"), format, FORMATS)
    if format == "json":
        return json.dumps(report.to_dict(language), ensure_ascii=False, indent=2)
    rendered: Callable[[Report, str | None], str] = import_module(f"unionmodel.render.{format}").render
    return rendered(report, language)
