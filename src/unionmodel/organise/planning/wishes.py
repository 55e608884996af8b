"""What a user asks of a plan, read and held to what can be asked: every mistake at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from unionmodel.checking.checking import bind
from unionmodel.errors import InputError, InputErrors
from unionmodel.language import Text
from unionmodel.model.cells import CellProblem, inward
from unionmodel.model.records import TABLES
from unionmodel.model.spelling import did_you_mean
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import PlaceLevel, UnionKind
from unionmodel.organise.in_force import scheme_among
from unionmodel.organise.planning.candidates import KINDS, Wishes
from unionmodel.rules.pack import Pack

_LEVELS: Final = ("county", "prefecture")
_SOLVERS: Final = ("auto", "highs", "greedy")
_AMOUNT: Final = TABLES["funding"].column("amount")
_NOTHING: Final = Text(zh="", en="")


def read_wishes(
    structure: Structure, packs: Sequence[Pack], on: date, *, budget: Any, target: Any, costs: Mapping[str, Any],
    kinds: Iterable[str] | None, levels: Iterable[str], most_industries: int, least_workers: int,
    industry_first: bool, within: str | None, solver: str, seconds: float,
) -> dict[str, Any]:  # fmt: skip
    """Return the arguments of `planner.plan`; money in fen. Raises InputErrors with everything that does not fit."""
    asked = _Asked()
    named = asked.names("kinds", KINDS if kinds is None else kinds, KINDS, UnionKind)
    placed = asked.names("levels", levels, _LEVELS, PlaceLevel)
    asked.names("costs", costs, KINDS, UnionKind)
    prices = {kind: asked.money(f"costs.{kind}", amount) or 0 for kind, amount in costs.items() if kind in KINDS}
    asked.at_least("most_industries", most_industries, 1)
    asked.at_least("least_workers", least_workers, 0)
    asked.at_least("seconds", seconds, 0)
    asked.names("solver", (solver,), _SOLVERS, None)
    if within is not None and within not in structure.geography.row:
        asked.refuse("within", within, Text(zh="没有这个区域", en="is not a known place"), _NOTHING)
    found = {
        "budget": asked.money("budget", budget),
        "target": asked.percent(target, scheme_among(packs).share(bind(packs, on).values)),
        "wishes": Wishes(named, placed, most_industries, least_workers, industry_first, prices),
        "within": within,
        "solver": solver,
        "seconds": seconds,
    }
    asked.raise_errors()
    return found


class _Asked:
    def __init__(self) -> None:
        self._errors: list[InputError] = []

    def refuse(self, path: str, value: object, problem: Text, hint: Text) -> None:
        """Note what does not fit."""
        self._errors.append(InputError(path, value, problem, hint))

    def raise_errors(self) -> None:
        """Raise InputErrors where something does not fit."""
        if self._errors:
            raise InputErrors(self._errors)

    def names(self, path: str, given: Iterable[str], known: Sequence[str], words: Any) -> tuple[str, ...]:
        """Return names that are known, in their own order."""
        several = (given,) if isinstance(given, str) else tuple(given)
        for name in several:
            if name not in known:
                pairs = [(one, words.of(one).zh if words else one) for one in known]
                self.refuse(path, name, Text(zh="不能这样写", en="is not known here"), did_you_mean(str(name), pairs))
        return tuple(name for name in known if name in several)

    def money(self, path: str, value: Any) -> int | None:
        """Return an amount of yuan in fen; None where none is given."""
        if value is None:
            return None
        try:
            amount: int | None = inward(_AMOUNT, value)
        except CellProblem as problem:
            self.refuse(path, value, problem.problem, problem.hint)
            return None
        return amount

    def at_least(self, path: str, value: Any, least: int) -> None:
        """Refuse a number below `least`."""
        if isinstance(value, bool) or not isinstance(value, (int, float)) or value < least:
            self.refuse(path, value, Text(zh=f"应不小于 {least}", en=f"must be {least} or more"), _NOTHING)

    def percent(self, value: Any, usual: int | None) -> int | None:
        """Return a whole percentage; True stands for that of the pack, where one is in force."""
        if value is None or value is False:
            return None
        if value is True:
            if usual is None:
                problem = Text(
                    zh="核对日没有有效的入会率目标", en="no target of the joining rate is in force on the day"
                )
                self.refuse("target", value, problem, Text(zh="写出百分数", en="give a percentage"))
            return usual
        if not isinstance(value, int) or not 0 < value <= 100:
            self.refuse(
                "target", value, Text(zh="应为 1 到 100 的整数", en="must be a whole number from 1 to 100"), _NOTHING
            )
            return None
        return value
