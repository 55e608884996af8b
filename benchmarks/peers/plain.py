"""The rules of the Gansu plan, and the first ones of law and data, as plain functions over records, dicts, networkx.

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
- GS104, GS607: a head count whose tier is unknown is taken by nobody; one with a blank group has no key workers. A
  blank number leaves the workers of a body open upwards (GS607), with no head count at all they may be any number.
  Bodies of one county whose hired staff is blank are passed over; so are head counts said twice.
- GS208: a blank rank is no logistics park. Any standing union will do, of whatever kind.
- Rows that name a closed employer are not judged, in the lists of direct members and of members as in the head counts.
  Rows whose union is blank or does not exist may be anybody's: `when` is unknown.
- Rows of records are found by the cells that name them: union, year, day, kind of activity, kind of channel, phase.
  Where one of these is blank a row is not found, and a blank year records none. What else a found row says is
  three-valued: a blank `full_time` may be part-time. So are the phase and day of a plan where it is itself judged.
- GS501, GS502: a head count here is a survey row that counts on the day, of whatever group. A province counts its
  whole area, a reporting unit what lies in no reporting unit below it; one that keeps nothing is no subject. Groups
  are judged by the rows that name them.
- GS503: here a head count is one of whatever source that counts on the day; with no head count in the file nothing is
  recorded. A dated survey row counts as a survey even where its workers are blank.
- GS504: all other sources that count must agree; a row with a blank group is compared with none, not even with another.
- GS505: the dates are compared as they are given, also where the registration lies after the day. GS506 has no start.
- GS601 to GS605 judge the last full year even where the plan began after it. A superior that does not exist is set.
- GS608, GS801: a partner or a union need not stand or exist; a union paired with itself is paired.
- GS701 to GS704: a province may be a reporting unit where the file says so. GS703 does not judge a plan dated after
  the day. GS704 climbs past unions that do not stand, without counting their channels, and stops in a circle.
- GS802: a station serves its area whoever keeps it, of whatever kind.
- Subjects of a rule are all rows of its tables (those that do not stand are not applicable); for places, the touched
  ones.

The choices of the other rules of the law are listed in `plain_law` and `plain_law_bodies`, those of the regulations in
`plain_regulations`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

import attrs

from benchmarks.peers import plain_campaign as campaign
from benchmarks.peers import plain_charter as charter
from benchmarks.peers import plain_data as data
from benchmarks.peers import plain_founding as founding
from benchmarks.peers import plain_law as law
from benchmarks.peers import plain_law_bodies as law_bodies
from benchmarks.peers import plain_local as local
from benchmarks.peers import plain_regulations as regulations
from benchmarks.peers import plain_running as running
from benchmarks.peers import plain_workers as workers
from benchmarks.peers.coverage import tier
from benchmarks.peers.day import Day
from benchmarks.peers.outcomes import BROKEN, CANNOT_TELL, NOT_APPLICABLE, OUTCOMES, Outcome, RowRule, WideRule, judge
from benchmarks.peers.records import records_of
from benchmarks.peers.references import REQUIRED, dangling, fills_required, given, rows_of, subject

Finding = tuple[str, str, str, Outcome]

PLAN_STARTS = date(2021, 8, 1)
PLACE_RULES = {**founding.PLACE_RULES, **workers.PLACE_RULES}
EMPLOYER_RULES = {**founding.EMPLOYER_RULES, **workers.EMPLOYER_RULES}
UNION_CODES = (
    *founding.UNION_RULES, *running.FUNDING_RULES, *running.DUTY_RULES, *running.SUPPORT_RULES, *campaign.PLAN_RULES,
    "GS104", "GS607", "GS704",
)  # fmt: skip
OTHER_CODES = (
    *EMPLOYER_RULES, *PLACE_RULES, *workers.DIRECT_RULES, *campaign.MEMBER_RULES, "GS301", "GS501", "GS502", "GS503",
    "GS504", "GS703", "TUL102", "TUL103", "DAT901", "DAT902",
)  # fmt: skip
LAW_CODES = (*law.CODES, *law_bodies.CODES, *regulations.CODES, *charter.CODES, *data.CODES, *local.CODES)
CODES = tuple(sorted((*UNION_CODES, *OTHER_CODES, *LAW_CODES)))


@attrs.frozen
class Result:
    """What the plain functions found: broken and cannot tell, counts by rule, and which breaches are only warnings."""

    findings: list[Finding]
    counts: dict[str, dict[Outcome, int]]
    milder: set[tuple[str, str, str]]


class _Tally:
    """Collects outcomes: counts all, lists some."""

    def __init__(self, listed: Collection[Outcome]) -> None:
        self.listed = listed
        self.findings: list[Finding] = []
        self.counts = {code: dict.fromkeys(OUTCOMES, 0) for code in CODES}

    def add(self, code: str, table: str, row: Any, outcome: Outcome) -> None:
        """Count the outcome of a rule for a row, which is a record or the name of a place."""
        self.counts[code][outcome] += 1
        if outcome in self.listed:
            name = row if isinstance(row, str) else subject(table, row)
            self.findings.append((code, table, name, outcome))


def check(
    structure: Any,
    on: date,
    proposed: bool = True,
    *,
    applies_to: str = "purposive",
    scope: str = "each_group",
    many_enterprises: int = law.MANY_ENTERPRISES,
    jurisdictions: Collection[str] | None = None,
    listed: Collection[Outcome] = (BROKEN, CANNOT_TELL),
) -> Result:
    """Judge `structure`, or its records already made, on the day `on`.

    `applies_to` is the reading of the funding floor and of the yearly duties: `purposive` or `literal`; `scope` that of
    the target: `each_group`, `pooled` or `both`; `many_enterprises` is how many employers of a township are many
    (TUL301); `jurisdictions` are those whose numbers are looked at (by default those in which something lies). The outcomes that are `listed` become findings.
    """
    day = Day(records_of(structure), on, proposed)
    tally = _Tally(listed)
    kinds = running.LITERAL_KINDS if applies_to == "literal" else running.PURPOSIVE_KINDS
    for code, table, row, outcome in _plan(day, kinds, scope):
        tally.add(code, table, row, outcome if on >= PLAN_STARTS else NOT_APPLICABLE)
    _check_superiors(day, tally)
    here = local.Here(day, jurisdictions)
    rules = (
        *law.rules_of(day, many_enterprises), *law_bodies.RULES, *regulations.rules_of(day, here),
        *charter.rules_of(day, here), *local.rules_of(here),
    )  # fmt: skip
    for rule in rules:
        for row, outcome in _judged(day, rule):
            tally.add(rule.code, rule.table, row, outcome)
    for code, table, row, outcome in data.judged(day):
        tally.add(code, table, row, outcome)
    milder = _check_data(day, tally)
    return Result(tally.findings, tally.counts, milder)


#: A code, a table, a record of it or the name of a subject, and the outcome.
Judged = tuple[str, str, Any, Outcome]


def _plan(day: Day, kinds: tuple[str, ...], scope: str) -> Iterable[Judged]:
    yield from _unions(day, kinds)
    for employer in day.employers.values():
        is_open = day.is_open(employer)
        for code, rule in EMPLOYER_RULES.items():
            yield code, "employers", employer, rule(day, employer) if is_open else NOT_APPLICABLE
    for row in day.records.headcounts:
        yield "GS301", "headcounts", row, workers.workers_covered(day, row)
        yield "GS504", "headcounts", row, campaign.counts_reconcile(day, row)
    counting = workers.counting_direct(day)
    for row in day.records.direct_members:
        for code, rule in workers.DIRECT_RULES.items():
            yield code, "direct_members", row, rule(day, row) if id(row) in counting else NOT_APPLICABLE
    for row in day.records.members:
        for code, rule in campaign.MEMBER_RULES.items():
            yield code, "members", row, rule(day, row)
    for row in day.records.plans:
        yield "GS703", "plans", row, campaign.phase_contains_date(day, row)
    for code, place_rule in PLACE_RULES.items():
        for place, outcome in place_rule(day):
            yield code, "places", place, outcome
    for code, name, outcome in campaign.targets(day, scope):
        yield code, "places", name, outcome
    for name, outcome in campaign.surveyed(day):
        yield "GS503", "places", name, outcome


def _unions(day: Day, kinds: tuple[str, ...]) -> Iterable[Judged]:
    reach, books = workers.Reach(day), running.Books(day)
    bodies, plans, channels = workers.staffed_bodies(day), campaign.plans_of(day), campaign.online_channels(day)

    def of(union: Any) -> Iterable[tuple[str, Outcome]]:
        for code, rule in founding.UNION_RULES.items():
            yield code, rule(day, union)
        for code, duty in running.FUNDING_RULES.items():
            yield code, duty(day, union, kinds)
        for code, yearly in running.DUTY_RULES.items():
            yield code, yearly(day, books, union, kinds)
        for code, support in running.SUPPORT_RULES.items():
            yield code, support(day, books, union)
        for code, planned in campaign.PLAN_RULES.items():
            yield code, planned(day, plans, union)
        yield "GS104", workers.mainly_key_groups(day, reach, union)
        rivals = bodies.get(day.land.county(union.place) or "", ())
        yield "GS607", workers.hired_staff_follow(day, union, rivals, reach)
        yield "GS704", campaign.online_channel(day, channels, union)

    for union in day.standing:
        for code, outcome in of(union):
            yield code, "unions", union, outcome
    for union in day.unions.values():
        if union.id not in day.standing_ids:
            for code in UNION_CODES:
                yield code, "unions", union, NOT_APPLICABLE


def _judged(day: Day, rule: RowRule | WideRule) -> Iterable[tuple[Any, Outcome]]:
    """Yield the subjects of a rule, records or names, and the outcomes."""
    started = day.on >= rule.starts
    if isinstance(rule, WideRule):
        for name, outcome in rule.asks(day):
            yield name, outcome if started else NOT_APPLICABLE
        return
    for row in rows_of(day, rule.table):
        yield row, rule.asks(day, row) if started and rule.applies_to(day, row) else NOT_APPLICABLE


def _check_superiors(day: Day, tally: _Tally) -> None:
    started = day.on >= law.LAW_STARTS
    standing = day.standing_ids if started else set()
    circles = day.in_circles()
    for union in day.unions.values():
        stands = union.id in standing
        tally.add("TUL102", "unions", union, founding.one_superior(day, union) if stands else NOT_APPLICABLE)
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
