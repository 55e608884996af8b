"""The page of results: every measurement keeps a part of its own there, between two marks, and leaves the others alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

RESULTS = Path(__file__).with_name("RESULTS.md")


def put(name: str, lines: Iterable[str]) -> None:
    """Write `lines` as the part called `name`, in place of what it was; a new part comes last."""
    page = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results\n"
    RESULTS.write_text(with_part(page, name, lines), encoding="utf-8", newline="\n")


def with_part(page: str, name: str, lines: Iterable[str]) -> str:
    """Return the page with a part written anew.

    >>> print(with_part("# Results", "speed", ["fast"]))
    # Results
    <BLANKLINE>
    <!-- speed: begin -->
    fast
    <!-- speed: end -->
    <BLANKLINE>
    """
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    text = "\n".join([begin, *lines, end])
    if begin in page:
        return page[: page.index(begin)] + text + page[page.index(end) + len(end) :]
    return f"{page.rstrip()}\n\n{text}\n"
