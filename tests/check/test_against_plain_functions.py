"""The library and the plain functions, written apart from one another, read every structure alike."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import given

import unionmodel as um
from benchmarks import register
from benchmarks.peers import plain
from unionmodel.model.records import TABLES
from unionmodel.testing import days, near_misses, structures

PACKS = ("gansu-2021", "trade-union-law", "data-quality")
YEARS_END = date(2022, 12, 31)
#: How severe a breach is, by the force that the catalogue gives each rule.
ERRORS = ("GS103", "GS202", "GS203", "GS205", "GS301", "GS401", "TUL102", "TUL103", "DAT901", "DAT902")
WARNINGS = ("GS101", "GS102", "GS201", "GS204", "GS206", "GS207", "GS302")
SEVERITIES = {**dict.fromkeys(ERRORS, "error"), **dict.fromkeys(WARNINGS, "warning"), "GS402": "info"}

COUNTY, STREET, CITY, TOWN = "620102", "620102001", "620200", "620200100"
BRANCH = {"id": "e1", "name": "分公司", "place": STREET, "role": "platform_branch"}
FIRM = {"id": "e2", "name": "加盟店", "place": STREET, "role": "courier_franchisee", "head": "e1"}
COURIERS = {"place": STREET, "group": "courier", "workers": 40}


def union(key: str, kind: str, place: str = COUNTY, **cells: Any) -> dict[str, Any]:
    return {"id": key, "name": key, "kind": kind, "place": place, **cells}


def money(amount: str | None, **cells: Any) -> dict[str, Any]:
    return {"union": "u1", "year": 2022, "amount": amount, **cells}


FUNDED = union("u1", "industry_federation", groups=("courier",))
BASIC = union("u1", "basic_union", founding_mode="single")
FEDERATION, ADVANCED = "general_federation", date(2023, 1, 1)
#: What each case shows, its rows, the rule, and what the rule says of whom.
CASES: list[tuple[str, dict[str, list[dict[str, Any]]], str, dict[str, str]]] = [
    (
        "one employer, linked twice, is one employer",
        {"unions": [BASIC], "employers": [BRANCH], "covers": [{"union": "u1", "employer": "e1"}] * 2},
        "GS202",
        {"u1": "held"},
    ),
    (
        "a union of two employers, one of them closed on the day, covers one",
        {
            "unions": [BASIC],
            "employers": [BRANCH, {**FIRM, "closed_on": YEARS_END}],
            "covers": [{"union": "u1", "employer": "e1"}, {"union": "u1", "employer": "e2"}],
        },
        "GS202",
        {"u1": "held"},
    ),
    (
        "a firm follows its head by way of a federation above it",
        {
            "unions": [BASIC, union("u2", "regional_federation")],
            "employers": [BRANCH, FIRM],
            "covers": [{"union": "u1", "employer": "e1"}],
            "headcounts": [{"employer": "e2", "group": "courier", "workers": 4}],
        },
        "GS207",
        {"e2": "held"},
    ),
    (
        "a union of the street is not what makes a firm follow its head",
        {
            "unions": [BASIC, union("u2", "township_union", STREET)],
            "employers": [BRANCH, FIRM],
            "covers": [{"union": "u1", "employer": "e1"}],
            "headcounts": [{"employer": "e2", "group": "courier", "workers": 4}],
        },
        "GS207",
        {"e2": "broken"},
    ),
    (
        "a city without counties takes the workers of its towns by a regional federation",
        {"unions": [union("u1", "regional_federation", CITY)], "headcounts": [{**COURIERS, "place": TOWN}]},
        "GS301",
        {f"p:{TOWN}|courier": "held"},
    ),
    (
        "a city with counties does not",
        {"unions": [union("u1", "regional_federation", "620100")], "headcounts": [COURIERS]},
        "GS301",
        {f"p:{STREET}|courier": "broken"},
    ),
    (
        "a union that begins the day after takes nobody",
        {"unions": [union("u1", "township_union", STREET, founded_on=ADVANCED)], "headcounts": [COURIERS]},
        "GS301",
        {f"p:{STREET}|courier": "broken"},
    ),
    (
        "a blank group is taken by a union that takes everybody",
        {"unions": [union("u1", "township_union", STREET)], "headcounts": [{**COURIERS, "group": None}]},
        "GS301",
        {f"p:{STREET}|": "held"},
    ),
    (
        "a blank number of workers leaves open whether anybody is to be taken",
        {"headcounts": [{**COURIERS, "workers": None}]},
        "GS301",
        {f"p:{STREET}|courier": "cannot_tell"},
    ),
    (
        "where nobody is counted at all, a street with a firm in it may need a union",
        {"employers": [BRANCH]},
        "GS302",
        {STREET: "cannot_tell"},
    ),
    (
        "a blank amount may fill the gap to the floor",
        {"unions": [FUNDED], "funding": [money("19999.99"), money(None)]},
        "GS401",
        {"u1": "cannot_tell"},
    ),
    (
        "a blank amount does no harm above the floor",
        {"unions": [FUNDED], "funding": [money("20000.00"), money(None)]},
        "GS401",
        {"u1": "held"},
    ),
    (
        "a year in which others were paid is recorded",
        {"unions": [FUNDED], "funding": [money("1", union="lost")]},
        "GS401",
        {"u1": "broken"},
    ),
    (
        "a blank source with a payer may be a subsidy",
        {"unions": [FUNDED], "funding": [money("1", payer="财政"), money("1", source="own", payer="财政")]},
        "GS402",
        {"u1": "cannot_tell"},
    ),
    (
        "the top of a part of the country needs no superior, what it outranks does",
        {"unions": [union("u1", FEDERATION), union("u2", FEDERATION, STREET), union("u3", "work_committee")]},
        "TUL102",
        {"u2": "broken", "u3": "broken"},
    ),
    (
        "a superior that is not in the part of the country is taken on trust",
        {"unions": [union("u1", "basic_union", superior="lost")]},
        "TUL102",
        {"u1": "held"},
    ),
    (
        "in the whole country it is not",
        {"unions": [union("u1", "basic_union", superior="lost"), union("u2", FEDERATION, "000000")]},
        "TUL102",
        {"u1": "broken"},
    ),
    (
        "a union below a circle is caught in it",
        {"unions": [union("u1", "basic_union", superior="u2"), union("u2", "joint_union", superior="u2")]},
        "TUL103",
        {"u1": "broken", "u2": "broken"},
    ),
]


def checked(structure: um.Structure, on: date, **options: Any) -> um.Report:
    return um.check(structure, packs=PACKS, on=on, engine="rows", select=plain.CODES, **options)


def assert_alike(report: um.Report, expected: plain.Result) -> None:
    """Compare outcomes by rule and subject, counts by rule, and severities."""
    assert Counter(expected.findings) == Counter(
        (finding.code, finding.table, finding.subject, finding.outcome.value) for finding in report.findings
    )
    assert expected.counts == {
        code: {outcome: report.counts[code][outcome] for outcome in plain.OUTCOMES} for code in plain.CODES
    }
    for finding in report.findings:
        mild = (finding.code, finding.table, finding.subject) in expected.milder
        assert ("warning" if mild else SEVERITIES[finding.code]) == finding.severity, finding


def test_every_rule_of_the_plain_functions_has_a_severity_here() -> None:
    assert set(plain.CODES) == set(SEVERITIES)


@pytest.mark.parametrize(("rows", "code", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_both_read_it_so(rows: dict[str, list[dict[str, Any]]], code: str, expected: dict[str, str]) -> None:
    structure = um.Structure(**rows)
    result = plain.check(structure, YEARS_END)
    listed = {subject: outcome for subject, outcome in expected.items() if outcome != "held"}
    assert listed == {subject: outcome for rule, _, subject, outcome in result.findings if rule == code}
    assert len(expected) - len(listed) <= result.counts[code]["held"]
    assert_alike(checked(structure, YEARS_END), result)


@given(structures(), days())
def test_they_agree_on_valid_structures(structure: um.Structure, on: date) -> None:
    assert_alike(checked(structure, on), plain.check(structure, on))


@given(near_misses(), days())
def test_they_agree_on_structures_with_faults(structure: um.Structure, on: date) -> None:
    assert_alike(checked(structure, on), plain.check(structure, on))


@given(near_misses(), days())
def test_they_agree_where_only_active_unions_count(structure: um.Structure, on: date) -> None:
    assert_alike(checked(structure, on, proposed=False), plain.check(structure, on, proposed=False))


@pytest.mark.parametrize("on", [date(2021, 7, 31), date(2021, 8, 1)])
@given(structure=near_misses())
def test_the_plan_begins_on_the_first_of_august_2021_for_both(structure: um.Structure, on: date) -> None:
    expected = plain.check(structure, on)
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
    one, other = plain.check(structure, YEARS_END), plain.check(um.Structure.from_columns(turned), YEARS_END)
    assert Counter(one.findings) == Counter(other.findings)
    assert one.counts == other.counts


@given(near_misses(), days())
def test_they_give_every_head_count_the_same_tier_and_union(structure: um.Structure, on: date) -> None:
    expected = [(tier, union) for _, tier, union in plain.coverage(structure, on)]
    rows = um.coverage(structure, on=on).to_dict()["rows"]
    assert Counter(expected) == Counter((row["tier"], row["union"]) for row in rows)


def test_they_agree_on_a_register_of_three_thousand_organisations() -> None:
    structure = um.Structure.from_columns(register.columns(3_000))
    assert_alike(checked(structure, register.ON), plain.check(structure, register.ON))
