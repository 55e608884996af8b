"""Why there is no plan: the demands that cannot be met, alone or beside one another."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Protocol

import attrs

from unionmodel.language import Text
from unionmodel.model.amounts import yuan
from unionmodel.organise.planning.answer import Clash
from unionmodel.organise.planning.problem import Demand, Problem
from unionmodel.organise.planning.solving import solve
from unionmodel.organise.planning.targets import Target


class Asked(Protocol):
    """A problem with the targets that its demands come from."""

    problem: Problem
    wanted: Sequence[Target]


def clashes(asked: Asked, solver: str, deadline: float) -> Iterator[Clash]:
    """Yield the demands that clash: those that nothing can meet, else a smallest set that the budget cannot pay for."""
    problem = asked.problem
    needed = [target for target in asked.wanted if target.need > 0]
    hopeless = list(_hopeless(problem, needed))
    if hopeless:
        yield from hopeless
        return
    if problem.budget is None:
        return
    demands = _smallest(problem, solver, deadline)
    names = {demand.name: target for demand, target in zip(problem.demands, needed, strict=True)}
    cheapest = solve(attrs.evolve(problem, budget=None, aim="cost", demands=demands), solver, deadline)
    if cheapest.choice is None:
        return
    cost = problem.cost(cheapest.choice)
    yield Clash(
        Text(zh=f"预算 {yuan(problem.budget)} 元", en=f"a budget of {yuan(problem.budget)} yuan"),
        Text(
            zh=f"以下要求至少需要 {yuan(cost)} 元，差 {yuan(cost - problem.budget)} 元",
            en=f"the demands below need at least {yuan(cost)} yuan, {yuan(cost - problem.budget)} more",
        ),
    )
    for demand in demands:
        target = names[demand.name]
        yield Clash(
            target.name,
            Text(
                zh=f"达到 {target.percent}% 还需覆盖 {demand.need} 人",
                en=f"to reach {target.percent} %, {demand.need} more workers need a union",
            ),
        )


def _hopeless(problem: Problem, needed: Sequence[Target]) -> Iterator[Clash]:
    """Yield the demands that not even all candidates together meet."""
    reached = {number for number, item in enumerate(problem.items) if item.reached_by}
    for demand, target in zip(problem.demands, needed, strict=True):
        missing = problem.missing(demand, reached)
        if missing:
            yield Clash(
                target.name,
                Text(
                    zh=f"要有 {target.percent}%（共 {target.workers} 人）能够入会，还需 {demand.need} 人；允许建立的组织最多覆盖 {demand.need - missing} 人，仍差 {missing} 人",
                    en=f"{target.percent} % of {target.workers} workers need {demand.need} more; the organisations that may be founded reach {demand.need - missing} of them at most, {missing} too few",
                ),
            )


def _smallest(problem: Problem, solver: str, deadline: float) -> tuple[Demand, ...]:
    """Return demands that clash with the budget, none of which can be left out; all of them where time runs out."""
    kept = list(problem.demands)
    for demand in problem.demands:
        if time.monotonic() > deadline:
            break
        fewer = [one for one in kept if one is not demand]
        without = solve(attrs.evolve(problem, demands=tuple(fewer)), solver, deadline)
        if without.impossible:
            kept = fewer
    return tuple(kept)
