"""Write a large synthetic register: ``python -m benchmarks.register --organisations 3000000 --output FOLDER``.

`--organisations` is the number of unions; five employers come for three of them. With `--members` a roster is added.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.register import national


def main() -> None:
    """Write a register, with a bar on a terminal."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--organisations", type=int, required=True, help="how many unions (30 to 3,000,000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--members", type=int, default=0, help="rows of the roster (up to 300,000,000)")
    parser.add_argument("--output", type=Path, required=True, help="the folder to write into")
    asked = parser.parse_args()
    if asked.organisations < 1 or asked.members < 0:
        parser.error("a register has at least one union, and no negative number of members")
    for table, done, total in national.write(asked.output, asked.organisations, asked.seed, asked.members):
        if sys.stderr.isatty():
            filled = 40 * done // total
            print(f"\r{'#' * filled}{'.' * (40 - filled)} {done:,}/{total:,} {table:<14}", end="", file=sys.stderr)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    print(f"{asked.output}: {(asked.output / national.ABOUT).read_text(encoding='utf-8')}", end="")


if __name__ == "__main__":
    main()
