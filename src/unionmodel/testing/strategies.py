"""Hypothesis strategies: structures that are valid by construction, and structures that just miss.

Ids come from a small pool, so that references meet. Amounts lie near the funding floor, dates near the days that
`days` draws, places in a few corners of Gansu where readings differ: a street and a park in it, a city without
counties, the New Area, a county outside the province. Everything shrinks towards few rows with few cells.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from unionmodel.model import vocabulary as v
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import Vocabulary
from unionmodel.testing.mutations import mutated

#: The rows of a structure by table, each row with the cells it fills.
Tables = dict[str, list[dict[str, Any]]]

#: Days around which the dates of the structures lie; the first is the one that examples shrink to.
MOMENTS = (
    date(2022, 12, 31),
    date(2022, 12, 30),
    date(2023, 1, 1),
    date(2022, 7, 1),
    date(2022, 1, 1),
    date(2021, 12, 31),
    date(2021, 8, 1),
    date(2021, 7, 31),
)
_YEARS_END = (date(2022, 12, 31),) * 6
_LONG_AGO, _FAR_AWAY = date(2020, 1, 1), date(2030, 1, 1)
#: Days on which the law or the plan begins, and the days before.
BEGINNINGS = (date(2021, 8, 1), date(2021, 7, 31), date(2001, 10, 27), date(2001, 10, 26))

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
    {"code": "620201", "name": "新设县", "level": "county", "parent": "620200"},
    {"code": "110101", "name": "东城", "level": "county"},
    {"code": "island", "name": "飞地", "level": "park"},
)
_AMOUNTS = tuple(map(Decimal, ("20000", "19999.99", "20000.01", "0", "0.01", "10000", "9999.99", "5000.50")))
_GROUPS = tuple(str(group.value) for group in v.Group)
_INDUSTRIES = tuple(str(industry.value) for industry in v.Industry)


def days() -> SearchStrategy[date]:
    """Return a strategy for reference days: year's end first, then what the structures' dates and the law turn on."""
    return st.sampled_from((*_YEARS_END, *MOMENTS, *BEGINNINGS, date(2026, 6, 30)))


def structures(*, max_unions: int = 8, max_employers: int = 6) -> SearchStrategy[Structure]:
    """Return a strategy for structures that are valid by construction: required cells filled, references resolving.

    `max_unions` and `max_employers` bound their number.
    """
    return tables(max_unions=max_unions, max_employers=max_employers).map(_structure)


def near_misses(*, max_unions: int = 8, max_employers: int = 6, max_mutations: int = 5) -> SearchStrategy[Structure]:
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


def _cell(*values: Any, blank: int = 1) -> SearchStrategy[Any]:
    """Return one of the values, or None, which weighs as much as `blank` of them and is shrunk to."""
    return st.sampled_from((None,) * blank + values)


def _codes(vocabulary: type[Vocabulary]) -> tuple[str, ...]:
    return tuple(str(member.value) for member in vocabulary)


def _begins() -> SearchStrategy[date | None]:
    return _cell(_LONG_AGO, _LONG_AGO, *MOMENTS, blank=12)


def _ends() -> SearchStrategy[date | None]:
    return _cell(_FAR_AWAY, _FAR_AWAY, *MOMENTS, blank=16)


def _row(**cells: SearchStrategy[Any]) -> SearchStrategy[dict[str, Any]]:
    """Return a row of the cells that are drawn as something, blank cells left out."""
    return st.fixed_dictionaries(cells).map(
        lambda row: {name: value for name, value in row.items() if value not in (None, ())}
    )


@st.composite
def _tables(draw: DrawFn, max_unions: int, max_employers: int) -> Tables:
    places = draw(_places())
    # Few corners, so that unions and workers meet.
    corners = draw(st.lists(st.sampled_from(_SHIPPED), min_size=1, max_size=3, unique=True))
    where = st.sampled_from((*corners, *corners, "620102", "620102001", *(row["code"] for row in places)))
    employers = _identified(draw, "e", max_employers, lambda earlier: _employer(where, earlier))
    employer_ids = [row["id"] for row in employers]
    unions = _identified(draw, "u", max_unions, lambda earlier: _union(where, earlier, employer_ids))
    if unions and draw(st.sampled_from((False, False, True))):
        unions[0].update(kind="general_federation", place="000000")
    rows: Tables = {"places": places, "employers": employers, "unions": unions}
    if draw(st.booleans()):
        _make_a_family(draw, employers, unions)
    rows["headcounts"] = draw(_headcounts(where, employer_ids))
    rows["covers"] = [row for union in unions for row in draw(_covers(union, employer_ids))]
    if unions:
        union = st.sampled_from([row["id"] for row in unions])
        rows["funding"] = draw(st.lists(_funding(union), max_size=8))
        for table, few in _others(union, employer_ids).items():
            rows[table] = draw(st.lists(few, max_size=2))
    return {table: found for table, found in rows.items() if found}


@st.composite
def _places(draw: DrawFn) -> list[dict[str, Any]]:
    """Return rows of places, each with those it lies in."""
    chosen = draw(st.lists(st.sampled_from(range(len(_FILE_PLACES))), max_size=4, unique=True))
    wanted = {_FILE_PLACES[number]["code"] for number in chosen}
    if "tower" in wanted:
        wanted.add("park")
    return [dict(row) for row in _FILE_PLACES if row["code"] in wanted]


def _identified(
    draw: DrawFn, prefix: str, most: int, row: Callable[[list[str]], SearchStrategy[dict[str, Any]]]
) -> list[dict[str, Any]]:
    """Return at most `most` rows with ids of their own, drawn one after the other: `row` sees the earlier ids."""
    rows: list[dict[str, Any]] = []
    # Ids sort otherwise than rows do, so that an order by file is not taken for an order by id.
    numbers = [number * 7 % 10 for number in range(1, most + 1)] if most < 10 else list(range(most))
    for number in numbers[: draw(st.integers(0, most))]:
        drawn = draw(row([row["id"] for row in rows]))
        rows.append({"id": f"{prefix}{number}", "name": f"{prefix.upper()}{number}", **drawn})
    return rows


def _union(where: SearchStrategy[str], earlier: list[str], employers: list[str]) -> SearchStrategy[dict[str, Any]]:
    usual = ("industry_federation", "basic_union", "joint_union", "regional_federation", "township_union")
    return _row(
        kind=st.sampled_from((*usual, *usual, "basic_union", *_codes(v.UnionKind))),
        place=where,
        superior=_cell(*earlier, *earlier),
        second_superior=_cell(*earlier, blank=9),
        groups=_some(_GROUPS, ("courier",), ("truck_driver", "courier")),
        industries=_some(_INDUSTRIES, ("express_delivery",), ("road_freight",)),
        founding_mode=_cell("lead", *_codes(v.FoundingMode)),
        lead_employer=_cell(*employers),
        sponsor=_cell("行业协会"),
        status=_cell(*_codes(v.UnionStatus), blank=9),
        founded_on=_begins(),
        dissolved_on=_ends(),
        approved_by=_cell(*earlier, blank=9),
        members=_cell(0, 24, 25, 200, blank=4),
    )


def _make_a_family(draw: DrawFn, employers: list[dict[str, Any]], unions: list[dict[str, Any]]) -> None:
    """Make the first employer a platform's branch, others firms that belong to it, and unions of them."""
    related = ("courier_franchisee", "delivery_agent", "freight_affiliate", "labour_dispatcher")
    for number, employer in enumerate(employers):
        if number == 0:
            employer["role"] = "platform_branch"
        elif draw(st.integers(0, 3)):
            employer.update(role=draw(st.sampled_from(related)), head=employers[0]["id"])
    for union in unions:
        if union["kind"] == "basic_union" and draw(st.booleans()):
            union["founding_mode"] = "single"
        elif union["kind"] == "joint_union" and employers:
            union.update(founding_mode="lead", lead_employer=employers[0]["id"])


def _some(values: tuple[str, ...], *first: tuple[str, ...]) -> SearchStrategy[tuple[str, ...]]:
    """Return lists of at most two codes, the `first` ones drawn more often."""
    few = st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)
    return st.one_of(st.sampled_from(first), few)


def _employer(where: SearchStrategy[str], earlier: list[str]) -> SearchStrategy[dict[str, Any]]:
    return _row(
        place=where,
        role=_cell("platform_branch", "platform_branch", "courier_franchisee", *_codes(v.EmployerRole)),
        head=_cell(*earlier, *earlier),
        industry=_cell(*_INDUSTRIES),
        workers=_cell(24, 25, 0, 200),
        opened_on=_begins(),
        closed_on=_ends(),
        can_found=_cell(True, False),
    )


@st.composite
def _covers(draw: DrawFn, union: dict[str, Any], employers: list[str]) -> list[dict[str, Any]]:
    """Return the links of a union to a few employers; basic-level unions have more."""
    most = {"basic_union": 2, "joint_union": 3, "industry_union": 3}.get(union["kind"], 1)
    if not employers or (most == 1 and draw(st.integers(0, 4))):
        return []
    least = 0 if most == 1 else draw(st.sampled_from((1, 1, 0)))
    # The first employer, the head of a family, is covered most.
    chosen = draw(st.lists(st.sampled_from(employers[:1] * 3 + employers), min_size=least, max_size=most, unique=True))
    return [
        {"union": union["id"], "employer": employer, **draw(_row(since=_begins(), until=_ends()))}
        for employer in chosen
    ]


@st.composite
def _headcounts(draw: DrawFn, where: SearchStrategy[str], employers: list[str]) -> list[dict[str, Any]]:
    """Return head counts: of most employers, of places, and a few more of either."""
    counted = [employer for employer in employers if draw(st.integers(0, 2))]
    whose = [{"employer": employer} for employer in counted]
    whose += [{"place": place} for place in draw(st.lists(where, max_size=3))]
    again = draw(st.lists(st.sampled_from(whose), max_size=4)) if whose else []
    return [{**key, **draw(_count())} for key in whose + again]


def _count() -> SearchStrategy[dict[str, Any]]:
    return _row(
        group=st.sampled_from(("courier", "courier", "courier", *_GROUPS)),
        workers=st.sampled_from((40, 40, 1, 0)),
        members=_cell(0, 1),
        as_of=_cell(*MOMENTS, blank=6),
        source=_cell(*_codes(v.CountSource), blank=6),
    )


def _funding(union: SearchStrategy[str]) -> SearchStrategy[dict[str, Any]]:
    return _row(
        union=union,
        year=st.sampled_from((2022, 2022, 2022, 2021, 2023)),
        amount=st.sampled_from(_AMOUNTS),
        source=_cell("fixed_subsidy", *_codes(v.FundingSource)),
        payer=_cell("上级工会", "上级工会"),
        purpose=_cell(*_codes(v.FundingPurpose), blank=4),
    )


def _others(union: SearchStrategy[str], employers: list[str]) -> dict[str, SearchStrategy[dict[str, Any]]]:
    """Return rows of tables that few rules read."""
    on, years = st.sampled_from(MOMENTS), st.sampled_from((2022, 2021))
    group = st.sampled_from(_GROUPS)
    return {
        "affiliations": _row(union=union, federation=union, since=_begins(), until=_ends()),
        "activities": _row(union=union, on=on, kind=st.sampled_from(_codes(v.ActivityKind)), helper=st.none() | union),
        "direct_members": _row(
            union=union, group=group, members=st.sampled_from((0, 5)), employer=_cell(*employers), as_of=_cell(*MOMENTS)
        ),
        "officers": _row(
            union=union,
            person=st.sampled_from(("p1", "p2")),
            role=st.sampled_from(_codes(v.OfficerRole)),
            since=_begins(),
        ),
        "services": _row(union=union, year=years, kind=st.sampled_from(_codes(v.ServiceKind))),
        "pairings": _row(union=union, partner=union, year=years),
        "members": _row(
            id=st.sampled_from(("m1", "m2")),
            union=union,
            status=_cell(*_codes(v.MemberStatus)),
            employer=_cell(*employers),
        ),
    }
