"""Tables as text for a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from unionmodel.language import show
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


def table(cells: Iterable[Iterable[str]], language: str, right: Iterable[int] = ()) -> list[str]:
    """Return rows as lines with their columns under each other; the columns numbered in `right` end together.

    >>> table([["工会", "1"], ["a", "20"]], "zh", right=[1])
    ['工会   1', 'a     20']
    """
    rows = [[on_one_line(show(cell, language)) for cell in row] for row in cells]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    flush = set(right)
    return ["  ".join(map(_padded, row, widths, map(flush.__contains__, range(len(row))))).rstrip() for row in rows]


def _padded(cell: str, wide: int, right: bool) -> str:
    gap = " " * (wide - width(cell))
    return gap + cell if right else cell + gap
