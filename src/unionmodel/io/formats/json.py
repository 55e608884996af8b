"""JSON documents."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from unionmodel.io.formats.parsing import decimal_number, paired, syntax, whole_number


def read(text: str, title: str) -> object:
    """Return the content of a JSON document, numbers exact. Raises InputErrors with the line and column."""
    try:
        return json.loads(
            text,
            object_pairs_hook=paired,
            parse_int=whole_number,
            parse_float=decimal_number,
            # Refused where it stands, with its path: no cell takes it.
            parse_constant=Decimal,
        )
    except json.JSONDecodeError as problem:
        raise syntax(title, problem.lineno, problem.colno, problem.msg) from None


def write(document: Mapping[str, Any]) -> str:
    """Return a document as JSON.

    >>> print(write({"format": "unionmodel/1"}), end="")
    {
     "format": "unionmodel/1"
    }
    """
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
