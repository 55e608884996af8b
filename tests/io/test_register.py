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

from unionmodel.errors import InputError, InputErrors
from unionmodel.io.register import LISTED, Register
from unionmodel.io.register_cells import read
from unionmodel.model.cells import CellProblem, inward
from unionmodel.model.columns import Column
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
