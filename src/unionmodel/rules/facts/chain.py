"""The way up from a row by a reference within its table, such as that from a place to its county."""

from __future__ import annotations

from typing import Literal

import attrs

from unionmodel.rules.expr import Expr, Row, conditions
from unionmodel.rules.facts.fact import Fact, points_at, same_table
from unionmodel.rules.refusals import refused
from unionmodel.rules.types import Type


@attrs.frozen(eq=False)
class Chain(Fact):
    """Something about the rows that stand above a row, one after another, by the reference `parent`.

    `cyclic`: whether the way up runs into a circle. `any_above`: whether the condition `of` holds for the row or for one
    above it. `reaches`: whether the row that `of` points at lies above it. For both, a blank reference ends the way, and
    so does a circle; one that leads to no row leaves the rest unknown.

    `first`: the first place for which `of` holds, up the chain of places from the one that `start` gives, itself first.
    What is unknown of a place does not hold; "none" where no place fits, unknown where the start is.
    """

    parent: Row
    ask: Literal["cyclic", "any_above", "reaches", "first"]
    of: Expr = attrs.field(default=attrs.Factory(lambda self: self.parent, takes_self=True))
    start: Expr = attrs.field(default=attrs.Factory(lambda self: self.parent, takes_self=True))

    def __attrs_post_init__(self) -> None:
        table = points_at(self.parent)
        if self.ask == "first":
            points_at(self.start, "places")
            if {table, same_table(self.of)} != {"places"}:
                raise refused("no places", name=self.name)
            object.__setattr__(self, "type", Type("row", table=table))
            return
        if {table} != {self.parent.table, same_table(self.parent, self.of)}:
            raise refused({"cyclic": "no circle", "any_above": "no way up"}.get(self.ask, "no ways up"), name=self.name)
        if self.ask == "any_above":
            conditions(self.of)
        elif points_at(self.of) != table:
            raise refused("no ways up", name=self.name)

    @property
    def home(self) -> str:
        return same_table(self.start)

    @property
    def never_unknown(self) -> bool:
        return self.ask == "cyclic"

    @property
    def inputs(self) -> tuple[Expr, ...]:
        asked = {"cyclic": (self.parent,), "first": (self.start, self.of)}
        return asked.get(self.ask, (self.parent, self.of))

    @property
    def far(self) -> tuple[str, ...]:
        return (points_at(self.parent),)

    @property
    def unknown_through(self) -> tuple[Expr, ...]:
        return self.inputs if self.ask == "reaches" else ()
