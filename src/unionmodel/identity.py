"""Pseudonyms in place of resident IDs: the same person has the same one everywhere, and does not tell who it is.

A pseudonym is the HMAC-SHA-256 of the number under a secret that the user keeps. Without the secret nobody can make it
or undo it. With the secret anybody can: there are so few numbers that all of them can be tried. So the secret is kept
as the numbers themselves are, and away from the pseudonyms.
"""

from __future__ import annotations

import base64
import functools
import hmac
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

from unionmodel import resident
from unionmodel.errors import UnionModelError
from unionmodel.io.rosters.rewriting import Rewritten, read_small, rewrite, write_new
from unionmodel.language import Text
from unionmodel.progress import Progress, silent

__all__ = [
    "LENGTH", "PREFIX", "SECRET_VARIABLE", "SHORTEST_SECRET", "InvalidResidentID", "Rewritten", "WeakSecret",
    "checked", "make_secret", "pseudonym", "pseudonymise", "read_secret",
]  # fmt: skip

#: What every pseudonym begins with: a letter, so that no table program takes it for a number, and the number of the way
#: in which it is made.
PREFIX: Final = "p1"
#: How many characters a pseudonym has: the prefix, and 26 small letters and digits 2 to 7 that hold 128 bits.
LENGTH: Final = 28
#: The shortest secret, in bytes. A shorter one could be guessed, and every person behind a pseudonym with it.
SHORTEST_SECRET: Final = 32
#: The fewest different bytes of a secret: a row of the same character is long, and yet no secret.
_FEWEST_BYTES: Final = 8
#: The environment variable that holds the secret where no file is named.
SECRET_VARIABLE: Final = "UNIONMODEL_SECRET"

_BYTES: Final = 16
#: Sets these pseudonyms apart from whatever else somebody makes with the same secret.
_PURPOSE: Final = b"unionmodel resident id 1:"


class InvalidResidentID(UnionModelError, ValueError):
    """A text that is no resident ID; it says why, and never repeats the text."""


class WeakSecret(UnionModelError, ValueError):
    """A secret that is missing, too short or too simple to protect anybody."""


def pseudonym(resident_id: str, secret: bytes) -> str:
    """Return the pseudonym of a person: 28 characters, `p1` and then small letters and digits, fit for ids and addresses.

    `resident_id` may be written in full width, with a small x, and with spaces or hyphens in it: the pseudonym is the
    same. `secret` is at least 32 bytes (`read_secret`, `make_secret`). Raises InvalidResidentID and WeakSecret.

    >>> secret = bytes(range(32))
    >>> made_up = "9901021850" + "01010018"
    >>> pseudonym(made_up, secret)
    'p13p6jleosv4m2r4iecczwjnsu5i'
    >>> pseudonym("9901021850" + " 0101-001８", secret) == pseudonym(made_up, secret)
    True
    """
    _refuse_weak(secret)
    return _made(checked(resident_id), secret)


def checked(resident_id: str) -> str:
    """Return a resident ID written normally: eighteen plain characters, a capital X. Raises InvalidResidentID.

    The check character and the birth date are checked (with python-stdnum, where the extra `identity` is installed);
    the division is not: counties are renamed and dissolved, and people keep the number they were given.

    >>> checked("9901021850" + "01010019")
    Traceback (most recent call last):
    unionmodel.identity.InvalidResidentID: ...
    """
    if not isinstance(resident_id, str):
        raise TypeError(f"a resident ID is a text, not {type(resident_id).__name__}")
    number = resident.normal(resident_id)
    if len(number) == 15 and number.isdecimal():
        raise InvalidResidentID(
            Text(
                zh="是十五位的旧号码，请写十八位的",
                en="is of the old form of 15 digits: write the one of 18 characters",
            )
        )
    if len(number) != resident.LENGTH:
        raise InvalidResidentID(
            Text(zh=f"不是十八位，而是 {len(number)} 位", en=f"has {len(number)} characters, not 18")
        )
    if not (number[:17].isascii() and number[:17].isdecimal() and number[17] in "0123456789X" and number[0] != "0"):
        raise InvalidResidentID(
            Text(zh="应为十七位数字和一位数字或 X", en="is not seventeen digits and a last digit or X")
        )
    if resident.birth_date(number) is None:
        raise InvalidResidentID(Text(zh="其中的出生日期不存在", en="holds no birth date of the calendar"))
    if _check_character()(number) != number[17]:
        raise InvalidResidentID(Text(zh="校验码不符，多半写错了一位", en="has a check character that does not fit"))
    return number


def read_secret(path: str | os.PathLike[str] | None = None) -> bytes:
    """Return the secret in a file, or, without one, in the environment variable `UNIONMODEL_SECRET`.

    Line ends behind the secret do not count. It is never taken from a command line, which others on the machine can
    read. Raises WeakSecret, or InputErrors where the file cannot be read.
    """
    if path is not None:
        secret = read_small(Path(path)).removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
    else:
        secret = os.environ.get(SECRET_VARIABLE, "").encode("utf-8").rstrip(b"\r\n")
        if not secret:
            raise WeakSecret(
                Text(
                    zh=f"没有密钥：指定密钥文件，或设置环境变量 {SECRET_VARIABLE}",
                    en=f"there is no secret: name its file, or set the environment variable {SECRET_VARIABLE}",
                )
            )
    _refuse_weak(secret)
    return secret


def make_secret(path: str | os.PathLike[str]) -> bytes:
    """Write a new secret of 256 random bits into a file that does not exist yet, for its owner only, and return it.

    Raises InputErrors where the file exists: a secret that is written over makes all its pseudonyms worthless.
    """
    secret = os.urandom(SHORTEST_SECRET).hex().encode("ascii")
    write_new(Path(path), secret + b"\n")
    return secret


def pseudonymise(
    source: str | os.PathLike[str],
    output: str | os.PathLike[str],
    columns: Iterable[str],
    secret: bytes,
    *,
    rename: str | None = None,
    progress: Progress = silent,
) -> Rewritten:
    """Write a roster (.csv, or a workbook as .xlsx) again, with pseudonyms in place of the resident IDs of `columns`.

    `rename` gives the one column a new name, such as ``会员编号``. Blank cells stay blank. A CSV file may be of any
    length: it is read row by row, and `progress` is called with what is done, the bytes read and their number. A workbook keeps its values,
    not its formats and formulas. `output` must not exist, and appears only when it is complete.

    Raises InputErrors with every invalid number by its row, hidden, and every resident ID in another column; WeakSecret.
    """
    _refuse_weak(secret)

    def replaced(cell: str) -> str:
        return _made(checked(cell), secret)

    return rewrite(Path(source), Path(output), tuple(columns), replaced, rename=rename, progress=progress)


def _made(number: str, secret: bytes) -> str:
    digest = hmac.digest(secret, _PURPOSE + number.encode("ascii"), "sha256")
    return PREFIX + base64.b32encode(digest[:_BYTES]).decode("ascii").rstrip("=").lower()


def _refuse_weak(secret: bytes) -> None:
    if not isinstance(secret, bytes):
        raise TypeError(f"a secret is bytes, not {type(secret).__name__}")
    if len(secret) < SHORTEST_SECRET or len(set(secret)) < _FEWEST_BYTES:
        raise WeakSecret(
            Text(
                zh=f"密钥太弱：至少 {SHORTEST_SECRET} 个字节，其中至少 {_FEWEST_BYTES} 个不同；最好随机生成",
                en=f"the secret is too weak: at least {SHORTEST_SECRET} bytes, {_FEWEST_BYTES} of them different; best a random one",
            )
        )


@functools.cache
def _check_character() -> Callable[[str], str]:
    """Return what finds the check character of a number: python-stdnum, where it is installed.

    Of that package only this is asked: its look-up of the division refuses most counties of today for older people.
    """
    try:
        from stdnum.cn import ric
    except ImportError:
        return lambda number: resident.check_character(number[:17])
    found: Callable[[str], str] = ric.calc_check_digit
    return found
