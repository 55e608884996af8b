"""为什么得出这个结论 / Why this finding: the same rule at three federations, one broken, one unknown, one held."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import unionmodel as um

PROPOSAL = Path(__file__).parent / "chengguan" / "chengguan.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    chosen = parser.parse_args()
    zh = chosen.language == "zh"

    structure = um.load(PROPOSAL)
    for union in ("if-rider", "ju-r2", "if-courier"):
        name = structure.unions[union].name
        print(f"工作经费下限（GS401）：{name}" if zh else f"The floor of work funds (GS401): {union}, {name}")
        print(um.why(structure, "GS401", union, on=date(2022, 12, 31)).render("text", chosen.language))
        print()


if __name__ == "__main__":
    main()
