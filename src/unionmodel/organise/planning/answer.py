"""What a plan answers: whom to found, what it costs, whom it reaches, and how surely nothing is better."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any, ClassVar

import attrs

from unionmodel.answers import Answer, Columns, Part
from unionmodel.language import Text
from unionmodel.model.amounts import IN_YUAN, yuan
from unionmodel.model.edits import Edit
from unionmodel.organise.planning.carrying_out import Organisation
from unionmodel.organise.planning.gaps import LeftOut
from unionmodel.organise.planning.problem import Aim


@attrs.frozen
class Reached(Part):
    """How many known workers of key groups a union takes, of how many, before and after the plan."""

    workers: int
    before: int
    after: int

    @property
    def gained(self) -> int:
        """How many more."""
        return self.after - self.before


@attrs.frozen
class Alternative(Part):
    """The next best plan: whom it founds instead, and its value by the same aim."""

    KEYS = ("instead_of", "founds", "workers", "cost")

    instead_of: tuple[str, ...]
    founds: tuple[str, ...]
    cost: int = attrs.field(metadata=IN_YUAN)
    workers: int


@attrs.frozen
class Clash(Part):
    """A demand that cannot be met, alone or beside the others in the list: whose it is, and what it would take."""

    KEYS = ("demand=name", "reason")

    name: Text
    reason: Text


@attrs.frozen
class FoundingPlan(Answer):
    """Which organisations to found, with the proof. Money is in fen here, in yuan in `to_dict` and `render`.

    `aim` is ``cost`` (cover everybody for the least money), ``cover`` (most workers within a budget) or ``count`` (the
    target with the fewest organisations). `value` is what the aim makes small, and no plan that meets the same demands
    has less than `bound`; `gap` is their distance as a share of the value. `status` is ``optimal``, ``feasible`` (the time
    ran out, or no solver is installed) or ``impossible``; then `clashes` name the demands that cannot be met together.
    `left_out` are head counts that no plan can help, such as one whose place is unknown. `edits` carry the plan out.
    """

    FORMAT = "unionmodel-plan/1"
    KEYS = (
        "on", "aim", "status", "organisations", "cost", "budget", "target", "reached", "value", "bound", "gap", "solver",
        "runner_up", "marginal", "clashes", "left_out", "listed", "edits",
    )  # fmt: skip
    ROWS = "organisations"
    COLUMNS: ClassVar[Columns] = {
        **dict.fromkeys(("id", "name", "kind", "place", "place_name", "superior", "cost"), str),
        **dict.fromkeys(("workers", "also_reached"), int),
        **dict.fromkeys(("industries", "groups"), str),
    }

    on: date
    aim: Aim
    status: str
    organisations: tuple[Organisation, ...]
    cost: int = attrs.field(metadata=IN_YUAN)
    budget: int | None = attrs.field(metadata=IN_YUAN)
    target: int | None
    reached: Reached
    value: int | None
    bound: int
    solver: str
    runner_up: Alternative | None
    marginal: Text | None
    clashes: tuple[Clash, ...]
    left_out: tuple[LeftOut, ...]
    listed: tuple[str, ...]
    edits: tuple[Edit, ...] = attrs.field(repr=False)

    @property
    def gap(self) -> Fraction | None:
        """How far the value may be from the best, as a share of it; None where there is no plan."""
        if self.value is None:
            return None
        return Fraction(max(self.value - self.bound, 0), self.value) if self.value else Fraction(0)

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the plan ready for JSON, money in yuan."""
        found = super().to_dict(language)
        gap = None if self.gap is None else f"{float(self.gap):.6f}"
        return found | {"value": self._value(self.value), "bound": self._value(self.bound), "gap": gap}

    def _value(self, value: int | None) -> int | str | None:
        return yuan(value) if self.aim == "cost" and value is not None else value
