"""Calculation, ways over links, climbing and subjects within a row: by columns, and by rows with the same answers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

pytest.importorskip("polars")

from unionmodel.checking.engine import Bindings, RuleResult
from unionmodel.checking.register import checking as columns
from unionmodel.checking.rows import engine as rows
from unionmodel.language import Text
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.rules.calendar import DaysLater, MonthOf, YearOf
from unionmodel.rules.choices import Certain, Depending, FirstRow
from unionmodel.rules.expr import FULL_YEAR, ON, Calculated, Expr, Found, Literal_, Parameter
from unionmodel.rules.facts import Aggregate, Derived, FirstOf, Itself, LookUp, Somewhere, Step
from unionmodel.rules.kin import Overtaken, Twin, Upward
from unionmodel.rules.rule import Force, Part, Rule
from unionmodel.rules.searches import Climb, CountyLevel, Nearest
from unionmodel.rules.terms import (
    activities,
    affiliations,
    covers,
    employers,
    funding,
    headcounts,
    members,
    places,
    unions,
)
from unionmodel.rules.types import BOOL, DATE, MONEY, NUMBER

SAYS = Text(zh="话", en="words")
YES = Literal_(True, BOOL)
NAME = ("fact", "事实", "fact")
UNKNOWN, NONE = None, -1
LAST_DAY = date(9999, 12, 31)

#: A nation, a province, a prefecture with two counties; one holds a township with a community.
PLACES = [
    {"code": "N", "level": "nation"},
    {"code": "P", "level": "province", "parent": "N"},
    {"code": "F", "level": "prefecture", "parent": "P"},
    {"code": "C", "level": "county", "parent": "F"},
    {"code": "T", "level": "township", "parent": "C"},
    {"code": "V", "level": "community", "parent": "T"},
    {"code": "D", "level": "county", "parent": "F"},
]


def structure(**tables: list[dict[str, Any]]) -> Structure:
    return Structure(base_places=None, **{"places": PLACES, **tables})


def some_unions(**cells: Sequence[Any]) -> Structure:
    """Return a structure of unions u0, u1, ... with the given cells."""
    count = len(next(iter(cells.values())))
    return structure(
        unions=[{"id": f"u{row}", **{name: column[row] for name, column in cells.items()}} for row in range(count)]
    )


def bindings(**more: Any) -> Bindings:
    return Bindings(**{"on": date(2022, 6, 30), **more})


def made_of(*parts: Part, **more: Any) -> Rule:
    return Rule("TST001", "test", SAYS, more.pop("force", Force.MUST), (), parts, SAYS, SAYS, SAYS, **more)


def by_columns(made: Structure, fact: Derived, rows_of_it: range, bound: Bindings) -> list[Any]:
    table = TABLES[str(fact.home)]
    _, found = columns.run(made, [made_of(Part(table, YES, YES, {"fact": fact}))], bound)
    return [found.leaf(fact, row) for row in rows_of_it]


def by_rows(made: Structure, fact: Derived, rows_of_it: range, bound: Bindings) -> list[Any]:
    found = rows.compute(made, [fact], bound)
    return [found.leaf(fact, row) for row in rows_of_it]


@pytest.mark.parametrize("engine", [by_columns, by_rows])
class TestValues:
    """What a tree says of every row of its table."""

    engine: Any

    @pytest.fixture(autouse=True)
    def _by(self, engine: Any) -> None:
        self.engine = engine

    def values(self, made: Structure, tree: Expr, **settings: Any) -> list[Any]:
        fact = Derived(*NAME, tree)
        table = str(fact.home)
        count = len(made.geography.codes) if table == "places" else made.size(table)
        found: list[Any] = self.engine(made, fact, range(count), bindings(**settings))
        return found


class TestNodes(TestValues):
    def test_whole_numbers_are_calculated_and_a_blank_leaves_the_result_unknown(self) -> None:
        made = some_unions(members=[7, 7, None], women_members=[2, None, 2])
        one, other = unions.members, unions.women_members
        assert self.values(made, one + other) == [9, UNKNOWN, UNKNOWN]
        assert self.values(made, one - other) == [5, UNKNOWN, UNKNOWN]
        assert self.values(made, other - one) == [-5, UNKNOWN, UNKNOWN]
        assert self.values(made, one * other) == [14, UNKNOWN, UNKNOWN]
        assert self.values(made, one // other) == [3, UNKNOWN, UNKNOWN]

    def test_what_is_divided_is_rounded_down_below_zero_too(self) -> None:
        made = some_unions(members=[0, 1, 6, 7])
        assert self.values(made, (Literal_(0, NUMBER) - unions.members) // 6) == [0, -1, -1, -2]
        assert self.values(made, unions.members // -6) == [0, -1, -1, -2]

    def test_money_is_shared_out_in_whole_fen(self) -> None:
        made = some_unions(subsidy_standard=["20000.00", "0.01"])
        months = Calculated("*", unions.subsidy_standard, Literal_(7, NUMBER))
        assert self.values(made, months // 12) == [1166666, 0]

    def test_a_total_counts_with_its_known_part(self) -> None:
        funds = Aggregate("funds", "经费", "funds", how="total", by=funding.union.row, of=funding.amount)
        made = structure(
            unions=[{"id": "whole"}, {"id": "open"}, {"id": "none"}],
            funding=[
                {"union": name, "year": 2022, "amount": amount}
                for name, amount in (("whole", "5"), ("open", "5"), ("open", None))
            ],
        )
        assert self.values(made, funds) == [500, -501, 0]
        assert self.values(made, funds * 2) == [1000, 1000, 0]
        assert self.values(made, funds + funds) == [1000, 1000, 0]
        assert self.values(made, Literal_(300, MONEY) - funds) == [-200, -200, 300]

    @pytest.mark.parametrize(
        ("on", "year"),
        [(date(2022, 12, 31), 2022), (date(2022, 12, 30), 2021), (date(2023, 1, 1), 2022), (date(2024, 2, 29), 2023)],
    )
    def test_the_last_completed_year_is_this_one_on_its_last_day_only(self, on: date, year: int) -> None:
        made = some_unions(term_years=[year - 1, year, year + 1])
        assert self.values(made, unions.term_years == FULL_YEAR, on=on) == [False, True, False]

    def test_the_first_row_that_was_found_counts_and_an_unknown_one_ends_the_search(self) -> None:
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
        assert self.values(made, first) == [0, NONE, UNKNOWN, NONE, UNKNOWN]
        assert self.values(made, second) == [1, 1, 1, NONE, UNKNOWN]
        taken = FirstRow((first, second))
        assert self.values(made, taken) == [0, 1, UNKNOWN, NONE, UNKNOWN]
        assert self.values(made, FirstRow((second, first))) == [1, 1, 1, NONE, UNKNOWN]
        assert self.values(made, Found(taken)) == [True, True, UNKNOWN, False, UNKNOWN]
        assert self.values(made, LookUp("name", "名", "id", Derived("taken", "取", "taken", taken), unions.id)) == [
            "t", "c", UNKNOWN, UNKNOWN, UNKNOWN,
        ]  # fmt: skip

    def test_a_number_hangs_on_a_condition(self) -> None:
        made = some_unions(legal_person=[True, False, None, True], members=[1, 2, 3, None], women_members=[7, 8, 9, 9])
        number = Depending(unions.legal_person == True, unions.members, unions.women_members)  # noqa: E712
        assert self.values(made, number) == [1, 8, UNKNOWN, UNKNOWN]

    def test_a_total_that_hangs_on_a_condition_stays_known_only_from_below(self) -> None:
        count = {"how": "total", "by": activities.union.row, "of": activities.participants}
        some = Aggregate("some", "一", "some", **count, where=activities.kind == "training")
        others = Aggregate("others", "二", "others", **count, where=activities.kind == "assessment")
        total = Depending(unions.vertical == True, some, others)  # noqa: E712
        made = structure(
            unions=[{"id": "u", "vertical": True}, {"id": "w", "vertical": False}],
            activities=[
                {"union": name, "kind": kind, "participants": number}
                for name in ("u", "w")
                for kind, number in (("training", 4), ("training", None), ("assessment", 6))
            ],
        )
        assert self.values(made, total) == [-5, 6]
        assert self.values(made, total.known()) == [False, True]
        assert self.values(made, total > 3) == [True, True]
        assert self.values(made, total > 4) == [UNKNOWN, True]
        assert self.values(made, total * 10) == [40, 60]

    def test_two_bounds_give_a_verdict_only_where_they_agree(self) -> None:
        cells = [(a, b) for a in (True, None, False) for b in (True, None, False)]
        made = some_unions(legal_person=[a for a, _ in cells], chair_full_time=[b for _, b in cells])
        verdict = Certain(unions.legal_person == True, unions.chair_full_time == True)  # noqa: E712
        assert self.values(made, verdict) == [True, True, True, None, None, False, None, None, False]

    def test_a_date_has_a_year_and_a_month(self) -> None:
        made = some_unions(founded_on=[date(2021, 12, 31), date(2022, 1, 1), None])
        assert self.values(made, YearOf(unions.founded_on)) == [2021, 2022, UNKNOWN]
        assert self.values(made, MonthOf(unions.founded_on)) == [12, 1, UNKNOWN]
        assert self.values(made, YearOf(unions.founded_on) == YearOf(ON)) == [False, True, UNKNOWN]
        assert self.values(made, YearOf(unions.founded_on).is_in(2021)) == [True, False, UNKNOWN]

    def test_days_are_added_over_months_years_and_leap_days(self) -> None:
        days = [date(2024, 2, 28), date(2023, 2, 28), date(2022, 12, 31), None]
        made = some_unions(founded_on=days)
        assert self.values(made, DaysLater(unions.founded_on, Literal_(1, NUMBER))) == [
            date(2024, 2, 29), date(2023, 3, 1), date(2023, 1, 1), UNKNOWN,
        ]  # fmt: skip
        assert self.values(made, DaysLater(unions.founded_on, Literal_(0, NUMBER))) == days
        assert self.values(made, DaysLater(unions.founded_on, Literal_(-365, NUMBER)))[1] == date(2022, 2, 28)

    @pytest.mark.parametrize("days", [0, 30, 36_525, 10_000_000, 10**12])
    def test_any_number_of_days_can_be_a_parameter_and_the_calendar_ends_it(self, days: int) -> None:
        made = some_unions(founded_on=[date(2022, 1, 31), date(9999, 12, 30)])
        later = DaysLater(unions.founded_on, Parameter("days", NUMBER))
        expected = [
            day + timedelta(days) if days <= (LAST_DAY - day).days else LAST_DAY
            for day in (date(2022, 1, 31), date(9999, 12, 30))
        ]
        assert self.values(made, later, values={"days": days}) == expected

    def test_days_can_be_those_of_the_row(self) -> None:
        made = some_unions(founded_on=[date(2022, 1, 1)] * 2, members=[3, None])
        assert self.values(made, DaysLater(unions.founded_on, unions.members)) == [date(2022, 1, 4), UNKNOWN]
        assert self.values(made, DaysLater(ON, unions.members)) == [date(2022, 7, 3), UNKNOWN]
        assert self.values(made, unions.founded_on <= DaysLater(Parameter("day", DATE), unions.members),
                           values={"day": date(2021, 12, 29)}) == [True, UNKNOWN]  # fmt: skip


IN_FORCE = affiliations.since <= ON
TO_UNIONS = Step(by=covers.employer.row, to=covers.union.row, where=covers.union.known())
TO_FEDERATIONS = Step(by=affiliations.union.row, to=affiliations.federation.row, where=IN_FORCE)
DAY = date(2020, 1, 1)


def over_links(**more: Any) -> Structure:
    """Return employers e and f, covered by unions a and b (e twice by a), which belong to the federations x and y."""
    links = [("a", "e"), ("a", "e"), ("b", "e"), ("b", "f"), ("gone", "f"), (None, "f"), ("a", None)]
    belongs = [
        ("a", "x", DAY),
        ("b", "x", DAY),
        ("b", "y", DAY),
        ("a", "y", None),
        ("a", "gone", DAY),
        (None, "x", DAY),
    ]
    return structure(
        **{
            "unions": [{"id": name, "place": "C"} for name in ("x", "y", "a", "b")],
            "employers": [{"id": "e"}, {"id": "f"}],
            "covers": [{"union": union, "employer": employer} for union, employer in links],
            "affiliations": [{"union": a, "federation": b, "since": since} for a, b, since in belongs],
            "headcounts": [
                {"employer": employer, "group": group, "workers": workers}
                for employer, group, workers in [
                    ("e", "courier", 10), ("e", "other", 100), ("f", "courier", None), ("gone", "other", 7), (None, "other", 7),
                ]
            ],
            **more,
        }
    )  # fmt: skip


class TestWaysOverLinks(TestValues):
    def counted(self, made: Structure, **more: Any) -> list[Any]:
        way = {"by": headcounts.employer.row, "through": (TO_UNIONS, TO_FEDERATIONS), **more}
        return self.values(made, Aggregate("count", "数", "count", how="count", **way))

    def added(self, made: Structure, **more: Any) -> list[Any]:
        way = {"by": headcounts.employer.row, "through": (TO_UNIONS, TO_FEDERATIONS), **more}
        return self.values(made, Aggregate("total", "和", "total", how="total", of=headcounts.workers, **way))

    def test_a_row_counts_once_at_each_row_that_the_links_reach(self) -> None:
        assert self.counted(over_links()) == [3, 3, 0, 0]
        assert self.added(over_links()) == [-111, -111, 0, 0]

    def test_one_step_ends_at_the_unions_themselves(self) -> None:
        assert self.counted(over_links(), through=(TO_UNIONS,)) == [0, 0, 2, 3]
        assert self.added(over_links(), through=(TO_UNIONS,)) == [0, 0, 110, -111]

    def test_only_rows_in_where_count(self) -> None:
        courier = headcounts.group == "courier"
        assert self.counted(over_links(), where=courier) == [2, 2, 0, 0]
        assert self.added(over_links(), where=courier & headcounts.workers.known()) == [10, 10, 0, 0]

    def test_a_row_counts_beside_too_but_not_twice(self) -> None:
        near = Nearest(
            "near", "近", "near", start=headcounts.place.row, among=unions.id == "x", anchor=unions.place.row
        )
        made = over_links(
            headcounts=[
                {"employer": employer, "place": place, "workers": workers}
                for employer, place, workers in [("e", "T", 1), ("f", "D", 20), (None, "V", 300), (None, "D", 4000)]
            ]
        )
        assert self.values(made, near) == [0, NONE, 0, NONE]
        assert self.added(made, beside=near) == [321, 21, 0, 0]
        assert self.counted(made, beside=near) == [3, 2, 0, 0]
        assert self.added(made, beside=near, through=(TO_UNIONS,)) == [301, 0, 1, 21]

    def test_a_row_can_count_at_two_references_of_its_own(self) -> None:
        made = some_unions(
            superior=["u1", "u2", None, "gone"], second_superior=["u1", None, "u1", "u0"], members=[1, 20, 300, 4000]
        )
        both = {"by": unions.superior.row, "beside": unions.second_superior.row}
        assert self.values(made, Aggregate("n", "数", "n", how="count", **both)) == [1, 2, 1, 0]
        assert self.values(made, Aggregate("n", "和", "n", how="total", of=unions.members, **both)) == [
            4000, 301, 20, 0,
        ]  # fmt: skip

    def test_the_same_rows_over_different_ways_are_told_apart(self) -> None:
        row = headcounts.employer.row
        one = Aggregate("one", "一", "one", how="count", by=row, through=(TO_UNIONS,))
        two = Aggregate("two", "二", "two", how="count", by=row, through=(TO_UNIONS, TO_FEDERATIONS))
        assert self.values(over_links(), one * 10 + two) == [3, 3, 20, 30]

    @pytest.mark.parametrize("table", ["covers", "affiliations"])
    def test_without_links_a_row_counts_beside_only(self, table: str) -> None:
        itself = Nearest(
            "near", "近", "near", start=headcounts.place.row, among=unions.id.known(), anchor=unions.place.row
        )
        made = over_links(**{table: []}, headcounts=[{"employer": "e", "place": "V", "workers": 5}, {"employer": "e"}])
        assert self.counted(made) == [0, 0, 0, 0]
        assert self.added(made) == [0, 0, 0, 0]
        assert self.counted(made, beside=itself) == [0, 0, 1, 0]

    def test_without_rows_nothing_counts_and_unrecorded_nothing_is_known(self) -> None:
        recorded = Somewhere("recorded", "有记录", "recorded", among="headcounts")
        made = over_links(headcounts=[])
        assert self.counted(made) == [0, 0, 0, 0]
        assert self.added(made) == [0, 0, 0, 0]
        assert self.counted(made, recorded=recorded) == [-1, -1, -1, -1]
        assert self.added(made, recorded=recorded) == [-1, -1, -1, -1]
        assert self.added(over_links(), recorded=recorded) == [-111, -111, 0, 0]


COUNTY = Climb(
    "county", "县", "county", start=unions.place.row, until=CountyLevel("county level", "县级", "county level")
)
CIRCLE = [{"code": "A", "parent": "B"}, {"code": "B", "parent": "A"}, {"code": "L", "parent": "A", "level": "township"}]


class TestClimbing(TestValues):
    def test_the_first_place_upward_that_fits_is_the_place_itself_or_above_it(self) -> None:
        made = some_unions(place=["V", "T", "C", "D", "F", None, "gone"])
        row = made.geography.row
        assert self.values(made, COUNTY) == [row["C"], row["C"], row["C"], row["D"], NONE, UNKNOWN, UNKNOWN]
        assert self.values(made, Found(COUNTY)) == [True, True, True, True, False, UNKNOWN, UNKNOWN]

    def test_what_is_unknown_of_a_place_does_not_fit(self) -> None:
        spots = [{"code": "A", "level": None}, {"code": "B", "parent": "A", "level": None}]
        made = structure(
            places=[*PLACES, *spots, {"code": "E", "parent": "B", "level": "park"}], unions=[{"id": "u", "place": "E"}]
        )
        fits = Climb("fit", "合", "fit", start=unions.place.row, until=places.level == "county")
        assert self.values(made, fits) == [NONE]
        fits = Climb("fit", "合", "fit", start=unions.place.row, until=~(places.level == "park").or_else(True))
        assert self.values(made, fits) == [NONE]
        fits = Climb("fit", "合", "fit", start=unions.place.row, until=~places.level.known())
        assert self.values(made, fits) == [made.geography.row["B"]]

    def test_a_climb_can_begin_at_the_place_that_is_judged(self) -> None:
        made = some_unions(place=["V"])
        row = made.geography.row
        fact = Climb("fit", "合", "fit", start=Itself("places"), until=places.level.is_in("province", "county"))
        assert self.values(made, fact) == [
            row[code] if code else NONE for code in (None, "P", "P", "C", "C", "C", "D")
        ]  # fmt: skip

    def test_a_circle_of_places_ends_the_climb(self) -> None:
        made = structure(places=CIRCLE, unions=[{"id": "u", "place": "L"}, {"id": "w", "place": "A"}])
        row = made.geography.row
        fact = Climb("fit", "合", "fit", start=unions.place.row, until=places.level == "county")
        assert self.values(made, fact) == [NONE, NONE]
        fact = Climb("fit", "合", "fit", start=unions.place.row, until=places.code == "B")
        assert self.values(made, fact) == [row["B"], row["B"]]

    def test_a_climb_can_begin_where_another_ended(self) -> None:
        made = some_unions(place=["V", "F", None])
        further = Climb("above", "上", "above", start=COUNTY, until=places.level == "province")
        assert self.values(made, further) == [made.geography.row["P"], NONE, UNKNOWN]

    def test_rows_count_where_a_climb_leads(self) -> None:
        made = some_unions(place=["V", "T", "D", "F", None], members=[1, 20, 300, 4000, 50000])
        total = Aggregate("total", "和", "total", how="total", by=COUNTY, of=unions.members)
        assert self.values(made, total) == [0, 0, 0, 21, 0, 0, 300]

    def test_of_rows_that_agree_the_last_one_is_the_twin(self) -> None:
        cells = [
            ("e", "survey"),
            ("e", "platform"),
            ("e", "survey"),
            ("f", "platform"),
            (None, "survey"),
            (None, "platform"),
        ]
        made = structure(headcounts=[{"employer": name, "source": source} for name, source in cells])
        fact = Twin(*NAME, by=(headcounts.employer, headcounts.place), where=headcounts.source == "survey")
        assert self.values(made, fact) == [2, 2, 2, NONE, 4, 4]

    def test_a_twin_agrees_in_dates_flags_and_numbers(self) -> None:
        made = some_unions(
            founded_on=[DAY, DAY, None, None, DAY],
            legal_person=[True, True, None, None, None],
            members=[0, 0, None, None, 0],
            vertical=[False, True, False, True, True],
        )
        for cells in ((unions.founded_on,), (unions.members,), (unions.members, unions.founded_on)):
            fact = Twin(*NAME, by=cells, where=unions.vertical == True)  # noqa: E712
            assert self.values(made, fact) == [4, 4, 3, 3, 4]
        fact = Twin(*NAME, by=(unions.founded_on, unions.legal_person), where=unions.vertical == True)  # noqa: E712
        assert self.values(made, fact) == [1, 1, 3, 3, 4]

    def test_a_row_can_be_looked_up_and_counted_at_its_twin(self) -> None:
        made = structure(
            headcounts=[
                {"employer": "e", "source": source, "workers": workers}
                for source, workers in (("survey", 10), ("platform", 12), ("association", None))
            ]
        )
        fact = Twin("twin", "同", "twin", by=(headcounts.employer,), where=headcounts.source == "survey")
        surveyed = LookUp("surveyed", "数", "surveyed", fact, headcounts.workers)
        assert self.values(made, headcounts.workers - surveyed) == [0, 2, UNKNOWN]
        others = Aggregate("others", "他", "others", how="count", by=fact, where=headcounts.source != "survey")
        assert self.values(made, others) == [2, 0, 0]


VERTICAL_UPWARD = Upward("upward", "上", "upward", parent=unions.superior.row, of=unions.legal_person == True)  # noqa: E712


class TestUpward(TestValues):
    def test_a_condition_holds_where_it_does_here_or_above(self) -> None:
        made = some_unions(superior=[None, "u0", "u1", None, "u3"], legal_person=[False, True, False, False, False])
        assert self.values(made, VERTICAL_UPWARD) == [False, True, True, False, False]

    def test_a_blank_above_leaves_it_unknown_unless_another_one_holds(self) -> None:
        made = some_unions(superior=[None, "u0", "u1", "u2"], legal_person=[False, None, False, True])
        assert self.values(made, VERTICAL_UPWARD) == [False, UNKNOWN, UNKNOWN, True]

    def test_a_superior_that_is_given_but_not_there_leaves_the_rest_unknown(self) -> None:
        made = some_unions(superior=["gone", "u0", "u1", None], legal_person=[False, False, True, False])
        assert self.values(made, VERTICAL_UPWARD) == [UNKNOWN, UNKNOWN, True, False]

    def test_a_circle_ends_and_everybody_in_it_sees_all_of_it(self) -> None:
        superior = ["u1", "u2", "u1", "u4", "u3", "u5"]
        made = some_unions(superior=superior, legal_person=[False, False, True, False, False, None])
        assert self.values(made, VERTICAL_UPWARD) == [True, True, True, False, False, UNKNOWN]

    def test_the_way_up_of_places_is_theirs(self) -> None:
        made = structure(places=[*PLACES, {"code": "X", "parent": "gone"}], unions=[{"id": "u", "place": "V"}])
        fact = Upward("upward", "上", "upward", parent=places.parent.row, of=(places.level == "county").or_else(False))
        assert self.values(made, fact) == [False, False, False, True, True, True, True, UNKNOWN]

    def test_shipped_places_go_up_to_their_own(self) -> None:
        made = Structure(unions=[{"id": "u", "name": "会", "kind": "basic_union", "place": "620200100"}])
        for code, answer in (("620200", True), ("620200100", True), ("000000", True), ("620100", False)):
            climb = Upward("upward", "上", "upward", parent=places.parent.row, of=places.code == code)
            assert self.values(made, LookUp("here", "此", "here", unions.place.row, climb)) == [answer]

    def test_a_chain_of_any_length_is_climbed(self) -> None:
        count = 5_000
        made = some_unions(
            superior=[None, *(f"u{row}" for row in range(count))], legal_person=[True, *([False] * count)]
        )
        assert self.values(made, VERTICAL_UPWARD) == [True] * (count + 1)

    def test_nobody_is_above_where_there_is_nobody(self) -> None:
        assert self.values(structure(), VERTICAL_UPWARD) == []


class TestOvertaken(TestValues):
    def overtaken(self, **cells: Sequence[Any]) -> list[Any]:
        """Return who is overtaken: of unions, by county, by participants of activities, in hired staff."""
        number = len(cells["staff"])
        workers = cells.pop("workers")
        wide = {"place": ["C"] * number, "vertical": [True] * number, **cells}
        made = structure(
            unions=[
                {"id": f"u{row}", "hired_staff": wide["staff"][row], "place": wide["place"][row], "vertical": wide["vertical"][row]}
                for row in range(number)
            ],
            activities=[
                {"union": f"u{row}", "participants": part}
                for row, parts in enumerate(workers)
                for part in (parts if isinstance(parts, tuple) else (parts,))
            ],
        )  # fmt: skip
        order = Aggregate("order", "序", "order", how="total", by=activities.union.row, of=activities.participants)
        fact = Overtaken(*NAME, by=COUNTY, order=order, of=unions.hired_staff, where=unions.vertical == True)  # noqa: E712
        return self.values(made, fact)

    def test_fewer_workers_and_yet_more_staff_overtakes(self) -> None:
        assert self.overtaken(workers=[10, 20, 30], staff=[2, 1, 2]) == [False, True, False]

    def test_equals_overtake_nobody(self) -> None:
        assert self.overtaken(workers=[10, 10, 20], staff=[1, 2, 2]) == [False, False, False]

    def test_only_rows_of_the_same_group_are_compared(self) -> None:
        assert self.overtaken(workers=[10, 20, 20], staff=[2, 1, 1], place=["C", "D", "V"]) == [False, False, True]
        assert self.overtaken(workers=[10, 20], staff=[2, 1], place=["F", "F"]) == [False, False]
        assert self.overtaken(workers=[10, 20, 20], staff=[2, 1, 1], place=["C", None, "gone"]) == [
            False, UNKNOWN, UNKNOWN,
        ]  # fmt: skip

    def test_only_rows_in_where_with_known_staff_overtake(self) -> None:
        assert self.overtaken(workers=[10, 20], staff=[2, 1], vertical=[False, True]) == [False, False]
        assert self.overtaken(workers=[10, 20], staff=[None, 1]) == [UNKNOWN, False]
        assert self.overtaken(workers=[10, 20], staff=[2, 1], vertical=[True, False]) == [False, True]

    def test_workers_known_only_from_below_may_be_more(self) -> None:
        # The other has at least 5: perhaps fewer than 20, perhaps not.
        assert self.overtaken(workers=[(5, None), 20], staff=[2, 1]) == [False, UNKNOWN]
        # The other has at least 20, so never fewer than 20.
        assert self.overtaken(workers=[(20, None), 20], staff=[2, 1]) == [False, False]
        # One's own number is at least 20: 10 is fewer whatever it turns out to be.
        assert self.overtaken(workers=[10, (20, None)], staff=[2, 1]) == [False, True]
        # One's own number is at least 5: it may turn out to be more than 10.
        assert self.overtaken(workers=[10, (5, None)], staff=[2, 1]) == [False, UNKNOWN]
        assert self.overtaken(workers=[10, (5, None)], staff=[1, 1]) == [False, False]
        # Two open numbers may stand in either order.
        assert self.overtaken(workers=[(9, None), (1, None)], staff=[2, 1]) == [False, UNKNOWN]

    def test_an_order_that_is_not_known_at_all_counts_as_at_least_none(self) -> None:
        made = some_unions(place=["C"] * 3, hired_staff=[3, 2, 1], members=[10, None, 30])
        fact = Overtaken(*NAME, by=COUNTY, order=unions.members, of=unions.hired_staff, where=unions.id.known())
        assert self.values(made, fact) == [False, UNKNOWN, True]

    def test_a_row_alone_is_overtaken_by_nobody(self) -> None:
        assert self.overtaken(workers=[(None,)], staff=[0]) == [False]
        assert self.overtaken(workers=[], staff=[]) == []

    def test_the_answer_is_that_of_comparing_every_pair(self) -> None:
        rooms = [
            (own, open_, staff, place)
            for own in (0, 1, 2)
            for open_ in (0, 1)
            for staff in (0, 1, None)
            for place in "CD"
        ]
        expected = []
        for own, open_, staff, place in rooms:
            if staff is None:
                expected.append(UNKNOWN)
                continue
            more = [(v, o) for v, o, s, p in rooms if p == place and s is not None and s > staff]
            surely = any(not o and v < own for v, o in more)
            perhaps = any(open_ or v < own for v, o in more)
            expected.append(True if surely else None if perhaps else False)
        found = self.overtaken(
            workers=[(own, None) if open_ else own for own, open_, _, _ in rooms],
            staff=[staff for _, _, staff, _ in rooms],
            place=[place for _, _, _, place in rooms],
        )
        assert found == expected


def test_none_is_not_a_row_that_resolves() -> None:
    made = structure(unions=[{"id": "c", "place": "C"}], headcounts=[{"place": "V"}, {"place": "N"}])
    near = Nearest("near", "近", "near", start=headcounts.place.row, among=unions.id.known(), anchor=unions.place.row)
    fact = Derived(*NAME, FirstOf("first", "一", "first", (near, near)))
    assert by_columns(made, fact, range(2), bindings()) == [0, UNKNOWN]


# Subjects


@pytest.mark.parametrize("engine", [columns.run, rows.run])
class TestSubjects:
    def result(self, engine: Any, made: Structure, *parts: Part, **more: Any) -> RuleResult:
        settings = {name: more.pop(name) for name in ("on", "values") if name in more}
        [result], _ = engine(made, [made_of(*parts, **more)], bindings(**settings))
        assert isinstance(result, RuleResult)
        return result

    def test_only_rows_for_which_among_is_true_are_subjects(self, engine: Any) -> None:
        made = some_unions(vertical=[True] * 4 + [False] * 4, members=[9, 1, None, 0] * 2)
        part = Part(
            TABLES["unions"],
            ~(unions.members == 0).or_else(False),
            unions.members > 5,
            among=unions.vertical == True,  # noqa: E712
        )
        found = self.result(engine, made, part)
        assert found.counts == {"held": 1, "broken": 1, "cannot_tell": 1, "not_applicable": 1}
        assert list(found.hits) == [(0, 1, "broken"), (0, 2, "cannot_tell")]

    def test_a_row_of_which_it_is_not_known_is_no_subject(self, engine: Any) -> None:
        made = some_unions(legal_person=[True, None, False], members=[1, 1, 1])
        part = Part(TABLES["unions"], YES, unions.members > 5, among=unions.legal_person == True)  # noqa: E712
        assert self.result(engine, made, part).counts == {"held": 0, "broken": 1, "cannot_tell": 0, "not_applicable": 0}

    def test_the_parts_of_a_rule_have_subjects_of_their_own(self, engine: Any) -> None:
        made = some_unions(members=[1, 2, 3])
        parts = [
            Part(TABLES["unions"], YES, unions.members > 5, among=unions.members >= least, about=str(least))
            for least in (1, 3)
        ]
        found = self.result(engine, made, *parts, Part(TABLES["unions"], YES, unions.members < 3))
        assert found.counts == {"held": 2, "broken": 5, "cannot_tell": 0, "not_applicable": 0}
        assert list(found.hits) == [
            (0, 0, "broken"), (0, 1, "broken"), (0, 2, "broken"), (1, 2, "broken"), (2, 2, "broken"),
        ]  # fmt: skip

    def test_a_rule_that_has_not_begun_counts_only_its_subjects(self, engine: Any) -> None:
        made = some_unions(members=[1, 9, None], superior=["u1", "u1", "u1"])
        led = Aggregate("led", "下级", "led", how="count", by=unions.superior.row)
        part = Part(TABLES["unions"], YES, unions.members > 5, among=led > 0)
        found = self.result(engine, made, part, starts=date(2022, 7, 1))
        assert found.counts == {"held": 0, "broken": 0, "cannot_tell": 0, "not_applicable": 1}
        assert list(found.hits) == []
        part = Part(TABLES["unions"], YES, unions.members > Parameter("limit", NUMBER), among=led == 0)
        found = self.result(engine, made, part)
        assert found.counts == {"held": 0, "broken": 0, "cannot_tell": 0, "not_applicable": 2}
        found = self.result(engine, made, part, values={"limit": 5})
        assert found.counts == {"held": 0, "broken": 1, "cannot_tell": 1, "not_applicable": 0}

    def test_of_places_only_the_touched_ones_are_subjects(self, engine: Any) -> None:
        made = Structure(unions=[{"id": "u", "name": "会", "kind": "basic_union", "place": "620102001"}])
        part = Part(TABLES["places"], YES, places.level == "county", among=places.level.is_in("county", "prefecture"))
        found = self.result(engine, made, part)
        assert found.counts == {"held": 1, "broken": 1, "cannot_tell": 0, "not_applicable": 0}
        assert list(found.hits) == [(0, made.geography.row["620100"], "broken")]
        found = self.result(engine, made, part, starts=date(2022, 7, 1))
        assert found.counts == {"held": 0, "broken": 0, "cannot_tell": 0, "not_applicable": 2}

    def test_a_table_without_rows_has_no_subjects(self, engine: Any) -> None:
        part = Part(TABLES["members"], YES, members.group.known(), among=members.employer.known())
        for starts in (None, date(2022, 7, 1)):
            found = self.result(engine, structure(), part, starts=starts)
            assert found.counts == {"held": 0, "broken": 0, "cannot_tell": 0, "not_applicable": 0}

    def test_rules_that_have_begun_and_rules_that_have_not_are_judged_together(self, engine: Any) -> None:
        made = structure(
            unions=[{"id": "u", "members": 3}, {"id": "w", "members": 8}], employers=[{"id": "e", "workers": 2}]
        )
        late = made_of(
            Part(TABLES["unions"], YES, unions.members > 5, among=unions.members > 5), starts=date(2022, 7, 1)
        )
        now = made_of(
            Part(TABLES["unions"], YES, unions.members > 5), Part(TABLES["employers"], YES, employers.workers > 5)
        )
        results, _ = engine(made, [late, now], bindings())
        assert [result.rule for result in results] == [late, now]
        assert results[0].counts == {"held": 0, "broken": 0, "cannot_tell": 0, "not_applicable": 1}
        assert results[1].counts == {"held": 1, "broken": 2, "cannot_tell": 0, "not_applicable": 0}
