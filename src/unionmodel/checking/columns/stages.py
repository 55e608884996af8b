"""Facts as joins and aggregations, in the order in which they need one another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

import polars as pl

from unionmodel.checking.columns import facts as operators
from unionmodel.checking.columns.expressions import Term
from unionmodel.checking.columns.workspace import Join, Workspace
from unionmodel.errors import PackError
from unionmodel.rules.facts import Derived, Fact, FirstOf, Whole
from unionmodel.rules.query import Leaves, facts_needed, merged, needed


def add_facts(workspace: Workspace, last: Leaves | None = None, tell: Callable[[int, int], None] | None = None) -> None:
    """Add the columns of all facts that the rules need to the tables of `workspace`.

    Where `last` says what is read at the end, every other column is forgotten as soon as no fact needs it any
    more. `tell` hears how many stages are done.
    """
    stages = stages_of(workspace.translate.homes)
    needs = [merged(*map(needed, stage)) for stage in stages]
    for number, stage in enumerate(stages):
        if tell is not None:
            tell(number, len(stages))
        workspace.load(workspace.translate.columns(needs[number]))
        for fact in stage:
            if isinstance(fact, Whole):
                workspace.translate.answers[fact] = _operator(fact).answer(workspace, fact)
        here = _by_table(workspace, stage)
        for table, found in here.items():
            if workspace.empty(table):
                workspace.add_blank(table, found)
            else:
                _relate(workspace, table, [fact for fact in found if not isinstance(fact, Derived | FirstOf)])
        for table, found in here.items():
            if not workspace.empty(table):
                _derive(workspace, table, [fact for fact in found if isinstance(fact, Derived | FirstOf)])
        if last is not None:
            workspace.keep(workspace.translate.columns(merged(*needs[number + 1 :], last)))


def stages_of(facts: Iterable[Fact]) -> list[list[Fact]]:
    """Return facts, each after those it needs, in stages: to look into other rows takes facts of earlier stages."""
    stage_of: dict[Fact, int] = {}
    for fact in facts:
        latest = max((stage_of[other] for other in facts_needed(fact)), default=-1)
        stage_of[fact] = max(latest, 0) if isinstance(fact, Derived | FirstOf) else latest + 1
    stages: list[list[Fact]] = [[] for _ in range(max(stage_of.values(), default=-1) + 1)]
    for fact, stage in stage_of.items():
        stages[stage].append(fact)
    return stages


def _by_table(workspace: Workspace, facts: Iterable[Fact]) -> dict[str, list[Fact]]:
    tables: dict[str, list[Fact]] = {}
    for fact in facts:
        home = workspace.translate.homes[fact]
        if home is not None:
            tables.setdefault(home, []).append(fact)
    return tables


def _derive(workspace: Workspace, table: str, facts: list[Fact]) -> None:
    """Add facts computed from their own row, first those that need none of the others."""
    depth_of: dict[Fact, int] = {}
    for fact in facts:
        depth_of[fact] = 1 + max((depth_of.get(other, -1) for other in facts_needed(fact)), default=-1)
    layers: list[dict[str, Term]] = [{} for _ in range(max(depth_of.values(), default=-1) + 1)]
    for fact, depth in depth_of.items():
        layers[depth][workspace.translate.names[fact]] = _operator(fact).answer(workspace, fact)
    if layers:
        workspace.add_terms(table, layers)


def _relate(workspace: Workspace, table: str, facts: list[Fact]) -> None:
    """Add the facts of one stage and table that look into other rows."""
    alike: dict[str, list[Fact]] = {}
    for fact in facts:
        alike.setdefault(fact.operator, []).append(fact)
    joins: list[Join] = []
    for several in alike.values():
        operator = _operator(several[0])
        if hasattr(operator, "joins"):
            joins.extend(operator.joins(workspace, several))
            continue
        for fact in several:
            name, found = workspace.translate.names[fact], operator.answer(workspace, fact)
            if isinstance(found, Join):
                joins.append(found)
            elif isinstance(found, pl.Series):
                workspace.add_column(table, name, found)
            else:
                workspace.add_terms(table, [{name: found}])
    if joins:
        workspace.add_joined(table, joins)


def _operator(fact: Fact) -> Any:
    """Return the module that computes a fact, which bears the name of its operator."""
    try:
        return import_module(f"{operators.__name__}.{fact.operator}")
    except ModuleNotFoundError:
        raise PackError(f"the columns engine does not know {type(fact).__name__}") from None
