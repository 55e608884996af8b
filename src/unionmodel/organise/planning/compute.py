"""Plans: from the head counts that no union takes to the organisations that are best founded for them."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

import attrs

from unionmodel.grouping import grouped
from unionmodel.language import Text
from unionmodel.model.amounts import yuan
from unionmodel.model.structure import Structure
from unionmodel.organise.coverage.answer import coverage
from unionmodel.organise.planning.answer import Alternative, Clash, FoundingPlan, Reached
from unionmodel.organise.planning.candidates import Candidate, Candidates, Wishes
from unionmodel.organise.planning.carrying_out import Carrier, name_of
from unionmodel.organise.planning.gaps import Land, LeftOut
from unionmodel.organise.planning.problem import Aim, Demand, Item, Problem, Solution
from unionmodel.organise.planning.solving import Solver, chosen_solver, marginal, second_best, solve
from unionmodel.organise.planning.targets import Target, targets
from unionmodel.rules.pack import Pack

#: The shares of the time that the plan itself and the runner-up may take; the rest is for the marginal value.
_PLAN, _SECOND = 0.6, 0.8


def plan(
    structure: Structure,
    packs: Sequence[Pack],
    *,
    on: date,
    budget: int | None,
    target: int | None,
    wishes: Wishes,
    within: str | None,
    proposed: bool,
    solver: Solver,
    seconds: float,
) -> FoundingPlan:
    """Return which organisations to found; see `unionmodel.plan`. `budget` is in fen, `target` a whole percentage."""
    begun = time.monotonic()
    used = chosen_solver(solver)
    land = Land(structure, packs, on, proposed, within)
    candidates = Candidates(land, wishes)
    aim: Aim = "count" if target is not None else "cost" if budget is None else "cover"
    wanted = [] if target is None else targets(land, packs, target)
    made = Made(land, candidates, aim, budget, wanted)
    solution = solve(made.problem, used, begun + seconds * _PLAN)
    found = _answer(made, solution, structure, packs, proposed)
    if solution.choice is None:
        return attrs.evolve(found, clashes=tuple(_clashes(made, used, begun + seconds)), target=target)
    runner_up = second_best(solution, begun + seconds * _SECOND)
    other = None if runner_up is None else made.alternative(solution, runner_up)
    return attrs.evolve(
        found, runner_up=other, marginal=marginal(made.problem, solution, used, begun + seconds), target=target
    )


class Made:
    """A problem made of a land, and the way back from its numbers to organisations and head counts."""

    def __init__(
        self, land: Land, candidates: Candidates, aim: Aim, budget: int | None, wanted: Sequence[Target]
    ) -> None:
        self.land, self.candidates, self.wanted = land, candidates, wanted
        self.left_out: list[LeftOut] = list(land.unsure())
        reached_by = grouped((gap, number) for number, one in enumerate(candidates.all) for gap in one.reach)
        named = grouped((gap, number) for number, target in enumerate(wanted) for gap in target.gaps)
        #: The item of each gap: those that the same candidates reach, for the same demands, are one.
        self.item_of: dict[int, int] = {}
        items: dict[tuple[object, ...], list[int]] = defaultdict(list)
        for number, gap in enumerate(land.gaps):
            if not reached_by[number]:
                self.left_out.append(_out_of_reach(gap.row.subject, gap.workers))
                if not named[number]:
                    continue
            must = bool(reached_by[number]) and (aim == "cost" or (aim == "count" and gap.workers is None))
            items[tuple(reached_by[number]), must, tuple(named[number])].append(number)
        for place, numbers in enumerate(items.values()):
            self.item_of.update(dict.fromkeys(numbers, place))
        self.problem = Problem(
            costs=tuple(one.cost for one in candidates.all),
            items=tuple(
                Item(sum(self._gain(number, aim) for number in numbers), key[0], key[1])  # type: ignore[arg-type]
                for key, numbers in items.items()
            ),
            aim=aim,
            first=tuple(candidates.first()),
            demands=tuple(self._demand(target) for target in wanted if target.need > 0),
            budget=budget,
        )

    def _gain(self, number: int, aim: Aim) -> int:
        """Return how many workers count as won: towards the target, those who are members already count before."""
        gap = self.land.gaps[number]
        workers = gap.workers or 0
        return max(workers - gap.members, 0) if aim == "count" else workers

    def _demand(self, target: Target) -> Demand:
        items = sorted({self.item_of[gap] for gap in target.gaps if gap in self.item_of})
        return Demand(target.name.zh, tuple(items), target.need)

    def chosen(self, choice: frozenset[int]) -> list[Candidate]:
        """Return the candidates of a choice, in order."""
        return [self.candidates.all[number] for number in sorted(choice)]

    def alternative(self, solution: Solution, other: Solution) -> Alternative:
        """Return the runner-up as what it founds instead."""
        assert solution.choice is not None and other.choice is not None
        return Alternative(
            instead_of=tuple(name_of(self.land, one) for one in self.chosen(solution.choice - other.choice)),
            founds=tuple(name_of(self.land, one) for one in self.chosen(other.choice - solution.choice)),
            cost=self.problem.cost(other.choice),
            workers=sum(self.land.gaps[gap].workers or 0 for gap in self._gaps(other.choice)),
        )

    def _gaps(self, choice: frozenset[int]) -> set[int]:
        return {gap for one in self.chosen(choice) for gap in one.reach}


def _out_of_reach(subject: str, workers: int | None) -> LeftOut:
    return LeftOut(
        subject,
        workers,
        Text(zh="允许建立的组织中没有一个能够覆盖", en="none of the organisations that may be founded reaches it"),
    )


def _answer(
    made: Made, solution: Solution, structure: Structure, packs: Sequence[Pack], proposed: bool
) -> FoundingPlan:
    land, problem = made.land, made.problem
    carrier = Carrier(land, made.chosen(solution.choice or frozenset()))
    status = "impossible" if solution.choice is None else "optimal" if solution.proven else "feasible"
    if solution.choice is None and not solution.impossible:
        status = "not found"
    return FoundingPlan(
        on=land.on,
        aim=problem.aim,
        status=status,
        organisations=carrier.organisations,
        cost=sum(one.cost for one in carrier.organisations),
        budget=problem.budget,
        target=None,
        reached=_reached(land, structure, carrier, packs, proposed),
        value=solution.value,
        bound=min(solution.bound, solution.value) if solution.value is not None else solution.bound,
        solver=solution.solver,
        runner_up=None,
        marginal=None,
        clashes=(),
        left_out=tuple(sorted(made.left_out, key=lambda one: one.subject)),
        listed=carrier.listed,
        edits=carrier.edits,
    )


def _reached(land: Land, structure: Structure, carrier: Carrier, packs: Sequence[Pack], proposed: bool) -> Reached:
    """Return whom unions take before and after, as `coverage` says it, not as the problem promised it."""
    counted = [row for row in land.counted if row.workers is not None]
    before = sum(row.workers or 0 for row in counted if row.covered)
    after = before
    if carrier.edits:
        then = coverage(structure.with_edits(carrier.edits), packs, on=land.on, proposed=proposed)
        taken = {row.number for row in then.rows if row.covered}
        after = sum(row.workers or 0 for row in counted if row.number in taken)
    return Reached(sum(row.workers or 0 for row in counted), before, after)


def _clashes(made: Made, solver: str, deadline: float) -> Iterator[Clash]:
    """Yield the demands that clash: those that nothing can meet, else a smallest set that the budget cannot pay for."""
    problem = made.problem
    needed = [target for target in made.wanted if target.need > 0]
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
