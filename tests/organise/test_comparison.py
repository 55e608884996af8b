"""What changes between two structures, two days or two states of the law, and what brought it about."""

from __future__ import annotations

import json
from datetime import date

import attrs
import pytest

import unionmodel as um
from unionmodel.organise.comparison import attribution

ON = date(2022, 12, 31)
GENERAL = {"id": "g1", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
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
FUNDS = {"union": "f1", "year": 2022, "amount": "15000", "source": "fixed_subsidy", "payer": "城关区总工会"}
POOR = um.Structure(unions=[GENERAL, FEDERATION], funding=[FUNDS])
RICH = POOR.with_edits([um.change("funding", 0, amount=20000)])
FLOOR = ["GS401"]


def told(changes: tuple[um.FindingChange, ...]) -> list[tuple[str, str, list[str]]]:
    return [(one.finding.code, one.finding.subject, [cause.text.en for cause in one.causes]) for one in changes]


def test_a_finding_goes_with_the_cell_that_mended_it() -> None:
    found = um.compare(POOR, RICH, ON, select=FLOOR)
    assert (found.came, found.changed, found.same) == ((), (), 0)
    assert told(found.went) == [("GS401", "f1", ["funding f1|2022|fixed_subsidy: amount 15000.00 → 20000.00"])]
    assert found.ok is True


def test_a_finding_comes_where_it_was_not() -> None:
    found = um.compare(RICH, POOR, ON, select=FLOOR)
    assert told(found.came) == [("GS401", "f1", ["funding f1|2022|fixed_subsidy: amount 20000.00 → 15000.00"])]
    assert found.ok is False


def test_another_gap_is_a_change_and_nothing_new() -> None:
    found = um.compare(POOR, POOR.with_edits([um.change("funding", 0, amount=12000)]), ON, select=FLOOR)
    assert (found.came, found.went, found.ok) == ((), (), True)
    assert found.changed[0].differs == {"work_funds": ("15000.00", "12000.00"), "gap": ("5000.00", "8000.00")}


def test_a_floor_of_ones_own_is_named_with_both_values() -> None:
    found = um.compare(RICH, on=ON, parameters_after={"funding_floor.amount": 30000}, select=FLOOR)
    (came,) = found.came
    assert came.causes[0].to_dict("en") == {
        "kind": "parameter",
        "pack": "gansu-2021",
        "name": "funding_floor.amount",
        "jurisdiction": None,
        "from": "20000 yuan",
        "to": "30000 yuan",
        "since": None,
        "cites": [],
        "text": "parameter yearly floor of work funds (funding_floor.amount): 20000 yuan → 30000 yuan (set by the user)",
    }
    assert found.counts == {
        "GS401": {
            "held": (1, 0),
            "broken": (0, 1),
            "cannot_tell": (0, 0),
            "not_applicable": (1, 1),
            "waived": (0, 0),
            "failed": (0, 0),
        }
    }


def test_an_option_of_an_open_question_is_a_cause() -> None:
    found = um.compare(POOR, on=ON, parameters_after={"funding_floor.applies_to": "literal"}, select=FLOOR)
    (went,) = found.went
    assert [(cause.kind, cause.to_dict()["to"]) for cause in went.causes] == [("option", "literal")]


def test_what_is_set_for_both_sides_is_kept_after() -> None:
    both = {"funding_floor.amount": 10000}
    assert um.compare(POOR, RICH, ON, parameters=both, select=FLOOR).changes == ()
    found = um.compare(POOR, on=ON, parameters=both, parameters_after={"funding_floor.applies_to": "literal"})
    assert [cause.kind for cause in found.law] == ["option"]


def test_a_rule_that_begins_between_the_days_is_the_cause() -> None:
    found = um.compare(POOR, on=date(2021, 7, 31), on_after=ON, select=FLOOR)
    assert told(found.came) == [
        ("GS401", "f1", ["the rule GS401 is in force from 2021-08-01 (Gansu plan, clause C24)"])
    ]


def test_a_term_that_runs_out_is_the_days_doing() -> None:
    union = {"id": "b1", "name": "基层工会", "kind": "basic_union", "term_started_on": "2019-01-01", "term_years": 5}
    found = um.compare(um.Structure(unions=[union]), on=ON, on_after=date(2024, 1, 2), select=["CTU604"])
    assert told(found.came) == [("CTU604", "b1", ["the day: 2022-12-31 → 2024-01-02"])]


def test_values_of_a_jurisdiction_that_begin_between_the_days_are_named_with_their_article() -> None:
    # From that day on Beijing asks for a women's committee from 25 women workers on: the number and what is counted.
    union = {"id": "b1", "kind": "basic_union", "place": "110101", "women_members": 12, "women_body": "none"}
    structure = um.Structure(unions=[union], places=[{"code": "110101", "name": "东城", "level": "county"}])
    found = um.compare(structure, on=date(2015, 11, 26), on_after=date(2015, 11, 27), select=["CTU601"])
    (went,) = found.went
    assert [cause.to_dict()["name"] for cause in went.causes] == ["women_committee.counts", "women_committee.number"]
    assert [cause.to_dict()["cites"] for cause in went.causes] == [["beijing#9"], ["beijing#9"]]
    assert went.causes[1].text.en.startswith(
        "parameter Beijing: women from which there is a women's committee (women_committee.number) in divisions 11…: "
        "not yet in force → 25 women ("
    )
    assert went.certain is True


def test_a_value_that_begins_between_the_days_is_told_from_the_day_itself() -> None:
    pack = um.packs()["gansu-2021"]
    floor = pack.parameters["funding_floor.amount"].with_values({"2021-08-01": 20000, "2022-06-01": 30000})
    raised = attrs.evolve(pack, parameters={**pack.parameters, "funding_floor.amount": floor})
    days = {"on": date(2022, 5, 31), "on_after": date(2022, 6, 1)}
    (came,) = um.compare(RICH, packs=[raised], select=FLOOR, **days).came
    assert [(cause.kind, cause.to_dict("en")["to"]) for cause in came.causes] == [("parameter", "30000 yuan")]
    assert came.certain is True


def test_a_pack_that_is_asked_on_one_side_only_is_the_cause() -> None:
    found = um.compare(POOR, on=ON, packs=["data-quality"], packs_after=["data-quality", "gansu-2021"], select=FLOOR)
    assert told(found.came) == [("GS401", "f1", ["the pack gansu-2021 is asked only after"])]


def test_of_several_things_that_differ_only_what_matters_is_named() -> None:
    edits = [
        um.change("funding", 0, amount=20000),
        um.change("unions", "g1", members=900, name="城关区总工会（新）"),
        um.add(um.Funding(union="g1", year=2022, amount=5)),
    ]
    found = um.compare(POOR, POOR.with_edits(edits), ON, on_after=date(2022, 12, 30), select=FLOOR)
    assert told(found.went) == [("GS401", "f1", ["funding f1|2022|fixed_subsidy: amount 15000.00 → 20000.00"])]
    assert found.went[0].certain is True


def test_two_things_that_each_alone_would_do_are_both_named() -> None:
    edits = [um.change("funding", 0, amount=20000), um.add(um.Funding(union="f1", year=2022, amount=5000))]
    found = um.compare(POOR, POOR.with_edits(edits), ON, select=FLOOR)
    assert told(found.went) == [
        (
            "GS401",
            "f1",
            ["row added: funding f1|2022|", "funding f1|2022|fixed_subsidy: amount 15000.00 → 20000.00"],
        )
    ]


def test_two_things_that_do_it_only_together_are_both_named() -> None:
    edits = [um.change("funding", 0, amount=18000), um.add(um.Funding(union="f1", year=2022, amount=2000))]
    found = um.compare(POOR, POOR.with_edits(edits), ON, select=FLOOR)
    assert len(found.went[0].causes) == 2
    assert found.went[0].certain is True


def test_where_trying_would_take_too_long_what_the_rule_reads_is_named_as_possible(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(attribution, "EFFORT", 0)
    edits = [um.change("funding", 0, amount=20000), um.add(um.Funding(union="g1", year=2022, amount=5))]
    found = um.compare(POOR, POOR.with_edits(edits), ON, select=FLOOR)
    assert told(found.went) == [("GS401", "f1", ["funding f1|2022|fixed_subsidy: amount 15000.00 → 20000.00"])]
    assert found.went[0].certain is False
    assert "      possible cause: funding f1|2022" in found.render("text", "en")


def test_a_waiver_is_the_cause_of_what_it_waives() -> None:
    waiver = um.Waiver(code="GS401", subject="f1", reason="分期拨付", by="g1", until=date(2023, 6, 30))
    waived = POOR.with_edits([um.add(waiver), um.change("unions", "g1", members=900)])
    found = um.compare(POOR, waived, ON, select=FLOOR)
    assert [one.differs for one in found.changed] == [{"outcome": ("broken", "waived")}]
    assert told(found.changed) == [("GS401", "f1", ["row added: waivers GS401|f1"])]
    back = um.compare(waived, POOR, ON, select=FLOOR)
    assert back.ok is False


def test_what_could_not_be_told_and_is_broken_now_is_new_trouble() -> None:
    unknown = POOR.with_edits([um.change("funding", 0, amount=None)])
    found = um.compare(unknown, POOR, ON, select=FLOOR)
    assert found.changed[0].differs["outcome"] == ("cannot_tell", "broken")
    assert (found.came, found.ok) == ((), False)


def test_the_order_of_head_counts_of_one_day_is_a_cause() -> None:
    count = {"place": "620102001", "group": "courier"}
    before = um.Structure(headcounts=[{**count, "workers": 10}, {**count, "workers": 0}])
    after = um.Structure(headcounts=[{**count, "workers": 0}, {**count, "workers": 10}])
    found = um.compare(before, after, ON, select=["GS302"])
    assert told(found.came) == [("GS302", "620102001", ["the rows of headcounts stand in another order"])]


def test_the_jurisdictions_of_both_structures_are_asked_on_both_sides() -> None:
    places = [{"code": "110101", "name": "东城", "level": "county"}]
    beijing = um.Structure(places=places, employers=[{"id": "e1", "name": "甲", "place": "110101"}])
    found = um.compare(um.Structure(), beijing, ON)
    assert found.law == ()
    assert found.before.versions["packs"] == found.after.versions["packs"]


def test_the_json_says_its_format_both_sides_and_the_rows() -> None:
    found = json.loads(um.compare(POOR, RICH, ON, select=FLOOR).render("json", "en"))
    assert found["format"] == "unionmodel-comparison/1"
    assert (found["before"]["on"], found["before"]["ok"], found["after"]["ok"]) == ("2022-12-31", False, True)
    assert found["totals"] == {"came": 0, "went": 1, "changed": 0, "same": 0}
    assert found["records"]["counts"] == {"funding": {"added": 0, "removed": 0, "changed": 1}}
    assert found["went"][0]["causes"] == [
        {
            "kind": "record",
            "how": "changed",
            "table": "funding",
            "subject": "f1|2022|fixed_subsidy",
            "cells": [{"column": "amount", "from": "15000.00", "to": "20000.00"}],
            "text": "funding f1|2022|fixed_subsidy: amount 15000.00 → 20000.00",
        }
    ]


def test_the_frame_has_a_row_for_each_change() -> None:
    frame = um.compare(POOR, RICH, ON, select=FLOOR).to_frame("en")
    assert frame.select("change", "code", "subject", "outcome_before", "outcome_after", "certain").rows() == [
        ("went", "GS401", "f1", "broken", None, True)
    ]


def test_the_text_begins_with_a_sentence_and_says_why() -> None:
    lines = um.compare(POOR, RICH, ON, select=FLOOR).render("text", "zh").splitlines()
    assert lines == [
        "新出现 0 项（其中错误 0 项），消失 1 项，变化 0 项，前后相同 0 项。",
        "不同之处：经费改动 1 行",
        "  经费 f1|2022|fixed_subsidy：金额 15000.00 → 20000.00",
        "",
        "各规则前后的数目",
        "  规则   不符合",
        "  GS401   1 → 0",
        "",
        "消失 (1)",
        "  × GS401 错误（不符合）  示例联合会 2022 年工作经费 15000.00 元，低于 20000.00 元的下限，差 5000.00 元",
        "      对象：unions f1  [gansu-2021#C24]",
        "      原因：经费 f1|2022|fixed_subsidy：金额 15000.00 → 20000.00",
    ]


def test_the_table_has_a_line_for_each_change() -> None:
    lines = um.compare(POOR, RICH, ON, select=FLOOR).render("table", "en").splitlines()
    assert lines[1].split() == ["change", "rule", "subject", "severity", "before", "after", "cause"]
    assert lines[2].startswith("went    GS401  f1       error     broken  -      funding f1|2022|")


@pytest.mark.parametrize("format", ["text", "table"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_text_can_be_printed_on_a_gbk_console(format: str, language: str) -> None:
    edits = [um.change("unions", "if-rider", superior=None), um.remove("funding", 3), um.remove("unions", "t-001")]
    found = um.compare(um.demo(), um.demo().with_edits(edits), ON, parameters_after={"funding_floor.amount": 30000})
    assert found.render(format, language).encode("gbk")


@pytest.mark.parametrize(
    "options",
    [
        {"select": ["GS999"]},
        {"packs_after": ["gansu"]},
        {"parameters_after": {"floor": 1}},
        {"parameters": {"funding_floor.applies_to": "loud"}},
    ],
)
def test_a_name_that_does_not_exist_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(um.UnionModelError):
        um.compare(POOR, on=ON, **options)  # type: ignore[arg-type]


def test_another_format_is_refused_with_the_ones_there_are() -> None:
    with pytest.raises(um.UnionModelError, match="text"):
        um.compare(POOR, RICH, ON).render("txet")


def test_a_pack_of_another_version_is_a_cause() -> None:
    pack = um.packs()["gansu-2021"]
    rules = tuple(attrs.evolve(rule, force=rule.force) if rule.code == "GS401" else rule for rule in pack.rules)
    stricter = attrs.evolve(pack, version="2", rules=tuple(rule for rule in rules if rule.code != "GS401"))
    found = um.compare(POOR, on=ON, packs=[pack], packs_after=[stricter], select=FLOOR)
    assert told(found.went) == [("GS401", "f1", ["the pack gansu-2021 is another: 1 → 2"])]
