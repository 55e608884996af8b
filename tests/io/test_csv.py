"""CSV files as offices keep them: three encodings, three delimiters, a file a table."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.io.books import english
from unionmodel.io.reading.loading import load

TABLE = "工会编号,工会名称,工会类型,会员数\nu1,第一工会,联合基层工会,12\nu2,第二工会,,\n"


def write(path: Path, content: str | bytes) -> Path:
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("name", ["工会.csv", "unions.csv", "Unions.CSV"])
def test_a_file_is_read_in_every_encoding_under_either_name(tmp_path: Path, encoding: str, name: str) -> None:
    structure = load(write(tmp_path / name, TABLE.encode(encoding)))
    assert structure.column("unions", "name") == ["第一工会", "第二工会"]
    assert structure.column("unions", "kind") == ["joint_union", None]
    assert structure.column("unions", "members") == [12, None]


def test_names_beyond_gb2312_survive(tmp_path: Path) -> None:
    structure = load(write(tmp_path / "places.csv", "code,name\n1,巉口镇癿藏\n".encode("gb18030")))
    assert structure.column("places", "name") == ["巉口镇癿藏"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_delimiter_is_the_one_that_makes_sense_of_the_header(tmp_path: Path, delimiter: str) -> None:
    rows = [["id", "name", "groups"], ["u1", "a,b;c", "courier"]]
    quoted = "\r\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in rows)
    assert load(write(tmp_path / "unions.csv", quoted)).column("unions", "name") == ["a,b;c"]


def test_where_the_header_says_nothing_of_the_delimiter_it_is_the_comma(tmp_path: Path) -> None:
    path = write(tmp_path / "covers.csv", "union\n甲;乙\n丙\t丁\n")
    assert load(path).column("covers", "union") == ["甲;乙", "丙\t丁"]


def test_a_folder_holds_a_file_a_table(tmp_path: Path) -> None:
    write(tmp_path / "unions.csv", TABLE)
    write(tmp_path / "经费.csv", "union,year,amount\nu1,2022,19999.99\n")
    write(tmp_path / "README.md", "notes")
    write(tmp_path / "_draft.csv", "anything")
    write(tmp_path / "填写说明.csv", "anything")
    (tmp_path / "old.csv.d").mkdir()
    structure = load(tmp_path)
    assert structure.size("unions") == 2
    assert structure.column("funding", "amount") == [1_999_999]


def test_all_errors_of_a_folder_are_shown_together(tmp_path: Path) -> None:
    write(tmp_path / "unions.csv", '统计表,,\n工会编号,工会类型,会员数\nu1,联合基层工,"1,200"\n\nu1,,12人\n')
    write(tmp_path / "unoins.csv", "id\nu1\n")
    write(tmp_path / "employers.csv", b"id,name\ne1,\xff\xff\n")
    assert english(tmp_path) == [
        "employers.csv: is not UTF-8 / GB18030 text at byte 11; save it as UTF-8",
        "unions.csv!B3: “联合基层工” is not a known value of kind; did you mean 联合基层工会?",
        "unions.csv!C3: “1,200” is not a whole number; write a whole number, such as 1200, or leave it blank",
        "unions.csv!A5: “u1” is already used at unions.csv!A3; use every id once",
        "unions.csv!C5: “12人” is not a whole number; write a whole number, such as 1200, or leave it blank",
        "unoins.csv: is not named after a known table; did you mean unions?",
    ]


def test_a_broken_byte_in_a_utf8_file_is_named_not_guessed_around(tmp_path: Path) -> None:
    content = TABLE.encode("utf-8")
    place = content.index("第二".encode())
    path = write(tmp_path / "unions.csv", content[:place] + b"\xb5" + content[place + 1 :])
    assert english(path) == [f"unions.csv: is not UTF-8 text at byte {place}; save it as UTF-8"]


def test_utf16_is_named(tmp_path: Path) -> None:
    assert english(write(tmp_path / "unions.csv", TABLE.encode("utf-16"))) == [
        "unions.csv: is encoded in UTF-16; save it as “CSV UTF-8”"
    ]


def test_null_characters_are_refused(tmp_path: Path) -> None:
    assert english(write(tmp_path / "unions.csv", "id,name\nu1,\0\n")) == [
        "unions.csv: contains null characters and is no CSV text; save it as “CSV UTF-8”"
    ]


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    (line,) = english(write(tmp_path / "unions.csv", 'id,name\nu1,"' + "x" * 200_000))
    assert line.startswith("unions.csv!2: this row cannot be read (")


def test_more_cells_than_headers_are_not_dropped(tmp_path: Path) -> None:
    assert english(write(tmp_path / "unions.csv", "id,name\nu1,a,b\n")) == [
        "unions.csv!C2: “b” stands in a column without a header; name the column in the header row, or empty it"
    ]


def test_a_row_may_be_shorter_than_the_header(tmp_path: Path) -> None:
    assert load(write(tmp_path / "unions.csv", "id,name,members\nu1\n")).column("unions", "members") == [None]


def test_a_code_that_a_spreadsheet_has_written_with_an_exponent_is_refused(tmp_path: Path) -> None:
    (line,) = english(write(tmp_path / "unions.csv", "id,credit_code\nu1,8.16201E+17\n"))
    assert line.endswith("format the column as text and type it again")


def test_errors_end_after_ten_thousand(tmp_path: Path) -> None:
    lines = english(write(tmp_path / "unions.csv", "id,members\n" + "".join(f"u{row},x\n" for row in range(20_000))))
    assert len(lines) == 10_001
    assert lines[-1] == "unions.csv: stopped reading after 10000 errors; mend the errors above first"
