"""The types of values in a rule, and which constants fit them."""

from __future__ import annotations

from datetime import date
from typing import Literal

import attrs

from unionmodel.errors import PackError, UnknownName
from unionmodel.language import Text
from unionmodel.model.vocabulary import Vocabulary
from unionmodel.rules.refusals import refused

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
        named = like.vocabulary.__name__
        raise PackError(UnknownName(Text(zh=f"取值（{named}）", en=f"value of {named}"), value, codes).text)
    fits = {
        "text": isinstance(value, str),
        "bool": isinstance(value, bool),
        "date": isinstance(value, date),
        "number": isinstance(value, int) and not isinstance(value, bool),
        "money": isinstance(value, int) and not isinstance(value, bool),
        "total": isinstance(value, int) and not isinstance(value, bool),
    }
    if not fits.get(like.kind, False):
        raise refused("no fit", value=repr(value), type=like)
    return value
