"""Count rosters of 10 and 100 million rows, beside bare DuckDB on the same files, and write it into RESULTS.md.

Run it from the folder of the project: ``python -m benchmarks.roster --folder /data/rosters`` (three gigabytes of disk); without
``--folder`` the rosters are drawn into one that is removed at the end. With ``--rows`` for other lengths, with
``--print`` nothing is written. Every run is a process of its own, the two take turns, and their answers must agree.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from benchmarks.parts import put
from benchmarks.register.draws import Draws, Numbers, keys

ROWS = (10_000_000, 100_000_000)
#: So many rows each is run how often; the longest only once.
RUNS, ONCE_FROM = 3, 50_000_000
NATION = 300_000_000
STRETCH = 1_000_000
#: One union for so many rows.
PER_UNION = 100
ON = date(2022, 12, 31)
GROUPS = ("truck_driver", "ride_hailing_driver", "courier", "food_delivery_rider", "other")
#: What DuckDB may use; beyond it it writes to the disk.
DUCKDB_MEMORY = "6GB"
_LETTERS = np.frombuffer(b"abcdefghijklmnopqrstuvwxyz234567", dtype=np.uint8)
_ACTIVE = f"status = 'active' AND (joined_on IS NULL OR joined_on <= DATE '{ON}') AND (left_on IS NULL OR left_on > DATE '{ON}')"


# -- drawing ------------------------------------------------------------------------------------------------------------


def pseudonyms(people: Numbers) -> pl.Series:
    """Return a text like a pseudonym of `unionmodel.identity` for each number: the same for the same one."""
    first = _mixed(people.astype(np.uint64))
    second = _mixed(first)
    letters = np.empty((len(people), 28), dtype=np.uint8)
    letters[:, 0], letters[:, 1] = ord("p"), ord("1")
    for place in range(13):
        shift = np.uint64(min(5 * place, 59))
        letters[:, 2 + place] = _LETTERS[((first >> shift) & np.uint64(31)).astype(np.int64)]
        letters[:, 15 + place] = _LETTERS[((second >> shift) & np.uint64(31)).astype(np.int64)]
    return pl.Series(letters.reshape(-1).view("S28").astype("U28"), dtype=pl.String)


def _mixed(numbers: Any) -> Any:
    """Return numbers mixed well, different ones for different numbers (the steps of splitmix64)."""
    mixed = numbers + np.uint64(0x9E3779B97F4A7C15)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return mixed ^ (mixed >> np.uint64(31))


def draw(folder: Path, rows: int, seed: int = 1) -> None:
    """Write a roster and its unions: in no order, 28 characters an id, one person in two hundred in two unions."""
    (folder / "members").mkdir(parents=True, exist_ok=True)
    unions = max(1, rows // PER_UNION)
    for part, first in enumerate(range(0, rows, STRETCH)):
        numbers = np.arange(first, min(rows, first + STRETCH))
        one = Draws(len(numbers), seed, 71, part)
        left = one.rare(0.05)
        frame = pl.DataFrame(
            {
                "id": pseudonyms(np.where(one.rare(0.005), np.maximum(numbers - 1, 0), numbers)),
                "union": keys("u", np.where(one.rare(0.001), unions, one.index(unions))),
                "group": one.blanked(one.pick(GROUPS)),
                "status": pl.Series(("active", "left")).gather(pl.Series(left.astype(np.uint32))),
                "joined_on": one.blanked(one.days(date(2012, 1, 1), date(2022, 12, 1))),
                "left_on": pl.select(pl.when(pl.Series(left)).then(date(2022, 12, 15))).to_series(),
            }
        )
        frame.write_parquet(folder / "members" / f"part-{part:05}.parquet")
    pl.DataFrame({"id": keys("u", np.arange(unions))}).write_parquet(folder / "unions.parquet")


# -- running ------------------------------------------------------------------------------------------------------------


#: The clock, and the time that the processor has spent.
Moment = tuple[float, float]


def moment() -> Moment:
    """Return the time of now."""
    return time.perf_counter(), time.process_time()


def between(name: str, began: Moment, ended: Moment) -> dict[str, float]:
    """Return how long a part took, by the clock and of the processor."""
    return {name: ended[0] - began[0], f"{name} cpu": ended[1] - began[1]}


def ours(folder: Path) -> dict[str, Any]:
    """Count the roster in `folder`, in this process."""
    import unionmodel as um

    # What is loaded at the first call is not measured, neither here nor below.
    um.roster({"members": pl.DataFrame({"id": ["p"], "union": ["u"]})}, ON)
    marks: dict[str, Moment] = {}
    began = moment()
    counts = um.roster(folder, ON, progress=lambda stage, done, total: marks.setdefault(stage.en, moment()))
    ended = moment()
    _, compared = marks.values()
    return {
        **between("counting", began, compared),
        **between("comparing", compared, ended),
        "rows": counts.rows,
        "members": counts.active,
        "pairs": counts.counts.height,
        "people": counts.people_twice,
        "orphans": 0 if counts.orphans is None else int(counts.orphans["rows"].sum()),
    }


def bare(folder: Path) -> dict[str, Any]:
    """Let DuckDB aggregate the roster in `folder`, in this process."""
    import duckdb

    parts = f"'{folder / 'members'}/*.parquet'"
    with tempfile.TemporaryDirectory(dir=folder) as spill, duckdb.connect() as database:
        database.execute(f"SET memory_limit = '{DUCKDB_MEMORY}'")
        database.execute("SET temp_directory = ?", [spill])
        began = moment()
        counts = database.execute(
            f'SELECT "union", "group", count(*) AS n, count(*) FILTER ({_ACTIVE}) AS a FROM {parts} GROUP BY ALL'
        ).fetchnumpy()
        counted = moment()
        twice = database.execute(
            f"SELECT id, count(*) AS n FROM {parts} WHERE {_ACTIVE} GROUP BY id HAVING count(*) > 1"
        ).fetchnumpy()
        ended = moment()
        orphans = database.execute(
            f"SELECT count(*) FROM {parts} WHERE \"union\" NOT IN (SELECT id FROM '{folder}/unions.parquet')"
        ).fetchall()[0][0]
    return {
        **between("counting", began, counted),
        **between("comparing", counted, ended),
        "rows": int(counts["n"].sum()),
        "members": int(counts["a"].sum()),
        "pairs": len(counts["n"]),
        "people": len(twice["id"]),
        "orphans": orphans,
    }


RUNNERS: dict[str, Callable[[Path], dict[str, Any]]] = {"ours": ours, "duckdb": bare}
PARTS = ("counting", "comparing", "counting cpu", "comparing cpu")
ANSWERS = ("rows", "members", "pairs", "people", "orphans")


def peak() -> float:
    """Return the most memory that this process has had, in gigabytes: that of the process itself, not of who began it."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM:")).split()[1]) / 1024**2


def run(name: str, folder: Path) -> dict[str, Any]:
    """Run one of the two in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.roster", "--run", name, "--folder", str(folder)]
    found: dict[str, Any] = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    return found


def measured(folder: Path, rows: int) -> dict[str, dict[str, Any]]:
    """Let both take turns, and return the medians. Raises where their answers differ."""
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in RUNNERS}
    for turn in range(1 if rows >= ONCE_FROM else RUNS):
        for name in RUNNERS if turn % 2 == 0 else reversed(RUNNERS):
            runs[name].append(run(name, folder))
    answers = {tuple(one[key] for key in ANSWERS) for several in runs.values() for one in several}
    if len(answers) != 1:
        raise SystemExit(f"the answers differ: {answers}")
    return {
        name: {
            **several[0],
            **{part: statistics.median(one[part] for one in several) for part in PARTS},
            "gigabytes": max(one["gigabytes"] for one in several),
            "runs": len(several),
        }
        for name, several in runs.items()
    }


# -- the page -----------------------------------------------------------------------------------------------------------


def page(found: dict[int, dict[str, dict[str, Any]]]) -> list[str]:
    """Return the part of the page of results."""
    lines = [
        "## Rosters",
        "",
        "Written by `python -m benchmarks.roster`: rosters as Parquet in parts of a million rows, in no order, ids of 28 characters,",
        f"a union for {PER_UNION} rows, one person in 200 in two unions. `um.roster` (every id is looked at for a resident ID, every",
        "label is checked) beside two bare aggregations by DuckDB of the same files: members by union and group; ids that occur",
        f"more than once among those that count on the day. DuckDB may use {DUCKDB_MEMORY}, then it writes to the disk. Time of ours as a",
        "multiple of DuckDB's, by the clock and in processor time, which others on the machine hardly lengthen.",
        "Memory is the peak of the process. Both gave the same answers.",
        "",
        "| rows | runs | counting | processor | duplicates | processor | both | processor | our memory, GB | DuckDB's, GB |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for rows, both in found.items():
        mine, theirs = both["ours"], both["duckdb"]
        numbers = " | ".join(
            f"{sum(mine[part] for part in parts) / sum(theirs[part] for part in parts):.2f}"
            for one in (("counting",), ("comparing",), ("counting", "comparing"))
            for parts in (one, [f"{part} cpu" for part in one])
        )
        lines.append(f"| {rows:,} | {mine['runs']} | {numbers} | {mine['gigabytes']:.1f} | {theirs['gigabytes']:.1f} |")
    lines += ["", *_growth(found)]
    packages = ", ".join(f"{name} {version(name)}" for name in ("polars", "narwhals", "numpy", "duckdb"))
    return [*lines, "", f"Versions: {packages}."]


def _growth(found: dict[int, dict[str, dict[str, Any]]]) -> list[str]:
    if len(found) < 2:
        return []
    (few, one), (many, other) = list(found.items())[-2:]

    def exponent(name: str) -> float:
        first, last = (both[name]["counting cpu"] + both[name]["comparing cpu"] for both in (one, other))
        return math.log(last / first) / math.log(many / few)

    memory = [both["ours"]["gigabytes"] for both in (one, other)]
    nation = memory[1] + (memory[1] - memory[0]) / (many - few) * (NATION - many)
    return [
        f"From {few:,} to {many:,} rows the processor time of ours grew with the power {exponent('ours'):.2f} of the rows, DuckDB's with"
        f" {exponent('duckdb'):.2f}.",
        f"At {NATION:,} rows (not run here; carried on in a straight line) ours would take"
        f" {(NATION / many) ** exponent('ours'):.1f} times as long as at {many:,}, with {nation:.1f} GB: eight bytes a row for the hashes,"
        " and the counts of three times as many unions.",
    ]


def main() -> None:
    """Measure, or run one of the two."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, nargs="+", default=list(ROWS))
    parser.add_argument("--folder", type=Path, help="where the rosters are, or are drawn, and stay")
    parser.add_argument("--print", action="store_true", help="write nothing")
    parser.add_argument("--run", choices=tuple(RUNNERS), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.run:
        print(json.dumps({**RUNNERS[asked.run](asked.folder), "gigabytes": peak()}))
        return
    with tempfile.TemporaryDirectory() as removed:
        found = {}
        for rows in asked.rows:
            folder = (asked.folder or Path(removed)) / f"roster-{rows}"
            if not (folder / "unions.parquet").exists():
                draw(folder, rows)
            found[rows] = measured(folder, rows)
            print(json.dumps(found[rows]), file=sys.stderr)
    lines = page(found)
    print("\n".join(lines))
    if not asked.print:
        put("roster", lines)


if __name__ == "__main__":
    main()
