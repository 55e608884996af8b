"""What all rows say together that point at a row."""

from __future__ import annotations

from typing import Literal

import attrs

from unionmodel.rules.expr import Expr
from unionmodel.rules.facts.fact import Fact, Step, points_at, same_table
from unionmodel.rules.refusals import refused
from unionmodel.rules.types import BOOL, NUMBER, Type


@attrs.frozen(eq=False)
class Aggregate(Fact):
    """Something about all rows that point at this one.

    `count`: how many. `total`: their sum, known only from below where a value is unknown. `any`, `every`: whether the
    condition `of` holds for one, for all of them. `most`: the largest known value; unknown where there is none.
    `by` says at which row a row counts, `where` which rows count. `upward` counts a row of a place at every place
    above it, too. Where `recorded` is false, nothing was recorded, and the answer is unknown for everyone.

    With `through`, the steps are followed from the row that `by` gives, and a row counts at every row that they reach,
    once at each; it counts at the row that `beside` gives, too. What is blank on the way leads nowhere.
    """

    how: Literal["count", "total", "any", "every", "most"]
    by: Expr
    of: Expr | None = None
    where: Expr | None = None
    upward: bool = False
    recorded: Expr | None = None
    through: tuple[Step, ...] = ()
    beside: Expr | None = None

    def __attrs_post_init__(self) -> None:
        target = self._end()
        same_table(self.by, self.beside, self.of, self.where)
        if self.through and self.how not in ("count", "total"):
            raise refused("no steps", name=self.name)
        if self.upward and (self.through or self.beside is not None):
            raise refused("not upward", name=self.name)
        if self.upward and target != "places":
            raise refused("only places", name=self.name, table=target)
        if self.recorded is not None and self.recorded.table:
            raise refused("recorded", name=self.name)
        wanted = {"any": ("bool",), "every": ("bool",), "total": ("number", "money"), "most": ("number",), "count": ()}
        kind = None if self.of is None else self.of.type.kind
        if kind not in wanted[self.how] and not (self.how == "count" and kind is None):
            raise refused("no aggregate", name=self.name, how=self.how, kind=kind)
        if self.how == "total" and self.of is not None:
            object.__setattr__(self, "type", Type("total", money=self.of.type.money))
        elif self.how == "count":
            object.__setattr__(self, "type", NUMBER if self.recorded is None else Type("total"))
        else:
            object.__setattr__(self, "type", NUMBER if self.how == "most" else BOOL)

    def _end(self) -> str:
        """Return the table of the rows that the answers belong to; PackError where a step does not follow."""
        target = points_at(self.by)
        for step in self.through:
            if points_at(step.by) != target:
                raise refused("step apart", name=self.name, start=points_at(step.by), end=target)
            target = points_at(step.to)
        if self.beside is not None:
            points_at(self.beside, target)
        return target

    @property
    def home(self) -> str:
        return self._end()

    @property
    def never_unknown(self) -> bool:
        if self.recorded is not None or self.how == "most":
            return False
        return self.how in ("count",) or (
            self.how in ("any", "every") and self.of is not None and self.of.never_unknown
        )

    @property
    def far(self) -> tuple[str, ...]:
        return (same_table(self.by), *(same_table(step.by) for step in self.through))
