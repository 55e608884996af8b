"""Laws of coverage: more unions never uncover, fewer never cover, names and order of rows say nothing, sums add up."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import unionmodel as um
from unionmodel.model.places import RANKS
from unionmodel.model.records import TABLES
from unionmodel.model.vocabulary import PlaceLevel, UnionKind
from unionmodel.organise.coverage.answer import Coverage
from unionmodel.organise.coverage.totals import CoverageTable
from unionmodel.testing import days, near_misses, structures

ON = date(2022, 12, 31)
ANY = st.one_of(structures(), near_misses())
LEVELS = [str(level) for level in PlaceLevel]


def uncovered(found: Coverage) -> set[Any]:
    return {row.key for row in found.rows if row.covered is False}


def known(found: Coverage) -> set[Any]:
    """The rows of which nothing is unknown: for them, covered or not covered is always sure."""
    return {row.key for row in found.rows if row.group is not None and row.counted_at is not None}


unions = st.builds(
    um.Union,
    id=st.sampled_from(("added", "0", "u99")),
    kind=st.sampled_from([str(kind) for kind in UnionKind]),
    place=st.sampled_from(("620102001", "620102", "620100", "620200", "620171", "000000")),
    groups=st.sampled_from(((), ("courier",), ("truck_driver", "other"))),
    industries=st.sampled_from(((), ("express_delivery",))),
)


@given(ANY, unions, st.data())
def test_adding_a_union_never_uncovers_workers(structure: um.Structure, union: um.Union, data: st.DataObject) -> None:
    employers = structure.column("employers", "id")
    chosen = data.draw(st.lists(st.sampled_from(employers), unique=True)) if employers else []
    edits = [um.add(um.Cover(union=union.id, employer=employer)) for employer in chosen]
    change = um.coverage_if(structure, open=union, edits=edits, on=ON)
    assert change.of("lost") == ()
    assert uncovered(change.after) <= uncovered(change.before)
    sure = known(change.before)
    assert not [row for row in change.of("unsure") if row.row.key in sure]


@given(ANY, days(), st.data())
def test_closing_a_union_never_covers_more(structure: um.Structure, on: date, data: st.DataObject) -> None:
    ids = structure.column("unions", "id")
    closed = data.draw(st.lists(st.sampled_from(ids), unique=True, max_size=3)) if ids else []
    change = um.coverage_if(structure, close=closed, on=on)
    assert change.of("gained") == ()
    assert uncovered(change.before) <= uncovered(change.after)
    sure = known(change.before)
    assert not [row for row in change.of("unsure") if row.row.key in sure]
    taken = {row.union for row in change.after.rows}
    assert taken.isdisjoint(closed)


@given(ANY, st.data())
def test_opening_is_closing_the_other_way_round(structure: um.Structure, data: st.DataObject) -> None:
    ids = structure.column("unions", "id")
    union = data.draw(st.sampled_from(ids)) if ids else None
    change = um.coverage_if(structure, open=[union] if union else [], on=ON)
    assert change.of("lost") == ()


def renamed(structure: um.Structure, name: Any) -> um.Structure:
    """Return the structure with every id of a union and employer made another one; places keep their codes."""
    columns: dict[str, Any] = {}
    for table in (table for table in TABLES.values() if structure.size(table.name)):
        columns[table.name] = dict(structure.columns(table.name))
        for column in table.columns:
            refers = column.refers_to or (table.name if column.name == table.key else None)
            if refers in ("unions", "employers"):
                cells = structure.column(table.name, column.name)
                columns[table.name][column.name] = [None if cell is None else name(cell) for cell in cells]
    return um.Structure.from_columns(columns, base_places=structure.base_places)


def lines(table: CoverageTable) -> list[Any]:
    return [line.to_dict("en") for line in table.lines]


@given(ANY)
def test_renaming_in_the_same_order_changes_nothing_but_the_names(structure: um.Structure) -> None:
    before = um.coverage(structure, on=ON)
    after = um.coverage(renamed(structure, lambda name: f"x{name}"), on=ON)
    for was, now in zip(before.rows, after.rows, strict=True):
        assert (was.place, was.group, was.workers, was.tier, was.covered) == (
            now.place, now.group, now.workers, now.tier, now.covered
        )  # fmt: skip
        assert now.union == (None if was.union is None else f"x{was.union}")
        assert now.employer == (None if was.employer is None else f"x{was.employer}")
        assert [one.tier for one in was.why_not] == [one.tier for one in now.why_not]


@given(ANY)
def test_renaming_in_any_order_changes_no_sum_of_what_is_known(structure: um.Structure) -> None:
    before = um.coverage(structure, on=ON)
    after = um.coverage(renamed(structure, lambda name: name[::-1] + "z"), on=ON)
    sure = [number for number, row in enumerate(before.rows) if row.key in known(before)]
    assert [before.rows[number].tier for number in sure] == [after.rows[number].tier for number in sure]


def shuffled(structure: um.Structure, seed: int) -> um.Structure:
    """Return the structure with its rows in another order; head counts of one subject stay in theirs, it decides."""
    draw = random.Random(seed)
    columns: dict[str, Any] = {}
    for table in (name for name in TABLES if structure.size(name)):
        rows = list(range(structure.size(table)))
        draw.shuffle(rows)
        if table == "headcounts":
            first: dict[str, int] = {}
            for place, row in enumerate(rows):
                first.setdefault(structure.subject(table, row), place)
            rows = sorted(range(len(rows)), key=lambda row: (first[structure.subject(table, row)], row))
        columns[table] = {name: [cells[row] for row in rows] for name, cells in structure.columns(table).items()}
    return um.Structure.from_columns(columns, base_places=structure.base_places)


@given(ANY, st.integers(0, 99))
def test_the_order_of_rows_says_nothing(structure: um.Structure, seed: int) -> None:
    before, after = um.coverage(structure, on=ON), um.coverage(shuffled(structure, seed), on=ON)
    assert {row.key: row.to_dict("en") for row in after.rows} == {row.key: row.to_dict("en") for row in before.rows}
    assert lines(after.by_tier()) == lines(before.by_tier())


@given(ANY, days())
def test_every_sum_adds_up_to_the_whole(structure: um.Structure, on: date) -> None:
    found = um.coverage(structure, on=on)
    tables = [found.by_tier(), found.by_group(), found.by_reporting_unit(), *map(found.by_place, LEVELS)]
    workers = sum(row.workers for row in found.rows if row.workers is not None)
    for table in tables:
        assert table.total.to_dict() == tables[0].total.to_dict()
        for name in ("head_counts", "uncounted", "covered", "uncovered", "unsure", "total"):
            assert sum(getattr(line, name) for line in table.lines) == getattr(table.total, name)
        assert all(sum(line.workers.values()) == line.total for line in table.lines)
        assert sum(line.share or 0 for line in table.lines) == (1 if workers else 0)
    assert (tables[0].total.total, tables[0].total.head_counts) == (workers, len(found.rows))


@given(structures())
def test_a_line_of_a_level_holds_whoever_counts_in_the_place(structure: um.Structure) -> None:
    found, geography = um.coverage(structure, on=ON), structure.geography
    for level in RANKS:
        codes = {line.key for line in found.by_place(level).lines if "(" not in line.label.en}
        for row in found.rows:
            chain = () if row.counted_at is None else geography.chain(geography.row[row.counted_at])
            inside = [geography.codes[place] for place in chain if geography.level[place] == level]
            assert set(inside[:1]) <= codes


@given(ANY, days())
def test_uncovered_key_workers_are_those_of_gs301(structure: um.Structure, on: date) -> None:
    broken = {finding.subject for finding in um.check(structure, ["gansu-2021"], on=on, select=["GS301"]).of("GS301")
              if finding.outcome is um.Outcome.BROKEN}  # fmt: skip
    rows = {row.subject: row for row in um.coverage(structure, on=on).rows}
    assert all(rows[subject].covered is False for subject in broken)
    if on >= date(2021, 8, 1):
        inside = structure.geography.inside("620000")
        expected = {
            subject
            for subject, row in rows.items()
            if row.covered is False and row.group not in (None, "other") and (row.workers or 0) > 0
            and inside[structure.geography.row[str(row.counted_at)]]
        }  # fmt: skip
        assert broken == expected


@given(ANY)
def test_reasons_are_given_for_every_tier_before_the_one_that_is_found(structure: um.Structure) -> None:
    order = ["own", "joint", "industry", "regional", "fallback"]
    for row in um.coverage(structure, on=ON).rows:
        told = [one.tier for one in row.why_not]
        expected = order[: order.index(row.tier)] if row.tier in order else order[: len(told)]
        assert told == expected
        assert row.tier != "none" or told == order
        assert all(one.reason.zh and one.reason.en for one in row.why_not)


@pytest.mark.parametrize("by", ["by_tier", "by_group", "by_reporting_unit"])
def test_an_empty_structure_has_empty_tables(by: str) -> None:
    table = getattr(um.coverage(um.Structure(), on=ON), by)()
    assert (table.lines, table.total.total, table.total.share) == ((), 0, None)
    assert "0" in table.render("text", "en")
