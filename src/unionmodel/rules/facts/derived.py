"""A condition or value that several rules share."""

from __future__ import annotations

import attrs

from unionmodel.rules.expr import Expr
from unionmodel.rules.facts.fact import Fact


@attrs.frozen(eq=False)
class Derived(Fact):
    """A condition or value that several rules share."""

    doubtful = ("of",)
    of: Expr
    #: Asked for again and again, by whatever is built on the fact, and as deep as the tree.
    _home: str | None = attrs.field(init=False, default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "type", self.of.type)
        object.__setattr__(self, "_home", self.of.table)

    @property
    def home(self) -> str | None:
        return self._home

    @property
    def never_unknown(self) -> bool:
        return self.of.never_unknown
