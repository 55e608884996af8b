"""一份设想落实之后会怎样 / What a scenario would change: its steps, who approves, findings before and after, and back again."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

import unionmodel as um

FOLDER = Path(__file__).parent / "chengguan"
ON = date(2022, 12, 31)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    language = parser.parse_args().language
    zh = language == "zh"

    proposal = um.load(FOLDER / "chengguan.json")
    found = um.scenario(proposal, FOLDER / "scenario.yaml", on=ON)
    print(found.render("text", language))

    back = found.structure.with_edits(found.inverse())
    same = back.sha256 == proposal.sha256
    print(f"\n撤回之后与原来相同：{same}" if zh else f"\nThe same as before when taken back: {same}")

    print("\n如果铁路西村街道并入铁路东村街道：" if zh else "\nIf one street became part of another:")
    for step in um.reorganise(proposal, ON, replaced={"620102019": "620102018"}).steps:
        print(
            f"  {step.text.within(language)}（{len(step.edits)}）"
            if zh
            else f"  {step.text.en} ({len(step.edits)} edits)"
        )


if __name__ == "__main__":
    main()
