"""三种预算各能覆盖多少人 / Three budgets side by side: whom each would found in Chengguan, and how many workers it reaches."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import unionmodel as um

PROPOSAL = Path(__file__).parent / "chengguan" / "chengguan.json"
ON = date(2022, 12, 31)
FEDERATIONS = ("industry_federation", "regional_federation", "township_union", "community_union", "joint_union")
BUDGETS = (20_000, 40_000, 80_000)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    language = parser.parse_args().language
    zh = language == "zh"

    proposal = um.load(PROPOSAL)
    # As if nothing but the employers' own unions were there yet.
    ended = [
        um.change("unions", one.id, status="dissolved") for one in proposal.unions.values() if one.kind in FEDERATIONS
    ]
    start = proposal.with_edits(ended)

    print("预算（元）  建立  覆盖人数" if zh else "budget (yuan)  founded  workers with a union")
    for budget in BUDGETS:
        plan = um.plan(start, budget, on=ON)
        print(f"{budget:>10}  {len(plan.organisations):>4}  {plan.reached.before} -> {plan.reached.after}")

    print()
    print(um.plan(start, BUDGETS[0], on=ON).render("text", language))

    print("\n落实之后再核对：" if zh else "\nChecked again with the plan carried out:")
    plan = um.plan(start, BUDGETS[-1], on=ON)
    for name, structure in (("before", start), ("after", start.with_edits(plan.edits))):
        print(f"  {name}: GS301 {um.check(structure, on=ON).counts['GS301']['broken']}")


if __name__ == "__main__":
    main()
