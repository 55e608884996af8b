"""Dates by the calendar and texts by their characters, as column expressions."""

from __future__ import annotations

import functools
import itertools
import operator
from datetime import date, timedelta
from typing import Final

import polars as pl

from unionmodel.model.credit_code import ALPHABET, WEIGHTS

_DAYS_OF_ALL: Final = date.max.toordinal()
_MONTHS_OF_ALL: Final = 12 * date.max.year
_LONG_MONTHS: Final = (1, 3, 5, 7, 8, 10, 12)
#: Days from 0000-03-01, where a year that begins in March would begin, to 1970-01-01.
_BEFORE_1970: Final = 719_468


def days_later(day: pl.Expr, days: pl.Expr) -> pl.Expr:
    """Return the date so many days after another, at most the last one of the calendar."""
    # No calendar is longer than that; what leaves it ends on its last day.
    within = pl.when(days > _DAYS_OF_ALL).then(_DAYS_OF_ALL).otherwise(days)
    return _at_most((day + pl.lit(timedelta(days=1)) * within).cast(pl.Date))


def months_later(day: pl.Expr, months: pl.Expr) -> pl.Expr:
    """Return the date so many months after another, on the last day of a month that is too short for it."""
    within = pl.when(months > _MONTHS_OF_ALL).then(_MONTHS_OF_ALL).otherwise(months)
    months_in_all = day.dt.year().cast(pl.Int64) * 12 + day.dt.month().cast(pl.Int64) - 1 + within
    year, month = months_in_all // 12, months_in_all % 12 + 1
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    february = pl.when(leap).then(29).otherwise(28)
    length = pl.when(month.is_in(_LONG_MONTHS)).then(31).otherwise(pl.when(month == 2).then(february).otherwise(30))
    of_month = day.dt.day().cast(pl.Int64)
    wanted = pl.when(of_month > length).then(length).otherwise(of_month)
    first = pl.lit(date(1970, 1, 1), dtype=pl.Date)
    return _at_most((first + pl.lit(timedelta(days=1)) * _since_1970(year, month, wanted)).cast(pl.Date))


def _since_1970(year: pl.Expr, month: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Return the days from 1970-01-01 to a date; years are counted from March, so that the leap day ends one."""
    from_march = (month + 9) % 12
    of_year = pl.when(month <= 2).then(year - 1).otherwise(year)
    before = of_year * 365 + of_year // 4 - of_year // 100 + of_year // 400
    return before + (153 * from_march + 2) // 5 + day - 1 - _BEFORE_1970


def _at_most(day: pl.Expr) -> pl.Expr:
    return pl.when(day > date.max).then(pl.lit(date.max, dtype=pl.Date)).otherwise(day)


def fits(text: pl.Expr, pattern: str) -> pl.Expr:
    """Return whether the whole text fits a pattern."""
    return text.str.contains(f"^(?:{pattern})$")


def check_character(code: pl.Expr) -> pl.Expr:
    """Return whether the last character of a unified social credit code is the one that the others ask for."""
    # Two characters in one look-up: the look-ups are what takes the time.
    pairs = list(map("".join, itertools.product(ALPHABET, repeat=2)))
    base, weights = len(ALPHABET), (*WEIGHTS, 1)

    def worth(at: int) -> pl.Expr:
        pair = code.str.slice(at, 2).replace_strict(pairs, list(range(len(pairs))), default=None, return_dtype=pl.Int64)
        return pair // base * weights[at] + pair % base * weights[at + 1]

    right = functools.reduce(operator.add, map(worth, range(0, len(weights), 2))) % 31 == 0
    return pl.when(~code.is_null()).then(fits(code, f"[{ALPHABET}]{{18}}") & right.fill_null(False))
