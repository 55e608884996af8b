"""What two structures have differently: rows with a key by their key, others by their cells and their subject."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

import unionmodel as um
from unionmodel.model.differences import RowChange, differences
from unionmodel.model.records import TABLES
from unionmodel.testing import near_misses

FUNDS = {"union": "u1", "year": 2022, "source": "fixed_subsidy"}
BEFORE = um.Structure(
    unions=[{"id": "u1", "name": "甲", "members": 7}, {"id": "u2", "name": "乙"}],
    funding=[{**FUNDS, "amount": 15000}, {**FUNDS, "amount": 400}],
)


def told(rows: tuple[RowChange, ...]) -> list[tuple[str, str, str]]:
    return [(row.how, row.table, row.subject) for row in rows]


def test_the_same_structure_differs_in_nothing() -> None:
    assert differences(BEFORE, BEFORE).rows == ()


def test_rows_with_a_key_are_the_same_in_whatever_order_they_stand() -> None:
    turned = um.Structure(
        unions=[{"id": "u2", "name": "乙"}, {"id": "u1", "name": "甲", "members": 7}],
        funding=[{**FUNDS, "amount": 15000}, {**FUNDS, "amount": 400}],
    )
    found = differences(BEFORE, turned)
    assert (found.rows, found.reordered) == ((), ())


def test_rows_without_a_key_in_another_order_are_told_as_that() -> None:
    turned = BEFORE.with_edits([um.remove("funding", 0), um.add(um.Funding(**FUNDS, amount=15000))])
    found = differences(BEFORE, turned)
    assert (found.rows, found.reordered) == ((), ("funding",))


def test_a_cell_is_told_with_its_value_before_and_after() -> None:
    after = BEFORE.with_edits([um.change("unions", "u1", members=None, superior="u2")])
    (row,) = differences(BEFORE, after).rows
    assert row.to_dict() == {
        "how": "changed",
        "table": "unions",
        "subject": "u1",
        "cells": [{"column": "superior", "from": None, "to": "u2"}, {"column": "members", "from": 7, "to": None}],
    }
    assert row.text.zh == "工会 u1：上级工会 空白 → u2，会员数 7 → 空白"
    assert row.text.en == "unions u1: superior blank → u2, members 7 → blank"


def test_of_two_rows_of_one_subject_the_one_that_agrees_stays() -> None:
    after = BEFORE.with_edits([um.change("funding", 0, amount="15000.50")])
    (row,) = differences(BEFORE, after).rows
    assert row.to_dict()["cells"] == [{"column": "amount", "from": "15000.00", "to": "15000.50"}]


def test_another_subject_is_another_row() -> None:
    after = BEFORE.with_edits([um.change("funding", 1, source="fiscal")])
    rows = differences(BEFORE, after).rows
    assert told(rows) == [
        ("added", "funding", "u1|2022|fiscal"),
        ("removed", "funding", "u1|2022|fixed_subsidy"),
    ]
    assert rows[0].text.zh == "新增一行：经费 u1|2022|fiscal"
    assert differences(BEFORE, after).counts == {"funding": {"added": 1, "removed": 1, "changed": 0}}


def test_a_place_of_the_file_is_named_by_its_code() -> None:
    before = um.Structure(places=[{"code": "park", "name": "园区", "level": "park", "parent": "620102001"}])
    after = um.Structure(places=[{"code": "park", "name": "物流园", "level": "park", "parent": "620102001"}])
    assert told(differences(before, after).rows) == [("changed", "places", "park")]


@given(near_misses(), near_misses())
def test_the_changes_made_one_after_the_other_lead_from_one_to_the_other(
    before: um.Structure, after: um.Structure
) -> None:
    made = before
    for row in differences(before, after).rows:
        # The numbers of the rows move while rows are added and removed: what is looked for again has but one change.
        (again, *_) = differences(made, after).rows
        assert again.table == row.table
        made = made.with_edits([again.doing(after)])
    assert differences(made, after).rows == ()


@given(near_misses(), st.data())
def test_taking_a_change_back_gives_what_was_there(before: um.Structure, data: st.DataObject) -> None:
    filled = [table for table in TABLES if before.size(table)]
    if not filled:
        return
    table = data.draw(st.sampled_from(filled))
    after = before.with_edits([um.remove(table, data.draw(st.integers(0, before.size(table) - 1)))])
    (row,) = differences(before, after).rows
    undone = after.with_edits([row.undoing(before)])
    assert (row.how, differences(before, undone).rows) == ("removed", ())
