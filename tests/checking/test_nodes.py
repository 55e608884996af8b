"""Every node of the language, by rows and by columns, with blanks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.checking.engines import ANY_UNION, NAME, NONE, UNKNOWN, Engine, some_unions, structure
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import FoundingMode, Group
from unionmodel.rules.calendar import DatePart, Later
from unionmodel.rules.choices import Certain, Combined, FirstRow, IfThenElse, LabelOfFirst, Mapped, Switched
from unionmodel.rules.expr import FULL_YEAR, ON, PROPOSED_COUNT, YEAR, Calculated, Found, Literal_, Parameter
from unionmodel.rules.facts import Aggregate, Derived, LookUp, Nearest, Whole
from unionmodel.rules.terms import activities, funding, headcounts, unions
from unionmodel.rules.types import DATE, MONEY, NUMBER

LAST_DAY = date(9999, 12, 31)


# Comparisons and logic


def test_comparisons_with_a_blank_are_unknown(engine: Engine) -> None:
    made = some_unions(members=[24, 25, 26, None])
    assert engine.values(made, unions.members == 25) == [False, True, False, UNKNOWN]
    assert engine.values(made, unions.members != 25) == [True, False, True, UNKNOWN]
    assert engine.values(made, unions.members < 25) == [True, False, False, UNKNOWN]
    assert engine.values(made, unions.members <= 25) == [True, True, False, UNKNOWN]
    assert engine.values(made, unions.members > 25) == [False, False, True, UNKNOWN]
    assert engine.values(made, unions.members >= 25) == [False, True, True, UNKNOWN]


def test_two_cells_of_a_row_compare(engine: Engine) -> None:
    made = some_unions(members=[3, 3, None, None], women_members=[3, 4, 5, None])
    assert engine.values(made, unions.women_members <= unions.members) == [True, False, UNKNOWN, UNKNOWN]


def test_enums_money_dates_and_flags_compare(engine: Engine) -> None:
    made = some_unions(
        kind=["basic_union", None],
        subsidy_standard=["100.01", "100"],
        founded_on=[date(2022, 6, 30), date(2022, 7, 1)],
        vertical=[True, None],
        name=["甲", "乙"],
    )
    assert engine.values(made, unions.kind == "basic_union") == [True, UNKNOWN]
    assert engine.values(made, unions.subsidy_standard > 10000) == [True, False]
    assert engine.values(made, unions.founded_on <= ON) == [True, False]
    assert engine.values(made, unions.vertical == True) == [True, False]  # noqa: E712
    assert engine.values(made, unions.name == "甲") == [True, False]


def test_the_day_its_year_and_the_counting_of_proposals_come_from_the_check(engine: Engine) -> None:
    made = some_unions(members=[2022])
    assert engine.values(made, unions.members == YEAR) == [True]
    assert engine.values(made, PROPOSED_COUNT & (unions.members == 1)) == [False]
    assert engine.values(made, PROPOSED_COUNT | (unions.members == 1), proposed=False) == [False]


def test_parameters_and_switches_are_bound_by_the_check(engine: Engine) -> None:
    made = some_unions(members=[5, 6], founded_on=[date(2020, 1, 1), date(2021, 1, 1)])
    limit, start = Parameter("limit", NUMBER), Parameter("start", DATE)
    assert engine.values(made, unions.members >= limit, values={"limit": 6}) == [False, True]
    assert engine.values(made, unions.founded_on >= start, values={"start": date(2020, 6, 1)}) == [False, True]
    switched = Switched("strict", {"yes": unions.members >= 6, "no": unions.members >= 5})
    assert engine.values(made, switched, options={"strict": "yes"}) == [False, True]
    assert engine.values(made, switched, options={"strict": "no"}) == [True, True]


def test_and_or_and_not_keep_the_unknown_where_it_matters(engine: Engine) -> None:
    cells = [(a, b) for a in (True, None, False) for b in (True, None, False)]
    made = some_unions(legal_person=[a for a, _ in cells], chair_full_time=[b for _, b in cells])
    left, right = unions.legal_person == True, unions.chair_full_time == True  # noqa: E712
    assert engine.values(made, left & right) == [True, None, False, None, None, False, False, False, False]
    assert engine.values(made, left | right) == [True, True, True, True, None, None, True, None, False]
    assert engine.values(made, ~left) == [False, False, False, None, None, None, True, True, True]
    assert engine.values(made, left.or_else(True)) == [True, True, True, True, True, True, False, False, False]
    assert engine.values(made, left.or_else(False)) == [True, True, True, False, False, False, False, False, False]


def test_a_value_is_one_of_a_set(engine: Engine) -> None:
    made = some_unions(kind=["basic_union", "joint_union", "work_committee", None], members=[1, 2, 3, None])
    assert engine.values(made, unions.kind.is_in("basic_union", "joint_union")) == [True, True, False, UNKNOWN]
    assert engine.values(made, unions.members.is_in(1, 3)) == [True, False, True, UNKNOWN]


def test_a_list_names_its_values_and_has_a_size(engine: Engine) -> None:
    made = some_unions(groups=[["courier"], ["truck_driver", "other"], []])
    assert engine.values(made, unions.groups.names("courier", "food_delivery_rider")) == [True, False, False]
    assert engine.values(made, unions.groups.names("other")) == [False, True, False]
    assert engine.values(made, unions.groups.size()) == [1, 2, 0]
    assert engine.values(made, unions.groups.size() >= 1) == [True, True, False]


def test_known_says_whether_a_value_is_there(engine: Engine) -> None:
    made = some_unions(members=[0, None, 3], superior=["u0", "nowhere", None])
    assert engine.values(made, unions.members.known()) == [True, False, True]
    assert engine.values(made, unions.superior.known()) == [True, True, False]
    assert engine.values(made, unions.superior.row.known()) == [True, False, False]


def test_a_row_is_found_or_not_or_cannot_be_searched(engine: Engine) -> None:
    made = structure(
        unions=[{"id": "u", "place": "C", "status": "active"}],
        headcounts=[{"place": "T"}, {"place": "D"}, {"place": "gone"}],
    )
    nearest = Nearest(*NAME, start=headcounts.place.row, among=ANY_UNION, anchor=unions.place.row)
    assert engine.values(made, nearest) == [0, NONE, UNKNOWN]
    assert engine.values(made, Found(nearest)) == [True, False, UNKNOWN]
    assert engine.values(made, nearest.known()) == [True, True, False]


def test_rows_compare_by_identity(engine: Engine) -> None:
    made = some_unions(superior=["u1", "u1", None], second_superior=["u1", "u2", "u1"])
    assert engine.values(made, unions.superior.row == unions.second_superior.row) == [True, False, UNKNOWN]
    assert engine.values(made, unions.superior.row != unions.second_superior.row) == [False, True, UNKNOWN]


def test_a_closed_list_is_recoded_to_numbers(engine: Engine) -> None:
    made = some_unions(kind=["basic_union", "joint_union", "work_committee", None])
    assert engine.values(made, Mapped(unions.kind, {"basic_union": 7, "joint_union": 3})) == [7, 3, UNKNOWN, UNKNOWN]


def test_two_lists_are_taken_together(engine: Engine) -> None:
    made = some_unions(
        groups=[["other"], ["courier"], []], industries=[["road_freight", "other"], ["express_delivery"], []]
    )
    together = Combined(
        unions.groups, unions.industries, {"road_freight": "truck_driver", "express_delivery": "courier"}
    )
    assert [set(named) for named in engine.values(made, together)] == [{"truck_driver", "other"}, {"courier"}, set()]
    assert engine.values(made, together.names("courier")) == [False, True, False]


def test_groups_are_encoded_in_the_order_of_the_closed_list(engine: Engine) -> None:
    made = some_unions(groups=[[member] for member in Group])
    assert engine.values(made, unions.groups.names(Group.COURIER)) == [member is Group.COURIER for member in Group]


def test_days_are_added_over_months_years_and_leap_days(engine: Engine) -> None:
    days = [date(2024, 2, 28), date(2023, 2, 28), date(2022, 12, 31), None]
    made = some_unions(founded_on=days)
    assert engine.values(made, Later(unions.founded_on, Literal_(1, NUMBER), "days")) == [
        date(2024, 2, 29), date(2023, 3, 1), date(2023, 1, 1), UNKNOWN,
    ]  # fmt: skip
    assert engine.values(made, Later(unions.founded_on, Literal_(0, NUMBER), "days")) == days
    assert engine.values(made, Later(unions.founded_on, Literal_(-365, NUMBER), "days"))[1] == date(2022, 2, 28)


@pytest.mark.parametrize("days", [0, 30, 36_525, 10_000_000, 10**12])
def test_any_number_of_days_can_be_a_parameter_and_the_calendar_ends_it(engine: Engine, days: int) -> None:
    made = some_unions(founded_on=[date(2022, 1, 31), date(9999, 12, 30)])
    later = Later(unions.founded_on, Parameter("days", NUMBER), "days")
    expected = [
        day + timedelta(days) if days <= (LAST_DAY - day).days else LAST_DAY
        for day in (date(2022, 1, 31), date(9999, 12, 30))
    ]
    assert engine.values(made, later, values={"days": days}) == expected


def test_days_can_be_those_of_the_row(engine: Engine) -> None:
    made = some_unions(founded_on=[date(2022, 1, 1)] * 2, members=[3, None])
    assert engine.values(made, Later(unions.founded_on, unions.members, "days")) == [date(2022, 1, 4), UNKNOWN]
    assert engine.values(made, Later(ON, unions.members, "days")) == [date(2022, 7, 3), UNKNOWN]
    assert engine.values(made, unions.founded_on <= Later(Parameter("day", DATE), unions.members, "days"),
                       values={"day": date(2021, 12, 29)}) == [True, UNKNOWN]  # fmt: skip


def test_a_date_has_a_year_and_a_month(engine: Engine) -> None:
    made = some_unions(founded_on=[date(2021, 12, 31), date(2022, 1, 1), None])
    assert engine.values(made, DatePart(unions.founded_on, "year")) == [2021, 2022, UNKNOWN]
    assert engine.values(made, DatePart(unions.founded_on, "month")) == [12, 1, UNKNOWN]
    assert engine.values(made, DatePart(unions.founded_on, "year") == DatePart(ON, "year")) == [False, True, UNKNOWN]
    assert engine.values(made, DatePart(unions.founded_on, "year").is_in(2021)) == [True, False, UNKNOWN]


# Numbers

funds = Aggregate("funds", "经费", "funds", how="total", by=funding.union.row, of=funding.amount)


def test_a_difference_takes_the_known_part_of_a_total(engine: Engine) -> None:
    made = structure(
        unions=[{"id": "u", "members": 9}, {"id": "w", "members": None}],
        funding=[{"union": "u", "year": 2022, "amount": "5"}, {"union": "u", "year": 2022, "amount": None}],
    )
    assert engine.values(made, funds) == [-501, 0]
    assert engine.values(made, Literal_(800, unions.subsidy_standard.type) - funds) == [300, 800]
    assert engine.values(made, unions.members - 4) == [5, UNKNOWN]


def test_whole_numbers_are_calculated_and_a_blank_leaves_the_result_unknown(engine: Engine) -> None:
    made = some_unions(members=[7, 7, None], women_members=[2, None, 2])
    one, other = unions.members, unions.women_members
    assert engine.values(made, one + other) == [9, UNKNOWN, UNKNOWN]
    assert engine.values(made, one - other) == [5, UNKNOWN, UNKNOWN]
    assert engine.values(made, other - one) == [-5, UNKNOWN, UNKNOWN]
    assert engine.values(made, one * other) == [14, UNKNOWN, UNKNOWN]
    assert engine.values(made, one // other) == [3, UNKNOWN, UNKNOWN]


def test_what_is_divided_is_rounded_down_below_zero_too(engine: Engine) -> None:
    made = some_unions(members=[0, 1, 6, 7])
    assert engine.values(made, (Literal_(0, NUMBER) - unions.members) // 6) == [0, -1, -1, -2]
    assert engine.values(made, unions.members // -6) == [0, -1, -1, -2]


def test_money_is_shared_out_in_whole_fen(engine: Engine) -> None:
    made = some_unions(subsidy_standard=["20000.00", "0.01"])
    months = Calculated("*", unions.subsidy_standard, Literal_(7, NUMBER))
    assert engine.values(made, months // 12) == [1166666, 0]


@pytest.mark.parametrize(
    ("on", "year"),
    [(date(2022, 12, 31), 2022), (date(2022, 12, 30), 2021), (date(2023, 1, 1), 2022), (date(2024, 2, 29), 2023)],
)
def test_the_last_completed_year_is_this_one_on_its_last_day_only(engine: Engine, on: date, year: int) -> None:
    made = some_unions(term_years=[year - 1, year, year + 1])
    assert engine.values(made, unions.term_years == FULL_YEAR, on=on) == [False, True, False]


def test_a_number_hangs_on_a_condition(engine: Engine) -> None:
    made = some_unions(legal_person=[True, False, None, True], members=[1, 2, 3, None], women_members=[7, 8, 9, 9])
    number = IfThenElse(unions.legal_person == True, unions.members, unions.women_members)  # noqa: E712
    assert engine.values(made, number) == [1, 8, UNKNOWN, UNKNOWN]


def test_two_bounds_give_a_verdict_only_where_they_agree(engine: Engine) -> None:
    cells = [(a, b) for a in (True, None, False) for b in (True, None, False)]
    made = some_unions(legal_person=[a for a, _ in cells], chair_full_time=[b for _, b in cells])
    verdict = Certain(unions.legal_person == True, unions.chair_full_time == True)  # noqa: E712
    assert engine.values(made, verdict) == [True, True, True, None, None, False, None, None, False]


# Rows


def test_the_first_row_found_gives_its_label(engine: Engine) -> None:
    made = structure(
        unions=[{"id": "u", "place": "C", "groups": ["courier"]}, {"id": "w", "place": "P"}],
        headcounts=[
            {"place": "T", "group": "courier"},
            {"place": "D", "group": "courier"},
            {"place": "T", "group": None},
            {"place": "N", "group": "courier"},
        ],
    )
    first = Nearest(
        "first", "一", "first", start=headcounts.place.row, among=unions.groups.names("courier"),
        anchor=unions.place.row, wants=headcounts.group, offers=unions.groups,
    )  # fmt: skip
    second = Nearest("second", "二", "second", start=headcounts.place.row, among=ANY_UNION, anchor=unions.place.row)
    label = LabelOfFirst((("single", first), ("lead", second)), "industry_driven", FoundingMode)
    assert engine.values(made, label) == ["single", "lead", UNKNOWN, "industry_driven"]


def test_the_first_row_that_was_found_counts_and_an_unknown_one_ends_the_search(engine: Engine) -> None:
    made = structure(
        unions=[{"id": "t", "place": "T", "groups": ["courier"]}, {"id": "c", "place": "C"}],
        headcounts=[
            {"place": place, "group": group}
            for place, group in [("V", "courier"), ("V", "other"), ("V", None), ("N", "other"), (None, "other")]
        ],
    )
    start, anchor = headcounts.place.row, unions.place.row
    first = Nearest(
        "first", "一", "first", start=start, anchor=anchor, among=unions.groups.names("courier"),
        wants=headcounts.group, offers=unions.groups,
    )  # fmt: skip
    second = Nearest("second", "二", "second", start=start, anchor=anchor, among=unions.id == "c")
    assert engine.values(made, first) == [0, NONE, UNKNOWN, NONE, UNKNOWN]
    assert engine.values(made, second) == [1, 1, 1, NONE, UNKNOWN]
    taken = FirstRow((first, second))
    assert engine.values(made, taken) == [0, 1, UNKNOWN, NONE, UNKNOWN]
    assert engine.values(made, FirstRow((second, first))) == [1, 1, 1, NONE, UNKNOWN]
    assert engine.values(made, Found(taken)) == [True, True, UNKNOWN, False, UNKNOWN]
    assert engine.values(made, LookUp("name", "名", "id", Derived("taken", "取", "taken", taken), unions.id)) == [
        "t", "c", UNKNOWN, UNKNOWN, UNKNOWN,
    ]  # fmt: skip


# Totals known from below


def funds_of(amounts: list[str | None]) -> Structure:
    return structure(
        unions=[{"id": "u"}], funding=[{"union": "u", "year": 2022, "amount": amount} for amount in amounts]
    )


@pytest.mark.parametrize(
    ("amounts", "total"), [([], 0), (["1", "2"], 300), (["1", None], -101), ([None], -1), (["0", None], -1)]
)
def test_a_total_is_known_from_below_where_a_value_is_blank(
    engine: Engine, amounts: list[str | None], total: int
) -> None:
    made = funds_of(amounts) if amounts else structure(unions=[{"id": "u"}])
    assert engine.values(made, funds) == [total]
    assert engine.values(made, funds.known()) == [total >= 0]


@pytest.mark.parametrize(
    ("limit", "answers"),
    [
        (99, {"==": False, "!=": True, "<": False, "<=": False, ">": True, ">=": True}),
        (100, {"==": None, "!=": None, "<": False, "<=": None, ">": None, ">=": True}),
        (101, {"==": None, "!=": None, "<": None, "<=": None, ">": None, ">=": None}),
    ],
)
def test_an_open_total_settles_only_what_growing_cannot_change(
    engine: Engine, limit: int, answers: dict[str, bool | None]
) -> None:
    made = funds_of(["1", None])
    compared = {
        "==": funds == limit, "!=": funds != limit, "<": funds < limit,
        "<=": funds <= limit, ">": funds > limit, ">=": funds >= limit,
    }  # fmt: skip
    assert {op: engine.values(made, tree)[0] for op, tree in compared.items()} == answers


def test_a_whole_total_compares_like_a_number(engine: Engine) -> None:
    made = funds_of(["1"])
    assert [engine.values(made, tree)[0] for tree in (funds == 100, funds < 100, funds <= 100, funds > 99)] == [
        True,
        False,
        True,
        True,
    ]
    assert engine.values(made, funds.is_in(100, 200)) == [True]


def test_nothing_recorded_makes_counts_and_totals_unknown_for_everyone(engine: Engine) -> None:
    recorded = Whole("recorded", "有记录", "recorded", "any", among="funding")
    count = Aggregate(*NAME, how="count", by=funding.union.row, recorded=recorded)
    total = Aggregate(*NAME, how="total", by=funding.union.row, of=funding.amount, recorded=recorded)
    any_ = Aggregate(*NAME, how="any", by=funding.union.row, of=funding.amount > 5, recorded=recorded)
    nothing = structure(unions=[{"id": "u"}])
    assert [engine.values(nothing, fact) for fact in (count, total, any_)] == [[-1], [-1], [UNKNOWN]]
    assert engine.values(nothing, count >= 1) == [UNKNOWN]
    elsewhere = structure(unions=[{"id": "u"}, {"id": "w"}], funding=[{"union": "w", "year": 2022, "amount": "1"}])
    assert [engine.values(elsewhere, fact) for fact in (count, total, any_)] == [[0, 1], [0, 100], [False, True]]


def test_a_total_counts_with_its_known_part(engine: Engine) -> None:
    funds = Aggregate("funds", "经费", "funds", how="total", by=funding.union.row, of=funding.amount)
    made = structure(
        unions=[{"id": "whole"}, {"id": "open"}, {"id": "none"}],
        funding=[
            {"union": name, "year": 2022, "amount": amount}
            for name, amount in (("whole", "5"), ("open", "5"), ("open", None))
        ],
    )
    assert engine.values(made, funds) == [500, -501, 0]
    assert engine.values(made, funds * 2) == [1000, 1000, 0]
    assert engine.values(made, funds + funds) == [1000, 1000, 0]
    assert engine.values(made, Literal_(300, MONEY) - funds) == [-200, -200, 300]


def test_a_total_that_hangs_on_a_condition_stays_known_only_from_below(engine: Engine) -> None:
    count = {"how": "total", "by": activities.union.row, "of": activities.participants}
    some = Aggregate("some", "一", "some", **count, where=activities.kind == "training")
    others = Aggregate("others", "二", "others", **count, where=activities.kind == "assessment")
    total = IfThenElse(unions.vertical == True, some, others)  # noqa: E712
    made = structure(
        unions=[{"id": "u", "vertical": True}, {"id": "w", "vertical": False}],
        activities=[
            {"union": name, "kind": kind, "participants": number}
            for name in ("u", "w")
            for kind, number in (("training", 4), ("training", None), ("assessment", 6))
        ],
    )
    assert engine.values(made, total) == [-5, 6]
    assert engine.values(made, total.known()) == [False, True]
    assert engine.values(made, total > 3) == [True, True]
    assert engine.values(made, total > 4) == [UNKNOWN, True]
    assert engine.values(made, total * 10) == [40, 60]
