"""The rows of coverage: who takes the workers of one head count, and why no earlier tier has a union for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import attrs

from unionmodel.answers import Part
from unionmodel.checking.rows import engine as rows
from unionmodel.grouping import grouped
from unionmodel.language import Text
from unionmodel.model.places import RANKS
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import GROUP_OF_INDUSTRY, Group
from unionmodel.rules.scheme import Tier
from unionmodel.rules.shared import COUNT_PLACE, STANDING


@attrs.frozen
class WhyNot(Part):
    """Why a tier has no union for a head count; `label` is what the tier is called."""

    KEYS = ("tier", "reason")

    tier: str
    label: Text
    reason: Text


class Reasons:
    """Says why a tier has no union for a head count, naming the nearest miss.

    Nothing is looked for before it is asked: a register has many rows, and few of them are ever read.
    """

    def __init__(self, structure: Structure, tiers: Sequence[Tier], values: rows.RowValues) -> None:
        self._structure, self._tiers = structure, tiers
        self._values = values
        self._kept: dict[tuple[str, int, str | None], Text] = {}

    def before(self, row: int) -> tuple[WhyNot, ...]:
        """Return why each tier before the first one that has a union has none; of all tiers where none has."""
        found = []
        for tier in self._tiers:
            unions = [self._values.leaf(fact, row) for fact in tier.facts]
            if any(union is not None and union >= 0 for union in unions):
                break
            reason = self._unknown(row) if None in unions else self._reason(tier, row)
            found.append(WhyNot(tier.name, tier.label, reason))
        return tuple(found)

    def _unknown(self, row: int) -> Text:
        if self._values.leaf(COUNT_PLACE, row) is None:
            return Text(zh="所在区域不明", en="the place is not known")
        return Text(zh="群体不明", en="the group is not known")

    def _reason(self, tier: Tier, row: int) -> Text:
        if tier.reach == "employer":
            return self._uncovered(tier, row)
        place = self._values.leaf(COUNT_PLACE, row)
        group = self._structure.column("headcounts", "group")[row]
        key = (tier.name, place, group)
        if key not in self._kept:
            self._kept[key] = self._absent(tier, place, group)
        return self._kept[key]

    # -- tiers of the employer --------------------------------------------------------------------------------------

    def _uncovered(self, tier: Tier, row: int) -> Text:
        employer = self._structure.column("headcounts", "employer")[row]
        if employer is None:
            return Text(zh="这些劳动者没有用人单位", en="these workers have no employer")
        if employer not in self._structure.index("employers"):
            return Text(zh=f"用人单位 {employer} 不在名册中", en=f"the employer {employer} is not listed")
        named = tier.unions
        kinds = self._structure.column("unions", "kind")
        linked = sorted((union for union in self._links.get(employer, ()) if kinds[union] in tier.kinds), key=self._id)
        for union in linked:
            if not self._standing(union):
                return self._fallen(named, union)
        if linked:
            name = self._name(linked[0])
            return Text(
                zh=f"{name}对 {employer} 的覆盖当日无效",
                en=f"the link of {name} to {employer} does not hold on the day",
            )
        return Text(zh=f"{employer} 没有存续的{named.zh}", en=f"no standing {named.en} covers {employer}")

    @cached_property
    def _links(self) -> dict[str, list[int]]:
        """The unions linked to each employer, whether or not the link counts."""
        covers, unions = self._structure.columns("covers"), self._structure.index("unions")
        links = zip(covers["union"], covers["employer"], strict=True)
        return grouped((employer, unions[name]) for name, employer in links if name in unions and employer is not None)

    # -- tiers of the place -----------------------------------------------------------------------------------------

    def _absent(self, tier: Tier, place: int, group: str | None) -> Text:
        """Return why no union up the chain of a place takes a group."""
        named = tier.unions
        near = list(self._near(tier, place))
        for union in near:
            if not self._standing(union) and self._takes(tier, union, place, group):
                return self._fallen(named, union)
        standing = next((union for union in near if self._standing(union)), None)
        if standing is not None and tier.reach == "named":
            label, name = Group.of(str(group)), self._name(standing)
            return Text(
                zh=f"当地的{named.zh}（{name}）没有写明{label.zh}",
                en=f"the {named.en} there ({name}) does not name {label.en}",
            )
        if standing is not None:
            return self._misfit(tier, standing, place, group)
        if any(self._standing(union) for kind in tier.kinds for union in self._unions.get(kind, ())):
            return Text(zh=f"{named.zh}都不设在当地或其上级区域", en=f"no {named.en} is anchored there or above")
        return Text(zh=f"没有存续的{named.zh}", en=f"there is no standing {named.en}")

    def _misfit(self, tier: Tier, union: int, place: int, group: str | None) -> Text:
        """Return why a standing regional federation up the chain does not take the group."""
        named, name = tier.unions, self._name(union)
        if not self._within_county(union, place):
            return Text(zh=f"{named.zh}（{name}）设在县区以上", en=f"the {named.en} ({name}) sits above the county")
        label = Group.of(str(group))
        return Text(
            zh=f"当地的{named.zh}（{name}）不包括{label.zh}", en=f"the {named.en} there ({name}) leaves out {label.en}"
        )

    def _takes(self, tier: Tier, union: int, place: int, group: str | None) -> bool:
        """Whether the union would take the group, if it stood."""
        groups = self._structure.column("unions", "groups")[union]
        if tier.reach == "named":
            industries = self._structure.column("unions", "industries")[union]
            return group in groups or group in {GROUP_OF_INDUSTRY.get(one) for one in industries if one != "other"}
        if tier.reach == "county":
            return self._within_county(union, place) and (not groups or group in groups)
        return True

    def _within_county(self, union: int, place: int) -> bool:
        """Whether the union sits at the county of a place, or below it."""
        geography = self._structure.geography
        anchor = geography.row[self._structure.column("unions", "place")[union]]
        chain = geography.chain(place)
        county = geography.county(place)
        if county is None:
            return anchor in chain and geography.rank[anchor] >= RANKS["county"]
        return anchor in chain[: chain.index(county) + 1]

    def _near(self, tier: Tier, place: int) -> Iterator[int]:
        """Yield the unions of a tier's kinds up the chain of a place, nearest first, then by id."""
        for above in self._structure.geography.chain(place):
            here = [union for kind in tier.kinds for union in self._anchored.get((above, kind), ())]
            yield from sorted(here, key=self._id)

    @cached_property
    def _unions(self) -> dict[str, list[int]]:
        return grouped((kind, union) for union, kind in enumerate(self._structure.column("unions", "kind")))

    @cached_property
    def _anchored(self) -> dict[tuple[int, str], list[int]]:
        """The unions of each kind at each place."""
        unions, anchors = self._structure.columns("unions"), self._structure.geography.row
        every = enumerate(zip(unions["place"], unions["kind"], strict=True))
        return grouped(((anchors[place], kind), union) for union, (place, kind) in every if place in anchors)

    # -- unions -----------------------------------------------------------------------------------------------------

    def _standing(self, union: int) -> bool:
        return bool(self._values.leaf(STANDING, union))

    def _fallen(self, named: Text, union: int) -> Text:
        name = self._name(union)
        return Text(zh=f"{named.zh}（{name}）当日不存续", en=f"the {named.en} ({name}) does not stand on the day")

    def _name(self, union: int) -> str:
        return str(self._structure.column("unions", "name")[union] or self._id(union))

    def _id(self, union: int) -> Any:
        return self._structure.column("unions", "id")[union]


@attrs.frozen
class CoverageRow(Part):
    """Who takes the workers of one head count: the tier (None where it cannot be told) and the union.

    `workers` is None where nobody knows how many there are. `counted_at` is the place where they count: that of the
    head count, or of its employer. `covered` says whether some tier takes them; with the group unknown that may be sure
    although the tier is not, None means that it cannot be told. `tier_label` is what the tier is called.
    """

    KEYS = ("employer", "place", "group", "workers", "tier", "union", "why_not")

    employer: str | None
    place: str | None
    group: str | None
    workers: int | None
    tier: str | None
    union: str | None
    counted_at: str | None
    covered: bool | None
    tier_label: Text = attrs.field(eq=False, repr=False)
    _number: int = attrs.field(eq=False, repr=False)
    _reasons: Reasons = attrs.field(eq=False, repr=False)

    @property
    def number(self) -> int:
        """The number of the row of the table of head counts, from 0."""
        return self._number

    @property
    def why_not(self) -> tuple[WhyNot, ...]:
        """Why each earlier tier has no union for these workers."""
        return self._reasons.before(self._number)

    @property
    def key(self) -> tuple[str | None, str | None, str | None]:
        """What tells the row apart: employer, place and group."""
        return self.employer, self.place, self.group

    @property
    def subject(self) -> str:
        """How reports name the head count: `e:EMPLOYER|group` or `p:PLACE|group`."""
        return f"{f'p:{self.place}' if self.employer is None else f'e:{self.employer}'}|{self.group or ''}"
