"""A condition or value that several rules share."""

from __future__ import annotations

from functools import cached_property

import attrs

from unionmodel.rules.expr import Expr
from unionmodel.rules.facts.fact import Fact


@attrs.frozen(eq=False)
class Derived(Fact):
    """A condition or value that several rules share."""

    doubtful = ("of",)
    of: Expr

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "type", self.of.type)
        _ = self.home  # refuses rows of two tables

    # Asked for again and again, by whatever is built on the fact, and as deep as the tree.
    @cached_property
    def home(self) -> str | None:
        return self.of.table

    @property
    def never_unknown(self) -> bool:
        return self.of.never_unknown
