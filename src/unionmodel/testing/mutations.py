"""Faults for valid tables: each a small change of the kind that real files hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from unionmodel.model.dictionary import Column
from unionmodel.model.records import TABLES

Tables = dict[str, list[dict[str, Any]]]
Fault = Callable[[DrawFn, Tables, Sequence[date]], None]


@st.composite
def mutated(draw: DrawFn, valid: SearchStrategy[Tables], *, max_mutations: int, moments: Sequence[date]) -> Tables:
    """Return tables with one to `max_mutations` faults; a fault that finds nothing to spoil does nothing."""
    rows = deepcopy(draw(valid))
    for fault in draw(st.lists(st.sampled_from(FAULTS), min_size=1, max_size=max_mutations)):
        fault(draw, rows, moments)
    return {table: found for table, found in rows.items() if found}


def _cell(
    draw: DrawFn, rows: Tables, suits: Callable[[Column], bool], *, filled: bool = True
) -> tuple[dict[str, Any], Column] | None:
    """Return a row and a column of it that suits; None where there is none.

    The table is drawn first, so that small tables are spoiled as often as large ones.
    """
    found = {
        table: [
            (row, column)
            for row in some
            for column in TABLES[table].columns
            if not column.key and suits(column) and (column.name in row or not filled)
        ]
        for table, some in rows.items()
    }
    suiting = [table for table, cells in found.items() if cells]
    return draw(st.sampled_from(found[draw(st.sampled_from(suiting))])) if suiting else None


def _blank(suits: Callable[[Column], bool]) -> Fault:
    """Return what blanks a cell of a column that suits."""

    def blank(draw: DrawFn, rows: Tables, moments: Sequence[date]) -> None:
        if found := _cell(draw, rows, suits):
            row, column = found
            del row[column.name]

    return blank


def _dangle_a_reference(draw: DrawFn, rows: Tables, moments: Sequence[date]) -> None:
    if found := _cell(draw, rows, lambda column: column.refers_to is not None):
        row, column = found
        row[column.name] = draw(st.sampled_from(("nowhere", "620102999", "u9", "e9")))


def _point_elsewhere(draw: DrawFn, rows: Tables, moments: Sequence[date]) -> None:
    """Make a reference, blank ones too, point at any row of its table."""
    found = _cell(draw, rows, lambda column: bool(column.refers_to and rows.get(column.refers_to)), filled=False)
    if found:
        row, column = found
        targets = rows[str(column.refers_to)]
        row[column.name] = draw(st.sampled_from(targets)).get("id") or targets[0].get("code")


def _flip_an_enum(draw: DrawFn, rows: Tables, moments: Sequence[date]) -> None:
    if found := _cell(draw, rows, lambda column: column.type == "enum", filled=False):
        row, column = found
        assert column.vocabulary is not None
        row[column.name] = draw(st.sampled_from([str(member.value) for member in column.vocabulary]))


def _shift_a_date(draw: DrawFn, rows: Tables, moments: Sequence[date]) -> None:
    if found := _cell(draw, rows, lambda column: column.type == "date", filled=False):
        row, column = found
        row[column.name] = draw(st.sampled_from(moments)) + timedelta(draw(st.sampled_from((0, 1, -1))))


def _shift_a_number(draw: DrawFn, rows: Tables, moments: Sequence[date]) -> None:
    if found := _cell(draw, rows, lambda column: column.type in ("count", "year", "money")):
        row, column = found
        step = Decimal("0.01") if column.type == "money" else 1
        row[column.name] = max(row[column.name] + draw(st.sampled_from((step, -step))), 0)


def _say_a_row_twice(draw: DrawFn, rows: Tables, moments: Sequence[date]) -> None:
    found = [table for table in rows if TABLES[table].key is None and rows[table]]
    if found:
        some = rows[draw(st.sampled_from(found))]
        some.insert(draw(st.integers(0, len(some))), dict(draw(st.sampled_from(some))))


def _close_a_circle(draw: DrawFn, rows: Tables, moments: Sequence[date]) -> None:
    """Make each of a few unions, or of a few places of the file, lie under the next, and the last under the first."""
    table, key, above = draw(st.sampled_from((("unions", "id", "superior"), ("places", "code", "parent"))))
    if some := rows.get(table):
        ring = draw(st.lists(st.sampled_from(some), min_size=1, max_size=3, unique_by=lambda row: str(row[key])))
        for row, following in zip(ring, [*ring[1:], ring[0]], strict=True):
            row[above] = following[key]


def _close_an_employer(draw: DrawFn, rows: Tables, moments: Sequence[date]) -> None:
    if employers := rows.get("employers"):
        draw(st.sampled_from(employers))["closed_on"] = draw(st.sampled_from(moments))


def _dissolve_a_union(draw: DrawFn, rows: Tables, moments: Sequence[date]) -> None:
    if unions := rows.get("unions"):
        union = draw(st.sampled_from(unions))
        union["status"] = "dissolved"
        union["dissolved_on"] = draw(st.none() | st.sampled_from(moments))


def _misplace_a_headcount(draw: DrawFn, rows: Tables, moments: Sequence[date]) -> None:
    """Give a head count a place beside its employer, or neither."""
    if counts := rows.get("headcounts"):
        row = draw(st.sampled_from(counts))
        if draw(st.booleans()):
            row.pop("employer", None)
            row.pop("place", None)
        else:
            row.setdefault("place", "620102")
            row.setdefault("employer", "e7")


def _blank_some_workers(draw: DrawFn, rows: Tables, moments: Sequence[date]) -> None:
    """Blank the number of workers of a head count, perhaps of its members, too."""
    if counts := rows.get("headcounts"):
        row = draw(st.sampled_from(counts))
        row.pop("workers", None)
        if draw(st.booleans()):
            row.pop("members", None)


def _lose_a_superior(draw: DrawFn, rows: Tables, moments: Sequence[date]) -> None:
    """Make a superior dangle."""
    if unions := rows.get("unions"):
        draw(st.sampled_from(unions))["superior"] = "nowhere"


def _forget_a_table(draw: DrawFn, rows: Tables, moments: Sequence[date]) -> None:
    if rows:
        del rows[draw(st.sampled_from(sorted(rows)))]


#: What can go wrong, the smallest faults first.
FAULTS: tuple[Fault, ...] = (
    _blank(lambda column: True),
    _blank(lambda column: column.required),
    # A number that totals are made of: workers, members, money.
    _blank(lambda column: column.name in ("workers", "members", "amount")),
    _blank_some_workers,
    _dangle_a_reference,
    _lose_a_superior,
    _point_elsewhere,
    _flip_an_enum,
    _shift_a_date,
    _shift_a_number,
    _say_a_row_twice,
    _close_a_circle,
    _close_an_employer,
    _dissolve_a_union,
    _misplace_a_headcount,
    _forget_a_table,
)
