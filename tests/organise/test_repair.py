"""Repairs: what is safe, what somebody must choose, what no edit can mend, and how mends go together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import unionmodel as um

ON = date(2022, 12, 31)
COUNTY = {"id": "c", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
STREET = {"id": "t", "name": "酒泉路街道工会", "kind": "township_union", "place": "620102001", "superior": "c"}
BASIC = {"id": "b", "name": "示例快递公司工会", "kind": "basic_union", "place": "620102001", "superior": "t"}
FIRM = {"id": "e", "name": "示例快递公司", "place": "620102001"}
COVER = {"union": "b", "employer": "e"}


def structure(*unions: dict[str, Any], **tables: Any) -> um.Structure:
    return um.Structure(unions=[COUNTY, STREET, *unions], **tables)


def remedy(made: um.Structure, code: str, subject: str | None = None) -> um.Remedy:
    found = [one for one in um.repair(made, on=ON, select=[code]) if subject in (None, one.finding.subject)]
    assert len(found) == 1
    return found[0]


def values(mend: um.Mend | None) -> list[dict[str, Any]]:
    assert mend is not None
    return [edit.to_dict()["values"] for edit in mend.edits]


# -- safe ----------------------------------------------------------------------------------------------------------


def test_a_blank_superior_that_place_and_kind_leave_is_filled_in_safely() -> None:
    found = remedy(structure({**BASIC, "superior": None}), "TUL102", "b")
    assert (found.kind, values(found.mend), found.mend and found.mend.approver) == ("mend", [{"superior": "t"}], "t")


def test_two_unions_that_could_lead_are_a_choice() -> None:
    other = {**STREET, "id": "t2", "name": "另一街道工会"}
    found = remedy(structure(other, {**BASIC, "superior": None}), "TUL102", "b")
    assert [values(one) for one in found.choices] == [[{"superior": "t"}], [{"superior": "t2"}]]


def test_a_superior_that_ended_is_followed_to_the_one_that_took_over_after_two_mergers() -> None:
    ended = [
        {**STREET, "id": "t1", "status": "dissolved", "successor": "t2"},
        {**STREET, "id": "t2", "status": "dissolved", "successor": "t"},
    ]
    made = structure(*ended, {**BASIC, "superior": "t1"})
    assert values(remedy(made, "TUL106", "b").mend) == [{"superior": "t"}]
    assert values(remedy(made, "TUL210", "t1").mend) == [{"superior": "t"}]
    assert values(remedy(made, "CTU202", "t1").mend) == [{"successor": "t"}]


def test_without_a_successor_the_new_superior_is_somebodys_choice() -> None:
    made = structure({**STREET, "id": "t1", "status": "dissolved"}, {**BASIC, "superior": "t1"})
    assert remedy(made, "TUL106", "b").kind == "choices"


def test_a_proposal_may_say_what_only_an_election_gives_a_union_that_is_there() -> None:
    many = {**BASIC, "members": 25, "body": "organiser"}
    assert values(remedy(structure({**many, "status": "proposed"}), "TUL201").mend) == [{"body": "committee"}]
    assert remedy(structure(many), "TUL201").kind == "choices"


def test_below_25_members_an_audit_member_or_a_committee_is_a_choice() -> None:
    few = {**BASIC, "members": 24, "body": "committee", "audit_body": "none", "status": "proposed"}
    found = remedy(structure(few), "TUL604", "b")
    assert [values(one) for one in found.choices] == [[{"audit_body": "member"}], [{"audit_body": "committee"}]]
    more = remedy(structure({**few, "members": 25}), "TUL604", "b")
    assert values(more.mend) == [{"audit_body": "committee"}]


def test_a_place_level_follows_from_the_digits_of_the_code_where_none_is_given() -> None:
    new = {"code": "620102099", "name": "新设街道", "parent": "620102"}
    found = remedy(structure({**BASIC, "place": "620102099"}, places=[new]), "DAT915", "b")
    assert values(found.mend) == [{"level": "township"}]


def test_a_level_that_contradicts_the_digits_is_a_choice() -> None:
    new = {"code": "620102099", "name": "新设社区", "level": "county", "parent": "620102"}
    made = um.Structure(headcounts=[{"place": "620102099", "group": "other", "workers": 3}], places=[new])
    assert [values(one) for one in remedy(made, "DAT915").choices] == [[{"level": "township"}]]


def test_a_code_in_small_letters_is_written_in_capitals_safely() -> None:
    found = remedy(structure({**BASIC, "credit_code": "81620102maxxxxxxx7"}), "DAT903")
    assert values(found.mend) == [{"credit_code": "81620102MAXXXXXXX7"}]


def test_a_letter_that_no_code_has_is_a_choice_where_the_check_character_then_fits() -> None:
    found = remedy(structure({**BASIC, "credit_code": "81620102MAXXXXOIX1"}), "DAT903")
    assert found.kind in ("choices", "none")
    assert found.mend is None


def test_an_employer_and_its_own_place_lose_the_place_safely() -> None:
    row = {"employer": "e", "place": "620102001", "group": "other", "workers": 40}
    made = structure(BASIC, employers=[FIRM], covers=[COVER], headcounts=[row])
    assert values(remedy(made, "DAT910").mend) == [{"place": None}]


def test_another_place_than_that_of_the_employer_is_a_choice() -> None:
    row = {"employer": "e", "place": "620102002", "group": "other", "workers": 40}
    made = structure(BASIC, employers=[FIRM], covers=[COVER], headcounts=[row])
    assert [values(one) for one in remedy(made, "DAT910").choices] == [[{"place": None}], [{"employer": None}]]


def test_a_member_goes_to_the_employers_own_union_safely_but_not_a_dispatched_one() -> None:
    tables: dict[str, Any] = {"covers": [COVER], "members": [{"id": "m-0001", "union": "t", "employer": "e"}]}
    assert values(remedy(structure(BASIC, employers=[FIRM], **tables), "CTU502").mend) == [{"union": "b"}]
    dispatcher = {**FIRM, "role": "labour_dispatcher"}
    assert remedy(structure(BASIC, employers=[dispatcher], **tables), "ACF501").kind == "choices"


# -- choices -------------------------------------------------------------------------------------------------------


def test_a_funding_gap_costs_what_is_missing_and_is_paid_by_the_union_above() -> None:
    federation = {
        "id": "f", "name": "城关区快递行业工会联合会", "kind": "industry_federation", "place": "620102",
        "superior": "c", "industries": ["express_delivery"],
    }  # fmt: skip
    found = remedy(structure(federation, funding=[{"union": "f", "year": 2022, "amount": 15000}]), "GS401")
    first = found.choices[0]
    assert (first.cost, first.approver, first.safe) == (Decimal("5000.00"), "c", False)
    assert values(first) == [
        {
            "union": "f", "year": 2022, "amount": "5000.00", "source": "fixed_subsidy", "payer": "城关区总工会",
            "purpose": "work",
        }
    ]  # fmt: skip


def test_a_subsidy_without_a_payer_is_offered_the_union_above() -> None:
    key = {**BASIC, "kind": "joint_union", "industries": ["express_delivery"]}
    money = [{"union": "b", "year": 2022, "amount": 20000, "source": "fixed_subsidy"}]
    assert values(remedy(structure(key, funding=money), "GS402").choices[0]) == [{"payer": "酒泉路街道工会"}]


def test_a_dangling_reference_is_offered_the_nearest_id_or_a_blank() -> None:
    found = remedy(structure({**BASIC, "id": "basic-1"}, {**BASIC, "id": "b2", "successor": "basic-2"}), "DAT902")
    assert [values(one) for one in found.choices] == [[{"successor": "basic-1"}], [{"successor": None}]]


def test_a_blank_kind_is_offered_the_kinds_that_bear_the_name() -> None:
    federation = {"id": "f", "name": "城关区工会联合会", "place": "620102", "superior": "c"}
    kinds = [values(one)[0]["kind"] for one in remedy(structure(federation), "DAT901").choices]
    assert kinds == ["regional_federation", "township_union", "community_union"]


def test_direct_members_are_offered_the_unions_that_may_hold_them_the_nearest_first() -> None:
    made = structure(BASIC, direct_members=[{"union": "b", "group": "courier", "members": 8}])
    assert [values(one) for one in remedy(made, "GS304").choices] == [[{"union": "t"}]]


def test_a_member_of_an_ended_union_is_kept_or_goes_to_the_one_that_took_over() -> None:
    ended = {**BASIC, "status": "dissolved", "dissolved_on": "2022-06-30", "successor": "t"}
    found = remedy(structure(ended, members=[{"id": "m-0001", "union": "b"}]), "TUL211")
    assert [one.edits[0].values for one in found.choices] == [
        {"status": "retained"},
        {"status": "transferred", "left_on": date(2022, 6, 30)},
    ]
    assert values(found.choices[1])[1]["joined_on"] == "2022-06-30"


# -- none ----------------------------------------------------------------------------------------------------------


def test_what_nobody_recorded_is_never_made_up() -> None:
    federation = {**BASIC, "kind": "joint_union", "groups": ["courier"], "founded_on": "2020-01-01"}
    done = [{"union": "t", "on": "2022-05-04", "kind": "training"}]
    found = remedy(structure(federation, activities=done), "GS601")
    assert (found.kind, found.mends) == ("none", ())
    assert found.why is not None
    assert found.why.en == "only what was done can be recorded, and the file does not say that it was"


def test_a_mend_that_would_break_another_must_rule_is_not_offered_and_the_rule_is_named() -> None:
    ended = {**STREET, "id": "t1", "status": "dissolved", "successor": "t"}
    basic = {**BASIC, "superior": "t1", "approved_by": "t1"}
    found = remedy(structure(ended, basic), "TUL106", "b")
    assert found.why is not None
    assert found.why.en == "every mend that is known would newly break TUL207|b"


def test_a_finding_that_cannot_be_told_says_which_fact_is_missing() -> None:
    found = remedy(structure({**BASIC, "approved_on": None}), "TUL206", "b")
    assert found.why is not None
    assert "approved on" in found.why.en


# -- together ------------------------------------------------------------------------------------------------------


@pytest.fixture
def two_faults() -> um.Structure:
    return structure({**BASIC, "superior": None}, {**BASIC, "id": "b2", "term_years": 4})


def test_edits_are_those_of_safe_mends_and_of_what_is_chosen(two_faults: um.Structure) -> None:
    found = um.repair(two_faults, on=ON)
    assert [edit.row for edit in found.edits()] == ["b"]
    chosen = found.carry_out(choose={"TUL601|b2": 2})
    assert [edit.to_dict()["values"] for edit in chosen.edits] == [{"superior": "t"}, {"term_years": 5}]
    assert two_faults.unions["b2"].term_years == 4


def test_single_choices_are_taken_only_when_that_is_asked() -> None:
    found = um.repair(structure({**BASIC, "members": 25, "body": "organiser"}), on=ON, select=["TUL201"])
    assert (len(found.edits()), len(found.edits(safe_only=False))) == (0, 1)


def test_mends_against_one_another_are_set_aside_not_mixed() -> None:
    made = structure({**BASIC, "superior": "b2"}, {**BASIC, "id": "b2", "superior": "b"})
    found = um.repair(made, on=ON, select=["TUL103", "TUL104"])
    done = found.carry_out(safe_only=False, choose={one.name: 1 for one in found if one.kind == "choices"})
    assert {one.name for one, _ in done.mended} | {one.name for one, _ in done.set_aside} == {
        one.name for one in found if one.kind == "choices"
    }
    assert [f for f in um.check(done.structure, on=ON, select=["TUL103"]).findings if f.outcome == "broken"] == []


def test_a_choice_that_is_not_there_is_refused_by_name(two_faults: um.Structure) -> None:
    found = um.repair(two_faults, on=ON)
    with pytest.raises(um.UnionModelError, match="TUL601"):
        found.edits(choose={"TUL601|b3": 1})
    with pytest.raises(um.UnionModelError, match="3"):
        found.edits(choose={"TUL601|b2": 3})


def test_a_report_of_another_structure_is_refused(two_faults: um.Structure) -> None:
    with pytest.raises(um.InputErrors, match="report"):
        um.repair(two_faults, um.check(um.Structure(), on=ON))


def test_a_report_gives_its_day_and_its_findings(two_faults: um.Structure) -> None:
    report = um.check(two_faults, on=ON, select=["TUL601"])
    assert [one.name for one in um.repair(two_faults, report)] == ["TUL601|b2"]


def test_undo_refuses_a_structure_that_the_repair_did_not_give(two_faults: um.Structure) -> None:
    journal = um.repair(two_faults, on=ON).carry_out().journal()
    with pytest.raises(um.InputErrors, match="after"):
        um.undo(two_faults, journal)
    with pytest.raises(um.InputErrors, match="journal"):
        um.undo(two_faults, {"format": "something else"})


def test_the_answer_as_json_frame_and_text_says_the_same(two_faults: um.Structure) -> None:
    found = um.repair(two_faults, on=ON, select=["TUL102", "TUL601"])
    plain = found.to_dict("en")
    assert (plain["format"], plain["counts"]) == ("unionmodel-repairs/1", {"mend": 1, "choices": 1, "none": 0})
    assert found.to_frame("en")["number"].to_list() == [1, 1, 2]
    assert "  TUL601|b2  " in found.render("text", "en")
    assert "批准：酒泉路街道工会" in found.render("text", "zh")
    found.render("text", "zh").encode("gbk")


def test_progress_ends_with_all_findings(two_faults: um.Structure) -> None:
    seen: list[tuple[int, int]] = []
    found = um.repair(two_faults, on=ON, progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (len(found), len(found))


def test_a_preview_rule_is_mended_when_it_is_asked_about() -> None:
    members = [{**BASIC, "id": f"b{n}"} for n in (1, 2)]
    federation = {"id": "f", "name": "兰州工会联合会", "kind": "regional_federation", "place": "620100"}
    links = [{"union": one["id"], "federation": "f"} for one in members]
    found = remedy(structure(*members, federation, affiliations=links), "ACF103")
    assert values(found.choices[0]) == [{"place": "620102"}]
