"""城关区各单位怎样建会 / How to found at the employers of Chengguan: the way of each, and one of them step by step."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import unionmodel as um

PROPOSAL = Path(__file__).parent / "chengguan" / "chengguan.json"
ON = date(2022, 12, 31)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("employer", nargs="?", default="ff-05", help="单位编号 / the id of an employer")
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    arguments = parser.parse_args()
    language = arguments.language
    zh = language == "zh"

    proposal = um.load(PROPOSAL)
    every = um.recommend_all(proposal, on=ON)
    print("各种方式的单位数：" if zh else "Employers by the way they go:")
    for line in every.summary(language):
        print(line)

    print("\n一个单位的建议：" if zh else "\nThe advice for one employer:")
    advice = um.recommend(proposal, arguments.employer, on=ON)
    print(advice.render("text", language))

    print("\n照此办理之后：" if zh else "\nOnce that is done:")
    after = proposal.with_edits(advice.edits)
    print(f"  {um.recommend(after, arguments.employer, on=ON).name.within(language)}")


if __name__ == "__main__":
    main()
