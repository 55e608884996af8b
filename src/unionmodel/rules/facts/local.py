"""A parameter as it is at the place of a row."""

from __future__ import annotations

import attrs

from unionmodel.rules.expr import Expr, Parameter
from unionmodel.rules.facts.fact import RowFact, points_at


@attrs.frozen(eq=False)
class Local(RowFact):
    """A parameter as it is at the row's place: a jurisdiction may have a value of its own.

    Unknown where the place is, if the value depends on it.
    """

    doubtful = of_row = ("parameter", "place")
    parameter: Parameter
    place: Expr

    def __attrs_post_init__(self) -> None:
        points_at(self.place, "places")
        object.__setattr__(self, "type", self.parameter.type)
