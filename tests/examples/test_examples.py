"""Every example runs, from any directory, in both languages, and says what it is there to say."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.project import ROOT

TELLING = {
    ("01_check_a_proposal.py", "zh"): "共 48 处不符合，15 处因缺少事实无法判断",
    ("01_check_a_proposal.py", "en"): "48 rules broken, 15 that cannot be told because a fact is missing",
    ("02_explain_a_rule.py", "zh"): "  2021-08-01：20000 元",
    ("02_explain_a_rule.py", "en"): "  2021-08-01: 20000 yuan",
    ("03_why_this_finding.py", "zh"): "? GS401 年度工作经费下限，ju-r2：无法判断",
    ("03_why_this_finding.py", "en"): "× GS401 yearly floor of work funds, if-rider: broken",
    ("04_who_covers_these_workers.py", "zh"): "  620102024 truck_driver: 23",
    ("04_who_covers_these_workers.py", "en"): "  620102024 truck_driver: 23",
    ("05_read_a_workbook_with_errors.py", "zh"): "没有读入，共 5 处错误：",
    ("05_read_a_workbook_with_errors.py", "en"): "Nothing was read, 5 errors:",
    ("06_waive_a_finding.py", "zh"): "  豁免至 2023-01-31：已豁免",
    ("06_waive_a_finding.py", "en"): "  waived until 2022-06-30, which is over: broken",
    ("07_founding_advice.py", "zh"): "ff-05：头部企业牵头建会",
    ("07_founding_advice.py", "en"): "  already unionised",
    ("10_cost_of_the_proposal.py", "zh"): "  ju-r2 牛面示例即配代理商联合工会  缺口无法判断",
    ("10_cost_of_the_proposal.py", "en"): "  if-rider 城关区外卖配送行业工会联合会  5000.00 yuan short",
    ("08_coverage_of_the_streets.py", "zh"): "  620102024 货车司机 23 人：无 → 社区村或乡镇街道工会（t-024）",
    ("08_coverage_of_the_streets.py", "en"): "lost cover: 123 workers",
    ("12_three_budgets.py", "zh"): "     20000     1  10823 -> 13930",
    ("12_three_budgets.py", "en"): "     40000     2  10823 -> 16325",
    ("09_campaign_progress.py", "zh"): "  伏龙坪街道: 人数不全：p:620102010|food_delivery_rider",
    ("11_what_would_change.py", "zh"): "新出现 14 项（其中错误 14 项），消失 0 项，变化 2 项，前后相同 61 项。",
    (
        "11_what_would_change.py",
        "en",
    ): "  GS401 if-rider: funding if-rider|2022|fixed_subsidy: amount 15000.00 → 20000.00",
    ("13_repair_a_workbook.py", "zh"): "撤销后与原来相同：True",
    ("13_repair_a_workbook.py", "en"): "  after: 14",
    ("14_scenario.py", "zh"): "撤回之后与原来相同：True",
    ("14_scenario.py", "en"): "The same as before when taken back: True",
    ("15_read_a_foreign_form.py", "zh"): "  示例城关快递行业工会联合会: 类型不明, 0",
    ("15_read_a_foreign_form.py", "en"): "An unfinished mapping, 6 errors:",
    ("09_campaign_progress.py", "en"): "  12 / 164 rows were counted twice",
}


def run(script: Path, language: str, folder: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(script), "--language", language],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


@pytest.mark.parametrize(("name", "language"), TELLING)
def test_an_example_says_what_it_is_there_to_say(name: str, language: str, tmp_path: Path) -> None:
    lines = run(ROOT / "examples" / name, language, tmp_path).splitlines()
    assert TELLING[name, language] in lines


def test_every_example_is_run() -> None:
    scripts = {path.name for path in (ROOT / "examples").glob("[0-9]*.py")}
    assert scripts == {name for name, _ in TELLING}
