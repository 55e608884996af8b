"""What is wrong with a register as a whole, said the same way whoever reads it."""

from __future__ import annotations

from typing import Final, TypeAlias

from unionmodel.errors import InputError, InputErrors
from unionmodel.language import Text
from unionmodel.model.columns import Column, Table

#: So many errors are listed; how many there are in all is said.
LISTED: Final = 1_000
#: Errors with where they stand: table, row and column as they come in the input.
Errors: TypeAlias = list[tuple[tuple[int, int, int], InputError]]


def refuse(title: str, errors: Errors, beyond: int) -> None:
    """Raise all errors in order, the first of them listed; `beyond` is how many there are that are not given."""
    if not errors:
        return
    errors.sort(key=lambda pair: pair[0])
    listed = [error for _, error in errors[:LISTED]]
    total = len(errors) + beyond
    if total > len(listed):
        problem = Text(
            zh=f"共有 {total} 个错误，只列出前 {LISTED} 个", en=f"has {total} errors; the first {LISTED} are listed"
        )
        hint = Text(zh="先改正以上错误", en="mend the errors above first")
        listed.append(InputError(title, None, problem, hint))
    raise InputErrors(listed)


def lacks_keys(table: Table, column: Column) -> InputError:
    """Return what to say of a table without the column of its keys."""
    lacking = Text(zh=f"缺少列“{column.zh}”", en=f"lacks the column {column.name}")
    return InputError(
        f"{table.name}.{column.name}", None, lacking, Text(zh="每一行都要有编号", en="every row needs its own")
    )


def repeated(path: str, key: object, first: int, row: int) -> InputError:
    """Return what to say of a row whose key an earlier one has."""
    problem = Text(
        zh=f"编号重复：第 {first + 1} 行与第 {row + 1} 行相同",
        en=f"is not unique: rows {first + 1} and {row + 1} have the same",
    )
    return InputError(path, key, problem, Text(zh="每一行用不同的编号", en="give every row a key of its own"))
