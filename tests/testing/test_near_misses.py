"""Strategies for tests: what is drawn near a rule holds it and breaks it, and a whole pack finds something to judge."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import unionmodel as um
from unionmodel.checking import checking
from unionmodel.checking.rows import engine as rows
from unionmodel.rules.pack import Pack
from unionmodel.rules.rule import Rule
from unionmodel.testing import days, for_pack, near_misses
from unionmodel.testing.whole_packs import renamed

PACKS = tuple(um.packs().values())
RULES = list({rule.code: rule for pack in PACKS for rule in pack.rules}.values())
#: What is never drawn on the day of the rule with the parameters as they are, and why.
NEVER = {
    "GS502": {"held", "broken"},  # judged only where the switch target.scope says so
    "TUL202": {"broken"},  # law and charter together allow every body there is
    "TUL301": {"held", "broken"},  # asks for a hundred employers
}
FIXED = settings(
    max_examples=250, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


class Enough(Exception):
    """Ends a search that has found everything."""


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_near_a_rule_there_are_structures_that_hold_it_and_structures_that_break_it(rule: Rule) -> None:
    wanted = {"held", "broken"} - NEVER.get(rule.code, set())
    found: set[str] = set()
    bindings = checking.bind(PACKS, rule.on)

    @seed(1)
    @FIXED
    @given(near_misses(rule))
    def search(structure: um.Structure) -> None:
        results, _ = rows.run(structure, [rule], bindings)
        found.update(outcome for outcome in ("held", "broken") if results[0].counts[outcome])
        if found >= wanted:
            raise Enough

    if wanted:
        with pytest.raises(Enough):
            search()
    assert found >= wanted


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_every_rule_of_a_pack_has_something_to_say_about_what_is_drawn_for_the_pack(pack: Pack) -> None:
    bindings = {rule.on: checking.bind(PACKS, rule.on) for rule in pack.rules}

    @seed(1)
    @settings(FIXED, max_examples=4)
    @given(for_pack(pack))
    def judge(structure: um.Structure) -> None:
        idle = []
        for day, bound in bindings.items():
            chosen = [rule for rule in pack.rules if rule.on == day]
            results, _ = rows.run(structure, chosen, bound)
            idle += [
                result.rule.code
                for result in results
                if not result.counts["held"] + result.counts["broken"] + result.counts["cannot_tell"]
            ]
        assert [code for code in idle if NEVER.get(code) != {"held", "broken"}] == []

    judge()


def test_the_days_of_a_rule_are_its_own_day_the_day_it_begins_and_the_days_beside() -> None:
    rule = next(rule for rule in RULES if rule.code == "TUL212")
    drawn: set[date] = set()

    @seed(1)
    @FIXED
    @given(days(rule))
    def collect(day: date) -> None:
        drawn.add(day)

    collect()
    assert drawn >= {date(2022, 12, 31), date(2021, 12, 31), date(2022, 1, 1), date(2022, 1, 2), date(2023, 1, 1)}


def test_without_a_rule_a_structure_with_faults_is_drawn_as_before() -> None:
    @seed(1)
    @settings(FIXED, max_examples=5)
    @given(near_misses(max_unions=2, max_mutations=1))
    def draw(structure: um.Structure) -> None:
        assert structure.size("unions") <= 3

    draw()


def test_ids_get_the_mark_and_so_does_what_refers_to_them_but_codes_of_divisions_stay() -> None:
    before = {"unions": [{"id": "u1", "place": "620102"}], "covers": [{"union": "u1", "employer": "elsewhere"}]}
    assert renamed(before, "GS401") == {
        "unions": [{"id": "GS401-u1", "place": "620102"}],
        "covers": [{"union": "GS401-u1", "employer": "elsewhere"}],
    }
    assert before["unions"][0]["id"] == "u1"


def test_hypothesis_knows_how_to_draw_a_structure() -> None:
    @seed(1)
    @settings(FIXED, max_examples=3)
    @given(st.from_type(um.Structure))
    def draw(structure: um.Structure) -> None:
        assert isinstance(structure, um.Structure)

    draw()


@pytest.mark.parametrize("first", ["import hypothesis", "import unionmodel.model.structure"])
def test_structures_are_known_in_whatever_order_the_two_are_imported(first: str) -> None:
    code = f"""{first}
import hypothesis.strategies as st
from unionmodel import Structure
from hypothesis import find
print(find(st.from_type(Structure), lambda structure: structure.size("unions") == 1).size("employers"))"""
    assert _run(code) == "0"


def test_hypothesis_alone_does_not_bring_the_library() -> None:
    code = "import sys, hypothesis; print('unionmodel.testing.registering' in sys.modules, 'unionmodel.model.structure' in sys.modules)"
    assert _run(code) == "True False"


def _run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
