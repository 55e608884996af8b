"""The library and the plain functions, written apart from one another, read every structure alike."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import unionmodel as um
from benchmarks import register
from benchmarks.peers import plain
from benchmarks.peers.plain_local import FULL_TIME_STAFF, JURISDICTIONS
from tests.checking import cases_of_running, cases_of_the_drive, cases_of_workers
from tests.checking.cases import FIRST_CASES, YEARS_END, Case
from tests.checking.examples import near_examples
from unionmodel.model.records import TABLES
from unionmodel.testing import days, near_misses, structures

PACKS = tuple(um.packs())
#: How severe a breach is, by the force that the catalogue gives each rule.
ERRORS = (
    "GS103", "GS202", "GS203", "GS205", "GS301", "GS304", "GS401", "GS503", "DAT901", "DAT902", "TUL101", "TUL102",
    "TUL103", "TUL104", "TUL105", "TUL106", "TUL201", "TUL202", "TUL203", "TUL204", "TUL206", "TUL207", "TUL209",
    "TUL210", "TUL211", "TUL212", "TUL401", "TUL601", "TUL602", "TUL604", "TUL605", "ACF201", "CTU201", "CTU501",
    "CTU503", "CTU601", "CTU604", "DAT907", "DAT908", "DAT909", "DAT910", "DAT913",
)  # fmt: skip
WARNINGS = (
    "GS101", "GS102", "GS201", "GS204", "GS206", "GS207", "GS208", "GS302", "GS303", "GS305", "GS403", "GS501", "GS502",
    "GS504", "GS505", "GS506", "GS601", "GS602", "GS603", "GS604", "GS701", "GS702", "GS703", "TUL208", "ACF101",
    "ACF102", "ACF501", "ACF601", "ACF602", "ACF603", "CTU101", "CTU102", "CTU103", "CTU202", "CTU502", "CTU603", "CTU605",
    "DAT911", "DAT914", "DAT916", "OVL201",
)  # fmt: skip
NOTES = (
    "GS104", "GS306", "GS402", "GS605", "GS606", "GS607", "GS608", "GS704", "GS801", "GS802",
    "TUL205", "TUL301", "TUL603", "ACF103", "CTU104", "CTU504", "CTU602", "DAT912",
)  # fmt: skip
SEVERITIES = {
    **dict.fromkeys(ERRORS, "error"), **dict.fromkeys(WARNINGS, "warning"), **dict.fromkeys(NOTES, "info"),
}  # fmt: skip

#: What is an error in Chongqing.
STRICTER = ("TUL603", "CTU605")
#: The rules that both read; the plain functions may be ahead of the library.
CODES = tuple(
    code for code in plain.CODES if any(rule.code == code for pack in um.packs().values() for rule in pack.rules)
)
CASES = (
    *FIRST_CASES, *cases_of_workers.CASES, *cases_of_running.CASES, *cases_of_the_drive.CASES,
)  # fmt: skip
FLOORS, SCOPES = st.sampled_from(("purposive", "literal")), st.sampled_from(("each_group", "pooled", "both"))


def checked(structure: um.Structure, on: date, **options: Any) -> um.Report:
    return um.check(structure, packs=PACKS, on=on, engine="rows", select=CODES, **options)


def read_apart(structure: um.Structure, on: date, proposed: bool = True, **options: Any) -> plain.Result:
    return plain.check(structure, on, proposed, jurisdictions=JURISDICTIONS, **options)


def assert_alike(report: um.Report, expected: plain.Result) -> None:
    """Compare outcomes by rule and subject, counts by rule, and severities."""
    assert Counter(finding for finding in expected.findings if finding[0] in CODES) == Counter(
        (finding.code, finding.table, finding.subject, finding.outcome.value) for finding in report.findings
    )
    assert {code: expected.counts[code] for code in CODES} == {
        code: {outcome: report.counts[code][outcome] for outcome in plain.OUTCOMES} for code in CODES
    }
    for finding in report.findings:
        if finding.code in STRICTER and (finding.place or "").startswith(FULL_TIME_STAFF):
            assert finding.severity == "error"
            continue
        mild = (finding.code, finding.table, finding.subject) in expected.milder
        assert ("warning" if mild else SEVERITIES[finding.code]) == finding.severity, finding


def test_every_rule_of_the_plain_functions_has_a_severity_here() -> None:
    assert set(plain.CODES) == set(SEVERITIES)


@pytest.mark.parametrize("code", sorted({one.code for one in CASES if one not in FIRST_CASES}))
def test_every_rule_of_the_plan_has_cases_of_every_outcome_it_may_have(code: str) -> None:
    certain = {"GS208"}
    outcomes = {outcome for one in CASES if one.code == code for outcome in one.expected.values()}
    assert outcomes == set(plain.OUTCOMES) - ({"cannot_tell"} if code in certain else set())


@pytest.mark.parametrize("one", CASES, ids=[f"{one.code} {one.shows}" for one in CASES])
def test_both_read_it_so(one: Case) -> None:
    structure = um.Structure(**one.rows)
    every = read_apart(structure, one.on, scope=one.scope, listed=plain.OUTCOMES)
    said = {subject: outcome for code, _, subject, outcome in every.findings if code == one.code}
    named = {subject: outcome for subject, outcome in said.items() if outcome != "not_applicable"} | {
        subject: said[subject] for subject in one.expected
    }
    assert one.expected == named
    parameters = {"target.scope": one.scope}
    assert_alike(checked(structure, one.on, parameters=parameters), read_apart(structure, one.on, scope=one.scope))


@given(structures(), days(), SCOPES)
def test_they_agree_on_valid_structures(structure: um.Structure, on: date, scope: str) -> None:
    assert_alike(checked(structure, on, parameters={"target.scope": scope}), read_apart(structure, on, scope=scope))


@given(near_misses(), days())
def test_they_agree_on_structures_with_faults(structure: um.Structure, on: date) -> None:
    assert_alike(checked(structure, on), read_apart(structure, on))


@given(near_examples(CODES), days())
def test_they_agree_near_an_example_of_any_rule(near: tuple[str, um.Structure], on: date) -> None:
    _, structure = near
    assert_alike(checked(structure, on), read_apart(structure, on))


@given(near_misses(), days())
def test_they_agree_where_only_active_unions_count(structure: um.Structure, on: date) -> None:
    assert_alike(checked(structure, on, proposed=False), read_apart(structure, on, proposed=False))


@given(near_misses(), days(), FLOORS, SCOPES)
def test_they_agree_on_every_reading_of_the_plan(structure: um.Structure, on: date, floor: str, scope: str) -> None:
    parameters = {"funding_floor.applies_to": floor, "duties.apply_to": floor, "target.scope": scope}
    expected = read_apart(structure, on, applies_to=floor, scope=scope)
    assert_alike(checked(structure, on, parameters=parameters), expected)


@pytest.mark.parametrize("on", [date(2021, 7, 31), date(2021, 8, 1)])
@given(structure=near_misses())
def test_the_plan_begins_on_the_first_of_august_2021_for_both(structure: um.Structure, on: date) -> None:
    expected = read_apart(structure, on)
    judged = sum(
        expected.counts[code][outcome] for code in plain.CODES if code[:2] == "GS" for outcome in plain.OUTCOMES[:3]
    )
    assert judged == 0 or on == date(2021, 8, 1)
    assert_alike(checked(structure, on), expected)


@given(near_misses())
def test_the_order_of_unions_and_employers_changes_nothing(structure: um.Structure) -> None:
    tables = {name: structure.columns(name) for name in TABLES}
    turned = {
        name: {column: cells[::-1] if TABLES[name].key else cells for column, cells in columns.items()}
        for name, columns in tables.items()
    }
    one, other = read_apart(structure, YEARS_END), read_apart(um.Structure.from_columns(turned), YEARS_END)
    assert Counter(one.findings) == Counter(other.findings)
    assert one.counts == other.counts


@given(near_misses(), days())
def test_they_give_every_head_count_the_same_tier_and_union(structure: um.Structure, on: date) -> None:
    expected = [(tier, union) for _, tier, union in plain.coverage(structure, on)]
    rows = um.coverage(structure, on=on).to_dict()["rows"]
    assert Counter(expected) == Counter((row["tier"], row["union"]) for row in rows)


def test_they_agree_on_a_register_of_three_thousand_organisations() -> None:
    structure = um.Structure.from_columns(register.columns(3_000))
    assert_alike(checked(structure, register.ON), read_apart(structure, register.ON))
