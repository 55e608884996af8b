"""Measure the two engines beside the plain functions, in one run, and write the table of medians to RESULTS.md.

Run it from the folder of the project: ``python -m benchmarks.speed``; with ``--quick`` only up to 1 000 organisations.
"""

from __future__ import annotations

import argparse
import gc
import math
import os
import platform
import statistics
import time
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

import attrs

import unionmodel as um
from benchmarks import register
from benchmarks.parts import put
from benchmarks.peers import plain
from benchmarks.peers.records import Records, records_of

#: All that is checked by default.
PACKS = um.DEFAULT_PACKS
#: The rules of these packs that the plain functions read, too; those that are off by default left out.
CODES = tuple(
    rule.code
    for pack in um.packs().values()
    if pack.name in PACKS
    for rule in pack.rules
    if rule.code in plain.CODES and not rule.preview
)
SIZES = (30, 1_000, 10_000, 300_000)
QUICK = (30, 1_000)
#: What is measured, each up to a number of organisations.
SUBJECTS = {"rows": 300_000, "columns": 300_000, "plain": 300_000}
NAMES = {
    "rows": "the library, rows engine",
    "columns": "the library, columns engine",
    "plain": "plain functions (attrs, dicts, networkx)",
}
PACKAGES = ("unionmodel", "attrs", "networkx", "narwhals", "polars", "numpy")
#: Repeat until this many seconds or runs have passed, but at least `LEAST` times.
SECONDS, MOST, LEAST = 5.0, 201, 5


@attrs.frozen
class Measured:
    """What one engine took for one register, in milliseconds, and what it found."""

    warm: float
    first: float
    runs: int
    counts: dict[str, dict[str, int]]


def run_library(structure: um.Structure, engine: str) -> dict[str, dict[str, int]]:
    """Check `structure` with the library; return the counts of outcomes by rule."""
    report = um.check(structure, packs=PACKS, on=register.ON, engine=engine)
    return {code: {outcome: counts[outcome] for outcome in plain.OUTCOMES} for code, counts in report.counts.items()}


def rules_of_packs() -> list[str]:
    """Return the codes of the rules that are checked by default."""
    return [rule.code for pack in um.packs().values() if pack.name in PACKS for rule in pack.rules if not rule.preview]


def run_plain(records: Records) -> dict[str, dict[str, int]]:
    """Check `records` with the plain functions; return the counts of outcomes by rule."""
    return plain.check(records, register.ON).counts


def measure(subject: str, columns: register.Columns) -> Measured:
    """Time one engine: the first check of a new structure, then the median of warm checks of the same one."""
    structure = um.Structure.from_columns(columns)
    # Made beforehand, so that the plain functions are not charged for it.
    records = records_of(structure) if subject == "plain" else None

    def run() -> dict[str, dict[str, int]]:
        return run_library(structure, subject) if records is None else run_plain(records)

    first, counts = timed(run)
    # The very first check in a process also compiles the rules: measure a new structure once they are compiled.
    if subject != "plain":
        structure = um.Structure.from_columns(columns)
        first, counts = timed(run)
    times: list[float] = []
    began = time.perf_counter()
    while len(times) < LEAST or (time.perf_counter() - began < SECONDS and len(times) < MOST):
        times.append(timed(run, tidy=size_of(structure) > 10_000)[0])
    return Measured(statistics.median(times), first, len(times), counts)


def size_of(structure: um.Structure) -> int:
    """Return how many organisations a structure has."""
    return structure.size("unions") + structure.size("employers")


def timed(run: Callable[[], Any], *, tidy: bool = True) -> tuple[float, Any]:
    """Return how many milliseconds a call took, and what it returned.

    `tidy` collects garbage before. Of small structures nobody does: it would take longer than the call, and leave the
    processor's caches cold.
    """
    if tidy:
        gc.collect()
    began = time.perf_counter()
    answer = run()
    return (time.perf_counter() - began) * 1000, answer


def measure_all(sizes: tuple[int, ...]) -> dict[tuple[str, int], Measured]:
    """Measure every engine at every size."""
    found: dict[tuple[str, int], Measured] = {}
    for size in sizes:
        began = time.perf_counter()
        columns = register.columns(size)
        print(f"{size:>9,} organisations, made in {time.perf_counter() - began:.1f} s", flush=True)
        for subject, most in SUBJECTS.items():
            if size <= most:
                found[subject, size] = one = measure(subject, columns)
                print(f"  {subject:<8} {one.warm:>10.2f} ms, first {one.first:>10.2f} ms, {one.runs} runs", flush=True)
    return found


def disagreements(found: dict[tuple[str, int], Measured], sizes: tuple[int, ...]) -> list[str]:
    """Return where two engines count a rule's outcomes differently."""
    return [
        f"{size:,} organisations, {code}: plain functions {one.counts[code]}, {subject} {other.counts[code]}"
        for size in sizes
        if (one := found.get(("plain", size))) is not None
        for subject in ("rows", "columns")
        if (other := found.get((subject, size))) is not None
        for code in CODES
        if one.counts[code] != other.counts[code]
    ]


def table(found: dict[tuple[str, int], Measured], sizes: tuple[int, ...], field: str) -> list[str]:
    """Return a table of milliseconds, an engine a line, a size a column."""
    lines = [
        "| milliseconds | " + " | ".join(f"{size:,}" for size in sizes) + " |",
        "| --- |" + " ---: |" * len(sizes),
    ]
    for subject, name in NAMES.items():
        cells = [shown(getattr(found[subject, size], field)) if (subject, size) in found else "" for size in sizes]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def shown(milliseconds: float) -> str:
    """Return a time with three digits that count."""
    return f"{milliseconds:,.0f}" if milliseconds >= 100 else f"{milliseconds:.3g}"


def ratios(found: dict[tuple[str, int], Measured], sizes: tuple[int, ...]) -> list[str]:
    """Return the warm times as multiples of the plain functions' and how the columns engine grows."""
    lines = [
        "| times the plain functions | " + " | ".join(f"{size:,}" for size in sizes) + " |",
        "| --- |" + " ---: |" * len(sizes),
    ]
    for subject in ("rows", "columns"):
        cells = [f"{found[subject, size].warm / found['plain', size].warm:.2f}" for size in sizes]
        lines.append(f"| {NAMES[subject]} | " + " | ".join(cells) + " |")
    if 1_000 in sizes and 300_000 in sizes:
        lines += [
            "",
            "| from 1,000 to 300,000 organisations | exponent of growth | cost per organisation |",
            "| --- | ---: | ---: |",
        ]
        for subject, name in NAMES.items():
            growth = found[subject, 300_000].warm / found[subject, 1_000].warm
            lines.append(f"| {name} | {math.log(growth) / math.log(300):.2f} | × {growth / 300:.2f} |")
    return lines


def written(found: dict[tuple[str, int], Measured], sizes: tuple[int, ...]) -> str:
    """Return the page of results."""
    versions = ", ".join(f"{package} {version(package)}" for package in PACKAGES)
    unlike = disagreements(found, sizes)
    lines = [
        "Written by `python -m benchmarks.speed`; `README.md` says what is measured and how. Medians of warm runs in",
        "one process; read ratios within a table, seconds differ from machine to machine.",
        "",
        f"Python {platform.python_version()}, {versions}; {platform.system()}, {os.cpu_count()} cores.",
        f"The library judges by {len(rules_of_packs())} rules, the plain functions by {len(CODES)} of them: all but "
        f"{', '.join(sorted(set(rules_of_packs()) - set(CODES)))}.",
        "",
        "## The same structure, checked again",
        "",
        *table(found, sizes, "warm"),
        "",
        *ratios(found, sizes),
        "",
        "## The first check of a new structure",
        "",
        "The rules are compiled by then, what the library remembers about a structure is not there yet. The plain",
        "functions remember nothing; their records are made beforehand.",
        "",
        *table(found, sizes, "first"),
        "",
        "## Agreement",
        "",
        *(unlike or ["All engines counted the same outcomes for every rule at every size."]),
        "",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure and write RESULTS.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only up to 1 000 organisations, and write nothing")
    quick = parser.parse_args().quick
    sizes = QUICK if quick else SIZES
    page = written(measure_all(sizes), sizes)
    if quick:
        print(page)
    else:
        put("speed", page.splitlines())


if __name__ == "__main__":
    main()
