"""A scenario: what each verb does, who approves, and every mistake of a file said at once."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import unionmodel as um
from unionmodel.testing import structures

ON = date(2022, 12, 31)
PLACE = "620102001"
COUNTY = {"id": "c", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
TOWN = {"id": "t", "name": "酒泉路街道工会", "kind": "township_union", "place": PLACE, "superior": "c"}
FEDERATION = {"id": "f", "name": "快递联合会", "kind": "industry_federation", "place": "620102", "superior": "c"}


def basic(key: str, **cells: Any) -> dict[str, Any]:
    row = {"id": key, "name": f"{key}工会", "kind": "basic_union", "place": PLACE, "superior": "t"}
    return {**row, **cells}


def firm(key: str, **cells: Any) -> dict[str, Any]:
    return {"id": key, "name": f"{key}公司", "place": PLACE, **cells}


def town(**tables: Any) -> um.Structure:
    unions = [COUNTY, TOWN, FEDERATION, *tables.pop("unions", ())]
    return um.Structure(unions=unions, **tables)


def after(structure: um.Structure, *steps: dict[str, Any]) -> um.Structure:
    found = um.scenario(structure, list(steps), on=ON)
    assert found.structure.with_edits(found.inverse()).sha256 == structure.sha256
    return found.structure


def refusals(structure: um.Structure, source: Any) -> list[str]:
    with pytest.raises(um.InputErrors) as caught:
        um.scenario(structure, source, on=ON)
    return [error.render("en") for error in caught.value.errors]


def covering(structure: um.Structure) -> set[tuple[str | None, str | None]]:
    return {(row.union, row.employer) for row in structure.covers if row.until is None}


# -- the verbs -------------------------------------------------------------------------------------------------------


def test_a_union_is_founded_under_the_union_that_place_and_kind_leave() -> None:
    step = {"do": "found", "kind": "joint_union", "name": "新工会", "place": PLACE, "employer": ["e1", "e2公司"]}
    found = um.scenario(town(employers=[firm("e1"), firm("e2")]), [step], on=ON)
    new = found.structure.unions[f"new-joint_union-{PLACE}"]
    assert (new.name, new.superior, new.status, new.body) == ("新工会", "t", "proposed", None)
    assert covering(found.structure) == {(new.id, "e1"), (new.id, "e2")}
    assert (found.steps[0].approver, found.steps[0].approval.en) == ("t", "酒泉路街道工会 has to approve")
    assert found.steps[0].text.zh == "在酒泉路街道建立新工会（联合基层工会），覆盖e1公司、e2公司"


def test_where_nobody_above_is_in_the_file_a_step_says_so() -> None:
    step = {"do": "found", "kind": "general_federation", "name": "甘肃省总工会", "place": "620000"}
    found = um.scenario(um.Structure(), [step], on=ON).steps[0]
    assert (found.approver, found.approval.en) == (None, "the union above that approves is not in the file")


def test_a_closed_union_hands_over_to_its_successor() -> None:
    before = town(
        unions=[basic("u1", members=9), basic("u2", members=8)],
        employers=[firm("e1")],
        covers=[{"union": "u1", "employer": "e1"}],
        affiliations=[{"union": "u1", "federation": "f"}],
        members=[{"id": "m1", "union": "u1", "employer": "e1", "joined_on": date(2020, 1, 1)}],
        stations=[{"id": "s1", "union": "u1", "place": PLACE, "kind": "rest_stop"}],
    )
    found = after(before, {"do": "close", "union": "u1", "to": "u2"})
    gone = found.unions["u1"]
    assert (gone.status, gone.dissolved_on, gone.successor) == ("dissolved", ON, "u2")
    assert covering(found) == {("u2", "e1")}
    assert [(row.union, row.until) for row in found.affiliations] == [("u1", ON), ("u2", None)]
    assert [(row.union, row.status) for row in found.members] == [("u1", "transferred"), ("u2", "active")]
    assert found.stations["s1"].union == "u2"


def test_what_a_closed_union_led_goes_to_its_superior_and_its_members_stay_members() -> None:
    before = town(unions=[basic("u1")], members=[{"id": "m1", "union": "u1"}])
    assert after(before, {"do": "close", "union": "t"}).unions["u1"].superior == "c"
    assert after(before, {"do": "close", "union": "u1"}).members[0].status == "retained"


def test_merged_unions_add_up_and_an_unknown_number_stays_unknown() -> None:
    firms = {"employers": [firm("e1"), firm("e2")]}
    covers = [{"union": "u1", "employer": "e1"}, {"union": "u2", "employer": "e2"}]
    direct = [{"union": union, "group": "courier", "members": 3} for union in ("u1", "u2")]
    known = town(unions=[basic("u1", members=9), basic("u2", members=8)], covers=covers, direct_members=direct, **firms)
    into = after(known, {"do": "merge", "union": "u1、u2", "to": "u2"})
    assert into.unions["u2"].members == 17
    assert covering(into) == {("u2", "e1"), ("u2", "e2")}
    assert [(row.union, row.members) for row in into.direct_members] == [("u2", 6)]
    unknown = town(unions=[basic("u1", members=9), basic("u2")], covers=covers, **firms)
    anew = after(unknown, {"do": "merge", "union": ["u1", "u2"], "name": "联合", "id": "j"})
    assert (anew.unions["j"].kind, anew.unions["j"].members, anew.unions["j"].superior) == ("joint_union", None, "t")
    assert (anew.unions["u1"].successor, anew.unions["u2"].successor) == ("j", "j")
    assert covering(anew) == {("j", "e1"), ("j", "e2")}


def test_an_employer_leaves_a_joint_union_with_its_members() -> None:
    before = town(
        unions=[basic("j", kind="joint_union", members=60)],
        employers=[firm("e1", industry="express_delivery"), firm("e2")],
        covers=[{"union": "j", "employer": "e1"}, {"union": "j", "employer": "e2"}],
        headcounts=[{"employer": "e1", "group": "courier", "workers": 40, "members": 30}],
    )
    found = after(before, {"do": "split", "employer": "e1"})
    new = found.unions["new-basic_union-e1"]
    assert (new.name, new.members, new.superior, new.industries) == ("e1公司工会委员会", 30, "t", ("express_delivery",))
    assert found.unions["j"].members == 30
    assert covering(found) == {("j", "e2"), (new.id, "e1")}


def test_unions_and_employers_move() -> None:
    before = town(unions=[basic("u1")], employers=[firm("e1")])
    found = um.scenario(
        before,
        [{"do": "move", "union": "u1", "to": "620102002"}, {"do": "move", "employer": "e1", "to": "620102002"}],
        ON,
    )
    assert found.structure.unions["u1"].place == found.structure.employers["e1"].place == "620102002"
    assert [step.approver for step in found.steps] == ["t", None]
    assert found.steps[1].approval.en == "an employer moves: nothing to approve"


def test_a_union_goes_to_a_superior_or_to_a_federation_and_an_employer_to_a_union() -> None:
    before = town(unions=[basic("u1"), basic("u2")], employers=[firm("e1")], covers=[{"union": "u1", "employer": "e1"}])
    assert after(before, {"do": "attach", "union": "u1", "to": "c"}).unions["u1"].superior == "c"
    assert after(before, {"do": "attach", "union": "u1", "superior": "f"}).unions["u1"].superior == "f"
    joined = after(before, {"do": "attach", "union": "u1", "to": "f"})
    assert [(row.union, row.federation) for row in joined.affiliations] == [("u1", "f")]
    assert covering(after(before, {"do": "attach", "employer": "e1", "to": "u2"})) == {("u2", "e1")}


def test_money_is_given() -> None:
    step = {"do": "拨款", "union": "快递联合会", "year": 2022, "amount": "20000", "source": "定额补助", "payer": "c"}
    row = after(town(), step).funding[0]
    assert (row.union, row.year, row.amount, row.source, row.payer) == ("f", 2022, 20000, "fixed_subsidy", "c")


def test_a_renumbered_street_leaves_nobody_at_the_old_code() -> None:
    before = town(
        places=[{"code": "x", "name": "园区", "level": "park", "parent": PLACE}],
        unions=[basic("u1")],
        employers=[firm("e1")],
        stations=[{"id": "s1", "place": PLACE, "kind": "rest_stop"}],
        headcounts=[{"place": PLACE, "group": "courier", "workers": 5, "members": 2}],
    )
    found = after(before, {"do": "renumber", "place": PLACE, "to": "620102090", "name": "新街道"})
    assert PLACE not in json.dumps([edit.to_dict()["values"] for edit in um.scenario(before, [
        {"do": "renumber", "place": PLACE, "to": "620102090", "name": "新街道"}], ON).edits])  # fmt: skip
    places = [
        *found.column("unions", "place"),
        *found.column("employers", "place"),
        *found.column("headcounts", "place"),
    ]
    assert PLACE not in [*places, *found.column("stations", "place")]
    geography = found.geography
    assert geography.codes[geography.parent[geography.row["x"]]] == "620102090"
    assert geography.level[geography.row["620102090"]] == "township"


def test_head_counts_of_two_streets_that_become_one_add_up() -> None:
    rows = [
        {"place": PLACE, "group": "courier", "workers": 5, "members": 2, "as_of": date(2022, 3, 1)},
        {"place": "620102002", "group": "courier", "workers": 7, "as_of": date(2022, 6, 1)},
    ]
    found = after(town(headcounts=rows), {"do": "renumber", "place": PLACE, "to": "620102002"})
    assert [(row.place, row.workers, row.members, row.as_of) for row in found.headcounts] == [
        ("620102002", 12, None, date(2022, 3, 1))
    ]


# -- steps that follow steps, and mistakes ---------------------------------------------------------------------------


def test_a_step_may_name_what_an_earlier_one_founded() -> None:
    found = {"do": "found", "kind": "regional_federation", "name": "新联合会", "place": PLACE}
    money = {"do": "fund", "union": "新联合会", "year": 2022, "amount": 1}
    assert after(town(), found, money).funding[0].union == f"new-regional_federation-{PLACE}"


def test_all_mistakes_are_said_at_once_each_with_its_place() -> None:
    steps = [
        {"do": "fuond", "union": "f"},
        {"do": "close", "union": "快递联合"},
        {"do": "found", "name": "a", "kind": "工会"},
        {"do": "fund", "union": "f", "year": 2022, "amount": -1},
        {"do": "move", "union": "f", "employer": "e", "to": "620102"},
        {"do": "attach", "union": "c", "superior": "t"},
        {"do": "close", "union": "f", "year": 2022},
        {"do": "found", "kind": "joint_union", "name": "新", "place": "nowhere"},
        {"do": "close", "union": "新"},
    ]
    before = town()
    sha = before.sha256
    assert refusals(before, steps) == [
        "scenario[0].do: “fuond” is not a known value of do; did you mean fund?",
        "scenario[1].union: “快递联合” is not a known union; did you mean 快递联合会?",
        "scenario[2].kind: “工会” is not a known value of kind; did you mean 总工会?",
        "scenario[2].place: is missing; write place",
        "scenario[3].amount: -1 is negative; write yuan with at most two decimals, such as 20000 or 20000.50",
        "scenario[4].union: needs exactly one of union, employer",
        "scenario[5].superior: “t” is led by that union: it would be a circle",
        "scenario[6].year: 2022 is nothing that close takes; it takes union, to",
        "scenario[7].place: “nowhere” is not a known place",
    ]
    assert before.sha256 == sha


def test_a_name_that_two_unions_bear_is_refused() -> None:
    before = town(unions=[basic("u1", name="同名"), basic("u2", name="同名")])
    assert refusals(before, [{"do": "close", "union": "同名"}]) == [
        "scenario[0].union: “同名” is the name of 2 unions; write the id: u1, u2"
    ]


def test_a_union_that_has_ended_takes_no_step() -> None:
    before = town(unions=[basic("u1", status="dissolved")])
    refused = refusals(before, [{"do": "close", "union": "u1"}])
    assert refused == ["scenario[0].union: “u1” is a union that does not stand on the day"]


@pytest.mark.parametrize("content", [[], {"steps": [], "x": 1}, "x: 1", "- 1"])
def test_what_holds_no_steps_is_refused(content: Any, tmp_path: Path) -> None:
    if isinstance(content, str):
        (tmp_path / "s.yaml").write_text(content, encoding="utf-8")
        content = tmp_path / "s.yaml"
    assert len(refusals(town(), content)) == 1


def test_a_sheet_in_chinese_is_read_and_its_mistakes_stand_in_cells(tmp_path: Path) -> None:
    xlsxwriter = pytest.importorskip("xlsxwriter")
    rows = [("操作", "对象", "去向"), ("划归", "u1", "城关区总工会"), ("撤销", "u3", "")]
    with xlsxwriter.Workbook(str(tmp_path / "s.xlsx")) as book:
        sheet = book.add_worksheet("设想")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    before = town(unions=[basic("u1"), basic("u2")])
    refused = refusals(before, tmp_path / "s.xlsx")
    assert refused == ["设想!B3: “u3” is not a known union"]
    (tmp_path / "s.csv").write_text("操作,对象,去向\n划归,u1,城关区总工会\n撤销,u2,\n", encoding="utf-8")
    assert um.scenario(before, tmp_path / "s.csv", on=ON).structure.unions["u1"].superior == "c"


def test_the_answer_is_json_and_text() -> None:
    found = um.scenario(town(), [{"do": "fund", "union": "f", "year": 2022, "amount": 20000}], on=ON)
    plain = json.loads(json.dumps(found.to_dict("en")))
    assert (plain["format"], plain["steps"][0]["do"], plain["steps"][0]["approver"]) == (
        "unionmodel-scenario/1",
        "fund",
        "c",
    )
    assert json.loads(found.render("json", "en")) == plain
    assert found.render("text", "en").splitlines()[:3] == [
        "1 step, 1 edit.",
        "  1. 20000.00 yuan to 快递联合会 in 2022",
        "     城关区总工会 has to approve",
    ]
    with pytest.raises(um.UnionModelError):
        found.render("xml")


# -- reorganising ----------------------------------------------------------------------------------------------------


@st.composite
def towns(draw: st.DrawFn) -> um.Structure:
    """Two streets with small basic unions and joint unions, numbers around 25 or unknown."""
    number = st.sampled_from([3, 12, 24, 25, 26, 40, None])
    streets = st.sampled_from([PLACE, PLACE, "620102002"])
    unions, firms, covers, counts = [], [], [], []
    for n in range(draw(st.integers(2, 6))):
        place = draw(streets)
        unions.append(basic(f"b{n}", place=place, members=draw(number), superior=draw(st.sampled_from("tttcf"))))
        firms.append(firm(f"b{n}", place=place, workers=draw(number)))
        covers.append({"union": f"b{n}", "employer": f"b{n}", "since": draw(st.sampled_from([None, date(2020, 1, 1)]))})
    for n in range(draw(st.integers(0, 2))):
        members = draw(st.sampled_from([None, 30, 90]))
        body = draw(st.sampled_from([None, "committee"]))
        unions.append(basic(f"j{n}", kind="joint_union", members=members, body=body))
        for m in range(draw(st.integers(1, 3))):
            firms.append(firm(f"j{n}{m}"))
            covers.append({"union": f"j{n}", "employer": f"j{n}{m}"})
            if (size := draw(number)) is not None:
                counts.append({"employer": f"j{n}{m}", "group": "courier", "workers": 50, "members": size})
    people = [
        {"place": place, "group": "courier", "workers": draw(number), "members": draw(number)}
        for place in (PLACE, "620102002")
    ]
    return town(unions=unions, employers=firms, covers=covers, headcounts=[*counts, *people])


def broken(structure: um.Structure) -> Counter[tuple[str, str]]:
    found = um.check(structure, on=ON).findings
    return Counter((one.code, one.subject) for one in found if one.severity == "error" and one.outcome == "broken")


@settings(max_examples=20, deadline=None)
@given(before=towns())
def test_merging_and_splitting_break_no_must_rule_and_can_be_undone(before: um.Structure) -> None:
    found = um.reorganise(before, ON)
    after, earlier = broken(found.structure), broken(before)
    # More members than workers stay more in the union that takes both numbers over.
    handed_over = {(code, subject): 1 for code, subject in after - earlier if code == "DAT907"}
    ended = [code for code, subject in (earlier - after).elements() if code == "DAT907"]
    assert len(handed_over) <= len(ended)
    assert after - earlier - Counter(handed_over) == Counter()
    assert found.structure.with_edits(found.inverse()).sha256 == before.sha256
    assert um.reorganise(found.structure, ON).steps == ()
    assert found.compare(select=["TUL2"]).ok


@settings(max_examples=20, deadline=None)
@given(before=structures(), new=st.sampled_from(["620102002", "620103001", "620102003"]))
def test_a_street_that_is_renumbered_is_left_by_everybody(before: um.Structure, new: str) -> None:
    found = um.reorganise(before, ON, replaced={PLACE: new})
    for table in ("unions", "employers", "stations", "headcounts"):
        assert PLACE not in found.structure.column(table, "place")
    geography = found.structure.geography
    assert geography.row[PLACE] not in [geography.parent[row] for row in range(len(geography.codes))]
    assert found.structure.with_edits(found.inverse()).sha256 == before.sha256


def test_small_unions_are_merged_and_a_unit_that_grew_is_split_off() -> None:
    before = town(
        unions=[
            basic("u1", members=9),
            basic("u2", members=24),
            basic("u3", members=25),
            basic("j", kind="joint_union"),
        ],
        employers=[firm(key) for key in ("u1", "u2", "u3", "j1", "j2", "j3")],
        covers=[
            *({"union": key, "employer": key} for key in ("u1", "u2", "u3")),
            *({"union": "j", "employer": key} for key in ("j1", "j2", "j3")),
        ],
        headcounts=[{"employer": "j1", "group": "courier", "workers": 40, "members": 25}],
    )
    found = um.reorganise(before, ON)
    assert [(step.verb, step.approver) for step in found.steps] == [("merge", "t"), ("split", "t")]
    joint = found.structure.unions[f"new-joint_union-{PLACE}"]
    assert (joint.members, joint.body) == (33, None)
    assert found.structure.unions["new-basic_union-j1"].members == 25
    assert [one.finding.subject for one in found.compare(select=["TUL205"]).went] == ["j|j1"]


def test_codes_that_no_place_has_are_refused_together() -> None:
    with pytest.raises(um.InputErrors) as caught:
        um.reorganise(town(), ON, replaced={"1": "2"})
    assert [error.render("en") for error in caught.value.errors] == [
        "replaced.1: “1” is not a known place",
        "replaced.1: “2” is not a known place",
    ]
