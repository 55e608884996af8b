"""Campaigns: the phase of a day, progress by area and group, the pace that is needed, where dated counts lead."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import unionmodel as um
from unionmodel.errors import UnknownName
from unionmodel.language import Text
from unionmodel.organise.campaign.answer import Stage
from unionmodel.organise.campaign.counts import months_until
from unionmodel.organise.campaign.intervals import NOTHING_KNOWN, Interval, Verdict
from unionmodel.rules.campaign import Campaign, Target

NOVEMBER = date(2022, 11, 15)
DUE = date(2022, 12, 31)
STREET, OTHER_CITY, NEW_AREA = "620102001", "620200100", "620171"


def courier(workers: int | None, members: int | None, place: str = STREET, **cells: Any) -> dict[str, Any]:
    return {"place": place, "group": "courier", "workers": workers, "members": members, **cells}


def asked(*headcounts: dict[str, Any], on: date = NOVEMBER, campaign: Any = "gansu-2021", **tables: Any) -> Any:
    return um.campaign(um.Structure(headcounts=headcounts, **tables), on=on, campaign=campaign)


def target(kind: str, **fields: Any) -> Campaign:
    goal = Target("goal", kind, DUE, **fields)
    return Campaign("own", Text(zh="自定", en="own"), "620000", ("courier", "truck_driver"), targets=(goal,))


# -- phases ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "stage", "phases"),
    [
        (date(2021, 7, 31), Stage.NOT_BEGUN, []),
        (date(2021, 8, 1), Stage.RUNNING, ["mobilisation"]),
        (date(2021, 8, 31), Stage.RUNNING, ["mobilisation"]),
        (date(2022, 10, 31), Stage.RUNNING, ["implementation"]),
        (date(2022, 11, 1), Stage.RUNNING, ["implementation", "summing_up"]),
        (date(2022, 11, 30), Stage.RUNNING, ["implementation", "summing_up"]),
        (date(2022, 12, 1), Stage.RUNNING, ["summing_up"]),
        (date(2023, 1, 1), Stage.OVER, []),
    ],
)
def test_november_2022_lies_in_two_phases(on: date, stage: Stage, phases: list[str]) -> None:
    answer = asked(on=on)
    assert (answer.stage, [phase.name for phase in answer.phases]) == (stage, phases)


def test_a_day_before_and_a_day_after_are_said_plainly() -> None:
    assert "the campaign has not begun yet" in asked(on=date(2021, 7, 31)).render("text", "en").splitlines()[0]
    assert "活动已经结束" in asked(on=date(2023, 1, 1)).render("text", "zh").splitlines()[0]


# -- progress ----------------------------------------------------------------------------------------------------------


def test_a_group_one_member_short_of_four_fifths_needs_one_more() -> None:
    row = asked(courier(10, 7)).row("620100", "courier")
    assert (row.workers, row.members, row.goal) == (Interval(10, 10), Interval(7, 7), 80)
    assert (row.verdict, row.needed, row.months, row.pace) == (
        Verdict.NOT_REACHED, Interval(1, 1), 2, Interval(1, 1),
    )  # fmt: skip


def test_unknown_members_are_an_interval_and_the_head_count_is_named() -> None:
    row = asked(courier(10, None), courier(30, 24, "620102002")).row("620000", "courier")
    assert (row.members, row.verdict, row.needed) == (Interval(24, 34), Verdict.CANNOT_TELL, Interval(0, 8))
    assert row.missing == (f"p:{STREET}|courier",)


def test_unknown_workers_have_no_upper_bound() -> None:
    row = asked(courier(None, 5)).row("620000", "courier")
    assert (row.workers, row.members, row.verdict) == (Interval(5, None), Interval(5, 5), Verdict.CANNOT_TELL)


def test_nobody_to_count_and_nothing_recorded_are_two_things() -> None:
    assert asked(courier(0, 0)).row("620000", "courier").verdict is Verdict.NO_WORKERS
    assert asked(courier(5, 5)).row("620000", "truck_driver").verdict is Verdict.NO_WORKERS
    nothing = asked().row("620000", "courier")
    assert (nothing.verdict, nothing.workers) == (Verdict.CANNOT_TELL, NOTHING_KNOWN)


def test_a_unit_within_another_one_counts_in_its_own_only() -> None:
    inner = {"code": "620102", "reporting_unit": True}
    answer = asked(courier(10, 7), courier(20, 20, "620100"), places=[inner])
    workers = {row.area.code: row.workers.exact for row in answer.progress if row.group == "courier"}
    assert workers == {"620000": 30, "620100": 20, "620102": 10}


def test_the_new_area_and_a_city_without_counties_report_by_themselves() -> None:
    answer = asked(courier(1, 1, NEW_AREA), courier(2, 1, OTHER_CITY))
    workers = {row.area.code: row.workers.exact for row in answer.progress if row.group == "courier"}
    assert workers == {"620000": 3, "620171": 1, "620200": 2}
    assert len(answer.without_counts) == 13


def test_only_the_counting_survey_rows_count() -> None:
    answer = asked(
        courier(10, 1, as_of=date(2022, 1, 1)),
        courier(10, 8, as_of=date(2022, 6, 1)),
        courier(99, 0, as_of=date(2022, 12, 1)),
        courier(50, 0, source="platform"),
    )
    assert (answer.row("620000").workers.exact, answer.row("620000").members.exact) == (10, 8)


def test_what_is_in_no_number_is_counted_by_itself() -> None:
    employers = [{"id": "e1", "place": STREET}, {"id": "e2", "place": STREET, "closed_on": date(2022, 1, 1)}]
    answer = asked(courier(3, 3, "nowhere"), courier(4, 4), employers=employers)
    assert (answer.unplaced, answer.uncounted, answer.row("620000").workers.exact) == (1, 1, 4)


def test_each_group_decides_unless_the_scope_says_otherwise() -> None:
    counts = um.Structure(headcounts=[courier(10, 0), {**courier(90, 90), "group": "truck_driver"}])
    for scope, deciding in (
        ("each_group", {"courier", "truck_driver", "ride_hailing_driver", "food_delivery_rider"}),
        ("pooled", {None}),
        ("both", {"courier", "truck_driver", "ride_hailing_driver", "food_delivery_rider", None}),
    ):
        answer = um.campaign(counts, on=NOVEMBER, parameters={"target.scope": scope})
        assert {row.group for row in answer.progress if row.decides} == deciding
        assert answer.row("620000").verdict is Verdict.REACHED
        assert answer.row("620000", "courier").verdict is Verdict.NOT_REACHED


def test_a_parameter_that_a_user_sets_moves_the_target() -> None:
    structure = um.Structure(headcounts=[courier(10, 7)])
    answer = um.campaign(structure, on=NOVEMBER, parameters={"target.rate": 70, "target.due_on": "2023-06-30"})
    row = answer.row("620000", "courier")
    assert (row.verdict, row.months) == (Verdict.REACHED, 8)


# -- pace and projection -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("on", "due_on", "months"),
    [
        (date(2022, 12, 31), date(2022, 12, 31), 0),
        (date(2023, 1, 1), date(2022, 12, 31), 0),
        (date(2022, 12, 30), date(2022, 12, 31), 1),
        (date(2022, 11, 30), date(2022, 12, 30), 1),
        (date(2022, 11, 30), date(2022, 12, 31), 2),
        (date(2022, 1, 31), date(2022, 2, 28), 1),
        (date(2021, 8, 1), date(2022, 12, 31), 17),
    ],
)
def test_a_month_that_has_begun_counts_in_full(on: date, due_on: date, months: int) -> None:
    assert months_until(on, due_on) == months


def test_from_the_due_day_on_no_pace_is_left() -> None:
    assert asked(courier(10, 7), on=DUE).row("620000", "courier").pace is None


def test_the_pace_of_an_unknown_count_is_an_interval() -> None:
    row = asked(courier(100, None), on=date(2022, 9, 30)).row("620000", "courier")
    assert (row.needed, row.months, row.pace) == (Interval(0, 80), 4, Interval(0, 20))


def test_two_dated_counts_are_carried_on_by_a_straight_line() -> None:
    before, now = courier(100, 40, as_of=date(2022, 8, 1)), courier(100, 60, as_of=date(2022, 10, 1))
    found = asked(before, now).row("620000", "courier").projection
    # 20 more in 61 days; 91 days are left: 60 + 20 * 91 / 61 = 89.8
    assert (found.first, found.last, found.matched_at_due, found.members) == (40, 60, 89, Interval(89, 89))
    assert (found.verdict, found.first_on, found.last_on) == (Verdict.REACHED, before["as_of"], now["as_of"])


def test_of_two_counts_of_one_day_the_last_in_the_file_is_carried_on() -> None:
    first, last = date(2022, 8, 1), date(2022, 10, 1)
    counts = [courier(100, members, as_of=day) for members, day in ((70, last), (60, last), (30, first), (40, first))]
    found = asked(*counts).row("620000", "courier").projection
    assert (found.first, found.last) == (40, 60)


def test_nobody_counts_more_members_than_workers_in_the_future() -> None:
    found = asked(courier(60, 10, as_of=date(2022, 8, 1)), courier(60, 55, as_of=date(2022, 10, 1))).row("620000")
    assert found.projection.matched_at_due == 60


def test_a_count_of_one_day_leads_nowhere() -> None:
    assert asked(courier(100, 40, as_of=date(2022, 8, 1))).row("620000", "courier").projection is None
    again = [courier(100, 40, as_of=date(2022, 8, 1)), courier(100, 50, as_of=date(2022, 8, 1))]
    assert asked(*again).row("620000", "courier").projection is None
    assert asked(courier(100, 40), courier(100, 60, as_of=date(2022, 8, 1))).row("620000").projection is None


def test_what_was_counted_once_may_be_anything_by_then() -> None:
    lines = [courier(100, 40, as_of=date(2022, 8, 1)), courier(100, 60, as_of=date(2022, 10, 1))]
    found = asked(*lines, courier(50, 50, "620102002", as_of=date(2022, 10, 1))).row("620000", "courier").projection
    assert (found.matched, found.head_counts, found.members) == (1, 2, Interval(89, 139))
    assert (found.verdict, found.matched_verdict) == (Verdict.CANNOT_TELL, Verdict.REACHED)


@pytest.mark.parametrize("on", [date(2022, 12, 31), date(2023, 1, 1)])
def test_from_the_due_day_on_there_is_no_projection(on: date) -> None:
    lines = [courier(100, 40, as_of=date(2022, 8, 1)), courier(100, 60, as_of=date(2022, 10, 1))]
    assert asked(*lines, on=date(2022, 12, 30)).row("620000").projection is not None
    assert asked(*lines, on=on).row("620000").projection is None


def test_the_area_of_another_province_is_asked_for_and_not_mistaken_for_one_of_this() -> None:
    with pytest.raises(UnknownName) as refused:
        um.campaign(um.Structure(), on=date(2022, 12, 30), campaign="sichuan-2021")
    assert refused.value.text.en == (
        "there is no place (where the campaign is; add it to the table places) named '510000'"
    )


# -- increment and stock -----------------------------------------------------------------------------------------------

SINCE = date(2022, 1, 31)
THEN, LATER = date(2022, 1, 1), date(2022, 9, 1)


def test_an_increment_is_what_has_come_since() -> None:
    campaign = target("increment", count=30, since=SINCE)
    rows = [courier(50, 10, as_of=THEN), courier(50, 35, as_of=LATER)]
    row = asked(*rows, campaign=campaign).row("620000")
    assert (row.counted, row.verdict, row.needed, row.pace) == (
        Interval(25, 25), Verdict.NOT_REACHED, Interval(5, 5), Interval(3, 3),
    )  # fmt: skip


def test_an_increment_without_a_beginning_is_unknown_except_at_its_upper_end() -> None:
    row = asked(courier(50, 35, as_of=LATER), campaign=target("increment", count=30, since=SINCE)).row("620000")
    assert (row.counted, row.verdict) == (Interval(None, 35), Verdict.CANNOT_TELL)
    assert row.missing == (f"p:{STREET}|courier",)
    row = asked(courier(50, 35, as_of=LATER), campaign=target("increment", count=36, since=SINCE)).row("620000")
    assert row.verdict is Verdict.NOT_REACHED


def test_an_undated_count_is_no_beginning() -> None:
    row = asked(courier(50, 35), campaign=target("increment", count=30, since=SINCE)).row("620000")
    assert row.counted == Interval(None, 35)


def test_an_employer_that_opened_later_began_with_nobody() -> None:
    employers = [{"id": "e1", "place": STREET, "opened_on": date(2022, 3, 1)}]
    counts = {"employer": "e1", "group": "courier", "workers": 50, "members": 35, "as_of": LATER}
    row = asked(counts, campaign=target("increment", count=30, since=SINCE), employers=employers).row("620000")
    assert (row.counted, row.verdict) == (Interval(35, 35), Verdict.REACHED)


def test_an_employer_that_has_closed_takes_its_members_along() -> None:
    employers = [{"id": "e1", "place": STREET, "closed_on": date(2022, 3, 1)}]
    counts = {"employer": "e1", "group": "courier", "workers": 50, "members": 35, "as_of": THEN}
    row = asked(counts, campaign=target("increment", count=30, since=SINCE), employers=employers).row("620000")
    assert row.counted == Interval(-35, -35)


def test_a_count_that_is_still_the_same_has_not_grown_whatever_it_is() -> None:
    row = asked(courier(50, None, as_of=THEN), campaign=target("increment", count=1, since=SINCE)).row("620000")
    assert (row.members, row.counted, row.verdict) == (Interval(0, 50), Interval(0, 0), Verdict.NOT_REACHED)


def test_an_increment_ends_with_its_due_day() -> None:
    rows = [courier(50, 10, as_of=THEN), courier(50, 35, as_of=LATER), courier(50, 50, as_of=date(2023, 2, 1))]
    row = asked(*rows, campaign=target("increment", count=30, since=SINCE), on=date(2023, 3, 1)).row("620000")
    assert row.counted == Interval(25, 25)


def test_an_increment_that_has_not_begun_cannot_be_told() -> None:
    rows = [courier(50, 10, as_of=date(2021, 1, 1))]
    row = asked(*rows, campaign=target("increment", count=30, since=SINCE), on=date(2021, 6, 1)).row("620000")
    assert (row.counted, row.verdict) == (Interval(None, None), Verdict.CANNOT_TELL)


def test_a_stock_counts_members_and_asks_the_whole_only() -> None:
    answer = asked(courier(50, 35), courier(10, None, OTHER_CITY), campaign=target("stock", count=50))
    assert answer.row("620000").verdict is Verdict.NOT_REACHED
    assert (answer.row("620000").counted, answer.row("620000").needed) == (Interval(35, 45), Interval(5, 15))
    assert (answer.row("620100").goal, answer.row("620100").verdict) == (None, None)
    assert answer.row("620000", "courier").goal is None


def test_an_area_may_have_a_number_of_its_own() -> None:
    answer = asked(courier(50, 35), campaign=target("stock", count=50, areas={"620100": 35}))
    assert (answer.row("620100").goal, answer.row("620100").verdict) == (35, Verdict.REACHED)


def test_the_projection_of_a_stock_and_of_an_increment() -> None:
    rows = [courier(100, 40, as_of=date(2022, 8, 1)), courier(100, 60, as_of=date(2022, 10, 1))]
    stock = asked(*rows, campaign=target("stock", count=90)).row("620000").projection
    assert stock.verdict is Verdict.NOT_REACHED
    growth = asked(*rows, campaign=target("increment", count=49, since=date(2022, 8, 1))).row("620000").projection
    assert growth.verdict is Verdict.REACHED


# -- bad input ---------------------------------------------------------------------------------------------------------


def test_an_unknown_campaign_and_an_unknown_place_are_named() -> None:
    with pytest.raises(UnknownName, match=r"gansu-2021"):
        asked(campaign="gansu-2012")
    with pytest.raises(UnknownName, match="510000"):
        asked(campaign="sichuan-2021")


def test_the_progress_is_a_frame() -> None:
    frame = asked(courier(10, None)).to_frame()
    row = frame.filter((frame["area"] == "620100") & (frame["group"] == "courier")).to_dicts()[0]
    assert (row["members_low"], row["members_high"], row["verdict"], row["rate_high"]) == (
        0,
        10,
        "cannot_tell",
        "100.00",
    )
