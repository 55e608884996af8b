"""Baselines: what was taken note of is not listed again; what is new, worse, or not to be waived is."""

from __future__ import annotations

import json
from datetime import date

import pytest

import unionmodel as um
from unionmodel.errors import InputErrors

ON = date(2022, 12, 31)
GENERAL = {"id": "g1", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
FEDERATION = {
    "id": "f1",
    "name": "示例联合会",
    "kind": "industry_federation",
    "place": "620102",
    "superior": "g1",
    "industries": ["express_delivery"],
}
FUNDS = {"union": "f1", "year": 2022, "amount": "15000", "source": "fixed_subsidy", "payer": "城关区总工会"}
POOR = um.Structure(unions=[GENERAL, FEDERATION], funding=[FUNDS])


def checked(structure: um.Structure, *codes: str, **how: object) -> um.Report:
    return um.check(structure, on=ON, select=codes or ["GS401"], **how)  # type: ignore[arg-type]


def told(report: um.Report) -> list[tuple[str, str, str]]:
    return [(finding.code, finding.subject, finding.outcome.value) for finding in report.findings]


def again(baseline: um.Baseline) -> um.Baseline:
    """Return the baseline as it is read back from its file."""
    return um.Baseline.from_dict(json.loads(json.dumps(baseline.to_dict())))


BASELINE = again(um.Baseline.of(checked(POOR)))


def test_what_a_baseline_knows_is_not_listed_again() -> None:
    report = checked(POOR, baseline=BASELINE)
    assert (told(report), report.ok) == ([], True)
    assert (report.counts["GS401"]["broken"], report.counts["GS401"]["waived"]) == (0, 1)


def test_a_new_finding_is_listed() -> None:
    second = {**FEDERATION, "id": "f2"}
    structure = POOR.with_edits([um.add(um.Union(**second)), um.add(um.Funding(**{**FUNDS, "union": "f2"}))])
    assert told(checked(structure, baseline=BASELINE)) == [("GS401", "f2", "broken")]


def test_another_gap_is_accepted_and_noted() -> None:
    poorer = POOR.with_edits([um.change("funding", 0, amount=12000)])
    report = checked(poorer, baseline=BASELINE)
    assert told(report) == []
    assert report.to_dict()["baseline"]["changed"] == [
        {
            "code": "GS401",
            "subject": "f1",
            "from": {"work_funds": "15000.00", "annual_floor": "20000.00", "gap": "5000.00", "year": 2022},
            "to": {"work_funds": "12000.00", "annual_floor": "20000.00", "gap": "8000.00", "year": 2022},
        }
    ]
    assert (
        "1 of them are not as they were: GS401 f1 (work_funds 15000.00 → 12000.00, gap 5000.00 → 8000.00)."
        in report.render("text", "en").splitlines()
    )


def test_a_settled_finding_is_no_longer_needed() -> None:
    rich = POOR.with_edits([um.change("funding", 0, amount=20000)])
    report = checked(rich, baseline=BASELINE)
    assert report.to_dict()["baseline"]["settled"] == [{"code": "GS401", "subject": "f1"}]
    assert "基线中有 1 项已经解决，不再需要：GS401 f1。可重新生成基线。" in report.render("text", "zh").splitlines()


def test_a_finding_that_is_waived_now_is_not_settled() -> None:
    waiver = um.Waiver(code="GS401", subject="f1", reason="分期拨付", by="g1", until=date(2023, 6, 30))
    report = checked(POOR, baseline=BASELINE, waivers=[waiver])
    assert told(report) == [("GS401", "f1", "waived")]
    assert report.to_dict()["baseline"]["settled"] == []


def test_what_could_not_be_told_and_is_broken_now_is_new() -> None:
    unknown = POOR.with_edits([um.change("funding", 0, amount=None)])
    baseline = again(um.Baseline.of(checked(unknown)))
    assert told(checked(unknown, baseline=baseline)) == []
    report = checked(POOR, baseline=baseline)
    assert (told(report), report.ok) == ([("GS401", "f1", "broken")], False)
    assert report.to_dict()["baseline"]["settled"] == []


def test_entries_of_rules_that_are_not_checked_are_not_called_settled() -> None:
    report = checked(POOR, "TUL103", baseline=BASELINE)
    assert report.to_dict()["baseline"]["settled"] == []
    assert report.to_dict()["baseline"]["unchecked"] == [{"code": "GS401", "subject": "f1"}]
    assert "1 in the baseline are of rules that were not checked this time: GS401 f1." in report.render("text", "en")


def test_a_rule_that_cannot_be_waived_is_never_accepted() -> None:
    circle = um.Structure(unions=[{**GENERAL, "superior": "f1"}, FEDERATION])
    report = checked(circle, "TUL103")
    assert um.Baseline.of(report).entries == frozenset()
    written = {"format": "unionmodel-baseline/1", "findings": [{"code": "TUL103", "subject": "f1"}]}
    listed = checked(circle, "TUL103", baseline=um.Baseline.from_dict(written))
    assert told(listed) == [("TUL103", "f1", "broken"), ("TUL103", "g1", "broken")]
    assert listed.to_dict()["baseline"]["refused"] == [{"code": "TUL103", "subject": "f1"}]
    assert "cannot be waived, and stay listed: TUL103 f1." in listed.render("text", "en")


def test_a_waiver_of_such_a_rule_is_refused() -> None:
    circle = um.Structure(unions=[{**GENERAL, "superior": "f1"}, FEDERATION])
    waiver = um.Waiver(code="TUL103", subject="*", reason="r", by="b", until=date(2030, 1, 1))
    found = told(checked(circle, "TUL103", waivers=[waiver]))
    assert found == [
        ("TUL103", "f1", "broken"), ("TUL103", "g1", "broken"), ("WAV905", "TUL103|*", "broken"),
    ]  # fmt: skip


def test_the_rules_that_cannot_be_waived_are_those_on_whose_breach_other_answers_hang() -> None:
    fixed = {rule.code for pack in um.packs().values() for rule in pack.rules if not rule.waivable}
    assert fixed == {"DAT906", "DAT910", "TUL101", "TUL103"}
    assert um.explain("TUL103").to_dict()["waivable"] is False
    assert "cannot be waived" in um.explain("TUL103").render("text", "en").splitlines()


def test_what_a_baseline_accepted_stays_in_the_next_one() -> None:
    assert um.Baseline.of(checked(POOR, baseline=BASELINE)).entries == {("GS401", "f1")}


def test_a_baseline_says_when_it_was_made_of_what_and_by_which_versions() -> None:
    content = um.Baseline.of(checked(POOR)).to_dict()
    assert (content["format"], content["on"], content["sha256"]) == (
        "unionmodel-baseline/1",
        "2022-12-31",
        POOR.sha256,
    )
    assert content["versions"]["packs"]["gansu-2021"] == "1"
    assert again(um.Baseline.of(checked(POOR))).to_dict() == content


def test_a_file_that_names_code_and_subject_only_is_a_baseline() -> None:
    written = {"format": "unionmodel-baseline/1", "findings": [{"code": "GS401", "subject": "f1"}]}
    report = checked(POOR, baseline=um.Baseline.from_dict(written))
    assert (told(report), report.to_dict()["baseline"]["changed"]) == ([], [])


@pytest.mark.parametrize(
    ("content", "paths"),
    [
        ([], ["b.json.format"]),
        ({"format": "unionmodel-report/1"}, ["b.json.format"]),
        ({"format": "unionmodel-baseline/2"}, ["b.json.format"]),
        ({"format": "unionmodel-baseline/1"}, ["b.json.findings"]),
        (
            {
                "format": "unionmodel-baseline/1",
                "on": "soon",
                "findings": [{"code": "GS401"}, "GS401", {"code": "GS401", "subject": "f1", "outcome": "held"}],
            },
            ["b.json.findings[0]", "b.json.findings[1]", "b.json.findings[2].outcome", "b.json.on"],
        ),
    ],
)
def test_everything_wrong_with_a_baseline_is_told_at_once(content: object, paths: list[str]) -> None:
    with pytest.raises(InputErrors) as refused:
        um.Baseline.from_dict(content, "b.json")
    assert [error.path for error in refused.value.errors] == paths
    assert all(error.hint.en == "make it anew with check --save-baseline" for error in refused.value.errors)  # type: ignore[attr-defined]


def test_in_sarif_what_a_baseline_knows_is_suppressed_and_the_rest_is_new() -> None:
    second = {**FEDERATION, "id": "f2"}
    structure = POOR.with_edits(
        [
            um.add(um.Union(**second)),
            um.add(um.Funding(**{**FUNDS, "union": "f2"})),
            um.change("funding", 0, amount=12000),
        ]
    )
    (run,) = json.loads(checked(structure, baseline=BASELINE).render("sarif", "en"))["runs"]
    shown = [(one["baselineState"], one.get("suppressions")) for one in run["results"]]
    known = [{"kind": "external", "status": "accepted", "justification": "in the baseline of 2022-12-31"}]
    assert shown == [("new", None), ("updated", known)]
