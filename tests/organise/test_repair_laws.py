"""What holds of every mend of every rule, over the rule's own examples and structures near them."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import unionmodel as um
from unionmodel.organise.repair.by_rule import mends_of
from unionmodel.rules.pack import Pack
from unionmodel.rules.rule import Example, Rule
from unionmodel.testing import near_misses
from unionmodel.testing.examples import beside_the_default
from unionmodel.testing.subjects import first_subject, structure_from

PACKS = tuple(um.packs().values())
RULES: dict[str, tuple[Pack, Rule]] = {rule.code: (pack, rule) for pack in reversed(PACKS) for rule in pack.rules}
MENDS = mends_of(PACKS)
MENDED = sorted(code for code in RULES if MENDS[code].way is not None)

#: What comes of the broken examples of each rule, of all together. No rule is silent; TUL202 is never broken.
_COMES = """
never: TUL202
choices: ACF101 ACF102 ACF201 ACF501 ACF601 ACF603 CTU101 CTU102 CTU104 CTU201 CTU501 CTU503 CTU601 CTU602
choices: CTU605 DAT905 DAT906 DAT912 DAT913 DAT914 DAT916 DAT917 GS101 GS201 GS204 GS205 GS206 GS207
choices: GS208 GS301 GS302 GS303 GS305 GS306 GS401 GS506 GS606 GS607 GS703 OVL201 TUL101 TUL103
choices: TUL105 TUL201 TUL203 TUL205 TUL206 TUL207 TUL209 TUL212 TUL301 TUL401 TUL601 TUL602 TUL603 TUL604
choices: TUL605
choices mend: CTU103
choices none: DAT902 GS202 GS203 TUL104 TUL204 TUL211
mend: CTU502 GS103 GS605 TUL102
none: ACF103 ACF602 CTU202 CTU504 CTU603 CTU604 DAT901 DAT903 DAT904 DAT907 DAT908 DAT909 DAT910 DAT911
none: DAT915 GS102 GS104 GS304 GS402 GS403 GS501 GS502 GS503 GS504 GS505 GS601 GS602 GS603
none: GS604 GS608 GS701 GS702 GS704 GS801 GS802 TUL106 TUL208 TUL210
"""
EXPECTED = {
    code: kinds for kinds, codes in (line.split(": ") for line in _COMES.strip().splitlines()) for code in codes.split()
}


def broken(rule: Rule) -> list[Example]:
    return [example for example in rule.examples if example.outcome == "broken"]


def errors(structure: um.Structure, **how: Any) -> Counter[tuple[str, str]]:
    found = um.check(structure, **how).findings
    return Counter((f.code, f.subject) for f in found if f.severity == "error" and f.outcome in ("broken", "failed"))


def assert_lawful(structure: um.Structure, code: str, on: date, packs: Any, parameters: Any) -> list[um.Remedy]:
    """Assert of every mend and choice for findings of a rule what a mend has to do."""
    how = {"on": on, "packs": packs, "parameters": parameters}
    repairs = um.repair(structure, select=[code], **how)
    before = errors(structure, **how)
    for remedy in repairs:
        assert (remedy.kind == "none") == (remedy.why is not None)
        assert remedy.mend is None or (remedy.mend.safe and not remedy.choices)
        for mend in remedy.mends:
            made = structure.with_edits(mend.edits)
            left = Counter(f.subject for f in um.check(made, select=[code], **how).of(code))
            was = Counter(one.finding.subject for one in repairs)
            assert left[remedy.finding.subject] < was[remedy.finding.subject]
            assert errors(made, **how) - before == Counter()
    return list(repairs)


def assert_undone(structure: um.Structure, repairs: um.Repairs, choose: dict[str, int]) -> um.Structure:
    """Assert that a repair is undone by its journal, as that is stored; return what it gave."""
    done = repairs.carry_out(choose=choose)
    assert structure.with_edits(done.edits).sha256 == done.structure.sha256
    assert um.undo(done.structure, json.loads(json.dumps(done.journal()))).sha256 == structure.sha256
    return done.structure


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_mend_of_a_broken_example_settles_it_once_and_is_undone(code: str) -> None:
    pack, rule = RULES[code]
    for example in broken(rule):
        structure, on = structure_from(example.structure(rule.scene)), example.on or rule.on
        how = {"on": on, "packs": beside_the_default(pack, structure), "parameters": dict(example.settings)}
        subject = example.subject or first_subject(rule, structure)
        mine = next(one for one in assert_lawful(structure, code, **how) if one.finding.subject == subject)
        repairs = um.repair(structure, select=[code], **how)
        for number in range(1, len(mine.mends) + 1):
            made = assert_undone(structure, repairs, {mine.name: number})
            assert mine.name not in [one.name for one in um.repair(made, select=[code], **how)]


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_has_a_mend_or_choices_or_says_why_not(code: str) -> None:
    pack, rule = RULES[code]
    kinds = set()
    for example in broken(rule):
        structure = structure_from(example.structure(rule.scene))
        found = um.repair(
            structure, on=example.on or rule.on, packs=beside_the_default(pack, structure), select=[code],
            parameters=dict(example.settings),
        )  # fmt: skip
        subject = example.subject or first_subject(rule, structure)
        kinds |= {one.kind for one in found if one.finding.subject == subject}
    assert (" ".join(sorted(kinds)) or "never") == EXPECTED[code]


def test_the_ways_name_the_rules_of_the_shipped_packs_and_no_others() -> None:
    assert set(MENDS) == set(RULES) == set(EXPECTED)


def test_what_is_said_where_nothing_is_offered_can_be_read_on_a_gbk_console() -> None:
    for mends in MENDS.values():
        mends.otherwise.zh.encode("gbk")
        assert mends.otherwise.en.isascii()


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_every_mend_of_a_structure_near_an_example_is_lawful(data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(MENDED))
    pack, rule = RULES[code]
    structure = data.draw(near_misses(rule))
    assert_lawful(structure, code, rule.on, beside_the_default(pack, structure), {})


@settings(max_examples=12, deadline=None)
@given(near_misses(max_unions=5, max_employers=4, max_mutations=4))
def test_safe_mends_made_together_break_nothing_leave_nothing_safe_to_do_and_are_undone(
    structure: um.Structure,
) -> None:
    on = date(2022, 12, 31)
    repairs = um.repair(structure, on=on)
    made = assert_undone(structure, repairs, {})
    assert errors(made, on=on) - errors(structure, on=on) == Counter()
    aside = {remedy.name for remedy, _ in repairs.carry_out().set_aside}
    assert {remedy.name for remedy in um.repair(made, on=on) if remedy.mend is not None} <= aside
