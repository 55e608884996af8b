"""Hypothesis strategies: structures that are valid by construction, and structures that just miss.

Ids come from a small pool, so that references meet. Amounts lie near the funding floor, rates near the target, dates
near the days that `days` draws, places in a few corners of Gansu where readings differ: a street and a park in it, a
city without counties, the New Area, a county outside the province, a unit that reports inside another. Everything
shrinks towards few rows with few cells.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from unionmodel.model import vocabulary as v
from unionmodel.model.structure import Structure
from unionmodel.testing import rows as drawn
from unionmodel.testing.mutations import mutated
from unionmodel.testing.national import make_national
from unionmodel.testing.rows import MOMENTS, Row

#: The rows of a structure by table, each row with the cells it fills.
Tables = dict[str, list[Row]]

_YEARS_END = (date(2022, 12, 31),) * 6
#: Days on which the law, the plan or a part of it begins, and the days before; two more years' ends, and a late day.
BEGINNINGS = (
    date(2021, 8, 1), date(2021, 7, 31), date(2021, 8, 31), date(2021, 9, 1), date(2023, 1, 1), date(2023, 12, 30),
    date(2001, 10, 27), date(2001, 10, 26), date(2026, 6, 30),
)  # fmt: skip

#: Shipped places: counties, streets, the capital, Jiayuguan and its towns, the New Area, the province, the nation.
_SHIPPED = (
    "620102", "620102001", "620102002", "620103", "620103001", "620100", "620200", "620200001", "620200100", "620171",
    "620000", "000000",
)  # fmt: skip
#: Places that a file may add or override, each after those it lies in.
_FILE_PLACES: tuple[dict[str, Any], ...] = (
    {"code": "park", "name": "物流园", "level": "park", "parent": "620102001", "logistics_park": "national"},
    {"code": "tower", "name": "大厦", "level": "building", "parent": "park"},
    {"code": "mall", "name": "商圈", "level": "business_district", "parent": "620100"},
    {"code": "zone", "name": "片区", "parent": "620103"},
    {"code": "620102001001", "name": "社区", "level": "community"},
    {"code": "620200900", "name": "新设镇", "level": "township"},
    {"code": "620171001", "name": "新区镇", "level": "township"},
    {"code": "620102", "name": "城关", "logistics_park": "other"},
    {"code": "620200", "name": "嘉峪关"},
    {"code": "620000", "name": "甘肃"},
    {"code": "620201", "name": "新设县", "level": "county", "parent": "620200"},
    {"code": "110101", "name": "东城", "level": "county"},
    {"code": "island", "name": "飞地", "level": "park"},
)


def days() -> SearchStrategy[date]:
    """Return a strategy for reference days: year's end first, then what the structures' dates and the law turn on."""
    return st.sampled_from((*_YEARS_END, *MOMENTS, *BEGINNINGS))


def structures(*, max_unions: int = 8, max_employers: int = 6) -> SearchStrategy[Structure]:
    """Return a strategy for structures that are valid by construction: required cells filled, references resolving.

    `max_unions` and `max_employers` bound their number.
    """
    return tables(max_unions=max_unions, max_employers=max_employers).map(_structure)


def near_misses(*, max_unions: int = 8, max_employers: int = 6, max_mutations: int = 8) -> SearchStrategy[Structure]:
    """Return a strategy for valid structures with one to `max_mutations` faults.

    A fault is a cell that is blank, dangles or has just another value; a row said twice; superiors or places in a
    circle; an employer closed or a union dissolved; a table not kept at all.
    """
    valid = tables(max_unions=max_unions, max_employers=max_employers)
    return mutated(valid, max_mutations=max_mutations, moments=MOMENTS).map(_structure)


def tables(*, max_unions: int = 8, max_employers: int = 6) -> SearchStrategy[Tables]:
    """Return a strategy for the tables of a valid structure, as rows of plain values."""
    return _tables(max_unions, max_employers)


def _structure(rows: dict[str, Any]) -> Structure:
    return Structure(**rows)


@st.composite
def _tables(draw: DrawFn, max_unions: int, max_employers: int) -> Tables:
    places = draw(_places())
    # Few corners, so that unions and workers meet.
    corners = draw(st.lists(st.sampled_from(_SHIPPED), min_size=1, max_size=3, unique=True))
    where = st.sampled_from((*corners, *corners, "620102", "620102001", *(row["code"] for row in places)))
    employers = _identified(draw, "e", max_employers, lambda earlier: drawn.employer(where, earlier))
    employer_ids = [row["id"] for row in employers]
    unions = _identified(draw, "u", max_unions, lambda earlier: drawn.union(where, earlier, employer_ids))
    if unions and draw(st.sampled_from((False, False, True))):
        unions[0].update(kind="general_federation", place="000000")
    rows: Tables = {"places": places, "employers": employers, "unions": unions}
    if draw(st.booleans()):
        drawn.make_a_family(draw, employers, unions)
    shape = draw(st.sampled_from(("any", "drive", "federation")))
    if shape == "drive":
        drawn.make_a_drive(draw, unions)
    affiliations = drawn.make_a_federation(draw, unions) if shape == "federation" else []
    # A federation takes workers of key groups and others.
    groups = {"groups": ("courier", "other")} if shape == "federation" else {}
    rows["headcounts"] = draw(drawn.headcounts(where, employer_ids, **groups)) if draw(st.integers(0, 9)) else []
    rows["covers"] = [row for union in unions for row in draw(drawn.covers(union, employer_ids))]
    union_ids = [row["id"] for row in unions]
    rows["stations"] = _identified(draw, "s", 2, lambda _: drawn.station(where, union_ids))
    if unions:
        # The first union, the one that reports in a drive, has more of everything.
        union = st.sampled_from(union_ids[:1] * 2 + union_ids)
        rows["funding"] = draw(st.lists(drawn.funding(union), max_size=8))
        for table, few in drawn.records(union, employer_ids).items():
            rows[table] = draw(st.lists(few, max_size=3))
        rows["affiliations"] += affiliations
    if draw(st.booleans()):
        make_national(draw, rows)
    return {table: found for table, found in rows.items() if found}


@st.composite
def _places(draw: DrawFn) -> list[Row]:
    """Return rows of places, each with those it lies in; some say whether they report, or rank as logistics parks."""
    chosen = draw(st.lists(st.sampled_from(range(len(_FILE_PLACES))), max_size=4, unique=True))
    wanted = {_FILE_PLACES[number]["code"] for number in chosen}
    if "tower" in wanted:
        wanted.add("park")
    more = drawn.row(
        reporting_unit=drawn.cell(True, False, True, blank=3),
        logistics_park=drawn.cell(*drawn.codes(v.ParkRank), blank=8),
    )
    return [{**row, **draw(more)} for row in _FILE_PLACES if row["code"] in wanted]


def _identified(draw: DrawFn, prefix: str, most: int, row: Callable[[list[str]], SearchStrategy[Row]]) -> list[Row]:
    """Return at most `most` rows with ids of their own, drawn one after the other: `row` sees the earlier ids."""
    rows: list[Row] = []
    # Ids sort otherwise than rows do, so that an order by file is not taken for an order by id.
    numbers = [number * 7 % 10 for number in range(1, most + 1)] if most < 10 else list(range(most))
    for number in numbers[: draw(st.integers(0, most))]:
        cells = draw(row([row["id"] for row in rows]))
        rows.append({"id": f"{prefix}{number}", "name": f"{prefix.upper()}{number}", **cells})
    return rows
