"""Coverage tiers for the plain functions: who takes the workers of a head count."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.day import INDUSTRY_OF_GROUP, Day, Truth, either


def names(union: Any, group: str | None) -> Truth:
    """Return whether a union names a group or the industry of it."""
    if group is None:
        return None if union.groups or union.industries else False
    return group in union.groups or INDUSTRY_OF_GROUP.get(group) in union.industries


def welcomes(union: Any, group: str | None) -> Truth:
    """Return whether a regional federation takes a group: it names it, or names no group at all."""
    if not union.groups:
        return True
    return None if group is None else group in union.groups


def by_industry(day: Day, place: str, group: str | None) -> list[tuple[Any, Truth]]:
    """Return the industry federations and unions above a place, nearest first, and whether they take the group."""
    return [
        (union, names(union, group))
        for _, union in day.anchored_upward(place)
        if union.kind in ("industry_federation", "industry_union")
    ]


def by_region(day: Day, place: str, group: str | None) -> list[tuple[Any, Truth]]:
    """Return the regional federations above a place up to the county, nearest first, and whether they take it."""
    return [
        (union, welcomes(union, group))
        for code, union in day.anchored_upward(place)
        if union.kind == "regional_federation" and not day.land.is_above_counties(code)
    ]


def as_fallback(day: Day, place: str) -> Any | None:
    """Return the nearest community union above a place, else the nearest township union."""
    for kind in ("community_union", "township_union"):
        for _, union in day.anchored_upward(place):
            if union.kind == kind:
                return union
    return None


def is_federated(day: Day, row: Any) -> Truth:
    """Return whether an industry or a regional federation takes the workers of a head count."""
    place = day.place_of(row)
    if place is None or not day.land.knows(place):
        return None
    found = by_industry(day, place, row.group) + by_region(day, place, row.group)
    return either(False, *(takes for _, takes in found))


def is_covered(day: Day, row: Any) -> Truth:
    """Return whether any tier takes the workers of a head count."""
    if day.is_organised(row.employer):
        return True
    place = day.place_of(row)
    if place is None or not day.land.knows(place):
        return None
    return either(is_federated(day, row), as_fallback(day, place) is not None)


def tier(day: Day, row: Any) -> tuple[str | None, str | None]:
    """Return the tier of a head count that counts, and the id of its union; (None, None) where it is unknown."""
    place = day.place_of(row)
    known = place is not None and day.land.knows(place)
    chain = day.land.chain(place) if place is not None and known else ()
    for name, kinds in (("own", ("basic_union",)), ("joint", ("joint_union", "industry_union"))):
        found = day.covering_unions(row.employer, *kinds)
        if found:
            nearest = min(
                found, key=lambda union: (chain.index(union.place) if union.place in chain else len(chain), union.id)
            )
            return name, nearest.id
    if place is None or not known:
        return None, None
    for name, candidates in (
        ("industry", by_industry(day, place, row.group)),
        ("regional", by_region(day, place, row.group)),
    ):
        for union, takes in candidates:
            if takes is None:
                return None, None
            if takes:
                return name, union.id
    fallback = as_fallback(day, place)
    return ("none", None) if fallback is None else ("fallback", fallback.id)
