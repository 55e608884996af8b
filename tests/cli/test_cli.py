"""The command line as it is run: exit codes, languages, files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_FEDERATIONS = (("p1", "620000", None), ("c1", "620100", "p1"), ("g1", "620102", "c1"))
SOUND = {
    "unions": [
        {"id": name, "name": "总工会", "kind": "general_federation", "place": place, "superior": superior}
        for name, place, superior in _FEDERATIONS
    ]
}
BROKEN = {"unions": [{"id": "g1", "name": "总工会", "kind": "general_federation"}]}


def run(*arguments: str | Path, language: str = "en", **environment: str) -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "UNIONMODEL_LANG": language, "PYTHONIOENCODING": "utf-8", **environment}
    command = [sys.executable, "-m", "unionmodel", *map(str, arguments)]
    encoding = settings["PYTHONIOENCODING"].partition(":")[0]
    return subprocess.run(command, capture_output=True, encoding=encoding, env=settings, check=False)


def written(folder: Path, document: object, name: str = "plan.json") -> Path:
    path = folder / name
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("document", "code"), [(SOUND, 0), (BROKEN, 1), ("{", 2), ({"unions": [{"id": "u", "kind": "工会联合"}]}, 2)]
)
def test_the_exit_code_says_how_it_went(tmp_path: Path, document: object, code: int) -> None:
    assert run("check", written(tmp_path, document), "--on", "2022-12-31").returncode == code


def test_an_unreadable_input_lists_every_error_on_standard_error(tmp_path: Path) -> None:
    path = written(tmp_path, {"unions": [{"id": "u1", "members": -1}, {"id": "u2", "kind": "工会联合"}]})
    result = run("check", path)
    assert result.stdout == ""
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["unions[0].members", "unions[1].kind"]


@pytest.mark.parametrize(("language", "problem"), [("zh", "没有这个文件"), ("en", "there is no such file")])
def test_an_error_speaks_the_language_that_was_asked_for(language: str, problem: str) -> None:
    other = {"zh": "en", "en": "zh"}[language]
    result = run("check", "nowhere.xlsx", "--language", language, language=other)
    assert (result.returncode, problem in result.stderr) == (2, True)


def test_the_demo_prints_its_verdict_and_exits_with_0() -> None:
    result = run("demo", language="zh")
    assert result.returncode == 0
    assert "有必须改正的问题：22 个错误，20 个警告，6 个提示，15 项无法判断。" in result.stdout


def test_the_demo_can_be_saved_as_a_workbook_that_gives_the_same_findings(tmp_path: Path) -> None:
    book = tmp_path / "方案.xlsx"
    saved = json.loads(run("demo", "--save", book, "--format", "json").stdout)
    checked = json.loads(run("check", book, "--on", "2022-12-31", "--format", "json").stdout)
    assert checked["findings"] == saved["findings"]


def test_a_report_is_written_to_a_file_whole(tmp_path: Path) -> None:
    target = tmp_path / "report.sarif"
    result = run("check", written(tmp_path, BROKEN), "--select", "DAT", "--format", "sarif", "--output", target)
    assert (result.returncode, result.stdout) == (1, "")
    (found,) = json.loads(target.read_text(encoding="utf-8"))["runs"][0]["results"]
    assert (found["ruleId"], found["level"]) == ("DAT901", "error")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["plan.json", "report.sarif"]


@pytest.mark.parametrize(
    "arguments", [["explain", "GS999"], ["check", "missing.json"], ["chek"], ["check", "x.json", "--on", "soon"]]
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_wrong_word_exits_with_2_and_no_traceback(arguments: list[str], language: str) -> None:
    result = run(*arguments, language=language)
    assert result.returncode == 2
    assert "Traceback" not in result.stderr


def test_help_speaks_the_language_of_the_user() -> None:
    assert "核对一份结构文件" in run("--help", language="zh").stdout
    assert "Check a structure file" in run("--help", language="en").stdout


def test_a_gbk_console_shows_the_report() -> None:
    result = run("demo", language="zh", PYTHONIOENCODING="gbk")
    assert result.returncode == 0
    assert "GS401" in result.stdout


def test_why_explain_coverage_and_packs_give_json(tmp_path: Path) -> None:
    path = written(tmp_path, SOUND)
    assert json.loads(run("why", path, "TUL103", "g1", "--format", "json").stdout)["value"] is True
    assert json.loads(run("explain", "GS401", "--format", "json").stdout)["severity"] == "error"
    assert json.loads(run("coverage", path, "--format", "json").stdout) == {"rows": []}
    assert "GS401" in json.loads(run("packs", "--format", "json").stdout)["gansu-2021"]["rules"]


def test_a_file_of_waivers_is_applied(tmp_path: Path) -> None:
    waivers = {"waivers": [{"code": "DAT901", "subject": "g1", "reason": "r", "by": "b", "until": "2030-01-01"}]}
    path = written(tmp_path, waivers, "waivers.json")
    assert run("check", written(tmp_path, BROKEN), "--waivers", path, "--on", "2022-12-31").returncode == 0


def test_a_folder_is_checked_by_its_columns_when_findings_are_wanted_as_parquet(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    (tmp_path / "unions.csv").write_text("id,kind,place\ng1,general_federation,\nu1,joint_union,620102001\n", "utf-8")
    output = tmp_path / "_findings.parquet"
    command = ("check", tmp_path, "--on", "2022-12-31", "--engine", "columns", "--output", output)
    english, chinese = run(*command), run(*command, language="zh")
    assert (english.returncode, english.stderr) == (1, "checked as a register, as check-register does\n")
    assert english.stdout.startswith("There is something that must be mended: ")
    assert "× TUL204 error            1            0  a joint union covers two employers" in english.stdout
    assert "× TUL204 错误            1            0  联合基层工会覆盖两个以上单位" in chinese.stdout
    assert polars.read_parquet(output).filter(polars.col("code") == "TUL204")["subject"].to_list() == ["u1"]


def test_a_folder_with_a_table_in_parts_of_parquet_is_checked_by_its_columns(tmp_path: Path) -> None:
    polars = pytest.importorskip("polars")
    (tmp_path / "unions").mkdir()
    for name in ("u1", "u2"):
        union = polars.DataFrame({"id": [name], "kind": ["joint_union"]})
        union.write_parquet(tmp_path / "unions" / f"{name}.parquet")
    asked = ("--on", "2022-12-31", "--select", "TUL204")
    done, noticed = run("check-register", tmp_path, *asked), run("check", tmp_path, *asked)
    assert (done.returncode, done.stderr) == (1, "")
    assert "× TUL204 error            2            0  a joint union covers two employers" in done.stdout
    assert (noticed.returncode, noticed.stdout) == (1, done.stdout)
    assert noticed.stderr == "checked as a register, as check-register does\n"


def test_findings_as_parquet_need_a_folder_and_no_baseline(tmp_path: Path) -> None:
    output = tmp_path / "findings.parquet"
    one_file = run("check", written(tmp_path, SOUND), "--output", output)
    assert (one_file.returncode, "are written as .parquet for a folder" in one_file.stderr) == (2, True)
    (tmp_path / "unions.csv").write_text("id\ng1\n", "utf-8")
    among = run("check", tmp_path, "--output", output)
    assert (among.returncode, "lies among the tables" in among.stderr) == (2, True)
    known = run("check", tmp_path, "--output", output, "--format", "sarif")
    assert (known.returncode, "is checked without a baseline" in known.stderr) == (2, True)
