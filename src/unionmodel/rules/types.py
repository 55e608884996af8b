"""The types of values in a rule, and which constants fit them."""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

from unionmodel.errors import PackError, nearest
from unionmodel.model.vocabulary import Vocabulary

#: `row` is a row of another table (unknown, none, or one); `total` is a number that may be known only from below.
Kind = Literal["text", "number", "money", "date", "bool", "enum", "list", "row", "total"]


@attrs.frozen
class Type:
    """The type of a value: its kind, its closed list (enum, list), the table it points into (row), its unit (total)."""

    kind: Kind
    vocabulary: type[Vocabulary] | None = None
    table: str | None = None
    money: bool = False

    def __str__(self) -> str:
        inner = self.vocabulary.__name__ if self.vocabulary else self.table
        return f"{self.kind} of {inner}" if inner else self.kind


BOOL = Type("bool")
NUMBER = Type("number")
MONEY = Type("money", money=True)
DATE = Type("date")
TEXT = Type("text")


def constant(value: object, like: Type) -> object:
    """Return `value` as the engines hold it, or refuse it: a wrong type, or a code that the closed list does not have."""
    if like.vocabulary is not None:
        codes = [str(member.value) for member in like.vocabulary]
        if str(value) in codes:
            return str(value)
        guess = nearest(str(value), codes)
        hint = f"; did you mean {guess!r}?" if guess else f"; there are: {', '.join(codes)}"
        raise PackError(f"{like.vocabulary.__name__} has no value {value!r}{hint}")
    fits = {
        "text": isinstance(value, str),
        "bool": isinstance(value, bool),
        "date": isinstance(value, date),
        "number": isinstance(value, int) and not isinstance(value, bool),
        "money": isinstance(value, int) and not isinstance(value, bool),
        "total": isinstance(value, int) and not isinstance(value, bool),
    }
    if not fits.get(like.kind, False):
        raise PackError(f"{value!r} does not fit a value of type {like}")
    return value
