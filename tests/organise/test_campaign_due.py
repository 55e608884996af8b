"""What is due when: plans and summaries of the reporting units, the four yearly duties of key unions."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import unionmodel as um
from unionmodel.organise.campaign.due import DueItem, DueState

CITY = {"id": "city", "name": "兰州市总工会", "kind": "general_federation", "place": "620100"}
UNION = {
    "id": "u1", "name": "快递联合会", "kind": "industry_federation", "place": "620102", "groups": ["courier"],
    "founded_on": date(2021, 12, 31),
}  # fmt: skip
ELSEWHERE = {"union": "other", "kind": "joint_visit", "on": date(2022, 2, 2)}


def items(on: date, until: date | None = None, **tables: Any) -> tuple[DueItem, ...]:
    tables.setdefault("unions", [CITY, UNION])
    return um.campaign(um.Structure(**tables), on=on, until=until).due


def states(found: tuple[DueItem, ...], what: str) -> list[tuple[date, str | None, str]]:
    return [(item.due_on, item.union, item.state.value) for item in found if item.what == what]


PLAN_DUE, SUMMARY_DUE, YEAR_END = date(2021, 8, 31), date(2022, 12, 31), date(2022, 12, 31)


@pytest.mark.parametrize(
    ("on", "plan_on", "state"),
    [
        (date(2021, 8, 31), date(2021, 8, 1), "done"),
        (date(2021, 8, 31), date(2021, 8, 31), "done"),
        (date(2021, 8, 31), date(2021, 7, 31), "open"),
        (date(2021, 9, 1), date(2021, 7, 31), "overdue"),
        (date(2021, 8, 20), date(2021, 8, 21), "open"),
    ],
)
def test_a_plan_is_made_in_its_phase(on: date, plan_on: date, state: str) -> None:
    plans = [{"union": "city", "phase": "mobilisation", "on": plan_on}]
    assert states(items(on, plans=plans), "plan:mobilisation") == [(PLAN_DUE, "city", state)]


def test_a_plan_that_comes_late_is_done_late() -> None:
    plans = [{"union": "city", "phase": "mobilisation", "on": date(2021, 9, 5)}]
    (item,) = [item for item in items(date(2021, 12, 1), plans=plans) if item.what == "plan:mobilisation"]
    assert (item.state, item.done_on, item.late) == (DueState.DONE, date(2021, 9, 5), True)
    assert item.state_text.en == "done on 2021-09-05, after the due day"


def test_without_any_plan_in_the_table_nothing_is_known_of_plans() -> None:
    assert states(items(date(2021, 12, 1)), "plan:mobilisation") == [(PLAN_DUE, "city", "not_recorded")]


def test_the_summary_is_made_in_november_or_december_2022() -> None:
    for day, state in ((date(2022, 10, 31), "open"), (date(2022, 11, 1), "done"), (date(2022, 12, 31), "done")):
        plans = [{"union": "city", "phase": "summing_up", "on": day}]
        assert states(items(SUMMARY_DUE, plans=plans), "plan:summing_up") == [(SUMMARY_DUE, "city", state)]


def test_industrial_unions_of_the_province_report_and_counties_do_not() -> None:
    unions = [
        {"id": "post", "kind": "industrial_union", "place": "620000"},
        {"id": "local", "kind": "industrial_union", "place": "620100"},
        {"id": "county", "kind": "general_federation", "place": "620102"},
        {"id": "area", "kind": "general_federation", "place": "620171"},
        {"id": "gone", "kind": "general_federation", "place": "620200", "status": "dissolved"},
    ]
    found = items(date(2021, 8, 2), unions=unions)
    assert {item.union for item in found if item.what == "plan:mobilisation"} == {"post", "area"}


def test_a_unit_with_workers_and_no_federation_is_listed_by_its_place() -> None:
    counts = [{"place": "620102001", "group": "courier", "workers": 3}]
    plans = [{"union": "other", "phase": "mobilisation", "on": date(2021, 8, 2)}]
    found = items(date(2021, 12, 1), unions=[UNION], headcounts=counts, plans=plans)
    (item,) = [item for item in found if item.what == "plan:mobilisation"]
    assert (item.union, item.place, item.name, item.state.value) == (None, "620100", "兰州市", "not_recorded")


@pytest.mark.parametrize(
    ("what", "kind"),
    [
        ("duty:training", "training"),
        ("duty:representative_meeting", "representative_meeting"),
        ("duty:representative_meeting", "congress"),
        ("duty:collective_activity", "collective_activity"),
        ("duty:assessment", "assessment"),
    ],
)
def test_each_yearly_duty_is_done_by_an_activity_of_its_year(what: str, kind: str) -> None:
    for day, state in ((date(2022, 1, 1), "done"), (date(2022, 12, 31), "done"), (date(2021, 12, 31), "overdue")):
        activities = [ELSEWHERE, {"union": "u1", "kind": kind, "on": day}]
        found = items(date(2023, 1, 1), YEAR_END, activities=activities)
        assert states(found, what) == [(YEAR_END, "u1", state)]


def test_a_duty_is_open_until_the_last_day_of_its_year() -> None:
    for on, state in ((date(2022, 12, 31), "open"), (date(2023, 1, 1), "overdue")):
        assert states(items(on, YEAR_END, activities=[ELSEWHERE]), "duty:training") == [(YEAR_END, "u1", state)]


def test_a_year_without_any_activity_is_not_recorded_once_it_is_over() -> None:
    activities = [{"union": "u1", "kind": "training", "on": date(2023, 2, 2)}]
    found = items(date(2023, 6, 1), activities=activities)
    assert states(found, "duty:training") == [
        (YEAR_END, "u1", "not_recorded"), (date(2023, 12, 31), "u1", "done"),
    ]  # fmt: skip
    assert states(items(date(2022, 6, 1)), "duty:training") == [(YEAR_END, "u1", "not_recorded")]


def test_what_will_happen_has_not_been_done() -> None:
    activities = [{"union": "u1", "kind": "training", "on": date(2022, 7, 1)}]
    assert states(items(date(2022, 6, 30), activities=activities), "duty:training") == [(YEAR_END, "u1", "open")]


@pytest.mark.parametrize(
    ("changes", "years"),
    [
        ({}, [2022, 2023]),
        ({"founded_on": date(2022, 1, 1)}, [2023]),
        ({"founded_on": None}, [2021, 2022, 2023]),
        ({"groups": []}, []),
        ({"kind": "township_union"}, []),
        ({"place": "110101"}, []),
        ({"status": "dissolved"}, []),
    ],
)
def test_a_key_union_has_the_duties_of_the_years_it_stands_through(changes: dict[str, Any], years: list[int]) -> None:
    found = items(date(2023, 6, 1), unions=[{**UNION, **changes}])
    assert [due_on.year for due_on, _, _ in states(found, "duty:assessment")] == years


def test_the_switch_says_which_kinds_have_the_duties() -> None:
    structure = um.Structure(unions=[UNION, {**UNION, "id": "u2", "kind": "joint_union"}])
    for option, unions in (("purposive", {"u1", "u2"}), ("literal", {"u2"})):
        found = um.campaign(structure, on=YEAR_END, parameters={"duties.apply_to": option}).due
        assert {item.union for item in found if item.what.startswith("duty:")} == unions


def test_proposed_unions_have_duties_unless_they_are_left_out() -> None:
    structure = um.Structure(unions=[{**UNION, "status": "proposed"}])
    assert len(um.campaign(structure, on=YEAR_END).due) == 4
    assert um.campaign(structure, on=YEAR_END, proposed=False).due == ()


def test_the_list_ends_with_the_day_that_is_asked_for() -> None:
    found = items(date(2021, 8, 2), date(2022, 12, 30), unions=[CITY])
    assert {item.due_on for item in found} == {PLAN_DUE}


def test_what_is_due_says_where_it_is_written() -> None:
    found = items(YEAR_END)
    assert {(item.what.split(":")[0], item.clause) for item in found} == {
        ("plan", "gansu-2021#C06"), ("duty", "gansu-2021#C28"),
    }  # fmt: skip
