"""DAT907 to DAT914, DAT916: counts, dates and coverage of a file. DAT901 and DAT902 are in `references`.

Codes and places (DAT903 to DAT906, DAT915) are not read here. Where the catalogue leaves a choice, this reading takes:

- DAT907: workers covered are those of the open employers covered, all of them known; head counts of every row.
- DAT909: an approval after the day is a fault of an active union only, as a founding is. Two equal days are in order.
- DAT910: a row that says nothing at all is not asked.
- DAT911: the survey rows that count on the day, every one of them known; an employer without any is not asked.
- DAT912: where the industry is unknown, or other, nothing is asked. Workers of no key group fit every industry.
- DAT913: different standing unions count, those that are asked only where there is one at all.
- DAT914: the number of members is the union's own cell; twelve months are the days after the same day a year ago; money
  counts in whatever purpose, with an amount above zero; a vacancy counts from its day on.
- DAT916: a basic union that covers one open employer with head counts; members are the known part of the head counts,
  all of which must be known. The difference is compared with the head counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from benchmarks.peers.day import GROUP_OF_INDUSTRY, Day, among, both, months_later
from benchmarks.peers.outcomes import NOT_APPLICABLE, Outcome, judge
from benchmarks.peers.plain_law_bodies import BASIC_LEVEL
from benchmarks.peers.references import REQUIRED, rows_of

Judged = tuple[str, str, Any, Outcome]

SHELL_SYMPTOMS = 4
TOLERANCE = 5
#: Pairs of columns of which the first is not after the second.
IN_ORDER: dict[str, tuple[str, str]] = {
    "unions": ("founded_on", "dissolved_on"),
    "employers": ("opened_on", "closed_on"),
    "covers": ("since", "until"),
    "affiliations": ("since", "until"),
    "officers": ("since", "until"),
    "members": ("joined_on", "left_on"),
}


def members_within_workers(day: Day, union: Any) -> Outcome:
    """DAT907: a union has no more members than there are workers where it is formed."""
    workers, complete = day.covered_workers(union)
    if union.members is None or not day.covered_employers(union) or not complete:
        return NOT_APPLICABLE
    return judge(True, union.members <= workers)


def counted_members_within_workers(day: Day, row: Any) -> Outcome:
    """DAT907: nor does a head count."""
    if row.members is None or row.workers is None:
        return NOT_APPLICABLE
    return judge(True, row.members <= row.workers)


def women_within_members(day: Day, union: Any) -> Outcome:
    """DAT908: women members are members."""
    if union.members is None or union.women_members is None:
        return NOT_APPLICABLE
    return judge(True, union.women_members <= union.members)


def dates_in_order(day: Day, table: str, row: Any) -> Outcome:
    """DAT909: what ends has begun before, what an active union says has happened by the day."""
    first, second = IN_ORDER[table]
    pairs = [(getattr(row, first), getattr(row, second))]
    if table == "unions" and row.status == "active":
        pairs += [(row.approved_on, day.on), (row.founded_on, day.on)]
    known = [earlier <= later for earlier, later in pairs if earlier is not None and later is not None]
    return judge(bool(known), all(known))


def one_subject(day: Day, row: Any) -> Outcome:
    """DAT910: a head count is of an employer or of a place."""
    says_anything = any(cell is not None for cell in (row.employer, row.place, row.group, row.workers))
    return judge(says_anything, (row.employer is None) != (row.place is None))


def workers_add_up(day: Day, employer: Any) -> Outcome:
    """DAT911: the groups of an employer are no more than its workers."""
    workers = [row.workers for row in day.counts_of.get(employer.id, ())]
    if employer.workers is None or not workers or None in workers:
        return NOT_APPLICABLE
    return judge(True, sum(workers) <= employer.workers)


def group_fits_industry(day: Day, row: Any) -> Outcome:
    """DAT912: the group counted at an employer is that of its industry, or other."""
    employer = day.employers.get(row.employer) if row.employer is not None else None
    wanted = None if employer is None else GROUP_OF_INDUSTRY.get(employer.industry)
    if wanted is None or row.group is None:
        return NOT_APPLICABLE
    return judge(True, row.group in (wanted, "other"))


def covered_twice(day: Day, employer: Any) -> Outcome:
    """DAT913: one union of basic level covers an employer, not two."""
    unions = len(day.covering_unions(employer.id, *BASIC_LEVEL))
    return judge(unions > 0, unions == 1)


class Life:
    """The signs of life of every union: officers, money of the year, activities of twelve months."""

    def __init__(self, day: Day) -> None:
        records, on = day.records, day.on
        a_year_ago = months_later(on, -12)
        recent = [row for row in records.activities if row.on is not None and a_year_ago < row.on <= on]
        money = [row for row in records.funding if row.year == on.year]
        #: For each sign whether it is recorded at all, and which unions show it.
        self.signs: list[tuple[bool, Counter[str | None]]] = [
            (bool(records.officers), Counter(row.union for row in records.officers if day.in_force(row))),
            (bool(money), Counter(row.union for row in money if row.amount is not None and row.amount > 0)),
            (bool(recent), Counter(row.union for row in recent)),
        ]

    def symptoms(self, day: Day, union: Any) -> int:
        """Return how many symptoms of a shell are known of a union."""
        missing = [recorded and not found[union.id] for recorded, found in self.signs]
        vacant = union.chair_vacant_since is not None and union.chair_vacant_since <= day.on
        return sum((union.members == 0, *missing, not day.covered_employers(union), vacant))


def shell_union(life: Life, day: Day, union: Any) -> Outcome:
    """DAT914: an active union of basic level shows fewer than four symptoms."""
    stands = union.id in day.standing_ids and union.status == "active"
    return judge(both(stands, among(union.kind, *BASIC_LEVEL)), life.symptoms(day, union) < SHELL_SYMPTOMS)


def members_match(day: Day, union: Any) -> Outcome:
    """DAT916: the members of a union of one employer are those of its head counts."""
    employers = list(day.covered_employers(union))
    if union.id not in day.standing_ids or union.kind != "basic_union" or len(employers) != 1:
        return NOT_APPLICABLE
    counted = [row.members for row in day.counts_of.get(employers[0].id, ())]
    if union.members is None or not counted or None in counted:
        return NOT_APPLICABLE
    return judge(True, abs(union.members - sum(counted)) * 100 <= sum(counted) * TOLERANCE)


def judged(day: Day) -> Iterable[Judged]:
    """Yield the code, table, record and outcome of every rule here for every row."""
    life = Life(day)
    of_unions: dict[str, Callable[[Day, Any], Outcome]] = {
        "DAT907": members_within_workers,
        "DAT908": women_within_members,
        "DAT914": lambda day, union: shell_union(life, day, union),
        "DAT916": members_match,
    }
    for code, rule in of_unions.items():
        for union in day.unions.values():
            yield code, "unions", union, rule(day, union)
    for row in day.records.headcounts:
        yield "DAT907", "headcounts", row, counted_members_within_workers(day, row)
        yield "DAT910", "headcounts", row, one_subject(day, row)
        yield "DAT912", "headcounts", row, group_fits_industry(day, row)
    for employer in day.employers.values():
        yield "DAT911", "employers", employer, workers_add_up(day, employer)
        yield "DAT913", "employers", employer, covered_twice(day, employer)
    for table in REQUIRED:
        if table in IN_ORDER:
            for row in rows_of(day, table):
                yield "DAT909", table, row, dates_in_order(day, table, row)


CODES = ("DAT907", "DAT908", "DAT909", "DAT910", "DAT911", "DAT912", "DAT913", "DAT914", "DAT916")
