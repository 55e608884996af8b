"""Small calculations that a generated program calls for one value: dates by the calendar, codes and their characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, date, timedelta
from fractions import Fraction

from unionmodel.model import amounts
from unionmodel.model.credit_code import check_character as check_character

#: What a generated program calls.
CALLED = ("days_later", "months_later", "stepped", "check_character", "percent")


def days_later(day: date, days: int) -> date:
    """Return the date so many days after `day`, at most the last one of the calendar."""
    try:
        return day + timedelta(days)
    except OverflowError:
        return date.max


def months_later(day: date, months: int) -> date:
    """Return the date so many months after `day`, on the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > MAXYEAR:
        return date.max
    if year < MINYEAR:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def stepped(number: int, starts: Sequence[int], values: Sequence[int]) -> int:
    """Return the value of the band in which `number` lies; bands are given by their first numbers."""
    return values[bisect_right(starts, number) - 1]


def patterned(text: str, cases: Sequence[tuple[re.Pattern[str], str | int]]) -> str | int | None:
    """Return what the first pattern that fits the whole text stands for; None where none fits."""
    return next((value for pattern, value in cases if pattern.fullmatch(text)), None)


def percent(part: int | None, whole: int | None) -> str | None:
    """Return a part of a whole in percent, rounded down to one decimal."""
    return None if part is None or not whole else amounts.percent(Fraction(part, whole))
