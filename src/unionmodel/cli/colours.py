"""Colours of a report on a terminal: they repeat what the marks and words say, for those who can see them."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click

from unionmodel.checking.report.report import MARKS
from unionmodel.printable import visible

_COLOURS = {"error": "red", "warning": "yellow", "info": "cyan"}
#: A finding begins with the mark of its severity and the code of its rule.
_FINDING = re.compile(rf"^  ([{re.escape(''.join(MARKS.values()))}]) (\S+)", re.MULTILINE)
_SEVERITY_OF = {mark: severity for severity, mark in MARKS.items()}


def coloured(report: str | bytes, format_: str, output: Path | None) -> str | bytes:
    """Return a report with colours where it is text on a terminal and ``NO_COLOR`` is not set."""
    if format_ == "text" and isinstance(report, str):
        report = visible(report)
    plain = format_ != "text" or output is not None or isinstance(report, bytes) or not sys.stdout.isatty()
    if plain or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return report
    assert isinstance(report, str)
    verdict, newline, rest = report.partition("\n")
    return click.style(verdict, bold=True) + newline + _FINDING.sub(_in_colour, rest)


def _in_colour(found: re.Match[str]) -> str:
    mark, code = found.groups()
    return "  " + click.style(f"{mark} {code}", fg=_COLOURS[_SEVERITY_OF[mark]], bold=True)
