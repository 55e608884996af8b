"""The data dictionary as data: what a column is, and what a table is."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any, Literal

import attrs

from unionmodel.language import Text
from unionmodel.model.vocabulary import Vocabulary

#: A closed list. Named here, because a class with a field `type` cannot speak of types.
Words = type[Vocabulary]
#: How a cell is written and stored. Money is yuan outside and integer fen inside; a list is a tuple inside.
CellType = Literal["text", "key", "name", "count", "year", "money", "date", "bool", "enum", "list"]


@attrs.frozen
class Column:
    """One column of a table: its name, Chinese label, type, reference and what a blank means."""

    name: str
    zh: str
    type: CellType
    meaning: str = ""
    vocabulary: Words | None = None
    refers_to: str | None = None
    key: bool = False
    default: Any = None
    required: bool = False

    @property
    def en(self) -> str:
        """The English label: the name in words."""
        return self.name.replace("_", " ")


@attrs.frozen
class Table:
    """One table of the data dictionary: its name, Chinese label, record class, columns, and what it is for.

    `subject` names the columns that tell one row from another in reports.
    """

    name: str
    zh: str
    record: Any
    columns: tuple[Column, ...]
    subject: tuple[str, ...]
    purpose: Text

    @property
    def key(self) -> str | None:
        """The name of the identifying column, or None where rows have none of their own."""
        return next((column.name for column in self.columns if column.key), None)

    def column(self, name: str) -> Column:
        """Return the column called `name`; KeyError where there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def meaning(column: Column) -> Text:
    """Return the remark on a column in both languages, the English one being declared with it; empty where there is none.

    >>> from unionmodel.model.records import TABLES
    >>> meaning(TABLES["unions"].column("sponsor")).zh
    '推动建会的行业协会或主管部门'
    """
    return Text(zh=_chinese()[column.meaning] if column.meaning else "", en=column.meaning)


@cache
def _chinese() -> dict[str, str]:
    written = resources.files("unionmodel.model") / "meanings_zh.toml"
    return tomllib.loads(written.read_text(encoding="utf-8"))
