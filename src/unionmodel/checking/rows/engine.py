"""The rows engine: the rules as plain Python, generated from their trees and compiled once. Standard library only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import lru_cache
from typing import Any

import attrs

from unionmodel.checking.engine import Bindings, RuleResult
from unionmodel.checking.rows.program import Program
from unionmodel.checking.rows.sources import Sources
from unionmodel.model.structure import Structure
from unionmodel.rules.expr import Cell, Expr, Row
from unionmodel.rules.facts import Fact, Itself
from unionmodel.rules.rule import Rule


@attrs.frozen(eq=False)
class Compiled:
    """A program, where the values of its trees stand, and which of them are one for the whole structure."""

    judge: Any
    arrays: Mapping[Any, str]
    alone: Set[Expr]


class RowValues:
    """Values of cells, references and facts of any row, as the program computed them."""

    def __init__(self, source: Sources, compiled: Compiled, values: Mapping[str, Any]) -> None:
        self._source = source
        self._compiled = compiled
        self._values = values

    def leaf(self, expr: Expr, row: int) -> Any:
        """Return the internal value of a cell, reference, fact or the row itself."""
        if isinstance(expr, Itself):
            return row
        if expr in self._compiled.alone:
            return self._values[self._compiled.arrays[expr]]
        return self.column(expr)[row]

    def column(self, expr: Expr) -> Sequence[Any]:
        """Return the internal values of a cell, reference or fact for all rows of its table."""
        if isinstance(expr, Cell):
            return self._source.cells(expr.home, expr.name)
        if isinstance(expr, Row):
            return self._source.rows(expr.of.home, expr.of.name)
        found: Sequence[Any] = self._values[self._compiled.arrays[expr]]
        return found


@attrs.frozen(eq=False)
class _Prepared:
    """What hangs on the rules and the day alone: the program, and the rules that it judges by, in its order."""

    compiled: Compiled
    taken: tuple[Rule, ...]


def run(structure: Structure, rules: Sequence[Rule], bindings: Bindings) -> tuple[list[RuleResult], RowValues]:
    """Return what each of `rules` says of `structure`, in their order, and the values that they read."""
    prepared = _prepared(tuple(rules), bindings)
    taken, compiled = prepared.taken, prepared.compiled
    source = Sources(structure)
    held, left_out = [0] * len(taken), [0] * len(taken)
    hits: list[list[tuple[int, int, str]]] = [[] for _ in taken]
    values = compiled.judge(source, *_settings(bindings), held, hits, left_out)
    subjects = source.subjects(rules)
    found = {rule: (held[number], hits[number], left_out[number]) for number, rule in enumerate(taken)}
    results = [
        _result(rule, number, *found.get(rule, _NOT_IN_FORCE)) for rule, number in zip(rules, subjects, strict=True)
    ]
    return results, RowValues(source, compiled, values)


# A service judges many structures as of one day: what is the same for all of them is kept.
@lru_cache(maxsize=64)
def _prepared(rules: tuple[Rule, ...], bindings: Bindings) -> _Prepared:
    not_in_force = frozenset(rule for rule in rules if not bindings.in_force(rule))
    # Rules that are not in force are kept only where their subjects (`among`) are counted.
    taken = tuple(
        rule for rule in rules if rule not in not_in_force or any(part.among is not None for part in rule.parts)
    )
    return _Prepared(_compiled(taken, bindings.switches, (), not_in_force.intersection(taken)), taken)


def compute(structure: Structure, facts: Sequence[Expr], bindings: Bindings) -> RowValues:
    """Return the values of `facts` for every row of their tables."""
    compiled = _compiled((), bindings.switches, tuple(facts))
    source = Sources(structure)
    values = compiled.judge(source, *_settings(bindings), [], [], [])
    return RowValues(source, compiled, values)


def program(rules: Sequence[Rule], options: Mapping[str, str]) -> str:
    """Return the Python text of the program that judges by `rules`, to be read."""
    return Program(rules, options).text()


def _settings(bindings: Bindings) -> tuple[Any, ...]:
    return bindings.on, bindings.on.year, bindings.full_year, bindings.proposed, bindings.values, bindings.local


@lru_cache(maxsize=64)
def _compiled(
    rules: tuple[Rule, ...],
    options: tuple[tuple[str, str], ...],
    wanted: tuple[Expr, ...] = (),
    not_in_force: frozenset[Rule] = frozenset(),
) -> Compiled:
    made = Program(rules, dict(options), wanted, not_in_force)
    names = dict(made.constants)
    exec(compile(made.text(), "<rules>", "exec"), names)  # the text comes from typed trees, never from a user
    alone = {fact for fact in made.arrays if isinstance(fact, Fact) and fact.home is None}
    return Compiled(names["judge"], made.arrays, alone)


#: The result of a rule that is not in force: nothing held, reported or left out.
_NOT_IN_FORCE: tuple[int, list[tuple[int, int, str]], int] = (0, [], 0)


def _result(rule: Rule, subjects: int, held: int, hits: list[tuple[int, int, str]], left_out: int) -> RuleResult:
    if not hits:
        return RuleResult(
            rule, {"held": held, "broken": 0, "cannot_tell": 0, "not_applicable": subjects - left_out - held}, hits
        )
    broken = sum([outcome == "broken" for _, _, outcome in hits])
    rest = subjects - left_out - held - len(hits)
    counts = {"held": held, "broken": broken, "cannot_tell": len(hits) - broken, "not_applicable": rest}
    hits.sort()
    return RuleResult(rule, counts, hits)
