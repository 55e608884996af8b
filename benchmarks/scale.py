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
import statistics
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
#: A peer that checks the same folder, where DuckDB is installed: `CODES`, the rules it has, `write(folder, on, output)`,
#: which writes what it finds as Parquet, and `columns_read()`.
PEER = "benchmarks.peers.duckdb_sql"
#: What tells one finding from another; the library and the peer both write it.
FINDING = ["code", "table", "subject", "outcome"]


def peak_gigabytes() -> float:
    """Return the most memory that this process ever held: its own, not that of the process that started it."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024**2


def beside(folder: Path, name: str) -> Path:
    """Return where the findings of a check of `folder` are put."""
    return folder.with_name(f"{folder.name}-{name}.parquet")


def measured(folder: Path, select: list[str] | None) -> dict[str, Any]:
    """Check the register in `folder`, in this process; return seconds by stage, memory and what was found."""
    import unionmodel as um

    marks: list[tuple[str, float, float]] = []

    def hear(stage: Any, done: int, total: int) -> None:
        if not marks or marks[-1][0] != stage.en:
            marks.append((stage.en, time.perf_counter(), time.process_time()))

    began, used = time.perf_counter(), time.process_time()
    output = beside(folder, "findings" if select is None else "selected")
    report = um.check_register(folder, on=register.ON, select=select, output=output, progress=hear)
    marks.append(("end", time.perf_counter(), time.process_time()))
    stages = {
        name: {"clock": after[1] - clock, "cpu": after[2] - cpu}
        for (name, clock, cpu), after in itertools.pairwise(marks)
    }
    return {
        "clock": time.perf_counter() - began,
        "cpu": time.process_time() - used,
        "gigabytes": peak_gigabytes(),
        "stages": stages,
        "rows": report.records,
        "findings": int(report.summary["findings"].sum()),
        "rules": len(report.rules),
    }


def measured_peer(folder: Path) -> dict[str, Any]:
    """Let the peer check the register in `folder`, in this process."""
    from importlib import import_module

    peer = import_module(PEER)
    began, used = time.perf_counter(), time.process_time()
    peer.write(folder, register.ON, beside(folder, "sql"))
    return {
        "clock": time.perf_counter() - began,
        "cpu": time.process_time() - used,
        "gigabytes": peak_gigabytes(),
    }


def measured_reading(folder: Path) -> dict[str, Any]:
    """Decode each column once, in this process: all of them, as the library has to, and those that the peer reads."""
    from importlib import import_module

    import polars as pl

    files = import_module(PEER).in_folder(folder)
    frames = {table: pl.scan_parquet(path) for table, path in files.items()}
    all_columns = {table: frame.collect_schema().names() for table, frame in frames.items()}
    wanted = import_module(PEER).columns_read()
    some = {table: [name for name in names if name in wanted[table]] for table, names in all_columns.items()}
    found = {}
    for which, chosen in (("all", all_columns), ("some", some)):
        began = time.process_time()
        for table, names in chosen.items():
            for name in names:
                frames[table].select(name).collect()
        found[which] = time.process_time() - began
    return found


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

    found = pl.scan_parquet(beside(where, "findings")).filter(pl.col("outcome") == "broken")
    expected = pl.scan_parquet(where / national.EXPECTED)
    return int(expected.join(found, on=["code", "subject"], how="anti").select(pl.len()).collect().item())


def same_findings(where: Path) -> bool:
    """Return whether the library and the peer found the same, finding by finding."""
    import polars as pl

    both = [pl.scan_parquet(beside(where, name)).group_by(FINDING).len() for name in ("selected", "sql")]
    lost = [
        one.join(other, on=[*FINDING, "len"], how="anti").select(pl.len()).collect().item()
        for one, other in (both, both[::-1])
    ]
    return not any(lost)


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
    rules, turns = (next(iter(peers.values()))[key] for key in ("rules", "turns"))
    yield from (
        "",
        f"### Beside hand-written SQL: {rules} rules",
        "",
        f"Both read the same Parquet and write what they find as Parquet, each in a process of its own; turns for each: {turns}.",
        "The library checks every cell of every column and writes the fields, sources and severity of a finding, too; SQL",
        "reads only the columns that it needs. *Decoding alone* is what it takes only to bring the columns into memory once:",
        "all of them for the library, those that its queries name for SQL. Cost is time of the processor; the clock also has",
        "what others used of the machine, and of that more falls to whoever keeps one core busy, as the library does while it reads.",
        "",
        "| unions | our cost, as a multiple of SQL | our clock | our memory | decoding alone, of our cost | of that of SQL "
        "| findings | same findings |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |",
    )
    for size, pair in sorted(peers.items()):
        ours, theirs, reading = pair["ours"], pair["theirs"], pair["reading"]
        ratios = " | ".join(f"{ours[key] / theirs[key]:.2f}" for key in ("cpu", "clock", "gigabytes"))
        limits = f"{reading['all'] / ours['cpu']:.0%} | {reading['some'] / theirs['cpu']:.0%}"
        yield f"| {size:,} | {ratios} | {limits} | {ours['findings']:,} | {'yes' if pair['same'] else 'no'} |"


def compared(where: Path, turns: int) -> dict[str, Any]:
    """Return what the peer and the library need for the rules that the peer has, in turns."""
    from importlib import import_module

    codes = import_module(PEER).CODES
    ours, theirs = [], []
    for _ in range(turns):
        ours.append(in_a_process("--measure", str(where), "--select", ",".join(codes)))
        theirs.append(in_a_process("--measure-peer", str(where)))
    reading = in_a_process("--measure-reading", str(where))
    found = {"ours": median_of(ours), "theirs": median_of(theirs), "reading": reading}
    return {**found, "rules": len(codes), "same": same_findings(where), "turns": turns}


def median_of(turns: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the median of each number."""
    return {key: statistics.median(turn[key] for turn in turns) for key in turns[0] if key != "stages"}


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("build/registers"), help="where registers are kept")
    parser.add_argument("--sizes", type=lambda text: [int(size) for size in text.split(",")], default=list(SIZES))
    parser.add_argument("--turns", type=int, default=3, help="how often each of the two is measured; medians count")
    parser.add_argument("--print", action="store_true", help="write nothing")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--measure-peer", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--measure-reading", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--select", type=lambda text: text.split(","), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.measure:
        print(json.dumps(measured(asked.measure, asked.select)))
        return
    for folder, measure in ((asked.measure_peer, measured_peer), (asked.measure_reading, measured_reading)):
        if folder:
            print(json.dumps(measure(folder)))
            return
    found: dict[int, dict[str, Any]] = {}
    peers: dict[int, dict[str, Any]] = {}
    for size in asked.sizes:
        where = drawn(asked.folder, size)
        found[size] = in_a_process("--measure", str(where))
        found[size]["lost"] = planted_but_not_found(where)
        print(f"{size:>9,} unions: {json.dumps(found[size])}", flush=True)
        if find_spec("duckdb") is not None:
            peers[size] = compared(where, asked.turns)
            print(f"{size:>9,} beside SQL: {json.dumps(peers[size])}", flush=True)
    if asked.print:
        print("\n".join(lines(found, peers)))
    else:
        put("scale", lines(found, peers))


if __name__ == "__main__":
    main()
