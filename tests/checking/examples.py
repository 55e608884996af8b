"""Structures near the examples of the rules: every rule is reached there, with its table, its cells and its numbers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import unionmodel as um
from unionmodel.model import cells
from unionmodel.model.dictionary import Table
from unionmodel.model.records import TABLES
from unionmodel.rules.rule import Example, Rule
from unionmodel.testing.mutations import Tables, mutated
from unionmodel.testing.rows import MOMENTS

CASES = [
    (rule, example)
    for rule in {rule.code: rule for pack in um.packs().values() for rule in pack.rules}.values()
    for example in rule.examples
]


def near_examples(codes: Collection[str] | None = None) -> SearchStrategy[tuple[str, um.Structure]]:
    """Return a strategy for the code of a rule, and the structure of one of its examples with a few faults."""
    cases = [case for case in CASES if codes is None or case[0].code in codes]
    return st.sampled_from(cases).flatmap(_near)


def _near(case: tuple[Rule, Example]) -> SearchStrategy[tuple[str, um.Structure]]:
    rule, example = case

    def made(tables: Tables) -> tuple[str, um.Structure]:
        return rule.code, um.Structure(**tables)

    return mutated(_tables(rule, example), max_mutations=3, moments=MOMENTS).map(made)


def _tables(rule: Rule, example: Example) -> SearchStrategy[Tables]:
    # Read as a structure reads it, so that faults find days and amounts, not how they are written.
    structure = um.Structure(**example.structure(rule.scene))
    tables = {table.name: _rows(structure, table) for table in TABLES.values()}
    return st.just({name: rows for name, rows in tables.items() if rows})


def _rows(structure: um.Structure, table: Table) -> list[dict[str, Any]]:
    columns = structure.columns(table.name)
    rows = [
        {column.name: cells.outward(column, columns[column.name][row]) for column in table.columns}
        for row in range(structure.size(table.name))
    ]
    return [{name: value for name, value in row.items() if value not in (None, ())} for row in rows]
