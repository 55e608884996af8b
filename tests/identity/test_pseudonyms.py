"""Pseudonyms: stable, keyed, of one shape; and secrets that are worth the name."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import stat
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.resident_ids import ending_in_x, resident_id, with_check_character
from unionmodel import identity
from unionmodel.errors import InputErrors
from unionmodel.identity import InvalidResidentID, WeakSecret, checked, make_secret, pseudonym, read_secret

SECRET = bytes(range(32))
NUMBER = resident_id()
numbers = st.builds(
    resident_id,
    st.dates(date(1800, 1, 1), date(1899, 12, 31)),
    st.integers(0, 999),
    st.integers(990_000, 999_999).map(str),
)


def worked_out(number: str, secret: bytes) -> str:
    """Return the pseudonym as the page describes it, by the long way."""
    digest = hmac.new(secret, b"unionmodel resident id 1:" + number.encode(), hashlib.sha256).digest()
    return "p1" + base64.b32encode(digest[:16]).decode().lower().rstrip("=")


@given(numbers, st.binary(min_size=32, max_size=64).filter(lambda secret: len(set(secret)) >= 8))
def test_a_pseudonym_is_made_as_the_page_says(number: str, secret: bytes) -> None:
    made = pseudonym(number, secret)
    assert made == worked_out(number, secret)
    assert re.fullmatch(r"p1[a-z2-7]{26}", made)
    assert len(made) == identity.LENGTH


@given(st.sets(numbers, min_size=2, max_size=20))
def test_different_people_have_different_pseudonyms(people: set[str]) -> None:
    assert len({pseudonym(number, SECRET) for number in people}) == len(people)


def test_another_secret_gives_another_pseudonym() -> None:
    assert pseudonym(NUMBER, SECRET) != pseudonym(NUMBER, SECRET[::-1])


@pytest.mark.parametrize("number", [NUMBER, ending_in_x()])
def test_the_spelling_of_a_number_does_not_count(number: str) -> None:
    wide = "".join(chr(ord(character) + 0xFEE0) for character in number.lower())
    spellings = [
        number.lower(), f" {number} ", f"{number[:6]} {number[6:14]}-{number[14:]}", wide, f"'{number}", f'="{number}"',
    ]  # fmt: skip
    assert {pseudonym(one, SECRET) for one in spellings} == {pseudonym(number, SECRET)}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "has 0 characters, not 18"),
        (NUMBER[:17], "has 17 characters, not 18"),
        (NUMBER[:6] + NUMBER[8:17], "is of the old form of 15 digits: write the one of 18 characters"),
        ("A" + NUMBER[1:], "is not seventeen digits and a last digit or X"),
        ("0" + NUMBER[1:], "is not seventeen digits and a last digit or X"),
        (NUMBER[:17] + "Y", "is not seventeen digits and a last digit or X"),
        ("٩" + NUMBER[1:], "is not seventeen digits and a last digit or X"),
        (with_check_character("99010218501301001"), "holds no birth date of the calendar"),
        (with_check_character("99010299990101001"), "holds no birth date of the calendar"),
        (with_check_character("99010217991231001"), "holds no birth date of the calendar"),
        (NUMBER[:16] + str((int(NUMBER[16]) + 1) % 10) + NUMBER[17], "has a check character that does not fit"),
    ],
)
def test_what_is_no_resident_id_is_refused_with_its_reason(text: str, problem: str) -> None:
    with pytest.raises(InvalidResidentID) as caught:
        checked(text)
    assert caught.value.args[0].en == problem
    assert NUMBER[6:14] not in caught.value.args[0].zh + caught.value.args[0].en


def test_a_number_is_no_text() -> None:
    with pytest.raises(TypeError, match="a resident ID is a text, not int"):
        pseudonym(int(with_check_character("99010218500101001")[:17]), SECRET)  # type: ignore[arg-type]


def test_a_county_that_the_package_does_not_know_is_no_hindrance() -> None:
    assert checked(resident_id(division="629999")) == resident_id(division="629999")


@pytest.mark.parametrize("number", [NUMBER, ending_in_x()])
def test_without_the_package_the_check_is_the_same(monkeypatch: pytest.MonkeyPatch, number: str) -> None:
    monkeypatch.setitem(sys.modules, "stdnum.cn", None)
    identity._check_character.cache_clear()
    try:
        assert checked(number) == number
        with pytest.raises(InvalidResidentID):
            checked(number[:17] + str((int(number[17].replace("X", "10")) + 1) % 10))
    finally:
        identity._check_character.cache_clear()


@pytest.mark.parametrize("secret", [b"", b"x" * 64, SECRET[:31], b"12345671234567123456712345671234567"])
def test_a_weak_secret_is_refused(tmp_path: Path, secret: bytes) -> None:
    with pytest.raises(WeakSecret):
        pseudonym(NUMBER, secret)
    (tmp_path / "secret").write_bytes(secret)
    with pytest.raises(WeakSecret):
        read_secret(tmp_path / "secret")


def test_a_secret_is_bytes() -> None:
    with pytest.raises(TypeError, match="a secret is bytes, not str"):
        pseudonym(NUMBER, "x" * 40)  # type: ignore[arg-type]


@pytest.mark.parametrize("around", [b"%s", b"%s\n", b"%s\r\n", b"\xef\xbb\xbf%s\r\n"])
def test_what_an_editor_adds_to_a_secret_does_not_count(tmp_path: Path, around: bytes) -> None:
    (tmp_path / "secret").write_bytes(around % (b"0123456789abcdef" * 2))
    assert read_secret(tmp_path / "secret") == b"0123456789abcdef" * 2


def test_the_environment_holds_the_secret_where_no_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(identity.SECRET_VARIABLE, raising=False)
    with pytest.raises(WeakSecret, match=identity.SECRET_VARIABLE):
        read_secret()
    monkeypatch.setenv(identity.SECRET_VARIABLE, "0123456789abcdef" * 2)
    assert read_secret() == b"0123456789abcdef" * 2


def test_a_new_secret_is_random_its_owners_and_never_written_over(tmp_path: Path) -> None:
    first, second = make_secret(tmp_path / "one"), make_secret(tmp_path / "two")
    assert first != second
    assert read_secret(tmp_path / "one") == first
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "one").stat().st_mode) == 0o600
    with pytest.raises(InputErrors):
        make_secret(tmp_path / "one")
    assert read_secret(tmp_path / "one") == first


def test_a_file_of_a_secret_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputErrors) as caught:
        read_secret(tmp_path / "secret")
    assert caught.value.errors[0].problem.en == "there is no such file"  # type: ignore[attr-defined]
