"""Packs and values of one's own on the command line: what is listed, what is taken, what is said when it is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run, written
from tests.rulepacks.own import install, pack_file, pack_text
from tests.rulepacks.test_own_values import AREA, FLOOR, PLACES, SOURCE, file, value
from unionmodel.cli import main

FEDERATION = {"id": "u1", "kind": "industry_federation", "place": "990100", "industries": ["express_delivery"]}
DOCUMENT = {
    "places": PLACES,
    "employers": [{"id": "e1", "place": "990100", "workers": 30}],
    "unions": [{**FEDERATION, "members": 9}],
    "headcounts": [{"place": "990100", "group": "courier", "workers": 10, "members": 9, "as_of": "2022-06-01"}],
    "funding": [{"union": "u1", "year": 2022, "amount": 25000}],
}


def test_packs_says_where_each_pack_comes_from_and_which_cannot_be_used(tmp_path: Path) -> None:
    install(tmp_path, "own_good", "mine = own_good:PACK", pack_text())
    install(tmp_path, "own_bad", "broken = own_bad:PACK", "import nosuchmodule")
    english = run("packs", PYTHONPATH=str(tmp_path))
    assert english.returncode == 0
    lines = english.stdout.splitlines()
    assert "charter 1  Constitution of Chinese Trade Unions  [shipped]" in lines
    assert "mine 3  so many members  [package own-good 1.2]" in lines
    assert "broken  [package own-bad 1.2]  cannot be used" in lines
    assert "No module named 'nosuchmodule'" in english.stdout
    chinese = run("packs", language="zh", PYTHONPATH=str(tmp_path), PYTHONIOENCODING="gbk").stdout
    assert "[软件包 own-good 1.2]" in chinese and "不能使用" in chinese
    found = json.loads(run("packs", "--format", "json", PYTHONPATH=str(tmp_path)).stdout)
    assert found["charter"]["from"] == {"kind": "shipped"}
    assert found["mine"]["from"] == {"kind": "package", "name": "own-good", "version": "1.2"}
    assert found["mine"]["rules"] == ["MY101"]
    assert found["broken"]["rules"] == [] and len(found["broken"]["errors"]) == 1


def test_a_broken_package_disturbs_nobody_who_does_not_ask_for_it(tmp_path: Path) -> None:
    install(tmp_path, "own_bad", "broken = own_bad:PACK", "import nosuchmodule")
    document = written(tmp_path, DOCUMENT)
    assert run("check", document, "--packs", "charter", PYTHONPATH=str(tmp_path)).returncode in (0, 1)
    asked = run("check", document, "--packs", "charter,broken", PYTHONPATH=str(tmp_path))
    assert asked.returncode == 2
    assert asked.stderr.startswith("own-bad 1.2, unionmodel.packs: broken: failed to run")


def test_check_why_and_explain_take_a_file_with_a_pack(tmp_path: Path) -> None:
    pack, document = pack_file(tmp_path), written(tmp_path, DOCUMENT)
    checked = run("check", document, "--packs", f"default,{pack}", "--on", "2022-12-31", "--format", "json")
    assert json.loads(checked.stdout)["versions"]["packs"]["mine"] == "3"
    assert "u1: broken" in run("why", document, "MY101", "u1", "--packs", pack, "--on", "2022-12-31").stdout
    assert run("explain", "MY101", "--packs", pack).stdout.startswith("MY101 so many members  (mine, so-many-members)")
    assert "[file " in run("packs", "--packs", pack).stdout


@pytest.mark.parametrize(
    "command",
    [
        ["check", "FILE"],
        ["why", "FILE", "GS401", "u1"],
        ["explain", "GS401"],
        ["coverage", "FILE"],
        ["coverage", "FILE", "--close", "u1"],
        ["recommend", "FILE", "--all"],
        ["recommend", "FILE", "e1"],
        ["campaign", "FILE"],
        ["money", "FILE"],
        ["maturity", "FILE"],
        ["maturity", "FILE", "u1"],
        ["staffing", "FILE", "--hired", "3"],
        ["pairing", "FILE"],
        ["reconcile", "FILE"],
    ],
    ids=" ".join,
)
def test_every_command_that_judges_or_counts_takes_packs_and_parameters(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UNIONMODEL_LANG", "en")
    document = written(tmp_path, DOCUMENT)
    own = file(tmp_path, SOURCE, value(AREA, "990000", clause="1"), value(FLOOR, 30000, unit="yuan"))
    words = [str(document) if word == "FILE" else word for word in command]
    words += ["--packs", f"default,{pack_file(tmp_path)}", "--on", "2022-12-31", "--params", str(own)]
    assert within(*words, "--set", "target.rate=90", "--format", "json") in (0, 1)
    json.loads(capsys.readouterr().out)
    assert within(*words, "--set", "target.rat=90") == 2
    assert "did you mean target.rate?" in capsys.readouterr().err


def within(*arguments: str) -> object:
    """Run the command line within this process, which is quicker, and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return ended.value.code


def test_what_the_file_says_is_judged_by_and_set_wins_over_it(tmp_path: Path) -> None:
    document = written(tmp_path, DOCUMENT)
    own = file(tmp_path, SOURCE, value(AREA, "990000", clause="1"), value(FLOOR, 30000, unit="yuan"))
    common = ("check", document, "--on", "2022-12-31", "--select", "GS401", "--params", own)
    assert "5000.00 short of the 30000.00 yuan floor" in run(*common).stdout
    assert run(*common, "--set", "funding_floor.amount=25000").returncode == 0
    assert "按" in run(*common, language="zh", PYTHONIOENCODING="gbk").stdout


def test_a_wrong_file_of_parameters_is_refused_with_all_its_faults(tmp_path: Path) -> None:
    own = file(tmp_path, SOURCE, value("target.rat", 85), value(FLOOR, "many", unit="yuan"))
    done = run("check", written(tmp_path, DOCUMENT), "--params", own, language="zh")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 2
    assert "是不是想写 target.rate？" in done.stderr
