"""How wide a text is drawn, without asking a font: so that every Graphviz lays out alike and Chinese fits everywhere."""

from __future__ import annotations

import re
import unicodedata
from html import escape

#: The fonts of a picture in SVG, none of them embedded: every common system has one.
FAMILIES = '"Microsoft YaHei","PingFang SC","Noto Sans CJK SC",sans-serif'
#: A Chinese character is as wide as high; of the others even a wide one rarely takes more than this.
_WIDE, _NARROW = 1.0, 0.55
_CUT = "…"


def em(text: str) -> float:
    """Return the width of a text in em: 1 for a Chinese character, 0.55 for another one.

    >>> em("工会"), round(em("ab"), 2)
    (2.0, 1.1)
    """
    return sum(_one(character) for character in text)


def _one(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    return _WIDE if unicodedata.east_asian_width(character) in "WFA" else _NARROW


def plain(text: str) -> str:
    """Return what a user typed as one line without control characters: a picture and XML have no room for them.

    >>> plain("快递\\n 工会\\x00")
    '快递 工会'
    """
    kept = "".join(
        " " if character.isspace() else "" if unicodedata.category(character) in ("Cc", "Cs", "Cn") else character
        for character in text
    )
    return " ".join(kept.split())


def wrapped(text: str, widest: float = 15.0, most: int = 3) -> tuple[str, ...]:
    """Return a text as lines no wider than `widest` em, cut with an ellipsis where it needs more than `most` lines.

    >>> wrapped("酒泉路街道工会 east", widest=8)
    ('酒泉路街道工会', 'east')
    """
    lines = [""]
    for word in re.findall(r" ?[\x21-\u2e7f]+| |（[^（）]{1,4}）|[（《“]?[^\x20-\u2e7f][，。、：；）》”]*", text):
        if em(lines[-1] + word) > widest and lines[-1]:
            lines.append("")
        word = word.lstrip() if not lines[-1] else word
        while em(word) > widest:
            room = next(n for n in range(len(word), 0, -1) if em(word[:n]) <= widest)
            lines[-1], word = word[:room], word[room:]
            lines.append("")
        lines[-1] += word
    lines = [line.rstrip() for line in lines if line.strip()]
    if len(lines) > most:
        last = lines[most - 1]
        while em(last + _CUT) > widest:
            last = last[:-1]
        lines = [*lines[: most - 1], last + _CUT]
    return tuple(lines)


def xml(text: str) -> str:
    """Return a text for XML, quotes escaped too."""
    return escape(text, quote=True)
