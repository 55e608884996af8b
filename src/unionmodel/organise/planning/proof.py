"""What a plan would gain or lose if its means were a little larger or smaller."""

from __future__ import annotations

import attrs

from unionmodel.language import Text
from unionmodel.organise.planning.problem import Problem
from unionmodel.organise.planning.solving import Solution, solve

#: By how many percent the means are changed.
_STEP = 10


def marginal(problem: Problem, solution: Solution, solver: str, deadline: float) -> Text | None:
    """Return what a tenth more money would cover, or a tenth less would leave out; None where that is not asked."""
    assert solution.choice is not None
    if problem.aim == "cover" and problem.budget is not None:
        return _with_more(problem, solution, solver, deadline)
    if problem.aim == "cost" and solution.choice:
        return _with_less(problem, solution, solver, deadline)
    return None


def _with_more(problem: Problem, solution: Solution, solver: str, deadline: float) -> Text | None:
    assert problem.budget is not None and solution.choice is not None
    more = problem.budget * (100 + _STEP) // 100
    other = solve(attrs.evolve(problem, budget=more), solver, deadline)
    if other.choice is None:
        return None
    gained = problem.workers(other.choice) - problem.workers(solution.choice)
    yuan = (more - problem.budget) // 100
    return Text(
        zh=f"多 {_STEP}%（{yuan} 元），可多覆盖 {gained} 人",
        en=f"{_STEP} % more ({yuan} yuan) would cover {gained} more workers",
    )


def _with_less(problem: Problem, solution: Solution, solver: str, deadline: float) -> Text | None:
    assert solution.choice is not None
    cost = problem.cost(solution.choice)
    less = cost * (100 - _STEP) // 100
    eased = attrs.evolve(
        problem, aim="cover", budget=less, items=tuple(attrs.evolve(item, must=False) for item in problem.items)
    )
    other = solve(eased, solver, deadline)
    if other.choice is None:
        return None
    lost = problem.workers(solution.choice) - problem.workers(other.choice)
    yuan = (cost - less) // 100
    return Text(
        zh=f"少 {_STEP}%（{yuan} 元），就会有 {lost} 人没有工会",
        en=f"{_STEP} % less ({yuan} yuan) would leave {lost} workers without a union",
    )
