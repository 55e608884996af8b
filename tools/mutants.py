"""Change every comparison, number and condition of a pack by one, and list what its examples and the cases let through.

python tools/mutants.py                         every pack
python tools/mutants.py --pack charter          one pack, with the facts and parameters that it reads
python tools/mutants.py --kind comparison       mutants of one kind: comparison, number, parameter, logic, word
"""

from __future__ import annotations

import argparse
import sys

import unionmodel as um
from generated import ROOT
from unionmodel.testing import load_cases, survey
from unionmodel.testing.measuring import trials_in

KINDS = ("comparison", "number", "parameter", "logic", "word")


def main() -> int:
    """Print the survivors, each with its kind, and how many of how many there are."""
    packs = um.packs()
    parser = argparse.ArgumentParser(description="List the mutants of rules that examples and cases let through.")
    parser.add_argument("--pack", choices=sorted(packs), help="one pack (default: all of them together)")
    parser.add_argument("--kind", choices=KINDS, action="append", help="mutants of this kind only; may be repeated")
    given = parser.parse_args()
    kinds = given.kind or KINDS
    trials = [trial for case in load_cases(ROOT / "tests" / "cases") for trial in trials_in(case)]
    found = survey([packs[given.pack]] if given.pack else list(packs.values()), trials)
    for name, kind in found.survivors.items():
        if kind in kinds:
            print(f"{kind:11}{name}")
    for kind in kinds:
        alive = sum(one == kind for one in found.survivors.values())
        print(f"{kind}: {alive} of {found.counts.get(kind, 0)} live", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
