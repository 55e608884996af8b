"""GS101 to GS208, TUL102: where unions stand, how they were founded, which firms and parks have one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from benchmarks.peers.coverage import is_federated
from benchmarks.peers.day import Day, Truth, among, both, either, serves_key_groups
from benchmarks.peers.outcomes import NOT_APPLICABLE, Outcome, judge

RELATED_FIRMS = ("freight_affiliate", "courier_franchisee", "delivery_agent", "labour_dispatcher")
FORMED_KINDS = ("basic_union", "joint_union", "industry_union", "industry_federation", "regional_federation")


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


def parks_unionised(day: Day) -> Iterable[tuple[str, Outcome]]:
    """GS208: some union is anchored at a logistics park of the nation or the province."""
    for code in day.touched():
        when = both(day.land.spots[code].logistics_park in ("national", "provincial"), day.inside(code))
        yield code, judge(when, code in day.anchored)


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
PLACE_RULES: dict[str, Callable[[Day], Iterable[tuple[str, Outcome]]]] = {"GS208": parks_unionised}
