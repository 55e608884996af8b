"""Whether a place lies in an area."""

from __future__ import annotations

import attrs

from unionmodel.rules.expr import Expr
from unionmodel.rules.facts.fact import Fact, points_at, same_table


@attrs.frozen(eq=False)
class Inside(Fact):
    """Whether the row's place lies in, or is, an area: the place whose code is given, or another place of the row."""

    place: Expr
    area: Expr

    def __attrs_post_init__(self) -> None:
        points_at(self.place, "places")
        if self.area.type.kind == "row":
            points_at(self.area, "places")

    @property
    def home(self) -> str:
        return same_table(self.place, self.area if self.area.type.kind == "row" else None)

    @property
    def unknown_through(self) -> tuple[Expr, ...]:
        return self.inputs
