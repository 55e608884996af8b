"""Workbooks at the command line: one to fill in, and one with what was found."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import unionmodel as um
from tests.cli.test_cli import BROKEN, run, written


def test_from_an_empty_workbook_to_a_report_of_it_in_two_commands(tmp_path: Path) -> None:
    assert run("template", tmp_path / "方案.xlsx", "--language", "zh").returncode == 0
    book, report = tmp_path / "方案.xlsx", tmp_path / "报告.xlsx"
    done = run("check", book, "--on", "2022-12-31", "--format", "xlsx", "--output", report, language="zh")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert um.load(report).sha256 == um.load(book).sha256


def test_a_template_may_be_empty_and_may_list_a_division(tmp_path: Path) -> None:
    assert run("template", tmp_path / "a.xlsx", "--empty", "--place", "620102").returncode == 0
    structure = um.load(tmp_path / "a.xlsx")
    assert (structure.size("unions"), structure.column("places", "code")[0]) == (0, "620102")


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["template", "a.csv"], "must end in .xlsx"),
        (["template", "there.xlsx"], "exists already"),
        (["template", "a.xlsx", "--place", "620199"], "no division named '620199'"),
        (["check", "there.xlsx", "--format", "xlsx"], "--format xlsx together with --output NAME.xlsx"),
        (["check", "there.xlsx", "--format", "xlsx", "--output", "a.txt"], "--format xlsx together with --output"),
        (["check", "there.xlsx", "--output", "a.xlsx"], "--format xlsx together with --output"),
        (["check", "there.xlsx", "--format", "xlsx", "--output", "there.xlsx"], "the input is not overwritten"),
    ],
)
def test_what_cannot_be_written_is_refused_before_anything_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], problem: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.xlsx").write_bytes(b"no workbook")
    done = run(*arguments)
    assert (done.returncode, problem in done.stderr) == (2, True)
    assert [path.name for path in tmp_path.iterdir()] == ["there.xlsx"]


def test_without_the_extra_it_is_said_how_to_install_it(tmp_path: Path) -> None:
    file = written(tmp_path, BROKEN)
    code = "import sys; sys.modules['xlsxwriter'] = None; from unionmodel.cli import main; main(sys.argv[1:])"
    arguments = ["check", str(file), "--format", "xlsx", "--output", str(tmp_path / "a.xlsx"), "--language", "en"]
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.strip() == "this needs the package xlsxwriter; run: pip install 'unionmodel[excel]'"


def test_a_report_is_written_as_junit(tmp_path: Path) -> None:
    done = run("check", written(tmp_path, BROKEN), "--format", "junit", "--select", "DAT901")
    assert done.returncode == 1
    assert done.stdout.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="unionmodel" ')


def test_a_register_is_not_shown_as_junit(tmp_path: Path) -> None:
    (tmp_path / "unions.csv").write_text("id\ng1\n", "utf-8")
    output = tmp_path.parent / f"{tmp_path.name}.parquet"
    done = run("check", tmp_path, "--output", output, "--format", "junit")
    assert (done.returncode, "shown as text or json" in done.stderr) == (2, True)


def test_the_findings_of_the_report_are_those_of_the_check(tmp_path: Path) -> None:
    run("demo", "--save", tmp_path / "a.xlsx")
    run("check", tmp_path / "a.xlsx", "--on", "2022-12-31", "--format", "xlsx", "--output", tmp_path / "b.xlsx")
    checked = [
        json.loads(run("check", tmp_path / name, "--on", "2022-12-31", "--format", "json").stdout)["findings"]
        for name in ("a.xlsx", "b.xlsx")
    ]
    assert checked[0] == checked[1] != []
