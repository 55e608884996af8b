"""Measure one edit of a kept check beside a full check of the same structure, in one run, by kind of edit.

Run it from the folder of the project: ``python -m benchmarks.incremental``; it writes its section of RESULTS.md. With
``--quick`` it makes fewer edits, and only prints.
"""

from __future__ import annotations

import argparse
import gc
import statistics
import time
from collections.abc import Callable
from typing import Any

import attrs

import unionmodel as um
from benchmarks import register
from benchmarks.parts import put
from unionmodel.model.edits import Edit

TITLE = "## One edit, checked again"
ORGANISATIONS = 1_000
#: What an ordinary edit, one of no place and of no whole row of a union, is to be faster than a full check by.
BOUND = 15
EDITS, CHECKS = 21, 11


class Edits:
    """Edits of every kind, each time of another row, so that nothing is merely put back."""

    def __init__(self, structure: um.Structure) -> None:
        self.unions = structure.column("unions", "id")
        self.employers = structure.column("employers", "id")
        self.towns = structure.column("employers", "place")

    def funding(self, turn: int) -> Edit:
        return um.change("funding", turn, amount=20_000 - turn)

    def superior(self, turn: int) -> Edit:
        return um.change("unions", self.unions[200 + turn], superior=self.unions[100 + turn])

    def head_count(self, turn: int) -> Edit:
        return um.change("headcounts", 300 + turn, workers=20 + turn, members=turn)

    def cover(self, turn: int) -> Edit:
        return um.change("covers", 100 + turn, employer=self.employers[turn])

    def kind(self, turn: int) -> Edit:
        return um.change("unions", self.unions[300 + turn], kind=("basic_union", "joint_union")[turn % 2])

    def dissolved(self, turn: int) -> Edit:
        return um.change("unions", self.unions[250 + turn], status="dissolved", dissolved_on="2022-06-30")

    def union_moves(self, turn: int) -> Edit:
        return um.change("unions", self.unions[350 + turn], place=self.towns[turn])

    def employer_moves(self, turn: int) -> Edit:
        return um.change("employers", self.employers[100 + turn], place=self.towns[200 + turn])

    def cover_added(self, turn: int) -> Edit:
        return um.add(um.Cover(union=self.unions[150 + turn], employer=self.employers[300 + turn]))

    def cover_removed(self, turn: int) -> Edit:
        return um.remove("covers", 7 * turn)

    def union_removed(self, turn: int) -> Edit:
        return um.remove("unions", self.unions[400 + turn])

    def place_named(self, turn: int) -> Edit:
        return um.change("places", "620102", name=f"城关{turn}")

    def place_moved(self, turn: int) -> Edit:
        return um.change("places", "620102", parent=("620200", "620100")[turn % 2])

    def place_removed(self, turn: int) -> Edit:
        return um.remove("places", f"park{turn}")

    def renamed(self, turn: int) -> Edit:
        return um.change("employers", self.employers[400 + turn], id=f"renamed{turn}")


KINDS: dict[str, Callable[[Edits, int], Edit]] = {
    "amount of a row of funding": Edits.funding,
    "superior of a union": Edits.superior,
    "workers and members of a head count": Edits.head_count,
    "employer of a cover": Edits.cover,
    "kind of a union": Edits.kind,
    "a union dissolved": Edits.dissolved,
    "place of a union": Edits.union_moves,
    "place of an employer": Edits.employer_moves,
    "a cover added": Edits.cover_added,
    "a cover removed": Edits.cover_removed,
    "a union removed": Edits.union_removed,
    "name of a place": Edits.place_named,
    "parent of a place": Edits.place_moved,
    "a place removed": Edits.place_removed,
    "key of an employer": Edits.renamed,
}


@attrs.frozen
class Measured:
    """Medians in milliseconds of the edits of a kind, and of full checks made in between."""

    edit: float
    check: float
    fresh: float


def timed(run: Callable[[], Any]) -> float:
    """Return how many milliseconds of the processor a call took: of the clock, a busy machine takes more from what is long."""
    began = time.process_time()
    run()
    return (time.process_time() - began) * 1000


def full(structure: um.Structure) -> um.Report:
    """Check a structure in full by the engine for its size."""
    return um.check(structure, on=register.ON, engine="rows")


def measure(checker: um.Checker, kind: Callable[[Edits, int], Edit], edits: Edits, count: int, checks: int) -> Measured:
    """Time edits of a kind, and full checks in between: of the structure they lead to, and of it once more."""
    times: list[float] = []
    warm: list[float] = []
    fresh: list[float] = []
    checker.apply(kind(edits, 0))
    for turn in range(1, count + 1):
        edit = kind(edits, turn)
        times.append(timed(lambda edit=edit: checker.apply(edit)))  # type: ignore[misc]
        if len(warm) < checks:
            fresh.append(timed(lambda: full(checker.structure)))
            warm.append(timed(lambda: full(checker.structure)))
    if checker.report != full(checker.structure):
        raise AssertionError("the checker reports otherwise than a full check")
    return Measured(statistics.median(times), statistics.median(warm), statistics.median(fresh))


def measure_all(count: int, checks: int) -> dict[str, Measured]:
    """Measure every kind of edit, each on a checker of its own."""
    structure = um.Structure.from_columns(register.columns(ORGANISATIONS))
    parks = [um.Place(code=f"park{turn}", parent="620102", level="park") for turn in range(count + 1)]
    structure = structure.with_edits([um.add(um.Place(code="620102")), *map(um.add, parks)])
    edits, found = Edits(structure), {}
    for name, kind in KINDS.items():
        checker = um.Checker(structure, on=register.ON)
        gc.collect()
        found[name] = one = measure(checker, kind, edits, count, checks)
        print(f"{name:<36} {one.edit:>8.2f} ms  {one.check / one.edit:>7.1f} times faster", flush=True)
    return found


def section(found: dict[str, Measured]) -> list[str]:
    """Return the section of the page of results."""
    slow = [name for name, one in found.items() if one.check / one.edit < BOUND]
    return [
        TITLE,
        "",
        f"Written by `python -m benchmarks.incremental`: a register of {ORGANISATIONS:,} organisations, all default packs,",
        "`Checker.apply` with one edit beside a full check by the rows engine, warm: the same structure checked a second",
        "time. The last column is beside the first check of the edited structure, which is what an edit asks for. Medians",
        "of processor time of one run; after each kind the checker's report was compared with that of a full check, and was equal.",
        "",
        "| edit | times faster than a full check, warm | than the first check |",
        "| --- | ---: | ---: |",
        *(f"| {name} | {shown(one.check / one.edit)} | {shown(one.fresh / one.edit)} |" for name, one in found.items()),
        "",
        f"Below the bound of {BOUND} times: {', '.join(slow) or 'none'}.",
        "What lies in what is worked out anew for any edit of a place, and compared place by place: that takes longer than",
        "to judge what a name reaches. The place whose parent changes is the district of a city, in which many of the rows",
        "lie: all of them are judged by other parameters, unions and areas then.",
        "",
    ]


def shown(ratio: float) -> str:
    """Return a ratio with the digits that count."""
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"


def main() -> None:
    """Measure and write the section of RESULTS.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="fewer edits, and write nothing")
    quick = parser.parse_args().quick
    found = measure_all(*((5, 3) if quick else (EDITS, CHECKS)))
    lines = section(found)
    if quick:
        print("\n".join(lines))
    else:
        put("incremental", lines)


if __name__ == "__main__":
    main()
