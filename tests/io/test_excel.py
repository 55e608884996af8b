"""Workbooks as people fill them in, with everything they do to them."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from tests.io.books import HEADER, book, english, raw_book
from unionmodel.errors import InputErrors
from unionmodel.io.reading.loading import load


def test_sheets_and_headers_may_be_chinese_or_english(tmp_path: Path) -> None:
    path = book(
        tmp_path / "a.xlsx",
        {
            "工会": [["工会编号", "工会类型", "覆盖群体"], ["u1", "联合基层工会", "快递员、货车司机"]],
            "Employers": [["ID", "Opened On", "payroll"], ["e1", date(2020, 2, 29), 1234.5]],
            "direct members": [["union", "GROUP", "会员数"], ["u1", "Truck driver", "１２"]],
        },
    )
    structure = load(path)
    assert structure.column("unions", "kind") == ["joint_union"]
    assert structure.column("unions", "groups") == [("courier", "truck_driver")]
    assert structure.column("employers", "opened_on") == [date(2020, 2, 29)]
    assert structure.column("employers", "payroll") == [123_450]
    assert structure.column("direct_members", "members") == [12]


def test_titles_above_the_header_marks_notes_and_empty_rows_are_no_trouble(tmp_path: Path) -> None:
    rows = [
        ["甘肃省工会统计表"],
        [],
        ["填报单位:", "兰州市总工会"],
        ["工会编号*", "工会名称（必填）", " 会员数 \n(人)", "*所在区域 [代码]"],
        ["u1", "一", 3, 620102],
        [],
        ["  ", "", "　"],
        ["u2", "二", "", "620103"],
    ]
    structure = load(book(tmp_path / "a.xlsx", {"工会": rows}))
    assert structure.column("unions", "id") == ["u1", "u2"]
    assert structure.column("unions", "members") == [3, None]
    assert structure.column("unions", "place") == ["620102", "620103"]


def test_empty_sheets_and_explanations_are_left_aside(tmp_path: Path) -> None:
    sheets = {
        "填写说明": [["请如实填写"]],
        "_lists": [["x"]],
        "Sheet1": [],
        "unions": [["id"], ["u1"]],
        "README": [["x"]],
    }
    assert load(book(tmp_path / "a.xlsx", sheets)).size("unions") == 1


def test_every_error_of_a_workbook_is_shown_at_once_with_its_cell(tmp_path: Path) -> None:
    sheets = {
        "工会": [
            ["统计表"],
            ["工会编号", "工会类型", "会员数", "建会日期", "会员", "会员数"],
            ["u1", "工会联合", "1,200", 44926, None, None],
            ["u1", "总工会", -1, "2022-13-01", None, None],
            ["", "总工会", 1200000000000000, None, None, None],
        ],
        "unoins": [["id"], ["u1"]],
    }
    assert english(book(tmp_path / "a.xlsx", sheets)) == [
        "工会!E2: “会员” is not a column of unions; did you mean 会员数?",
        "工会!F2: “会员数” is the same column as 工会!C2; keep one of them",
        "工会!B3: “工会联合” is not a known value of kind; did you mean 行业工会联合会?",
        "工会!C3: “1,200” is not a whole number; write a whole number, such as 1200, or leave it blank",
        "工会!D3: 44926 is a number, not a date; format the cell as a date, or write 2022-12-31",
        "工会!A4: “u1” is already used at 工会!A3; use every id once",
        "工会!C4: -1 is negative; write a whole number, such as 1200, or leave it blank",
        "工会!D4: “2022-13-01” is not in the calendar; write the full date, such as 2022-12-31",
        "工会!A5: the id is missing; every row needs its own",
        "工会!C5: 1200000000000000.0 is too large; write a whole number, such as 1200, or leave it blank",
        "unoins: is not a known table; did you mean unions?",
    ]


def test_a_credit_code_that_excel_has_made_a_number_is_refused(tmp_path: Path) -> None:
    sheets = {"unions": [["id", "credit_code"], ["u1", 81620100123456789]]}
    assert english(book(tmp_path / "a.xlsx", sheets)) == [
        "unions!B2: 8.162010012345678e+16 is a number of more than 15 digits, of which a spreadsheet has already "
        "destroyed the last; format the column as text and type it again"
    ]


def test_a_table_that_begins_in_the_middle_of_a_sheet_keeps_its_cell_names(tmp_path: Path) -> None:
    rows = HEADER.replace("A1", "C7").replace("B1", "D7").replace('r="1"', 'r="7"')
    path = raw_book(tmp_path / "a.xlsx", rows + '<row r="9"><c r="C9"><v>5</v></c><c r="D9"><v>2.5</v></c></row>')
    assert english(path) == [
        "unions!D9: 2.5 is not a whole number; write a whole number, such as 1200, or leave it blank"
    ]


def test_a_formula_that_nobody_computed_is_not_taken_for_a_blank(tmp_path: Path) -> None:
    row = '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><f>1+1</f>{}</c></row>'
    expected = ["unions!B2: is a formula without a value; open the workbook in Excel and save it"]
    for number, value in enumerate(("", "<v/>", "<v></v>", "<v> </v>")):
        assert english(raw_book(tmp_path / f"{number}.xlsx", HEADER + row.format(value))) == expected
    computed = load(raw_book(tmp_path / "computed.xlsx", HEADER + row.format("<v>2</v>")))
    assert computed.column("unions", "members") == [2]


def test_a_row_of_nothing_but_formulas_without_values_is_not_skipped(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx", HEADER + '<row r="2"><c r="A2"><f>B9</f></c></row>')
    assert english(path) == ["unions!A2: is a formula without a value; open the workbook in Excel and save it"]


def test_a_cell_with_an_error_is_not_taken_for_a_blank(tmp_path: Path) -> None:
    row = '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="e"><f>X1</f><v>#N/A</v></c></row>'
    assert english(raw_book(tmp_path / "a.xlsx", HEADER + row)) == [
        "unions!B2: is an error such as #N/A or #REF!; mend the formula, or write the value"
    ]


def test_a_formula_that_gives_an_empty_text_is_a_blank(tmp_path: Path) -> None:
    row = '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><f>""</f><v></v></c></row>'
    assert load(raw_book(tmp_path / "a.xlsx", HEADER + row)).column("unions", "members") == [None]


def test_cells_without_references_stand_where_they_are_counted(tmp_path: Path) -> None:
    rows = (
        '<row><c t="inlineStr"><is><t>id</t></is></c><c t="inlineStr"><is><t>members</t></is></c></row>'
        "<row><c><v>7</v></c><c><f>1</f></c></row>"
    )
    assert english(raw_book(tmp_path / "a.xlsx", rows)) == [
        "unions!B2: is a formula without a value; open the workbook in Excel and save it"
    ]


def test_a_sheet_without_a_header_row_says_what_one_looks_like(tmp_path: Path) -> None:
    assert english(book(tmp_path / "a.xlsx", {"unions": [["u1", "一"], ["u2", "二"]]})) == [
        "unions: none of the first 10 rows is a header row; "
        "a header row holds names such as id, name, kind, place, superior, second_superior"
    ]


def test_values_in_a_column_without_a_header_are_not_dropped(tmp_path: Path) -> None:
    assert english(book(tmp_path / "a.xlsx", {"unions": [["id", "", "name"], ["u1", "lost", "一"]]})) == [
        "unions!B2: “lost” stands in a column without a header; name the column in the header row, or empty it"
    ]


def test_a_table_without_its_key_column_is_one_error(tmp_path: Path) -> None:
    rows = [["工会名称", "会员数"], ["一", 1], ["二", 2]]
    assert english(book(tmp_path / "a.xlsx", {"unions": rows})) == [
        "unions!1: the column id is missing; every row needs its own"
    ]


def test_a_table_given_twice_is_refused(tmp_path: Path) -> None:
    assert english(book(tmp_path / "a.xlsx", {"unions": [["id"], ["u1"]], "工会": [["id"], ["u2"]]})) == [
        "工会: the table unions has already been given as unions; put the rows into one table"
    ]


def test_a_workbook_without_any_table_is_refused(tmp_path: Path) -> None:
    assert english(book(tmp_path / "a.xlsx", {"说明": [["x"]]})) == [
        "a.xlsx: holds no table; name each sheet after its table, such as unions"
    ]


def test_a_table_with_nothing_but_its_header_is_empty(tmp_path: Path) -> None:
    assert load(book(tmp_path / "a.xlsx", {"unions": [["id", "name"]]})).size("unions") == 0


def test_errors_speak_chinese_too(tmp_path: Path) -> None:
    with pytest.raises(InputErrors) as caught:
        load(book(tmp_path / "a.xlsx", {"工会": [["工会编号", "工会类型"], ["u1", "工会联合"]]}))
    assert caught.value.render("zh") == "工会!B2: “工会联合” 不是已知的工会类型；是不是想写 行业工会联合会？"


def test_ten_thousand_rows_are_read_in_about_a_second(tmp_path: Path) -> None:
    header = [
        "id",
        "name",
        "kind",
        "place",
        "members",
        "groups",
        "status",
        "founded_on",
        "legal_person",
        "subsidy_standard",
    ]
    row = ["第一工会", "joint_union", "620102", 12, "courier", "active", "2022-01-05", "是", 100.5]
    path = book(tmp_path / "a.xlsx", {"unions": [header, *([f"u{number}", *row] for number in range(10_000))]})
    start = time.process_time()
    assert load(path).size("unions") == 10_000
    assert time.process_time() - start < 5
