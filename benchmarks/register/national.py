"""Writes a large register as Parquet: `unions.parquet` and so on, or a folder of parts where a table is large.

Beside the data it writes `_expected.parquet`, the findings that the planted faults must lead to (code, subject), and
`_about.json`, which says how it was made. Files that begin with `_` are no tables, and no reader takes them for one.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import attrs
import numpy as np
import polars as pl

from benchmarks.register import bodies, records, tables
from benchmarks.register.draws import Numbers, keys
from benchmarks.register.faults import Plan, plan
from benchmarks.register.land import Land, land

#: Rows of one part.
STRETCH = 1_000_000
EXPECTED, ABOUT = "_expected.parquet", "_about.json"


@attrs.frozen(eq=False)
class Register:
    """A register under way: places, unions, employers as numbers, and the faults to plant."""

    land: Land
    unions: bodies.Unions
    firms: bodies.Employers
    counts: int
    plan: Plan
    seed: int


def drawn(unions: int, seed: int) -> Register:
    """Draw who is there: so many unions, five employers for three unions, four head counts for each."""
    places = land(unions)
    firms = bodies.employers(places, max(3, unions * 5 // 3), seed)
    formed = bodies.unions(places, firms, unions, seed)
    counts = 4 * unions
    return Register(places, formed, firms, counts, plan(formed, firms, counts, seed), seed)


def stretches(register: Register, members: int) -> dict[str, tuple[int, Callable[[Numbers], pl.DataFrame]]]:
    """Return for each table its number of rows and what makes a stretch of them."""
    whole = _whole(register)
    unions, firms, seed = register.unions, register.firms, register.seed
    paid = tables.key_unions(unions)
    size = len(unions)
    made: dict[str, tuple[int, Callable[[Numbers], pl.DataFrame]]] = {
        "unions": (size, lambda rows: tables.unions_table(register.land, unions, firms, rows, seed)),
        "employers": (len(firms), lambda rows: tables.employers_table(register.land, firms, rows, seed)),
        "headcounts": (register.counts, lambda rows: records.headcounts_table(register.land, firms, rows, seed)),
        "funding": (size, lambda rows: records.funding_table(paid, rows, seed)),
        "activities": (4 * size, lambda rows: records.activities_table(size, rows, seed)),
        "officers": (size // 3, lambda rows: records.officers_table(unions, rows, seed)),
        "members": (members, lambda rows: records.members_table(unions, firms, rows, seed)),
    }
    for name, frame in whole.items():
        made[name] = (len(frame), lambda rows, frame=frame: frame[int(rows[0]) : int(rows[-1]) + 1])  # type: ignore[misc]
    return {name: one for name, one in made.items() if one[0]}


def _whole(register: Register) -> dict[str, pl.DataFrame]:
    unions, firms, seed = register.unions, register.firms, register.seed
    covers = tables.covers_table(unions, firms, seed)
    if register.plan.links:
        union, employer = (np.array(several) for several in zip(*register.plan.links, strict=True))
        more = pl.DataFrame({"union": keys("u", union), "employer": keys("e", employer)})
        covers = pl.concat([covers, more], how="diagonal")
    return {
        "places": register.land.table(),
        "covers": covers,
        "affiliations": tables.affiliations_table(register.land, unions, seed),
        "direct_members": records.direct_members_table(unions, seed),
    }


def write(folder: Path, unions: int, seed: int, members: int = 0) -> Iterator[tuple[str, int, int]]:
    """Write a register into `folder`; yield table, rows written and rows of all tables after each part."""
    folder.mkdir(parents=True, exist_ok=True)
    register = drawn(unions, seed)
    wanted = stretches(register, members)
    total, done = sum(size for size, _ in wanted.values()), 0
    for name, (size, make) in wanted.items():
        parted = size > STRETCH
        if parted:
            (folder / name).mkdir(exist_ok=True)
        for number, first in enumerate(range(0, size, STRETCH)):
            rows = np.arange(first, min(size, first + STRETCH), dtype=np.int64)
            frame = register.plan.applied(name, make(rows), first)
            frame.write_parquet(folder / name / f"part-{number:05}.parquet" if parted else folder / f"{name}.parquet")
            done += len(rows)
            yield name, done, total
    expected = {"code": [code for code, _ in register.plan.expected], "subject": [s for _, s in register.plan.expected]}
    pl.DataFrame(expected, schema={"code": pl.String, "subject": pl.String}).write_parquet(folder / EXPECTED)
    about = {"unions": unions, "seed": seed, "rows": {name: size for name, (size, _) in wanted.items()}}
    (folder / ABOUT).write_text(json.dumps(about, indent=2) + "\n", encoding="utf-8")
