"""What JSON, YAML and TOML share: exact numbers, keys given twice, how deep a document may be, how cells are written."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from unionmodel.io.reading.collecting import wrong
from unionmodel.language import Text

#: Numbers with more digits are kept as decimals: Python refuses to make integers of very long ones.
_LONGEST_INTEGER = 40
_LONGEST_DECIMAL = 1000
#: A document of tables, rows and cells is four deep.
DEEPEST = 50
#: Characters that JSON writes as they are, and YAML or TOML only escaped.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class Twice(dict[str, Any]):
    """A mapping of a document in which some keys come more than once; `keys_twice` names them."""

    keys_twice: tuple[str, ...] = ()


def paired(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a mapping of `pairs` that remembers which keys come twice."""
    mapping = dict(pairs)
    if len(mapping) == len(pairs):
        return mapping
    twice = Twice(mapping)
    seen: set[str] = set()
    twice.keys_twice = tuple(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
    return twice


def whole_number(digits: str) -> int | Decimal:
    """Return the integer that `digits` write; one of very many digits as a decimal of its size, which no cell takes.

    >>> whole_number("12")
    12
    """
    if len(digits) <= _LONGEST_INTEGER:
        return int(digits)
    return Decimal(f"{digits[:_LONGEST_INTEGER]}E{len(digits) - _LONGEST_INTEGER}")


def decimal_number(digits: str) -> Decimal:
    """Return the decimal that `digits` write, exactly; not a number where they or the exponent know no bounds.

    >>> decimal_number("0.10")
    Decimal('0.10')
    """
    try:
        return Decimal(digits if len(digits) <= _LONGEST_DECIMAL else "NaN")
    except InvalidOperation:
        return Decimal("NaN")


def syntax(title: str, line: int, column: int, message: str) -> Exception:
    """Return the error of a document that breaks the rules of its language at a line and column."""
    return wrong(
        title,
        Text(zh=f"第 {line} 行第 {column} 列写法有误（{message}）", en=f"line {line}, column {column}: {message}"),
        Text(zh="检查该处的引号、逗号和括号", en="check quotation marks, commas and brackets there"),
    )


def too_deep(title: str) -> Exception:
    """Return the error of a document with brackets inside brackets without end."""
    return wrong(
        title,
        Text(zh="括号嵌套太深", en="is nested too deeply"),
        Text(zh="只需要：表、行、单元格", en="tables, rows and cells are enough"),
    )


def quoted(value: Any) -> str:
    """Return a cell as YAML and TOML both read it: they share with JSON texts in quotes, numbers, true and false."""
    written = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
