"""The report: its order, its JSON, its verdict, and waivers."""

from __future__ import annotations

from datetime import date

import pytest

import unionmodel as um
from unionmodel.checking.report.report import Outcome
from unionmodel.errors import UnknownName

ON = date(2022, 12, 31)
FEDERATION = {
    "id": "f1",
    "name": "示例联合会",
    "kind": "industry_federation",
    "place": "620102",
    "superior": "g1",
    "industries": ["express_delivery"],
    "founding_mode": "industry_driven",
    "sponsor": "示例协会",
}
GENERAL = {"id": "g1", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
FUNDS = {"union": "f1", "year": 2022, "amount": "15000", "source": "fixed_subsidy", "payer": "城关区总工会"}
POOR = um.Structure(unions=[GENERAL, FEDERATION], funding=[FUNDS])


def waiver(**changes: object) -> um.Waiver:
    given = {"code": "GS401", "subject": "f1", "reason": "分期拨付", "by": "g1", "until": "2023-06-30", **changes}
    return um.Waiver(**given)


def checked(structure: um.Structure, **how: object) -> um.Report:
    """Check `structure` by the rules that its few tables can answer."""
    return um.check(
        structure,
        on=ON,
        **{"select": ["GS1", "GS2", "GS3", "GS401", "GS402", "TUL102", "TUL103", "DAT901", "DAT902"], **how},
    )  # type: ignore[arg-type]


def codes(report: um.Report) -> list[tuple[str, str]]:
    return [(finding.code, finding.outcome.value) for finding in report.findings]


def test_the_json_of_a_finding_is_that_of_the_interface() -> None:
    report = checked(POOR)
    assert report.to_dict("en")["findings"] == [
        {
            "code": "GS401",
            "name": "annual-funding-floor",
            "outcome": "broken",
            "severity": "error",
            "table": "unions",
            "subject": "f1",
            "place": "620102",
            "fields": {"work_funds": "15000.00", "annual_floor": "20000.00", "gap": "5000.00", "year": 2022},
            "missing": [],
            "message": "示例联合会 has 15000.00 yuan of work funds in 2022, 5000.00 short of the 20000.00 yuan floor",
            "cites": ["gansu-2021#C24"],
        }
    ]
    assert report.to_dict()["input"] == {"sha256": POOR.sha256, "records": 3}
    assert report.counts["GS401"] == {
        "held": 0,
        "broken": 1,
        "cannot_tell": 0,
        "not_applicable": 1,
        "waived": 0,
        "failed": 0,
    }


def test_findings_come_by_severity_then_code_then_subject() -> None:
    findings = um.check(um.demo(), on=ON).findings
    assert [finding.order for finding in findings] == sorted(finding.order for finding in findings)


def test_a_report_is_not_ok_with_an_error_and_ok_with_warnings_only() -> None:
    assert checked(POOR).ok is False
    assert checked(POOR, ignore=["GS4"]).ok is True


def test_a_valid_waiver_turns_the_breach_into_a_waived_finding() -> None:
    report = checked(POOR, waivers=[waiver()])
    assert codes(report) == [("GS401", "waived")]
    assert (report.counts["GS401"]["broken"], report.counts["GS401"]["waived"], report.ok) == (0, 1, True)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"until": "2022-12-31"}, [("GS401", "waived")]),
        ({"until": "2022-12-30"}, [("GS401", "broken"), ("WAV901", "broken")]),
        ({"subject": "f2"}, [("GS401", "broken"), ("WAV902", "broken")]),
        ({"code": "GS999"}, [("GS401", "broken"), ("WAV903", "broken")]),
        ({"reason": None}, [("GS401", "broken"), ("WAV904", "broken")]),
        ({"subject": "*"}, [("GS401", "waived")]),
    ],
)
def test_a_waiver_that_does_not_count_is_itself_found(changes: dict[str, object], found: list[tuple[str, str]]) -> None:
    assert codes(checked(POOR, waivers=[waiver(**changes)])) == found


def test_a_waiver_may_stand_in_the_structure() -> None:
    structure = um.Structure(unions=[GENERAL, FEDERATION], funding=[FUNDS], waivers=[waiver()])
    assert codes(checked(structure)) == [("GS401", "waived")]


def test_a_parameter_of_ones_own_counts_instead_of_the_law() -> None:
    assert codes(checked(POOR, parameters={"funding_floor.amount": 15000})) == []
    assert codes(checked(POOR, parameters={"funding_floor.applies_to": "literal"})) == []


def test_before_the_plan_began_its_rules_do_not_apply() -> None:
    report = um.check(POOR, on=date(2021, 7, 31))
    assert report.counts["GS401"]["not_applicable"] == 2


@pytest.mark.parametrize(
    "options", [{"select": ["GS999"]}, {"packs": ["gansu"]}, {"engine": "spark"}, {"parameters": {"floor": 1}}]
)
def test_a_name_that_does_not_exist_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(UnknownName):
        um.check(POOR, on=ON, **options)


def test_a_rule_that_fails_says_so_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    from unionmodel.checking.rows import engine as rows

    run = rows.run

    def failing(structure, rules, bindings):  # type: ignore[no-untyped-def]
        if any(rule.code == "GS401" for rule in rules):
            raise ZeroDivisionError("planted")
        return run(structure, rules, bindings)

    monkeypatch.setattr(rows, "run", failing)
    report = checked(POOR)
    assert [(f.code, f.outcome) for f in report.findings] == [("GS401", Outcome.FAILED)]
    assert (report.ok, report.counts["GS401"]["failed"]) == (False, 1)
    assert report.counts["GS103"]["held"] == 1


def test_a_record_is_judged_in_words_with_its_values() -> None:
    text = um.why(POOR, "GS401", "f1", on=ON).render("text", "en")
    assert text.startswith("× GS401 yearly floor of work funds, f1: broken")
    assert "work funds: 15000.00 yuan" in text


def test_a_frame_has_a_row_for_each_finding() -> None:
    frame = checked(POOR).to_frame()
    assert frame.select("code", "subject", "cites").rows() == [("GS401", "f1", ["gansu-2021#C24"])]
