"""The command `draw`: files of each kind, both pictures, and errors that say what to do."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import unionmodel as um
from tests.render.svg import groups, title
from unionmodel.cli import main
from unionmodel.cli.app import cli


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    um.save(um.demo(), path)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["draw", *map(str, arguments), "--on", "2022-12-31"], standalone_mode=False)


def test_the_hierarchy_is_written_to_a_file_and_what_is_folded_is_said(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "h.svg"
    done = run(file, "--output", target, "--limit", 60, "--language", "zh")
    assert title(target.read_text("utf-8")) == "组织层级图"
    assert len([one for one in groups(target.read_text("utf-8"), "node") if "legend" not in one.kinds]) == 60
    assert "画成 60 个框" in done.stderr


def test_the_map_goes_to_the_terminal_where_no_file_is_named(file: Path) -> None:
    done = run(file, "--what", "coverage", "--within", "620000", "--language", "en")
    assert title(done.stdout) == "map of coverage: 甘肃省"


def test_dot_is_text_for_any_graphviz_and_needs_none(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    run(file, "--output", tmp_path / "h.dot")
    assert (tmp_path / "h.dot").read_text("utf-8").startswith("digraph hierarchy {")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--output", "h.jpg"], ".svg、.png 或 .dot"),
        (["--within", "620000"], "--what coverage"),
        (["--what", "coverage", "--within", "62"], "没有名为“62”的区域"),
        (["--what", "coverage", "--within", "620171"], "没有已知的县区或乡镇"),
    ],
)
def test_what_cannot_be_drawn_ends_with_two_and_a_reason(
    file: Path, arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNIONMODEL_LANG", "zh")
    with pytest.raises(SystemExit) as ended:
        main(["draw", str(file), *arguments])
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_without_a_font_nothing_is_written(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("UNIONMODEL_FONT", "没有这种字体")
    with pytest.raises(SystemExit) as ended:
        main(["draw", str(file), "--output", str(tmp_path / "h.png"), "--language", "zh"])
    assert ended.value.code == 2
    assert not (tmp_path / "h.png").exists()
    error = capsys.readouterr().err
    assert "UNIONMODEL_FONT" in error or "中文字体" in error


def test_check_writes_a_page_of_html(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    arguments = [
        "check",
        str(file),
        "--on",
        "2022-12-31",
        "--format",
        "html",
        "--output",
        str(target),
        "--language",
        "en",
    ]
    assert CliRunner().invoke(cli, arguments, standalone_mode=False).return_value == 1
    assert target.read_text("utf-8").startswith('<!DOCTYPE html>\n<html lang="en">')


def test_json_says_what_the_picture_shows_and_has_it_as_dot(file: Path) -> None:
    found = json.loads(run(file, "--format", "json", "--limit", 45, "--language", "zh").stdout)
    assert (found["format"], found["title"], found["boxes"]) == ("unionmodel-picture/1", "组织层级图", 45)
    assert found["caption"].startswith("147 个工会") and found["dot"].startswith("digraph hierarchy {")
