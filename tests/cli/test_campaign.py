"""The command `campaign` as it is run: text in columns, JSON, the calendar file, own campaigns, errors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from unionmodel.render.text.table import width

DISTRICT = """
name = "district"
title = "城关"
jurisdiction = "620102"
reporting = "township"
groups = ["courier"]
[[targets]]
name = "stock"
kind = "stock"
count = 60
due_on = 2022-12-31
"""


def run(*arguments: str | Path, language: str = "en", encoding: str = "utf-8") -> subprocess.CompletedProcess[str]:
    settings = {**os.environ, "UNIONMODEL_LANG": language, "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "unionmodel", "campaign", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding=encoding, env=settings, check=False)


@pytest.fixture
def proposal(tmp_path: Path) -> Path:
    path = tmp_path / "proposal.json"
    street = {"place": "620102001", "group": "courier", "as_of": "2022-10-01"}
    tables = {
        "unions": [{"id": "city", "name": "兰州市总工会", "kind": "general_federation", "place": "620100"}],
        "headcounts": [{**street, "workers": 50, "members": 35}, {**street, "place": "620102002", "workers": 10}],
        "plans": [{"union": "city", "phase": "mobilisation", "on": "2021-08-05"}],
    }
    path.write_text(json.dumps(tables), encoding="utf-8")
    return path


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_columns_of_the_table_stand_under_each_other(proposal: Path, language: str) -> None:
    result = run(proposal, "--on", "2022-11-15", language=language)
    assert (result.returncode, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith(("  区域", "  area")))
    body = lines[start + 1 : lines.index("", start)]
    workers = lines[start].split()[2]
    end = width(lines[start][: lines[start].index(workers)] + workers)
    cells = {"5": "", "6": "", "0": ""}
    for line in body:
        taken, at = 0, 0
        while taken < end:
            taken += width(line[at])
            at += 1
        assert taken == end
        assert line[at - 1] in cells
        assert line[at : at + 2] == "  "


def test_the_table_says_how_far_it_is(proposal: Path) -> None:
    lines = run(proposal, "--on", "2022-11-15").stdout.splitlines()
    assert "the campaign is running; phases: implementation" in lines[0]
    (row,) = [line for line in lines if line.startswith("  甘肃省")] or [""]
    assert row.split() == ["甘肃省", "truck", "driver", "0", "0", "-", "no", "workers", "-", "-", "-"]
    assert ["courier", "60", "35-45", "58.3-75.0", "%", "not", "reached", "3-13", "2-7", "-"] in [
        line.split() for line in lines
    ]


def test_json_holds_the_whole_answer(proposal: Path) -> None:
    found = json.loads(run(proposal, "--on", "2022-11-15", "--format", "json").stdout)
    assert (found["format"], found["stage"], found["phases"]) == (
        "unionmodel-campaign-answer/1", "running", ["implementation", "summing_up"],
    )  # fmt: skip
    (row,) = [row for row in found["progress"] if (row["area"], row["group"]) == ("620100", "courier")]
    assert row["members"] == {"low": 35, "high": 45}
    assert row["rate"] == {"low": "58.33", "high": "75.00"}
    assert (row["verdict"], row["needed"], row["pace"]) == (
        "not_reached", {"low": 3, "high": 13}, {"low": 2, "high": 7},
    )  # fmt: skip
    due = json.loads(run(proposal, "--on", "2022-11-15", "--due", "--format", "json").stdout)
    assert due == {"due": found["due"]}
    assert [(item["what"], item["state"], item["done_on"]) for item in found["due"]] == [
        ("plan:mobilisation", "done", "2021-08-05"), ("plan:summing_up", "open", None),
    ]  # fmt: skip


def test_what_is_due_is_a_list_and_a_calendar(proposal: Path, tmp_path: Path) -> None:
    calendar = tmp_path / "到期.ics"
    result = run(proposal, "--on", "2022-11-15", "--due", "--ics", calendar, "--language", "zh", language="zh")
    assert "2022-12-31  待完成  总结  兰州市总工会 (city)" in result.stdout.splitlines()
    content = calendar.read_bytes()
    assert content.startswith(b"BEGIN:VCALENDAR\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    assert content.count(b"BEGIN:VEVENT") == 2
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("到期")] == ["到期.ics"]


def test_without_anything_due_no_calendar_is_written(proposal: Path, tmp_path: Path) -> None:
    calendar = tmp_path / "due.ics"
    result = run(proposal, "--campaign", "national-2021", "--on", "2022-11-15", "--ics", calendar)
    assert (result.returncode, calendar.exists()) == (2, False)
    assert "nothing is due" in result.stderr


def test_a_campaign_of_a_file(proposal: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(DISTRICT, encoding="utf-8")
    found = json.loads(run(proposal, "--campaign", own, "--on", "2022-11-15", "--format", "json").stdout)
    assert [(row["area"], row["goal"], row["verdict"]) for row in found["progress"]] == [
        ("620102", 60, "not_reached"), ("620102001", None, None), ("620102002", None, None),
    ]  # fmt: skip
    own.write_text(DISTRICT.replace('"courier"', '"courrier"').replace("60", "-60"), encoding="utf-8")
    result = run(proposal, "--campaign", own)
    assert (result.returncode, result.stdout) == (2, "")
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["groups[0]", "targets[0].count"]


def test_an_unknown_campaign_is_refused_with_the_nearest(proposal: Path) -> None:
    result = run(proposal, "--campaign", "gansu2021")
    assert result.returncode == 2
    assert "did you mean gansu-2021?" in result.stderr


def test_a_parameter_can_be_set(proposal: Path) -> None:
    result = run(proposal, "--on", "2022-11-15", "--set", "target.rate=50", "--format", "json")
    rows = json.loads(result.stdout)["progress"]
    assert {row["verdict"] for row in rows if row["group"] == "courier"} == {"reached"}


def test_a_gbk_console_can_print_all_of_it(proposal: Path) -> None:
    for arguments in ((), ("--due",), ("--campaign", "national-2021")):
        result = run(proposal, "--on", "2022-11-15", *arguments, language="zh", encoding="gbk")
        assert result.returncode == 0
        assert "\\u" not in result.stdout
