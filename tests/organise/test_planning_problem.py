"""The problem behind a plan, against trying everything: the best choice, the second best, the bounds."""

from __future__ import annotations

import time
from itertools import combinations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionmodel.organise.planning.greedy import bound, greedy
from unionmodel.organise.planning.problem import Demand, Item, Problem
from unionmodel.organise.planning.solving import second_best, solve

AIMS = ("cost", "count", "cover")


def best_by_trying(problem: Problem) -> frozenset[int] | None:
    every = range(len(problem.costs))
    choices = (frozenset(some) for size in range(len(every) + 1) for some in combinations(every, size))
    return min(filter(problem.allows, choices), key=problem.rank, default=None)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    costs = draw(st.lists(st.sampled_from((1, 2, 2, 3, 5)), min_size=1, max_size=6))
    one = st.integers(0, len(costs) - 1)
    aim = draw(st.sampled_from(AIMS))
    workers = st.sampled_from((0, 1, 5, 20, 33))
    reached = st.sets(one, max_size=3).map(lambda numbers: tuple(sorted(numbers)))
    musts = st.booleans() if aim != "cover" else st.just(False)
    items = draw(st.lists(st.builds(Item, workers, reached, musts), min_size=1, max_size=7))
    others = draw(st.dictionaries(one, st.sets(one, min_size=1, max_size=2), max_size=2))
    first = tuple((a, tuple(sorted(b - {a}))) for a, b in sorted(others.items()) if b - {a})
    demands: tuple[Demand, ...] = ()
    if aim == "count":
        asked = tuple(sorted(draw(st.sets(st.integers(0, len(items) - 1), min_size=1))))
        most = sum(items[number].workers for number in asked)
        demands = (Demand("target", asked, draw(st.integers(0, most + 1))),)
    budget = draw(st.integers(0, 12)) if aim == "cover" else draw(st.none() | st.integers(0, 12))
    return Problem(tuple(costs), tuple(items), aim, first, demands, budget)


def soon() -> float:
    return time.monotonic() + 20


@given(problems())
def test_the_choice_is_the_best_that_trying_everything_finds(problem: Problem) -> None:
    expected, found = best_by_trying(problem), solve(problem, "highs", soon())
    assert (found.choice is None, found.impossible) == (expected is None, expected is None)
    if found.choice is not None and expected is not None:
        assert problem.allows(found.choice)
        assert problem.rank(found.choice) == problem.rank(expected)
        assert found.bound == problem.value(expected, problem.aim)


@given(problems())
def test_the_second_best_does_without_something_of_the_best(problem: Problem) -> None:
    found = solve(problem, "highs", soon())
    if found.choice:
        expected = best_by_trying(attrs.evolve(problem, ruled_out=(found.choice,)))
        other = second_best(found, soon())
        assert (other is None) == (expected is None)
        if other is not None and other.choice is not None and expected is not None:
            assert not found.choice <= other.choice
            assert problem.rank(other.choice)[:2] == problem.rank(expected)[:2]


@given(problems())
def test_no_choice_falls_below_the_bound_and_the_greedy_one_is_allowed(problem: Problem) -> None:
    best, quick = best_by_trying(problem), greedy(problem)
    if best is not None:
        assert bound(problem) <= problem.value(best, problem.aim)
    if quick is not None:
        assert problem.allows(quick)
        found = solve(problem, "greedy", soon())
        assert (found.choice, found.solver) == (quick, "greedy")


@given(problems())
def test_the_parts_of_a_problem_add_up_to_it(problem: Problem) -> None:
    seen = sorted(number for _, members in problem.parts() for number in members)
    assert seen == list(range(len(problem.costs)))


@pytest.mark.parametrize("aim", AIMS)
def test_equal_choices_are_told_apart_by_cost_then_number_then_position(aim: str) -> None:
    items = (Item(10, (0, 1, 2)),) if aim == "cover" else (Item(10, (0, 1, 2), must=True),)
    problem = Problem((2, 1, 1), items, aim, budget=2 if aim == "cover" else None)  # type: ignore[arg-type]
    assert solve(problem, "highs", soon()).choice == frozenset({1})


def test_when_no_time_is_left_the_greedy_choice_and_its_bound_are_given() -> None:
    problem = Problem((3, 3, 4), (Item(5, (0, 2), must=True), Item(5, (1, 2), must=True)), "cost")
    found = solve(problem, "highs", time.monotonic() - 1)
    assert found.choice == frozenset({2})
    assert (found.value, found.bound) == (4, 4)


@pytest.mark.parametrize(("costs", "kept"), [((1, 2, 7), {0, 2}), ((2, 1, 7), {1, 2}), ((2, 2, 7), {0, 2})])
def test_of_two_candidates_that_make_each_other_superfluous_the_greedy_choice_drops_the_dearer_then_the_later(
    costs: tuple[int, ...], kept: set[int]
) -> None:
    items = tuple(Item(10, reached_by, must=True) for reached_by in ((0, 1), (0, 2), (1, 2), (2,)))
    assert greedy(Problem(costs, items, "cost")) == kept
