"""TUL101 to TUL106, TUL206 to TUL211, TUL301 of the Trade Union Law: the hierarchy, how unions begin and end.

TUL102 and TUL103 are in `plain_founding` and `plain`. Where the catalogue leaves a choice, this reading takes:

- TUL101: a union counts where its kind and the level of its place are known to be those of the nation's federation; so
  nothing is ever unknown. In a partial structure there is none, and the rule is not applicable.
- TUL104: the superior is looked at whether it stands or not. Unions at the same known place stand on one level, and a
  place stands below those it lies in, even where a level is unknown. Of two kinds one of which is blank the other may
  decide: nothing ranks above a general federation, no union of basic level above anything.
- TUL105: unions of whatever kind hold an area. A place that only the file knows, without a level, may be a county. A
  prefecture without counties is asked as a prefecture; a county that is a reporting unit is asked.
- TUL106: with proposals left out, a superior that is only proposed does not stand.
- TUL206: the approval's day is compared as given. A union of the nation with a blank kind, or a general federation
  whose level is unknown, may be the nation's.
- TUL207: ids are compared, so that an id that does not exist can be the superior and the approver at once; where else
  an approver that does not exist would stand is unknown. `known` means not blank. The chain goes through unions that do
  not stand; in a circle it ends where it began, and a union in one is above itself.
- TUL208: the dates are compared as they are given, also where the approval lies after the day.
- TUL209: the links of covers in force count; an employer that closed by the day, and those that are open. One that is
  not yet open counts not, nor one that does not exist.
- TUL210, TUL211: dissolved is a union whose dissolved_on is not after the day, whatever its status, or whose status is
  dissolved with a blank date. A status of dissolved with a later date: not yet. Only the leading superior counts.
- TUL211: every row is judged, also of a closed employer and whatever its dates. A row whose union is blank or does not
  exist may be one of a dissolved union: held if its status is allowed, else unknown.
- TUL301: a federation that is there holds the rule, none breaks it. Employers that are open are counted, with the place
  that they name; a federation is any standing union of the four kinds at exactly this place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from benchmarks.peers.day import KIND_RANKS, Day, Truth, among, both, opposite
from benchmarks.peers.land import NEW_AREA
from benchmarks.peers.outcomes import NOT_APPLICABLE, Outcome, RowRule, WideRule, judge

LAW_STARTS = date(2001, 10, 27)
AMENDMENT_STARTS = date(2022, 1, 1)
TOWN_FEDERATIONS = ("general_federation", "industry_federation", "regional_federation", "township_union")
MANY_ENTERPRISES = 100


# The hierarchy.


def one_root(day: Day) -> Iterable[tuple[str, Outcome]]:
    """TUL101: there is one general federation of the nation."""
    roots = [
        union
        for union in day.standing
        if union.kind == "general_federation" and day.land.level(union.place) == "nation"
    ]
    yield "structure", judge(bool(roots), len(roots) == 1)


def ranks_above(upper: str | None, lower: str | None) -> Truth:
    """Return whether one kind ranks above another; a blank may be any."""
    if upper is not None and lower is not None:
        return KIND_RANKS[upper] < KIND_RANKS[lower]
    if lower == "general_federation" or (upper is not None and KIND_RANKS[upper] == max(KIND_RANKS.values())):
        return False
    return None


def compare_levels(day: Day, one: str | None, other: str | None) -> int | None:
    """Return -1 where the first place stands above the second, 0 where level with it, 1 where below; None: unknown."""
    land = day.land
    if one is None or other is None or not land.knows(one) or not land.knows(other):
        return None
    if one == other:
        return 0
    first, second = land.rank(one), land.rank(other)
    if first is not None and second is not None:
        return (first > second) - (first < second)
    if one in land.chain(other):
        return -1
    return 1 if other in land.chain(one) else None


def superior_ranks_above(day: Day, union: Any) -> Outcome:
    """TUL104: the superior stands on a higher level, or on the same one with a kind that ranks above."""
    superior = day.unions.get(union.superior)
    if superior is None:
        return NOT_APPLICABLE
    order = compare_levels(day, superior.place, union.place)
    if order == 0:
        return judge(True, ranks_above(superior.kind, union.kind))
    return judge(True, None if order is None else order < 0)


def local_federation_exists(day: Day) -> Iterable[tuple[str, Outcome]]:
    """TUL105: a province, prefecture or county that holds unions has its general federation."""
    holding = {above for place in day.anchored for above in day.land.chain(place)}
    for code in day.touched():
        when = both(
            day.level_among(code, "province", "prefecture", "county"),
            code in holding,
            code != NEW_AREA,
        )
        yield code, judge(when, any(union.kind == "general_federation" for union in day.anchored.get(code, ())))


def superior_stands(day: Day, union: Any) -> Outcome:
    """TUL106: the superior stands on the day."""
    return judge(union.superior in day.unions, union.superior in day.standing_ids)


def fallback_may_be_formed(day: Day, many: int) -> Iterable[tuple[str, Outcome]]:
    """TUL301: a township with many employers has a federation."""
    here: Counter[str] = Counter()
    for employer in day.employers.values():
        if day.is_open(employer) and day.land.knows(employer.place):
            here.update(day.land.chain(employer.place))
    for code in day.touched():
        when = both(day.level_among(code, "township"), here[code] >= many)
        yield code, judge(when, any(union.kind in TOWN_FEDERATIONS for union in day.anchored.get(code, ())))


# Beginning.


def is_the_nations(day: Day, union: Any) -> Truth:
    """Return whether a union is the general federation of the nation."""
    return both(among(union.kind, "general_federation"), day.level_among(union.place, "nation"))


def founding_approved(day: Day, union: Any) -> Outcome:
    """TUL206: a union at work is approved."""
    when = both(opposite(is_the_nations(day, union)), union.status == "active")
    return judge(when, None if union.approved_on is None else union.approved_on <= day.on)


def approved_by_superior(day: Day, union: Any) -> Outcome:
    """TUL207: the union that approved is the superior or one above it."""
    if union.approved_by is None or union.superior is None:
        return NOT_APPLICABLE
    if union.approved_by not in day.unions:
        return judge(True, union.approved_by == union.superior or None)
    here, seen = union.superior, set()
    while here is not None and here not in seen:
        if here == union.approved_by:
            return judge(True, True)
        if here not in day.unions:
            return judge(True, None)
        seen.add(here)
        here = day.unions[here].superior
    return judge(True, False)


def founded_after_approval(day: Day, union: Any) -> Outcome:
    """TUL208: a union is founded on the day of its approval or later."""
    if union.founded_on is None or union.approved_on is None:
        return NOT_APPLICABLE
    return judge(True, union.founded_on >= union.approved_on)


# The end.


def is_dissolved(day: Day, union: Any) -> bool:
    """Return whether a union is dissolved by the day."""
    if union.dissolved_on is None:
        return bool(union.status == "dissolved")
    return bool(union.dissolved_on <= day.on)


class Ends:
    """What ends with what, looked up once for a day: closed employers of unions, unions below a union."""

    def __init__(self, day: Day) -> None:
        self.day = day
        self.closed: dict[str, list[bool]] = {}
        for link in day.records.covers:
            employer = day.employers.get(link.employer)
            if employer is None or not day.in_force(link):
                continue
            closed = employer.closed_on is not None and employer.closed_on <= day.on
            if closed or day.is_open(employer):
                self.closed.setdefault(link.union, []).append(closed)
        self.superiors = {union.superior for union in day.standing}


def union_ends_with_employer(ends: Ends, union: Any) -> Outcome:
    """TUL209: the employers of a basic union at work are open."""
    closed = ends.closed.get(union.id, [])
    when = both(among(union.kind, "basic_union"), union.status == "active", bool(closed))
    return judge(when, not any(closed))


def ended_union_has_no_lower_unions(ends: Ends, union: Any) -> Outcome:
    """TUL210: no standing union has a dissolved one as its superior."""
    return judge(is_dissolved(ends.day, union), union.id not in ends.superiors)


def ended_union_has_no_active_members(day: Day, row: Any) -> Outcome:
    """TUL211: nobody is an active member of a dissolved union; retained members are allowed by the amendment."""
    union = day.unions.get(row.union) if row.union is not None else None
    forbidden = ("active",) if day.on >= AMENDMENT_STARTS else ("active", "retained")
    return judge(None if union is None else is_dissolved(day, union), row.status not in forbidden)


def rules_of(day: Day, many: int) -> tuple[RowRule | WideRule, ...]:
    """Return the rules of this module for a day; many enterprises in a township are `many`."""
    ends = Ends(day)

    def of_ends(rule: Callable[[Ends, Any], Outcome]) -> Callable[[Day, Any], Outcome]:
        return lambda _, union: rule(ends, union)

    starts = LAW_STARTS
    return (
        WideRule("TUL101", "structure", one_root, starts),
        RowRule("TUL104", "unions", superior_ranks_above, starts),
        WideRule("TUL105", "places", local_federation_exists, starts),
        RowRule("TUL106", "unions", superior_stands, starts),
        RowRule("TUL206", "unions", founding_approved, starts),
        RowRule("TUL207", "unions", approved_by_superior, starts),
        RowRule("TUL208", "unions", founded_after_approval, starts),
        RowRule("TUL209", "unions", of_ends(union_ends_with_employer), starts),
        RowRule("TUL210", "unions", of_ends(ended_union_has_no_lower_unions), starts, of_all=True),
        RowRule("TUL211", "members", ended_union_has_no_active_members, starts),
        WideRule("TUL301", "places", lambda day: fallback_may_be_formed(day, many), starts),
    )


CODES = (
    "TUL101", "TUL104", "TUL105", "TUL106", "TUL206", "TUL207", "TUL208", "TUL209", "TUL210", "TUL211", "TUL301",
)  # fmt: skip
