"""Comparing, baselines and waivers at the command line, as they are used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.test_cli import run, written

FEDERATION = {
    "id": "f1",
    "name": "示例联合会",
    "kind": "industry_federation",
    "place": "620102",
    "industries": ["express_delivery"],
}
ON = ("--on", "2022-12-31", "--select", "GS401")


def poor(amount: int | None) -> dict[str, object]:
    return {"unions": [FEDERATION], "funding": [{"union": "f1", "year": 2022, "amount": amount}]}


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return written(tmp_path, poor(15000), "before.json"), written(tmp_path, poor(20000), "after.json")


def test_mending_exits_with_0_and_breaking_with_1(files: tuple[Path, Path]) -> None:
    before, after = files
    mended, broken = run("compare", before, after, *ON), run("compare", after, before, *ON)
    assert (mended.returncode, broken.returncode) == (0, 1)
    assert mended.stdout.startswith("0 findings came (0 of them errors), 1 went, 0 changed, 0 are the same.")
    assert "cause: funding f1|2022|: amount 15000.00 → 20000.00" in mended.stdout


def test_a_floor_of_ones_own_can_be_tried_out(files: tuple[Path, Path]) -> None:
    done = run("compare", files[1], *ON, "--set-after", "funding_floor.amount=30000", language="zh")
    assert done.returncode == 1
    assert "原因：参数 每年工作经费下限（funding_floor.amount）：20000 元 → 30000 元（使用者设定）" in done.stdout


def test_two_days_and_two_packs_can_be_compared(files: tuple[Path, Path]) -> None:
    days = run("compare", files[0], "--on", "2021-07-31", "--on-after", "2022-12-31", "--select", "GS401")
    assert "cause: the rule GS401 is in force from 2021-08-01" in days.stdout
    packs = run("compare", files[0], *ON, "--packs-after", "data-quality", "--format", "json")
    assert json.loads(packs.stdout)["went"][0]["causes"][0]["pack"] == "gansu-2021"


def test_a_comparison_is_written_to_a_file(files: tuple[Path, Path], tmp_path: Path) -> None:
    target = tmp_path / "comparison.json"
    done = run("compare", *files, *ON, "--format", "json", "--output", target)
    assert (done.returncode, done.stdout) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["format"] == "unionmodel-comparison/1"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "nothing to compare with"),
        (("--set-after", "funding_flor.amount=1"), "did you mean funding_floor.amount?"),
        (("--set-after", "funding_floor.amount"), "write NAME=VALUE"),
        (("missing.json",), "there is no such file"),
        (("--on-after", "soon"), "is not a date"),
    ],
)
def test_what_cannot_be_compared_exits_with_2_and_says_why(
    files: tuple[Path, Path], arguments: tuple[str, ...], said: str
) -> None:
    done = run("compare", files[0], *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_baseline_goes_round(tmp_path: Path, files: tuple[Path, Path]) -> None:
    baseline = tmp_path / "baseline.json"
    assert run("check", files[0], *ON, "--save-baseline", baseline).returncode == 1
    same = run("check", files[0], *ON, "--baseline", baseline)
    assert (same.returncode, same.stdout.splitlines()[0]) == (0, "Everything holds.")
    poorer = run("check", written(tmp_path, poor(1), "poorer.json"), *ON, "--baseline", baseline)
    assert poorer.returncode == 0
    assert "GS401 f1 (work_funds 15000.00 → 1.00, gap 5000.00 → 19999.00)" in poorer.stdout
    mended = run("check", files[1], *ON, "--baseline", baseline)
    assert "1 in the baseline are settled and no longer needed: GS401 f1. Make it anew." in mended.stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "broken.json"),
        ({"format": "unionmodel-baseline/9"}, "is another format of baseline than unionmodel-baseline/1"),
        ({"format": "unionmodel-baseline/1", "findings": [{}]}, "broken.json.findings[0]: lacks code or subject"),
    ],
)
def test_a_broken_baseline_exits_with_2_and_says_why(
    tmp_path: Path, files: tuple[Path, Path], content: object, said: str
) -> None:
    done = run("check", files[0], "--baseline", written(tmp_path, content, "broken.json"))
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_file_without_waivers_is_no_file_of_waivers(files: tuple[Path, Path]) -> None:
    done = run("check", files[0], "--waivers", files[1])
    assert (done.returncode, done.stderr.split(";")[0]) == (2, "after.json: has no table of waivers")


def test_a_waived_finding_is_shown_with_reason_and_by_whom(tmp_path: Path, files: tuple[Path, Path]) -> None:
    waiver = {"code": "GS401", "subject": "f1", "reason": "paid in parts", "by": "g1", "until": "2023-06-30"}
    waivers = written(tmp_path, {"waivers": [waiver]}, "waivers.json")
    done = run("check", files[0], *ON, "--waivers", waivers)
    assert done.returncode == 0
    assert "      waived: paid in parts (g1, until 2023-06-30)" in done.stdout.splitlines()
    compared = run("compare", files[1], files[0], *ON, "--waivers", waivers)
    assert compared.returncode == 0
