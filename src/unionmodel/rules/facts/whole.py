"""One answer for the whole structure."""

from __future__ import annotations

from typing import Literal

import attrs

from unionmodel.rules.expr import Expr
from unionmodel.rules.facts.fact import Fact
from unionmodel.rules.refusals import refused
from unionmodel.rules.types import BOOL, NUMBER


@attrs.frozen(eq=False)
class Whole(Fact):
    """Whether any row of a table fulfils a condition (`any`), or how many do (`count`); without a condition, every row."""

    home = None
    never_unknown = True
    how: Literal["any", "count"]
    of: Expr | None = None
    among: str | None = None

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "type", BOOL if self.how == "any" else NUMBER)

    @property
    def searched(self) -> str:
        """The table whose rows are asked."""
        found = self.among or (self.of.table if self.of is not None else None)
        if found is None:
            raise refused("no table", name=self.name)
        return found

    @property
    def far(self) -> tuple[str, ...]:
        return (self.searched,)
