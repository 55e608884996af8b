"""谁来吸收这些劳动者 / Who covers these workers: by tier, and why nobody covers the rest."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path

import unionmodel as um

PROPOSAL = Path(__file__).parent / "chengguan" / "chengguan.json"
TIERS = {
    "own": ("本单位工会", "union of the employer"),
    "joint": ("联合基层工会或行业工会", "joint or industry union"),
    "industry": ("行业工会联合会或行业工会", "industry federation or union"),
    "regional": ("区域工会联合会", "regional federation"),
    "fallback": ("社区或街道工会兜底", "community or street union"),
    "none": ("无人覆盖", "nobody"),
    None: ("区域不明", "place unknown"),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    language = parser.parse_args().language
    zh = language == "zh"

    coverage = um.coverage(um.load(PROPOSAL), on=date(2022, 12, 31))
    rows = coverage.to_dict(language)["rows"]
    workers: Counter[str | None] = Counter()
    for row in rows:
        workers[row["tier"]] += row["workers"] or 0
    print("各档覆盖的劳动者人数：" if zh else "Workers by the tier that covers them:")
    for tier, labels in TIERS.items():
        print(f"  {labels[0 if zh else 1]}: {workers[tier]}")

    print("无人覆盖的，以及为什么：" if zh else "Covered by nobody, and why:")
    for row in rows:
        if row["tier"] == "none":
            print(f"  {row['employer'] or row['place']} {row['group']}: {row['workers']}")
            for refused in row["why_not"]:
                print(f"    {TIERS[refused['tier']][0 if zh else 1]}: {refused['reason']}")


if __name__ == "__main__":
    main()
