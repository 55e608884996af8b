"""Dates by the calendar and texts by their characters, as column expressions."""

from __future__ import annotations

import functools
import itertools
import operator
from datetime import date, timedelta
from typing import Final

import narwhals as nw

from unionmodel.model.credit_code import ALPHABET, WEIGHTS

_DAYS_OF_ALL: Final = date.max.toordinal()
_MONTHS_OF_ALL: Final = 12 * date.max.year
_LONG_MONTHS: Final = (1, 3, 5, 7, 8, 10, 12)
#: Days from 0000-03-01, where a year that begins in March would begin, to 1970-01-01.
_BEFORE_1970: Final = 719_468


def days_later(day: nw.Expr, days: nw.Expr) -> nw.Expr:
    """Return the date so many days after another, at most the last one of the calendar."""
    # No calendar is longer than that; what leaves it ends on its last day.
    within = nw.when(days > _DAYS_OF_ALL).then(_DAYS_OF_ALL).otherwise(days)
    return _at_most((day + nw.lit(timedelta(days=1)) * within).cast(nw.Date))


def months_later(day: nw.Expr, months: nw.Expr) -> nw.Expr:
    """Return the date so many months after another, on the last day of a month that is too short for it."""
    within = nw.when(months > _MONTHS_OF_ALL).then(_MONTHS_OF_ALL).otherwise(months)
    months_in_all = day.dt.year().cast(nw.Int64) * 12 + day.dt.month().cast(nw.Int64) - 1 + within
    year, month = months_in_all // 12, months_in_all % 12 + 1
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    february = nw.when(leap).then(29).otherwise(28)
    length = nw.when(month.is_in(_LONG_MONTHS)).then(31).otherwise(nw.when(month == 2).then(february).otherwise(30))
    of_month = day.dt.day().cast(nw.Int64)
    wanted = nw.when(of_month > length).then(length).otherwise(of_month)
    first = nw.lit(date(1970, 1, 1), dtype=nw.Date)
    return _at_most((first + nw.lit(timedelta(days=1)) * _since_1970(year, month, wanted)).cast(nw.Date))


def _since_1970(year: nw.Expr, month: nw.Expr, day: nw.Expr) -> nw.Expr:
    """Return the days from 1970-01-01 to a date; years are counted from March, so that the leap day ends one."""
    from_march = (month + 9) % 12
    of_year = nw.when(month <= 2).then(year - 1).otherwise(year)
    before = of_year * 365 + of_year // 4 - of_year // 100 + of_year // 400
    return before + (153 * from_march + 2) // 5 + day - 1 - _BEFORE_1970


def _at_most(day: nw.Expr) -> nw.Expr:
    return nw.when(day > date.max).then(nw.lit(date.max, dtype=nw.Date)).otherwise(day)


def fits(text: nw.Expr, pattern: str) -> nw.Expr:
    """Return whether the whole text fits a pattern."""
    return text.str.contains(f"^(?:{pattern})$")


def check_character(code: nw.Expr) -> nw.Expr:
    """Return whether the last character of a unified social credit code is the one that the others ask for."""
    # Two characters at a time: to look up what characters are worth is what takes the time.
    pairs = list(map("".join, itertools.product(ALPHABET, repeat=2)))
    base, weights = len(ALPHABET), (*WEIGHTS, 1)

    def worth(at: int) -> nw.Expr:
        pair = code.str.slice(at, 2).replace_strict(pairs, list(range(len(pairs))), default=None, return_dtype=nw.Int64)
        return pair // base * weights[at] + pair % base * weights[at + 1]

    right = functools.reduce(operator.add, map(worth, range(0, len(weights), 2))) % 31 == 0
    return nw.when(~code.is_null()).then(fits(code, f"[{ALPHABET}]{{18}}") & right.fill_null(False))
