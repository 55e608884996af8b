"""What passes as a resident ID and what does not; made-up ones only, of a division that does not exist."""

from __future__ import annotations

import calendar
import random
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.resident_ids import ending_in_x, resident_id, with_check_character
from unionmodel import resident
from unionmodel.errors import InputError

NUMBER = resident_id()
FULL_WIDTH = {ord(character): ord(character) + 0xFEE0 for character in "0123456789Xx"}

bodies = st.builds(
    lambda division, born, sequence: f"{division:06}{born:%Y%m%d}{sequence:03}",
    st.integers(100_000, 999_999),
    st.dates(date(1800, 1, 1), date(2009, 1, 1)),
    st.integers(0, 999),
)


@given(bodies)
def test_the_check_character_is_the_one_of_the_standard(body: str) -> None:
    assert body + resident.check_character(body) == with_check_character(body)


@given(bodies)
def test_python_stdnum_finds_the_same_check_character(body: str) -> None:
    ric = pytest.importorskip("stdnum.cn.ric")
    assert resident.check_character(body) == ric.calc_check_digit(body + "0")


@given(bodies, st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(body: str, place: int, by: int) -> None:
    number = with_check_character(body)
    wrong = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert not resident.holds_one(wrong)


@pytest.mark.parametrize(
    "text",
    [
        NUMBER,
        f" {NUMBER}\n",
        f"张三{NUMBER}",
        f"（身份证号：{NUMBER}）",
        f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}",
        f"{NUMBER[:6]}-{NUMBER[6:14]}-{NUMBER[14:]}",
        f"{NUMBER[:6]}－{NUMBER[6:]}",
        f"{NUMBER[:6]}\u2014{NUMBER[6:]}",
        f"{NUMBER[:3]}\u200b{NUMBER[3:]}",
        " ".join(NUMBER),
        NUMBER.translate(FULL_WIDTH),
        ending_in_x(),
        ending_in_x().lower(),
        ending_in_x().lower().translate(FULL_WIDTH),
        f"1001 {NUMBER}",
        f"{NUMBER}、{NUMBER}",
    ],
)
def test_a_number_is_found_however_it_is_written(text: str) -> None:
    assert resident.holds_one(text)
    hidden = resident.masked(text)
    assert not resident.holds_one(hidden)
    assert NUMBER[6:14] not in resident.normal(hidden)


@pytest.mark.parametrize(
    "text",
    [
        NUMBER[:17],
        f"{NUMBER}0",
        f"0{NUMBER}",
        f"a{NUMBER}",
        f"{NUMBER}b",
        f"0{NUMBER[1:]}",
        with_check_character("99010218500230001"),
        with_check_character("99010218501301001"),
        with_check_character("99010217991231001"),
        NUMBER[:17] + ("0" if NUMBER[17] != "0" else "1"),
        "81620102MAXXXXXXX7",
    ],
)
def test_what_does_not_pass_is_left_alone(text: str) -> None:
    assert not resident.holds_one(text)
    assert resident.masked(text) == text


def test_nobody_younger_than_sixteen_works_so_a_later_date_is_no_birth_date() -> None:
    today = date.today()
    sixteen = today.replace(year=today.year - 16, day=min(today.day, 28))
    younger = date(sixteen.year + (sixteen.month == 12), sixteen.month % 12 + 1, 1)
    assert resident.holds_one(resident_id(sixteen))
    assert not resident.holds_one(resident_id(younger))


def test_a_day_that_is_in_the_calendar_once_in_four_years_is_a_birth_date() -> None:
    assert resident.holds_one(resident_id(date(1852, 2, 29)))
    assert not calendar.isleap(1850)
    assert not resident.holds_one(with_check_character("99010218500229001"))


def test_a_number_of_a_spreadsheet_is_recognised_though_its_end_is_lost() -> None:
    assert resident.is_one(float(NUMBER))
    assert resident.is_one(int(NUMBER))
    assert resident.is_one(Decimal(NUMBER))
    assert not resident.is_one(916201020000011234)
    assert not resident.is_one(float("nan"))
    assert not resident.is_one(Decimal("NaN"))
    assert not resident.is_one(620102)


def test_few_numbers_that_are_something_else_pass() -> None:
    chance = random.Random(4)
    passing = sum(resident.holds_one(str(chance.randrange(10**17, 10**18))) for _ in range(100_000))
    # A birth date in 210 years of 10 000, in 365 days of 10 000, and one check character of eleven: 7 of 100 000.
    assert passing <= 20


def test_an_error_never_repeats_a_number() -> None:
    for value in (NUMBER, f"见{NUMBER}", [NUMBER], {"a": NUMBER}, int(NUMBER), float(NUMBER), Decimal(NUMBER)):
        error = InputError(f"unions[0].{NUMBER}", value, "is wrong", "mend it")
        assert NUMBER[6:14] not in f"{error.path} {error.value} {error.render('zh')} {error.render('en')}"


def test_an_error_keeps_every_other_value_as_it_is() -> None:
    for value in ("工会联合", ["a"], 3, 2.5, None, True, date(2022, 1, 1), Decimal("1.50")):
        assert InputError("unions[0].kind", value, "is wrong", "mend it").value is value


@given(
    st.lists(
        st.text(" \t\n-.·_\u00a0\u2010\u2014\u2212\u200b\u2060\u3000\ufeff－", max_size=2), min_size=17, max_size=17
    ),
    st.booleans(),
    st.sampled_from(["", "张三", "见、", "1 ", "x-"]),
)
def test_the_quick_look_at_many_texts_overlooks_none(between: list[str], wide: bool, before: str) -> None:
    written = NUMBER.translate(FULL_WIDTH) if wide else NUMBER
    text = before + "".join(digit + mark for digit, mark in zip(written, [*between, ""], strict=True))
    assert resident.may_hold_one("\x00".join(["工会", text, "p1"]))
    assert resident.holds_one(text)
