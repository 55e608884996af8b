"""城关区方案要花多少钱 / What the proposal for Chengguan costs: by county and source, and who lacks how much."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import unionmodel as um

PROPOSAL = Path(__file__).parent / "chengguan" / "chengguan.json"
ON = date(2022, 12, 31)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    language = parser.parse_args().language
    zh = language == "zh"

    proposal = um.load(PROPOSAL)
    print(um.money(proposal, on=ON).render("text", language))

    print("\n20 名社会化工会工作者可以这样分配：" if zh else "\nTwenty hired workers could be posted so:")
    for post in um.staffing(proposal, 20, on=ON).posts:
        if post.proposed:
            print(f"  {post.union} {post.name}: {post.proposed}")

    print("\n各工会走到哪一步：" if zh else "\nHow far the unions have come:")
    for line in um.maturity_all(proposal, on=ON).summary(language):
        print(line)


if __name__ == "__main__":
    main()
