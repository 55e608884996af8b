"""What must hold of every rule at once, whatever the structure: names and order mean nothing, and money helps."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

import unionmodel as um
from unionmodel.model.records import TABLES
from unionmodel.testing import days, near_misses, structures

#: Identifiers that a structure makes up itself; codes of places are given.
_OWN_NAMES = ("unions", "employers", "stations")
#: Of two head counts of one day the later row counts, so their order does mean something.
_ORDERED = ("headcounts", "direct_members")


def checked(structure: um.Structure, on: date, **how: Any) -> um.Report:
    return um.check(structure, on=on, engine="rows", **how)


def told(report: um.Report) -> Counter[tuple[str, ...]]:
    """Return how often a report says what of which place, whoever it is about."""
    return Counter((one.code, one.outcome.value, one.severity, one.table, one.place or "") for one in report.findings)


def renamed(structure: um.Structure) -> um.Structure:
    """Return the structure with other identifiers, which stand in the same order as the old ones."""
    tables = {}
    for name, table in TABLES.items():
        columns = dict(structure.columns(name))
        for column in table.columns:
            own = column.key and name in _OWN_NAMES
            if own or column.refers_to in _OWN_NAMES or (name, column.name) == ("members", "id"):
                columns[column.name] = [None if cell is None else f"new-{cell}" for cell in columns[column.name]]
        tables[name] = columns
    return um.Structure.from_columns(tables)


def shuffled(structure: um.Structure, seed: int) -> um.Structure:
    """Return the structure with the rows of its tables in another order."""
    tables = {}
    for name in TABLES:
        order = list(range(structure.size(name)))
        if name not in _ORDERED:
            random.Random(seed).shuffle(order)
        tables[name] = {column: [cells[row] for row in order] for column, cells in structure.columns(name).items()}
    return um.Structure.from_columns(tables)


@given(near_misses(), days())
def test_renaming_changes_nothing_but_the_names(structure: um.Structure, on: date) -> None:
    before, after = checked(structure, on), checked(renamed(structure), on)
    assert after.counts == before.counts
    assert told(after) == told(before)


@given(near_misses(), days(), st.integers(0, 9))
def test_the_order_of_rows_changes_nothing(structure: um.Structure, on: date, seed: int) -> None:
    before, after = checked(structure, on), checked(shuffled(structure, seed), on)
    assert after.counts == before.counts
    assert {(one.code, one.subject, one.outcome) for one in after.findings} == {
        (one.code, one.subject, one.outcome) for one in before.findings
    }


@given(structures(), days(), st.data())
def test_more_money_never_breaks_the_floor(structure: um.Structure, on: date, data: st.DataObject) -> None:
    unions = list(structure.unions)
    assume(len(unions) > 0 and on >= date(2021, 8, 1))
    gift = um.Funding(union=data.draw(st.sampled_from(unions)), year=on.year, amount=data.draw(st.integers(0, 30_000)))
    # The first row of a year makes money recorded at all: who had none is then known to have none.
    assume(any(row.year == on.year for row in structure.funding))
    before = {one.subject for one in checked(structure, on, select=["GS401"]).findings if one.outcome.value == "broken"}
    richer = structure.with_edits([um.add(gift)])
    after = {one.subject for one in checked(richer, on, select=["GS401"]).findings if one.outcome.value == "broken"}
    assert after <= before


@given(structures(), days(), st.data())
def test_another_member_never_breaks_a_target(structure: um.Structure, on: date, data: st.DataObject) -> None:
    rows = [row for row, cells in enumerate(structure.headcounts) if cells.members is not None]
    assume(rows)
    chosen = data.draw(st.sampled_from(rows))
    columns = {name: dict(structure.columns(name)) for name in TABLES}
    members = list(columns["headcounts"]["members"])
    members[chosen] += data.draw(st.integers(1, 50))
    columns["headcounts"]["members"] = members
    codes = ["GS501", "GS502"]
    before, after = (
        {(one.code, one.subject) for one in checked(made, on, select=codes, parameters={"target.scope": "both"}).findings
         if one.outcome.value == "broken"}
        for made in (structure, um.Structure.from_columns(columns))
    )  # fmt: skip
    assert after <= before
