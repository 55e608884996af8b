"""The command `scenario`: steps from a file, a new file, and mistakes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import unionmodel as um
from unionmodel.cli.app import cli

UNIONS = [
    {"id": "c", "name": "城关区总工会", "kind": "general_federation", "place": "620102"},
    {"id": "t", "name": "酒泉路街道工会", "kind": "township_union", "place": "620102001", "superior": "c"},
    {"id": "b", "name": "示例公司工会", "kind": "basic_union", "place": "620102001", "superior": "t"},
]
STEPS = "- {do: fund, union: 酒泉路街道工会, year: 2022, amount: 5000}\n- {do: attach, union: b, to: c}\n"
CIRCLE = "- {do: attach, union: c, to: b}\n- {do: close, union: x}\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    um.save(um.Structure(unions=UNIONS), path)
    (tmp_path / "steps.yaml").write_text(STEPS, encoding="utf-8")
    (tmp_path / "wrong.yaml").write_text(CIRCLE, encoding="utf-8")
    return path


def run(file: Path, steps: str, *arguments: object) -> Result:
    command = ["scenario", str(file), str(file.parent / steps), *map(str, arguments), "--on", "2022-12-31"]
    return CliRunner().invoke(cli, command, standalone_mode=False)


def test_steps_are_told_with_who_approves_and_nothing_is_written(file: Path) -> None:
    before = file.read_bytes()
    shown = run(file, "steps.yaml", "--language", "zh").output.splitlines()
    assert shown[:5] == [
        "共 2 步，2 处修改。",
        "  1. 2022 年向酒泉路街道工会拨款 5000.00 元",
        "     报城关区总工会批准",
        "  2. 示例公司工会划归城关区总工会领导",
        "     报城关区总工会批准",
    ]
    assert (file.read_bytes(), len(list(file.parent.iterdir()))) == (before, 3)


def test_json_is_the_answer_of_the_function(file: Path) -> None:
    found = json.loads(run(file, "steps.yaml", "--format", "json", "--language", "en").output)
    structure, day = um.load(file), um.DEMO_DAY
    assert found == json.loads(um.scenario(structure, file.parent / "steps.yaml", on=day).render("json", "en"))


def test_a_new_file_is_written_and_an_old_one_is_not_overwritten(file: Path) -> None:
    target = file.parent / "new.json"
    run(file, "steps.yaml", "--write", target)
    assert um.load(target).unions["b"].superior == "c"
    refused = run(file, "steps.yaml", "--write", target)
    assert "new.json" in str(refused.exception)
    assert type(refused.exception).__name__ == "UsageError"


def test_the_exit_code_tells_whether_an_error_is_new(file: Path) -> None:
    assert run(file, "steps.yaml").return_value == 0
    (file.parent / "ends.yaml").write_text("- {do: close, union: c}\n", encoding="utf-8")
    assert run(file, "ends.yaml").return_value == 1


def test_every_mistake_is_said_and_nothing_is_written(file: Path) -> None:
    target = file.parent / "new.json"
    refused = run(file, "wrong.yaml", "--write", target)
    assert isinstance(refused.exception, um.InputErrors)
    assert [error.path for error in refused.exception.errors] == ["scenario[0].to", "scenario[1].union"]
    assert not target.exists()
