"""GS104, GS301 to GS306, GS607, GS802: which unions take the workers of the key groups, and who serves them."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from benchmarks.peers.coverage import is_covered, is_federated, tier
from benchmarks.peers.day import KEY_GROUPS, Day, Truth, among, at_least, both, latest_of, opposite, serves_key_groups
from benchmarks.peers.outcomes import NOT_APPLICABLE, Outcome, judge

#: "Mainly" is more than half, in per cent.
MAINLY = 50
SMALL_BRANCH = 25
DIRECT_KINDS = ("industry_federation", "regional_federation", "industry_union", "township_union", "community_union")
STAFFED_KINDS = ("township_union", "industry_federation", "regional_federation")


# Coverage.


def workers_covered(day: Day, row: Any) -> Outcome:
    """GS301: some union takes the workers of a key group."""
    if id(row) not in day.counting:
        return NOT_APPLICABLE
    some = None if row.workers is None else row.workers > 0
    when = both(among(row.group, *KEY_GROUPS), some, day.inside(day.place_of(row)))
    return NOT_APPLICABLE if when is False else judge(when, is_covered(day, row))


def townships_can_catch(day: Day) -> Iterable[tuple[str, Outcome]]:
    """GS302: a township where key groups work has a union."""
    known, blank = day.workers_by_place(*KEY_GROUPS)
    recorded = bool(day.records.headcounts)
    for code in day.touched():
        some = at_least(known[code], recorded and code not in blank, 1)
        when = both(day.level_among(code, "township"), some, day.inside(code))
        yield code, judge(when, any(union.kind == "township_union" for union in day.anchored.get(code, ())))


def small_branch_in_federation(day: Day, employer: Any) -> Outcome:
    """GS303: a small branch without a union of its own is taken by an industry or a regional federation."""
    if employer.role != "platform_branch" or day.is_organised(employer.id):
        return NOT_APPLICABLE
    small = None if employer.workers is None else employer.workers < SMALL_BRANCH
    when = both(small, day.inside(employer.place))
    rows = day.counts_of.get(employer.id)
    return judge(when, both(*(is_federated(day, row) for row in rows)) if rows else None)


def stations_for_drivers(day: Day) -> Iterable[tuple[str, Outcome]]:
    """GS802: a county where drivers work has a station."""
    known, blank = day.workers_by_place("truck_driver", "ride_hailing_driver")
    recorded = bool(day.records.headcounts)
    served = {
        above
        for station in day.records.stations.values()
        if (station.since is None or station.since <= day.on) and day.land.knows(station.place)
        for above in day.land.chain(station.place)
    }
    for code in day.touched():
        county = True if day.land.speaks_as_county(code) else day.level_among(code, "county")
        when = both(county, at_least(known[code], recorded and code not in blank, 1), day.inside(code))
        yield code, judge(when, code in served if day.records.stations else None)


# Whom federations take.


class Reach:
    """The head counts that each federation takes: by its tier, or through its member unions."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.by_tier: dict[str, list[Any]] = defaultdict(list)
        for row in day.counting.values():
            union = tier(day, row)[1]
            if union is not None:
                self.by_tier[union].append(row)
        self.members: dict[str, set[str]] = defaultdict(set)
        for link in day.records.affiliations:
            if day.in_force(link) and link.union in day.standing_ids:
                self.members[link.federation].add(link.union)
        self.in_area, self.open_areas = day.workers_by_place(*KEY_GROUPS)

    def rows(self, union: Any) -> Iterable[Any]:
        """Return the head counts that a federation takes, each once."""
        found = {id(row): row for row in self.by_tier.get(union.id, ())}
        for member in self.members.get(union.id, ()):
            for employer in self.day.covered_employers(self.day.unions[member]):
                found.update((id(row), row) for row in self.day.counts_of.get(employer.id, ()))
        return found.values()

    def key_workers(self, union: Any) -> tuple[float, float]:
        """Return the least and the greatest number of key-group workers of a body: its area's or those it takes."""
        if not self.day.records.headcounts:
            return 0, math.inf
        if union.kind == "township_union":
            return self.in_area[union.place], math.inf if union.place in self.open_areas else self.in_area[union.place]
        workers = [row.workers for row in self.rows(union) if row.group in KEY_GROUPS]
        known = sum(number for number in workers if number is not None)
        return known, math.inf if None in workers else known


def mainly_key_groups(day: Day, reach: Reach, union: Any) -> Outcome:
    """GS104: more than half of the workers that an industry federation takes are of key groups."""
    when = both(among(union.kind, "industry_federation"), serves_key_groups(union), day.inside(union.place))
    rows = () if when is False else reach.rows(union)
    everybody = sum(row.workers or 0 for row in rows)
    if not everybody or any(row.workers is None for row in rows):
        return NOT_APPLICABLE
    key = sum(row.workers for row in rows if row.group in KEY_GROUPS)
    # Workers of a group that nobody wrote down may be of a key group or not.
    perhaps = key + sum(row.workers for row in rows if row.group is None)
    fewest, most = (number * 100 > everybody * MAINLY for number in (key, perhaps))
    return judge(when, fewest if fewest == most else None)


def hired_staff_follow(day: Day, union: Any, rivals: Iterable[Any], reach: Reach) -> Outcome:
    """GS607: no body of the county has fewer workers of key groups and more hired staff."""
    if union.hired_staff is None:
        return NOT_APPLICABLE
    county = day.land.county(union.place)
    somewhere = None if not day.land.knows(union.place) else county is not None
    when = both(among(union.kind, *STAFFED_KINDS), somewhere, day.inside(union.place))
    if when is False:
        return NOT_APPLICABLE
    if county is None:
        return judge(when, None)
    least, most = (0, math.inf) if union.kind is None else reach.key_workers(union)

    def has_fewer(other: Any) -> Truth:
        fewest, greatest = reach.key_workers(other)
        return True if greatest < least else False if fewest >= most else None

    overtaken = [has_fewer(other) for other in rivals if other is not union and other.hired_staff > union.hired_staff]
    return judge(when, both(*map(opposite, overtaken)))


def staffed_bodies(day: Day) -> dict[str, list[Any]]:
    """Return the bodies with known hired staff by county."""
    bodies: dict[str, list[Any]] = defaultdict(list)
    for union in day.standing:
        county = day.land.county(union.place)
        if union.kind in STAFFED_KINDS and union.hired_staff is not None and county is not None:
            bodies[county].append(union)
    return bodies


# Direct members.


def counting_direct(day: Day) -> set[int]:
    """Return which rows of direct members count on the day: the latest of a union, group and employer."""
    rows = latest_of(day.on, day.records.direct_members, lambda row: (row.union, row.group, row.employer))
    return {id(row) for row in rows if not day.of_closed(row)}


def _holds_members(day: Day, row: Any) -> Truth:
    union = day.unions.get(row.union) if row.union is not None else None
    inside = None if union is None else day.inside(union.place)
    return both(None if row.members is None else row.members > 0, day.union_stands(row.union), inside)


def direct_members_where_allowed(day: Day, row: Any) -> Outcome:
    """GS304: only unions that catch the rest hold members directly."""
    union = day.unions.get(row.union) if row.union is not None else None
    return judge(_holds_members(day, row), None if union is None else among(union.kind, *DIRECT_KINDS))


def direct_members_without_own_union(day: Day, row: Any) -> Outcome:
    """GS305: the employer of direct members has no union of its own."""
    when = both(row.employer is not None, _holds_members(day, row))
    return judge(when, not day.has_own_union(row.employer) if row.employer in day.employers else None)


def direct_only_where_needed(day: Day, row: Any) -> Outcome:
    """GS306: the employer of direct members cannot found a union yet."""
    when = both(row.employer is not None, _holds_members(day, row))
    employer = day.employers.get(row.employer) if row.employer is not None else None
    return judge(when, None if employer is None else opposite(employer.can_found))


EMPLOYER_RULES: dict[str, Callable[[Day, Any], Outcome]] = {"GS303": small_branch_in_federation}
PLACE_RULES: dict[str, Callable[[Day], Iterable[tuple[str, Outcome]]]] = {
    "GS302": townships_can_catch,
    "GS802": stations_for_drivers,
}
DIRECT_RULES: dict[str, Callable[[Day, Any], Outcome]] = {
    "GS304": direct_members_where_allowed,
    "GS305": direct_members_without_own_union,
    "GS306": direct_only_where_needed,
}
