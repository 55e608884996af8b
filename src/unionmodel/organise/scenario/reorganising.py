"""What ought to be merged, split or renumbered, as steps: small unions, units that grew, places with another code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from unionmodel.checking.checking import check
from unionmodel.errors import InputErrors
from unionmodel.model.structure import Structure
from unionmodel.organise.scenario.answer import Scenario, Taken
from unionmodel.organise.scenario.compute import proposals
from unionmodel.organise.scenario.context import Moment, Refused
from unionmodel.organise.scenario.merging import merged_anew, split_off
from unionmodel.organise.scenario.renumbering import renumbered
from unionmodel.rules.pack import Pack

#: From so many members on article 11 of the law wants a committee of its own; below, several employers may join.
ENOUGH: Final = 25
#: So many employers make a joint union (the same article).
FEWEST: Final = 2


def small_unions(moment: Moment) -> list[list[str]]:
    """Return groups of basic unions below 25 members in one township, under one superior, of the same industries."""
    geography, unions = moment.structure.geography, moment.unions
    groups: dict[tuple[Any, ...], list[str]] = defaultdict(list)
    for row in moment.with_kind("basic_union"):
        members, place = unions["members"][row], moment.place("unions", row)
        if members is None or members >= ENOUGH or place is None or unions["superior"][row] is None:
            continue
        town = geography.above(place, "township")
        if town is not None and moment.links(union=unions["id"][row]):
            groups[geography.codes[town], unions["superior"][row], tuple(sorted(unions["industries"][row]))].append(
                unions["id"][row]
            )
    found = [sorted(several) for _, several in sorted(groups.items(), key=lambda pair: pair[1])]
    return [one for one in found if len(one) > 1 and len(_employers(moment, *one)) >= FEWEST]


def _employers(moment: Moment, *unions: str) -> set[str]:
    employers = moment.structure.column("covers", "employer")
    return {employers[row] for union in unions for row in moment.links(union=union)}


def grown_units(moment: Moment) -> list[tuple[str, str]]:
    """Return the joint unions with employers of theirs that have 25 members or more by TUL205."""
    packs = [pack for pack in moment.packs if any(rule.code == "TUL205" for rule in pack.rules)]
    if not packs:
        return []
    report = check(moment.structure, packs, on=moment.on, select=["TUL205"], proposed=moment.proposed)
    found = sorted({tuple(one.subject.split("|", 1)) for one in report.of("TUL205") if one.outcome.value == "broken"})
    return [(union, employer) for union, employer in found]


def merging(structure: Structure, packs: Sequence[Pack], on: date, proposed: bool = True) -> Scenario:
    """Return the steps that merge small basic unions into joint unions."""
    groups = small_unions(Moment(structure, packs, on, proposed))
    return proposals(structure, packs, on, proposed, [partial(_merge, several) for several in groups])


def splitting(structure: Structure, packs: Sequence[Pack], on: date, proposed: bool = True) -> Scenario:
    """Return the steps that split employers with enough members out of joint unions; two employers at least stay."""
    units = grown_units(Moment(structure, packs, on, proposed))
    return proposals(structure, packs, on, proposed, [partial(_split, *unit) for unit in units])


def renumbering(
    structure: Structure, replaced: Mapping[str, str], packs: Sequence[Pack], on: date, proposed: bool = True
) -> Scenario:
    """Return the steps that take what lies at old codes to the new ones. Raises InputErrors with every unknown code."""
    faults = []
    moment = Moment(structure, packs, on, proposed)
    for old, new in replaced.items():
        for code in (old, new):
            try:
                moment.named("places", code, "place")
            except Refused as refused:
                faults.append(refused.error(f"replaced.{old}"))
    if faults:
        raise InputErrors(faults)
    try:
        return proposals(structure, packs, on, proposed, [partial(_renumber, *pair) for pair in replaced.items()])
    except Refused as refused:
        raise InputErrors([refused.error("replaced")]) from None


def reorganised(
    structure: Structure, packs: Sequence[Pack], on: date, replaced: Mapping[str, str], proposed: bool = True
) -> Scenario:
    """Return all three one after the other: places first, then what is to be merged, then what is to be split."""
    first = renumbering(structure, replaced, packs, on, proposed)
    second = merging(first.structure, packs, on, proposed)
    third = splitting(second.structure, packs, on, proposed)
    steps = (*first.steps, *second.steps, *third.steps)
    return Scenario(structure, third.structure, steps, on, tuple(packs), proposed)


def _merge(unions: Sequence[str], moment: Moment) -> Taken:
    geography, places = moment.structure.geography, {moment.of(one, "place") for one in unions}
    town = geography.above(geography.row[moment.of(unions[0], "place")], "township")
    assert town is not None
    return merged_anew(moment, unions, place=places.pop() if len(places) == 1 else geography.codes[town])


def _split(union: str, employer: str, moment: Moment) -> Taken | None:
    if len(_employers(moment, union)) <= FEWEST:
        return None
    try:
        return split_off(moment, employer, union)
    except Refused:
        return None


def _renumber(old: str, new: str, moment: Moment) -> Taken:
    return renumbered(moment, old, new)
