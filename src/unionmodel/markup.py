"""HTML for notebooks: a small table with a sentence above it, readable on a light and on a dark page, everything escaped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from fractions import Fraction
from html import escape

from unionmodel.language import Text

#: Most rows shown; the others are counted.
MOST_ROWS = 12
#: Colours come from the page, so that a dark one stays dark.
_BOX = "font-family:system-ui,'Noto Sans CJK SC','Microsoft YaHei',sans-serif;font-size:13px;line-height:1.5"
_TABLE = "border-collapse:collapse;margin:.4em 0;background:none"
_CELL = "padding:.15em .8em .15em 0;vertical-align:top;white-space:pre-line"
_HEAD = f"{_CELL};border-bottom:1px solid currentColor;font-weight:600"
_NOTE = "opacity:.75"


def box(title: str, *parts: str) -> str:
    """Return a block with a title, and parts that are HTML already.

    >>> box("<1>").endswith("<div><strong>&lt;1&gt;</strong></div></div>")
    True
    """
    return f'<div class="unionmodel" style="{_BOX}"><div><strong>{escape(title)}</strong></div>{"".join(parts)}</div>'


def note(text: str) -> str:
    """Return a line that stands back a little."""
    return f'<div style="{_NOTE}">{escape(text)}</div>'


def rows(
    head: Sequence[str],
    body: Iterable[Sequence[str]],
    *,
    right: Collection[int] = (),
    narrow: Collection[int] = (),
    plain: bool = True,
) -> str:
    """Return a table; the columns in `right` hold numbers, those in `narrow` are not broken into lines.

    `plain` texts are escaped, others are HTML already.
    """

    def cell(tag: str, place: int, text: str) -> str:
        style = _HEAD if tag == "th" else _CELL
        style += ";text-align:right" if place in right else ";text-align:left"
        style += ";white-space:nowrap" if place in narrow else ""
        return f'<{tag} style="{style}">{escape(text) if plain or tag == "th" else text}</{tag}>'

    lines = ["".join(cell("td", place, text) for place, text in enumerate(cells)) for cells in body]
    first = "".join(cell("th", place, text) for place, text in enumerate(head))
    filled = "".join(f"<tr>{line}</tr>" for line in lines)
    return f'<table style="{_TABLE}"><thead><tr>{first}</tr></thead><tbody>{filled}</tbody></table>'


def bar(share: Fraction | None) -> str:
    """Return a share as a bar; nothing where it is not known.

    >>> "width:25%" in bar(Fraction(1, 4)), bar(None)
    (True, '')
    """
    if share is None:
        return ""
    width = share.numerator * 100 // share.denominator
    return f'<div style="width:8em;border:1px solid currentColor;opacity:.6"><div style="width:{width}%;height:.7em;background:currentColor"></div></div>'


def more(shown: int, of: int, language: str | None) -> str:
    """Return the line that says how many are not shown; nothing where all are.

    >>> more(12, 12, "en"), "3 more" in more(12, 15, "en")
    ('', True)
    """
    left = of - shown
    return note(Text(zh=f"另有 {left} 项", en=f"{left} more").within(language)) if left > 0 else ""
