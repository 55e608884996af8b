"""The commands about founding, money, maturity, staff, pairs and head counts."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import unionmodel as um
from unionmodel.cli.app import cli

ON = ("--on", "2022-12-31")


@pytest.fixture(scope="module")
def proposal(tmp_path_factory: pytest.TempPathFactory) -> str:
    path: Path = tmp_path_factory.mktemp("proposal") / "chengguan.json"
    um.save(um.demo(), path)
    return str(path)


def said(*arguments: str) -> str:
    result = CliRunner().invoke(cli, list(arguments), standalone_mode=False)
    assert result.exception is None
    return result.stdout


@pytest.mark.parametrize("command", ["money", "maturity", "pairing", "reconcile", "staffing", "recommend"])
def test_a_command_says_the_same_as_its_function(command: str, proposal: str) -> None:
    more = {"staffing": ["--hired", "20"], "recommend": ["--all"]}.get(command, [])
    found = json.loads(said(command, proposal, *ON, *more, "--format", "json", "--language", "en"))
    functions = {
        "maturity": lambda: um.maturity_all(um.demo(), um.DEMO_DAY),
        "recommend": lambda: um.recommend_all(um.demo(), um.DEMO_DAY),
        "staffing": lambda: um.staffing(um.demo(), 20, um.DEMO_DAY),
    }
    answer = functions.get(command, lambda: getattr(um, command)(um.demo(), um.DEMO_DAY))()
    assert found == json.loads(json.dumps(answer.to_dict("en")))
    assert said(command, proposal, *ON, *more, "--language", "zh") == answer.render("text", "zh") + "\n"


def test_one_employer_gets_its_advice_in_words(proposal: str) -> None:
    lines = said("recommend", proposal, "pb-c4", *ON, "--language", "zh").splitlines()
    assert lines[0] == "pb-c4：单独建会"


def test_one_union_gets_its_ladder_in_words(proposal: str) -> None:
    lines = said("maturity", proposal, "if-rider", *ON, "--language", "zh").splitlines()
    assert lines[0].startswith("if-rider 城关区外卖配送行业工会联合会：")


@pytest.mark.parametrize("arguments", [["recommend"], ["recommend", "pb-c4", "--all"], ["staffing"]])
def test_what_is_left_out_or_said_twice_is_refused(arguments: list[str], proposal: str) -> None:
    command, *rest = arguments
    result = CliRunner().invoke(cli, [command, proposal, *rest])
    assert result.exit_code == 2
