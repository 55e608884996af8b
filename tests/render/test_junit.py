"""A report as build servers take it."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import attrs

import unionmodel as um

ON = date(2022, 12, 31)
_FEDERATION = {
    "id": "f1", "name": "城关区快递行业工会联合会", "kind": "industry_federation", "place": "620102",
    "industries": ["express_delivery"], "superior": "cg",
}  # fmt: skip
_RICH = {**_FEDERATION, "id": "f2", "name": "城关区货运行业工会联合会", "industries": ["road_freight"]}
_ABOVE = {"id": "cg", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
_FUNDING = [
    {"union": "f1", "year": 2022, "amount": "15000", "payer": "城关区总工会"},
    {"union": "f2", "year": 2022, "amount": "20000"},
]
_STRUCTURE = um.Structure(unions=[_ABOVE, _FEDERATION, _RICH], funding=_FUNDING)


def suites(report: um.Report, language: str = "en") -> ET.Element:
    return ET.fromstring(report.render("junit", language).encode())


def cases(report: um.Report, language: str = "en") -> list[tuple[str, str, str | None]]:
    """Return every case: its rule, its name, and what became of it."""
    found = suites(report, language).iter("testcase")
    return [(case.attrib["classname"], case.attrib["name"], case[0].tag if len(case) else None) for case in found]


def test_a_breach_fails_what_cannot_be_told_is_skipped_and_what_holds_is_passed() -> None:
    report = um.check(_STRUCTURE, on=ON, select=["GS401", "GS402"])
    assert cases(report) == [
        ("unionmodel.GS401", "held: 1 judgements", None),
        ("unionmodel.GS401", "unions f1", "failure"),
        ("unionmodel.GS402", "unions f1", "skipped"),
        ("unionmodel.GS402", "unions f2", "failure"),
    ]
    counted = [
        {name: one.attrib[name] for name in ("tests", "failures", "errors", "skipped")} for one in suites(report)
    ]
    assert counted == [
        {"tests": "2", "failures": "1", "errors": "0", "skipped": "0"},
        {"tests": "2", "failures": "1", "errors": "0", "skipped": "1"},
    ]
    assert {name: suites(report).attrib[name] for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "4", "failures": "2", "errors": "0", "skipped": "1",
    }  # fmt: skip


def test_a_failure_says_what_is_wrong_how_severe_it_is_how_to_mend_it_and_where_it_is_written() -> None:
    failure = suites(um.check(_STRUCTURE, on=ON, select=["GS401"]), "zh").find(".//failure")
    assert failure is not None
    assert failure.attrib == {
        "message": "城关区快递行业工会联合会 2022 年工作经费 15000.00 元，低于 20000.00 元的下限，差 5000.00 元",
        "type": "error",
    }
    assert failure.text == "改正：再落实 5000.00 元工作经费并登记来源\n依据：gansu-2021#C24"


def test_what_is_waived_is_skipped_with_the_reason() -> None:
    waiver = um.Waiver(code="GS401", subject="f1", reason="拨付在途", by="城关区总工会", until=date(2023, 1, 31))
    skipped = suites(um.check(_STRUCTURE, on=ON, select=["GS401"], waivers=[waiver])).find(".//skipped")
    assert skipped is not None
    assert skipped.attrib["message"].startswith("waived: 拨付在途 (城关区总工会, until 2023-01-31) | 城关区快递")


def test_a_rule_that_fails_to_run_is_an_error() -> None:
    report = um.check(_STRUCTURE, on=ON, select=["GS401"])
    failed = attrs.evolve(report, findings=(attrs.evolve(report.findings[0], outcome=um.Outcome.FAILED),))
    assert cases(failed)[-1] == ("unionmodel.GS401", "unions f1", "error")


def test_a_rule_that_applies_to_nothing_has_no_suite() -> None:
    assert cases(um.check(um.Structure(unions=[_ABOVE]), on=ON, select=["GS401"])) == []


def test_characters_that_xml_cannot_hold_are_written_as_escapes() -> None:
    report = um.check(_STRUCTURE, on=ON, select=["GS401"])
    odd = attrs.evolve(report.findings[0], record_name='a\x01b\x0bc\rd\ud800e\ufffef\tg\nh<&>"')
    failure = suites(attrs.evolve(report, findings=(odd,))).find(".//failure")
    assert failure is not None
    assert failure.attrib["message"].startswith(r"a\x01b\x0bc\rd\ud800e\ufffef" + '\tg\nh<&>" has 15000.00')
