"""Measure the advice for every employer and coverage beside a check of the same register, in one run; prints a table.

Run it from the folder of the project: ``python -m benchmarks.organise``; with ``--quick`` only the small register.
"""

from __future__ import annotations

import argparse
import gc
import math
import statistics
import time
from collections.abc import Callable
from typing import Any

import unionmodel as um
from benchmarks import register

#: Organisations of a register; a little more than half of them are employers.
SIZES = (18_200, 182_000)
RUNS = 3
SUBJECTS: dict[str, Callable[[um.Structure], Any]] = {
    "check, rows engine": lambda structure: um.check(structure, on=register.ON, engine="rows"),
    "check, columns engine": lambda structure: um.check(structure, on=register.ON, engine="columns"),
    "coverage": lambda structure: um.coverage(structure, on=register.ON),
    "recommend_all": lambda structure: um.recommend_all(structure, on=register.ON).rows(),
    "money": lambda structure: um.money(structure, on=register.ON),
}


def median(run: Callable[[um.Structure], Any], structure: um.Structure) -> float:
    """Return how many seconds a call takes: the median of warm runs."""
    run(structure)
    times = []
    for _ in range(RUNS):
        gc.collect()
        began = time.perf_counter()
        run(structure)
        times.append(time.perf_counter() - began)
    return statistics.median(times)


def main() -> None:
    """Measure and print: seconds, the ratio to the check, and how the time grows from one size to the next."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    sizes = SIZES[:1] if parser.parse_args().quick else SIZES
    found: dict[tuple[str, int], float] = {}
    employers: dict[int, int] = {}
    for size in sizes:
        structure = um.Structure.from_columns(register.columns(size))
        employers[size] = structure.size("employers")
        for name, run in SUBJECTS.items():
            found[name, size] = median(run, structure)
            ratio = found[name, size] / found["check, rows engine", size]
            print(
                f"{employers[size]:>9,} employers  {name:<20} {found[name, size]:>8.3f} s  {ratio:>6.2f} of the check",
                flush=True,
            )
    if len(sizes) > 1:
        small, large = sizes
        for name in SUBJECTS:
            growth = math.log(found[name, large] / found[name, small]) / math.log(employers[large] / employers[small])
            print(f"growth of {name}: exponent {growth:.2f}")


if __name__ == "__main__":
    main()
