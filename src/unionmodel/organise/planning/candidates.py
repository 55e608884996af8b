"""Whom a plan may found: industry federations first, then regional ones, township unions, and joint unions.

An industry federation sits at the county (or prefecture) and reaches its groups below it; a regional federation names the
groups that it takes at its county, or at a township; a township union takes everybody there; a joint union takes the
small employers of one industry in a township. All of them are founded only where somebody is without a union.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Final

import attrs

from unionmodel.grouping import grouped
from unionmodel.model.vocabulary import GROUP_OF_INDUSTRY
from unionmodel.organise.planning.gaps import Land
from unionmodel.rules.scheme import FOUNDED

KINDS: Final = FOUNDED
#: Kinds that take over where no industry federation pays.
FALLBACK: Final = ("regional_federation", "township_union")
INDUSTRY_OF_GROUP: Final = {group: industry for industry, group in GROUP_OF_INDUSTRY.items()}
_LEAST_EMPLOYERS: Final = 2


@attrs.frozen
class Candidate:
    """An organisation that may be founded: its kind, the row of its place, whom it names, and what it costs in fen.

    `reach` are the numbers of the gaps that it would close; `employers` those that a joint union covers.
    """

    kind: str
    place: int
    industries: tuple[str, ...]
    groups: tuple[str, ...]
    cost: int
    reach: frozenset[int]
    employers: tuple[str, ...] = ()


@attrs.frozen
class Wishes:
    """What a user asks of the organisations: kinds, levels and number of industries of industry federations, prices."""

    kinds: tuple[str, ...] = KINDS
    levels: tuple[str, ...] = ("county",)
    most_industries: int = 1
    least_workers: int = 25
    industry_first: bool = True
    costs: Mapping[str, int] = attrs.field(factory=dict)

    def cost(self, kind: str, floor: int) -> int:
        """Return what an organisation costs in fen: the floor of work funds, and what the user adds for its kind."""
        return floor + self.costs.get(kind, 0)


class Candidates:
    """All candidates of a land in a fixed order, and which industry federations come before a fallback."""

    def __init__(self, land: Land, wishes: Wishes) -> None:
        self.land, self.wishes, self.gaps = land, wishes, land.gaps
        self._below = self._gaps_below()
        found = [
            one for kind in KINDS if kind in wishes.kinds and kind in land.scheme.founds for one in _MAKERS[kind](self)
        ]
        #: The same structure gives the same order, whatever the order of its rows.
        self.all: tuple[Candidate, ...] = tuple(sorted(found, key=self._order))

    def _order(self, one: Candidate) -> tuple[int, str, tuple[str, ...], tuple[str, ...]]:
        return KINDS.index(one.kind), self.land.geography.codes[one.place], one.industries, one.groups

    def _gaps_below(self) -> dict[int, list[int]]:
        """Return the numbers of the gaps in every place that lies above one."""
        chain = self.land.geography.chain
        return grouped((place, number) for number, gap in enumerate(self.gaps) for place in chain(gap.place))

    def _places(self, level: str) -> list[int]:
        geography = self.land.geography
        if level == "county":
            return [place for place in self._below if geography.county_level[place]]
        return [place for place in self._below if geography.level[place] == level and not geography.county_level[place]]

    def eligible(self, place: int) -> dict[str, list[int]]:
        """Return the groups in a place for whom an industry federation pays, with the numbers of their gaps."""
        below = ((self.gaps[number].group, number) for number in self._below.get(place, ()))
        groups = grouped((group, number) for group, number in below if group in INDUSTRY_OF_GROUP)
        least = self.wishes.least_workers
        return {
            group: numbers
            for group, numbers in sorted(groups.items())
            if sum(self.gaps[number].workers or 0 for number in numbers) >= least
        }

    # -- makers ----------------------------------------------------------------------------------------------------

    def industry_federations(self) -> Iterator[Candidate]:
        """Yield an industry federation for every place and every set of industries that it may name together."""
        cost = self.wishes.cost("industry_federation", self.land.paths.floor)
        for level in self.wishes.levels:
            for place in self._places(level):
                groups = self.eligible(place)
                for size in range(1, min(self.wishes.most_industries, len(groups)) + 1):
                    for several in combinations(groups, size):
                        reach = frozenset(number for group in several for number in groups[group])
                        industries = tuple(INDUSTRY_OF_GROUP[group] for group in several)
                        yield Candidate("industry_federation", place, industries, several, cost, reach)

    def regional_federations(self) -> Iterator[Candidate]:
        """Yield a regional federation for every county and township; it names the groups that it is founded for."""
        cost = self.wishes.cost("regional_federation", self.land.paths.floor)
        for level in ("county", "township"):
            for place in self._places(level):
                reach = [number for number in self._below[place] if self._within_county(number, place)]
                groups = tuple(sorted({self.gaps[number].group for number in reach}))
                yield Candidate("regional_federation", place, (), groups, cost, frozenset(reach))

    def _within_county(self, number: int, place: int) -> bool:
        """Return whether a place is not above the county of a gap: tier 4 looks no further up."""
        chain = self.land.geography.chain(self.gaps[number].place)
        county = self.land.geography.county(self.gaps[number].place)
        return county is not None and chain.index(place) <= chain.index(county)

    def township_unions(self) -> Iterator[Candidate]:
        """Yield a union for every township."""
        cost = self.wishes.cost("township_union", self.land.paths.floor)
        for place in self._places("township"):
            yield Candidate("township_union", place, (), (), cost, frozenset(self._below[place]))

    def joint_unions(self) -> Iterator[Candidate]:
        """Yield a joint union of the small employers of one industry in a township (or where they are, without one)."""
        cost = self.wishes.cost("joint_union", self.land.paths.floor)
        paths = self.land.paths
        together: dict[tuple[int, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        index = self.land.structure.index("employers")
        for number, gap in enumerate(self.gaps):
            row = index.get(gap.row.employer or "")
            industry = None if row is None else paths.industry(row)
            if row is None or industry is None or not paths.is_small(row):
                continue
            if paths.employers["can_found"][row] is False:
                continue
            township = self.land.geography.above(gap.place, "township")
            together[gap.place if township is None else township, industry][paths.employers["id"][row]].append(number)
        for (place, industry), employers in together.items():
            if len(employers) >= _LEAST_EMPLOYERS:
                reach = frozenset(number for numbers in employers.values() for number in numbers)
                groups = tuple(sorted({self.gaps[number].group for number in reach}))
                yield Candidate("joint_union", place, (industry,), groups, cost, reach, tuple(sorted(employers)))

    # -- what comes first ------------------------------------------------------------------------------------------

    def first(self) -> list[tuple[int, tuple[int, ...]]]:
        """Return, for each fallback, the industry federations of which one must stand beside it, group by group."""
        if not self.wishes.industry_first or "industry_federation" not in self.wishes.kinds:
            return []
        federations = [pair for pair in enumerate(self.all) if pair[1].kind == "industry_federation"]
        by_gap = grouped((gap, number) for number, one in federations for gap in one.reach)
        found: list[tuple[int, tuple[int, ...]]] = []
        for number, one in enumerate(self.all):
            if one.kind in FALLBACK:
                groups = {tuple(by_gap[gap]) for gap in one.reach if by_gap.get(gap)}
                found.extend((number, others) for others in sorted(groups))
        return found


_MAKERS = {
    "industry_federation": Candidates.industry_federations,
    "regional_federation": Candidates.regional_federations,
    "township_union": Candidates.township_unions,
    "joint_union": Candidates.joint_unions,
}
