"""The command that counts a roster: what it says, what it writes, what it refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest


def roster(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "unionmodel", "roster", *map(str, arguments), "--on", "2022-12-31"]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A register whose roster has a person in two unions, one of which nobody lists."""
    register = tmp_path / "register"
    (register / "members").mkdir(parents=True)
    rows = pl.DataFrame({"id": ["p1", "p1", "p2"], "union": ["u1", "u9", "u1"], "group": ["courier", None, "courier"]})
    rows.head(2).write_parquet(register / "members" / "part-0.parquet")
    rows.tail(1).write_parquet(register / "members" / "part-1.parquet")
    pl.DataFrame({"id": ["u1"]}).write_parquet(register / "unions.parquet")
    return register


def test_the_sums_of_a_roster_are_said_in_chinese_and_in_english(folder: Path) -> None:
    assert roster(folder, "--language", "zh").stdout.splitlines() == [
        "名册共 3 行，2022-12-31 在会 3 人次，涉及 2 家工会。",
        "",
        "各群体（在会 / 行数）",
        "               2              2  快递员",
        "               1              1  未填写",
        "",
        "有不止一份在册会籍的：1 人；其中在同一工会重复登记的 0 人，同时在几家工会的 1 人。",
        "工会表中没有的工会：1 家（u9），涉及名册 1 行。",
    ]
    assert roster(folder, "--language", "en").stdout.splitlines() == [
        "Rows in the roster: 3; memberships that count on 2022-12-31: 3, in unions: 2.",
        "",
        "By group (members on the day / rows)",
        "               2              2  courier",
        "               1              1  not given",
        "",
        "People with several memberships that count: 1; twice in one union: 0, in several unions: 1.",
        "Unions that the table of unions does not have: 1 (u9); rows of the roster in them: 1.",
    ]


def test_the_sums_come_as_json_and_the_tables_as_parquet(folder: Path, tmp_path: Path) -> None:
    done = roster(folder, "--format", "json", "--output", tmp_path / "counted")
    assert json.loads(done.stdout) == {
        "format": "unionmodel-roster/1",
        "on": "2022-12-31",
        "rows": 3,
        "members": 3,
        "unidentified": 0,
        "unions": 2,
        "groups": [{"group": "courier", "members": 2, "rows": 2}, {"group": None, "members": 1, "rows": 1}],
        "duplicates": {"people": 1, "twice_in_one_union": 0, "in_several_unions": 1},
        "orphans": {"unions": 1, "members": 1, "rows": 1},
    }
    read = {file.stem: pl.read_parquet(file).rows() for file in (tmp_path / "counted").iterdir()}
    assert read == {
        "counts": [("u1", "courier", 2, 2), ("u9", None, 1, 1)],
        "duplicates": [("p1", "u1", 1), ("p1", "u9", 1)],
        "orphans": [("u9", 1, 1)],
    }


def test_nothing_is_written_over_and_nothing_among_the_tables(folder: Path, tmp_path: Path) -> None:
    done = roster(folder, "--output", tmp_path, "--language", "en")
    assert (done.returncode, "exists already" in done.stderr) == (2, True)
    done = roster(folder, "--output", folder / "counted", "--language", "en")
    assert (done.returncode, "lies among the tables" in done.stderr) == (2, True)
    assert sorted(path.name for path in folder.iterdir()) == ["members", "unions.parquet"]


def test_a_folder_without_a_roster_ends_with_two(tmp_path: Path) -> None:
    (tmp_path / "unions.csv").write_text("id\nu1\n", encoding="utf-8")
    done = roster(tmp_path, "--language", "zh")
    assert (done.returncode, done.stdout) == (2, "")
    assert "没有会员名册" in done.stderr
