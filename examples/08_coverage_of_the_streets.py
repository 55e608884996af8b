"""城关区各街道的覆盖情况 / Coverage of the streets of Chengguan: who takes whom, who is left, what if a union closes."""

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
    coverage = um.coverage(proposal, on=ON)
    streets = coverage.by_place("township")
    print(streets.render("text", language))

    print("\n还有劳动者没有工会的街道：" if zh else "\nStreets with workers whom no union takes:")
    for street in streets.lines:
        if street.uncovered:
            print(f"  {street.label.within(language)} {street.uncovered} / {street.total}")

    print("\n如果在那里建立街道工会：" if zh else "\nIf a street union were founded there:")
    union = um.Union(id="t-024", name="青白石街道工会", kind="township_union", place="620102024")
    print(um.coverage_if(proposal, open=union, on=ON).render("text", language))

    print("\n如果酒泉路街道工会撤销：" if zh else "\nIf the union of Jiuquan Road Street closed:")
    print(um.coverage_if(proposal, close="t-001", on=ON).render("text", language))


if __name__ == "__main__":
    main()
