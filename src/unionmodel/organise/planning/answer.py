"""What a plan answers: whom to found, what it costs, whom it reaches, and how surely nothing is better."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs

from unionmodel.language import Text
from unionmodel.model.edits import Edit
from unionmodel.organise.planning.carrying_out import Organisation
from unionmodel.organise.planning.gaps import LeftOut
from unionmodel.organise.planning.problem import Aim


@attrs.frozen
class Reached:
    """How many known workers of key groups a union takes, of how many, before and after the plan."""

    workers: int
    before: int
    after: int

    @property
    def gained(self) -> int:
        """How many more."""
        return self.after - self.before

    def to_dict(self) -> dict[str, int]:
        """Return the numbers ready for JSON."""
        return {"workers": self.workers, "before": self.before, "after": self.after}


@attrs.frozen
class Alternative:
    """The next best plan: whom it founds instead, and its value by the same aim."""

    instead_of: tuple[str, ...]
    founds: tuple[str, ...]
    cost: int
    workers: int

    def to_dict(self) -> dict[str, Any]:
        """Return the alternative ready for JSON, its cost in yuan."""
        plain = attrs.asdict(self, filter=lambda field, _: field.name != "cost")
        return {**plain, "cost": yuan(self.cost)}


@attrs.frozen
class Clash:
    """A demand that cannot be met, alone or beside the others in the list: whose it is, and what it would take."""

    name: Text
    reason: Text

    def to_dict(self, language: str | None = None) -> dict[str, str]:
        """Return the clash ready for JSON."""
        return {"demand": self.name.within(language), "reason": self.reason.within(language)}


@attrs.frozen
class FoundingPlan:
    """Which organisations to found, with the proof. Money is in fen here, in yuan in `to_dict` and `render`.

    `aim` is ``cost`` (cover everybody for the least money), ``cover`` (most workers within a budget) or ``count`` (the
    target with the fewest organisations). `value` is what the aim makes small, and no plan that meets the same demands
    has less than `bound`; `gap` is their distance as a share of the value. `status` is ``optimal``, ``feasible`` (the time
    ran out, or no solver is installed) or ``impossible``; then `clashes` name the demands that cannot be met together.
    `left_out` are head counts that no plan can help, such as one whose place is unknown. `edits` carry the plan out.
    """

    on: date
    aim: Aim
    status: str
    organisations: tuple[Organisation, ...]
    cost: int
    budget: int | None
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
        """Return the plan ready for JSON."""
        gap = self.gap
        return {
            "format": "unionmodel-plan/1",
            "on": self.on.isoformat(),
            "aim": self.aim,
            "status": self.status,
            "organisations": [one.to_dict() for one in self.organisations],
            "cost": yuan(self.cost),
            "budget": None if self.budget is None else yuan(self.budget),
            "target": self.target,
            "reached": self.reached.to_dict(),
            "value": self._value(self.value),
            "bound": self._value(self.bound),
            "gap": None if gap is None else f"{float(gap):.6f}",
            "solver": self.solver,
            "runner_up": None if self.runner_up is None else self.runner_up.to_dict(),
            "marginal": None if self.marginal is None else self.marginal.within(language),
            "clashes": [clash.to_dict(language) for clash in self.clashes],
            "left_out": [
                {"subject": one.subject, "workers": one.workers, "reason": one.reason.within(language)}
                for one in self.left_out
            ],
            "listed": list(self.listed),
            "edits": [edit.to_dict() for edit in self.edits],
        }

    def _value(self, value: int | None) -> int | str | None:
        return yuan(value) if self.aim == "cost" and value is not None else value

    def to_frame(self) -> Any:
        """Return the organisations as a Polars frame, one a row. Raises MissingExtra where Polars is not installed."""
        from unionmodel.io.writing.frames import frame

        columns: dict[str, type[Any]] = {
            **dict.fromkeys(("id", "name", "kind", "place", "place_name", "superior", "cost"), str),
            **dict.fromkeys(("workers", "also_reached"), int),
            **dict.fromkeys(("industries", "groups"), str),
        }
        rows = [one.to_dict() for one in self.organisations]
        joined = [{**row, **{name: ";".join(row[name]) for name in ("industries", "groups")}} for row in rows]
        return frame([{name: row[name] for name in columns} for row in joined], columns)

    def render(self, language: str | None = None) -> str:
        """Return the plan as text that can be read aloud."""
        from unionmodel.organise.planning.text import text

        return text(self, language)

    def __str__(self) -> str:
        return self.render()

    def _repr_html_(self) -> str:
        from unionmodel.organise.planning.html import html

        return html(self)


def yuan(fen: int) -> str:
    """Return an amount in yuan with two decimals.

    >>> yuan(2_000_050)
    '20000.50'
    """
    return f"{Decimal(fen) / 100:.2f}"
