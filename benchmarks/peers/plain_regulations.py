"""ACF101 to ACF603: rules of the All-China Federation. ACF103 is a preview, judged here like the others.

Where the catalogue leaves a choice, this reading takes:

- ACF101: different standing unions with an affiliation in force are counted. Direct members count as for GS304: the
  latest row of union, group and employer, not of a closed employer; a blank number may be some, a blank group may be a
  key group. No row in the whole table: unknown. "And direct members" are of any group.
- ACF102: the member union must stand, the federation need not. A federation is an industry or a regional one. A lower
  level is that of its place, ranked as for TUL104; where the federation does not exist the level is unknown. A union
  that is blank or does not exist: unknown.
- ACF103: levels are compared by rank, parks one below the place they lie in, so that one directly in a prefecture is
  not above the county. A prefecture without counties stands for a county.
- ACF201: a blank role may be the chair's, an officer of an unknown union that of a basic union. A legal representative
  may be chair, but not everywhere. In Henan no office is open to the principal manager, the head of personnel and near
  relatives, and the chair besides to nobody whom the national rule names.
- ACF501: active as for GS505; the union of the row must stand. One of several own unions of the dispatcher will do.
  A blank employer is unknown, as any forward look-up over a blank: such a row cannot be told. A closed dispatcher has
  no own union.
- ACF601: unions of basic level only. The earlier table begins at no day. For more than 10 000 members it names the most
  only. Below 25 members it is 3 to 7.
- ACF602: unions of every kind. Where jurisdictions say the same as the nation, an unknown place is unknown all the same. A vacancy that begins after the day holds.
- ACF603: a name is compared as it is written; a blank name is unknown.
"""

from __future__ import annotations

import math
from collections import defaultdict
from datetime import date
from typing import Any

from benchmarks.peers import plain_local as local
from benchmarks.peers.day import KEY_GROUPS, Day, Truth, among, both, either, months_later, opposite
from benchmarks.peers.outcomes import Outcome, RowRule, judge
from benchmarks.peers.plain_law import compare_levels
from benchmarks.peers.plain_law_bodies import BASIC_LEVEL
from benchmarks.peers.plain_local import Here
from benchmarks.peers.plain_workers import counting_direct

FEDERATIONS = ("industry_federation", "regional_federation")
CHAIR_RULES_START = date(2008, 7, 25)
DISPATCH_RULES_START = date(2009, 1, 1)
SEATS_OF_2016_START = date(2016, 10, 9)
VACANCY_MONTHS = 3
#: Committee seats: the most members of a row, the fewest and the most seats.
SEATS_OF_2016 = (
    (24, 3, 5), (200, 3, 7), (1_000, 7, 15), (5_000, 15, 21), (10_000, 21, 29), (50_000, 29, 37), (math.inf, 37, 45),
)  # fmt: skip
EARLIER_SEATS = ((200, 3, 7), (1_000, 7, 15), (5_000, 15, 21), (10_000, 21, 29), (math.inf, 0, 37))
#: The kinds that bear a name by its ending, the longest ending first.
KINDS_OF_ENDINGS = (
    ("工会工作委员会", ("work_committee", "township_union")),
    ("联合基层工会", ("joint_union", "industry_union", "community_union", "township_union")),
    ("工会联合会", ("industry_federation", "regional_federation", "township_union", "community_union")),
    ("工会委员会", (*BASIC_LEVEL, "township_union", "community_union", "industrial_union")),
    ("联合工会", ("joint_union", "industry_union", "community_union", "township_union")),
    ("总工会", ("general_federation", "township_union")),
    ("工会", (*BASIC_LEVEL, "township_union", "community_union", "industrial_union")),
)  # fmt: skip


# Federations.


class Membership:
    """The member unions of every federation, and what it says of direct members."""

    def __init__(self, day: Day) -> None:
        self.unions: dict[str, set[str]] = defaultdict(set)
        for link in day.records.affiliations:
            if day.in_force(link) and link.union in day.standing_ids:
                self.unions[link.federation].add(link.union)
        counting = counting_direct(day)
        self.recorded = bool(day.records.direct_members)
        self.direct: dict[str, list[Any]] = defaultdict(list)
        for row in day.records.direct_members:
            if id(row) in counting:
                self.direct[row.union].append(row)

    def has_direct(self, union: Any, *, of_key_groups: bool) -> Truth:
        """Return whether a union holds members directly, of key groups or of any group."""
        if not self.recorded:
            return None
        found: list[Truth] = [False]
        for row in self.direct.get(union.id, ()):
            some = None if row.members is None else row.members > 0
            found.append(both(some, among(row.group, *KEY_GROUPS) if of_key_groups else True))
        return either(*found)


def federation_has_members(membership: Membership, union: Any) -> Outcome:
    """ACF101: a federation has two member unions, or one and direct members, or direct members of a key group."""
    unions = len(membership.unions.get(union.id, ()))
    require = either(
        unions >= 2,
        both(unions >= 1, membership.has_direct(union, of_key_groups=False)),
        membership.has_direct(union, of_key_groups=True),
    )
    return judge(among(union.kind, *FEDERATIONS), require)


def member_unions_are_basic_level(day: Day, link: Any) -> Outcome:
    """ACF102: a member of a federation is of basic level, of a township or community, or a lower federation."""
    union, federation = day.unions.get(link.union), day.unions.get(link.federation)
    when = both(day.in_force(link), day.union_stands(link.union))
    if union is None:
        return judge(when, None)
    order = None if federation is None else compare_levels(day, federation.place, union.place)
    lower = None if order is None else order < 0
    fits = among(union.kind, *BASIC_LEVEL, "township_union", "community_union")
    return judge(when, either(fits, both(among(union.kind, *FEDERATIONS), lower)))


def federation_level_cap(day: Day, union: Any) -> Outcome:
    """ACF103: regional federations are not above the county, industry federations not above the prefecture."""
    place = union.place
    regional, of_industry = among(union.kind, "regional_federation"), among(union.kind, "industry_federation")
    rank = day.land.rank(place) if day.land.knows(place) else None
    as_county = day.land.knows(place) and day.land.speaks_as_county(place)
    below_prefecture = True if as_county else None if rank is None else rank >= 3
    below_province = None if rank is None else rank >= 2
    # A kind that is blank may be either; the cap that is asked follows from it.
    if union.kind is None:
        return judge(None, both(below_prefecture, below_province))
    return judge(either(regional, of_industry), below_prefecture if regional else below_province)


# Chairs and committees.


def chair_eligibility(here: Here, day: Day, officer: Any) -> Outcome:
    """ACF201: the chair of a basic union is nobody of the management, no relative of it and no foreigner."""
    union = day.unions.get(officer.union)
    kind = None if union is None else among(union.kind, "basic_union")
    place = None if union is None else union.place
    banned = here.value(place, "allowed", local.LEGAL_REPRESENTATIVE)
    closed = here.value(place, "the chair", local.OFFICES_CLOSED)
    chair, everywhere = among(officer.role, "chair"), among(closed, "every office")
    may_be_chair = either(
        among(officer.relation, "none"),
        both(among(officer.relation, "legal_representative"), among(banned, "allowed")),
    )
    may_hold = among(officer.relation, "none", "senior_manager", "foreign")
    when = both(day.in_force(officer), day.union_stands(officer.union), kind, either(chair, everywhere))
    require = both(either(opposite(chair), may_be_chair), either(chair, opposite(everywhere), may_hold))
    return judge(when, require)


def committee_seats(day: Day, union: Any) -> Outcome:
    """ACF601: the committee has as many seats as the table of the day says."""
    when = both(
        among(union.kind, *BASIC_LEVEL),
        among(union.body, "committee"),
        union.members is not None and union.committee_seats is not None,
    )
    if when is False:
        return judge(when, None)
    table = SEATS_OF_2016 if day.on >= SEATS_OF_2016_START else EARLIER_SEATS
    fewest, most = next((fewest, most) for members, fewest, most in table if union.members <= members)
    return judge(when, fewest <= union.committee_seats <= most)


def chair_vacancy(here: Here, day: Day, union: Any) -> Outcome:
    """ACF602: a chair is vacant for at most three months."""
    if union.chair_vacant_since is None:
        return judge(False, None)
    months = here.value(union.place, VACANCY_MONTHS, local.VACANCY_MONTHS)
    return judge(True, None if months is None else day.on <= months_later(union.chair_vacant_since, months))


def name_agrees_with_kind(day: Day, union: Any) -> Outcome:
    """ACF603: the ending of a name is one that the kind bears."""
    if union.name is None:
        return judge(None, None)
    for ending, kinds in KINDS_OF_ENDINGS:
        if union.name.endswith(ending):
            return judge(True, among(union.kind, *kinds))
    return judge(False, None)


# Members.


def dispatched_worker(day: Day, row: Any) -> Outcome:
    """ACF501: who is dispatched by a firm with its own union is a member of that."""
    employer = day.employers.get(row.employer) if row.employer is not None else None
    own: Truth = None
    dispatched: Truth = None
    require: Truth = None
    if employer is not None:
        unions = [union.id for union in day.covering_unions(employer.id, "basic_union")]
        own, dispatched = bool(unions), employer.role == "labour_dispatcher"
        require = None if row.union is None else row.union in unions
    when = both(day.is_active_member(row), dispatched, own, day.union_stands(row.union))
    return judge(when, require)


def rules_of(day: Day, here: Here) -> tuple[RowRule, ...]:
    """Return the rules of this module for a day."""
    membership = Membership(day)
    return (
        RowRule("ACF101", "unions", lambda _, union: federation_has_members(membership, union)),
        RowRule("ACF102", "affiliations", member_unions_are_basic_level),
        RowRule("ACF103", "unions", federation_level_cap),
        RowRule("ACF201", "officers", lambda day, officer: chair_eligibility(here, day, officer), CHAIR_RULES_START),
        RowRule("ACF501", "members", dispatched_worker, DISPATCH_RULES_START),
        RowRule("ACF601", "unions", committee_seats),
        RowRule("ACF602", "unions", lambda day, union: chair_vacancy(here, day, union), CHAIR_RULES_START),
        RowRule("ACF603", "unions", name_agrees_with_kind),
    )


CODES = ("ACF101", "ACF102", "ACF103", "ACF201", "ACF501", "ACF601", "ACF602", "ACF603")
