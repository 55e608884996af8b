"""Names of the language of rules as they were; each builds what stands in its place now."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, Final, Literal

from unionmodel.rules.calendar import DatePart, Later
from unionmodel.rules.choices import CellsWhere, IfThenElse
from unionmodel.rules.facts import Chain, Peers, Whole


def _latest(name: str, zh: str, en: str, by: Any, order: Any, where: Any) -> Peers:
    return Peers(name, zh, en, by, where, order, pick="is_last")


def _whole(how: Literal["any", "count"]) -> Callable[..., Whole]:
    return lambda name, zh, en, of=None, among=None: Whole(name, zh, en, how, of, among)


#: The earlier name, what it builds now, and how that is written.
_EARLIER: Final[dict[str, tuple[Callable[..., Any], str]]] = {
    "Latest": (_latest, 'Peers(..., by, where, order, pick="is_last")'),
    "Somewhere": (_whole("any"), 'Whole(..., "any", of)'),
    "HowMany": (_whole("count"), 'Whole(..., "count", of)'),
    "Cyclic": (lambda name, zh, en, parent: Chain(name, zh, en, parent, "cyclic"), 'Chain(..., parent, "cyclic")'),
    "YearOf": (lambda of: DatePart(of, "year"), 'DatePart(of, "year")'),
    "MonthOf": (lambda of: DatePart(of, "month"), 'DatePart(of, "month")'),
    "DaysLater": (lambda of, count: Later(of, count, "days"), 'Later(of, count, "days")'),
    "MonthsLater": (lambda of, count: Later(of, count, "months"), 'Later(of, count, "months")'),
    "Depending": (IfThenElse, "IfThenElse(condition, then, otherwise)"),
    "Which": (CellsWhere, "CellsWhere(cases)"),
}


def earlier(name: str) -> Callable[..., Any]:
    """Return what an earlier name builds, with a warning that says how it is written now. Raises AttributeError."""
    if name not in _EARLIER:
        raise AttributeError(name)
    build, now = _EARLIER[name]
    warnings.warn(f"{name} goes with the next version: write {now}", DeprecationWarning, stacklevel=3)
    return build
