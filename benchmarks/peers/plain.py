"""The rules of the first release as plain functions over attrs records, dict indexes and networkx.

What a developer would write without the library's rule language and engines. It is a second reading of the catalogue,
made from its words alone: the tests compare the library with it finding by finding, the benchmarks time it as a peer.

Where the catalogue leaves a choice, this reading takes:

- Backward look-ups (who covers, who is anchored, what was counted or paid) find what is there: a row whose selecting
  cell is blank is not found. Values and conditions are three-valued: a blank amount or number of workers leaves a sum
  open upwards; a blank source on a row with a payer, or a blank amount on a subsidy with a payer, may be the subsidy
  asked for.
- Employers that a union covers are counted, not rows of covers: the same link twice is one employer.
- A place that exists, but does not lie below the province, is outside it, even where its own parent is missing.
- A place whose level is blank ranks one below the place it lies in. The parent of a place that names none is the
  nearest known prefix of its code. A parent that is named and does not exist leaves the place without one.
- A prefecture without counties stands for a county wherever a rule speaks of the county: for GS102 and for tier 4.
- Tier 4 looks at the places of the row's chain that are not above county level: a park directly in a prefecture
  counts.
- A head count with a blank group may belong to any group that a federation names: its tiers 3 and 4 are unknown where
  a candidate names something, and empty where there is no candidate. Blank groups are one group when the latest is
  sought.
- A head count whose employer does not exist counts (nobody knows that the employer is closed); its place is unknown.
- GS203 and GS207 look at a leading firm whether it is open or not; a closed one has no union of its own, links to
  closed employers not counting. GS205 looks at a superior whether it stands or not; a blank sponsor is none.
- GS204: the leader itself, or its head is the leader; a blank or dangling head, or a dangling leader, is unknown.
- GS302 asks about no head count at all: no row in the table. Rows of other sources only, or of other groups, count as
  0.
- GS401, GS402: a year is recorded when any row names it, of whatever union or purpose.
- TUL102: a union of the nation with a blank superior and an unknown kind or place is unknown, not broken. A union
  whose place is unknown may lie in the area of any other union without superior.
- DAT902 does not apply to a row that gives no reference; a parent found by the prefix of a code is not a reference
  given.
- Subjects of a rule are all rows of its tables (those that do not stand are not applicable); for places, the touched
  ones.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from benchmarks.peers.coverage import is_covered, is_federated, tier
from benchmarks.peers.day import KEY_GROUPS, Day, Truth, among, at_least, both, either
from benchmarks.peers.records import records_of
from benchmarks.peers.references import REQUIRED, dangling, fills_required, given, rows_of, subject

Outcome = str
Finding = tuple[str, str, str, Outcome]

HELD, BROKEN, CANNOT_TELL, NOT_APPLICABLE = OUTCOMES = ("held", "broken", "cannot_tell", "not_applicable")
PLAN_STARTS = date(2021, 8, 1)
LAW_STARTS = date(2001, 10, 27)
FUNDING_FLOOR = Decimal(20_000)
LITERAL_KINDS = ("industry_union", "joint_union")
PURPOSIVE_KINDS = (*LITERAL_KINDS, "industry_federation", "regional_federation")
RELATED_FIRMS = ("freight_affiliate", "courier_franchisee", "delivery_agent", "labour_dispatcher")
FORMED_KINDS = ("basic_union", "joint_union", "industry_union", "industry_federation", "regional_federation")


@attrs.frozen
class Result:
    """What the plain functions found: broken and cannot tell, counts by rule, and which breaches are only warnings."""

    findings: list[Finding]
    counts: dict[str, dict[Outcome, int]]
    milder: set[tuple[str, str, str]]


def judge(when: Truth, require: Truth) -> Outcome:
    """Return the outcome of a rule for a record that it applies to (`when`) and that does what it asks (`require`)."""
    if when is False:
        return NOT_APPLICABLE
    if require is True:
        return HELD
    return BROKEN if when and require is False else CANNOT_TELL


def serves_key_groups(union: Any) -> bool:
    """Return whether a union names a key group, or an industry other than `other`."""
    return any(group in KEY_GROUPS for group in union.groups) or any(name != "other" for name in union.industries)


# Hierarchy.


def industry_federation_level(day: Day, union: Any) -> Outcome:
    """GS101: an industry federation of key groups is anchored at a county or a prefecture."""
    when = both(among(union.kind, "industry_federation"), serves_key_groups(union), day.inside(union.place))
    return judge(when, day.level_among(union.place, "county", "prefecture"))


def regional_federation_anchor(day: Day, union: Any) -> Outcome:
    """GS102: a regional federation is anchored at the county or below."""
    when = both(among(union.kind, "regional_federation"), day.inside(union.place))
    if day.land.knows(union.place) and day.land.speaks_as_county(union.place):
        return judge(when, True)
    levels = ("county", "township", "community", "park", "building", "business_district")
    return judge(when, day.level_among(union.place, *levels))


def industry_federation_names_industry(day: Day, union: Any) -> Outcome:
    """GS103: an industry federation names an industry."""
    return judge(both(among(union.kind, "industry_federation"), day.inside(union.place)), bool(union.industries))


# Founding.


def founding_mode_recorded(day: Day, union: Any) -> Outcome:
    """GS201: how a union of key groups was founded is recorded."""
    when = both(serves_key_groups(union), among(union.kind, *FORMED_KINDS), day.inside(union.place))
    return judge(when, union.founding_mode is not None)


def single_founding_one_employer(day: Day, union: Any) -> Outcome:
    """GS202: a union founded alone is a basic union and covers one employer."""
    when = both(union.founding_mode == "single", day.inside(union.place))
    return judge(when, both(among(union.kind, "basic_union"), len(day.covered_employers(union)) == 1))


def lead_founding_has_leader(day: Day, union: Any) -> Outcome:
    """GS203: a led founding has a leader: a platform's firm, or one with its own union."""
    when = both(union.founding_mode == "lead", day.inside(union.place))
    if union.lead_employer is None:
        return judge(when, False)
    leader = day.employers.get(union.lead_employer)
    if leader is None:
        return judge(when, None)
    return judge(
        when, leader.role in ("platform_headquarters", "platform_branch") or day.has_own_union(union.lead_employer)
    )


def lead_founding_related_firms(day: Day, union: Any) -> Outcome:
    """GS204: every employer of a led founding is the leader or belongs to it."""
    covered = day.covered_employers(union)
    when = both(
        union.founding_mode == "lead" and union.lead_employer is not None and bool(covered), day.inside(union.place)
    )
    leader = union.lead_employer

    def belongs(employer: Any) -> Truth:
        if leader not in day.employers:
            return None
        if employer.id == leader:
            return True
        return employer.head == leader if employer.head in day.employers else None

    return judge(when, both(*map(belongs, covered)))


def industry_driven_has_sponsor(day: Day, union: Any) -> Outcome:
    """GS205: a founding driven by the industry names it, and has a sponsor or a superior of the industry."""
    when = both(union.founding_mode == "industry_driven", day.inside(union.place))
    led: Truth = False
    if union.superior is not None:
        superior = day.unions.get(union.superior)
        led = None if superior is None else among(superior.kind, "industry_federation", "industrial_union")
    return judge(when, both(bool(union.industries), either(union.sponsor is not None, led)))


def platform_branch_unionised(day: Day, employer: Any) -> Outcome:
    """GS206: a platform's branch has its own union."""
    when = both(employer.role == "platform_branch", day.inside(employer.place))
    return judge(when, day.has_own_union(employer.id))


def related_firm_follows(day: Day, employer: Any) -> Outcome:
    """GS207: a related firm follows its head: it has a union, or federations take its workers."""
    if employer.role not in RELATED_FIRMS:
        return NOT_APPLICABLE
    head_has_union = day.has_own_union(employer.head) if employer.head in day.employers else None
    when = both(head_has_union, day.inside(employer.place))
    if when is False or day.is_organised(employer.id):
        return judge(when, True)
    rows = day.counts_of.get(employer.id)
    return judge(when, both(*(is_federated(day, row) for row in rows)) if rows else None)


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
    known: dict[str, int] = defaultdict(int)
    blank: set[str] = set()
    for row in day.counting.values():
        place = day.place_of(row)
        if row.group in KEY_GROUPS and place is not None and day.land.knows(place):
            for code in day.land.chain(place):
                if row.workers is None:
                    blank.add(code)
                else:
                    known[code] += row.workers
    recorded = bool(day.records.headcounts)
    for code in day.touched():
        some = at_least(known[code], recorded and code not in blank, 1)
        when = both(day.level_among(code, "township"), some, day.inside(code))
        yield code, judge(when, any(union.kind == "township_union" for union in day.anchored.get(code, ())))


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


# The Trade Union Law.


def one_superior(day: Day, union: Any) -> Outcome:
    """TUL102: every union but the nation's federation, or the top of a part of the country, has a superior."""
    nations = both(among(union.kind, "general_federation"), day.level_among(union.place, "nation"))
    exempt = nations if day.whole else either(nations, day.is_top(union))
    when = None if exempt is None else not exempt
    return judge(when, union.superior is not None and (not day.whole or union.superior in day.unions))


UNION_RULES: dict[str, Callable[[Day, Any], Outcome]] = {
    "GS101": industry_federation_level,
    "GS102": regional_federation_anchor,
    "GS103": industry_federation_names_industry,
    "GS201": founding_mode_recorded,
    "GS202": single_founding_one_employer,
    "GS203": lead_founding_has_leader,
    "GS204": lead_founding_related_firms,
    "GS205": industry_driven_has_sponsor,
}
EMPLOYER_RULES: dict[str, Callable[[Day, Any], Outcome]] = {
    "GS206": platform_branch_unionised,
    "GS207": related_firm_follows,
}
FUNDING_RULES: dict[str, Callable[[Day, Any, tuple[str, ...]], Outcome]] = {
    "GS401": annual_funding_floor,
    "GS402": funded_by_subsidy,
}
CODES = (*UNION_RULES, *EMPLOYER_RULES, "GS301", "GS302", *FUNDING_RULES, "TUL102", "TUL103", "DAT901", "DAT902")


class _Tally:
    """Collects outcomes: counts all, lists what is broken or cannot be told."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.counts = {code: dict.fromkeys(OUTCOMES, 0) for code in CODES}

    def add(self, code: str, table: str, row: Any, outcome: Outcome) -> None:
        """Count the outcome of a rule for a row, which is a record or the name of a place."""
        self.counts[code][outcome] += 1
        if outcome in (BROKEN, CANNOT_TELL):
            name = row if isinstance(row, str) else subject(table, row)
            self.findings.append((code, table, name, outcome))


def check(structure: Any, on: date, proposed: bool = True, applies_to: str = "purposive") -> Result:
    """Judge `structure`, or its records already made, on the day `on` by all rules of the first release.

    `applies_to` is the reading of the funding floor: `purposive` or `literal`.
    """
    day = Day(records_of(structure), on, proposed)
    tally = _Tally()
    _check_plan(day, tally, LITERAL_KINDS if applies_to == "literal" else PURPOSIVE_KINDS)
    _check_law(day, tally)
    milder = _check_data(day, tally)
    return Result(tally.findings, tally.counts, milder)


def _check_plan(day: Day, tally: _Tally, kinds: tuple[str, ...]) -> None:
    started = day.on >= PLAN_STARTS
    standing = {union.id for union in day.standing} if started else set()
    for union in day.unions.values():
        stands = union.id in standing
        for code, rule in UNION_RULES.items():
            tally.add(code, "unions", union, rule(day, union) if stands else NOT_APPLICABLE)
        for code, floor in FUNDING_RULES.items():
            tally.add(code, "unions", union, floor(day, union, kinds) if stands else NOT_APPLICABLE)
    for employer in day.employers.values():
        applies = started and day.is_open(employer)
        for code, rule in EMPLOYER_RULES.items():
            tally.add(code, "employers", employer, rule(day, employer) if applies else NOT_APPLICABLE)
    for row in day.records.headcounts:
        outcome = workers_covered(day, row) if started else NOT_APPLICABLE
        tally.add("GS301", "headcounts", row, outcome)
    for code, outcome in townships_can_catch(day):
        tally.add("GS302", "places", code, outcome if started else NOT_APPLICABLE)


def _check_law(day: Day, tally: _Tally) -> None:
    started = day.on >= LAW_STARTS
    standing = {union.id for union in day.standing} if started else set()
    circles = day.in_circles()
    for union in day.unions.values():
        stands = union.id in standing
        tally.add("TUL102", "unions", union, one_superior(day, union) if stands else NOT_APPLICABLE)
        tally.add("TUL103", "unions", union, judge(stands, union.id not in circles))


def _check_data(day: Day, tally: _Tally) -> set[tuple[str, str, str]]:
    """Judge every row of the file; return the breaches of DAT902 that are only warnings."""
    milder = set()
    for table in REQUIRED:
        for row in rows_of(day, table):
            tally.add("DAT901", table, row, judge(True, fills_required(table, row)))
            lost = dangling(day, table, row)
            tally.add("DAT902", table, row, judge(given(table, row), not lost))
            if lost == ["superior"] and not day.whole:
                milder.add(("DAT902", table, subject(table, row)))
    return milder


def coverage(structure: Any, on: date, proposed: bool = True) -> list[tuple[str, str | None, str | None]]:
    """Return the subject, tier and union of every head count that counts on the day, in the order of the file."""
    day = Day(records_of(structure), on, proposed)
    return [(subject("headcounts", row), *tier(day, row)) for row in day.records.headcounts if id(row) in day.counting]
