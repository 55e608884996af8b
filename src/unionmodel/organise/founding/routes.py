"""Which way an employer's workers come into a union: the order of the interface, decided for every employer at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

import attrs

from unionmodel.checking.rows import engine as rows
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import GROUP_OF_INDUSTRY
from unionmodel.organise.campaign.intervals import known_sum
from unionmodel.organise.in_force import bound_by_plan
from unionmodel.rules.pack import Pack
from unionmodel.rules.scheme import Reach
from unionmodel.rules.shared import COUNTING_SURVEY, COVER_COUNTS, OPEN, STANDING

#: The unions that approve a founding: those of an area, or of a township as well.
GENERAL: Final = ("general_federation",)
ABOVE: Final = ("township_union", "general_federation")
_DRIVING: Final = ("industry_federation", "industry_union", "industrial_union")
_OWN: Final = ("basic_union",)
_JOINT: Final = ("joint_union", "industry_union")


@attrs.frozen
class Path:
    """The way of one employer: the route, who founds, and the union it goes through (ids; None: none in the file)."""

    route: str
    founder: str | None
    through: str | None


class Paths:
    """The indexes of a structure that decide every employer's route without looking at the others again."""

    def __init__(self, structure: Structure, packs: Sequence[Pack], on: date, proposed: bool) -> None:
        self.structure, self.packs, self.proposed = structure, packs, proposed
        self.scheme, bindings = bound_by_plan(packs, on, proposed)
        self.on, self._founding, floor = on, self.scheme.founding, self.scheme.floor
        self.enough: int = bindings.values[self._founding.enough]
        self.floor: int = 0 if floor is None else bindings.values[floor.amount]
        self.employers = structure.columns("employers")
        self.unions = structure.columns("unions")
        values = rows.compute(structure, (STANDING, OPEN, COVER_COUNTS, COUNTING_SURVEY), bindings)
        self.open = [bool(values.leaf(OPEN, row)) for row in range(structure.size("employers"))]
        self._standing = [values.leaf(STANDING, row) for row in range(structure.size("unions"))]
        self._covers = [bool(values.leaf(COVER_COUNTS, row)) for row in range(structure.size("covers"))]
        self.headcounts = structure.columns("headcounts")
        counts = range(structure.size("headcounts"))
        self._survey_rows = [row for row in counts if values.leaf(COUNTING_SURVEY, row)]
        self._near: dict[tuple[tuple[str, ...], Reach, int | None, str | None], int | None] = {}

    @cached_property
    def covered_by(self) -> Mapping[str, list[int]]:
        """The rows of the standing unions that cover each employer, by the smallest id."""
        found: dict[str, list[int]] = defaultdict(list)
        covers, index = self.structure.columns("covers"), self.structure.index("unions")
        for counts, union, employer in zip(self._covers, covers["union"], covers["employer"], strict=True):
            if counts and union in index and employer is not None:
                found[employer].append(index[union])
        for several in found.values():
            several.sort(key=lambda union: self.unions["id"][union])
        return found

    def union_of(self, employer: str, kinds: Sequence[str]) -> int | None:
        """Return the standing union of one of `kinds` that covers an employer."""
        return next((one for one in self.covered_by.get(employer, ()) if self.unions["kind"][one] in kinds), None)

    def own_or_joint(self, employer: str) -> int | None:
        """Return the union an employer is in: its own first, then a joint or industry union."""
        own = self.union_of(employer, _OWN)
        return own if own is not None else self.union_of(employer, _JOINT)

    def place(self, row: int) -> int | None:
        """Return the row of an employer's place; None where it is not known."""
        return self.structure.geography.row.get(self.employers["place"][row])

    def industry(self, row: int) -> str | None:
        """Return the industry that a federation can name: `other` names none."""
        industry: str | None = self.employers["industry"][row]
        return industry if industry in GROUP_OF_INDUSTRY else None

    # -- unions up the chain of places ------------------------------------------------------------------------------

    @cached_property
    def _anchored(self) -> Mapping[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        places = self.structure.geography.row
        order = sorted(range(len(self._standing)), key=lambda union: self.unions["id"][union])
        for union in order:
            place = places.get(self.unions["place"][union])
            if self._standing[union] and place is not None:
                found[place].append(union)
        return found

    def anchored(self, place: int) -> list[int]:
        """Return the standing unions (by row) that are anchored at a place."""
        return self._anchored.get(place, [])

    def anchors(self) -> Iterator[int]:
        """Yield the places (by row) at which a standing union is anchored."""
        return iter(self._anchored)

    def nearest(
        self, kinds: tuple[str, ...], place: int | None, industry: str | None = None, reach: Reach = "place"
    ) -> int | None:
        """Return the nearest union of some kinds at a place or above it that takes the workers of an industry."""
        key = (kinds, reach, place, industry)
        if key not in self._near:
            self._near[key] = next(self._up(*key), None)
        return self._near[key]

    def _up(self, kinds: tuple[str, ...], reach: Reach, place: int | None, industry: str | None) -> Iterator[int]:
        for above in () if place is None else self._searched(reach, place):
            for union in self._anchored.get(above, ()):
                if self.unions["kind"][union] in kinds and self._takes(reach, union, industry):
                    yield union

    def _searched(self, reach: Reach, place: int) -> Sequence[int]:
        geography = self.structure.geography
        chain = geography.chain(place)
        if reach == "county":
            for number, above in enumerate(chain):
                if geography.county_level[above]:
                    return chain[: number + 1]
        return chain

    def _takes(self, reach: Reach, union: int, industry: str | None) -> bool:
        industries, groups = self.unions["industries"][union], self.unions["groups"][union]
        if reach == "named":
            return industry is not None and (industry in industries or GROUP_OF_INDUSTRY[industry] in groups)
        if reach == "county":
            return not groups or (industry is not None and GROUP_OF_INDUSTRY[industry] in groups)
        return True

    def direct(self, row: int) -> int | None:
        """Return the union that takes an employer's workers as direct members, in the order of the coverage tiers."""
        place, industry = self.place(row), self.industry(row)
        for tier in self.scheme.tiers:
            for search in tier.searches if tier.reach != "employer" else ():
                union = self.nearest(search.kinds, place, industry, tier.reach)
                if union is not None:
                    return union
        return None

    def above(self, place: int | None) -> int | None:
        """Return the union that approves a founding at a place: of the township, or the general federation."""
        return self.nearest(ABOVE, place)

    # -- small employers side by side -------------------------------------------------------------------------------

    def is_small(self, row: int) -> bool:
        """Return whether an employer surely has fewer workers than found alone, and no union."""
        workers = self.employers["workers"][row]
        return (
            self.open[row]
            and workers is not None
            and workers < self.enough
            and self.own_or_joint(self.employers["id"][row]) is None
        )

    def county(self, row: int) -> int | None:
        """Return the county that an employer lies in."""
        place = self.place(row)
        return None if place is None else self.structure.geography.county(place)

    def neighbourhoods(self, row: int) -> list[int]:
        """Return the township and the parks that an employer lies in, nearest first."""
        geography, place = self.structure.geography, self.place(row)
        chain = () if place is None else geography.chain(place)
        return [above for above in chain if geography.level[above] in self._founding.meets_at]

    @cached_property
    def _small(self) -> tuple[Counter[tuple[int, str]], dict[int, Counter[str]]]:
        """Count small employers by county and industry, and by neighbourhood and industry."""
        counties: Counter[tuple[int, str]] = Counter()
        around: dict[int, Counter[str]] = defaultdict(Counter)
        for row in range(len(self.open)):
            industry = self.employers["industry"][row]
            if industry is None or not self.is_small(row):
                continue
            county = self.county(row)
            if county is not None and self.industry(row) is not None:
                counties[county, industry] += 1
            for place in self.neighbourhoods(row):
                around[place][industry] += 1
        return counties, around

    def alike(self, row: int) -> int:
        """Return how many other small employers of its industry lie in the county of a small employer."""
        county, industry = self.county(row), self.industry(row)
        if county is None or industry is None:
            return 0
        return self._small[0][county, industry] - 1

    def meeting_place(self, row: int) -> int | None:
        """Return the township or park where a small employer has small neighbours of other known industries."""
        own = self.employers["industry"][row]
        for place in self.neighbourhoods(row):
            others = self._small[1].get(place, Counter())
            if any(industry != own for industry in others):
                return place
        return None

    # -- who hangs together -----------------------------------------------------------------------------------------

    @cached_property
    def _related(self) -> Mapping[str, list[int]]:
        """The open firms of the four related kinds, by their leading firm."""
        found: dict[str, list[int]] = defaultdict(list)
        for row, head in enumerate(self.employers["head"]):
            if head is not None and self.open[row] and self.employers["role"][row] in self._founding.related:
                found[head].append(row)
        return found

    def followers(self, employer: str) -> list[str]:
        """Return the related firms of a leading firm that are in no union yet."""
        ids = self.employers["id"]
        return [ids[row] for row in self._related.get(employer, ()) if self.own_or_joint(ids[row]) is None]

    def led_with(self, row: int) -> list[str]:
        """Return the firms that one joint union of a leading firm takes together: all that it is to lead."""
        head, ids = self.employers["head"][row], self.employers["id"]
        return [ids[other] for other in self._related.get(head, ()) if self.path(other).route == "lead"]

    def led_union(self, row: int) -> int | None:
        """Return the joint or industry union in the county of a related firm that its leading firm leads already."""
        county, head = self.county(row), self.employers["head"][row]
        if county is None or head is None:
            return None
        led = [union for union in self._led.get(head, ()) if self._county_of_union(union) == county]
        return min(led, key=lambda union: self.unions["id"][union], default=None)

    @cached_property
    def _led(self) -> Mapping[str, list[int]]:
        """The standing joint and industry unions that a leading firm leads."""
        found: dict[str, list[int]] = defaultdict(list)
        for union, head in enumerate(self.unions["lead_employer"]):
            led = self.unions["kind"][union] in _JOINT and self.unions["founding_mode"][union] == "lead"
            if head is not None and led and self._standing[union]:
                found[head].append(union)
        return found

    def _county_of_union(self, union: int) -> int | None:
        place = self.structure.geography.row.get(self.unions["place"][union])
        return None if place is None else self.structure.geography.county(place)

    @cached_property
    def surveyed(self) -> Mapping[str, tuple[int | None, int | None]]:
        """Members and workers of each employer by the survey rows that count; None: one of them is blank."""
        found: dict[str, tuple[int | None, int | None]] = {}
        for row in self._survey_rows:
            employer, workers, members = (self.headcounts[name][row] for name in ("employer", "workers", "members"))
            if employer is not None:
                before = found.get(employer, (0, 0))
                found[employer] = (known_sum(before[0], members), known_sum(before[1], workers))
        return found

    @cached_property
    def groups(self) -> Mapping[str, list[str]]:
        """The key groups that the survey counts at each employer, in the order of the plan."""
        found: dict[str, set[str]] = defaultdict(set)
        for row in self._survey_rows:
            employer, group = self.headcounts["employer"][row], self.headcounts["group"][row]
            if employer is not None and group is not None and self.headcounts["workers"][row] != 0:
                found[employer].add(group)
        return {who: [one for one in self.scheme.groups if one in some] for who, some in found.items()}

    # -- the order of the plan --------------------------------------------------------------------------------------

    def path(self, row: int) -> Path:
        """Return the route of an employer, by row: the first one, in the order of the plan, that fits."""
        union = self.own_or_joint(self.employers["id"][row])
        if union is not None:
            return Path("already_unionised", self._id(union), self._id(union))
        if self.employers["can_found"][row] is not False:
            for route in self._founding.routes:
                found = _TRIED[route.name](self, row) if route.name in _TRIED else None
                if found is not None:
                    return found
        union = self.direct(row)
        founder = union if union is not None else self.above(self.place(row))
        return Path("direct_membership", self._id(founder), self._id(union))

    def _single(self, row: int) -> Path | None:
        role, workers = self.employers["role"][row], self.employers["workers"][row]
        if role in self._founding.leading or (workers is not None and workers >= self.enough):
            return Path("single", self.employers["id"][row], None)
        return None

    def _lead(self, row: int) -> Path | None:
        leader = self.leader(row)
        return None if leader is None else Path("lead", self._id(leader), self._id(leader))

    def _driven(self, row: int) -> Path | None:
        driving = self.nearest(_DRIVING, self.place(row), self.industry(row), "named")
        return None if driving is None else Path("industry_driven", self._id(driving), self._id(driving))

    def _by_industry(self, row: int) -> Path | None:
        if not self.is_small(row) or self.alike(row) == 0:
            return None
        return Path("industry_federation", self._id(self.above(self.place(row))), None)

    def _by_area(self, row: int) -> Path | None:
        if not self.is_small(row) or self.meeting_place(row) is None:
            return None
        existing = self.nearest(("regional_federation",), self.place(row), self.industry(row), "county")
        founder = self.above(self.place(row)) if existing is None else existing
        return Path("regional_federation", self._id(founder), self._id(existing))

    def leader(self, row: int) -> int | None:
        """Return the own union of the leading firm that a related firm belongs to."""
        head = self.employers["head"][row]
        if self.employers["role"][row] not in self._founding.related or head is None:
            return None
        return self.union_of(head, _OWN)

    def _id(self, union: int | None) -> str | None:
        return None if union is None else self.unions["id"][union]


#: How each route is tried that founds something; the first and the last one of a plan need no trying.
_TRIED: Final[Mapping[str, Callable[[Paths, int], Path | None]]] = {
    "single": Paths._single,
    "lead": Paths._lead,
    "industry_driven": Paths._driven,
    "industry_federation": Paths._by_industry,
    "regional_federation": Paths._by_area,
}
