"""GS401 to GS403, GS601 to GS606, GS608, GS801: money, yearly duties and support of the unions of key groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from benchmarks.peers.day import Day, Truth, among, at_least, both, either, opposite, serves_key_groups
from benchmarks.peers.outcomes import Outcome, judge

FUNDING_FLOOR = Decimal(20_000)
LITERAL_KINDS = ("industry_union", "joint_union")
PURPOSIVE_KINDS = (*LITERAL_KINDS, "industry_federation", "regional_federation")


# Money.


def annual_funding_floor(day: Day, union: Any, kinds: tuple[str, ...]) -> Outcome:
    """GS401: the work funds of the year reach the floor."""
    when = both(serves_key_groups(union), among(union.kind, *kinds), day.inside(union.place))
    return judge(when, at_least(*day.work_funds(union), FUNDING_FLOOR))


def funded_by_subsidy(day: Day, union: Any, kinds: tuple[str, ...]) -> Outcome:
    """GS402: some of the work funds are a subsidy that somebody pays."""
    known, complete = day.work_funds(union)
    some = True if known > 0 else False if complete else None
    when = both(serves_key_groups(union), among(union.kind, *kinds), some, day.inside(union.place))
    if not day.funds_recorded:
        return judge(when, None)
    return judge(
        when,
        either(
            False,
            *(
                both(
                    None if row.amount is None else row.amount > 0,
                    among(row.source, "fixed_subsidy", "special_subsidy"),
                    row.payer is not None,
                )
                for row in day.work_rows.get(union.id, ())
            ),
        ),
    )


# What a union did and has: its rows of the tables that record it.


class Books:
    """The rows of every union in the tables of records, and which years are recorded in which of them."""

    def __init__(self, day: Day) -> None:
        records = day.records
        on = day.on
        self.last_year = on.year if (on.month, on.day) == (12, 31) else on.year - 1
        self.officers = _by_union(row for row in records.officers if day.in_force(row))
        done = [row for row in records.activities if row.on is not None and row.on.year == self.last_year]
        self.activities, self.activities_recorded = _by_union(done), bool(done)
        given = [row for row in records.services if row.year == on.year]
        self.services, self.services_recorded = _by_union(given), bool(given)
        pairs = [row for row in records.pairings if row.year == on.year]
        self.paired = {key for row in pairs for key in (row.union, row.partner)}
        self.pairings_recorded = bool(pairs)


def _by_union(rows: Iterable[Any]) -> dict[str | None, list[Any]]:
    found: dict[str | None, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.union].append(row)
    return found


def cadre_subsidy_standard(day: Day, books: Books, union: Any) -> Outcome:
    """GS403: a union of key groups with a part-time officer knows what it pays."""
    part_time: Truth = None
    if day.records.officers:
        part_time = either(False, *(opposite(officer.full_time) for officer in books.officers.get(union.id, ())))
    when = both(serves_key_groups(union), part_time, day.inside(union.place))
    return judge(when, union.subsidy_standard is not None)


# Yearly duties.


def _owes(day: Day, books: Books, union: Any, kinds: tuple[str, ...]) -> Truth:
    """Return whether a union owes the duties of the last full year: it stood all through it."""
    stood = union.founded_on is None or union.founded_on < date(books.last_year, 1, 1)
    return both(stood, serves_key_groups(union), among(union.kind, *kinds), day.inside(union.place))


def yearly(*activities: str) -> Callable[[Day, Books, Any, tuple[str, ...]], Outcome]:
    """Return a rule: a union held one of `activities` in the last full year."""

    def rule(day: Day, books: Books, union: Any, kinds: tuple[str, ...]) -> Outcome:
        held: Truth = None
        if books.activities_recorded:
            held = any(row.kind in activities for row in books.activities.get(union.id, ()))
        return judge(_owes(day, books, union, kinds), held)

    return rule


def duties_have_helper(day: Day, books: Books, union: Any, kinds: tuple[str, ...]) -> Outcome:
    """GS605: a union that owes the duties has a superior to help it."""
    return judge(_owes(day, books, union, kinds), union.superior is not None)


# Support.


def _is_key(day: Day, union: Any) -> Truth:
    return both(serves_key_groups(union), day.inside(union.place))


def chair_assessment_scheme(day: Day, books: Books, union: Any) -> Outcome:
    """GS606: a scheme to assess the chair is recorded."""
    return judge(_is_key(day, union), union.chair_assessed is True)


def paired(day: Day, books: Books, union: Any) -> Outcome:
    """GS608: a union of key groups is paired in the year, on either side."""
    return judge(_is_key(day, union), union.id in books.paired if books.pairings_recorded else None)


def services_reach(day: Day, books: Books, union: Any) -> Outcome:
    """GS801: a union of key groups gave a service in the year."""
    return judge(_is_key(day, union), union.id in books.services if books.services_recorded else None)


FUNDING_RULES: dict[str, Callable[[Day, Any, tuple[str, ...]], Outcome]] = {
    "GS401": annual_funding_floor,
    "GS402": funded_by_subsidy,
}
DUTY_RULES: dict[str, Callable[[Day, Books, Any, tuple[str, ...]], Outcome]] = {
    "GS601": yearly("training"),
    "GS602": yearly("representative_meeting", "congress"),
    "GS603": yearly("collective_activity"),
    "GS604": yearly("assessment"),
    "GS605": duties_have_helper,
}
SUPPORT_RULES: dict[str, Callable[[Day, Books, Any], Outcome]] = {
    "GS403": cadre_subsidy_standard,
    "GS606": chair_assessment_scheme,
    "GS608": paired,
    "GS801": services_reach,
}
