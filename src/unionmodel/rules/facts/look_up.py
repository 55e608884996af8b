"""A value of another row."""

from __future__ import annotations

import attrs

from unionmodel.rules.expr import Expr
from unionmodel.rules.facts.fact import RowFact, points_at
from unionmodel.rules.refusals import refused


@attrs.frozen(eq=False)
class LookUp(RowFact):
    """A value of the row that another row points at; unknown where that row is blank, missing or not found."""

    doubtful = of_row = ("through",)
    through: Expr
    target: Expr

    def __attrs_post_init__(self) -> None:
        if self.target.table != points_at(self.through):
            raise refused("look-up apart", name=self.name, table=self.through.type.table, other=self.target.table)
        object.__setattr__(self, "type", self.target.type)
