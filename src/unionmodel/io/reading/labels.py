"""Finding the table or the column that a label means: English or Chinese, whatever its case, width and spaces."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence

from unionmodel.language import Text
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.records import TABLES
from unionmodel.model.spelling import did_you_mean, label_fold, trimmed
from unionmodel.model.steps import ALIASES, STEPS

#: Sheets and files of these names explain; they are no tables. So does any name that begins with `_`.
EXPLANATIONS = frozenset(
    label_fold(name) for name in ("说明", "填写说明", "封面", "目录", "readme", "instructions", "cover", "contents")
)
#: What is said of a name that no table has.
NO_TABLE = Text(zh="不是已知的表", en="is not a known table")
_NOTE = re.compile(r"\s*[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]\s*$")
_LONGEST_LABEL = 200


def is_explanation(name: str) -> bool:
    """Return whether a sheet or file of this name is left aside.

    >>> [is_explanation(name) for name in ("填写说明", "_lists", "unions")]
    [True, True, False]
    """
    return name.startswith("_") or label_fold(name) in EXPLANATIONS


def is_remark(header: object) -> bool:
    """Return whether a column with this header is left aside: like a sheet's, its name begins with `_`.

    >>> is_remark("_findings"), is_remark("findings")
    (True, False)
    """
    return isinstance(header, str) and trimmed(header).startswith("_")


def find_table(name: str) -> Table | None:
    """Return the table called `name`, in English or Chinese; None where there is none.

    >>> find_table("Direct Members").name
    'direct_members'
    """
    return _tables().get(label_fold(name)) if len(name) <= _LONGEST_LABEL else None


def table_hint(name: str) -> Text:
    """Return the table that `name` may have meant, as a hint."""
    return did_you_mean(name, [(table.name, table.zh) for table in TABLES.values()])


def find_column(table: Table, label: str) -> Column | None:
    """Return the column of `table` called `label`, in English or Chinese; None where there is none.

    >>> find_column(TABLES["unions"], "工会类型").name
    'kind'
    """
    return _columns(table.name).get(label_fold(label)) if len(label) <= _LONGEST_LABEL else None


def find_header(table: Table, header: object) -> Column | None:
    """Return the column that a cell of a header row names: marks (`*`) and notes in brackets do not count.

    >>> find_header(TABLES["unions"], "工会编号*（必填）").name
    'id'
    """
    if not isinstance(header, str) or len(header) > _LONGEST_LABEL:
        return None
    for label in (header, trimmed(header).split("\n")[0]):
        bare = label
        while True:
            found = find_column(table, bare)
            shorter = _NOTE.sub("", trimmed(bare).strip("*＊"))
            if found is not None or shorter == bare:
                break
            bare = shorter
        if found is not None:
            return found
    return None


def column_hint(table: Table, label: str) -> Text:
    """Return the column of `table` that `label` may have meant, as a hint."""
    return did_you_mean(label, [(column.name, column.zh) for column in table.columns])


def named_columns(table: Table, names: Sequence[str], wrong: Callable[[int, Text, Text], None]) -> dict[str, Column]:
    """Return the columns of `table` that `names` mean, by these; `wrong` is told what is wrong with which, and the hint."""
    found: dict[str, Column] = {}
    for place, name in enumerate(names):
        column = find_column(table, name)
        if column is None:
            problem = Text(zh=f"不是表“{table.zh}”的列", en=f"is not a column of {table.name}")
            wrong(place, problem, column_hint(table, name))
        elif column in found.values():
            wrong(place, Text(zh="出现了两次", en="is given twice"), Text(zh="只留一列", en="keep one of them"))
        else:
            found[name] = column
    return found


@functools.cache
def _tables() -> dict[str, Table]:
    return {label_fold(label): table for table in TABLES.values() for label in (table.name, table.zh)}


@functools.cache
def _columns(table: str) -> dict[str, Column]:
    if table == STEPS.name:
        own = {label_fold(alias): STEPS.column(name) for alias, name in ALIASES.items()}
        return {**own, **{label_fold(label): column for column in STEPS.columns for label in (column.name, column.zh)}}
    return {label_fold(label): column for column in TABLES[table].columns for label in (column.name, column.zh)}
