"""Why a tier of coverage has no union for a head count: the nearest miss, found through indexes when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Any

import attrs

from unionmodel.answers import Part
from unionmodel.checking.rows import engine as rows
from unionmodel.language import Text
from unionmodel.model.places import RANKS
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import GROUP_OF_INDUSTRY, Group
from unionmodel.rulepacks.gansu_2021.coverage import TIERS
from unionmodel.rules.facts import Linked, Nearest
from unionmodel.rules.shared import COUNT_PLACE, STANDING

#: The facts that find the union of each tier; the fallback has two.
FACTS: dict[str, list[Nearest | Linked]] = {}
for _tier, _fact in TIERS:
    FACTS.setdefault(_tier, []).append(_fact)
_KINDS = {
    "own": ("basic_union",),
    "joint": ("joint_union", "industry_union"),
    "industry": ("industry_federation", "industry_union"),
    "regional": ("regional_federation",),
    "fallback": ("community_union", "township_union"),
}
_NAMES = {
    "own": Text(zh="单独基层工会", en="basic union"),
    "joint": Text(zh="联合基层工会或行业工会", en="joint or industry union"),
    "industry": Text(zh="行业工会联合会或行业工会", en="industry federation or industry union"),
    "regional": Text(zh="区域工会联合会", en="regional federation"),
    "fallback": Text(zh="社区村工会或乡镇街道工会", en="community or township union"),
}


@attrs.frozen
class WhyNot(Part):
    """Why a tier has no union for a head count."""

    tier: str
    reason: Text


class Reasons:
    """Says why a tier has no union for a head count, naming the nearest miss.

    Nothing is looked for before it is asked: a register has many rows, and few of them are ever read.
    """

    def __init__(self, structure: Structure, values: rows.RowValues) -> None:
        self._structure = structure
        self._values = values
        self._kept: dict[tuple[str, int, str | None], Text] = {}

    def before(self, row: int) -> tuple[WhyNot, ...]:
        """Return why each tier before the first one that has a union has none; of all tiers where none has."""
        found = []
        for tier, facts in FACTS.items():
            unions = [self._values.leaf(fact, row) for fact in facts]
            if any(union is not None and union >= 0 for union in unions):
                break
            found.append(WhyNot(tier, self._unknown(row) if None in unions else self._reason(tier, row)))
        return tuple(found)

    def _unknown(self, row: int) -> Text:
        if self._values.leaf(COUNT_PLACE, row) is None:
            return Text(zh="所在区域不明", en="the place is not known")
        return Text(zh="群体不明", en="the group is not known")

    def _reason(self, tier: str, row: int) -> Text:
        if tier in ("own", "joint"):
            return self._uncovered(tier, row)
        place = self._values.leaf(COUNT_PLACE, row)
        group = self._structure.column("headcounts", "group")[row]
        key = (tier, place, group)
        if key not in self._kept:
            self._kept[key] = self._absent(tier, place, group)
        return self._kept[key]

    # -- tiers of the employer --------------------------------------------------------------------------------------

    def _uncovered(self, tier: str, row: int) -> Text:
        employer = self._structure.column("headcounts", "employer")[row]
        if employer is None:
            return Text(zh="这些劳动者没有用人单位", en="these workers have no employer")
        if employer not in self._structure.index("employers"):
            return Text(zh=f"用人单位 {employer} 不在名册中", en=f"the employer {employer} is not listed")
        named = _NAMES[tier]
        kinds = self._structure.column("unions", "kind")
        linked = sorted(
            (union for union in self._links.get(employer, ()) if kinds[union] in _KINDS[tier]), key=self._id
        )
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
        found: dict[str, list[int]] = {}
        covers, unions = self._structure.columns("covers"), self._structure.index("unions")
        for name, employer in zip(covers["union"], covers["employer"], strict=True):
            if name in unions and employer is not None:
                found.setdefault(employer, []).append(unions[name])
        return found

    # -- tiers of the place -----------------------------------------------------------------------------------------

    def _absent(self, tier: str, place: int, group: str | None) -> Text:
        """Return why no union up the chain of a place takes a group."""
        named = _NAMES[tier]
        near = list(self._near(tier, place))
        for union in near:
            if not self._standing(union) and self._takes(tier, union, place, group):
                return self._fallen(named, union)
        standing = next((union for union in near if self._standing(union)), None)
        if standing is not None and tier == "industry":
            label, name = Group.of(str(group)), self._name(standing)
            return Text(
                zh=f"当地的{named.zh}（{name}）没有写明{label.zh}",
                en=f"the {named.en} there ({name}) does not name {label.en}",
            )
        if standing is not None:
            return self._misfit(standing, place, group)
        if any(self._standing(union) for kind in _KINDS[tier] for union in self._unions.get(kind, ())):
            return Text(zh=f"{named.zh}都不设在当地或其上级区域", en=f"no {named.en} is anchored there or above")
        return Text(zh=f"没有存续的{named.zh}", en=f"there is no standing {named.en}")

    def _misfit(self, union: int, place: int, group: str | None) -> Text:
        """Return why a standing regional federation up the chain does not take the group."""
        named, name = _NAMES["regional"], self._name(union)
        if not self._within_county(union, place):
            return Text(zh=f"{named.zh}（{name}）设在县区以上", en=f"the {named.en} ({name}) sits above the county")
        label = Group.of(str(group))
        return Text(
            zh=f"当地的{named.zh}（{name}）不包括{label.zh}", en=f"the {named.en} there ({name}) leaves out {label.en}"
        )

    def _takes(self, tier: str, union: int, place: int, group: str | None) -> bool:
        """Whether the union would take the group, if it stood."""
        groups = self._structure.column("unions", "groups")[union]
        if tier == "industry":
            industries = self._structure.column("unions", "industries")[union]
            return group in groups or group in {GROUP_OF_INDUSTRY.get(one) for one in industries if one != "other"}
        if tier == "regional":
            return self._within_county(union, place) and (not groups or group in groups)
        return True

    def _within_county(self, union: int, place: int) -> bool:
        """Whether the union sits at the county of a place, or below it."""
        geography = self._structure.geography
        anchor = geography.row[self._structure.column("unions", "place")[union]]
        chain = geography.chain(place)
        county = next((number for number, above in enumerate(chain) if geography.county_level[above]), None)
        if county is None:
            return anchor in chain and geography.rank[anchor] >= RANKS["county"]
        return anchor in chain[: county + 1]

    def _near(self, tier: str, place: int) -> Iterator[int]:
        """Yield the unions of a tier's kinds up the chain of a place, nearest first, then by id."""
        for above in self._structure.geography.chain(place):
            here = [union for kind in _KINDS[tier] for union in self._anchored.get((above, kind), ())]
            yield from sorted(here, key=self._id)

    @cached_property
    def _unions(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for union, kind in enumerate(self._structure.column("unions", "kind")):
            found.setdefault(kind, []).append(union)
        return found

    @cached_property
    def _anchored(self) -> dict[tuple[int, str], list[int]]:
        """The unions of each kind at each place."""
        found: dict[tuple[int, str], list[int]] = {}
        unions, anchors = self._structure.columns("unions"), self._structure.geography.row
        for union, (place, kind) in enumerate(zip(unions["place"], unions["kind"], strict=True)):
            if place in anchors:
                found.setdefault((anchors[place], kind), []).append(union)
        return found

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
