"""如果下限提高、如果按今天核对，会怎样 / What would change: with a floor of 30 000 yuan, and today instead of 2022-12-31."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path

import unionmodel as um

PROPOSAL = Path(__file__).parent / "chengguan" / "chengguan.json"
ON = date(2022, 12, 31)
FLOOR = {"funding_floor.amount": 30_000}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    parser.add_argument("--later", type=date.fromisoformat, default=date.today(), metavar="DATE")
    arguments = parser.parse_args()
    language = arguments.language
    zh = language == "zh"

    proposal = um.load(PROPOSAL)
    print("如果经费下限从 20000 元提高到 30000 元：" if zh else "If the floor went from 20 000 to 30 000 yuan:")
    print(um.compare(proposal, on=ON, parameters_after=FLOOR).render("table", language))

    print(f"\n同一份方案，{ON} 与 {arguments.later}：" if zh else f"\nThe same proposal, {ON} and {arguments.later}:")
    days = um.compare(proposal, on=ON, on_after=arguments.later)
    print(days.render("text", language).splitlines()[0])
    titles = {rule.code: rule.title.within(language) for rule in days.after.rules}
    for code, number in Counter(one.finding.code for one in days.came).most_common(3):
        print(f"  {code} {titles[code]}: {number}")

    print("\n补足一笔经费之后：" if zh else "\nAfter one sum is made good:")
    row = next(n for n, funds in enumerate(proposal.funding) if funds.union == "if-rider" and funds.year == ON.year)
    mended = proposal.with_edits([um.change("funding", row, amount=20_000)])
    for one in um.compare(proposal, mended, ON).went:
        print(f"  {one.finding.code} {one.finding.subject}: {one.causes[0].text.within(language)}")


if __name__ == "__main__":
    main()
