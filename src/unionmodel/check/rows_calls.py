"""Small calculations that a generated program calls for one value: dates by the calendar, codes and their characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Sequence
from datetime import MAXYEAR, MINYEAR, date, timedelta

#: What a generated program calls.
CALLED = ("days_later", "months_later", "stepped", "check_character")
#: The characters of a unified social credit code, each worth its place; I, O, S, V and Z are left out.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
#: What each of the first seventeen characters weighs: powers of 3, modulo 31.
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_WORTH = {character: number for number, character in enumerate(ALPHABET)}


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


def check_character(code: str) -> bool:
    """Return whether the last character of a unified social credit code is the one that the others ask for."""
    if len(code) != 18 or not all(character in _WORTH for character in code):
        return False
    total = sum(_WORTH[character] * weight for character, weight in zip(code, WEIGHTS, strict=False))
    return ALPHABET[-total % 31] == code[17]


def patterned(text: str, cases: Sequence[tuple[re.Pattern[str], str | int]]) -> str | int | None:
    """Return what the first pattern that fits the whole text stands for; None where none fits."""
    return next((value for pattern, value in cases if pattern.fullmatch(text)), None)
