"""Both engines read the same trees: whatever the structure, they give the same report, rule by rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import unionmodel as um
from benchmarks import register
from unionmodel.testing import days, near_misses, structures

pytest.importorskip("polars")

PACKS = ("gansu-2021", "trade-union-law", "data-quality")
#: A check by columns takes as long for few rows as for many, so fewer examples than elsewhere.
FEW = settings(max_examples=max(40, settings.default.max_examples // 4) if settings.default else 40)


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


@pytest.mark.parametrize("seed", [1, 2])
def test_the_engines_agree_on_a_register(seed: int) -> None:
    structure = um.Structure.from_columns(register.columns(1000, seed))
    assert disagreements(structure, on=register.ON) == {}


def test_the_engines_agree_on_nothing() -> None:
    assert disagreements(um.Structure(), on=register.ON) == {}
