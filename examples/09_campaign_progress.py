"""入会行动走到哪一步 / How far the drive has come: by group and street, what cannot be told, where it leads, what is due."""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import unionmodel as um

PROPOSAL = Path(__file__).parent / "chengguan" / "chengguan.json"
ON = date(2022, 11, 30)
#: The same target for one district and its streets: the number and the day are those of the Gansu plan.
DISTRICT: dict[str, Any] = {
    "name": "chengguan",
    "title": {"zh": "城关区各街道", "en": "the streets of Chengguan"},
    "pack": "gansu-2021",
    "jurisdiction": "620102",
    "reporting": "township",
    "groups": ["truck_driver", "ride_hailing_driver", "courier", "food_delivery_rider"],
    "targets": [
        {
            "name": "rate",
            "kind": "rate",
            "share": {"parameter": "target.rate"},
            "due_on": {"parameter": "target.due_on"},
            "scope": "pooled",
        }
    ],
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    language = parser.parse_args().language
    zh = language == "zh"
    structure = um.load(PROPOSAL)

    # The data are those of one district: its numbers stand for Lanzhou, and the other cities say nothing.
    gansu = um.campaign(structure, on=ON)
    print(gansu.render("text", language))

    print()
    print("各街道四个群体合计：" if zh else "The four groups together, by street:")
    streets = um.campaign(structure, on=ON, campaign=DISTRICT)
    together = [row for row in streets.progress if row.group is None and row.area.role == "unit"]
    for verdict, number in sorted(
        Counter(row.verdict.text.within(language) for row in together if row.verdict).items()
    ):
        print(f"  {verdict}: {number}")
    for row in together:
        if row.verdict == "not_reached" and row.needed is not None:
            needed = row.needed.text.within(language)
            print(f"  {row.area.name}: " + (f"还需会员 {needed} 人" if zh else f"{needed} more members are needed"))
    for row in together:
        if row.missing:
            print(f"  {row.area.name}: " + ("人数不全：" if zh else "incomplete: ") + ", ".join(row.missing))

    # Only what was counted on two days can be carried on to the due day.
    course = streets.row("620102").projection
    if course is not None:
        print("按现有速度：" if zh else "At the present pace:")
        print(f"  {course.first_on} - {course.last_on}: {course.first} -> {course.last} -> {course.matched_at_due}")
        print(f"  {course.matched} / {course.head_counts} " + ("行有两个时点" if zh else "rows were counted twice"))

    print()
    print(gansu.render("due", language))


if __name__ == "__main__":
    main()
