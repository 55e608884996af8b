"""TOML documents."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from unionmodel.io.formats.parsing import DEEPEST, decimal_number, quoted, syntax, too_deep
from unionmodel.io.reading.collecting import wrong
from unionmodel.language import Text

_DEEP_KEY = re.compile(rf"(?:[\w-]+\s*\.\s*){{{DEEPEST}}}")


def read(text: str, title: str) -> object:
    """Return the content of a TOML document, numbers exact. Raises InputErrors."""
    # Every dot of a key makes a table inside a table.
    if _DEEP_KEY.search(text):
        raise too_deep(title)
    try:
        return tomllib.loads(text, parse_float=decimal_number)
    except tomllib.TOMLDecodeError as problem:
        message, _, place = str(problem).partition(" (at ")
        found = re.search(r"line (\d+), column (\d+)", place)
        lines = text.rstrip().split("\n")
        line, column = map(int, found.groups()) if found else (len(lines), len(lines[-1]) + 1)
        raise syntax(title, line, column, message) from None
    except ValueError:
        raise wrong(
            title,
            Text(zh="有一个数字太长", en="a number has too many digits"),
            Text(zh="检查数字", en="check the numbers"),
        ) from None


def write(document: dict[str, Any]) -> str:
    """Return a document as TOML.

    >>> print(write({"format": "unionmodel/1", "unions": [{"id": "007", "members": 3}]}), end="")
    format = "unionmodel/1"
    <BLANKLINE>
    [[unions]]
    id = "007"
    members = 3
    """
    lines = []
    for name, rows in document.items():
        if not isinstance(rows, list):
            lines.append(f"{name} = {quoted(rows)}\n")
            continue
        for row in rows:
            lines.append(f"\n[[{name}]]\n")
            lines.extend(f"{column} = {quoted(value)}\n" for column, value in row.items())
    return "".join(lines)
