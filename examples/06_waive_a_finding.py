"""豁免一处不符合 / Waive a finding: somebody accepts it, with a reason, until a day; afterwards it counts again."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import unionmodel as um

PROPOSAL = Path(__file__).parent / "chengguan" / "chengguan.json"
ON = date(2022, 12, 31)
REASON, BY = "2023 年 1 月补拨 5000 元", "城关区总工会"
UNTIL = {
    None: ("没有豁免", "without a waiver"),
    date(2023, 1, 31): ("豁免至 2023-01-31", "waived until 2023-01-31"),
    date(2022, 6, 30): ("豁免已于 2022-06-30 到期", "waived until 2022-06-30, which is over"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    language = parser.parse_args().language
    zh = language == "zh"

    structure = um.load(PROPOSAL)
    print(
        f"外卖配送行业工会联合会的经费下限，{ON}："
        if zh
        else f"The floor of work funds at the riders' federation, {ON}:"
    )
    for until, labels in UNTIL.items():
        waivers = [um.Waiver(code="GS401", subject="if-rider", reason=REASON, by=BY, until=until)] if until else []
        report = um.check(structure, on=ON, select=["GS401"], waivers=waivers)
        (finding,) = (found for found in report.findings if found.subject == "if-rider")
        print(f"  {labels[0]}：" if zh else f"  {labels[1]}: ", end="")
        print(finding.outcome.text.within(language))


if __name__ == "__main__":
    main()
