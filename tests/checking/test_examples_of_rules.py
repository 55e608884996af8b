"""Every rule's examples are its tests, on both engines; what is asked of a rule is asked of every one, in every pack."""

from __future__ import annotations

import pytest

import unionmodel as um
from unionmodel.checking.report.report import Outcome
from unionmodel.rules.pack import Pack
from unionmodel.rules.rule import Example, Rule
from unionmodel.testing import RuleExample, check_pack, examples_of
from unionmodel.testing.subjects import first_subject

#: Each rule once, with the pack it comes from: the overlays share one.
_HOMES = {rule.code: (pack, rule) for pack in um.packs().values() for rule in pack.rules}
_RULES = [rule for _, rule in _HOMES.values()]
#: Law and charter together allow every body there is: all that can be wrong is that none is recorded.
_NEVER_BROKEN = {"TUL202"}
_EXAMPLES = [
    example for pack in um.packs().values() for example in examples_of(pack) if _HOMES[example.rule.code][0] is pack
]
_CASES = [
    pytest.param(rule, example, id=f"{rule.code} {example.title.en}") for rule in _RULES for example in rule.examples
]


@pytest.mark.parametrize("example", _EXAMPLES, ids=str)
def test_the_example_comes_out_as_it_says(example: RuleExample) -> None:
    example.check()


@pytest.mark.parametrize(("rule", "example"), _CASES)
def test_the_reason_of_an_example_comes_to_the_same_verdict(rule: Rule, example: Example) -> None:
    structure = um.Structure(**example.structure(rule.scene))
    subject = example.subject or first_subject(rule, structure)
    reason = um.why(structure, rule.code, subject, example.on or rule.on, parameters=dict(example.settings))
    said = reason.text.en.split(": ")[1].split("; ")[0]
    assert said == Outcome(example.outcome).text.en


@pytest.mark.parametrize("pack", um.packs().values(), ids=lambda pack: pack.name)
def test_every_rule_of_a_pack_has_what_is_asked_of_a_rule(pack: Pack) -> None:
    check_pack(pack, engines=[], never_broken=_NEVER_BROKEN)


@pytest.mark.parametrize(
    "rule", [rule for rule in _RULES if rule.code not in _NEVER_BROKEN], ids=lambda rule: rule.code
)
def test_a_broken_rule_says_where_it_is_written(rule: Rule) -> None:
    example = next(example for example in rule.examples if example.outcome == "broken")
    structure = um.Structure(**example.structure(rule.scene))
    report = um.check(structure, on=example.on or rule.on, select=[rule.code], parameters=dict(example.settings))
    finding = next(finding for finding in report.findings if finding.outcome is Outcome.BROKEN)
    written = tuple(citation.on(report.on) for citation in rule.cites if citation.in_force(report.on))
    assert finding.cites == (written if rule.code != "OVL201" else ("beijing#11",))


def test_every_parameter_is_read_by_a_rule() -> None:
    for pack in um.packs().values():
        assert {name for rule in pack.rules for name in rule.reads} == set(pack.parameters)


def test_a_ledger_names_only_rules_and_functions_that_exist() -> None:
    known = {rule.code for rule in _RULES} | set(um.__all__)
    for pack in um.packs().values():
        assert {name for entry in pack.ledger for name in entry.implemented_by} <= known
