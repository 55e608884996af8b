"""What a cell may hold: every form the data dictionary allows, and every one it refuses."""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import Decimal, localcontext
from typing import Any

import pytest

from unionmodel.model.cells import CellProblem, inward, outward
from unionmodel.model.records import TABLES
from unionmodel.model.vocabulary import Group, UnionKind


def read(where: str, value: object) -> Any:
    """Return what a structure keeps of `value` in the column `table.column`."""
    table, column = where.split(".")
    return inward(TABLES[table].column(column), value)


def refused(where: str, value: object) -> tuple[str, str]:
    """Return the problem and the hint, in English, of a value that is refused."""
    with pytest.raises(CellProblem) as caught:
        read(where, value)
    return caught.value.problem.en, caught.value.hint.en


#: An integer that Python refuses to write out, and a text it refuses to read as one.
ENDLESS = pytest.param(10**5000, id="endless integer")
ENDLESS_TEXT = pytest.param("9" * 5000, id="endless text")
BLANKS = [None, "", " ", "\t\n", "\u3000", "\xa0", "\ufeff", "\u200b"]


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize(
    "where", ["unions.name", "unions.place", "unions.members", "unions.approved_on", "unions.kind"]
)
def test_a_blank_is_unknown(where: str, blank: object) -> None:
    assert read(where, blank) is None


@pytest.mark.parametrize("blank", BLANKS)
def test_a_blank_becomes_the_default_where_there_is_one(blank: object) -> None:
    assert read("unions.status", blank) == "active"
    assert type(read("unions.status", blank)) is str
    assert read("unions.vertical", blank) is False
    assert read("unions.groups", blank) == ()


def test_a_blank_key_is_refused() -> None:
    assert refused("unions.id", " ") == ("the id is missing", "every row needs its own")


def test_a_key_is_trimmed_and_its_full_width_letters_and_digits_fold() -> None:
    assert read("places.code", " ６２０１０２　") == "620102"
    assert read("unions.place", "Ａ 1") == "A 1"


def test_a_name_is_trimmed_and_otherwise_kept_as_written() -> None:
    assert read("unions.name", "　甘肃省（直属）１号 工会\n") == "甘肃省（直属）１号 工会"
    assert read("unions.sponsor", "省道路运输协会（筹）") == "省道路运输协会（筹）"


def test_texts_that_identify_something_fold_like_keys() -> None:
    assert read("unions.credit_code", "９１620102ma74xxxx1x ") == "91620102ma74xxxx1x"
    assert read("members.id", "ｐ１") == "p1"


@pytest.mark.parametrize("value", [620102, 620102.0, Decimal("620102"), Decimal("620102.0")])
def test_a_code_that_a_spreadsheet_made_a_number_is_repaired(value: object) -> None:
    assert read("places.code", value) == "620102"
    assert read("unions.credit_code", value) == "620102"
    assert read("unions.name", value) == "620102"


@pytest.mark.parametrize(
    "value", [9.162010200000112e17, 916201020000011234, 10**15, Decimal(10**15), ENDLESS, Decimal("1E+999999")]
)
@pytest.mark.parametrize("where", ["unions.id", "unions.credit_code", "unions.name", "unions.place"])
def test_a_number_of_more_than_15_digits_is_no_code_any_more(where: str, value: object) -> None:
    assert refused(where, value) == (
        "is a number of more than 15 digits, of which a spreadsheet has already destroyed the last",
        "format the column as text and type it again",
    )


def test_a_code_that_a_spreadsheet_wrote_with_an_exponent_is_refused_too() -> None:
    assert refused("unions.credit_code", "6.20102E+17")[1] == "format the column as text and type it again"
    assert read("unions.credit_code", "6E17") == "6E17"


@pytest.mark.parametrize("value", [12.5, math.nan, math.inf, True, date(2022, 1, 1), [], {}, b"x", Decimal("NaN")])
def test_what_is_neither_text_nor_a_whole_number_is_no_text(value: object) -> None:
    assert refused("unions.id", value)[0] == "is not text"
    assert refused("unions.name", value)[0] == "is not text"


@pytest.mark.parametrize(("value", "code"), [("a\x00b", "U+0000"), ("\ud800", "U+D800"), ("a\x07", "U+0007")])
@pytest.mark.parametrize("where", ["unions.id", "unions.name", "unions.kind", "unions.members", "unions.approved_on"])
def test_characters_that_no_file_can_carry_are_refused(where: str, value: str, code: str) -> None:
    assert refused(where, value) == (f"contains the character {code}, which is not text", "remove it")


@pytest.mark.parametrize("value", [12, 12.0, Decimal("12"), Decimal("12.00"), "12", " 12 ", "１２", "12.0", "012"])
def test_a_whole_number_is_read_whatever_it_comes_as(value: object) -> None:
    assert read("unions.members", value) == 12
    assert type(read("unions.members", value)) is int


def test_nothing_and_nought_are_different() -> None:
    assert read("unions.members", 0) == 0
    assert read("unions.members", "0") == 0


@pytest.mark.parametrize(
    "value", ["1,200", "1，200", "1200人", 12.5, "12.5", "1e3", "12.", "+12", "十二", True, [], "NaN"]
)
def test_what_is_not_a_whole_number_is_refused(value: object) -> None:
    assert refused("unions.members", value) == (
        "is not a whole number",
        "write a whole number, such as 1200, or leave it blank",
    )


@pytest.mark.parametrize(
    "value", [-1, -1.0, "-1", "-1.5", Decimal(-1), Decimal("-1E+999999"), pytest.param(-(10**5000), id="endless")]
)
def test_a_negative_number_is_refused(value: object) -> None:
    assert refused("unions.members", value)[0] == "is negative"
    assert refused("funding.amount", value)[0] == "is negative"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity")])
def test_what_is_no_number_at_all_is_refused(value: object) -> None:
    assert refused("unions.members", value)[0] == "is not a number"
    assert refused("funding.amount", value)[0] == "is not a number"


@pytest.mark.parametrize("value", [10**12, 1e12, "1" * 13, ENDLESS_TEXT, 1e300, Decimal("1E+999999"), 10**400, ENDLESS])
def test_a_count_of_a_million_millions_or_more_is_too_large(value: object) -> None:
    assert refused("unions.members", value)[0] == "is too large"


def test_the_largest_count_is_read() -> None:
    assert read("unions.members", 10**12 - 1) == 999_999_999_999


def test_a_year_lies_between_1900_and_2200() -> None:
    assert [read("funding.year", value) for value in (1900, "2022", 2022.0, 2200)] == [1900, 2022, 2022, 2200]
    for value in (1899, 2201, 22, 0, 10**400):
        assert refused("funding.year", value) == (
            "is not a year from 1900 to 2200",
            "write four digits, such as 2022",
        )
    assert refused("funding.year", "2022年")[0] == "is not a whole number"


@pytest.mark.parametrize(
    ("value", "fen"),
    [
        (20000, 2_000_000),
        ("20000", 2_000_000),
        ("20000.5", 2_000_050),
        (19999.99, 1_999_999),
        (0.1, 10),
        (-0.0, 0),
        (Decimal("20000.0000"), 2_000_000),
        ("２０.０５", 2005),
        ("999999999999999.99", 99_999_999_999_999_999),
    ],
)
def test_money_is_yuan_outside_and_exact_fen_inside(value: object, fen: int) -> None:
    assert read("funding.amount", value) == fen


@pytest.mark.parametrize(
    "value",
    ["19999.999", "1.000", 0.1 + 0.2, 1e-7, Decimal("1E-999999"), Decimal("123456789012345.67" + "0" * 40 + "1")],
)
def test_a_third_decimal_is_refused_never_rounded(value: object) -> None:
    assert refused("funding.amount", value) == (
        "has more than two decimals",
        "write yuan with at most two decimals, such as 20000 or 20000.50",
    )


@pytest.mark.parametrize("value", [10**15, "1" + "0" * 15, 1e15, Decimal("1E+999999"), 10**400, ENDLESS, ENDLESS_TEXT])
def test_an_amount_of_a_thousand_million_millions_or_more_is_too_large(value: object) -> None:
    assert refused("funding.amount", value)[0] == "is too large"


@pytest.mark.parametrize("value", ["1e400", "20,000", "20000元", "2万", "¥5", ".5", "5.", True, [], date(2022, 1, 1)])
def test_what_is_no_amount_is_refused(value: object) -> None:
    assert refused("funding.amount", value)[0] == "is not an amount"


def test_no_decimal_context_changes_what_an_amount_is() -> None:
    with localcontext() as context:
        context.prec = 3
        assert read("funding.amount", Decimal("123456.78")) == 12_345_678
        assert outward(TABLES["funding"].column("amount"), 12_345_678) == Decimal("123456.78")


@pytest.mark.parametrize(
    "value",
    [
        "2022-01-05",
        " ２０２２-01-05 ",
        "2022/01/05",
        "2022/1/5",
        "2022年1月5日",
        "2022年01月05日",
        date(2022, 1, 5),
        datetime(2022, 1, 5),
    ],
)
def test_a_date_is_read_in_every_form_the_dictionary_names(value: object) -> None:
    assert read("unions.approved_on", value) == date(2022, 1, 5)
    assert type(read("unions.approved_on", value)) is date


@pytest.mark.parametrize(
    "value", ["2022-1-5", "5/1/2022", "20220105", "22-01-05", "today", "2022-01-05 10:00", True, []]
)
def test_what_is_no_date_is_refused(value: object) -> None:
    assert refused("unions.approved_on", value) == ("is not a date", "write the full date, such as 2022-12-31")


def test_a_date_that_is_not_in_the_calendar_is_refused() -> None:
    assert refused("unions.approved_on", "2022-02-29")[0] == "is not in the calendar"
    assert refused("unions.approved_on", "2022/13/1")[0] == "is not in the calendar"


@pytest.mark.parametrize("value", ["2022-12", "2022/12", "2022年12月"])
def test_a_month_where_a_day_is_meant_is_refused_with_the_full_form(value: str) -> None:
    assert refused("unions.approved_on", value) == (
        "is a month, not a day",
        "write the full date, such as 2022-12-01",
    )


def test_the_serial_number_of_a_spreadsheet_is_no_date() -> None:
    assert refused("unions.approved_on", 44926.0) == (
        "is a number, not a date",
        "format the cell as a date, or write 2022-12-31",
    )


def test_a_time_of_day_is_refused() -> None:
    assert refused("unions.approved_on", datetime(2022, 1, 5, 8, 30))[0] == "has a time of day"


@pytest.mark.parametrize("value", [True, 1, 1.0, "true", "TRUE", "Yes", "1", "１", "是", " 是 "])
def test_yes_is_read_in_every_form(value: object) -> None:
    assert read("unions.legal_person", value) is True


@pytest.mark.parametrize("value", [False, 0, 0.0, "false", "No", "0", "否"])
def test_no_is_read_in_every_form(value: object) -> None:
    assert read("unions.legal_person", value) is False


@pytest.mark.parametrize("value", ["y", "√", 2, "无", math.nan, Decimal("sNaN"), []])
def test_what_is_neither_yes_nor_no_is_refused(value: object) -> None:
    assert refused("unions.legal_person", value) == ("is neither yes nor no", "write yes or no, or leave it blank")


@pytest.mark.parametrize(
    "value",
    [
        "joint_union",
        "joint union",
        "Joint Union",
        "JOINT_UNION",
        "联合基层工会",
        " 联合基层工会 ",
        UnionKind.JOINT_UNION,
    ],
)
def test_an_enum_is_read_by_its_code_or_either_label(value: str) -> None:
    assert read("unions.kind", value) == "joint_union"
    assert type(read("unions.kind", value)) is str


def test_brackets_of_a_label_may_be_half_or_full_width() -> None:
    assert read("activities.kind", "会员（代表）大会") == "congress"
    assert read("activities.kind", "会员(代表)大会") == "congress"


def test_an_unknown_enum_offers_the_nearest_one_in_the_language_it_was_written_in() -> None:
    assert refused("unions.kind", "工会联合") == ("is not a known value of kind", "did you mean 行业工会联合会?")
    assert refused("unions.kind", "joint unon") == ("is not a known value of kind", "did you mean joint_union?")
    with pytest.raises(CellProblem) as caught:
        read("unions.kind", "联合基层工")
    assert (caught.value.problem.zh, caught.value.hint.zh) == ("不是已知的工会类型", "是不是想写 联合基层工会？")


@pytest.mark.parametrize("value", ["zzz", 3, True, [], pytest.param("z" * 1_000_000, id="endless")])
def test_an_enum_unlike_any_other_lists_the_known_ones(value: object) -> None:
    assert refused("unions.founding_mode", value) == (
        "is not a known value of founding mode",
        "known: single, lead, industry_driven",
    )


@pytest.mark.parametrize(
    "value",
    [
        "truck_driver;courier",
        "货车司机；快递员",
        "货车司机、快递员、",
        "货车司机;courier;货车司机",
        ["truck_driver", "快递员"],
        (Group.TRUCK_DRIVER, Group.COURIER, None),
    ],
)
def test_a_list_is_read_as_text_or_as_a_list_and_names_each_member_once(value: object) -> None:
    assert read("unions.groups", value) == ("truck_driver", "courier")


def test_an_unknown_member_of_a_list_is_named() -> None:
    assert refused("unions.groups", "快递员;货车") == (
        'holds "货车", which is not a known value of groups',
        "did you mean 货车司机?",
    )
    assert refused("unions.groups", 3)[0] == "is not a list"


def test_a_record_holds_members_of_the_vocabulary_and_decimal_yuan() -> None:
    unions, funding = TABLES["unions"], TABLES["funding"]
    assert outward(unions.column("kind"), "joint_union") is UnionKind.JOINT_UNION
    assert outward(unions.column("groups"), ("courier",)) == (Group.COURIER,)
    assert str(outward(funding.column("amount"), 1_500_000)) == "15000.00"
    assert outward(unions.column("members"), 3) == 3
    assert outward(unions.column("kind"), None) is None


def test_no_two_columns_of_a_table_share_a_label() -> None:
    for table in TABLES.values():
        assert len({column.zh for column in table.columns}) == len(table.columns)
