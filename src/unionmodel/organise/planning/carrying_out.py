"""A plan carried out: the organisations with their names, superiors and approvals, as edits of the structure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import cached_property
from typing import Final

import attrs

from unionmodel.answers import Part
from unionmodel.language import Text
from unionmodel.model.amounts import IN_YUAN
from unionmodel.model.edits import Edit, change, new_row
from unionmodel.model.vocabulary import Group, Industry, UnionKind
from unionmodel.organise.founding.routes import GENERAL
from unionmodel.organise.planning.candidates import Candidate
from unionmodel.organise.planning.gaps import Land

#: The levels at which the law wants a general federation.
_LEVELS: Final = ("county", "prefecture", "province")
#: The kinds that may have nobody above them in a file that holds a part of the country.
TOPS: Final = ("general_federation", "industrial_union", "work_committee")


@attrs.frozen
class Organisation(Part):
    """An organisation that a plan founds.

    `superior` is the id of the general federation that approves it (None: the structure has none above). `cost` is in
    fen. `workers` counts those it reaches who have no union now; `also_reached` of them are reached by another one, too.
    """

    KEYS = (
        "id", "name", "kind", "place", "place_name", "industries", "groups", "superior", "workers", "also_reached",
        "employers", "clause", "cost",
    )  # fmt: skip

    id: str
    name: str
    kind: str
    place: str
    place_name: str
    industries: tuple[str, ...]
    groups: tuple[str, ...]
    superior: str | None
    approver: Text
    cost: int = attrs.field(metadata=IN_YUAN)
    workers: int
    also_reached: int
    employers: tuple[str, ...]
    clause: str
    cites: tuple[str, ...]


def name_of(land: Land, one: Candidate) -> str:
    """Return how an organisation would be called."""
    named = "、".join(Industry.of(industry).zh for industry in one.industries)
    ending = {
        "industry_federation": f"{named}行业工会联合会",
        "regional_federation": "区域工会联合会",
        "township_union": "工会联合会",
        "joint_union": f"{named}联合工会",
    }
    return f"{land.name(one.place)}{ending[one.kind]}"


class Carrier:
    """Makes organisations and edits of the candidates that were chosen."""

    def __init__(self, land: Land, chosen: Sequence[Candidate]) -> None:
        self._land = land
        self._taken = set(land.structure.index("unions"))
        self._listed: dict[int, str] = {}
        self._edits: list[Edit] = []
        self._times = Counter(gap for one in chosen for gap in one.reach)
        self._list_federations(one.place for one in chosen)
        self.organisations = tuple(self._organisation(one) for one in chosen)
        self.edits = tuple(self._edits)

    @property
    def listed(self) -> tuple[str, ...]:
        """The general federations that the edits list, since the law wants one where there are unions."""
        return tuple(self._listed.values())

    def _organisation(self, one: Candidate) -> Organisation:
        land, place = self._land, one.place
        superior = self._superior(place)
        gaps = [land.gaps[number] for number in sorted(one.reach)]
        code, clause = land.geography.codes[place], land.scheme.founds[one.kind]
        made = Organisation(
            id=self._id(f"new-{one.kind}-{code}", one.industries),
            name=name_of(land, one),
            kind=one.kind,
            place=code,
            place_name=land.name(place),
            industries=one.industries,
            groups=one.groups,
            superior=superior,
            approver=self._approver(superior),
            cost=one.cost,
            workers=sum(gap.workers or 0 for gap in gaps),
            also_reached=sum(land.gaps[number].workers or 0 for number in one.reach if self._times[number] > 1),
            employers=one.employers,
            clause=clause,
            cites=land.scheme.cited([clause], land.on),
        )
        self._edits.extend(self._edits_of(made))
        return made

    def _edits_of(self, one: Organisation) -> Iterator[Edit]:
        groups = [Group.of(group) for group in one.groups] if one.kind == "regional_federation" else []
        yield new_row(
            "unions", id=one.id, name=one.name, kind=UnionKind.of(one.kind), place=one.place, superior=one.superior,
            status="proposed", industries=[Industry.of(industry) for industry in one.industries], groups=groups,
        )  # fmt: skip
        for employer in one.employers:
            yield new_row("covers", union=one.id, employer=employer)
        if self._money_is_recorded and self._land.paths.floor:
            amount = Decimal(self._land.paths.floor) / 100
            yield new_row(
                "funding", union=one.id, year=self._land.on.year, amount=amount, source="fixed_subsidy",
                payer=one.approver.zh,
            )  # fmt: skip

    @cached_property
    def _money_is_recorded(self) -> bool:
        """Whether anybody recorded money that year: the first row would turn every other union's silence into a zero."""
        return self._land.on.year in self._land.structure.column("funding", "year")

    def _approver(self, superior: str | None) -> Text:
        if superior is None:
            return Text(zh="上级工会（方案中没有写明）", en="the union above (none in the file)")
        row = self._land.structure.index("unions").get(superior)
        listed = next((place for place, union in self._listed.items() if union == superior), None)
        name = self._land.paths.unions["name"][row] if row is not None else None
        found = name or (f"{self._land.name(listed)}总工会" if listed is not None else superior)
        return Text(zh=found, en=found)

    # -- who is above ----------------------------------------------------------------------------------------------

    def _superior(self, place: int) -> str | None:
        """Return the nearest general federation; those that the law will ask for were listed before."""
        return next(filter(None, map(self._general, self._land.geography.chain(place))), None)

    def _list_federations(self, places: Iterable[int]) -> None:
        """List the general federations that lead organisations at `places`, or that the law wants once these are there."""
        depth = self._land.geography.depth
        wanted = {above for place in places for above in self._wanted(place)}
        for place in sorted(wanted, key=lambda place: (depth[place], place)):
            self._list(place)

    def _wanted(self, place: int) -> list[int]:
        """Return the places, from the nearest up to the first general federation, that lack one and now need it."""
        lacking: list[int] = []
        for above in self._land.geography.chain(place):
            if self._general(above) is not None:
                # A federation of an area that holds unions already is missing with or without the plan.
                return lacking if any(one not in self._held for one in lacking) else []
            if self._may_have_one(above):
                lacking.append(above)
        return lacking

    def _may_have_one(self, place: int) -> bool:
        """Return whether the law wants a federation there: of a management zone with a statistical code only it wants none."""
        level, code = self._land.geography.level[place], self._land.geography.codes[place]
        return level in _LEVELS and (level != "prefecture" or code.endswith("00"))

    @cached_property
    def _held(self) -> set[int]:
        """The places in which there is a union, at any depth."""
        geography, paths = self._land.geography, self._land.paths
        held: set[int] = set()
        for place in paths.anchors():
            held.update(geography.chain(place))
        return held

    def _list(self, place: int) -> None:
        land, code = self._land, self._land.geography.codes[place]
        superior = next(filter(None, map(self._general, land.geography.chain(place)[1:])), None)
        key = self._id(f"new-general_federation-{code}", ())
        self._listed[place] = key
        self._edits.append(
            new_row(
                "unions", id=key, name=f"{land.name(place)}总工会", kind=UnionKind.GENERAL_FEDERATION, place=code,
                superior=superior, status="proposed",
            )
        )  # fmt: skip
        if superior is None:
            # Whoever was at the top of the file is so no more.
            self._edits.extend(change("unions", top, superior=key) for top in self._tops(place))

    def _tops(self, place: int) -> Iterator[str]:
        """Yield the unions without a superior that may stand at the top of a part of the country, and lie in a place."""
        land, unions = self._land, self._land.paths.unions
        inside = land.geography.inside(land.geography.codes[place])
        for at in land.paths.anchors():
            for union in land.paths.anchored(at) if inside[at] else ():
                if unions["superior"][union] is None and unions["kind"][union] in TOPS:
                    yield unions["id"][union]

    def _general(self, place: int) -> str | None:
        """Return the general federation that is anchored at a place, or was listed for it."""
        if place in self._listed:
            return self._listed[place]
        found = self._land.paths.nearest(GENERAL, place)
        if found is None or self._land.paths.unions["place"][found] != self._land.geography.codes[place]:
            return None
        key: str = self._land.paths.unions["id"][found]
        return key

    def _id(self, stem: str, parts: Sequence[str]) -> str:
        name = "-".join((stem, *parts))
        while name in self._taken:
            name += "-1"
        self._taken.add(name)
        return name


def superior_at(land: Land, place: int) -> tuple[str | None, tuple[Edit, ...]]:
    """Return who is above an organisation founded at a place, and the edits that list the federations it needs above it."""
    carrier = Carrier(land, ())
    carrier._list_federations([place])
    return carrier._superior(place), tuple(carrier._edits)
