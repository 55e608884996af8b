"""Both engines read the same trees: whatever the structure, they give the same report, rule by rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import unionmodel as um
from benchmarks import register
from tests.checking.examples import near_examples
from unionmodel.testing import days, near_misses, structures

pytest.importorskip("polars")

#: Every pack there is, those of single jurisdictions, too.
PACKS = tuple(um.packs())
RULES = list({rule.code: rule for pack in um.packs().values() for rule in pack.rules}.values())
PREVIEWS = [rule.code for rule in RULES if rule.preview]
#: A check by columns takes as long for few rows as for many, so fewer examples than elsewhere.
FEW = settings(max_examples=max(25, settings.default.max_examples // 4) if settings.default else 25)


def told(structure: um.Structure, engine: str, **how: Any) -> dict[str, Any]:
    """Return what a check by one engine says of each rule: its counts, and every finding with its fields."""
    report = um.check(structure, packs=PACKS, engine=engine, **how)
    rules: dict[str, Any] = {code: (counts, []) for code, counts in report.counts.items()}
    for finding in report.findings:
        said = (finding.table, finding.subject, finding.outcome, finding.severity, finding.place)
        rules[finding.code][1].append((*said, dict(finding.fields), finding.missing))
    return rules


def disagreements(structure: um.Structure, **how: Any) -> dict[str, Any]:
    """Return what the two engines say of each rule on which they differ."""
    rows, columns = told(structure, "rows", **how), told(structure, "columns", **how)
    return {code: (rows.get(code), columns.get(code)) for code in rows | columns if rows.get(code) != columns.get(code)}


@FEW
@given(near_misses(), days())
def test_the_engines_agree_on_a_structure_with_faults(structure: um.Structure, on: date) -> None:
    assert disagreements(structure, on=on) == {}


@FEW
@given(structures(), days(), st.sampled_from(["literal", "purposive"]))
def test_the_engines_agree_where_proposals_do_not_count(structure: um.Structure, on: date, floor: str) -> None:
    assert disagreements(structure, on=on, proposed=False, parameters={"funding_floor.applies_to": floor}) == {}


@settings(FEW, max_examples=FEW.max_examples * 3)
@given(near_examples(), days())
def test_the_engines_agree_near_an_example_of_any_rule(near: tuple[str, um.Structure], on: date) -> None:
    code, structure = near
    assert disagreements(structure, on=on, select=[code]) == {}


@FEW
@given(structures(), days())
def test_the_engines_agree_on_what_is_a_preview(structure: um.Structure, on: date) -> None:
    assert disagreements(structure, on=on, select=PREVIEWS) == {}


@pytest.mark.parametrize("seed", [1, 2])
def test_the_engines_agree_on_a_register(seed: int) -> None:
    structure = um.Structure.from_columns(register.columns(1000, seed))
    assert disagreements(structure, on=register.ON) == {}


def test_the_engines_agree_on_nothing() -> None:
    assert disagreements(um.Structure(), on=register.ON) == {}
