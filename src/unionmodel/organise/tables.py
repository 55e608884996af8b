"""Tables as text for a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from unionmodel.printable import on_one_line


def width(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for a Chinese character.

    >>> width("工会 a")
    6
    """
    return sum(
        0 if unicodedata.combining(character) else 2 if unicodedata.east_asian_width(character) in "WF" else 1
        for character in text
    )


def table(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> list[str]:
    """Return rows as lines with their columns under each other; the columns numbered in `right` end together.

    >>> table([["工会", "1"], ["a", "20"]], right=[1])
    ['工会   1', 'a     20']
    """
    rows = [[on_one_line(cell) for cell in row] for row in rows]
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    flush = set(right)
    lines = []
    for row in rows:
        cells = []
        for column, cell in enumerate(row):
            gap = " " * (widths[column] - width(cell))
            cells.append(gap + cell if column in flush else cell + gap)
        lines.append("  ".join(cells).rstrip())
    return lines
