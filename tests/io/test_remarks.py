"""Columns of remarks, whose names begin with `_`, are left aside."""

from __future__ import annotations

from pathlib import Path

import pytest

import unionmodel as um
from tests.io.books import book

_HEAD = ["工会编号", "_问题", "会员数"]


def test_a_column_of_remarks_is_no_column_of_the_table(tmp_path: Path) -> None:
    structure = um.load(book(tmp_path / "a.xlsx", {"工会": [_HEAD, ["u1", "有一个问题", 3]]}))
    assert (structure.column("unions", "id"), structure.column("unions", "members")) == (["u1"], [3])


def test_a_row_of_which_only_the_remark_is_left_is_no_row(tmp_path: Path) -> None:
    structure = um.load(book(tmp_path / "a.xlsx", {"工会": [_HEAD, ["u1", None, 3], [None, "有一个问题", None]]}))
    assert structure.column("unions", "id") == ["u1"]


def test_a_column_of_the_table_with_a_slip_before_its_name_is_still_read(tmp_path: Path) -> None:
    structure = um.load(book(tmp_path / "a.xlsx", {"unions": [["id", "_members"], ["u1", 3]]}))
    assert structure.column("unions", "members") == [3]


def test_any_other_unknown_column_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(um.InputErrors, match="B1"):
        um.load(book(tmp_path / "a.xlsx", {"工会": [["工会编号", "问题"], ["u1", "x"]]}))


def test_a_csv_file_may_have_remarks_too(tmp_path: Path) -> None:
    (tmp_path / "unions.csv").write_text("id,_remark,members\nu1,see below,3\n,only a remark,\n", "utf-8")
    assert um.load(tmp_path / "unions.csv").column("unions", "members") == [3]
