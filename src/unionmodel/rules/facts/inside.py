"""Whether a place lies in an area."""

from __future__ import annotations

import attrs

from unionmodel.rules.expr import Expr
from unionmodel.rules.facts.fact import RowFact, points_at


@attrs.frozen(eq=False)
class Inside(RowFact):
    """Whether the row's place lies in, or is, an area: the place whose code is given, or another place of the row."""

    doubtful = of_row = ("place", "area")
    place: Expr
    area: Expr

    def __attrs_post_init__(self) -> None:
        points_at(self.place, "places")
        if self.area.type.kind == "row":
            points_at(self.area, "places")
