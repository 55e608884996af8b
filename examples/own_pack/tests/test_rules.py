"""The examples of the rules are their tests; what is written about the pack is true."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from qinghe_rules import PACK

import unionmodel as um
from unionmodel.writing import Example, Rule

PROPOSAL = Path(__file__).parent.parent / "proposal.json"
CASES = [
    pytest.param(rule, example, id=f"{rule.code} {example.title.en}")
    for rule in PACK.rules
    for example in rule.examples
]


def outcomes(rule: Rule, example: Example) -> dict[str, int]:
    """Return how often each outcome came of a rule, for the structure of an example."""
    structure = um.Structure(**example.structure(rule.scene))
    report = um.check(structure, [PACK], example.on or rule.on, select=[rule.code], parameters=dict(example.settings))
    return report.counts[rule.code]


@pytest.mark.parametrize(("rule", "example"), CASES)
def test_the_example_comes_out_as_it_says(rule: Rule, example: Example) -> None:
    counts = outcomes(rule, example)
    assert {outcome for outcome, number in counts.items() if number} == {example.outcome}


@pytest.mark.parametrize("rule", PACK.rules, ids=lambda rule: rule.code)
def test_a_rule_has_four_examples_with_every_outcome(rule: Rule) -> None:
    assert len(rule.examples) >= 4
    assert {example.outcome for example in rule.examples} == {"held", "broken", "not_applicable", "cannot_tell"}


def test_the_pack_is_found_by_its_name() -> None:
    assert um.packs(["qinghe"])["qinghe"].rules == PACK.rules


def test_the_proposal_lacks_a_union_and_money() -> None:
    report = um.check(um.load(PROPOSAL), ["qinghe"], date(2024, 12, 31))
    assert [(finding.code, finding.subject) for finding in report.findings] == [("QH401", "u1"), ("QH201", "e1")]
    assert report.findings[0].fields["gap"] == "10000.00"


def test_the_rules_go_together_with_the_shipped_ones() -> None:
    report = um.check(um.load(PROPOSAL), ["default", "qinghe"], date(2024, 12, 31))
    assert {"GS401", "QH401"} <= set(report.counts)
