"""The page of what the engines took: tables of ratios, what was not run and why, memory, and the plot."""

from __future__ import annotations

import os
import platform
import statistics
from collections import defaultdict
from collections.abc import Iterator
from importlib.metadata import version

import attrs

from benchmarks.chart import Line, drawn
from benchmarks.peers import duckdb_sql
from benchmarks.peers.three.given import CODES, JOINS

OURS = {"rows": "the library, rows engine", "columns": "the library, columns engine"}
SQL = "DuckDB, hand-written SQL"
PACKAGES = ("unionmodel", "narwhals", "numpy", "polars")
#: How many times the faster of our engines each was hoped to take at 1,000 organisations and, in its sizes, at 10,000.
HOPED = {"pyshacl": 1_000, "regopy": 1_000, "pyrudof": 50, "clingo": 40, "maplib": 5}


@attrs.define
class Taken:
    """Seconds of the runs of one subject at one size, without and with loading; or why it was not run."""

    runs: list[float] = attrs.field(factory=list)
    wholes: list[float] = attrs.field(factory=list)
    refused: str = ""

    def median(self, field: str = "runs") -> float:
        """The median run, or `wholes`: with loading."""
        return statistics.median(getattr(self, field))


@attrs.define
class Measured:
    """All that was measured, by size, and what the page says beside it."""

    three: dict[int, dict[str, Taken]] = attrs.field(factory=dict)
    every: dict[int, dict[str, Taken]] = attrs.field(factory=dict)
    names: dict[str, str] = attrs.field(factory=dict)
    joins: dict[str, tuple[str, ...]] = attrs.field(factory=dict)
    packages: set[str] = attrs.field(factory=set)
    missing: dict[str, str] = attrs.field(factory=dict)
    memory: dict[str, float] = attrs.field(factory=dict)


def fastest(taken: dict[str, Taken], field: str = "runs") -> float:
    """Return the median of the faster of our two engines."""
    return min(taken[key].median(field) for key in OURS)


def times(ratio: float) -> str:
    """Return a ratio with the digits that count."""
    return f"{ratio:,.0f}" if ratio >= 20 else f"{ratio:.1f}" if ratio >= 2 else f"{ratio:.2f}"


def table(
    found: dict[int, dict[str, Taken]], names: dict[str, str], joins: dict[str, tuple[str, ...]]
) -> Iterator[str]:
    """Yield a table of ratios: an engine a line, the slowest last; a size a column, without and with loading."""
    sizes = list(found)
    fields = {"runs": "", "wholes": " with loading"}
    heads = [f"{size:,}{shown}" for shown in fields.values() for size in sizes]
    last = " joins made for it |" if joins else ""
    yield f"| times the faster of our engines | {' | '.join(heads)} |{last}"
    yield "| --- |" + " ---: |" * (len(heads) + bool(joins))
    keys = [key for key in names if any(key in found[size] and found[size][key].runs for size in sizes)]

    def order(key: str) -> tuple[bool, float]:
        size = max(size for size in sizes if found[size][key].runs)
        return key not in OURS, found[size][key].median() / fastest(found[size])

    for key in sorted(keys, key=order):
        cells = [
            times(one.median(field) / fastest(found[size], field)) if (one := found[size][key]).runs else "–"
            for field in fields
            for size in sizes
        ]
        made = f" {len(joins[key]) or 'none'} |" if joins else ""
        yield f"| {names[key]} | {' | '.join(cells)} |{made}"


def lines(found: Measured) -> Iterator[str]:
    """Yield the part of the page of results."""
    packages = sorted({*PACKAGES, *found.packages})
    yield from (
        "## Beside other engines",
        "",
        "Written by `python -m benchmarks.peers_run`; `README.md` says how it is measured. Medians of runs that took turns",
        "in one process, on a machine that others used as well: read the ratios, and of those the first digit.",
        "",
        f"Python {platform.python_version()}, {', '.join(f'{name} {version(name)}' for name in packages)}; "
        f"{platform.system()}, {os.cpu_count()} cores.",
        "",
        f"### Three rules: {', '.join(CODES)}",
        "",
        "Each engine found what the library found at each size it was timed at. The library reads the register itself,",
        "dates and all, and writes a report; DuckDB reads it, too. The others are handed which unions stand, which links",
        "are in force and which head counts count; finding that out is not in their time. The first columns are a check",
        "of what is loaded (of the library: the same structure again), the next ones loading and a first check.",
        "",
        *table(found.three, found.names, found.joins),
        "",
        "![Cost against size](peers.svg)",
        "",
        "Joins made for it: what had to be joined, summed or climbed in Python, while loading, before an engine without",
        "joins could judge its flat table:",
        "",
        *(f"- {code}: {'; '.join(joins)}" for code, joins in JOINS.items()),
        "",
        "The library is not always ahead. Engines that are handed a flat table only compare; plain Python, and a logic",
        "program without choices, which its grounder decides, do the same joins as the rows engine does, and leave out the",
        "calendar, unknown facts, counts of outcomes, and messages. cedar and Pointblank, which make no joins either, are",
        "not here: zen-engine and Pandera stand for their kind.",
        "",
        *hoped(found),
        *unrun(found),
        *memory(found),
        f"### All {len(duckdb_sql.CODES)} rules that are written in SQL",
        "",
        f"{', '.join(duckdb_sql.CODES)}. Findings are equal at each size: rule, subject, outcome.",
        "",
        *table(found.every, {**OURS, "duckdb": SQL}, {}),
    )


def hoped(found: Measured) -> Iterator[str]:
    """Yield what the library was hoped to be ahead by, what it is, and what would close the gap."""
    sizes = [size for size in (1_000, 10_000) if size in found.three]
    if not sizes:
        return
    yield f"| hoped for | at least | {' | '.join(f'found at {size:,}' for size in sizes)} |"
    yield "| --- | ---: |" + " ---: |" * len(sizes)
    for key, least in HOPED.items():
        taken = [found.three[size].get(key) for size in sizes]
        cells = [
            f"{times(one.median() / fastest(found.three[size]))}" if one is not None and one.runs else "over a minute"
            for size, one in zip(sizes, taken, strict=True)
        ]
        if key in found.names:
            yield f"| {found.names[key]} | {least:,} | {' | '.join(cells)} |"
    yield from (
        "",
        "Where it is less, that is because the work is the same: clingo grounds these rules by hash joins in C++, pyrudof",
        "and maplib compare and join in Rust, over what was selected and dated for them, while the rows engine does it in",
        "Python and tells unknown from false. Forty times clingo is not to be had from Python: the rows engine would have",
        "to be compiled to machine code, or these joins left to a library that is.",
        "",
    )


def unrun(found: Measured) -> Iterator[str]:
    """Yield what was not run, and why."""
    why: dict[str, dict[str, int]] = defaultdict(dict)
    for size, taken in found.three.items():
        for key, one in taken.items():
            if one.refused:
                why[key].setdefault(one.refused, size)
    if why or found.missing:
        yield "Not run:"
        yield ""
        for key, reasons in why.items():
            yield f"- {found.names[key]}: {'; '.join(f'from {size:,} on {reason}' for reason, size in reasons.items())}"
        yield from (f"- {reason}" for reason in found.missing.values())
        yield ""


def memory(found: Measured) -> Iterator[str]:
    """Yield the peak memory of each engine at the largest size it was run at."""
    if not found.memory:
        return
    yield "| peak memory, in a process of its own | organisations | megabytes | beyond the register |"
    yield "| --- | ---: | ---: | ---: |"
    for key, megabytes in sorted(found.memory.items(), key=lambda one: one[1]):
        name, _, size = key.partition("@")
        beyond = megabytes - found.memory[f"nothing@{size}"]
        yield f"| {found.names.get(name, 'the register alone')} | {int(size):,} | {megabytes:,.0f} | {beyond:,.0f} |"
    yield ""


def plotted(found: Measured) -> str:
    """Return the plot: cost as multiples of what the faster of our engines takes for the smallest register."""
    sizes = list(found.three)
    unit = fastest(found.three[sizes[0]])
    curves = []
    for key, name in found.names.items():
        points = [
            (size, taken[key].median() / unit)
            for size, taken in found.three.items()
            if key in taken and taken[key].runs
        ]
        if points:
            curves.append(Line(name, points, bold=key in OURS, dashed=bool(found.joins[key])))
    return drawn(
        curves,
        title="Three rules: cost against size",
        across="unions and employers",
        up=f"cost of a check; the library at {sizes[0]} organisations = 1",
        note="dashed: joins, sums and climbs were made for it in Python, while loading",
    )
