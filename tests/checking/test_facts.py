"""Facts that look into other rows, by rows and by columns: references, aggregates, ways over links."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.checking.engines import ANY_UNION, DAY, NAME, NONE, UNKNOWN, Engine, some_unions, structure
from unionmodel.model.structure import Structure
from unionmodel.rules.expr import ON
from unionmodel.rules.facts import Aggregate, FirstOf, LookUp, Nearest, Peers, Step, Whole
from unionmodel.rules.terms import activities, affiliations, covers, employers, headcounts, unions

# References


def test_a_value_is_looked_up_through_a_reference(engine: Engine) -> None:
    made = some_unions(superior=["u1", "gone", None], members=[5, 7, 9], kind=["basic_union", "joint_union", None])
    look_up = LookUp(*NAME, unions.superior.row, unions.members)
    kind = LookUp(*NAME, unions.superior.row, unions.kind)
    assert engine.values(made, look_up) == [7, UNKNOWN, UNKNOWN]
    assert engine.values(made, kind) == ["joint_union", UNKNOWN, UNKNOWN]
    assert engine.values(made, kind == "joint_union") == [True, UNKNOWN, UNKNOWN]


def test_a_look_up_goes_through_another_look_up(engine: Engine) -> None:
    made = some_unions(superior=["u1", "u2", None], members=[5, 7, 9])
    above = LookUp("above", "上级", "above", unions.superior.row, unions.superior.row)
    assert engine.values(made, LookUp(*NAME, above, unions.members)) == [9, UNKNOWN, UNKNOWN]


def test_a_look_up_into_a_table_without_rows_is_unknown(engine: Engine) -> None:
    made = some_unions(lead_employer=["e", None])
    assert engine.values(made, LookUp(*NAME, unions.lead_employer.row, employers.workers)) == [UNKNOWN, UNKNOWN]


def test_a_look_up_through_a_union_that_was_not_found_is_unknown(engine: Engine) -> None:
    made = structure(unions=[{"id": "u", "place": "C", "members": 4}], headcounts=[{"place": "T"}, {"place": "D"}])
    nearest = Nearest("near", "近", "near", start=headcounts.place.row, among=ANY_UNION, anchor=unions.place.row)
    assert engine.values(made, LookUp(*NAME, nearest, unions.members)) == [4, UNKNOWN]


def test_the_first_reference_that_resolves_counts(engine: Engine) -> None:
    made = some_unions(superior=["u1", "gone", None, "u0"], second_superior=["u2", "u0", None, None])
    first = FirstOf(*NAME, (unions.superior.row, unions.second_superior.row))
    assert engine.values(made, first) == [1, 0, UNKNOWN, 0]


def test_none_is_not_a_row_that_resolves(engine: Engine) -> None:
    made = structure(unions=[{"id": "c", "place": "C"}], headcounts=[{"place": "V"}, {"place": "N"}])
    near = Nearest("near", "近", "near", start=headcounts.place.row, among=unions.id.known(), anchor=unions.place.row)
    assert engine.values(made, FirstOf(*NAME, (near, near))) == [0, UNKNOWN]


# Aggregates


def test_rows_are_counted_where_they_point_and_count(engine: Engine) -> None:
    made = structure(
        unions=[{"id": "u"}, {"id": "w"}, {"id": "x"}],
        covers=[
            {"union": "u", "employer": "e", "since": date(2020, 1, 1)},
            {"union": "u", "employer": "f", "since": None},
            {"union": "w", "employer": "e", "since": date(2030, 1, 1)},
            {"union": "gone", "employer": "e"},
            {"union": None, "employer": "e"},
        ],
    )
    count = Aggregate(*NAME, how="count", by=covers.union.row)
    dated = Aggregate(*NAME, how="count", by=covers.union.row, where=covers.since <= ON)
    assert engine.values(made, count) == [2, 1, 0]
    assert engine.values(made, dated) == [1, 0, 0]


def test_any_every_and_most_over_rows_with_blanks(engine: Engine) -> None:
    amounts: dict[str, list[str | None]] = {
        "high": ["9"], "mixed": ["9", "1", None], "open": ["1", None], "low": ["1"], "kept": ["9", None], "none": [],
    }  # fmt: skip
    made = structure(
        unions=[{"id": name} for name in amounts],
        activities=[
            {"union": name, "participants": amount and int(amount)}
            for name, given in amounts.items()
            for amount in given
        ],
    )
    many = activities.participants > 5
    by = activities.union.row
    assert engine.values(made, Aggregate(*NAME, how="any", by=by, of=many)) == [True, True, None, False, True, False]
    assert engine.values(made, Aggregate(*NAME, how="every", by=by, of=many)) == [True, False, False, False, None, True]
    assert engine.values(made, Aggregate(*NAME, how="most", by=by, of=activities.participants)) == [9, 9, 1, 1, 9, None]
    known = activities.participants.known()
    assert engine.values(made, Aggregate(*NAME, how="every", by=by, of=many, where=known)) == [
        True, False, False, False, True, True,
    ]  # fmt: skip


def test_aggregates_of_a_table_without_rows(engine: Engine) -> None:
    made = structure(unions=[{"id": "u"}])
    by = covers.union.row
    begun = covers.since <= ON
    facts = [
        Aggregate(*NAME, how="count", by=by),
        Aggregate(*NAME, how="any", by=by, of=begun),
        Aggregate(*NAME, how="every", by=by, of=begun),
    ]
    assert [engine.values(made, fact) for fact in facts] == [[0], [False], [True]]


def test_rows_of_a_place_count_at_every_place_above_it(engine: Engine) -> None:
    made = structure(
        headcounts=[
            {"place": "V", "group": "courier", "workers": 4},
            {"place": "T", "group": "courier", "workers": 2},
            {"place": "D", "group": "courier", "workers": None},
            {"place": "gone", "group": "courier", "workers": 100},
        ]
    )
    by = headcounts.place.row
    total = Aggregate(*NAME, how="total", by=by, of=headcounts.workers, upward=True)
    assert engine.values(made, total) == [-7, -7, -7, 6, 6, 4, -1]
    assert engine.values(made, Aggregate(*NAME, how="count", by=by, upward=True)) == [3, 3, 3, 2, 2, 1, 1]
    small = headcounts.workers < 3
    assert engine.values(made, Aggregate(*NAME, how="any", by=by, of=small, upward=True)) == [
        True, True, True, True, True, False, UNKNOWN,
    ]  # fmt: skip
    assert engine.values(made, Aggregate(*NAME, how="every", by=by, of=small, upward=True)) == [
        False, False, False, False, False, False, UNKNOWN,
    ]  # fmt: skip
    assert engine.values(made, Aggregate(*NAME, how="most", by=by, of=headcounts.workers, upward=True)) == [
        4, 4, 4, 4, 4, 4, UNKNOWN,
    ]  # fmt: skip


def test_whether_any_row_of_a_table_fulfils_a_condition_is_asked_once(engine: Engine) -> None:
    made = some_unions(members=[1, None])
    assert engine.values(made, Whole(*NAME, "any", unions.members == 1) & (unions.members == 1)) == [True, UNKNOWN]
    assert engine.values(made, Whole(*NAME, "any", unions.members == 2) & (unions.members == 1)) == [False, False]
    assert engine.values(made, Whole(*NAME, "any", among="covers") | (unions.members == 1)) == [True, UNKNOWN]


def test_the_latest_row_counts_and_of_one_day_the_last(engine: Engine) -> None:
    days = [date(2022, 1, 1), date(2022, 2, 1), date(2022, 2, 1), None, date(2023, 1, 1)]
    rows = [{"place": "C", "group": "courier", "workers": 1, "as_of": day} for day in days]
    others = [
        {"place": None, "group": "courier", "as_of": None},
        {"place": None, "group": "courier", "as_of": None},
        {"place": "C", "group": None, "as_of": date(2022, 1, 1)},
        {"place": "C", "group": None, "as_of": None},
    ]
    made = structure(headcounts=[*rows, *others])
    latest = Peers(
        *NAME,
        by=(headcounts.employer, headcounts.place, headcounts.group),
        where=(headcounts.as_of <= ON).or_else(True),
        order=headcounts.as_of,
        pick="is_last",
    )
    assert engine.values(made, latest) == [False, False, True, False, False, False, True, True, False]


# Ways over links

IN_FORCE = affiliations.since <= ON

TO_UNIONS = Step(by=covers.employer.row, to=covers.union.row, where=covers.union.known())

TO_FEDERATIONS = Step(by=affiliations.union.row, to=affiliations.federation.row, where=IN_FORCE)


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


def counted(engine: Engine, made: Structure, **more: Any) -> list[Any]:
    way = {"by": headcounts.employer.row, "through": (TO_UNIONS, TO_FEDERATIONS), **more}
    return engine.values(made, Aggregate("count", "数", "count", how="count", **way))


def added(engine: Engine, made: Structure, **more: Any) -> list[Any]:
    way = {"by": headcounts.employer.row, "through": (TO_UNIONS, TO_FEDERATIONS), **more}
    return engine.values(made, Aggregate("total", "和", "total", how="total", of=headcounts.workers, **way))


def test_a_row_counts_once_at_each_row_that_the_links_reach(engine: Engine) -> None:
    assert counted(engine, over_links()) == [3, 3, 0, 0]
    assert added(engine, over_links()) == [-111, -111, 0, 0]


def test_one_step_ends_at_the_unions_themselves(engine: Engine) -> None:
    assert counted(engine, over_links(), through=(TO_UNIONS,)) == [0, 0, 2, 3]
    assert added(engine, over_links(), through=(TO_UNIONS,)) == [0, 0, 110, -111]


def test_only_rows_in_where_count(engine: Engine) -> None:
    courier = headcounts.group == "courier"
    assert counted(engine, over_links(), where=courier) == [2, 2, 0, 0]
    assert added(engine, over_links(), where=courier & headcounts.workers.known()) == [10, 10, 0, 0]


def test_a_row_counts_beside_too_but_not_twice(engine: Engine) -> None:
    near = Nearest("near", "近", "near", start=headcounts.place.row, among=unions.id == "x", anchor=unions.place.row)
    made = over_links(
        headcounts=[
            {"employer": employer, "place": place, "workers": workers}
            for employer, place, workers in [("e", "T", 1), ("f", "D", 20), (None, "V", 300), (None, "D", 4000)]
        ]
    )
    assert engine.values(made, near) == [0, NONE, 0, NONE]
    assert added(engine, made, beside=near) == [321, 21, 0, 0]
    assert counted(engine, made, beside=near) == [3, 2, 0, 0]
    assert added(engine, made, beside=near, through=(TO_UNIONS,)) == [301, 0, 1, 21]


def test_a_row_can_count_at_two_references_of_its_own(engine: Engine) -> None:
    made = some_unions(
        superior=["u1", "u2", None, "gone"], second_superior=["u1", None, "u1", "u0"], members=[1, 20, 300, 4000]
    )
    both = {"by": unions.superior.row, "beside": unions.second_superior.row}
    assert engine.values(made, Aggregate("n", "数", "n", how="count", **both)) == [1, 2, 1, 0]
    assert engine.values(made, Aggregate("n", "和", "n", how="total", of=unions.members, **both)) == [
        4000, 301, 20, 0,
    ]  # fmt: skip


def test_the_same_rows_over_different_ways_are_told_apart(engine: Engine) -> None:
    row = headcounts.employer.row
    one = Aggregate("one", "一", "one", how="count", by=row, through=(TO_UNIONS,))
    two = Aggregate("two", "二", "two", how="count", by=row, through=(TO_UNIONS, TO_FEDERATIONS))
    assert engine.values(over_links(), one * 10 + two) == [3, 3, 20, 30]


@pytest.mark.parametrize("table", ["covers", "affiliations"])
def test_without_links_a_row_counts_beside_only(engine: Engine, table: str) -> None:
    itself = Nearest("near", "近", "near", start=headcounts.place.row, among=unions.id.known(), anchor=unions.place.row)
    made = over_links(**{table: []}, headcounts=[{"employer": "e", "place": "V", "workers": 5}, {"employer": "e"}])
    assert counted(engine, made) == [0, 0, 0, 0]
    assert added(engine, made) == [0, 0, 0, 0]
    assert counted(engine, made, beside=itself) == [0, 0, 1, 0]


def test_without_rows_nothing_counts_and_unrecorded_nothing_is_known(engine: Engine) -> None:
    recorded = Whole("recorded", "有记录", "recorded", "any", among="headcounts")
    made = over_links(headcounts=[])
    assert counted(engine, made) == [0, 0, 0, 0]
    assert added(engine, made) == [0, 0, 0, 0]
    assert counted(engine, made, recorded=recorded) == [-1, -1, -1, -1]
    assert added(engine, made, recorded=recorded) == [-1, -1, -1, -1]
    assert added(engine, over_links(), recorded=recorded) == [-111, -111, 0, 0]
