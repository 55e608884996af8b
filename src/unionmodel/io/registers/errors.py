"""What is wrong with columns that were read: each cell by its path, the first of very many, and how many there are in all."""

from __future__ import annotations

from collections.abc import Callable
from heapq import nsmallest
from typing import Final, TypeAlias

import attrs

from unionmodel.errors import InputError, InputErrors
from unionmodel.io.registers.cells import Read
from unionmodel.language import Text
from unionmodel.model.dictionary import Column, Table

#: So many errors are listed; how many there are in all is said.
LISTED: Final = 1_000
#: Errors with where they stand: table, row and column as they come in the input.
Errors: TypeAlias = list[tuple[tuple[int, int, int], InputError]]


@attrs.define
class Refusals:
    """The errors of a register: each beside its table, row and column, by which they are told in order."""

    listed: Errors = attrs.field(factory=list)
    beyond: int = 0

    def add_cells(self, found: Read, at: tuple[int, int], path: Callable[[int], str], first: int = 0) -> None:
        """Add the cells of a column that cannot be read; `at` are table and column, `first` is the row the column starts at."""
        wrong = ((row, value, problem) for rows, value, problem in found.problems for row in rows)
        several = nsmallest(LISTED, wrong, key=lambda one: one[0])
        self.beyond += sum(len(rows) for rows, _, _ in found.problems) - len(several)
        for row, value, problem in several:
            error = InputError(path(first + row), value, problem.problem, problem.hint)
            self.listed.append(((at[0], first + row, at[1]), error))
        if len(self.listed) > 4 * LISTED:
            self._forget_later_ones()

    def _forget_later_ones(self) -> None:
        self.listed.sort(key=lambda pair: pair[0])
        self.beyond += len(self.listed) - LISTED
        del self.listed[LISTED:]

    def refuse(self, title: str) -> None:
        """Raise InputErrors with the first thousand errors, and how many there are in all, where there are any."""
        if not self.listed:
            return
        self.listed.sort(key=lambda pair: pair[0])
        listed = [error for _, error in self.listed[:LISTED]]
        total = len(self.listed) + self.beyond
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
