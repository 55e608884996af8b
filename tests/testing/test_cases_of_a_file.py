"""Cases read from files, and what is said where a structure comes out otherwise than its case expects."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import attrs
import pytest

import unionmodel as um
from unionmodel.errors import InputErrors, UnknownName
from unionmodel.testing import assert_report, load_cases, run_case

STORY = """format: unionmodel-case/1
title: {zh: 联合工会, en: A joint union}
prose: {zh: 一家单位。, en: One employer.}
structure:
  unions:
    - {id: j, name: 联合工会, kind: joint_union, place: "620102"}
checks:
  - on: 2022-12-31
    select: [TUL204, TUL103]
    expect:
      TUL204: {j: broken}
      TUL103: {j: held}
    only: findings
"""


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UNIONMODEL_LANG", "en")


def write(folder: Path, text: str, name: str = "story.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(InputErrors) as caught:
        load_cases(path)
    return [error.render("en").removeprefix(path.parent.as_posix() + "/") for error in caught.value.errors]


def differences(path: Path) -> list[str]:
    with pytest.raises(AssertionError) as caught:
        run_case(load_cases(path)[0])
    return [line.removeprefix(path.parent.as_posix() + "/") for line in str(caught.value).splitlines()]


def test_a_case_that_comes_out_as_expected_gives_its_report(tmp_path: Path) -> None:
    (case,) = load_cases(write(tmp_path, STORY))
    assert [finding.code for finding in run_case(case).findings] == ["TUL204"]
    assert (str(case), case.title.en, case.on) == ("story 1 2022-12-31", "A joint union", date(2022, 12, 31))


def test_a_folder_gives_the_cases_of_all_its_files_by_name(tmp_path: Path) -> None:
    write(tmp_path, STORY, "b.yaml")
    write(tmp_path, STORY, "a.yaml")
    assert [str(case) for case in load_cases(tmp_path)] == ["a 1 2022-12-31", "b 1 2022-12-31"]


def test_every_difference_is_told_with_its_line_what_was_expected_and_what_was_found(tmp_path: Path) -> None:
    story = STORY.replace("TUL204: {j: broken}", "TUL204: {j: held}").replace(
        "{j: held}\n    only", "{k: held}\n    only"
    )
    assert differences(write(tmp_path, story)) == [
        "A joint union (2022-12-31, rows)",
        "story.yaml:11: TUL204 j: expected held, found broken (联合工会 is a joint union that covers 0 employers; at least 2 are needed)",
        "story.yaml:12: TUL103 k: there is no subject named 'k'; there are: j",
    ]


def test_only_refuses_what_is_not_expected_and_names_the_line_of_the_check(tmp_path: Path) -> None:
    story = STORY.replace("      TUL204: {j: broken}\n", "")
    assert differences(write(tmp_path, story))[1].startswith("story.yaml:8: TUL204 j: not expected, found broken (")


def test_details_of_a_finding_are_compared_one_by_one(tmp_path: Path) -> None:
    detail = "{j: {outcome: broken, severity: warning, message: seven, fields: {employers: 0, least: 3}}}"
    assert differences(write(tmp_path, STORY.replace("{j: broken}", detail)))[1:] == [
        "story.yaml:11: TUL204 j: expected severity 'warning', found 'error'",
        "story.yaml:11: TUL204 j: expected a message with “seven”, found “联合工会 is a joint union that covers 0 employers; at least 2 are needed”",
        "story.yaml:11: TUL204 j: expected fields {'employers': 0, 'least': 3}, found {'employers': 0, 'least': 2}",
    ]


def test_everything_that_is_wrong_with_a_file_is_told_at_once_with_its_line(tmp_path: Path) -> None:
    story = (
        STORY.replace("unionmodel-case/1", "unionmodel-case/9")
        .replace("title: {zh: 联合工会, en: A joint union}", "title: A joint union")
        .replace("kind: joint_union", "kind: joint_onion")
        .replace("on: 2022-12-31", "on: yesterday")
        .replace("{j: broken}", "{j: brocken}")
        .replace("only: findings", "onyl: findings")
    )
    assert [fault.split(":")[1].split(" ")[:2] for fault in faults(write(tmp_path, story))] == [
        ["1", "format"],
        ["2", "title"],
        ["6", "unions[0].kind"],
        ["13", "checks.0.onyl"],
        ["8", "checks.0.on"],
        ["11", "checks.0.expect.TUL204.j"],
    ]
    assert "did you mean only?" in faults(write(tmp_path, story))[3]


def test_a_case_runs_on_the_columns_engine_and_under_a_pack_of_ones_own(tmp_path: Path) -> None:
    law = um.packs()["trade-union-law"]
    mine = attrs.evolve(law, name="mine", rules=tuple(rule for rule in law.rules if rule.code in ("TUL204", "TUL103")))
    (case,) = load_cases(write(tmp_path, STORY.replace("    select", "    packs: [mine]\n    select")))
    assert run_case(case, engine="columns", packs=[mine]).versions["packs"] == {"mine": "1"}
    with pytest.raises(UnknownName):
        run_case(case)


def test_a_report_is_held_to_what_is_expected_of_it() -> None:
    report = um.check(
        um.Structure(unions=[{"id": "j", "kind": "joint_union"}]), on=date(2022, 12, 31), select=["TUL204"]
    )
    assert_report(report, {"TUL204": {"j": {"outcome": "broken", "severity": "error"}}}, only="findings")
    with pytest.raises(AssertionError, match="TUL204 j: expected held, found broken"):
        assert_report(report, {"TUL204": {"j": "held"}})
    with pytest.raises(AssertionError, match="TUL103 j: the rule was not checked"):
        assert_report(report, {"TUL103": {"j": "held"}})
    with pytest.raises(AssertionError, match="TUL204 j: not expected"):
        assert_report(report, {}, only="broken")
    with pytest.raises(UnknownName, match="brocken"):
        assert_report(report, {"TUL204": {"j": "brocken"}})
