"""CTU101 to CTU605: the unions' constitution and the regulation on women's committees.

Where the catalogue leaves a choice, this reading takes:

- CTU101: a blank kind of either union may be an industrial union. Places are compared, not levels: a union at the place
  of its superior lies in its area.
- CTU102: a blank superior is no union of an industry; one that does not exist may be one.
- CTU103: a union of the nation is left out by the level of its place; a superior that does not exist may be a federation.
- CTU104: a term that began in the future is a term all the same.
- CTU201: different unions are counted, not links; an industry union beside a basic union is no fault.
- CTU202: asked of unions that are dissolved by the day, as for TUL210.
- CTU601, CTU602: where women workers count, a union that covers nobody has too few, and a sum with a blank may be any
  greater number. Women members that are too few ask for a member, wherever it is women workers that count.
- CTU603: an activity of a blank kind is none of the two. The year is the last full one, as for GS601.
- CTU604: an approved extension counts whether it is longer than the term or not. A term may have no years at all.
- CTU605: as TUL603, and a blank is unknown.
- CTU501: other rows of the same id count also where their union does not stand. Two rows without an id may be of one
  person or of two; one row without an id beside others with one is taken for another person's.
- CTU502: an employer that is given but does not exist is unknown; a closed one has no own union.
- CTU503: asked where a later row is active on the day. The row that must fit is the next one by joined_on that has begun,
  whatever became of it; of several on one day the last of the file. A blank joined_on may be any day.
- CTU504: six months by the calendar; the last day still holds.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date
from typing import Any

from benchmarks.peers import plain_local as local
from benchmarks.peers.day import Day, Truth, among, at_least, both, months_later, opposite
from benchmarks.peers.outcomes import NOT_APPLICABLE, Outcome, RowRule, judge
from benchmarks.peers.plain_law import is_dissolved
from benchmarks.peers.plain_law_bodies import BASIC_LEVEL, FULL_TIME_SIZE
from benchmarks.peers.plain_local import Here

CHARTER_STARTS = date(2018, 10, 26)
WOMEN_RULES_START = date(2004, 2, 28)
WOMEN_COMMITTEE_SIZE = 10
LAPSE_MONTHS = 6
OF_INDUSTRY = ("industrial_union", "industry_federation")
CONGRESSES = ("congress", "representative_meeting")


# The hierarchy.


def superior_area_contains(day: Day, union: Any) -> Outcome:
    """CTU101: a union lies in its superior's area, but where the industry leads."""
    superior = day.unions.get(union.superior)
    if superior is None or union.vertical:
        return NOT_APPLICABLE
    local = [opposite(among(one.kind, "industrial_union")) for one in (union, superior)]
    known = day.land.knows(union.place) and day.land.knows(superior.place)
    return judge(both(*local), superior.place in day.land.chain(union.place) if known else None)


def _of_industry(day: Day, key: str | None) -> Truth:
    if key is None:
        return False
    return among(day.unions[key].kind, *OF_INDUSTRY) if key in day.unions else None


def second_superior_of_other_kind(day: Day, union: Any) -> Outcome:
    """CTU102: one of two superiors is of an industry, the other of a locality."""
    if union.second_superior is None:
        return NOT_APPLICABLE
    first, second = _of_industry(day, union.superior), _of_industry(day, union.second_superior)
    return judge(True, None if first is None or second is None else first != second)


def industrial_union_led_by_locality(day: Day, union: Any) -> Outcome:
    """CTU103: an industrial union below the nation is led by a general federation."""
    below = opposite(day.level_among(union.place, "nation"))
    when = both(among(union.kind, "industrial_union"), below, not union.vertical)
    if union.superior is None:
        return judge(when, False)
    superior = day.unions.get(union.superior)
    return judge(when, None if superior is None else among(superior.kind, "general_federation"))


def dispatched_body_not_elected(day: Day, union: Any) -> Outcome:
    """CTU104: a work committee has no term."""
    return judge(among(union.kind, "work_committee"), union.term_started_on is None)


def one_employer_one_basic_union(day: Day, employer: Any) -> Outcome:
    """CTU201: an employer has one basic union at most, and then no joint one."""
    basic = day.covering_unions(employer.id, "basic_union")
    joint = day.covering_unions(employer.id, "joint_union")
    return judge(True, len(basic) <= 1 and not (basic and joint))


def merger_names_successor(day: Day, union: Any) -> Outcome:
    """CTU202: the union that took over from a dissolved one stands."""
    return judge(is_dissolved(day, union) and union.successor is not None, day.union_stands(union.successor))


# Women.


def has_enough_women(here: Here, union: Any) -> Truth:
    """Return whether a union has as many women as a women's committee takes where it is."""
    least = here.value(union.place, WOMEN_COMMITTEE_SIZE, local.WOMEN_FROM)
    counted = here.value(union.place, "members", local.WOMEN_COUNTED)
    members = None if least is None or union.women_members is None else union.women_members >= least
    if counted == "members":
        return members
    employers = here.day.covered_employers(union)
    workers: Truth = False
    if employers:
        known = [one.women_workers for one in employers]
        workers = None if least is None else at_least(sum(filter(None, known)), None not in known, least)
    if counted == "workers":
        return workers
    # It is not known which of the two counts.
    return False if members is False and workers is False else None


def women_committee(here: Here, union: Any) -> Outcome:
    """CTU601: with ten women members, or as many as the jurisdiction says, there is a women's committee."""
    when = both(among(union.kind, *BASIC_LEVEL), has_enough_women(here, union))
    return judge(when, among(union.women_body, "committee"))


def women_member_below(here: Here, union: Any) -> Outcome:
    """CTU602: with fewer there is a women's member."""
    some = None if union.women_members is None else union.women_members > 0
    when = both(among(union.kind, *BASIC_LEVEL), some, opposite(has_enough_women(here, union)))
    return judge(when, among(union.women_body, "member", "committee"))


# Terms.


class Congresses:
    """Which unions held a congress in the last full year, and whether that year's activities are recorded."""

    def __init__(self, day: Day) -> None:
        on = day.on
        self.year = on.year if (on.month, on.day) == (12, 31) else on.year - 1
        done = [row for row in day.records.activities if row.on is not None and row.on.year == self.year]
        self.recorded = bool(done)
        self.unions = {row.union for row in done if row.kind in CONGRESSES}


def yearly_congress(congresses: Congresses, union: Any) -> Outcome:
    """CTU603: a union of basic level held a congress or a meeting of representatives in the last full year."""
    all_year = union.founded_on is None or union.founded_on.year < congresses.year
    held = union.id in congresses.unions if congresses.recorded else None
    return judge(both(among(union.kind, *BASIC_LEVEL), all_year), held)


def term_not_overrun(day: Day, union: Any) -> Outcome:
    """CTU604: a term is not over, or extended."""
    if union.term_started_on is None or union.term_years is None:
        return NOT_APPLICABLE
    extended = union.extension_until is not None and day.on <= union.extension_until
    return judge(True, day.on <= months_later(union.term_started_on, 12 * union.term_years) or extended)


def full_time_chair_at_200(day: Day, union: Any) -> Outcome:
    """CTU605: a union for 200 workers has a full-time chair."""
    if not day.covered_employers(union):
        return NOT_APPLICABLE
    return judge(at_least(*day.covered_workers(union), FULL_TIME_SIZE), union.chair_full_time)


# Members.


class Roster:
    """The rows of each person: how many are active, when each that has begun begins, which are active then."""

    def __init__(self, day: Day) -> None:
        self.active: Counter[str | None] = Counter()
        self.begins: dict[str | None, list[date]] = defaultdict(list)
        self.active_begins: dict[str | None, list[date]] = defaultdict(list)
        for row in day.records.members:
            active = day.is_active_member(row)
            self.active[row.id] += active
            if row.joined_on is not None and row.joined_on <= day.on:
                self.begins[row.id].append(row.joined_on)
                if active:
                    self.active_begins[row.id].append(row.joined_on)


def one_active_membership(roster: Roster, day: Day, row: Any) -> Outcome:
    """CTU501: a member has no other active row."""
    when = both(day.union_stands(row.union), day.is_active_member(row), True if row.id is not None else None)
    return judge(when, roster.active[row.id] <= 1)


def membership_follows_employer(roster: Roster, day: Day, row: Any) -> Outcome:
    """CTU502: whose employer has its own union is a member there."""
    if row.employer is None:
        return NOT_APPLICABLE
    own: Truth = None
    require: Truth = None
    if row.employer in day.employers:
        unions = [union.id for union in day.covering_unions(row.employer, "basic_union")]
        own = bool(unions)
        require = None if row.union is None else row.union in unions
    elif row.union is not None:
        # No union covers an employer that does not exist.
        require = False
    return judge(both(day.union_stands(row.union), day.is_active_member(row), own), require)


def transfer_is_seamless(roster: Roster, day: Day, row: Any) -> Outcome:
    """CTU503: the next membership begins on the day on which a transferred one ends."""
    if row.status != "transferred":
        return NOT_APPLICABLE
    active = roster.active_begins[row.id]
    moved: Truth
    joined = None
    if row.joined_on is None:
        moved = None if active else False
    else:
        moved = any(begins > row.joined_on for begins in active)
        joined = min((begins for begins in roster.begins[row.id] if begins > row.joined_on), default=None)
    when = both(day.union_stands(row.union), moved, True if row.id is not None else None)
    known = joined is not None and row.left_on is not None and row.id is not None
    return judge(when, row.left_on == joined if known else None)


def lapsed(roster: Roster, day: Day, row: Any) -> Outcome:
    """CTU504: dues are paid until six months ago or later."""
    if row.dues_paid_until is None:
        return NOT_APPLICABLE
    when = both(day.union_stands(row.union), day.is_active_member(row))
    return judge(when, day.on <= months_later(row.dues_paid_until, LAPSE_MONTHS))


def rules_of(day: Day, here: Here) -> tuple[RowRule, ...]:
    """Return the rules of this module for a day."""
    congresses, roster = Congresses(day), Roster(day)

    def of_members(rule: Callable[[Roster, Day, Any], Outcome]) -> Callable[[Day, Any], Outcome]:
        return lambda day, row: rule(roster, day, row)

    starts = CHARTER_STARTS
    return (
        RowRule("CTU101", "unions", superior_area_contains, starts),
        RowRule("CTU102", "unions", second_superior_of_other_kind, starts),
        RowRule("CTU103", "unions", industrial_union_led_by_locality, starts),
        RowRule("CTU104", "unions", dispatched_body_not_elected, starts),
        RowRule("CTU201", "employers", one_employer_one_basic_union, starts),
        RowRule("CTU202", "unions", merger_names_successor, starts, of_all=True),
        RowRule("CTU501", "members", of_members(one_active_membership), starts),
        RowRule("CTU502", "members", of_members(membership_follows_employer), starts),
        RowRule("CTU503", "members", of_members(transfer_is_seamless), starts),
        RowRule("CTU504", "members", of_members(lapsed), starts),
        RowRule("CTU601", "unions", lambda _, union: women_committee(here, union), WOMEN_RULES_START),
        RowRule("CTU602", "unions", lambda _, union: women_member_below(here, union), WOMEN_RULES_START),
        RowRule("CTU603", "unions", lambda _, union: yearly_congress(congresses, union), starts),
        RowRule("CTU604", "unions", term_not_overrun, starts),
        RowRule("CTU605", "unions", full_time_chair_at_200, starts),
    )


CODES = (
    "CTU101", "CTU102", "CTU103", "CTU104", "CTU201", "CTU202", "CTU501", "CTU502", "CTU503", "CTU504", "CTU601",
    "CTU602", "CTU603", "CTU604", "CTU605",
)  # fmt: skip
