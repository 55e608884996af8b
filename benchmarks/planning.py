"""Measure plans on a synthetic province: how the time goes into building, solving and proving, and how good greedy is.

Run it from the folder of the project: ``python -m benchmarks.planning``; it writes its part of RESULTS.md.
"""

from __future__ import annotations

import random
import resource
import time
from datetime import date

from benchmarks.parts import put
from unionmodel.model.structure import Structure
from unionmodel.organise.planning.candidates import Candidates, Wishes
from unionmodel.organise.planning.compute import Made
from unionmodel.organise.planning.gaps import Land
from unionmodel.organise.planning.greedy import greedy
from unionmodel.organise.planning.problem import Item, Problem
from unionmodel.organise.planning.solving import solve
from unionmodel.rulepacks import DEFAULT_PACKS, resolved

GROUPS = ("courier", "food_delivery_rider", "ride_hailing_driver", "truck_driver")
SECONDS = 60.0


def pure(areas: int, candidates: int, seed: int, share: float = 0.3) -> Problem:
    """Return the instance of the design study: federations that reach some groups of some areas, and a budget."""
    draw = random.Random(seed)
    reached: list[list[int]] = [[] for _ in range(areas * len(GROUPS))]
    costs = []
    for number in range(candidates):
        costs.append(2_000_000 * draw.choice((1, 1, 2, 3)))
        for _ in range(draw.randint(2, 12)):
            area = draw.randrange(areas)
            for group in draw.sample(range(len(GROUPS)), draw.randint(1, 3)):
                reached[area * len(GROUPS) + group].append(number)
    items = tuple(Item(int(draw.paretovariate(1.2) * 20), tuple(sorted(set(numbers)))) for numbers in reached)
    return Problem(tuple(costs), items, "cover", budget=int(sum(costs) * share))


def province(towns: int, seed: int) -> Structure:
    """Return head counts of every group in the townships of Gansu, none of them with a union."""
    draw = random.Random(seed)
    geography = Structure().geography
    codes = [code for code, level in zip(geography.codes, geography.level, strict=True) if level == "township"][:towns]
    counts = [
        {"place": code, "group": group, "workers": int(draw.paretovariate(1.1) * 8)}
        for code in codes
        for group in GROUPS
    ]
    return Structure(headcounts=counts)


def row(name: str, problem: Problem, built: float) -> str:
    """Return a line of the table: the size, where the time goes, the gap, and greedy beside the best."""
    begun = time.process_time()
    found = solve(problem, "highs", time.monotonic() + SECONDS)
    solved = time.process_time() - begun
    begun = time.process_time()
    quick = greedy(problem)
    greedily = time.process_time() - begun
    best = problem.workers(found.choice or frozenset())
    share = problem.workers(quick or frozenset()) / best if best else 1.0
    gap = (found.value - found.bound) / max(best, 1) if found.value is not None else 1.0
    print(f"{name}: solved in {solved:.2f} s of processor time, gap {gap:.4%}", flush=True)
    return (
        f"| {name} | {len(problem.costs):,} | {len(problem.items):,} | {built / solved:.2f} | {greedily / solved:.3f} |"
        f" {gap:.4%} | {share:.2%} |"
    )


def rows() -> list[str]:
    """Measure every instance."""
    found = []
    for areas, candidates in ((20, 15), (86, 60), (1356, 200)):
        begun = time.process_time()
        problem = pure(areas, candidates, seed=1)
        found.append(row(f"{areas} areas × {candidates} candidates", problem, time.process_time() - begun))
    for towns in (100, 1356):
        structure = province(towns, seed=1)
        for budget in (None, 100):
            begun = time.process_time()
            land = Land(structure, resolved(DEFAULT_PACKS), date(2022, 12, 31), True, None)
            candidates_here = Candidates(land, Wishes())
            money = None if budget is None else budget * land.floor
            made = Made(land, candidates_here, "cost" if budget is None else "cover", money, [])
            asked = "everybody" if budget is None else f"{budget} floors"
            found.append(row(f"{towns} townships of Gansu, {asked}", made.problem, time.process_time() - begun))
    return found


def main() -> None:
    """Measure and write."""
    table = rows()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    put(
        "planning",
        [
            "## Plans",
            "",
            "Written by `python -m benchmarks.planning`: made-up federations that reach some groups of some areas under a budget",
            "of 30 % of all costs, and the townships of Gansu with four groups each and nobody in a union. Processor time of one",
            "run, as shares of what solving takes (with the tie-breaking and the proof).",
            "",
            "| instance | candidates | items | building, share | greedy, share | gap | greedy beside the best |",
            "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
            *table,
            "",
            f"Peak memory of the run: {memory:.0f} MB.",
        ],
    )


if __name__ == "__main__":
    main()
