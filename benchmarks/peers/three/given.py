"""What the peers of the three rules are handed: tables, and facts that hang on one row only.

The three rules are GS401 (a union has the yearly floor of funds: a sum), TUL104 (the superior ranks above: two joins) and
GS301 (somebody takes the workers: joins, and a climb through the places). Every peer finds the (code, subject) that are
broken. Handed to all alike, so that no peer is judged by its calendar: which union stands and which employer is open on
the day, which links are in force, which head counts are the latest, what a union's own cells say of groups. Joins, sums
and climbs are the peer's own work; where it has none of these, `joined` does it in Python, and the page says so.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

import attrs

from benchmarks.peers.day import GROUP_OF_INDUSTRY, KEY_GROUPS, KIND_RANKS, Day, serves_key_groups
from benchmarks.peers.records import records_of
from benchmarks.peers.references import subject

CODES = ("GS301", "GS401", "TUL104")
#: The yearly floor in fen, and the kinds of unions it is asked of.
FLOOR = 2_000_000
FUNDED_KINDS = ("industry_union", "joint_union", "industry_federation", "regional_federation")
FORMED_KINDS = ("basic_union", "joint_union", "industry_union")
BASIC_LEVEL = max(KIND_RANKS.values())

Broken = set[tuple[str, str]]


@attrs.frozen
class Place:
    """A place: what it lies in, its rank, whether it is one of Gansu, and whether it is larger than a county."""

    code: str
    parent: str | None
    rank: int | None
    gansu: bool
    above_counties: bool


@attrs.frozen
class Body:
    """A union that stands or not: what its own cells say. `offers` names groups, `welcomes` those a region takes."""

    id: str
    place: str | None
    superior: str | None
    kind_rank: int | None
    standing: bool
    funded: bool
    formed: bool
    offers: tuple[str, ...]
    welcomes: tuple[str, ...]
    fallback: bool


@attrs.frozen
class Count:
    """A head count that counts, of a key group and more than no workers."""

    subject: str
    employer: str | None
    place: str | None
    group: str


@attrs.frozen
class Given:
    """All that a peer is handed. `paid` holds the work funds of the year in fen, row by row; a blank amount is None."""

    places: tuple[Place, ...]
    bodies: tuple[Body, ...]
    #: Open employers, and where they are.
    employers: tuple[tuple[str, str | None], ...]
    covers: tuple[tuple[str, str], ...]
    counts: tuple[Count, ...]
    paid: tuple[tuple[str, int | None], ...]


def given(structure: Any, on: date) -> Given:
    """Return what is handed to the peers of a structure on a day."""
    records = records_of(structure)
    day = Day(records, on, True)
    return Given(
        places=tuple(_places(day)),
        bodies=tuple(_body(day, union) for union in day.unions.values()),
        employers=tuple((one.id, one.place) for one in day.employers.values() if day.is_open(one)),
        covers=tuple((row.union, row.employer) for row in records.covers if _in_force(row, on)),
        counts=tuple(
            Count(subject("headcounts", row), row.employer, row.place, row.group)
            for row in records.headcounts
            if id(row) in day.counting and row.group in KEY_GROUPS and (row.workers or 0) > 0
        ),
        paid=tuple(
            (row.union, None if row.amount is None else int(row.amount * 100))
            for row in records.funding
            if row.year == on.year and row.purpose == "work"
        ),
    )


def _in_force(row: Any, on: date) -> bool:
    return (row.since is None or row.since <= on) and (row.until is None or row.until > on)


def _places(day: Day) -> Iterable[Place]:
    land = day.land
    touched = {one.place for table in (day.unions, day.employers) for one in table.values()}
    touched |= {row.place for row in day.records.headcounts}
    for code in sorted({above for place in touched if land.knows(place) for above in land.chain(place)}):
        chain = land.chain(code)
        yield Place(code, land.above(code), land.rank(code), "620000" in chain, land.is_above_counties(code))


def _body(day: Day, union: Any) -> Body:
    named = (*union.groups, *(GROUP_OF_INDUSTRY.get(name, "other") for name in union.industries))
    stands, kind = union.id in day.standing_ids, union.kind
    regional = kind == "regional_federation" and stands
    return Body(
        id=union.id,
        place=union.place,
        superior=union.superior,
        kind_rank=KIND_RANKS.get(kind),
        standing=stands,
        funded=stands and kind in FUNDED_KINDS and serves_key_groups(union),
        formed=stands and kind in FORMED_KINDS,
        offers=_key(named) if stands and kind in ("industry_federation", "industry_union") else (),
        welcomes=_key(union.groups or KEY_GROUPS) if regional else (),
        fallback=stands and kind in ("township_union", "community_union"),
    )


def _key(groups: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(KEY_GROUPS.intersection(groups)))


#: The joins that `joined` makes, as the page lists them.
JOINS = {
    "GS401": ("union → place", "funding → union, summed"),
    "TUL104": ("union → place", "union → superior", "superior → place"),
    "GS301": (
        "head count → employer → place", "employer → covers → union", "place → places above it → unions there",
    ),
}  # fmt: skip


@attrs.frozen
class Joined:
    """One flat table a rule, for engines without joins; None is unknown."""

    #: id, in Gansu, known funds in fen, whether they are all known
    funds: list[tuple[str, bool, int, bool]]
    #: id, ranks of its own and of its superior's place, ranks of their kinds (filled so that comparing them decides)
    ranks: list[tuple[str, int, int, int, int]]
    #: subject, in Gansu, organised at the employer, taken by a federation or a fallback
    taken: list[tuple[str, bool, bool, bool]]


def joined(handed: Given) -> Joined:
    """Make the joins in Python."""
    places = {place.code: place for place in handed.places}
    bodies = {body.id: body for body in handed.bodies}
    return Joined(_funds(handed, places), _ranks(handed, places, bodies), _taken(handed, places, bodies))


def _funds(handed: Given, places: dict[str, Place]) -> list[tuple[str, bool, int, bool]]:
    known: dict[str, int] = defaultdict(int)
    blank = set()
    for union, amount in handed.paid:
        known[union] += amount or 0
        if amount is None:
            blank.add(union)
    return [
        (body.id, body.place in places and places[body.place].gansu, known[body.id], body.id not in blank)
        for body in handed.bodies
        if body.funded
    ]


def _ranks(handed: Given, places: dict[str, Place], bodies: dict[str, Body]) -> list[tuple[str, int, int, int, int]]:
    rows = []
    for body in handed.bodies:
        upper = bodies.get(body.superior or "")
        if not body.standing or upper is None or body.place not in places or upper.place not in places:
            continue
        own, above = places[body.place].rank, places[upper.place].rank
        if own is not None and above is not None:
            rows.append((body.id, own, above, *kind_ranks(body.kind_rank, upper.kind_rank)))
    return rows


def kind_ranks(own: int | None, upper: int | None) -> tuple[int, int]:
    """Return two ranks of kinds that compare as far as they are known: what is unknown is taken to be in order."""
    lower = own if own is not None else 0 if upper == BASIC_LEVEL else BASIC_LEVEL + 1
    return lower, upper if upper is not None else -1 if lower > 0 else BASIC_LEVEL


def _taken(handed: Given, places: dict[str, Place], bodies: dict[str, Body]) -> list[tuple[str, bool, bool, bool]]:
    where = dict(handed.employers)
    organised = {
        employer
        for union, employer in handed.covers
        if employer in where and (found := bodies.get(union)) and found.formed
    }
    there: dict[str, set[str]] = defaultdict(set)
    for body in handed.bodies:
        if body.place in places:
            there[body.place].update(body.offers)
            there[body.place].update(KEY_GROUPS if body.fallback else ())
            there[body.place].update(() if places[body.place].above_counties else body.welcomes)
    reach: dict[str, frozenset[str]] = {}

    def taken_at(code: str | None) -> frozenset[str]:
        if code is None:
            return frozenset()
        if code not in reach:
            reach[code] = taken_at(places[code].parent) | there[code]
        return reach[code]

    rows = []
    for count in handed.counts:
        place = places.get((count.place if count.employer is None else where.get(count.employer)) or "")
        takes = place is not None and count.group in taken_at(place.code)
        rows.append((count.subject, place is not None and place.gansu, count.employer in organised, takes))
    return rows
