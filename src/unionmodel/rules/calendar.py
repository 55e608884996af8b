"""Values made from dates: years and months, and the days that lie so much later."""

from __future__ import annotations

from typing import Literal

import attrs

from unionmodel.rules.expr import Expr, Unary
from unionmodel.rules.refusals import refused
from unionmodel.rules.types import DATE, NUMBER, Type


@attrs.frozen(eq=False)
class DatePart(Unary):
    """The year of a date, or its month, from 1 to 12."""

    part: Literal["year", "month"]
    type: Type = attrs.field(init=False, default=NUMBER)

    def __attrs_post_init__(self) -> None:
        if self.of.type.kind != "date":
            raise refused("no date", type=self.of.type)


@attrs.frozen(eq=False)
class Later(Expr):
    """The date so many days or months after another (before it, below 0); unknown where either is.

    Months are added by the calendar. Where the month is too short it is its last day: 29 February and twelve months
    make 28 February.
    """

    of: Expr
    count: Expr
    unit: Literal["days", "months"]
    type: Type = attrs.field(init=False, default=DATE)

    def __attrs_post_init__(self) -> None:
        if self.of.type.kind != "date" or self.count.type.kind != "number":
            raise refused("no days later", count=self.count.type, type=self.of.type)
