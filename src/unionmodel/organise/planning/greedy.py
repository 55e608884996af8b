"""A good choice without a solver: always what covers most for its price; and a bound that needs none either."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

from unionmodel.grouping import grouped
from unionmodel.organise.planning.problem import Problem


def greedy(problem: Problem) -> frozenset[int] | None:
    """Return an allowed choice, or None where none was found in one pass.

    What is wanted is worked off by gain per price, with whatever must come first taken along; then whatever is
    superfluous is dropped, dearest first.
    """
    wanted = _Wanted(problem)
    chosen: set[int] = set()
    spent = 0
    gains = [(-wanted.worth(one, chosen), one) for one in range(len(problem.costs))]
    heap = [(gain, one) for gain, one in gains if gain]
    heapq.heapify(heap)
    while heap and not wanted.satisfied:
        promised, one = heapq.heappop(heap)
        worth = wanted.worth(one, chosen)
        if not worth:
            continue
        if -promised != worth and heap and worth < -heap[0][0]:
            heapq.heappush(heap, (-worth, one))
            continue
        bundle = _bundle(problem, one, chosen)
        price = problem.cost(bundle)
        if problem.budget is not None and spent + price > problem.budget:
            continue
        chosen |= bundle
        spent += price
        wanted.take(bundle)
    choice = _pruned(problem, frozenset(chosen))
    return choice if problem.allows(choice) else None


class _Wanted:
    """What is still to be covered, and what a candidate adds to it."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._covered: set[int] = set()
        self._must = {number for number, item in enumerate(problem.items) if item.must}
        self._missing = [demand.need for demand in problem.demands]
        self._demands = grouped(
            (item, number) for number, demand in enumerate(problem.demands) for item in demand.items
        )

    @property
    def satisfied(self) -> bool:
        """Whether nothing more is asked; where most are to be covered there is always more."""
        return self._problem.aim != "cover" and not self._must and not any(need > 0 for need in self._missing)

    def worth(self, candidate: int, chosen: set[int]) -> Fraction:
        """Return the gain of a candidate and of what must come first, by its price."""
        bundle = _bundle(self._problem, candidate, chosen)
        if not bundle:
            return Fraction(0)
        gained = self._problem.covered(bundle) - self._covered
        gain = sum(self._gain(item) for item in gained)
        price = len(bundle) if self._problem.aim == "count" else self._problem.cost(bundle)
        return Fraction(gain, max(price, 1))

    def _gain(self, item: int) -> int:
        problem, workers = self._problem, self._problem.items[item].workers
        if problem.aim == "cover":
            return workers
        # What must be covered counts even where nobody knows how many they are.
        gain = max(workers, 1) if item in self._must else 0
        return gain + sum(
            min(workers, self._missing[number]) for number in self._demands.get(item, ()) if self._missing[number] > 0
        )

    def take(self, bundle: set[int]) -> None:
        """Note that these have been chosen."""
        for item in self._problem.covered(bundle) - self._covered:
            for number in self._demands.get(item, ()):
                self._missing[number] -= self._problem.items[item].workers
            self._covered.add(item)
            self._must.discard(item)


def _bundle(problem: Problem, candidate: int, chosen: set[int]) -> set[int]:
    """Return the candidate with the cheapest of those that must come first and are not chosen yet."""
    if candidate in chosen:
        return set()
    bundle = {candidate}
    for others in problem.after.get(candidate, ()):
        if not (chosen | bundle).intersection(others):
            bundle.add(min(others, key=lambda other: (problem.costs[other], other)))
    return bundle


def _pruned(problem: Problem, choice: frozenset[int]) -> frozenset[int]:
    """Return the choice without what it can do without."""
    times = Counter(item for one in choice for item in problem.reach[one])
    for one in sorted(choice, key=lambda one: (-problem.costs[one], -one)):
        if all(times[item] > 1 for item in problem.reach[one]):
            fewer = choice - {one}
            if all(problem.follows(other, fewer) for other in fewer):
                choice = fewer
                times.subtract(problem.reach[one])
    return choice


def bound(problem: Problem) -> int:
    """Return a number that no allowed choice falls below, of what the problem makes small (see `Problem.value`)."""
    if problem.aim == "cover":
        return problem.total - _most_workers(problem)
    prices: Sequence[int] = problem.costs if problem.aim == "cost" else [1] * len(problem.costs)
    needed = max((_least_for(problem, prices, one.need, one.items) for one in problem.demands), default=0)
    return max(needed, _dual(problem, prices))


def _gains(problem: Problem, items: Sequence[int]) -> list[int]:
    inside = set(items)
    return [sum(problem.items[item].workers for item in reach if item in inside) for reach in problem.reach]


def _most_workers(problem: Problem) -> int:
    """Return the most workers that the budget could pay for, were nobody reached twice and candidates divisible."""
    if problem.budget is None:
        return sum(item.workers for item in problem.items if item.reached_by)
    left, found = problem.budget, Fraction(0)
    gains = _gains(problem, range(len(problem.items)))
    order = sorted(range(len(gains)), key=lambda one: Fraction(-gains[one], max(problem.costs[one], 1)))
    for one in order:
        price = problem.costs[one]
        if price <= left:
            found, left = found + gains[one], left - price
        else:
            found += Fraction(gains[one] * left, price)
            break
    return min(int(found), sum(item.workers for item in problem.items if item.reached_by))


def _least_for(problem: Problem, prices: Sequence[int], need: int, items: Sequence[int]) -> int:
    """Return the least price at which `need` workers could be had, were nobody reached twice and candidates divisible."""
    spent = Fraction(0)
    gains = _gains(problem, items)
    for one in sorted(range(len(gains)), key=lambda one: Fraction(prices[one], max(gains[one], 1))):
        if need <= 0:
            break
        if gains[one]:
            spent += Fraction(prices[one] * min(need, gains[one]), gains[one])
            need -= gains[one]
    return -(-spent.numerator // spent.denominator)


def _dual(problem: Problem, prices: Sequence[int]) -> int:
    """Return what the items that must be covered cost at least, each paying its share of the cheapest candidate."""
    shares = [sum(problem.items[item].must for item in reach) for reach in problem.reach]
    total = Fraction(0)
    for item in problem.items:
        if item.must and item.reached_by:
            total += min(Fraction(prices[one], shares[one]) for one in item.reached_by)
    return -(-total.numerator // total.denominator)
