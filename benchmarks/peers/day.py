"""What the plain functions look up: a structure on one day, indexed with dicts; the union hierarchy in networkx."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import networkx as nx

from benchmarks.peers.land import Land, shipped_land
from benchmarks.peers.records import Records

#: True, False or None for unknown.
Truth = bool | None

GANSU = "620000"
GROUP_OF_INDUSTRY = {
    "road_freight": "truck_driver",
    "ride_hailing": "ride_hailing_driver",
    "express_delivery": "courier",
    "food_delivery": "food_delivery_rider",
}
INDUSTRY_OF_GROUP = {group: industry for industry, group in GROUP_OF_INDUSTRY.items()}
KEY_GROUPS = frozenset(INDUSTRY_OF_GROUP)
KIND_RANKS = {
    "general_federation": 0,
    "industrial_union": 1,
    "work_committee": 1,
    "industry_federation": 2,
    "regional_federation": 2,
    "township_union": 2,
    "community_union": 2,
    "industry_union": 3,
    "joint_union": 3,
    "basic_union": 3,
}


def both(*truths: Truth) -> Truth:
    """Return whether all hold: one False decides, else one unknown leaves it open."""
    return False if False in truths else None if None in truths else True


def either(*truths: Truth) -> Truth:
    """Return whether one holds: one True decides, else one unknown leaves it open."""
    return True if True in truths else None if None in truths else False


def opposite(truth: Truth) -> Truth:
    """Return the contrary; the contrary of unknown is unknown."""
    return None if truth is None else not truth


def among(value: str | None, *codes: str) -> Truth:
    """Return whether a cell holds one of the codes; a blank is unknown."""
    return None if value is None else value in codes


def at_least(known: Any, complete: bool, floor: Any) -> Truth:
    """Return whether a sum reaches a floor; an incomplete sum may still grow."""
    return True if known >= floor else False if complete else None


def serves_key_groups(union: Any) -> bool:
    """Return whether a union names a key group, or an industry other than `other`."""
    return any(group in KEY_GROUPS for group in union.groups) or any(name != "other" for name in union.industries)


def latest_of(on: date, rows: Iterable[Any], key: Callable[[Any], Hashable]) -> list[Any]:
    """Return of the rows of one key the latest not after `on`; a blank date is the oldest, of equal ones the last."""
    latest: dict[Hashable, Any] = {}
    for row in rows:
        if row.as_of is not None and row.as_of > on:
            continue
        name = key(row)
        last = latest.get(name)
        if last is None or (row.as_of or date.min) >= (last.as_of or date.min):
            latest[name] = row
    return list(latest.values())


def months_later(day: date, months: int) -> date:
    """Return the day some months later, clamped to the month's end: three months after 30 November is 28 February."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


class Day:
    """A structure on one day: who stands, who covers whom, who is anchored where, which head counts count."""

    def __init__(self, records: Records, on: date, proposed: bool) -> None:
        self.on = on
        self.proposed = proposed
        self.records = records
        self.unions, self.employers = records.unions, records.employers
        self.land = self._land()
        self._inside: dict[str, bool] = {}
        self.standing = [union for union in self.unions.values() if self.stands(union)]
        self.standing_ids = {union.id for union in self.standing}
        self._covers()
        self.anchored: dict[str, list[Any]] = defaultdict(list)
        for union in sorted(self.standing, key=lambda union: union.id):
            if self.land.knows(union.place):
                self.anchored[union.place].append(union)
        self.whole = any(
            union.kind == "general_federation" and self.land.level(union.place) == "nation" for union in self.standing
        )
        self.rootless = [union for union in self.standing if union.superior is None and self.land.knows(union.place)]
        self.rootless_at: dict[str, list[Any]] = defaultdict(list)
        for union in self.rootless:
            self.rootless_at[union.place].append(union)
        self._counts()
        self._funds()

    def _land(self) -> Land:
        if not self.records.with_shipped_places:
            return Land({}, self.records.places)
        return Land(shipped_land().spots, self.records.places) if self.records.places else shipped_land()

    # Time.

    def stands(self, union: Any) -> bool:
        """Return whether a union stands on the day."""
        on = self.on
        return (
            (union.status != "dissolved" or (union.dissolved_on is not None and union.dissolved_on > on))
            and (union.founded_on is None or union.founded_on <= on)
            and (union.dissolved_on is None or union.dissolved_on > on)
            and (self.proposed or union.status == "active")
        )

    def is_open(self, employer: Any) -> bool:
        """Return whether an employer is open on the day."""
        return (employer.opened_on is None or employer.opened_on <= self.on) and (
            employer.closed_on is None or employer.closed_on > self.on
        )

    def in_force(self, link: Any) -> bool:
        """Return whether a link or an office holds on the day."""
        return (link.since is None or link.since <= self.on) and (link.until is None or link.until > self.on)

    def of_closed(self, row: Any) -> bool:
        """Return whether a row is about an employer that is known and not open on the day."""
        employer = self.employers.get(row.employer) if row.employer is not None else None
        return employer is not None and not self.is_open(employer)

    def is_active_member(self, row: Any) -> bool:
        """Return whether a row of members is an active membership on the day, as its own cells say."""
        return (
            row.status == "active"
            and (row.joined_on is None or row.joined_on <= self.on)
            and (row.left_on is None or row.left_on > self.on)
        )

    def union_stands(self, key: str | None) -> Truth:
        """Return whether the union that a row names stands; unknown where there is none of that id."""
        return None if key not in self.unions else key in self.standing_ids

    # Who covers whom.

    def _covers(self) -> None:
        self.covered: dict[str, dict[str, Any]] = defaultdict(dict)
        self.covering: dict[str, dict[str, Any]] = defaultdict(dict)
        for link in self.records.covers:
            employer = self.employers.get(link.employer)
            if not self.in_force(link):
                continue
            if link.union in self.standing_ids and employer is not None and self.is_open(employer):
                self.covered[link.union][employer.id] = employer
                self.covering[employer.id][link.union] = self.unions[link.union]

    def covered_employers(self, union: Any) -> Collection[Any]:
        """Return the open employers that a union covers on the day."""
        return self.covered[union.id].values() if union.id in self.covered else ()

    def covered_workers(self, union: Any) -> tuple[int, bool]:
        """Return the workers of the employers that a union covers as far as known, and whether those are all."""
        workers = [employer.workers for employer in self.covered_employers(union)]
        return sum(number for number in workers if number is not None), None not in workers

    def covering_unions(self, employer_id: str | None, *kinds: str) -> list[Any]:
        """Return the standing unions of `kinds` that cover an employer on the day."""
        if employer_id not in self.covering:
            return []
        return [union for union in self.covering[employer_id].values() if union.kind in kinds]

    def has_own_union(self, employer_id: str | None) -> bool:
        """Return whether a standing basic union covers the employer."""
        return bool(self.covering_unions(employer_id, "basic_union"))

    def is_organised(self, employer_id: str | None) -> bool:
        """Return whether the employer has a union of its own or joint."""
        return bool(self.covering_unions(employer_id, "basic_union", "joint_union", "industry_union"))

    # Where things lie.

    def inside(self, place: str | None) -> Truth:
        """Return whether a place lies in Gansu; unknown for a place that is blank or does not exist."""
        if place is None or not self.land.knows(place):
            return None
        inside = self._inside.get(place)
        if inside is None:
            inside = self._inside[place] = GANSU in self.land.chain(place)
        return inside

    def level_among(self, place: str | None, *levels: str) -> Truth:
        """Return whether the level of a place is one of `levels`."""
        return among(self.land.level(place), *levels)

    def anchored_upward(self, place: str) -> Iterator[tuple[str, Any]]:
        """Yield the standing unions anchored at a place and above it, nearest first, then by id."""
        for code in self.land.chain(place):
            for union in self.anchored.get(code, ()):
                yield code, union

    def touched(self) -> set[str]:
        """Return the places with a union, employer, head count or row of the file in their area."""
        here = {union.place for union in self.unions.values()}
        here.update(employer.place for employer in self.employers.values())
        here.update(row.place for row in self.records.headcounts)
        here.update(row.code for row in self.records.places)
        return {above for code in here if code is not None and self.land.knows(code) for above in self.land.chain(code)}

    # Head counts and money.

    def _counts(self) -> None:
        """Keep the rows that count on the day: the latest of an employer or place, group and source."""
        latest = latest_of(
            self.on,
            (row for row in self.records.headcounts if (row.employer is None) != (row.place is None)),
            lambda row: (row.employer, row.place, row.group, row.source),
        )
        self.all_counting = [row for row in latest if not self.of_closed(row)]
        self.counting: dict[int, Any] = {}
        self.counts_of: dict[str, list[Any]] = defaultdict(list)
        self.other_counts: dict[tuple[str | None, str | None, str | None], list[Any]] = defaultdict(list)
        for row in self.all_counting:
            if row.source != "survey":
                self.other_counts[row.employer, row.place, row.group].append(row)
                continue
            self.counting[id(row)] = row
            if row.employer is not None:
                self.counts_of[row.employer].append(row)

    def workers_by_place(self, *groups: str) -> tuple[dict[str, int], set[str]]:
        """Return the workers of `groups` in every place and below it, as far as known, and where some are unknown."""
        known: dict[str, int] = defaultdict(int)
        blank: set[str] = set()
        for row in self.counting.values():
            place = self.place_of(row)
            if row.group in groups and place is not None and self.land.knows(place):
                for code in self.land.chain(place):
                    if row.workers is None:
                        blank.add(code)
                    else:
                        known[code] += row.workers
        return known, blank

    def place_of(self, row: Any) -> str | None:
        """Return the place of a head count: its own, else its employer's."""
        if row.place is not None:
            return str(row.place)
        employer = self.employers.get(row.employer) if row.employer is not None else None
        return None if employer is None else employer.place

    def _funds(self) -> None:
        """Collect the work funds of the year by union."""
        year = self.on.year
        self.funds_recorded = False
        self.work_rows: dict[str, list[Any]] = defaultdict(list)
        for row in self.records.funding:
            if row.year == year:
                self.funds_recorded = True
                if row.purpose == "work" and row.union is not None:
                    self.work_rows[row.union].append(row)

    def work_funds(self, union: Any) -> tuple[Decimal, bool]:
        """Return a union's work funds of the year as far as known, and whether that is all."""
        rows = self.work_rows.get(union.id, ())
        known = sum((row.amount for row in rows if row.amount is not None), Decimal(0))
        return known, self.funds_recorded and all(row.amount is not None for row in rows)

    # The hierarchy.

    def in_circles(self) -> set[str]:
        """Return the unions on a circle of superiors or below one."""
        graph = nx.DiGraph()
        graph.add_nodes_from(self.unions)
        graph.add_edges_from(
            (union.id, union.superior) for union in self.unions.values() if union.superior in self.unions
        )
        caught: set[str] = set()
        for ring in nx.strongly_connected_components(graph):
            member = next(iter(ring))
            if len(ring) > 1 or graph.has_edge(member, member):
                caught |= ring | nx.ancestors(graph, member)
        return caught

    def is_top(self, union: Any) -> Truth:
        """Return whether a union is a top of a partial structure."""
        kind = among(union.kind, "general_federation", "industrial_union", "work_committee")
        if union.superior is not None or kind is False:
            return False
        if not self.land.knows(union.place):
            outranked = None if any(other is not union for other in self.rootless) else False
        else:
            outranked = either(
                False,
                *(
                    self.outranks(other, union)
                    for code in self.land.chain(union.place)
                    for other in self.rootless_at.get(code, ())
                    if other is not union
                ),
            )
        return both(kind, opposite(outranked))

    def outranks(self, other: Any, union: Any) -> Truth:
        """Return whether `other` stands above `union`, whose place lies in its own: by level, at one level by kind."""
        upper, lower = self.land.rank(other.place), self.land.rank(union.place)
        if other.place != union.place and (upper is None or upper != lower):
            # Where a level is unknown, a place still stands below the one it lies in.
            return upper is None or lower is None or upper < lower
        if other.kind is None:
            return False
        return None if union.kind is None else KIND_RANKS[other.kind] < KIND_RANKS[union.kind]
