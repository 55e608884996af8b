"""The first of several references that resolves."""

from __future__ import annotations

import attrs

from unionmodel.rules.expr import Expr
from unionmodel.rules.facts.fact import RowFact, points_at
from unionmodel.rules.refusals import refused
from unionmodel.rules.types import Type


@attrs.frozen(eq=False)
class FirstOf(RowFact):
    """The first of several references that resolves to a row; unknown where none does."""

    doubtful = of_row = ("rows",)
    rows: tuple[Expr, ...]

    def __attrs_post_init__(self) -> None:
        targets = {points_at(row) for row in self.rows}
        if len(targets) != 1:
            raise refused("references apart", name=self.name, tables=", ".join(sorted(targets)))
        object.__setattr__(self, "type", Type("row", table=targets.pop()))
