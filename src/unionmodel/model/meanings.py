"""What the columns of the data dictionary mean, in both languages: the English remark is declared with the column."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from unionmodel.language import Text
from unionmodel.model.dictionary import Column


def meaning(column: Column) -> Text:
    """Return the remark on a column; an empty text where there is none.

    >>> from unionmodel.model.records import TABLES
    >>> meaning(TABLES["unions"].column("sponsor")).zh
    '推动建会的行业协会或主管部门'
    """
    return Text(zh=_chinese()[column.meaning] if column.meaning else "", en=column.meaning)


@cache
def _chinese() -> dict[str, str]:
    written = resources.files("unionmodel.model") / "meanings_zh.toml"
    return tomllib.loads(written.read_text(encoding="utf-8"))
