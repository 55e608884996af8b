"""How words are compared and cleaned, and the error of a cell that cannot be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from unionmodel.errors import nearest
from unionmodel.language import Text
from unionmodel.resident import masked

#: What is cut off both ends of a text: white space of every script, and what copying from a page leaves behind.
_EDGES = (
    "".join(
        map(chr, [*range(9, 14), *range(28, 33), 0x85, 0xA0, 0x1680, 0x180E, *range(0x2000, 0x2010), 0x2028, 0x2029])
    )
    + "\u202f\u205f\u2060\u3000\ufeff"
)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
#: Longer words are not compared with the known ones: comparing takes time, and they are no slips of the pen.
_GUESSED_LENGTH = 64


class CellProblem(Exception):
    """Why a cell cannot be read: what is wrong, said about the value ("is not a date"), and how to mend it."""

    def __init__(self, problem: Text, hint: Text) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.hint = hint


def trimmed(text: str) -> str:
    """Return `text` as a plain ``str`` without white space or invisible marks at its ends.

    >>> trimmed("　城关区 ")
    '城关区'
    """
    return str(text).strip(_EDGES)


def folded(text: str) -> str:
    """Return `text` with full-width letters, digits and signs folded to the plain ones, and trimmed.

    >>> folded("６２０１０２ ")
    '620102'
    """
    return (text if text.isascii() else unicodedata.normalize("NFKC", text)).strip(_EDGES)


def label_fold(text: str) -> str:
    """Return what two spellings of one label share: case, width, spaces and underscores do not count.

    >>> label_fold("Basic_Union ") == label_fold("basic union")
    True
    """
    return "".join(folded(text).casefold().replace("_", " ").split())


def clean(text: str) -> str:
    """Return `text` as a plain ``str``; CellProblem where it holds a character no file can carry."""
    plain = str(text)
    if found := _FORBIDDEN.search(plain):
        code = f"U+{ord(found[0]):04X}"
        raise CellProblem(
            Text(zh=f"含有不能使用的字符 {code}", en=f"contains the character {code}, which is not text"),
            Text(zh="删去该字符", en="remove it"),
        )
    return plain


def shown(value: object, length: int = _GUESSED_LENGTH) -> str:
    """Return `value` as a short text for a message; characters that are not text appear as their codes, and a resident
    ID is hidden.
    """
    text = str(value) if isinstance(value, (str, float)) else type(value).__name__
    if isinstance(value, int) and abs(value) < 10**length:
        text = str(value)
    text = _FORBIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", masked(trimmed(text[: length + 1])))
    return text if len(text) <= length else text[:length] + "..."


def did_you_mean(written: str, known: Iterable[tuple[str, str]]) -> Text:
    """Return a hint that offers the known name nearest to `written`, or lists the known ones.

    `known` are pairs of an English name and its Chinese label; the guess is in the language `written` is in.
    """
    pairs = list(known)
    text = folded(written).casefold()
    if 0 < len(text) <= _GUESSED_LENGTH:
        names = {name.casefold(): name for pair in pairs for name in pair}
        words = text.replace(" ", "_")
        guess = nearest(text, names) or nearest(words, names)
        # A label that is most of what was written is closer in meaning than one that shares its letters.
        guess = next((name for name in names if not text.isascii() and name.endswith(text)), guess)
        if guess is not None:
            return Text(zh=f"是不是想写 {names[guess]}？", en=f"did you mean {names[guess]}?")
    some = pairs[:12]
    return Text(zh="可以写：" + "、".join(zh for _, zh in some), en="known: " + ", ".join(en for en, _ in some))
