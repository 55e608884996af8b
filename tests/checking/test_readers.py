"""What is read of a reported row, and which rows are reported, is what the definition of the language says."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given

import unionmodel as um
from tests.checking.examples import near_examples
from tests.reference_semantics import Known, value
from unionmodel.checking import checking
from unionmodel.checking.report.compiled import outward
from unionmodel.checking.report.findings import Writer
from unionmodel.checking.report.reasons import Tracer
from unionmodel.checking.rows import engine as rows
from unionmodel.rulepacks import resolved
from unionmodel.rules.rule import Rule
from unionmodel.testing import days, near_misses

PACKS = resolved(tuple(um.packs()))
RULES = tuple({rule.code: rule for pack in PACKS for rule in pack.rules}.values())


def assert_read_alike(structure: um.Structure, rules: tuple[Rule, ...], on: date) -> None:
    bindings = checking.bind(PACKS, on)
    results, values = rows.run(structure, rules, bindings)
    tracer = Tracer(values, bindings)
    expected: list[tuple[Any, ...]] = []
    for result in results:
        for number, row, outcome in result.hits:
            part = result.rule.parts[number]
            known = Known(lambda leaf, row=row: values.leaf(leaf, row), bindings)
            assert value(part.when, known) is not False
            assert value(part.require, known) is (False if outcome == "broken" else None) or outcome == "cannot_tell"
            read = {name: value(tree, known) for name, tree in part.shows.items()}
            assert {name: tracer.value(tree, row) for name, tree in part.shows.items()} == read
            fields = {name: outward(read[name], tree.type) for name, tree in part.shows.items()}
            missing = {**tracer.missing(part.when, row), **tracer.missing(part.require, row)}
            expected.append((result.rule.code, fields, tuple(missing) if outcome == "cannot_tell" else ()))
    found = Writer(structure, values, bindings, PACKS).findings(results)
    assert [(one.code, one.fields, one.missing) for one in found] == expected


@given(near_misses(), days())
def test_the_values_of_a_finding_and_what_is_missing_are_those_of_the_definition(
    structure: um.Structure, on: date
) -> None:
    assert_read_alike(structure, RULES, on)


@given(near_examples(), days())
def test_so_they_are_near_an_example_of_any_rule(near: tuple[str, um.Structure], on: date) -> None:
    code, structure = near
    assert_read_alike(structure, tuple(rule for rule in RULES if rule.code == code), on)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_whatever_cannot_be_told_says_what_is_missing(rule: Rule) -> None:
    for example in rule.examples:
        if example.outcome == "cannot_tell":
            structure = um.Structure(**example.structure(rule.scene))
            report = um.check(
                structure, on=example.on or rule.on, select=[rule.code], parameters=dict(example.settings)
            )
            assert [
                one.missing for one in report.findings if one.outcome.value == "cannot_tell" and not one.missing
            ] == []
