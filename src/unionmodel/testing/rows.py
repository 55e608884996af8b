"""Rows of the tables: what Hypothesis draws for one union, one employer, one record of what a union did or has.

Cells are near what the rules turn on: the funding floor, 25 workers, 80 per cent, the ends of years and phases.
"""

from __future__ import annotations

import functools
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from unionmodel.model import vocabulary as v
from unionmodel.model.vocabulary import Vocabulary

#: A row with the cells it fills.
Row = dict[str, Any]

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
_LONG_AGO, _FAR_AWAY = date(2020, 1, 1), date(2030, 1, 1)
#: First and last days of the phases of the drive, and the days beside them.
_PHASE_ENDS = {
    "mobilisation": (date(2021, 8, 1), date(2021, 8, 31), date(2021, 7, 31), date(2021, 9, 1)),
    "implementation": (date(2021, 9, 1), date(2022, 11, 30), date(2021, 8, 31), date(2022, 12, 1)),
    "summing_up": (date(2022, 11, 1), date(2022, 12, 31), date(2022, 10, 31), date(2023, 1, 1)),
}
_AMOUNTS = tuple(map(Decimal, ("20000", "19999.99", "20000.01", "0", "0.01", "10000", "9999.99", "5000.50")))
#: Members of 40 workers: four in five, one less, one more, and the ends.
_MEMBERS = (32, 31, 33, 0, 40, 1)
#: Workers, and what others count for 40 of the survey: a tenth more or less still agrees.
_WORKERS = (40, 40, 1, 0)
_WORKERS_AGAIN = (44, 45, 36, 35, 40, 0)
_YEARS = (2022, 2022, 2022, 2021, 2023)
#: From joining to being registered: the thirtieth day still holds, the day before joining does not.
_TO_REGISTER = tuple(map(timedelta, (0, 30, 31, -1)))
_REPORTING = ("620100", "620171", "620200", "620102")


def codes(vocabulary: type[Vocabulary]) -> tuple[str, ...]:
    """Return the codes of a vocabulary."""
    return tuple(str(member.value) for member in vocabulary)


GROUPS, INDUSTRIES = codes(v.Group), codes(v.Industry)


# Made once, drawn from for every row: making and validating a strategy takes longer than drawing from it.
@functools.lru_cache(maxsize=1024, typed=True)
def cell(*values: Any, blank: int = 1) -> SearchStrategy[Any]:
    """Return one of the values, or None, which weighs as much as `blank` of them and is shrunk to."""
    return st.sampled_from((None,) * blank + values)


def row(**cells: SearchStrategy[Any]) -> SearchStrategy[Row]:
    """Return a row of the cells that are drawn as something, blank cells left out."""
    return st.fixed_dictionaries(cells).map(
        lambda drawn: {name: value for name, value in drawn.items() if value not in (None, ())}
    )


@functools.cache
def begins() -> SearchStrategy[date | None]:
    """Return a day on which something began, mostly blank or long ago."""
    return cell(_LONG_AGO, _LONG_AGO, *MOMENTS, blank=12)


@functools.cache
def ends() -> SearchStrategy[date | None]:
    """Return a day on which something ended, mostly blank or far away."""
    return cell(_FAR_AWAY, _FAR_AWAY, *MOMENTS, blank=16)


@functools.cache
def opens() -> SearchStrategy[date | None]:
    """Return a day on which something opened, as often near the reference day as blank."""
    return cell(*MOMENTS, blank=6)


def _some(values: tuple[str, ...], *first: tuple[str, ...]) -> SearchStrategy[tuple[str, ...]]:
    """Return lists of at most two codes, the `first` ones drawn more often."""
    few = st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)
    return st.one_of(st.sampled_from(first), few)


def union(where: SearchStrategy[str], earlier: list[str], employers: list[str]) -> SearchStrategy[Row]:
    """Return a union at one of the places, led by one of the earlier unions or by none."""
    usual = (
        "industry_federation", "basic_union", "joint_union", "regional_federation", "township_union", "industry_union",
    )  # fmt: skip
    return row(
        kind=st.sampled_from((*usual, *usual, "basic_union", *codes(v.UnionKind))),
        place=where,
        superior=cell(*earlier, *earlier),
        second_superior=cell(*earlier, blank=9),
        groups=_some(GROUPS, ("courier",), ("truck_driver", "courier")),
        industries=_some(INDUSTRIES, ("express_delivery",), ("road_freight",)),
        founding_mode=cell("lead", *codes(v.FoundingMode)),
        lead_employer=cell(*employers),
        sponsor=cell("行业协会"),
        status=cell(*codes(v.UnionStatus), blank=9),
        founded_on=begins(),
        dissolved_on=ends(),
        approved_by=cell(*earlier, blank=9),
        members=cell(0, 24, 25, 200, blank=4),
        subsidy_standard=cell(Decimal(300), blank=2),
        chair_assessed=cell(True, False, blank=2),
        hired_staff=cell(1, 2, 0, blank=2),
    )


def employer(where: SearchStrategy[str], earlier: list[str]) -> SearchStrategy[Row]:
    """Return an employer at one of the places; its head is one of the earlier ones, or blank."""
    return row(
        place=where,
        role=cell("platform_branch", "platform_branch", "courier_franchisee", *codes(v.EmployerRole)),
        head=cell(*earlier, *earlier),
        industry=cell(*INDUSTRIES),
        workers=cell(24, 25, 0, 200),
        opened_on=begins(),
        closed_on=ends(),
        can_found=cell(False, True),
    )


def make_a_family(draw: DrawFn, employers: list[Row], unions: list[Row]) -> None:
    """Make the first employer a platform's branch, others firms that belong to it, and unions of them."""
    related = ("courier_franchisee", "delivery_agent", "freight_affiliate", "labour_dispatcher")
    for number, firm in enumerate(employers):
        if number == 0:
            firm["role"] = "platform_branch"
        elif draw(st.integers(0, 3)):
            firm.update(role=draw(st.sampled_from(related)), head=employers[0]["id"])
    for one in unions:
        if one["kind"] == "basic_union" and draw(st.booleans()):
            one["founding_mode"] = "single"
        elif one["kind"] == "joint_union" and employers:
            one.update(founding_mode="lead", lead_employer=employers[0]["id"])


def make_a_drive(draw: DrawFn, unions: list[Row]) -> None:
    """Make the first union the federation of a reporting unit, and perhaps the last an industry's of the province."""
    if unions:
        unions[0].update(kind="general_federation", place=draw(st.sampled_from(_REPORTING)))
    if len(unions) > 1 and draw(st.booleans()):
        # Of an industry or of the whole province, which leads the unit.
        kind = draw(st.sampled_from(("industrial_union", "general_federation")))
        unions[-1].update(kind=kind, place="620000")
        if draw(st.booleans()):
            unions[-1].pop("superior", None)
            unions[0]["superior"] = unions[-1]["id"]


def make_a_federation(draw: DrawFn, unions: list[Row]) -> list[Row]:
    """Make the first union a federation with hired staff, others its members or township unions beside it.

    Return the rows of affiliations.
    """
    if unions:
        kind = draw(st.sampled_from(("industry_federation", "regional_federation")))
        unions[0].update(kind=kind, place="620102", industries=("express_delivery",), hired_staff=1)
    members = []
    for one in unions[1:]:
        if draw(st.booleans()):
            one["kind"] = draw(st.sampled_from(("joint_union", "basic_union")))
            members.append(one)
        elif draw(st.booleans()):
            street = draw(st.sampled_from(("620102001", "620102002")))
            one.update(kind="township_union", place=street, hired_staff=draw(st.sampled_from((2, 1, 0))))
    dates = row(since=begins(), until=ends())
    return [{"union": one["id"], "federation": unions[0]["id"], **draw(dates)} for one in members]


@st.composite
def covers(draw: DrawFn, one: Row, employers: list[str]) -> list[Row]:
    """Return the links of a union to a few employers; basic-level unions have more."""
    most = {"basic_union": 2, "joint_union": 3, "industry_union": 3}.get(one["kind"], 1)
    if not employers or (most == 1 and draw(st.integers(0, 4))):
        return []
    least = 0 if most == 1 else draw(st.sampled_from((1, 1, 0)))
    # The first employer, the head of a family, is covered most.
    chosen = draw(st.lists(st.sampled_from(employers[:1] * 3 + employers), min_size=least, max_size=most, unique=True))
    return [{"union": one["id"], "employer": key, **draw(row(since=begins(), until=ends()))} for key in chosen]


@st.composite
def headcounts(
    draw: DrawFn, where: SearchStrategy[str], employers: list[str], groups: tuple[str, ...] = ("courier",) * 3 + GROUPS
) -> list[Row]:
    """Return head counts: of most employers, of places, a few more of either, and what others count of the same."""
    counted = [key for key in employers if draw(st.integers(0, 2))]
    whose = [{"employer": key} for key in counted]
    whose += [{"place": place} for place in draw(st.lists(where, max_size=3))]
    again = draw(st.lists(st.sampled_from(whose), max_size=3)) if whose else []
    rows: list[Row] = [{**key, **draw(_count(groups, _WORKERS))} for key in whose + again]
    for first in draw(st.lists(st.sampled_from(rows), max_size=3)) if rows else []:
        rows.append({**first, **draw(_count(groups, _WORKERS_AGAIN)), "group": first["group"]})
    return rows


def _count(groups: tuple[str, ...], workers: tuple[int, ...]) -> SearchStrategy[Row]:
    return row(
        group=st.sampled_from(groups),
        workers=st.sampled_from(workers),
        members=cell(*_MEMBERS),
        as_of=cell(*MOMENTS, blank=6),
        source=cell(*codes(v.CountSource), blank=6),
    )


def funding(of: SearchStrategy[str]) -> SearchStrategy[Row]:
    """Return money of one of the unions."""
    return row(
        union=of,
        year=st.sampled_from(_YEARS),
        amount=st.sampled_from(_AMOUNTS),
        source=cell("fixed_subsidy", *codes(v.FundingSource)),
        payer=cell("上级工会", "上级工会"),
        purpose=cell(*codes(v.FundingPurpose), blank=4),
    )


def records(of: SearchStrategy[str], employers: list[str]) -> dict[str, SearchStrategy[Row]]:
    """Return a row for each table that records what the unions did, have and whom they hold; but for money."""
    years = st.sampled_from(_YEARS)
    return {
        "affiliations": row(union=of, federation=of, since=begins(), until=ends()),
        "direct_members": row(
            union=of,
            group=st.sampled_from(("courier", "courier", *GROUPS)),
            members=st.sampled_from((5, 0, 1)),
            employer=cell(*employers),
            as_of=cell(*MOMENTS, blank=4),
        ),
        "activities": row(
            union=of,
            on=st.sampled_from((*MOMENTS, date(2022, 5, 1))),
            kind=st.sampled_from(codes(v.ActivityKind)),
            helper=st.none() | of,
        ),
        "officers": row(
            union=of,
            person=st.sampled_from(("p1", "p2")),
            role=st.sampled_from(codes(v.OfficerRole)),
            full_time=cell(False, True, False),
            since=begins(),
            until=ends(),
        ),
        "plans": st.sampled_from(tuple(_PHASE_ENDS)).flatmap(
            lambda phase: row(union=of, phase=st.just(phase), on=st.sampled_from(_PHASE_ENDS[phase]))
        ),
        "channels": row(
            union=of,
            kind=st.sampled_from(("online", "online", *codes(v.ChannelKind))),
            since=opens(),
        ),
        "services": row(union=of, year=years, kind=st.sampled_from(codes(v.ServiceKind))),
        "pairings": row(union=of, partner=of, year=years),
        "members": member(of, employers),
    }


def station(where: SearchStrategy[str], unions: list[str]) -> SearchStrategy[Row]:
    """Return a service station at one of the places."""
    return row(
        place=where,
        kind=st.sampled_from(codes(v.StationKind)),
        union=cell(*unions),
        since=opens(),
    )


@st.composite
def member(draw: DrawFn, of: SearchStrategy[str], employers: list[str]) -> Row:
    """Return a row of the register of members: registered about thirty days after joining, if at all."""
    joined = draw(cell(_LONG_AGO, *MOMENTS, blank=3))
    registered = None if joined is None else draw(cell(*(joined + wait for wait in _TO_REGISTER)))
    cells = row(
        id=st.sampled_from(("m1", "m2")),
        union=of,
        status=cell(*codes(v.MemberStatus), blank=6),
        employer=cell(*employers),
        group=cell("courier", "other"),
        joined_on=st.just(joined),
        registered_on=st.just(registered),
        left_on=opens(),
    )
    return draw(cells)
