"""Resident ID numbers (GB 11643): recognised in a text, checked, and hidden, so that none is ever kept or shown.

A number that passes is eighteen characters: six digits of a division, a birth date, three digits of a sequence, and a
check character. The division is not looked up: counties come and go, and a number keeps the code it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from unionmodel.language import Text

#: How many characters a number has.
LENGTH: Final = 18
#: Nobody younger works, by article 15 of the Labour Law. A later date is more likely that of a serial number: division,
#: day and serial make eighteen digits, too, and one in eleven has a fitting check character.
WORKING_AGE: Final = 16

_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK: Final = "10X98765432"
_FIRST_YEAR: Final = 1800
#: What people and programs put between the digits: white space, dashes, dots, and marks that nobody sees.
_BETWEEN: Final = "\\s\\-\u2010-\u2015\u2212._\u00b7\u200b-\u200d\u2060\ufeff"
#: Every place at which a number may begin, overlapping ones too; a letter or digit beside it makes it something else.
_NUMBER: Final = re.compile(
    f"(?<![0-9A-Za-z])(?=([1-9](?:[{_BETWEEN}]{{0,2}}[0-9]){{16}}[{_BETWEEN}]{{0,2}}[0-9Xx])(?![0-9A-Za-z]))"
)
#: What a table program makes of the digits: 6.20102185001011E+17, or ="..." and '... to keep them as they are.
_MANGLED: Final = re.compile(r"(?<![0-9.])[1-9]\.[0-9]{13,}[eE]\+?17(?![0-9])")
#: For a first look at many texts at once, as UTF-8: digits of half and full width become 0, what may stand between them
#: (among it the bytes that a full-width digit and a dash begin with) goes, and everything else becomes a blank.
_LOOK: Final = bytes(ord("0") if byte in b"0123456789" or 0x90 <= byte <= 0x99 else ord(" ") for byte in range(256))
_GONE: Final = (" \t\n\v\f\r\x1c\x1d\x1e\x1f-._" + "\x85").encode("latin-1") + bytes(
    {byte for mark in "\uff10\u2000\u200b\u200d\u2010\u2028\u202f\u205f\u2060\u2212\u3000\ufeff\xa0\xb7\uff0d\uff0e\uff3f" for byte in mark.encode()}
    - set(range(0x90, 0x9A))
)  # fmt: skip
_DIGITS: Final = b"0" * (LENGTH - 1)
_AROUND: Final = re.compile(f"[{_BETWEEN}'\"=]")

#: The same first look as a regular expression of Polars, for whole columns: sixteen digits of half or full width (one
#: character such as that for "31日" may be the last two) without letters between them, or a character that may become
#: digits, such as a number in a circle.
DIGITS_IN_A_ROW: Final = (
    r"[0-9\x{FF10}-\x{FF19}](?:[^0-9A-Za-z\p{Han}\x{FF10}-\x{FF19}]{0,2}[0-9\x{FF10}-\x{FF19}]){15}"
    r"|[\p{N}--[0-9\x{FF10}-\x{FF19}]]"
)


def normal(text: str) -> str:
    """Return a number as it is compared: plain characters without anything between them, a capital X.

    >>> normal("９９ 0102-1850 ０101 00x")
    '9901021850010100X'
    """
    return _AROUND.sub("", text if text.isascii() else unicodedata.normalize("NFKC", text)).upper()


def check_character(digits: str) -> str:
    """Return the check character of the first seventeen digits of a number.

    >>> check_character("99010218500101001")
    '8'
    """
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return _CHECK[total % 11]


def birth_date(number: str) -> date | None:
    """Return the birth date in a number written normally; None where there is none in the calendar, or a later one."""
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None
    return born if born.year >= _FIRST_YEAR and born <= date.today() else None


def holds_one(text: str) -> bool:
    """Return whether a resident ID stands in `text`, by itself or among other words, in full or half width."""
    return len(text) >= LENGTH and may_hold_one(text) and any(True for _ in _spans(_plain(text)))


def may_hold_one(text: str) -> bool:
    """Return whether seventeen digits follow one another in `text`, where nothing but blanks and dashes counts between.

    This is quick: many texts are asked at once, joined by a null character.
    """
    return _DIGITS in text.encode("utf-8", "replace").translate(_LOOK, _GONE)


def is_one(number: int | float | Decimal) -> bool:
    """Return whether a number of a spreadsheet is a resident ID, whose last digits the spreadsheet may have lost."""
    if isinstance(number, Decimal) and not number.is_finite():
        return False
    if not 10**17 <= number < 10**18:
        return False
    return _of_a_worker(str(int(number)))


def masked(text: str) -> str:
    """Return `text` with all but two characters at either end of every resident ID hidden; other texts stay as they are.

    >>> masked("no number here: 12345")
    'no number here: 12345'
    """
    if len(text) < LENGTH:
        return text
    plain, hidden, end = _plain(text), "", 0
    for start, stop in _spans(plain):
        if start >= end:
            hidden, end = hidden + plain[end:start] + covered(plain[start:stop]), stop
    found = text if not end else hidden + plain[end:]
    return _MANGLED.sub(lambda match: covered(match[0]), found)


def masked_value(value: object) -> object:
    """Return a value as an error may show it: where it is or holds a resident ID, a text in which that is hidden."""
    if value is None or isinstance(value, (bool, date)):
        return value
    if isinstance(value, str):
        found = masked(value)
        return value if found == value else found
    if isinstance(value, (int, float, Decimal)):
        return covered(str(int(value))) if is_one(value) else value
    try:
        written = repr(value)
    except Exception:
        # What cannot be written out cannot show anything either.
        return value
    found = masked(written)
    return value if found == written else found


def covered(text: str) -> str:
    """Return `text` with all but two characters at either end hidden; a short one hidden altogether.

    >>> covered("9901021850" + "01010018"), covered("99010")
    ('99**************18', '*****')
    """
    text = normal(text)
    return "*" * len(text) if len(text) < 10 else f"{text[:2]}{'*' * (len(text) - 4)}{text[-2:]}"


def refusal() -> tuple[Text, Text]:
    """Return what is said of a cell that holds a resident ID: the problem, and how to mend it."""
    return (
        Text(
            zh="含有居民身份证号（此处已遮盖），身份证号一律不得存入",
            en="holds a resident ID (hidden here), which is never stored",
        ),
        Text(
            zh="先用命令 unionmodel pseudonymise 或 unionmodel.identity 换成化名；若是别的编号，在前面紧接一个字母",
            en="replace it by a pseudonym first, with the command unionmodel pseudonymise or with unionmodel.identity; "
            "if it is another number, put a letter directly before it",
        ),
    )


def _plain(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _spans(plain: str) -> Iterator[tuple[int, int]]:
    """Return where resident IDs stand in a text of half width."""
    for match in _NUMBER.finditer(plain):
        number = normal(match[1])
        if _of_a_worker(number) and check_character(number[:17]) == number[17]:
            yield match.span(1)


def _of_a_worker(number: str) -> bool:
    born = birth_date(number)
    today = date.today()
    return born is not None and (today.year - born.year, today.month, today.day) >= (WORKING_AGE, born.month, born.day)
