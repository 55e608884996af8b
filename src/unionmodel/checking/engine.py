"""What both engines are given and what they give back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Any, Protocol

import attrs

from unionmodel.language import Text
from unionmodel.rules.expr import Expr
from unionmodel.rules.rule import Rule


# Told apart by identity, so that what is made from them can be kept.
@attrs.frozen(eq=False)
class Bindings:
    """What a check brings: the day, whether proposed unions count, parameters by name, the options of the switches.

    `local` has, by name of a parameter, what it is where division codes begin in some way: `{"11": 25}`; `absent` why a
    parameter has no value on the day.
    """

    on: date
    proposed: bool = True
    values: Mapping[str, Any] = attrs.field(factory=dict)
    options: Mapping[str, str] = attrs.field(factory=dict)
    local: Mapping[str, Mapping[str, Any]] = attrs.field(factory=dict)
    absent: Mapping[str, Text] = attrs.field(factory=dict)

    @property
    def full_year(self) -> int:
        """The last completed year: that of the day on 31 December, else the one before."""
        return self.on.year if (self.on.month, self.on.day) == (12, 31) else self.on.year - 1

    @cached_property
    def switches(self) -> tuple[tuple[str, str], ...]:
        """The options of the switches, in a fixed order."""
        return tuple(sorted(self.options.items()))

    def in_force(self, rule: Rule) -> bool:
        """Return whether `rule` says anything on the day: it has begun, and every parameter it reads is in force."""
        if rule.starts is not None and rule.starts > self.on:
            return False
        return all(name in self.values or name in self.options for name in rule.reads)

    def absence(self, rule: Rule) -> Text | None:
        """Return why `rule` says nothing on the day: not yet, or no longer; None where it is in force."""
        if rule.starts is not None and rule.starts > self.on:
            return Text(zh=f"尚未施行，自 {rule.starts} 起施行", en=f"not yet, in force from {rule.starts}")
        return next((self.absent[name] for name in rule.reads if name in self.absent), None)


@attrs.frozen
class RuleResult:
    """How a rule came out: how often each outcome, and (part, row, outcome) of what is broken or cannot be told."""

    rule: Rule
    counts: dict[str, int]
    hits: list[tuple[int, int, str]]


class Column(Protocol):
    """The values of one cell, reference or fact."""

    def __getitem__(self, row: int, /) -> Any:
        """Return the internal value of a row."""
        ...


class Values(Protocol):
    """What the rules read of the rows that were reported."""

    def leaf(self, expr: Expr, row: int) -> Any:
        """Return the internal value of a cell, reference, fact or the row itself."""
        ...

    def column(self, expr: Expr) -> Column:
        """Return what gives the internal value of a cell, reference or fact of a table, by the number of the row."""
        ...
