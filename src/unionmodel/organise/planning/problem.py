"""The problem behind a plan, in whole numbers: candidates that cost money, and workers whom they reach.

Nothing here knows what a union is. A *choice* is a set of candidates. It covers an item (some workers of one group in one
place) when it holds a candidate that reaches it. A choice is allowed when

- it covers every item that must be covered,
- every candidate that comes after others is chosen only beside one of each group of those others (industry first),
- every demand is met: the workers covered by its items, added up, are as many as it needs,
- it costs no more than the budget, and holds none of the sets that are ruled out.

Among the allowed choices the best is wanted: least cost, fewest candidates, or most workers covered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Final, Literal

import attrs

from unionmodel.grouping import grouped

Aim = Literal["cost", "count", "cover"]
#: What is looked at first, and what decides between equals, in order; the position of candidates comes last.
_RANKING: Final[dict[Aim, tuple[str, ...]]] = {
    "cost": ("cost", "count"),
    "count": ("count", "cost"),
    "cover": ("cover", "cost", "count"),
}


@attrs.frozen
class Item:
    """Workers who are covered together: how many, whether they must be, and the candidates that reach them."""

    workers: int
    reached_by: tuple[int, ...]
    must: bool = False


@attrs.frozen
class Demand:
    """So many workers of these items are to be covered; `name` says whose demand it is."""

    name: str
    items: tuple[int, ...]
    need: int


@attrs.frozen
class Problem:
    """Candidates by number, each with its cost; `first` lists for a candidate the groups of others it comes after."""

    costs: tuple[int, ...]
    items: tuple[Item, ...]
    aim: Aim
    first: tuple[tuple[int, tuple[int, ...]], ...] = ()
    demands: tuple[Demand, ...] = ()
    budget: int | None = None
    ruled_out: tuple[frozenset[int], ...] = ()

    @cached_property
    def reach(self) -> tuple[tuple[int, ...], ...]:
        """The items that each candidate reaches."""
        found = grouped((candidate, number) for number, item in enumerate(self.items) for candidate in item.reached_by)
        return tuple(tuple(found.get(candidate, ())) for candidate in range(len(self.costs)))

    @cached_property
    def after(self) -> dict[int, tuple[tuple[int, ...], ...]]:
        """The groups of candidates of which one each must stand beside a candidate."""
        return {candidate: tuple(groups) for candidate, groups in grouped(self.first).items()}

    def covered(self, choice: Iterable[int]) -> set[int]:
        """Return the items that a choice covers."""
        return {item for candidate in choice for item in self.reach[candidate]}

    def cost(self, choice: Iterable[int]) -> int:
        """Return what a choice costs."""
        return sum(self.costs[candidate] for candidate in choice)

    def workers(self, choice: Iterable[int]) -> int:
        """Return how many workers a choice covers."""
        return sum(self.items[item].workers for item in self.covered(choice))

    def value(self, choice: frozenset[int], what: str) -> int:
        """Return what is to be made small: cost, number of candidates, workers left out, or positions added up."""
        if what == "cover":
            return self.total - self.workers(choice)
        if what == "position":
            return sum(choice)
        return self.cost(choice) if what == "cost" else len(choice)

    def rank(self, choice: frozenset[int]) -> tuple[int, ...]:
        """Return what choices are compared by: the aim first, then cost or number, then the positions added up."""
        return tuple(self.value(choice, what) for what in self.ranking)

    @property
    def ranking(self) -> tuple[str, ...]:
        """What choices are compared by, in order."""
        return (*_RANKING[self.aim], "position")

    @cached_property
    def total(self) -> int:
        """All workers of all items."""
        return sum(item.workers for item in self.items)

    def allows(self, choice: frozenset[int]) -> bool:
        """Return whether a choice meets every condition."""
        covered = self.covered(choice)
        if any(item.must and number not in covered for number, item in enumerate(self.items)):
            return False
        if any(not self.follows(candidate, choice) for candidate in choice):
            return False
        if any(self.missing(demand, covered) for demand in self.demands):
            return False
        within = self.budget is None or self.cost(choice) <= self.budget
        return within and not any(out <= choice for out in self.ruled_out)

    def follows(self, candidate: int, choice: Iterable[int]) -> bool:
        """Return whether `candidate` has those before it in the choice."""
        chosen = set(choice)
        return all(chosen.intersection(others) for others in self.after.get(candidate, ()))

    def missing(self, demand: Demand, covered: set[int]) -> int:
        """Return how many workers a demand still lacks."""
        return max(0, demand.need - sum(self.items[item].workers for item in demand.items if item in covered))

    def parts(self) -> list[tuple[Problem, tuple[int, ...]]]:
        """Return problems that have nothing to do with one another, each with its candidates' numbers here.

        A budget or a choice that is ruled out ties everything together. Items that nothing reaches stay with the first.
        """
        if self.budget is not None or self.ruled_out:
            return [(self, tuple(range(len(self.costs))))]
        groups = _Groups(len(self.costs))
        for item in self.items:
            groups.tie(item.reached_by)
        for candidate, others in self.first:
            groups.tie((candidate, *others))
        for demand in self.demands:
            groups.tie([candidate for item in demand.items for candidate in self.items[item].reached_by])
        return [(self._part(members), members) for members in groups.all()]

    def _part(self, members: Sequence[int]) -> Problem:
        number = {candidate: place for place, candidate in enumerate(members)}
        rows = [row for row, item in enumerate(self.items) if item.reached_by and item.reached_by[0] in number]
        kept = {row: place for place, row in enumerate(rows)}
        items = (attrs.evolve(self.items[row], reached_by=_renamed(self.items[row].reached_by, number)) for row in rows)
        return Problem(
            tuple(self.costs[candidate] for candidate in members),
            tuple(items),
            self.aim,
            tuple((number[one], _renamed(others, number)) for one, others in self.first if one in number),
            tuple(
                attrs.evolve(demand, items=_renamed([row for row in demand.items if row in kept], kept))
                for demand in self.demands
                if any(row in kept for row in demand.items)
            ),
        )


@attrs.frozen
class Solution:
    """The best choice found, and how good it surely is.

    `value` is what the aim makes small (cost, number, workers left out); no allowed choice has less than `bound`. `choice`
    is None where there is none: then `impossible` says whether that is certain.
    """

    problem: Problem
    choice: frozenset[int] | None
    bound: int
    solver: str
    impossible: bool = False

    @property
    def value(self) -> int | None:
        """The value of the choice by the aim."""
        return None if self.choice is None else self.problem.value(self.choice, self.problem.aim)

    @property
    def proven(self) -> bool:
        """Whether no allowed choice is better by the aim."""
        return self.impossible or (self.value is not None and self.value <= self.bound)


def _renamed(numbers: Iterable[int], names: dict[int, int]) -> tuple[int, ...]:
    return tuple(names[number] for number in numbers)


class _Groups:
    """Numbers tied together (a forest of parents)."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def tie(self, numbers: Sequence[int]) -> None:
        """Note that these belong together."""
        for number in numbers[1:]:
            self._parent[self._root(number)] = self._root(numbers[0])

    def all(self) -> list[tuple[int, ...]]:
        """Return the groups, each in order, by their first number."""
        found = grouped((self._root(number), number) for number in range(len(self._parent)))
        return [tuple(group) for group in sorted(found.values())]

    def _root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number
