"""Text as people may be shown it: what a file or a command line brings must not steer a terminal, nor forge a line.

Everything that is said to a person passes here: errors, reports as text, whatever a command writes to the terminal.
"""

from __future__ import annotations

import json
import re
from typing import Final

from unionmodel.resident import masked

#: Characters that command a terminal, end a line or turn the direction of writing: all but tab and line feed.
_COMMAND: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
#: What colours the words that follow it.
_COLOUR: Final = re.compile(r"(\x1b\[[0-9;]*m)")


def visible(text: str, *, colours: bool = False) -> str:
    """Return text of one or more lines with characters that are commands shown as symbols; `colours` may stay.

    >>> print(visible("a\\x1b[2J\\u202eb"))
    a␛[2J<U+202E>b
    """
    if not colours:
        return _COMMAND.sub(_symbol, text)
    return "".join(part if _COLOUR.fullmatch(part) else visible(part) for part in _COLOUR.split(text))


def on_one_line(text: str) -> str:
    """Return what stands within a line, such as a name, so that it ends no line.

    >>> print(on_one_line("a\\nEverything holds."))
    a␊Everything holds.
    """
    return visible(text).replace("\n", "␊")


def printable(text: str) -> str:
    """Return what somebody wrote as an error may repeat it: visible, and every resident ID hidden.

    >>> printable("plain text")
    'plain text'
    """
    whole = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return visible("\n".join(map(masked, whole.split("\n"))))


def as_json(value: object) -> str:
    """Return a value as indented JSON text whose characters command nothing.

    >>> as_json("\\u202e")
    '"\\\\u202e"'
    """
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _COMMAND.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _symbol(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"
