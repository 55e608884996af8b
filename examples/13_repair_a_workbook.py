"""修复一份工作簿，再撤销 / Repairs a workbook into a new file, counts before and after, and takes it back."""

from __future__ import annotations

import argparse
import tempfile
from datetime import date
from pathlib import Path

import unionmodel as um

PROPOSAL = Path(__file__).parent / "chengguan" / "chengguan.xlsx"
ON = date(2022, 12, 31)
#: What somebody has decided, by the numbers in which the choices are listed.
DECIDED = {"GS401|if-rider": 1, "TUL103|rf-guangwu": 1}
RULES = ("TUL10", "GS103", "GS401")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=["zh", "en"], default="zh")
    language = parser.parse_args().language
    zh = language == "zh"

    proposal = um.load(PROPOSAL)
    repairs = um.repair(proposal, on=ON, select=RULES)
    print(repairs.render("text", language))

    done = repairs.carry_out(choose=DECIDED)
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder) / "repaired.xlsx"
        um.save(done.structure, written, language="zh")
        repaired = um.load(written)

    print("\n修改前后的错误数：" if zh else "\nErrors before and after:")
    for name, structure in (("before", proposal), ("after", repaired)):
        broken = [f for f in um.check(structure, on=ON).findings if f.outcome == "broken" and f.severity == "error"]
        print(f"  {name}: {len(broken)}")

    undone = um.undo(repaired, done.journal())
    same = undone.sha256 == proposal.sha256
    print(f"撤销后与原来相同：{same}" if zh else f"The same as before once undone: {same}")


if __name__ == "__main__":
    main()
