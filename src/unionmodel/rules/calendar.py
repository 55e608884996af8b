"""Values made from dates: years and months, and the days that lie so much later."""

from __future__ import annotations

import attrs

from unionmodel.rules.expr import Expr, Unary
from unionmodel.rules.refusals import refused
from unionmodel.rules.types import DATE, NUMBER, Type


@attrs.frozen(eq=False)
class YearOf(Unary):
    """The year of a date."""

    type: Type = attrs.field(init=False, default=NUMBER)

    def __attrs_post_init__(self) -> None:
        if self.of.type.kind != "date":
            raise refused("no date", type=self.of.type)


@attrs.frozen(eq=False)
class MonthOf(YearOf):
    """The month of a date, from 1 to 12."""


@attrs.frozen(eq=False)
class DaysLater(Expr):
    """The date so many days after another; unknown where either is."""

    of: Expr
    count: Expr
    type: Type = attrs.field(init=False, default=DATE)

    def __attrs_post_init__(self) -> None:
        if self.of.type.kind != "date" or self.count.type.kind != "number":
            raise refused("no days later", count=self.count.type, type=self.of.type)

    @property
    def children(self) -> tuple[Expr, ...]:
        return (self.of, self.count)


@attrs.frozen(eq=False)
class MonthsLater(DaysLater):
    """The date so many months after another (before it, below 0), by the calendar; unknown where either is.

    Where the month is too short it is its last day: 29 February and twelve months make 28 February.
    """
