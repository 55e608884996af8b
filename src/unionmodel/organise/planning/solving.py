"""Solve a problem: part by part, with a proof where a solver is there, with a bound in any case; the second best; what other means would do."""

from __future__ import annotations

import time
from importlib.util import find_spec
from typing import Literal

import attrs

from unionmodel.language import Text
from unionmodel.organise.planning.greedy import bound, greedy
from unionmodel.organise.planning.highs import solve as solve_exactly
from unionmodel.organise.planning.problem import Problem, Solution

#: By how many percent the means are changed, to see what they are worth.
_STEP = 10
Solver = Literal["auto", "highs", "greedy"]


def chosen_solver(wanted: Solver) -> str:
    """Return the solver that is used: HiGHS where it is installed, unless the greedy one is asked for."""
    if wanted == "auto":
        return "highs" if find_spec("highspy") is not None else "greedy"
    return wanted


def solve(problem: Problem, solver: str, deadline: float) -> Solution:
    """Return the best choice found before `deadline`, of `time.monotonic`.

    Parts that have nothing to do with one another are solved one after the other; what is left of the time is shared
    between them by their number of candidates.
    """
    parts = problem.parts()
    left = sum(len(part.costs) for part, _ in parts)
    chosen: set[int] = set()
    least, found = 0, True
    for part, members in parts:
        now = time.monotonic()
        share = (deadline - now) * len(part.costs) / left if left else 0.0
        left -= len(part.costs)
        one = _solved(part, solver, now + share)
        least += one.bound
        if one.choice is None:
            if one.impossible:
                return Solution(problem, None, least, solver, impossible=True)
            found = False
        else:
            chosen.update(members[number] for number in one.choice)
    # Items that nothing reaches belong to no part.
    unreached = sum(item.workers for item in problem.items if not item.reached_by)
    if len(parts) != 1 or parts[0][0] is not problem:
        least += unreached if problem.aim == "cover" else 0
    choice = frozenset(chosen)
    if not found or not problem.allows(choice):
        return Solution(problem, None, least, solver, impossible=_hopeless(problem))
    return Solution(problem, choice, least, solver)


def _hopeless(problem: Problem) -> bool:
    """Return whether not even all candidates together would do, whatever they cost."""
    reached = {number for number, item in enumerate(problem.items) if item.reached_by}
    lost = any(item.must and number not in reached for number, item in enumerate(problem.items))
    return lost or any(problem.missing(demand, reached) for demand in problem.demands)


def _solved(problem: Problem, solver: str, deadline: float) -> Solution:
    start = greedy(problem)
    least = bound(problem)
    if solver == "greedy" or (start is not None and not problem.costs):
        return Solution(problem, start, least, solver)
    found = solve_exactly(problem, start, deadline)
    return attrs.evolve(found, bound=max(least, found.bound))


def second_best(solution: Solution, deadline: float) -> Solution | None:
    """Return the best choice that does without something of this one; None where there is none, or none was found in time.

    The same and more would be no other plan. Where the problem falls into parts, another choice differs in one of them, so each part is asked for its second best.
    """
    problem, best = solution.problem, solution.choice
    if best is None or solution.solver == "greedy":
        return None
    others: list[frozenset[int]] = []
    for part, members in problem.parts():
        here = frozenset(place for place, number in enumerate(members) if number in best)
        if not here:
            continue
        other = _solved(attrs.evolve(part, ruled_out=(*part.ruled_out, here)), solution.solver, deadline)
        if other.choice is not None:
            elsewhere = best - set(members)
            others.append(elsewhere | {members[number] for number in other.choice})
        if time.monotonic() > deadline:
            break
    if not others:
        return None
    choice = min(others, key=problem.rank)
    return Solution(problem, choice, solution.bound, solution.solver)


def marginal(problem: Problem, solution: Solution, solver: str, deadline: float) -> Text | None:
    """Return what a tenth more money would cover, or a tenth less would leave out; None where that is not asked."""
    assert solution.choice is not None
    spent, items = problem.budget, problem.items
    if problem.aim == "cost" and solution.choice:
        # With less money, nobody has to be covered any more.
        spent, items = problem.cost(solution.choice), tuple(attrs.evolve(item, must=False) for item in items)
    elif problem.aim != "cover" or spent is None:
        return None
    assert spent is not None
    means = spent * (100 + (_STEP if problem.aim == "cover" else -_STEP)) // 100
    other = solve(attrs.evolve(problem, aim="cover", budget=means, items=items), solver, deadline)
    if other.choice is None:
        return None
    gained = problem.workers(other.choice) - problem.workers(solution.choice)
    if problem.aim == "cover":
        yuan = (means - spent) // 100
        return Text(
            zh=f"多 {_STEP}%（{yuan} 元），可多覆盖 {gained} 人",
            en=f"{_STEP} % more ({yuan} yuan) would cover {gained} more workers",
        )
    yuan = (spent - means) // 100
    return Text(
        zh=f"少 {_STEP}%（{yuan} 元），就会有 {-gained} 人没有工会",
        en=f"{_STEP} % less ({yuan} yuan) would leave {-gained} workers without a union",
    )
