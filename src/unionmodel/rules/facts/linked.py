"""The union that a link ties to a row."""

from __future__ import annotations

import attrs

from unionmodel.rules.expr import Expr
from unionmodel.rules.facts.fact import RowFact, points_at, same_table
from unionmodel.rules.facts.nearest import BY_ID
from unionmodel.rules.terms import unions
from unionmodel.rules.types import Type


@attrs.frozen(eq=False)
class Linked(RowFact):
    """The union that a link (a row of covers) ties to the row: nearest up the chain of `near`, then smallest id.

    A union off the chain comes last; no link at all gives "none", never unknown.
    """

    also_read = (unions.place.row, BY_ID)
    of_row = ("start", "near")
    start: Expr
    by: Expr
    to: Expr
    where: Expr
    near: Expr
    type: Type = attrs.field(init=False, default=Type("row", table="unions"))

    def __attrs_post_init__(self) -> None:
        points_at(self.start, points_at(self.by))
        points_at(self.to, "unions")
        points_at(self.near, "places")
        same_table(self.by, self.to, self.where)

    @property
    def far(self) -> tuple[str, ...]:
        return (same_table(self.by), "unions")
