"""Every rule's examples are its tests, on both engines."""

from __future__ import annotations

import pytest

import unionmodel as um
from unionmodel.check.outcome import Outcome
from unionmodel.rules.rule import Example, Rule

_RULES = list({rule.code: rule for pack in um.packs().values() for rule in pack.rules}.values())
#: Law and charter together allow every body there is: all that can be wrong is that none is recorded.
_NEVER_BROKEN = {"TUL202"}
_CASES = [
    pytest.param(rule, example, id=f"{rule.code} {example.title.en}") for rule in _RULES for example in rule.examples
]


def first_subject(rule: Rule, structure: um.Structure) -> str:
    tables = [part.each.name for part in rule.parts if structure.size(part.each.name) or part.each.name == "places"]
    return structure.subject(next(table for table in tables if len(rule.parts) == 1 or table != "places"), 0)


def outcome_of(rule: Rule, example: Example, engine: str) -> tuple[str, dict[str, int]]:
    structure = um.Structure(**example.structure(rule.scene))
    report = um.check(
        structure, on=example.on or rule.on, select=[rule.code], engine=engine, parameters=dict(example.settings)
    )
    subject = example.subject or first_subject(rule, structure)
    found = {finding.subject: finding.outcome.value for finding in report.findings}
    return found.get(subject, "silent"), report.counts[rule.code]


@pytest.mark.parametrize("engine", ["rows", "columns"])
@pytest.mark.parametrize(("rule", "example"), _CASES)
def test_the_example_comes_out_as_it_says(rule: Rule, example: Example, engine: str) -> None:
    found, counts = outcome_of(rule, example, engine)
    if example.outcome in ("broken", "cannot_tell"):
        assert found == example.outcome
    else:
        assert found == "silent"
        assert counts[example.outcome] >= 1


@pytest.mark.parametrize(("rule", "example"), _CASES)
def test_the_reason_of_an_example_comes_to_the_same_verdict(rule: Rule, example: Example) -> None:
    structure = um.Structure(**example.structure(rule.scene))
    subject = example.subject or first_subject(rule, structure)
    reason = um.why(structure, rule.code, subject, example.on or rule.on, parameters=dict(example.settings))
    said = reason.text.en.split(": ")[1].split("; ")[0]
    assert said == Outcome(example.outcome).text.en


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.code)
def test_a_rule_has_four_examples_and_every_outcome_that_can_occur(rule: Rule) -> None:
    outcomes = {example.outcome for example in rule.examples}
    assert len(rule.examples) >= 4
    assert {"held", "broken"} <= outcomes or (rule.code in _NEVER_BROKEN and {"held", "cannot_tell"} <= outcomes)


@pytest.mark.parametrize(
    "rule", [rule for rule in _RULES if rule.code not in _NEVER_BROKEN], ids=lambda rule: rule.code
)
def test_a_broken_rule_speaks_in_both_languages_and_says_where_it_is_written(rule: Rule) -> None:
    example = next(example for example in rule.examples if example.outcome == "broken")
    structure = um.Structure(**example.structure(rule.scene))
    report = um.check(structure, on=example.on or rule.on, select=[rule.code], parameters=dict(example.settings))
    finding = next(finding for finding in report.findings if finding.outcome is Outcome.BROKEN)
    assert "{" not in finding.message.zh + finding.message.en + finding.mend.zh + finding.mend.en
    assert finding.message.zh != finding.message.en
    written = rule.cited(report.on)
    assert finding.cites == (written if rule.code != "OVL201" else ("beijing#11",))


def test_every_parameter_is_read_by_a_rule() -> None:
    for pack in um.packs().values():
        assert {name for rule in pack.rules for name in rule.reads} == set(pack.parameters)


def test_a_ledger_names_only_rules_and_functions_that_exist() -> None:
    known = {rule.code for rule in _RULES} | set(um.__all__)
    for pack in um.packs().values():
        assert {name for entry in pack.ledger for name in entry.implemented_by} <= known
