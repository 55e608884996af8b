"""Whole numbers, years and money in cells: exact or refused, however large they are written."""

from __future__ import annotations

import operator
import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final, cast

from unionmodel.language import Text
from unionmodel.model.dictionary import Column
from unionmodel.model.spelling import CellProblem, clean, folded

#: Counts are below this.
COUNT_LIMIT = 10**12
#: Amounts are below this many yuan.
MONEY_LIMIT = 10**15
#: The first and the last calendar year a `year` cell may hold.
YEARS = (1900, 2200)
#: Excel keeps this many digits of a number and silently destroys the rest.
EXACT_DIGITS = 15

#: No number of more digits is ever turned into an integer.
_LONGEST = 40
#: 12.0 too: what a data frame with blanks makes of 12.
_WHOLE = re.compile(r"\d{1,40}(\.0{1,6})?", re.ASCII)
_DECIMALS = re.compile(r"\d+\.\d{3,}", re.ASCII)
_AMOUNT = re.compile(r"\d{1,40}(\.\d{1,2})?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?|[+-]?(nan|inf|infinity)", re.ASCII | re.IGNORECASE)


def yuan(fen: int) -> str:
    """Return an amount in yuan with two decimals.

    >>> yuan(2_000_050)
    '20000.50'
    """
    return f"{Decimal(fen) / 100:.2f}"


#: The metadata of a field in fen that JSON has in yuan.
IN_YUAN: Final = {"plain": yuan}


def percent(share: Fraction, decimals: int = 1) -> str:
    """Return a share as percent, rounded down, so that what is below a target never looks as if it had reached it.

    >>> percent(Fraction(7999, 10000)), percent(Fraction(4, 5))
    ('79.9', '80.0')
    """
    scale = 10**decimals
    whole, rest = divmod(share.numerator * 100 * scale // share.denominator, scale)
    return f"{whole}.{rest:0{decimals}d}"


_MONEY_HINT = Text(
    zh="写成元，最多两位小数，例如 20000 或 20000.50",
    en="write yuan with at most two decimals, such as 20000 or 20000.50",
)
_YEAR_HINT = Text(zh="写成四位年份，例如 2022", en="write four digits, such as 2022")
_COUNT_HINT = Text(zh="写成整数，例如 1200；不知道就留空", en="write a whole number, such as 1200, or leave it blank")


def _number_problem(column: Column, zh: str, en: str) -> CellProblem:
    hint = {"money": _MONEY_HINT, "year": _YEAR_HINT}.get(column.type, _COUNT_HINT)
    return CellProblem(Text(zh=zh, en=en), hint)


def _not_whole(column: Column) -> CellProblem:
    return _number_problem(column, "不是整数", "is not a whole number")


def _negative(column: Column) -> CellProblem:
    return _number_problem(column, "不能是负数", "is negative")


def _too_large(column: Column) -> CellProblem:
    return _number_problem(column, "太大", "is too large")


def _no_number(column: Column) -> CellProblem:
    return _number_problem(column, "不是数", "is not a number")


def count(column: Column, value: object) -> int:
    """Return `value` as a count; CellProblem unless it is whole, 0 or more and below `COUNT_LIMIT`."""
    number = _whole(column, value)
    if number < 0:
        raise _negative(column)
    if number >= COUNT_LIMIT:
        raise _too_large(column)
    return number


def year(column: Column, value: object) -> int:
    """Return `value` as a calendar year; CellProblem unless it lies in `YEARS`."""
    number = _whole(column, value)
    first, last = YEARS
    if not first <= number <= last:
        raise _number_problem(column, f"不是 {first} 到 {last} 之间的年份", f"is not a year from {first} to {last}")
    return number


def _whole(column: Column, value: object) -> int:
    """Return `value` as the integer that is exactly it."""
    if isinstance(value, bool):
        raise _not_whole(column)
    if isinstance(value, str):
        text = folded(clean(value))
        if _WHOLE.fullmatch(text):
            return int(text.partition(".")[0])
        if _NUMBER.fullmatch(text):
            raise (
                _negative(column)
                if text.startswith("-")
                else _too_large(column)
                if text.isdecimal()
                else _not_whole(column)
            )
        raise _not_whole(column)
    if isinstance(value, float):
        value = Decimal(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise _no_number(column)
        # The exponent is looked at first: the integer of 1E+999999 has a million digits.
        if value.adjusted() > _LONGEST:
            raise _negative(column) if value < 0 else _too_large(column)
        number = _shifted(value, 0)
        if number is None:
            raise _not_whole(column)
        return number
    if hasattr(value, "__index__"):
        return operator.index(value)
    raise _not_whole(column)


def money(column: Column, value: object) -> int:
    """Return `value`, an amount in yuan, as integer fen; CellProblem unless it is exact and below `MONEY_LIMIT`."""
    if isinstance(value, int) and not isinstance(value, bool):
        # Compared as it is: an endless integer is never written out.
        amount = Decimal(max(-1, min(value, MONEY_LIMIT)))
    else:
        amount = _amount(column, value)
    if not amount.is_finite():
        raise _no_number(column)
    if amount < 0:
        raise _negative(column)
    if amount >= MONEY_LIMIT:
        raise _too_large(column)
    fen = _shifted(amount, 2)
    if fen is None:
        raise _number_problem(column, "小数超过两位", "has more than two decimals")
    return fen


def _amount(column: Column, value: object) -> Decimal:
    if isinstance(value, str):
        text = folded(clean(value))
        if _AMOUNT.fullmatch(text):
            return Decimal(text)
        if _NUMBER.fullmatch(text):
            if text.startswith("-"):
                raise _negative(column)
            if _DECIMALS.fullmatch(text):
                raise _number_problem(column, "小数超过两位", "has more than two decimals")
            if text.isdecimal():
                raise _too_large(column)
        raise _number_problem(column, "不是金额", "is not an amount")
    if isinstance(value, float):
        # What is written, not the binary fraction behind it: 0.1 is ten fen.
        return Decimal(float.__repr__(value))
    if isinstance(value, Decimal):
        return value
    raise _number_problem(column, "不是金额", "is not an amount")


def _shifted(value: Decimal, places: int) -> int | None:
    """Return a finite `value` times ten to the power of `places`; None where that is no integer.

    Works on the digits, so that no decimal context rounds. The caller has bounded the value.
    """
    sign, digits, exponent = value.as_tuple()
    if not any(digits):
        return 0
    shift = cast(int, exponent) + places
    if shift < 0:
        if any(digits[shift:]):
            return None
        digits = digits[:shift]
    number: int = int("".join(map(str, digits)) or "0") * 10 ** max(shift, 0)
    return -number if sign else number


def digits(value: object) -> str:
    """Return the digits of a whole number: a spreadsheet makes 620102.0 of the code 620102."""
    if isinstance(value, (bool, date)):
        raise _not_text()
    if isinstance(value, float):
        value = Decimal(value)
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise _not_text()
        if value.adjusted() >= EXACT_DIGITS:
            raise destroyed()
        value = _shifted(value, 0)
    if not hasattr(value, "__index__"):
        raise _not_text()
    number = operator.index(cast(int, value))
    if abs(number) >= 10**EXACT_DIGITS:
        raise destroyed()
    return str(number)


def _not_text() -> CellProblem:
    return CellProblem(
        Text(zh="不是文本", en="is not text"),
        Text(zh="把单元格设为文本格式后重新填写", en="format the cell as text and type it again"),
    )


def destroyed() -> CellProblem:
    """Return the error of an identifier that a spreadsheet has kept as a number, and mangled."""
    return CellProblem(
        Text(
            zh=f"是超过 {EXACT_DIGITS} 位的数字，表格软件已经丢失末尾的数字",
            en=f"is a number of more than {EXACT_DIGITS} digits, of which a spreadsheet has already destroyed the last",
        ),
        Text(zh="把该列设为文本格式后重新填写", en="format the column as text and type it again"),
    )
