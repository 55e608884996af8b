"""Whether a row of another table agrees cell by cell."""

from __future__ import annotations

import attrs

from unionmodel.rules.expr import Cell, Expr
from unionmodel.rules.facts.fact import RowFact, same_table
from unionmodel.rules.refusals import refused


@attrs.frozen(eq=False)
class Matched(RowFact):
    """Whether a row of another table, among those in `where`, agrees cell by cell; unknown where a cell of `by` is blank.

    `to` are the cells of the other table, in the order of `by`.
    """

    doubtful = of_row = ("by",)
    by: tuple[Cell, ...]
    to: tuple[Cell, ...]
    where: Expr

    def __attrs_post_init__(self) -> None:
        same_table(self.where, *self.to)
        if [cell.refers_to for cell in self.by] != [cell.refers_to for cell in self.to]:
            raise refused("cells apart", name=self.name)

    @property
    def agreeing(self) -> tuple[Cell, ...]:
        return (*self.by, *self.to)

    @property
    def far(self) -> tuple[str, ...]:
        return (self.to[0].home,)
