"""Rows of a table that agree in some cells."""

from __future__ import annotations

from typing import Literal

import attrs

from unionmodel.rules.expr import Cell, Expr
from unionmodel.rules.facts.fact import RowFact
from unionmodel.rules.refusals import refused
from unionmodel.rules.types import BOOL, NUMBER, Type


@attrs.frozen(eq=False)
class Peers(RowFact):
    """Something about the rows of the same table, among those in `where`, that agree with the row in `by`.

    A blank agrees with a blank. `count`: how many there are. `last`: the last one by `order`; "none" where there is
    none. `is_last`: whether the row itself is the last one. A blank `order` is the oldest; of rows of one day, or where
    there is no `order`, the one that stands last in the file is the last. `next`: the first one after the row by
    `order`, of one day the last in the file; "none" where there is none; unknown where the row itself has no `order`
    and there might be one.
    """

    of_row = ("by", "where", "order")
    by: tuple[Cell, ...]
    where: Expr
    order: Cell | None = None
    pick: Literal["count", "last", "is_last", "next"] = attrs.field(kw_only=True)

    def __attrs_post_init__(self) -> None:
        if (self.order is not None and self.order.type.kind != "date") or (self.order is None and self.pick == "next"):
            raise refused("no order", name=self.name, type=None if self.order is None else self.order.type)
        picked = {"count": NUMBER, "is_last": BOOL}
        object.__setattr__(self, "type", picked.get(self.pick, Type("row", table=self.home)))

    @property
    def never_unknown(self) -> bool:
        return self.pick in ("count", "is_last")

    @property
    def agreeing(self) -> tuple[Cell, ...]:
        return self.by

    @property
    def far(self) -> tuple[str, ...]:
        return (self.home,)
