"""A value of another row."""

from __future__ import annotations

import attrs

from unionmodel.rules.expr import Expr
from unionmodel.rules.facts.fact import Fact, points_at, same_table
from unionmodel.rules.refusals import refused


@attrs.frozen(eq=False)
class LookUp(Fact):
    """A value of the row that another row points at; unknown where that row is blank, missing or not found."""

    through: Expr
    target: Expr

    def __attrs_post_init__(self) -> None:
        if self.target.table != points_at(self.through):
            raise refused("look-up apart", name=self.name, table=self.through.type.table, other=self.target.table)
        object.__setattr__(self, "type", self.target.type)

    @property
    def home(self) -> str:
        return same_table(self.through)

    @property
    def unknown_through(self) -> tuple[Expr, ...]:
        return (self.through,)
