"""The nearest union up the chain of places."""

from __future__ import annotations

import attrs

from unionmodel.rules.expr import Expr
from unionmodel.rules.facts.fact import IdRank, RowFact, points_at, same_table
from unionmodel.rules.refusals import refused
from unionmodel.rules.types import Type

#: Of several unions that are equally near, the one with the smallest id is chosen.
BY_ID = IdRank("unions")


@attrs.frozen(eq=False)
class Nearest(RowFact):
    """The nearest union up the chain of places: anchored at the row's place or above it, smallest id first.

    `start` is the place of the row; `among` says which unions count. With `wants` and `offers`, the union must offer
    (a list) what the row wants (one value); `offers_all` says which unions, naming nothing, offer everything.
    `from_county_down` leaves out places above the county level, `strictly_above` the place of the row itself.
    Unknown where the start is; where the wanted value is, unless the first union met, nearest and by id, is one
    that offers everything: that one is right whatever is wanted.
    """

    doubtful = ("start",)
    of_row = ("start", "wants")
    also_read = (BY_ID,)
    far = ("unions",)
    start: Expr
    among: Expr
    anchor: Expr
    wants: Expr | None = None
    offers: Expr | None = None
    offers_all: Expr | None = None
    from_county_down: bool = False
    strictly_above: bool = False
    type: Type = attrs.field(init=False, default=Type("row", table="unions"))

    def __attrs_post_init__(self) -> None:
        points_at(self.start, "places")
        points_at(self.anchor, "places")
        if same_table(self.among, self.anchor, self.offers, self.offers_all) != "unions":
            raise refused("no unions", name=self.name)
        if (self.wants is None) != (self.offers is None):
            raise refused("no offers", name=self.name)
