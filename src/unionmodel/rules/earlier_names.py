"""The names that facts and dates had before several of them became one; each builds what stands in its place."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any, Final

from unionmodel.rules.calendar import DatePart, Later
from unionmodel.rules.expr import Cell, Expr, Row
from unionmodel.rules.facts import Chain, Fact, Peers, Whole


def latest(name: str, zh: str, en: str, by: tuple[Cell, ...], order: Cell, where: Expr) -> Fact:
    """Return whether a row is the last one of those that agree in `by`."""
    return Peers(name, zh, en, by, where, order, pick="is_last")


def somewhere(name: str, zh: str, en: str, of: Expr | None = None, among: str | None = None) -> Fact:
    """Return whether any row of a table fulfils a condition."""
    return Whole(name, zh, en, "any", of, among)


def how_many(name: str, zh: str, en: str, of: Expr | None = None, among: str | None = None) -> Fact:
    """Return how many rows of a table fulfil a condition."""
    return Whole(name, zh, en, "count", of, among)


def cyclic(name: str, zh: str, en: str, parent: Row) -> Fact:
    """Return whether following a reference upward runs into a circle."""
    return Chain(name, zh, en, parent, "cyclic")


def year_of(of: Expr) -> Expr:
    """Return the year of a date."""
    return DatePart(of, "year")


def month_of(of: Expr) -> Expr:
    """Return the month of a date."""
    return DatePart(of, "month")


def days_later(of: Expr, count: Expr) -> Expr:
    """Return the date so many days after another."""
    return Later(of, count, "days")


def months_later(of: Expr, count: Expr) -> Expr:
    """Return the date so many months after another."""
    return Later(of, count, "months")


#: The earlier name, what it builds now, and how that is written.
EARLIER: Final[dict[str, tuple[Callable[..., Any], str]]] = {
    "Latest": (latest, 'Peers(..., by, where, order, pick="is_last")'),
    "Somewhere": (somewhere, 'Whole(..., "any", of)'),
    "HowMany": (how_many, 'Whole(..., "count", of)'),
    "Cyclic": (cyclic, 'Chain(..., parent, "cyclic")'),
    "YearOf": (year_of, 'DatePart(of, "year")'),
    "MonthOf": (month_of, 'DatePart(of, "month")'),
    "DaysLater": (days_later, 'Later(of, count, "days")'),
    "MonthsLater": (months_later, 'Later(of, count, "months")'),
}


def earlier(name: str) -> Callable[..., Any]:
    """Return what an earlier name builds, with a warning that says how it is written now. Raises AttributeError."""
    if name not in EARLIER:
        raise AttributeError(name)
    build, now = EARLIER[name]
    warnings.warn(f"{name} goes with the next version: write {now}", DeprecationWarning, stacklevel=3)
    return build
