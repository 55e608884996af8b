"""Measure plans on a synthetic province: how the time goes into building, solving and proving, and how good greedy is.

Run it from the folder of the project: ``python -m benchmarks.planning``. It prints a table; seconds are only there to be
compared with one another.
"""

from __future__ import annotations

import random
import resource
import time
from datetime import date

from unionmodel.model.structure import Structure
from unionmodel.organise.planning.candidates import Candidates, Wishes
from unionmodel.organise.planning.greedy import greedy
from unionmodel.organise.planning.land import Land
from unionmodel.organise.planning.planner import Made
from unionmodel.organise.planning.problem import Item, Problem
from unionmodel.organise.planning.solving import solve
from unionmodel.packs import DEFAULT_PACKS, resolved

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


def report(name: str, problem: Problem, built: float) -> None:
    """Print one line: the size, the seconds, the gap, and greedy beside the best."""
    begun = time.perf_counter()
    found = solve(problem, "highs", time.monotonic() + SECONDS)
    solved = time.perf_counter() - begun
    begun = time.perf_counter()
    quick = greedy(problem)
    greedily = time.perf_counter() - begun
    best = problem.workers(found.choice or frozenset())
    share = problem.workers(quick or frozenset()) / best if best else 1.0
    gap = (found.value - found.bound) / max(best, 1) if found.value is not None else 1.0
    print(
        f"{name:<28} {len(problem.costs):>6} {len(problem.items):>6} {built:>9.3f} {solved:>9.3f} {greedily:>9.3f}"
        f" {gap:>8.4%} {share:>8.2%}"
    )


def main() -> None:
    """Print the table."""
    print(
        f"{'instance':<28} {'cand.':>6} {'items':>6} {'build':>9} {'solve':>9} {'greedy':>9} {'gap':>8} {'greedy/best':>8}"
    )
    for areas, candidates in ((20, 15), (86, 60), (86, 344), (1356, 200)):
        begun = time.perf_counter()
        problem = pure(areas, candidates, seed=1)
        report(f"pure {areas} x {candidates}", problem, time.perf_counter() - begun)
    for towns in (100, 1356):
        structure = province(towns, seed=1)
        for budget in (None, 100):
            begun = time.perf_counter()
            land = Land(structure, resolved(DEFAULT_PACKS), date(2022, 12, 31), True, None)
            candidates = Candidates(land, Wishes())
            money = None if budget is None else budget * land.floor
            made = Made(land, candidates, "cost" if budget is None else "cover", money, [])
            report(f"Gansu {towns} towns, {budget or 'all'}", made.problem, time.perf_counter() - begun)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
