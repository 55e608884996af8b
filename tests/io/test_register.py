"""Reading a register: the cells a structure takes are taken, what it refuses is refused in the same words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.resident_ids import ending_in_x, resident_id
from unionmodel.errors import InputError, InputErrors
from unionmodel.io.registers.cells import read
from unionmodel.io.registers.register import LISTED, Register
from unionmodel.model.cells import CellProblem, inward
from unionmodel.model.credit_code import check_character
from unionmodel.model.dictionary import Column
from unionmodel.model.records import TABLES

TEXTS = (
    "u1", " u1 ", "ｕ１", "", "　", "1.5E+17", "620102", "总工会", "\u200b总工会", "a b", "a\x00b", "basic_union", "单独基层工会",
    "Basic Union", "工会联合", "courier;truck_driver", "快递员、货车司机", "courier;courier", "骑手", "2022-12-31", "2022/1/2",
    "2022年3月4日", "2022-12", "2022-02-30", "yes", "否", "1", "0", "12", "12.0", "-1", "1,200", "nan", "1e3", "20000.50",
    "0.001", "9999999999999999",
)  # fmt: skip
FLOATS = (0.0, 1.0, 12.5, -1.0, 1e12, 0.1, 0.29, 1.005, 1e15, float("nan"), float("inf"), 620102.0, 2022.0)
COLUMNS = [
    TABLES[table].column(name)
    for table, name in (
        ("unions", "id"), ("unions", "name"), ("unions", "kind"), ("unions", "status"), ("unions", "groups"),
        ("unions", "members"), ("unions", "founded_on"), ("unions", "vertical"), ("unions", "credit_code"),
        ("funding", "amount"), ("funding", "year"), ("funding", "payer"),
    )
]  # fmt: skip


def alone(column: Column, value: object) -> Any:
    """Return what a structure makes of one cell: its value, or what is wrong with it."""
    try:
        kept = inward(column, value)
    except CellProblem as problem:
        return ("refused", problem.problem)
    return ";".join(kept) if isinstance(kept, tuple) else kept


def together(column: Column, series: pl.Series) -> list[Any]:
    """Return what a register makes of a column, cell by cell."""
    found = read(column, series)
    answers = found.values.to_list()
    for rows, _, problem in found.problems:
        for row in rows:
            answers[row] = ("refused", problem.problem)
    return answers


def assert_same(column: Column, values: Sequence[object], kind: Any) -> None:
    series = pl.Series(values, dtype=kind)
    assert together(column, series) == [alone(column, value) for value in series.to_list()]


@pytest.mark.parametrize("column", COLUMNS, ids=lambda column: column.name)
@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ((*TEXTS, None), pl.String),
        ((*FLOATS, None), pl.Float64),
        ((0, 1, -1, 12, 1899, 2200, 10**12, 10**15, None), pl.Int64),
        ((0, 1, 200, None), pl.UInt8),
        ((Decimal("0.29"), Decimal("-1"), Decimal("20000.50"), None), pl.Decimal(20, 2)),
        ((Decimal("0.290"), Decimal("0.291"), None), pl.Decimal(20, 3)),
        ((date(2022, 12, 31), None), pl.Date),
        ((datetime(2022, 12, 31), datetime(2022, 12, 31, 1), None), pl.Datetime),
        ((True, False, None), pl.Boolean),
        ((["courier"], ["courier", "truck_driver"], ["骑手"], [], None), pl.List(pl.String)),
        (("courier", None), pl.Categorical),
    ],
    ids=["text", "float", "whole", "byte", "yuan", "mills", "date", "moment", "truth", "list", "category"],
)
def test_a_column_is_read_as_its_cells_are(column: Column, values: Sequence[object], kind: Any) -> None:
    assert_same(column, values, kind)


@settings(max_examples=300)
@given(
    column=st.sampled_from(COLUMNS),
    values=st.lists(st.one_of(st.none(), st.text(), st.sampled_from(TEXTS)), max_size=6),
)
def test_any_text_is_read_as_it_is_alone(column: Column, values: list[str | None]) -> None:
    assert_same(column, values, pl.String)


#: What may stand between the digits of a number, or beside it.
MARKS = ("", " ", "-", "\u3000", "\u200b", "·", "--", "---", "号", "a", "㏠", "\x1c")
#: A digit written in another way.
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
ROUND = str.maketrans("123456789", "①②③④⑤⑥⑦⑧⑨")


@st.composite
def numbered(draw: st.DrawFn) -> str:
    """Return a text with a resident ID in it, written in one of many ways, or with something that breaks it."""
    digits = list(draw(st.sampled_from((resident_id(), ending_in_x(), resident_id(sequence=31), "620102" + "0" * 12))))
    for place in draw(st.lists(st.integers(0, 17), max_size=4)):
        digits[place] = digits[place].translate(draw(st.sampled_from((WIDE, ROUND))))
    between = draw(st.sampled_from(MARKS))
    for place in draw(st.lists(st.integers(0, 16), max_size=4, unique=True)):
        digits[place] += between
    return draw(st.sampled_from((*MARKS, "证"))) + "".join(digits) + draw(st.sampled_from(MARKS))


@settings(max_examples=200)
@given(column=st.sampled_from([one for one in COLUMNS if one.type in ("text", "key", "name")]), text=numbered())
def test_any_writing_of_a_resident_id_is_refused_as_it_is_alone(column: Column, text: str) -> None:
    assert_same(column, [text, "u1", text], pl.String)


@settings(max_examples=300)
@given(column=st.sampled_from(COLUMNS), values=st.lists(st.floats(), max_size=6))
def test_any_number_is_read_as_it_is_alone(column: Column, values: list[float]) -> None:
    assert_same(column, values, pl.Float64)


def refused(source: Any) -> tuple[InputError, ...]:
    with pytest.raises(InputErrors) as caught:
        Register(source)
    return caught.value.errors


def test_every_error_is_told_at_once_with_the_path_of_its_cell() -> None:
    unions = pl.DataFrame({"id": ["u1", "u1", None], "kind": ["basic_union", "工会联合", None], "members": [1, -1, 2]})
    errors = refused({"unions": unions, "unoins": unions, "employers": pl.DataFrame({"id": ["e1"], "plase": ["x"]})})
    assert [error.path for error in errors] == [
        "unions[1].id", "unions[1].kind", "unions[1].members", "unions[2].id", "unoins", "employers.plase",
    ]  # fmt: skip
    assert errors[0].problem.en == "is not unique: rows 1 and 2 have the same"
    assert errors[4].hint.en == "did you mean unions?"


@pytest.mark.parametrize(
    ("table", "column"),
    [(t.name, c.name) for t in TABLES.values() for c in t.columns if c.type in ("text", "key", "name")],
)
def test_every_column_of_text_refuses_a_resident_id_without_repeating_it(table: str, column: str) -> None:
    number = next(one for n in range(2) if (one := resident_id(date(1849, 5, 17), n))[17] != "X")
    for written in (pl.Series([number]), pl.Series([f"{number[:6]} {number[6:]}"]), pl.Series([number]).cast(pl.Int64)):
        row = {TABLES[table].key: ["x"]} if TABLES[table].key else {}
        errors = refused({table: pl.DataFrame({**row, column: written})})
        assert [(error.path, error.problem.en) for error in errors] == [
            (f"{table}[0].{column}", "holds a resident ID (hidden here), which is never stored")
        ]
        assert errors[0].value == f"99{'*' * 14}{number[-2:]}"
        assert number[6:14] not in "".join((errors[0].render("zh"), errors[0].render("en"), repr(errors)))


def test_a_roster_of_resident_ids_is_refused_as_one_file(tmp_path: Path) -> None:
    numbers = [resident_id(date(1850 + n // 900, 1, 1), n % 900) for n in range(4000)]
    pl.DataFrame({"id": numbers}).write_parquet(tmp_path / "members.parquet")
    errors = refused(tmp_path)
    assert [error.path for error in errors[:LISTED]] == [f"members[{n}].id" for n in range(LISTED)]
    assert errors[LISTED].problem.en == "has 4000 errors; the first 1000 are listed"


def test_codes_of_organisations_and_serial_numbers_are_no_resident_ids() -> None:
    digits = (resident_id(date(1850 + n // 365, 1, 1), n % 900, "913101") for n in range(100_000))
    code = next(number for number in digits if check_character(number))
    serial = [f"62010220210801{n:04}" for n in range(2000)]
    register = Register({"employers": pl.DataFrame({"id": [code, *serial], "credit_code": [code, *serial]})})
    assert register.column("employers", "credit_code").to_list() == [code, *serial]
    assert [error.path for error in refused({"members": pl.DataFrame({"id": ["p", code]})})] == ["members[1].id"]


def test_a_single_number_that_is_none_is_refused_as_among_others() -> None:
    nothing = float("nan")
    for members in ([nothing], [nothing, 1.0]):
        ids = [f"u{n}" for n in range(len(members))]
        assert [error.path for error in refused({"unions": pl.DataFrame({"id": ids, "members": members})})] == [
            "unions[0].members"
        ]


def test_of_many_errors_the_first_are_listed_and_all_are_counted() -> None:
    errors = refused({"unions": pl.DataFrame({"id": [f"u{n}" for n in range(5000)], "members": [-1] * 5000})})
    assert len(errors) == LISTED + 1
    assert errors[LISTED - 1].path == f"unions[{LISTED - 1}].members"
    assert errors[LISTED].problem.en == "has 5000 errors; the first 1000 are listed"


def test_chinese_headers_and_labels_are_understood(tmp_path: Path) -> None:
    (tmp_path / "工会.csv").write_text(
        "工会编号,工会类型,覆盖群体\nu1,单独基层工会,快递员、货车司机\n", encoding="utf-8"
    )
    register = Register(tmp_path)
    assert register.column("unions", "kind").to_list() == ["basic_union"]
    assert register.column("unions", "groups").to_list() == ["courier;truck_driver"]


def test_references_are_rows_or_beyond_the_last_row() -> None:
    unions = pl.DataFrame(
        {"id": ["a", "b", "c"], "superior": [None, "a", "lost"], "approved_by": ["lost", "c", "gone"]}
    )
    register = Register({"unions": unions})
    assert register.column("unions", "superior").to_list() == [None, 0, 3]
    assert register.column("unions", "approved_by").to_list() == [3, 2, 4]
    assert register.rows("unions", "approved_by").to_list() == [None, 2, None]
    assert register.texts("unions", register.column("unions", "approved_by")).to_list() == ["lost", "c", "gone"]


def test_a_repeated_key_is_told_though_references_lead_to_it() -> None:
    errors = refused({"unions": pl.DataFrame({"id": ["a", "a", None], "superior": [None, "a", "a"]})})
    assert [error.path for error in errors] == ["unions[1].id", "unions[2].id"]


def test_a_folder_without_tables_and_a_damaged_file_are_told(tmp_path: Path) -> None:
    assert refused(tmp_path)[0].problem.en == "is a folder without .parquet or .csv files"
    assert refused(tmp_path / "nowhere")[0].problem.en.startswith("cannot be opened")
    (tmp_path / "unions.parquet").write_bytes(b"PAR1 and no more")
    assert refused(tmp_path)[0].path == "unions.parquet"
    assert refused(tmp_path)[0].problem.en.startswith("cannot be read")


def test_a_table_without_its_key_is_told_once() -> None:
    errors = refused({"unions": pl.DataFrame({"name": ["a", "b"]})})
    assert [(error.path, error.problem.en) for error in errors] == [("unions.id", "lacks the column id")]
