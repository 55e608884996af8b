"""GS501 to GS506, GS701 to GS704: rates, the survey, the register of members, and the phases of the drive."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import attrs

from benchmarks.peers.day import KEY_GROUPS, Day, Truth, among, both, either, serves_key_groups
from benchmarks.peers.outcomes import NOT_APPLICABLE, Outcome, judge

TARGET, TARGET_DUE = 80, date(2022, 12, 31)
SURVEY_DUE = date(2021, 8, 31)
#: The difference between sources that is tolerated, in per cent of the survey.
TOLERANCE = 10
PROMPTLY = timedelta(days=30)
PHASES = {
    "mobilisation": (date(2021, 8, 1), date(2021, 8, 31)),
    "implementation": (date(2021, 9, 1), date(2022, 11, 30)),
    "summing_up": (date(2022, 11, 1), date(2022, 12, 31)),
}
CHANNELS_DUE = date(2021, 9, 1)


# Rates.


@attrs.define
class Rate:
    """Members and workers of an area, as far as known.

    `shortest` and `longest` bound 100 x members - 80 x workers, which is negative where the target is missed.
    """

    known_workers: int = 0
    some_unknown: bool = False
    shortest: float = 0
    longest: float = 0

    def add(self, workers: int | None, members: int | None) -> None:
        """Count a row: unknown members are 0 to its workers, unknown workers any number from its members upward."""
        share = 100 - TARGET
        if workers is None:
            # At best all are members, at worst there is no end of workers.
            self.some_unknown = True
            self.known_workers += members or 0
            self.longest += math.inf if members is None else share * members
            self.shortest -= math.inf
            return
        self.known_workers += workers
        self.longest += share * workers if members is None else 100 * members - TARGET * workers
        self.shortest += 100 * (members or 0) - TARGET * workers

    def judged(self, applies: Truth) -> Outcome:
        """Return the outcome of a target for these workers."""
        some = True if self.known_workers > 0 else None if self.some_unknown else False
        reached = True if self.shortest >= 0 else False if self.longest < 0 else None
        return judge(both(applies, some), reached)


def _rated_areas(day: Day, place: str) -> set[str]:
    """Return the areas that count a place: its provinces, and the nearest reporting unit alone."""
    chain = day.land.chain(place)
    areas = {code for code in chain if day.land.level(code) == "province"}
    return areas | set([code for code in chain if day.land.reports(code)][:1])


def rates(day: Day) -> dict[str, dict[str, Rate]]:
    """Return what is counted of each key group in every province and reporting unit with a head count."""
    found: dict[str, dict[str, Rate]] = {}
    for row in day.counting.values():
        place = day.place_of(row)
        if place is None or not day.land.knows(place):
            continue
        for area in _rated_areas(day, place):
            groups = found.setdefault(area, {group: Rate() for group in sorted(KEY_GROUPS)})
            if row.group in groups:
                groups[row.group].add(row.workers, row.members)
    return found


def targets(day: Day, scope: str) -> Iterator[tuple[str, str, Outcome]]:
    """GS501, GS502: the rate of each group, or of the four together, reaches the target by its day."""
    due = day.on >= TARGET_DUE
    for area, groups in rates(day).items():
        applies = both(due, day.inside(area))
        for group, rate in groups.items():
            yield "GS501", f"{area}|{group}", rate.judged(both(scope != "pooled", applies))
        pool = Rate(
            sum(rate.known_workers for rate in groups.values()),
            any(rate.some_unknown for rate in groups.values()),
            sum(rate.shortest for rate in groups.values()),
            sum(rate.longest for rate in groups.values()),
        )
        yield "GS502", area, pool.judged(both(scope != "each_group", applies))


# The survey.


def surveyed(day: Day) -> Iterator[tuple[str, Outcome]]:
    """GS503: every reporting unit surveyed every key group, on a known day."""
    units: set[str] = set()
    dated: dict[str, set[str]] = defaultdict(set)
    places = [employer.place for employer in day.employers.values() if day.is_open(employer)]
    for row in day.all_counting:
        places.append(day.place_of(row))
        if id(row) in day.counting and row.as_of is not None and places[-1] is not None:
            for code in day.land.chain(places[-1]) if day.land.knows(places[-1]) else ():
                dated[code].add(row.group)
    for place in {place for place in places if place is not None and day.land.knows(place)}:
        units.update(code for code in day.land.chain(place) if day.land.reports(code))
    for unit in units:
        when = both(day.on >= SURVEY_DUE, day.inside(unit))
        for group in KEY_GROUPS:
            yield f"{unit}|{group}", judge(when, group in dated[unit] if day.records.headcounts else None)


def counts_reconcile(day: Day, row: Any) -> Outcome:
    """GS504: what other sources count differs little from the survey."""
    if id(row) not in day.counting or row.group is None:
        return NOT_APPLICABLE
    others = day.other_counts.get((row.employer, row.place, row.group))
    if not others:
        return NOT_APPLICABLE

    def agrees(other: Any) -> Truth:
        if row.workers is None or other.workers is None:
            return None
        return bool(abs(other.workers - row.workers) * 100 <= row.workers * TOLERANCE)

    return judge(day.inside(day.place_of(row)), both(*map(agrees, others)))


# The register of members.


def _is_active(day: Day, row: Any) -> bool:
    return day.is_active_member(row) and not day.of_closed(row)


def _where(day: Day, row: Any) -> Truth:
    """Return whether the union of a row stands and lies in the province."""
    union = day.unions.get(row.union) if row.union is not None else None
    return both(day.union_stands(row.union), None if union is None else day.inside(union.place))


def registered_promptly(day: Day, row: Any) -> Outcome:
    """GS505: a member is registered within thirty days of joining, not before it."""
    when = both(_is_active(day, row), row.joined_on is not None, _where(day, row))
    if when is False:
        return NOT_APPLICABLE
    if row.registered_on is None:
        return judge(when, None)
    return judge(when, row.joined_on <= row.registered_on <= row.joined_on + PROMPTLY)


def occupation_clear(day: Day, row: Any) -> Outcome:
    """GS506: the group of a member of a union of key groups is known."""
    union = day.unions.get(row.union) if row.union is not None else None
    key = None if union is None else serves_key_groups(union)
    return judge(both(_is_active(day, row), key, _where(day, row)), row.group is not None)


# The phases.


def _reports(day: Day, union: Any) -> Truth:
    """Return whether a union is the general federation of a reporting unit."""
    unit = day.land.reports(union.place) if day.land.knows(union.place) else None
    return both(among(union.kind, "general_federation"), unit)


def planned(phase: str, first: date, last: date) -> Callable[[Day, dict[str, list[Any]], Any], Outcome]:
    """Return a rule: unions that report, and those of an industry of the province, have a plan of a phase."""

    def rule(day: Day, plans: dict[str, list[Any]], union: Any) -> Outcome:
        of_industry = both(among(union.kind, "industrial_union"), day.level_among(union.place, "province"))
        when = both(day.on > PHASES[phase][1], either(_reports(day, union), of_industry), day.inside(union.place))
        has = None
        if day.records.plans:
            has = any(row.phase == phase and first <= row.on <= last for row in plans.get(union.id, ()))
        return judge(when, has)

    return rule


def _between(day: date | None, first: date, last: date) -> Truth:
    return None if day is None else first <= day <= last


def plans_of(day: Day) -> dict[str, list[Any]]:
    """Return the plans of every union that are made by the day."""
    plans: dict[str, list[Any]] = defaultdict(list)
    for row in day.records.plans:
        if row.union is not None and row.on is not None and row.on <= day.on:
            plans[row.union].append(row)
    return plans


def phase_contains_date(day: Day, row: Any) -> Outcome:
    """GS703: a plan is dated in its phase."""
    if row.on is not None and row.on > day.on:
        return NOT_APPLICABLE
    fits = [both(among(row.phase, phase), _between(row.on, *dates)) for phase, dates in PHASES.items()]
    return judge(_where(day, row), either(*fits))


def online_channels(day: Day) -> set[str | None]:
    """Return the unions with an online channel that is open on the day."""
    return {
        row.union for row in day.records.channels if row.kind == "online" and (row.since is None or row.since <= day.on)
    }


def online_channel(day: Day, channels: set[str | None], union: Any) -> Outcome:
    """GS704: an online channel is open at the union of a reporting unit or above it."""
    when = both(day.on >= CHANNELS_DUE, _reports(day, union), day.inside(union.place))
    if when is False:
        return NOT_APPLICABLE
    if not day.records.channels:
        return judge(when, None)
    open_online: list[Truth] = [False]
    seen: set[str] = set()
    here: Any = union
    while here is not None and here.id not in seen:
        seen.add(here.id)
        if here.id in day.standing_ids:
            open_online.append(here.id in channels)
        if here.superior is not None and here.superior not in day.unions:
            open_online.append(None)
        here = day.unions.get(here.superior) if here.superior is not None else None
    return judge(when, either(*open_online))


PLAN_RULES: dict[str, Callable[[Day, dict[str, list[Any]], Any], Outcome]] = {
    "GS701": planned("mobilisation", date(2021, 8, 1), date(2021, 8, 31)),
    "GS702": planned("summing_up", date(2022, 11, 1), date(2022, 12, 31)),
}
MEMBER_RULES: dict[str, Callable[[Day, Any], Outcome]] = {"GS505": registered_promptly, "GS506": occupation_clear}
