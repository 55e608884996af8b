"""Measure the library beside other engines that judge the same rules, and write it into RESULTS.md, with a plot.

Run it from the folder of the project: ``python -m benchmarks.peers_run``; with ``--quick`` only up to 1 000
organisations, and nothing is written. The packages stand in `benchmarks/requirements.txt`; an engine whose package is
missing is listed with the reason. Every engine has to find what the library finds before it is timed. They take turns in
one process, so that a machine which others use as well is as slow for all; peak memory is that of a process of its own.
"""

from __future__ import annotations

import argparse
import gc
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

import attrs

import unionmodel as um
from benchmarks import register
from benchmarks.parts import put
from benchmarks.peers import duckdb_sql
from benchmarks.peers.frames import enriched, frames
from benchmarks.peers.three.given import CODES, given
from benchmarks.peers_page import OURS, SQL, Measured, Taken, lines, plotted

CHART = Path(__file__).with_name("peers.svg")
SIZES, QUICK = (30, 1_000, 10_000), (30, 1_000)
#: Where each engine is: its module, and the class in it where there are several.
PEERS = {
    "plain": "plain_three", "duckdb": "duckdb_three", "maplib": "sparql", "clingo": "answer_sets", "pyrudof": "rudof",
    "pyshacl": "shacl", "regopy": "rego", "pandera": "flat:Pandera", "zen": "flat:Zen", "openfisca": "flat:OpenFisca",
}  # fmt: skip
#: Rounds; the seconds after which an engine that has run `LEAST` times runs no more; the longest that one run may take.
ROUNDS, QUICK_ROUNDS, LEAST, BUDGET, MOST = 15, 3, 3, 20.0, 60.0


@attrs.frozen
class Subject:
    """Something that is measured: `load` makes what `run` starts from, anew for each run; `again` if it can run twice."""

    key: str
    name: str
    load: Callable[[], Any]
    run: Callable[[Any], set[Any]]
    joins: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()
    again: bool = False


def broken(report: um.Report) -> set[tuple[str, str]]:
    """Return the rule and subject of all that is broken."""
    return {(one.code, one.subject) for one in report.findings if one.outcome == um.Outcome.BROKEN}


def ours(columns: register.Columns, codes: tuple[str, ...], read: Callable[[um.Report], Any]) -> list[Subject]:
    """Return the two engines: what is loaded is checked again, and with loading, it is the first check."""

    def subject(engine: str) -> Subject:
        def run(structure: um.Structure) -> Any:
            return read(um.check(structure, on=register.ON, select=codes, engine=engine))

        return Subject(engine, OURS[engine], lambda: um.Structure.from_columns(columns), run, again=True)

    return [subject(engine) for engine in OURS]


def peers(columns: register.Columns) -> tuple[list[Subject], dict[str, str]]:
    """Return the engines that are installed, and why others are not there."""
    handed, tables = given(um.Structure.from_columns(columns), register.ON), frames(columns)
    found, missing = [], {}
    for key, where in PEERS.items():
        module, _, inner = where.partition(":")
        peer: Any = import_module(f"benchmarks.peers.three.{module}")
        peer = getattr(peer, inner) if inner else peer
        try:
            for package in peer.PACKAGES:
                version(package)
        except ImportError as error:
            missing[key] = f"{peer.NAME}: {error}"
            continue
        start = tables if getattr(peer, "READS_TABLES", False) else handed
        load = lambda peer=peer, start=start: peer.load(start)  # noqa: E731
        found.append(Subject(key, peer.NAME, load, peer.run, tuple(peer.JOINS), tuple(peer.PACKAGES)))
    return found, missing


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds a call took, and what it returned."""
    gc.collect()
    began = time.perf_counter()
    answer = call()
    return time.perf_counter() - began, answer


def measure(subjects: list[Subject], refused: dict[str, str], rounds: int) -> dict[str, Taken]:
    """Check that all find the same, then let them take turns; those in `refused` are left out."""
    taken = {one.key: Taken(refused=refused.get(one.key, "")) for one in subjects}
    expected: Any = None
    for one in subjects:
        if taken[one.key].refused:
            continue
        try:
            # The first run also imports the packages and compiles the rules: it is no measurement.
            seconds, found = timed(lambda one=one: one.run(one.load()))
        except Exception as error:
            taken[one.key].refused = f"fails: {type(error).__name__}: {str(error)[:200]}"
            continue
        expected = found if expected is None else expected
        if found != expected:
            unlike = Counter(code for code, *_ in found ^ expected)
            said = ", ".join(f"{number} of {code}" for code, number in sorted(unlike.items()))
            taken[one.key].refused = f"finds something else: {said}"
        print(f"  {one.key:<10} {'differs' if found != expected else 'agrees':<8} {seconds:8.3f} s", flush=True)
    for turn in range(rounds):
        for one in subjects:
            so_far, spent = taken[one.key], sum(taken[one.key].wholes)
            if so_far.refused or spent > (BUDGET if turn >= LEAST else 2 * BUDGET):
                continue
            load, start = timed(one.load)
            run, _ = timed(lambda one=one, start=start: one.run(start))
            so_far.wholes.append(load + run)
            so_far.runs.append(timed(lambda one=one, start=start: one.run(start))[0] if one.again else run)
    return taken


def too_long(before: dict[str, Taken], size: int, last: int) -> dict[str, str]:
    """Return the engines that take too long at a size, and those that were not run at the one before."""
    refused = {}
    for key, taken in before.items():
        if taken.refused:
            refused[key] = taken.refused
        elif taken.median() * size / last > MOST / 4:
            try:
                in_a_process(key, size, MOST)
            except subprocess.TimeoutExpired:
                refused[key] = f"takes more than {MOST:.0f} s, with loading"
    return refused


def in_a_process(key: str, size: int, seconds: float | None = None) -> float:
    """Return the peak memory in megabytes of one engine that judges a register, in a process of its own.

    Raises TimeoutExpired after so many seconds.
    """
    command = [sys.executable, "-m", "benchmarks.peers_run", "--alone", key, "--size", str(size)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True, timeout=seconds)
    return float(json.loads(done.stdout.splitlines()[-1]))


def alone(key: str, size: int) -> None:
    """Run one engine once, and print the peak memory; `nothing` only makes what all start from."""
    columns = enriched(size, 1)
    subjects = [*ours(columns, CODES, broken), *peers(columns)[0]]
    for one in subjects:
        if one.key == key:
            one.run(one.load())
    print(json.dumps(peak()))


def peak() -> float:
    """Return the peak memory of this process in megabytes, as the system's own account has it.

    What `getrusage` says begins with the peak of the process that started this one, and would be the same for all.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) / 1024


def by_sql(columns: register.Columns) -> list[Subject]:
    """Return the library and the SQL peer with all the rules that it has."""

    def read(report: um.Report) -> set[Any]:
        return {(one.code, one.table, one.subject, one.outcome.value) for one in report.findings}

    def run(tables: dict[str, Any]) -> set[Any]:
        return set(duckdb_sql.findings(tables, register.ON))

    sql = Subject("duckdb", SQL, lambda: frames(columns), run)
    return [*ours(columns, duckdb_sql.CODES, read), sql]


def measure_all(sizes: tuple[int, ...], rounds: int) -> Measured:
    """Measure everything at every size."""
    found = Measured()
    refused: dict[str, str] = {}
    for number, size in enumerate(sizes):
        columns = enriched(size, 1)
        print(f"{size:,} organisations", flush=True)
        others, found.missing = peers(columns)
        subjects = [*ours(columns, CODES, broken), *others]
        for one in subjects:
            found.names[one.key], found.joins[one.key] = one.name, one.joins
            found.packages.update(one.packages)
        if number:
            refused = too_long(found.three[sizes[number - 1]], size, sizes[number - 1])
        found.three[size] = measure(subjects, refused, rounds)
        found.every[size] = measure(by_sql(columns), {}, rounds)
    return found


def remember(found: Measured) -> None:
    """Measure the peak memory of each engine at the largest size it was timed at."""
    for key in found.names:
        size = max((size for size, taken in found.three.items() if key in taken and taken[key].runs), default=None)
        if size is not None:
            for one in (key, "nothing"):
                if f"{one}@{size}" not in found.memory:
                    found.memory[f"{one}@{size}"] = in_a_process(one, size)


def main() -> None:
    """Measure and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only up to 1 000 organisations, and write nothing")
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.alone:
        alone(asked.alone, asked.size)
        return
    found = measure_all(*((QUICK, QUICK_ROUNDS) if asked.quick else (SIZES, ROUNDS)))
    if not asked.quick:
        remember(found)
    text = "\n".join(lines(found))
    if asked.quick:
        print(text)
        return
    put("peers", text.splitlines())
    CHART.write_text(plotted(found), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
