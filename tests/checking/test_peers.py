"""Rows that agree in some cells, by rows and by columns: the last, the next by date, those that overtake."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.checking.engines import COUNTY, DAY, NAME, NONE, UNKNOWN, Engine, some_unions, structure
from unionmodel.rules.facts import Aggregate, LessButMore, LookUp, Peers
from unionmodel.rules.terms import activities, headcounts, unions

FIRST, SECOND, THIRD = date(2022, 1, 1), date(2022, 1, 2), date(2022, 1, 3)

# The last


def test_of_rows_that_agree_the_last_one_is_the_twin(engine: Engine) -> None:
    cells = [
        ("e", "survey"),
        ("e", "platform"),
        ("e", "survey"),
        ("f", "platform"),
        (None, "survey"),
        (None, "platform"),
    ]
    made = structure(headcounts=[{"employer": name, "source": source} for name, source in cells])
    fact = Peers(*NAME, by=(headcounts.employer, headcounts.place), where=headcounts.source == "survey", pick="last")
    assert engine.values(made, fact) == [2, 2, 2, NONE, 4, 4]


def test_a_twin_agrees_in_dates_flags_and_numbers(engine: Engine) -> None:
    made = some_unions(
        founded_on=[DAY, DAY, None, None, DAY],
        legal_person=[True, True, None, None, None],
        members=[0, 0, None, None, 0],
        vertical=[False, True, False, True, True],
    )
    for cells in ((unions.founded_on,), (unions.members,), (unions.members, unions.founded_on)):
        fact = Peers(*NAME, by=cells, where=unions.vertical == True, pick="last")  # noqa: E712
        assert engine.values(made, fact) == [4, 4, 3, 3, 4]
    fact = Peers(*NAME, by=(unions.founded_on, unions.legal_person), where=unions.vertical == True, pick="last")  # noqa: E712
    assert engine.values(made, fact) == [1, 1, 3, 3, 4]


def test_a_row_can_be_looked_up_and_counted_at_its_twin(engine: Engine) -> None:
    made = structure(
        headcounts=[
            {"employer": "e", "source": source, "workers": workers}
            for source, workers in (("survey", 10), ("platform", 12), ("association", None))
        ]
    )
    fact = Peers("twin", "同", "twin", by=(headcounts.employer,), where=headcounts.source == "survey", pick="last")
    surveyed = LookUp("surveyed", "数", "surveyed", fact, headcounts.workers)
    assert engine.values(made, headcounts.workers - surveyed) == [0, 2, UNKNOWN]
    others = Aggregate("others", "他", "others", how="count", by=fact, where=headcounts.source != "survey")
    assert engine.values(made, others) == [2, 0, 0]


def test_the_last_by_date_may_stand_anywhere_in_the_file(engine: Engine) -> None:
    days = [SECOND, None, THIRD, THIRD, FIRST, None]
    made = some_unions(
        founded_on=days, name=["甲", "甲", "甲", "甲", "乙", "丙"], vertical=[True, True, True, True, True, False]
    )
    where = unions.vertical == True  # noqa: E712
    last = Peers(*NAME, by=(unions.name,), where=where, order=unions.founded_on, pick="last")
    assert engine.values(made, last) == [3, 3, 3, 3, 4, NONE]
    is_last = Peers(*NAME, by=(unions.name,), where=where, order=unions.founded_on, pick="is_last")
    assert engine.values(made, is_last) == [False, False, False, True, True, False]


def test_without_a_date_the_last_in_the_file_is_the_last(engine: Engine) -> None:
    made = some_unions(name=["甲", "乙", "甲", "甲"], vertical=[True, True, True, False])
    where = unions.vertical == True  # noqa: E712
    assert engine.values(made, Peers(*NAME, by=(unions.name,), where=where, pick="is_last")) == [
        False, True, True, False,
    ]  # fmt: skip


# The next by date


def following(engine: Engine, *days: date | None, **cells: Sequence[Any]) -> list[Any]:
    """Return the next union by the day of founding among those of the same name that are legal persons."""
    wide = {"name": ["甲"] * len(days), "legal_person": [True] * len(days), **cells}
    fact = Peers(*NAME, by=(unions.name,), where=unions.legal_person == True, order=unions.founded_on, pick="next")  # noqa: E712
    return engine.values(some_unions(founded_on=days, **wide), fact)


def test_the_next_row_is_that_of_the_nearest_later_day(engine: Engine) -> None:
    assert following(engine, THIRD, FIRST, SECOND) == [NONE, 2, 0]


def test_of_several_rows_of_the_next_day_the_last_in_the_file_is_the_next(engine: Engine) -> None:
    assert following(engine, SECOND, FIRST, SECOND, SECOND, FIRST) == [NONE, 3, NONE, NONE, 3]


def test_only_rows_that_agree_and_count_come_next(engine: Engine) -> None:
    assert following(engine, FIRST, SECOND, THIRD, legal_person=[True, None, True]) == [2, 2, NONE]
    assert following(engine, FIRST, SECOND, THIRD, name=["甲", "乙", "甲"]) == [2, NONE, NONE]


def test_what_comes_after_a_row_without_a_day_is_unknown_where_there_may_be_something(engine: Engine) -> None:
    assert following(engine, None, FIRST) == [UNKNOWN, NONE]
    assert following(engine, None, None) == [NONE, NONE]


# Those that overtake


def overtaken(engine: Engine, **cells: Sequence[Any]) -> list[Any]:
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
    fact = LessButMore(*NAME, by=COUNTY, order=order, of=unions.hired_staff, where=unions.vertical == True)  # noqa: E712
    return engine.values(made, fact)


def test_fewer_workers_and_yet_more_staff_overtakes(engine: Engine) -> None:
    assert overtaken(engine, workers=[10, 20, 30], staff=[2, 1, 2]) == [False, True, False]


def test_equals_overtake_nobody(engine: Engine) -> None:
    assert overtaken(engine, workers=[10, 10, 20], staff=[1, 2, 2]) == [False, False, False]


def test_only_rows_of_the_same_group_are_compared(engine: Engine) -> None:
    assert overtaken(engine, workers=[10, 20, 20], staff=[2, 1, 1], place=["C", "D", "V"]) == [False, False, True]
    assert overtaken(engine, workers=[10, 20], staff=[2, 1], place=["F", "F"]) == [False, False]
    assert overtaken(engine, workers=[10, 20, 20], staff=[2, 1, 1], place=["C", None, "gone"]) == [
        False, UNKNOWN, UNKNOWN,
    ]  # fmt: skip


def test_only_rows_in_where_with_known_staff_overtake(engine: Engine) -> None:
    assert overtaken(engine, workers=[10, 20], staff=[2, 1], vertical=[False, True]) == [False, False]
    assert overtaken(engine, workers=[10, 20], staff=[None, 1]) == [UNKNOWN, False]
    assert overtaken(engine, workers=[10, 20], staff=[2, 1], vertical=[True, False]) == [False, True]


def test_workers_known_only_from_below_may_be_more(engine: Engine) -> None:
    # The other has at least 5: perhaps fewer than 20, perhaps not.
    assert overtaken(engine, workers=[(5, None), 20], staff=[2, 1]) == [False, UNKNOWN]
    # The other has at least 20, so never fewer than 20.
    assert overtaken(engine, workers=[(20, None), 20], staff=[2, 1]) == [False, False]
    # One's own number is at least 20: 10 is fewer whatever it turns out to be.
    assert overtaken(engine, workers=[10, (20, None)], staff=[2, 1]) == [False, True]
    # One's own number is at least 5: it may turn out to be more than 10.
    assert overtaken(engine, workers=[10, (5, None)], staff=[2, 1]) == [False, UNKNOWN]
    assert overtaken(engine, workers=[10, (5, None)], staff=[1, 1]) == [False, False]
    # Two open numbers may stand in either order.
    assert overtaken(engine, workers=[(9, None), (1, None)], staff=[2, 1]) == [False, UNKNOWN]


def test_an_order_that_is_not_known_at_all_counts_as_at_least_none(engine: Engine) -> None:
    made = some_unions(place=["C"] * 3, hired_staff=[3, 2, 1], members=[10, None, 30])
    fact = LessButMore(*NAME, by=COUNTY, order=unions.members, of=unions.hired_staff, where=unions.id.known())
    assert engine.values(made, fact) == [False, UNKNOWN, True]


def test_a_row_alone_is_overtaken_by_nobody(engine: Engine) -> None:
    assert overtaken(engine, workers=[(None,)], staff=[0]) == [False]
    assert overtaken(engine, workers=[], staff=[]) == []


def test_the_answer_is_that_of_comparing_every_pair(engine: Engine) -> None:
    rooms = [
        (own, open_, staff, place) for own in (0, 1, 2) for open_ in (0, 1) for staff in (0, 1, None) for place in "CD"
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
    found = overtaken(
        engine,
        workers=[(own, None) if open_ else own for own, open_, _, _ in rooms],
        staff=[staff for _, _, staff, _ in rooms],
        place=[place for _, _, _, place in rooms],
    )
    assert found == expected
