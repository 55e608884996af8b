"""检查一份方案 / Check a proposal: read a workbook, judge it on a day, and print the report."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import unionmodel as um

WORKBOOK = Path(__file__).parent / "chengguan" / "chengguan.xlsx"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", nargs="?", default=WORKBOOK, help="方案文件 / the proposal")
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    chosen = parser.parse_args()
    zh = chosen.language == "zh"

    structure = um.load(chosen.file)
    print(f"读入 {structure.records} 条记录" if zh else f"{structure.records} records read")

    report = um.check(structure, on=date(2022, 12, 31))
    print(report.render("text", language=chosen.language))

    broken = sum(finding.outcome == "broken" for finding in report.findings)
    unknown = sum(finding.outcome == "cannot_tell" for finding in report.findings)
    if zh:
        print(f"共 {broken} 处不符合，{unknown} 处因缺少事实无法判断")
    else:
        print(f"{broken} rules broken, {unknown} that cannot be told because a fact is missing")


if __name__ == "__main__":
    main()
