"""The law of the day: every check answers, says what is not in force yet, and cites what was in force then."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import unionmodel as um
from unionmodel.checking.report.report import Outcome
from unionmodel.law.source import Citation
from unionmodel.rules.rule import Rule

RULES = list({rule.code: rule for pack in um.packs().values() for rule in pack.rules}.values())
ALL = tuple(um.packs())
#: The first day on which anything of each pack is in force, and the days beside those on which something begins.
TURNS = sorted({rule.starts for rule in RULES if rule.starts} | {
    version.start for pack in um.packs().values() for source in pack.sources.values() for version in source.versions
    if version.start > date(1990, 1, 1)
})  # fmt: skip
DAYS = [day + timedelta(step) for day in TURNS for step in (-1, 0)]
YEARS_ENDS = [date(year, 12, 31) for year in range(2000, 2027)]
#: Rules that hold on every day by our own catalogue, though the text that says so is younger.
ALWAYS = {"ACF101", "ACF102", "ACF103", "ACF601", "ACF603"}
DEMO = um.demo()


def cited_by(rule: Rule, said: str, on: date) -> list[Citation]:
    return [citation for citation in rule.cites if citation.on(on) == said]


@pytest.mark.parametrize("on", [*YEARS_ENDS, *DAYS], ids=str)
def test_a_check_answers_on_every_day_and_cites_what_is_in_force_then(on: date) -> None:
    rules = {rule.code: rule for rule in RULES}
    report = um.check(DEMO, packs=ALL, on=on)
    assert [finding for finding in report.findings if finding.outcome is Outcome.FAILED] == []
    for finding in report.findings:
        rule = rules[finding.code]
        assert rule.starts is None or rule.starts <= on
        for said in finding.cites:
            (citation,) = cited_by(rule, said, on)
            assert citation.in_force(on) or rule.code in ALWAYS or rule.code.startswith("DAT")


@given(st.dates(date(2001, 1, 1), date(2026, 12, 31)))
def test_a_check_never_fails_whatever_the_day(on: date) -> None:
    report = um.check(DEMO, packs=ALL, on=on)
    assert sum(counts["failed"] for counts in report.counts.values()) == 0
    for code, absence in report.absent.items():
        assert sum(report.counts[code][outcome] for outcome in ("held", "broken", "cannot_tell")) == 0
        assert "not yet" in absence.en or "no longer" in absence.en


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.starts], ids=lambda rule: rule.code)
def test_a_rule_says_not_yet_on_the_day_before_it_starts(rule: Rule) -> None:
    assert rule.starts is not None
    before = um.explain(rule.code, "en", on=rule.starts - timedelta(1), packs=ALL)
    assert before.to_dict()["absent"] == f"not yet, in force from {rule.starts}"
    assert f"on the day: not yet, in force from {rule.starts}" in before.render().splitlines()
    assert um.explain(rule.code, "en", on=rule.starts, packs=ALL).to_dict()["absent"] is None
    assert any(citation.in_force(rule.starts) for citation in rule.cites)


def test_the_number_of_the_charter_is_cited_from_2023_on_only() -> None:
    union = {"id": "u1", "name": "甲工会", "kind": "basic_union", "women_members": 10, "women_body": "none"}
    structure = um.Structure(unions=[{**union, "place": "620102"}])

    def cites(on: date) -> tuple[str, ...]:
        return um.check(structure, on=on, select=["CTU601"]).findings[0].cites

    assert cites(date(2023, 10, 11)) == ("women-committee#11",)
    assert cites(date(2023, 10, 12)) == ("women-committee#11", "charter@2023-10-12#25")


@pytest.mark.parametrize(
    ("county", "before", "begins", "number"),
    [
        ("110101", date(2015, 11, 26), date(2015, 11, 27), 25),
        ("310101", date(2020, 12, 31), date(2021, 1, 1), 25),
        ("500101", date(2011, 11, 24), date(2011, 11, 25), 10),
        ("410102", date(2004, 9, 24), date(2004, 9, 25), 10),
    ],
)
def test_a_jurisdiction_has_its_own_number_of_women_from_its_day_on(
    county: str, before: date, begins: date, number: int
) -> None:
    structure = um.Structure(
        places=[{"code": county, "name": "某区", "level": "county"}],
        unions=[{"id": "u1", "name": "甲工会", "kind": "basic_union", "place": county, "women_members": 30}],
        employers=[{"id": "e1", "name": "甲公司", "place": county, "women_workers": 30}],
        covers=[{"union": "u1", "employer": "e1"}],
    )
    numbers = {on: um.check(structure, on=on, select=["CTU601"]).findings[0].fields["from"] for on in (before, begins)}
    assert numbers == {before: 10, begins: number}
    cites = {on: um.check(structure, on=on, select=["CTU601"]).findings[0].cites[-1] for on in (before, begins)}
    local = {"110101": "beijing#9", "310101": "shanghai#13", "500101": "chongqing#9", "410102": "henan#9"}[county]
    assert (cites[before] == local, cites[begins] == local) == (False, True)


@pytest.mark.parametrize(("on", "severity"), [(date(2011, 11, 24), "info"), (date(2011, 11, 25), "error")])
def test_in_chongqing_full_time_staff_is_an_error_from_its_day_on(on: date, severity: str) -> None:
    structure = um.Structure(
        places=[{"code": "500101", "name": "万州区", "level": "county"}],
        unions=[{"id": "u1", "name": "甲工会", "kind": "basic_union", "place": "500101", "chair_full_time": False}],
        employers=[{"id": "e1", "name": "甲公司", "place": "500101", "workers": 200}],
        covers=[{"union": "u1", "employer": "e1"}],
    )
    (finding,) = um.check(structure, on=on, select=["TUL603"]).findings
    assert finding.severity == severity
    assert ("chongqing#13" in finding.cites) == (severity == "error")


def test_an_overlay_changes_values_and_forces_of_rules_that_exist_and_copies_none() -> None:
    overlays = [pack for pack in um.packs().values() if pack.overlay is not None]
    others = [pack for pack in um.packs().values() if pack.overlay is None]
    known = {name for pack in um.packs().values() for name in pack.parameters}
    codes = {rule.code for pack in others for rule in pack.rules}
    assert [pack.name for pack in overlays] == ["beijing", "shanghai", "chongqing", "henan"]
    for pack in overlays:
        assert pack.overlay is not None
        assert [rule.code for rule in pack.rules] == ["OVL201"]
        assert set(pack.overlay.values) <= known
        assert set(pack.overlay.forces) <= codes


def test_what_jurisdictions_have_otherwise_is_explained() -> None:
    found = um.explain("CTU601", "en", on=date(2022, 12, 31)).to_dict()["elsewhere"]
    assert [place["pack"] for place in found] == ["beijing", "shanghai", "chongqing", "henan"]
    assert found[0]["parameters"][0]["values"] == [{"from": "2015-11-27", "value": "workers"}]
    (force,) = um.explain("CTU605", "en").to_dict()["elsewhere"]
    assert (force["pack"], force["force"], force["cites"]) == ("chongqing", "must", ["chongqing#13"])


def test_sources_past_their_review_date_are_listed_and_none_before() -> None:
    assert um.law_stale(on=date(2026, 1, 1)).sources == ()
    late = {one.source.id: one.packs for one in um.law_stale(on=date(2028, 1, 1)).sources}
    assert late["trade-union-law"] == ("trade-union-law", "acftu")
    assert {"federations", "shanghai", "women-committee"} <= set(late)


@pytest.mark.parametrize(
    ("starts", "years", "last"),
    [("2020-02-29", 5, date(2025, 2, 28)), ("2020-02-29", 4, date(2024, 2, 29)), ("2019-11-30", 3, date(2022, 11, 30))],
)
def test_a_term_ends_by_the_calendar_and_the_last_day_still_holds(starts: str, years: int, last: date) -> None:
    union = {"id": "u1", "name": "甲工会", "kind": "basic_union", "place": "620102"}
    structure = um.Structure(unions=[{**union, "term_started_on": starts, "term_years": years}])
    held, broken = (
        um.check(structure, on=on, select=["CTU604"]).counts["CTU604"] for on in (last, last + timedelta(1))
    )
    assert (held["held"], broken["broken"]) == (1, 1)


def test_a_place_belongs_to_one_jurisdiction_whichever_number_is_asked_for() -> None:
    structure = um.Structure(
        places=[
            {"code": "110101", "name": "东城区", "level": "county"},
            {"code": "410102", "name": "中原区", "level": "county", "parent": "110101"},
        ],
        unions=[{"id": "u1", "name": "甲工会", "kind": "basic_union", "place": "410102", "women_members": 10}],
    )
    (finding,) = um.check(structure, on=date(2022, 12, 31), select=["CTU601"]).findings
    assert (finding.fields["from"], finding.missing) == (10, ("women_body",))
