"""TUL201 to TUL205, TUL212, TUL401, TUL601 to TUL605 of the Trade Union Law: 25 members, money, terms and bodies.

Where the catalogue leaves a choice, this reading takes:

- TUL201 and others: proposed and preparing unions are asked too. A blank kind is unknown wherever a kind is asked for.
- TUL202: a body that is given is always one of the three, so that nothing breaks the rule.
- TUL203, TUL205, TUL212: members at an employer lie between two numbers. A head count with blank members has at least
  0, at most its workers, and with blank workers any number; with no survey head count at all any number. Head counts
  of all groups are added, blank groups too. Both ends are cut at the employer's workers: a count of 30 at an employer
  of 20 is 20. An employer is organised by a union of its own or joint whose kind is known.
- TUL203: an employer of blank nature is an enterprise. TUL212 counts as TUL203 does.
- TUL204: different employers that exist and are open are counted, not links.
- TUL205: links in force, employers that are open. A count is known where there is a head count and both ends meet;
  nothing is counted at an employer without a head count, even one without workers. A link to an employer that does not
  exist has no known count; a link whose union is blank or does not exist may be one of a joint union.
- TUL401: "has a union" is a union of its own or joint; the year of the payroll may be any.
- TUL601, TUL602: a blank kind is unknown, a known term of 5 years holds all the same.
- TUL603: covered workers are the workers of the employers covered, each employer once; a blank leaves the sum open
  upwards. Unions of every kind are asked. No employer covered (none that exists and is open): not applicable.
- TUL604: unions of every kind. With a member for the audit and blank members: unknown.
- TUL605: an officer of a union that is blank or does not exist may be one of a basic union.
"""

from __future__ import annotations

import math
from typing import Any

from benchmarks.peers.day import Day, Truth, among, at_least, both, either
from benchmarks.peers.outcomes import NOT_APPLICABLE, Outcome, RowRule, judge
from benchmarks.peers.plain_law import AMENDMENT_STARTS, LAW_STARTS

COMMITTEE_SIZE = 25
FULL_TIME_SIZE = 200
#: The contribution is one in so many of the payroll: two per cent.
CONTRIBUTION = 50
BASIC_LEVEL = ("basic_union", "joint_union", "industry_union")


# Members and bodies.


def below(number: int | None, limit: int) -> Truth:
    """Return whether a number is below a limit; a blank is unknown."""
    return None if number is None else number < limit


def committee_at_25(day: Day, union: Any) -> Outcome:
    """TUL201: a basic or joint union of 25 members has a committee."""
    large = None if union.members is None else union.members >= COMMITTEE_SIZE
    return judge(both(among(union.kind, "basic_union", "joint_union"), large), among(union.body, "committee"))


def body_below_25(day: Day, union: Any) -> Outcome:
    """TUL202: a smaller basic union has a committee, an organiser or a chair."""
    when = both(among(union.kind, "basic_union"), below(union.members, COMMITTEE_SIZE))
    return judge(when, among(union.body, "committee", "organiser", "chair"))


def members_at(day: Day, employer: Any) -> tuple[float, float]:
    """Return the least and the greatest number of members counted at an employer."""
    rows = day.counts_of.get(employer.id, [])
    least: float = sum(row.members for row in rows if row.members is not None)
    most: float = math.inf
    if rows:
        highest = [row.workers if row.members is None else row.members for row in rows]
        most = math.inf if None in highest else sum(highest)
    if employer.workers is not None:
        least, most = min(least, employer.workers), min(most, employer.workers)
    return least, most


def has_25_members(day: Day, employer: Any) -> Truth:
    """Return whether 25 members are counted at an employer."""
    least, most = members_at(day, employer)
    return True if least >= COMMITTEE_SIZE else False if most < COMMITTEE_SIZE else None


def employer_with_25_has_union(day: Day, employer: Any) -> Outcome:
    """TUL203: an employer with 25 members has a union of its own or joint."""
    when = both(employer.nature != "social_organisation", has_25_members(day, employer))
    return judge(when, day.is_organised(employer.id))


def social_organisation_with_25_has_union(day: Day, employer: Any) -> Outcome:
    """TUL212: so has a social organisation, by the amendment."""
    when = both(employer.nature == "social_organisation", has_25_members(day, employer))
    return judge(when, day.is_organised(employer.id))


def joint_covers_two(day: Day, union: Any) -> Outcome:
    """TUL204: a joint union covers two employers."""
    return judge(among(union.kind, "joint_union"), len(day.covered_employers(union)) >= 2)


def joint_unit_below_25(day: Day, link: Any) -> Outcome:
    """TUL205: an employer in a joint union has fewer than 25 members, where they are known."""
    employer = day.employers.get(link.employer)
    if employer is None or not day.is_open(employer) or not day.in_force(link):
        return NOT_APPLICABLE
    least, most = members_at(day, employer)
    if least != most or not day.counts_of.get(employer.id):
        return NOT_APPLICABLE
    union = day.unions.get(link.union)
    when = both(day.union_stands(link.union), None if union is None else among(union.kind, "joint_union"))
    return judge(when, most < COMMITTEE_SIZE)


# Money.


def contribution_two_percent(day: Day, employer: Any) -> Outcome:
    """TUL401: an employer with a union pays two per cent of its payroll."""
    if employer.payroll is None or employer.fee_paid is None:
        return NOT_APPLICABLE
    return judge(day.is_organised(employer.id), employer.fee_paid * CONTRIBUTION >= employer.payroll)


# Terms and bodies.


def term_three_or_five(day: Day, union: Any) -> Outcome:
    """TUL601: the term of a union of basic level is three or five years."""
    when = both(among(union.kind, *BASIC_LEVEL), union.term_years is not None)
    return judge(when, union.term_years in (3, 5))


def federation_term_five(day: Day, union: Any) -> Outcome:
    """TUL602: the term of a general federation or an industrial union is five years."""
    when = both(among(union.kind, "general_federation", "industrial_union"), union.term_years is not None)
    return judge(when, union.term_years == 5)


def full_time_chair_at_200(day: Day, union: Any) -> Outcome:
    """TUL603: a union for 200 workers has a full-time chair."""
    if not day.covered_employers(union):
        return NOT_APPLICABLE
    return judge(at_least(*day.covered_workers(union), FULL_TIME_SIZE), union.chair_full_time)


def audit_committee(day: Day, union: Any) -> Outcome:
    """TUL604: beside a committee there is one for the audit, or with fewer than 25 members a member for it."""
    member = both(among(union.audit_body, "member"), below(union.members, COMMITTEE_SIZE))
    return judge(among(union.body, "committee"), either(among(union.audit_body, "committee"), member))


def no_near_relative(day: Day, officer: Any) -> Outcome:
    """TUL605: no officer of a basic union is a near relative."""
    union = day.unions.get(officer.union)
    kind = None if union is None else among(union.kind, "basic_union")
    when = both(day.in_force(officer), day.union_stands(officer.union), kind)
    return judge(when, None if officer.relation is None else officer.relation != "near_relative")


RULES = (
    RowRule("TUL201", "unions", committee_at_25, LAW_STARTS),
    RowRule("TUL202", "unions", body_below_25, LAW_STARTS),
    RowRule("TUL203", "employers", employer_with_25_has_union, LAW_STARTS),
    RowRule("TUL204", "unions", joint_covers_two, LAW_STARTS),
    RowRule("TUL205", "covers", joint_unit_below_25, LAW_STARTS),
    RowRule("TUL212", "employers", social_organisation_with_25_has_union, AMENDMENT_STARTS),
    RowRule("TUL401", "employers", contribution_two_percent, LAW_STARTS),
    RowRule("TUL601", "unions", term_three_or_five, LAW_STARTS),
    RowRule("TUL602", "unions", federation_term_five, LAW_STARTS),
    RowRule("TUL603", "unions", full_time_chair_at_200, LAW_STARTS),
    RowRule("TUL604", "unions", audit_committee, LAW_STARTS),
    RowRule("TUL605", "officers", no_near_relative, LAW_STARTS),
)
CODES = tuple(rule.code for rule in RULES)
