"""`unionmodel pseudonymise`: a roster is written anew as a whole, or not at all."""

from __future__ import annotations

import csv
from datetime import date, datetime
from pathlib import Path

import pytest
import python_calamine
from click.testing import CliRunner

import unionmodel as um
from tests.io.books import book
from tests.resident_ids import ending_in_x, resident_id
from unionmodel.cli import main
from unionmodel.cli.app import cli
from unionmodel.errors import InputErrors, UnionModelError
from unionmodel.identity import pseudonym, pseudonymise

SECRET = bytes(range(32))
NUMBERS = [one for n in range(20) if (one := resident_id(sequence=n))[17] != "X"][:5]
INVALID = NUMBERS[0][:17] + ("0" if NUMBERS[0][17] != "0" else "1")


def write(path: Path, rows: list[list[str]], encoding: str = "utf-8", delimiter: str = ",") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def read(path: Path, delimiter: str = ",") -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def refused(source: Path, output: Path, *columns: str, rename: str | None = None) -> list[str]:
    """Return every error in English; nothing has been written, and no number is repeated."""
    before = sorted(source.parent.iterdir())
    with pytest.raises(InputErrors) as caught:
        pseudonymise(source, output, columns or ("身份证号",), SECRET, rename=rename)
    assert sorted(source.parent.iterdir()) == before
    assert NUMBERS[0][6:14] not in caught.value.render("zh") + caught.value.render("en")
    return caught.value.render("en").split("\n")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_csv_file_is_written_anew(tmp_path: Path, encoding: str, delimiter: str) -> None:
    rows = [
        ["名册"],
        ["序号", "身份证号", "姓名"],
        ["1", NUMBERS[0], "甲"],
        ["2", "", "乙,丙"],
        [],
        ["3", ending_in_x().lower(), "=1"],
    ]
    source = write(tmp_path / "a.csv", rows, encoding, delimiter)
    done = pseudonymise(source, tmp_path / "b.csv", ["身份证号"], SECRET)
    assert (done.rows, done.replaced, done.blank) == (3, 2, 1)
    rows[2][1], rows[5][1] = pseudonym(NUMBERS[0], SECRET), pseudonym(ending_in_x(), SECRET)
    assert read(tmp_path / "b.csv", delimiter) == rows


def test_what_comes_out_can_be_loaded_as_a_roster_of_members(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", [["身份证号", "工会编号"], *([number, "u1"] for number in NUMBERS)])
    (tmp_path / "out").mkdir()
    pseudonymise(source, tmp_path / "out" / "会员名册.csv", ["身份证号"], SECRET, rename="会员编号")
    members = um.load(tmp_path / "out").column("members", "id")
    assert members == [pseudonym(number, SECRET) for number in NUMBERS]


def test_every_invalid_number_is_listed_by_its_row_and_nothing_is_written(tmp_path: Path) -> None:
    rows = [["身份证号", "备注"], [NUMBERS[1], ""], [INVALID, ""], ["123", ""], [NUMBERS[2], f"见{NUMBERS[0]}"]]
    hidden = f"99**************{INVALID[16:]}"
    assert refused(write(tmp_path / "a.csv", rows), tmp_path / "b.csv") == [
        f"a.csv!A3: “{hidden}” has a check character that does not fit; correct it by the card, or leave it blank",
        "a.csv!A4: “***” has 3 characters, not 18; correct it by the card, or leave it blank",
        f"a.csv!B5: “见99**************{NUMBERS[0][16:]}” holds a resident ID (hidden here), which is never stored; "
        "replace this column, too: name it with --column, or remove it",
    ]


def test_two_columns_are_replaced_in_one_run(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", [["a", "b"], [NUMBERS[0], NUMBERS[1]]])
    assert pseudonymise(source, tmp_path / "b.csv", ["b", "a"], SECRET).replaced == 2
    assert read(tmp_path / "b.csv")[1] == [pseudonym(number, SECRET) for number in NUMBERS[:2]]


def test_a_column_that_is_not_there_is_named_with_the_nearest_one(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", [["身份证号码", "工会编号"], [NUMBERS[0], "u1"]])
    assert refused(source, tmp_path / "b.csv", "身份证号", "工会编号") == [
        "a.csv: has no header row with 身份证号 in its first 10 rows; did you mean 身份证号码?"
    ]


def test_a_file_that_exists_is_not_written_over(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", [["身份证号"], [NUMBERS[0]]])
    assert refused(source, source) == [f"{source}: exists already; choose another name"]


def test_a_roster_stays_the_kind_of_file_that_it_is(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", [["身份证号"], [NUMBERS[0]]])
    assert "cannot be written as .xlsx" in refused(source, tmp_path / "b.xlsx")[0]


@pytest.mark.parametrize("content", [b"\xff\xfea\x00", b"\xff\xff\xff", "身份证号\x00".encode()])
def test_what_is_no_text_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(content)
    assert "is not text in UTF-8 or GB18030" in refused(tmp_path / "a.csv", tmp_path / "b.csv")[0]


def test_one_column_alone_can_be_renamed(tmp_path: Path) -> None:
    source = write(tmp_path / "a.csv", [["a", "b"], [NUMBERS[0], NUMBERS[1]]])
    with pytest.raises(UnionModelError, match=r"just one|只能指定一列"):
        pseudonymise(source, tmp_path / "b.csv", ["a", "b"], SECRET, rename="id")


def test_progress_is_told_up_to_the_end(tmp_path: Path) -> None:
    rows = [[resident_id(date(1850, 1, 1 + n % 28), n % 1000)] for n in range(10_000)]
    source = write(tmp_path / "a.csv", [["身份证号"], *rows])
    told: list[tuple[int, int]] = []
    pseudonymise(
        source, tmp_path / "b.csv", ["身份证号"], SECRET, progress=lambda stage, done, all_: told.append((done, all_))
    )
    size = source.stat().st_size
    assert told == sorted(told) and len(told) >= 4
    assert told[-1] == (size, size)


def test_a_workbook_is_written_anew_with_all_its_sheets(tmp_path: Path) -> None:
    sheets = {
        "名册": [
            ["名册"],
            ["身份证号", "日期", "人数"],
            [NUMBERS[0], date(2022, 5, 1), 3],
            [None, datetime(2022, 5, 1, 8), True],
        ],
        "其他": [["说明"], ["没有号码"]],
    }
    book(tmp_path / "a.xlsx", sheets)
    done = pseudonymise(tmp_path / "a.xlsx", tmp_path / "b.xlsx", ["身份证号"], SECRET, rename="会员编号")
    assert (done.rows, done.replaced, done.blank) == (2, 1, 1)
    found = python_calamine.CalamineWorkbook.from_path(tmp_path / "b.xlsx")
    assert found.get_sheet_by_name("名册").to_python() == [
        ["名册", "", ""],
        ["会员编号", "日期", "人数"],
        [pseudonym(NUMBERS[0], SECRET), date(2022, 5, 1), 3.0],
        ["", datetime(2022, 5, 1, 8), True],
    ]
    assert found.get_sheet_by_name("其他").to_python() == [["说明"], ["没有号码"]]


def test_a_number_that_a_workbook_has_destroyed_is_told_so(tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx", {"名册": [["身份证号", "x"], [float(NUMBERS[0]), NUMBERS[1]], [12, float(NUMBERS[0])]]})
    found = refused(tmp_path / "a.xlsx", tmp_path / "b.xlsx")
    assert [line.partition(":")[0] for line in found] == ["名册!A2", "名册!B2", "名册!A3", "名册!B3"]
    assert "of which a spreadsheet has already destroyed the last" in found[0]
    assert "has 2 characters, not 18" in found[2]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main(["pseudonymise", *arguments])
    out, err = capsys.readouterr()
    return int(ended.value.code or 0), out, err


def test_the_command_makes_a_secret_and_uses_it_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "a.csv", [["身份证号"], [NUMBERS[0]], [NUMBERS[1]]])
    shared = ("a.csv", "--column", "身份证号", "--secret-file", "secret", "--language", "en")
    assert run(capsys, *shared, "--output", "b.csv", "--new-secret") == (0, "2 rows: 2 cells replaced, 0 blank\n", "")
    assert run(capsys, *shared, "--output", "c.csv")[0] == 0
    assert read(tmp_path / "b.csv") == read(tmp_path / "c.csv")
    code, out, _ = run(capsys, *shared, "--output", "d.csv", "--new-secret")
    assert (code, out, (tmp_path / "d.csv").exists()) == (2, "", False)


def test_the_command_ends_with_2_where_a_number_is_invalid(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("UNIONMODEL_SECRET", "0123456789abcdef" * 2)
    monkeypatch.setenv("UNIONMODEL_LANG", "zh")
    write(tmp_path / "a.csv", [["身份证号"], [INVALID]])
    code, out, err = run(capsys, "a.csv", "--column", "身份证号", "--output", "b.csv")
    assert (code, out) == (2, "")
    assert err == f"a.csv!A2: “99**************{INVALID[16:]}” 校验码不符，多半写错了一位；对照证件改正；不知道就留空\n"


def test_no_option_takes_the_secret_itself() -> None:
    help_ = CliRunner().invoke(cli, ["pseudonymise", "-h"]).stdout
    assert "--secret " not in help_ and "--secret-file" in help_
