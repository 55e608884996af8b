"""Measure a check of registers from 30,000 unions to the nation's three million, and write it into RESULTS.md.

Run it from the folder of the project: ``python -m benchmarks.scale --folder /data/registers`` (some gigabytes of disk);
with ``--sizes`` for other sizes, with ``--print`` nothing is written. Registers that are not there are drawn first. Each
size is measured in a process of its own, so that its peak memory is its own, and by the time of the processor as well as
by the clock: a machine that others use as well spoils only the clock.
"""

from __future__ import annotations

import argparse
import itertools
import json
import math
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks import register
from benchmarks.parts import put
from benchmarks.register import national

SIZES = (30_000, 300_000, 3_000_000)
PACKAGES = ("unionmodel", "polars", "numpy", "narwhals")
STAGES = ("reading", "facts", "judging")
#: A peer that checks the same folder, where DuckDB is installed: `CODES`, the rules it has, and `check(folder, on)`, which
#: returns the subjects that break each rule, by code.
PEER = "benchmarks.peers.duckdb_sql"


def measured(folder: Path, select: list[str] | None) -> dict[str, Any]:
    """Check the register in `folder`, in this process; return seconds by stage, memory and what was found."""
    import unionmodel as um

    marks: list[tuple[str, float, float]] = []

    def hear(stage: Any, done: int, total: int) -> None:
        if not marks or marks[-1][0] != stage.en:
            marks.append((stage.en, time.perf_counter(), time.process_time()))

    began, used = time.perf_counter(), time.process_time()
    report = um.check_register(
        folder, on=register.ON, select=select, output=folder.with_name(f"{folder.name}-findings.parquet"), progress=hear
    )
    marks.append(("end", time.perf_counter(), time.process_time()))
    stages = {
        name: {"clock": after[1] - clock, "cpu": after[2] - cpu}
        for (name, clock, cpu), after in itertools.pairwise(marks)
    }
    return {
        "clock": time.perf_counter() - began,
        "cpu": time.process_time() - used,
        "gigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2,
        "stages": stages,
        "rows": report.records,
        "findings": int(report.summary["findings"].sum()),
        "rules": len(report.rules),
        "broken": {code: counts["broken"] for code, counts in report.counts.items()},
    }


def measured_peer(folder: Path) -> dict[str, Any]:
    """Let the peer check the register in `folder`, in this process."""
    from importlib import import_module

    peer = import_module(PEER)
    began, used = time.perf_counter(), time.process_time()
    found = peer.check(folder, register.ON)
    return {
        "clock": time.perf_counter() - began,
        "cpu": time.process_time() - used,
        "gigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2,
        "broken": {code: len(subjects) for code, subjects in found.items()},
    }


def in_a_process(*arguments: str) -> dict[str, Any]:
    """Run one measurement in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.scale", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return answer


def drawn(folder: Path, size: int) -> Path:
    """Return the folder of a register with so many unions, which is drawn where it is not there."""
    where = folder / str(size)
    if not (where / national.ABOUT).exists():
        for _ in national.write(where, size, seed=1):
            pass
    return where


def planted_but_not_found(where: Path) -> int:
    """Return how many of the planted faults the check did not find."""
    import polars as pl

    found = pl.scan_parquet(where.with_name(f"{where.name}-findings.parquet")).filter(pl.col("outcome") == "broken")
    expected = pl.scan_parquet(where / national.EXPECTED)
    return int(expected.join(found, on=["code", "subject"], how="anti").select(pl.len()).collect().item())


def exponent(one: float, other: float, times: float) -> float:
    """Return how a cost grows: 1 where it grows as the size does."""
    return math.log(other / one) / math.log(times)


def lines(found: dict[int, dict[str, Any]], peers: dict[int, dict[str, Any]]) -> Iterator[str]:
    """Yield the part of the page of results."""
    sizes = sorted(found)
    first = found[sizes[0]]
    yield from (
        "## From a county to the nation",
        "",
        "Written by `python -m benchmarks.scale`: a check of a register by all default packs, from Parquet to a file of",
        f"findings; {first['rules']} rules. Costs are those of the processor, as multiples of the smallest register.",
        "",
        f"Python {platform.python_version()}, {', '.join(f'{name} {version(name)}' for name in PACKAGES)}; "
        f"{platform.system()}, {os.cpu_count()} cores.",
        "",
        "| unions | rows | findings | cost | clock | peak memory (GB) | planted faults not found |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    )
    for size in sizes:
        one = found[size]
        cost, clock = one["cpu"] / first["cpu"], one["clock"] / first["clock"]
        yield (
            f"| {size:,} | {one['rows']:,} | {one['findings']:,} | × {cost:.1f} | × {clock:.1f} | "
            f"{one['gigabytes']:.2f} | {one['lost']} |"
        )
    if len(sizes) > 1:
        yield from ("", "| from | to | exponent of cost | exponent of clock |", "| ---: | ---: | ---: | ---: |")
        for small, large in {(sizes[0], sizes[-1]), *itertools.pairwise(sizes)}:
            grown = [exponent(found[small][key], found[large][key], large / small) for key in ("cpu", "clock")]
            yield f"| {small:,} | {large:,} | {grown[0]:.2f} | {grown[1]:.2f} |"
    yield from ("", f"| share of the cost | {' | '.join(STAGES)} |", "| ---: |" + " ---: |" * len(STAGES))
    for size in sizes:
        parts = [found[size]["stages"].get(stage, {"cpu": 0.0})["cpu"] / found[size]["cpu"] for stage in STAGES]
        yield f"| {size:,} | " + " | ".join(f"{part:.0%}" for part in parts) + " |"
    if peers:
        yield from _peer_lines(peers)


def _peer_lines(peers: dict[int, dict[str, Any]]) -> Iterator[str]:
    rules = next(iter(peers.values()))["rules"]
    yield from (
        "",
        f"### Beside hand-written SQL: {rules} rules",
        "",
        "| unions | our cost, as a multiple of SQL | our clock | our memory | same findings |",
        "| ---: | ---: | ---: | ---: | --- |",
    )
    for size, pair in sorted(peers.items()):
        ours, theirs = pair["ours"], pair["theirs"]
        ratios = [ours[key] / theirs[key] for key in ("cpu", "clock", "gigabytes")]
        same = "yes" if all(ours["broken"][code] == number for code, number in theirs["broken"].items()) else "no"
        yield f"| {size:,} | " + " | ".join(f"{ratio:.2f}" for ratio in ratios) + f" | {same} |"


def compared(where: Path) -> dict[str, Any]:
    """Return what the peer and the library need for the rules that the peer has."""
    from importlib import import_module

    codes = import_module(PEER).CODES
    ours = in_a_process("--measure", str(where), "--select", ",".join(codes))
    return {"ours": ours, "theirs": in_a_process("--measure-peer", str(where)), "rules": len(codes)}


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/registers"), help="where registers are kept")
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], default=list(SIZES))
    parser.add_argument("--print", action="store_true", help="write nothing")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--measure-peer", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--select", type=lambda text: text.split(","), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure or asked.measure_peer:
        answer = measured(asked.measure, asked.select) if asked.measure else measured_peer(asked.measure_peer)
        print(json.dumps(answer))
        return
    found: dict[int, dict[str, Any]] = {}
    peers: dict[int, dict[str, Any]] = {}
    for size in asked.sizes:
        where = drawn(asked.folder, size)
        found[size] = in_a_process("--measure", str(where))
        found[size]["lost"] = planted_but_not_found(where)
        print(f"{size:>9,} unions: {json.dumps({k: v for k, v in found[size].items() if k != 'broken'})}", flush=True)
        if find_spec("duckdb") is not None:
            peers[size] = compared(where)
    if asked.print:
        print("\n".join(lines(found, peers)))
    else:
        put("scale", lines(found, peers))


if __name__ == "__main__":
    main()
