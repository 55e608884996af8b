"""The best choice, proven: the problem as a mixed-integer program, solved by HiGHS.

A candidate is a variable that is 0 or 1; an item whose workers are counted is one between 0 and 1 that may not exceed the
candidates that reach it. What HiGHS gives back is rounded and checked in whole numbers; no decision rests on a float.
"""

from __future__ import annotations

import time
from math import ceil, gcd, inf
from typing import Any

from unionmodel.errors import MissingExtra
from unionmodel.organise.planning.problem import Problem, Solution

_CLOSE = 1e-6


def solve(problem: Problem, start: frozenset[int] | None, deadline: float) -> Solution:
    """Return the best choice that is found before `deadline` (of `time.monotonic`), begun with the allowed one `start`.

    The aim is settled first; only when it is proven are the other things by which choices are compared. Raises
    MissingExtra where highspy is not installed.
    """
    try:
        import highspy
    except ImportError:
        raise MissingExtra("highspy", "plan") from None
    program = _Program(problem, highspy)
    best, bound = start, 0
    if start is not None:
        # Only what is no worse than the start is looked for. Handing it to HiGHS itself is not safe: version 1.16 was
        # seen to take the value that a start has after presolve for the real one, and to call it optimal.
        program.keep(problem.aim, problem.value(start, problem.aim))
    for what in problem.ranking:
        left = deadline - time.monotonic()
        if left <= 0:
            break
        found, least, impossible = program.smallest(what, left)
        if what == problem.ranking[0]:
            bound = least
        if impossible and best is None:
            return Solution(problem, None, bound, "highs", impossible=True)
        settled = found is not None and problem.value(found, what) <= least
        # What only decides between equals counts when it is proven: else the plan would hang on how fast the machine is.
        fits = found is not None and problem.allows(found) and (settled or what == problem.ranking[0])
        if found is not None and fits and (best is None or problem.rank(found) < problem.rank(best)):
            best = found
        if best is None or problem.value(best, what) > least:
            break
        program.keep(what, problem.value(best, what))
    return Solution(problem, best, bound, "highs")


class _Program:
    """The mixed-integer program of a problem, which grows a row each time something is settled."""

    def __init__(self, problem: Problem, highspy: Any) -> None:
        self._problem = problem
        self._candidates = len(problem.costs)
        self._scale = gcd(*problem.costs) or 1
        counted = [] if problem.aim != "cover" else range(len(problem.items))
        used = sorted({*counted, *(item for demand in problem.demands for item in demand.items)})
        #: The variable of each item whose workers are counted.
        self._variable = {item: self._candidates + place for place, item in enumerate(used)}
        self._rows: list[tuple[float, float, list[int], list[float]]] = []
        self._write_rows()
        self._highspy = highspy

    def smallest(self, what: str, seconds: float) -> tuple[frozenset[int] | None, int, bool]:
        """Return a choice that makes `what` small, a number that none falls below, and whether there is no choice."""
        numbers, values, offset = self._terms(what)
        highs = self._loaded(_dense(numbers, values, self._size), seconds)
        highs.run()
        status, info = highs.getModelStatus(), highs.getInfo()
        if status in (
            self._highspy.HighsModelStatus.kInfeasible,
            self._highspy.HighsModelStatus.kUnboundedOrInfeasible,
        ):
            return None, 0, True
        least = 0 if abs(info.mip_dual_bound) == inf else ceil(info.mip_dual_bound - _CLOSE) + offset
        scale = self._scale if what == "cost" else 1
        if info.primal_solution_status != 2:
            return None, least * scale, False
        solution = highs.getSolution().col_value
        return frozenset(one for one in range(self._candidates) if solution[one] > 0.5), least * scale, False

    def keep(self, what: str, value: int) -> None:
        """Allow from now on only choices that make `what` no larger than `value`."""
        numbers, values, offset = self._terms(what)
        scale = self._scale if what == "cost" else 1
        self._rows.append((-inf, value // scale - offset, numbers, values))

    # -- the program -----------------------------------------------------------------------------------------------

    @property
    def _size(self) -> int:
        return self._candidates + len(self._variable)

    def _terms(self, what: str) -> tuple[list[int], list[float], int]:
        """Return what is made small as variables with factors, and a number that is added."""
        problem = self._problem
        if what == "cover":
            items = [(variable, item) for item, variable in self._variable.items()]
            return [one for one, _ in items], [-float(problem.items[item].workers) for _, item in items], problem.total
        numbers = list(range(self._candidates))
        if what == "cost":
            return numbers, [cost / self._scale for cost in problem.costs], 0
        return numbers, [float(one) if what == "position" else 1.0 for one in numbers], 0

    def _write_rows(self) -> None:
        problem = self._problem
        for number, item in enumerate(problem.items):
            if item.must:
                self._rows.append((1, inf, list(item.reached_by), [1.0] * len(item.reached_by)))
            if number in self._variable:
                factors = [1.0] + [-1.0] * len(item.reached_by)
                self._rows.append((-inf, 0, [self._variable[number], *item.reached_by], factors))
        for candidate, others in problem.first:
            beside = [other for other in others if other != candidate]
            if len(beside) == len(others):
                self._rows.append((-inf, 0, [candidate, *beside], [1.0] + [-1.0] * len(beside)))
        for demand in problem.demands:
            variables = [self._variable[item] for item in demand.items]
            factors = [float(problem.items[item].workers) for item in demand.items]
            self._rows.append((demand.need, inf, variables, factors))
        if problem.budget is not None:
            costs = [cost / self._scale for cost in problem.costs]
            self._rows.append((-inf, problem.budget // self._scale, list(range(self._candidates)), costs))
        for choice in problem.ruled_out:
            self._rows.append((-inf, len(choice) - 1, sorted(choice), [1.0] * len(choice)))

    def _loaded(self, costs: list[float], seconds: float) -> Any:
        highs = _quiet(self._highspy)
        # One thread and one seed: the same plan every time.
        options = {"output_flag": False, "threads": 1, "random_seed": 0, "mip_rel_gap": 0.0, "mip_abs_gap": 0.0}
        for name, value in {**options, "time_limit": float(seconds)}.items():
            highs.setOptionValue(name, value)
        highs.passModel(self._model(costs))
        return highs

    def _model(self, costs: list[float]) -> Any:
        highspy = self._highspy
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = self._size, len(self._rows)
        model.col_cost_ = costs
        model.col_lower_, model.col_upper_ = [0.0] * self._size, [1.0] * self._size
        whole, any_ = highspy.HighsVarType.kInteger, highspy.HighsVarType.kContinuous
        model.integrality_ = [whole] * self._candidates + [any_] * len(self._variable)
        model.row_lower_ = [float(row[0]) for row in self._rows]
        model.row_upper_ = [float(row[1]) for row in self._rows]
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kRowwise
        starts: list[int] = [0]
        numbers: list[int] = []
        values: list[float] = []
        for _, _, variables, factors in self._rows:
            numbers.extend(variables)
            values.extend(factors)
            starts.append(len(numbers))
        matrix.start_, matrix.index_, matrix.value_ = starts, numbers, values
        return model


def _quiet(highspy: Any) -> Any:
    """Return a solver that says nothing: connecting its callbacks, which nobody needs here, prints a banner."""

    class Quiet(highspy.Highs):  # type: ignore[misc]
        def enableCallbacks(self) -> None:
            pass

    return Quiet()


def _dense(numbers: list[int], values: list[float], size: int) -> list[float]:
    dense = [0.0] * size
    for number, value in zip(numbers, values, strict=True):
        dense[number] = value
    return dense
