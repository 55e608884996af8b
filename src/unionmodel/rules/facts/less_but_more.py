"""Whether another row of a group has less of one number, but more of another."""

from __future__ import annotations

import attrs

from unionmodel.rules.expr import Expr
from unionmodel.rules.facts.fact import RowFact, points_at, same_table
from unionmodel.rules.refusals import refused


@attrs.frozen(eq=False)
class LessButMore(RowFact):
    """Whether another row with the same `by` has less of `order`, but more of `of`: fewer workers, yet more staff.

    Only rows in `where` with a known `of` are compared. A total in `order` that is known only from below may be any
    greater number: the answer is unknown where that could decide it, and where `by` or `of` of the row is unknown.
    """

    of_row = ("by",)
    by: Expr
    order: Expr
    of: Expr
    where: Expr

    def __attrs_post_init__(self) -> None:
        points_at(self.by)
        same_table(self.by, self.order, self.of, self.where)
        if self.order.type.kind not in ("number", "total") or self.of.type.kind != "number":
            raise refused("no numbers", name=self.name, one=self.order.type, other=self.of.type)

    @property
    def far(self) -> tuple[str, ...]:
        return (self.home,)
