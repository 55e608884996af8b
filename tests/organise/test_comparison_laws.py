"""Laws of comparing: nothing differs from itself, both ways are mirror images, and what came and went adds up."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import unionmodel as um
from unionmodel.model.records import TABLES
from unionmodel.organise.comparison.attribution import key_of, state
from unionmodel.testing import days, near_misses

ON = date(2022, 12, 31)
KIND = {"came": "went", "went": "came", "changed": "changed"}


def findings(report: um.Report) -> Counter[Any]:
    return Counter((key_of(finding), state(finding)) for finding in report.findings)


def sides(found: um.Comparison) -> Counter[Any]:
    return Counter(
        (one.kind, *(side and (key_of(side), state(side)) for side in (one.before, one.after))) for one in found.changes
    )


@settings(max_examples=25)
@given(near_misses(), days())
def test_nothing_differs_from_itself(structure: um.Structure, on: date) -> None:
    found = um.compare(structure, structure, on)
    assert (found.changes, found.records.rows, found.law, found.counts) == ((), (), (), {})
    assert found.same == len(found.before.findings)


@settings(max_examples=25)
@given(near_misses(), near_misses(), days())
def test_what_comes_goes_the_other_way_round(before: um.Structure, after: um.Structure, on: date) -> None:
    forth, back = um.compare(before, after, on), um.compare(after, before, on)
    mirrored = Counter({(KIND[kind], now, was): number for (kind, was, now), number in sides(forth).items()})
    assert sides(back) == mirrored
    assert back.same == forth.same


@settings(max_examples=25)
@given(near_misses(), near_misses(), days(), days())
def test_before_and_what_came_without_what_went_is_after(
    before: um.Structure, after: um.Structure, on: date, later: date
) -> None:
    found = um.compare(before, after, on, on_after=later)
    # Both sides are judged by the jurisdictions of both structures.
    packs = found.after.versions["packs"]
    total = findings(um.check(before, packs, on))
    for one in found.changes:
        if one.before is not None:
            total[key_of(one.before), state(one.before)] -= 1
        if one.after is not None:
            total[key_of(one.after), state(one.after)] += 1
    assert +total == findings(um.check(after, packs, later))


@settings(max_examples=25)
@given(near_misses(), days(), st.data())
def test_where_one_row_differs_it_is_the_cause_of_everything(
    before: um.Structure, on: date, data: st.DataObject
) -> None:
    filled = [table for table in TABLES if before.size(table)]
    if not filled:
        return
    table = data.draw(st.sampled_from(filled))
    number = data.draw(st.integers(0, before.size(table) - 1))
    column = data.draw(st.sampled_from([column for column in TABLES[table].columns if column.type in ("date", "count")] or [None]))  # fmt: skip
    edit = um.remove(table, number) if column is None else um.change(table, number, **{column.name: None})
    found = um.compare(before, before.with_edits([edit]), on)
    assert len(found.records.rows) <= 2 - (column is None)
    if len(found.records.rows) == 1 and not found.records.reordered:
        (row,) = found.records.rows
        for one in found.changes:
            assert [cause.to_dict()["subject"] for cause in one.causes] == [row.subject]
            assert one.certain


@settings(max_examples=25)
@given(near_misses(), days(), days())
def test_a_finding_that_only_another_day_brings_has_a_cause_in_law_or_day(
    structure: um.Structure, on: date, later: date
) -> None:
    for one in um.compare(structure, on=on, on_after=later).changes:
        assert one.causes
        assert {cause.kind for cause in one.causes} <= {"day", "parameter", "rule"}
