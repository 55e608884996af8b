"""A report as the JSON of the public interface."""

from __future__ import annotations

import json

from unionmodel.checking.report.report import Report


def render(report: Report, language: str | None = None) -> str:
    """Return `report` as JSON text, with messages in `language`."""
    return json.dumps(report.to_dict(language), ensure_ascii=False, indent=2)
