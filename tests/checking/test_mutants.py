"""The examples of the law, the charter and the federation's rules find out every comparison and number that is wrong by one, or it is said why not."""

from __future__ import annotations

import tomllib
from pathlib import Path

import attrs

import unionmodel as um
from unionmodel.rulepacks.trade_union_law.bodies_at_25 import COMMITTEE_AT_25
from unionmodel.testing import load_cases, survey
from unionmodel.testing.measuring import trials_in
from unionmodel.testing.rule_mutants import mutants, mutated

HERE = Path(__file__).parent
#: What these packs share is measured by the rules of all of them.
MEASURED = ("trade-union-law", "charter", "acftu")
LISTED = tomllib.loads((HERE / "surviving_mutants.toml").read_text(encoding="utf-8"))


def test_a_comparison_or_number_that_is_wrong_is_found_out_or_listed_with_the_reason() -> None:
    cases = [trial for case in load_cases(HERE.parent / "cases") for trial in trials_in(case)]
    found = survey([um.packs()[name] for name in MEASURED], cases)
    surviving = {mutant for mutant, kind in found.survivors.items() if kind in ("comparison", "number", "parameter")}
    assert sorted(surviving) == sorted(LISTED)


def test_every_reason_says_something() -> None:
    assert [name for name, reason in LISTED.items() if len(reason) < 20] == []


def test_a_survey_finds_the_mutant_that_a_rule_without_its_boundary_example_lets_through() -> None:
    at_25 = "TUL201: members is at least [committee.members] >= becomes >"
    law = um.packs()["trade-union-law"]
    others = tuple(example for example in COMMITTEE_AT_25.examples if example.outcome == "not_applicable")
    without = attrs.evolve(COMMITTEE_AT_25, examples=others)
    assert at_25 not in survey([attrs.evolve(law, rules=(COMMITTEE_AT_25,))]).survivors
    assert at_25 in survey([attrs.evolve(law, rules=(without,))]).survivors


def test_a_mutant_changes_one_node_and_leaves_the_rule_itself_alone() -> None:
    mutant = mutants([COMMITTEE_AT_25])["TUL201: members is at least [committee.members] >= becomes >"]
    other = mutated(COMMITTEE_AT_25, mutant)
    assert other.parts[0].require is COMMITTEE_AT_25.parts[0].require
    assert other.parts[0].when is not COMMITTEE_AT_25.parts[0].when
    assert mutated(um.packs()["charter"].rules[0], mutant) is um.packs()["charter"].rules[0]
