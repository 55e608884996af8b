"""What a plan says beside its rules: who takes which workers, how unions are founded, what they need, how far they came.

Coverage, recommendations, plans, money, maturity and the campaign are computed for whatever plan a pack brings: a
`Scheme` is all that they know of it. Numbers stay in the parameters of the pack, and the scheme names them.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, Literal, get_args

import attrs

from unionmodel.errors import PackError
from unionmodel.language import Text
from unionmodel.law.dated import Dated, Switch
from unionmodel.law.reading import reasons, unknown
from unionmodel.law.source import Source
from unionmodel.model.vocabulary import GROUP_OF_INDUSTRY
from unionmodel.rules.campaign import Campaign, ValueOf
from unionmodel.rules.choices import Combined
from unionmodel.rules.expr import Expr, Parameter
from unionmodel.rules.facts import Derived, Fact, Inside, Linked, Nearest
from unionmodel.rules.rule import Rule
from unionmodel.rules.shared import COUNT_PLACE, COVER_COUNTS, COVER_UNION_KIND, STANDING
from unionmodel.rules.terms import covers, headcounts, unions
from unionmodel.rules.types import TEXT

#: Stands for the tier of workers whom no tier takes.
NO_TIER: Final = "none"
#: How the workers of an employer may come into a union. What each takes is the library's; the order is the plan's.
ROUTES: Final = (
    "already_unionised",
    "single",
    "lead",
    "industry_driven",
    "industry_federation",
    "regional_federation",
    "direct_membership",
)
#: What the words of a route may name.
FIELDS: Final = ("name", "role", "head", "workers", "enough", "union", "alike")
#: The organisations that a plan may found for workers whom no union takes in.
FOUNDED: Final = ("industry_federation", "regional_federation", "township_union", "joint_union")
#: How far a union may have come, from the first level to the last.
LEVELS: Final = ("built", "running", "alive")
#: Whom a tier takes: the workers of the employers that it covers; those of the groups that it names; those of its county
#: and of the groups that it names, or of all where it names none; everybody in its place.
Reach = Literal["employer", "named", "county", "place"]


def lies_in(place: Expr, jurisdiction: str) -> Inside:
    """Return that a place lies in the area of a plan, which is the value of the parameter `jurisdiction`."""
    return Inside("in_area", "在适用地域内", "lies in the area of the plan", place, Parameter(jurisdiction, TEXT))


@attrs.frozen(eq=False)
class Search:
    """What finds the union of a tier, and the kinds of union that it looks among."""

    fact: Linked | Nearest
    kinds: tuple[str, ...]


def search(name: str, zh: str, en: str, reach: Reach, *kinds: str, where: Derived | None = None) -> Search:
    """Return the search for the nearest standing union of some kinds that takes the workers of a head count.

    `name` and its labels are those of the fact that holds the union. Of the unions that cover an employer, `where` says
    which links count (default: those in force, to unions of `kinds`).
    """
    if reach == "employer":
        if where is None:
            where = Derived(f"{name}_covers", zh, en, COVER_COUNTS & _of_kind(COVER_UNION_KIND, kinds))
        start, by, to = headcounts.employer.row, covers.employer.row, covers.union.row
        return Search(Linked(name, zh, en, start=start, by=by, to=to, where=where, near=COUNT_PLACE), kinds)
    takes: dict[str, Any] = {}
    if reach == "named":
        offers = Combined(unions.groups, unions.industries, GROUP_OF_INDUSTRY)
        takes = {"wants": headcounts.group, "offers": offers}
    elif reach == "county":
        takes = {"wants": headcounts.group, "offers": unions.groups, "offers_all": unions.groups.size() == 0}
        takes["from_county_down"] = True
    among = STANDING & _of_kind(unions.kind, kinds)
    fact = Nearest(name, zh, en, start=COUNT_PLACE, anchor=unions.place.row, among=among, **takes)
    return Search(fact, kinds)


def _of_kind(kind: Expr, kinds: tuple[str, ...]) -> Expr:
    return kind == kinds[0] if len(kinds) == 1 else kind.is_in(*kinds)


@attrs.frozen(eq=False)
class Tier:
    """One way in which workers are covered. `label` and `brief` are its names, `unions` names the unions that it has.

    The `searches` are made one after the other, and the first union found takes the workers.
    """

    name: str
    label: Text
    brief: Text
    unions: Text
    reach: Reach
    searches: tuple[Search, ...]

    @property
    def facts(self) -> tuple[Linked | Nearest, ...]:
        """The facts that find its unions, in order."""
        return tuple(search.fact for search in self.searches)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of union that it has."""
        return tuple(kind for search in self.searches for kind in search.kinds)


@attrs.frozen
class Route:
    """A way into a union: one of `ROUTES`, how the plan calls it, the clauses that it follows, and its words.

    A route that founds something says why it fits (`because`), why it does not (`unfit`) and what is then founded
    (`step`). They may name the employer (``{name}``), its ``{role}``, ``{head}`` and ``{workers}``, the number ``{enough}``
    from which it founds alone, the ``{union}`` that founds, and how many are ``{alike}``.
    """

    name: str
    label: Text
    clauses: tuple[str, ...]
    because: Text | None = None
    unfit: Text | None = None
    step: Text | None = None


@attrs.frozen
class Founding:
    """How the plan brings the workers of an employer into a union: the routes in the order in which they are tried.

    `enough` names the parameter with the number of workers from which an employer founds alone. Employers in one of the
    roles `leading` do so whatever their size, those in one of `related` follow their leading firm. A regional federation
    of small employers sits at the nearest place of one of the levels `meets_at`. `bodies` are the codes of the rules whose
    breach a union is told when it is there already.
    """

    routes: tuple[Route, ...]
    enough: str
    leading: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    meets_at: tuple[str, ...] = ("township",)
    bodies: tuple[str, ...] = ()

    @property
    def labels(self) -> dict[str, Text]:
        """How each route is called, in their order."""
        return {route.name: route.label for route in self.routes}

    def route(self, name: str) -> Route:
        """Return the route of a name."""
        return next(route for route in self.routes if route.name == name)


@attrs.frozen(eq=False)
class Floor:
    """The least money of a year: the parameter with the `amount`, the `funds` of a union, and where the floor `applies`.

    `due` is what of the amount is asked of a union, where that is not the whole.
    """

    amount: str
    funds: Fact
    applies: Expr
    due: Fact | None = None


@attrs.frozen(eq=False)
class Rung:
    """A step of a union on its way: the level it belongs to, when it is asked, what it takes, the clauses that say so."""

    level: str
    name: Text
    when: Expr | None
    holds: Expr
    clauses: tuple[str, ...]

    @classmethod
    def of(cls, level: str, rule: Rule) -> Rung:
        """Return the step that asks what a rule with one part asks."""
        (part,) = rule.parts
        clauses = tuple(citation.clause for citation in rule.cites)
        return cls(level, rule.title, part.when, part.require, clauses)


@attrs.frozen(eq=False)
class Posting:
    """How hired staff are shared out: which unions may have some, the county of each, its members and workers."""

    applies: Expr
    county: Expr
    members: Expr
    workers: Expr


@attrs.frozen(eq=False)
class CountSources:
    """How head counts of several sources are compared: which rows of `other` sources count, and the parameter with the
    difference in percent that is tolerated."""

    other: Expr
    tolerance: str


@attrs.frozen(eq=False)
class Scheme:
    """What a plan says beside its rules. A pack brings it: ``Pack(..., scheme=Scheme(...))``.

    `source` is the text of the plan, in force from `starts`, in the area that the parameter `jurisdiction` gives. The
    `campaign` has its key groups, targets, phases, papers and yearly duties; the `tiers` of coverage stand in their
    order. `founds` are the kinds of organisation that are founded for workers whom no tier takes (of `FOUNDED`), each
    with its clause. What a plan does not speak of is left out, and asking for it says so.
    """

    source: Source
    starts: date
    jurisdiction: str
    campaign: Campaign
    tiers: tuple[Tier, ...]
    founding: Founding
    founds: Mapping[str, str] = attrs.field(factory=dict)
    floor: Floor | None = None
    ladder: tuple[Rung, ...] = ()
    posting: Posting | None = None
    sources: CountSources | None = None
    key_group: Derived = attrs.field(init=False)
    key_union: Derived = attrs.field(init=False)
    count_in_area: Inside = attrs.field(init=False)
    union_in_area: Inside = attrs.field(init=False)

    # Facts that are the same object are computed once, and a program that was compiled for them is found again.
    @key_group.default
    def _key_group(self) -> Derived:
        return Derived("key_group", "重点群体", "key group", headcounts.group.is_in(*self.groups))

    @key_union.default
    def _key_union(self) -> Derived:
        industries = [industry for industry, group in GROUP_OF_INDUSTRY.items() if group in self.groups]
        serves: Expr = unions.groups.names(*self.groups)
        if industries:
            serves = serves | unions.industries.names(*industries)
        return Derived("key_union", "重点群体工会", "key union", STANDING & serves)

    @count_in_area.default
    def _count_in_area(self) -> Inside:
        return lies_in(COUNT_PLACE, self.jurisdiction)

    @union_in_area.default
    def _union_in_area(self) -> Inside:
        return lies_in(unions.place.row, self.jurisdiction)

    @property
    def groups(self) -> tuple[str, ...]:
        """The key groups."""
        return self.campaign.groups

    def cited(self, clauses: Iterable[str], on: date) -> tuple[str, ...]:
        """Return clauses of the plan for machines, as of a day."""
        return tuple(self.source.clause(clause).on(on) for clause in clauses)

    def share(self, values: Mapping[str, Any]) -> int | None:
        """Return the percent that the first target of a share asks for, with `values` the parameters of a day."""
        wanted = next((target.share for target in self.campaign.measured if target.kind == "rate"), None)
        return values.get(wanted.name) if isinstance(wanted, ValueOf) else wanted

    def faults(self, parameters: Mapping[str, Dated | Switch]) -> Iterator[Text]:
        """Yield what in the scheme does not exist: parameters, clauses, routes, levels, kinds."""
        floor = () if self.floor is None else (self.floor.amount,)
        tolerance = () if self.sources is None else (self.sources.tolerance,)
        for name in (self.jurisdiction, self.founding.enough, *floor, *tolerance):
            if not isinstance(parameters.get(name), Dated):
                yield unknown("参数", "parameter", name, parameters)
        routes, rungs = self.founding.routes, self.ladder
        named = [*(route.clauses for route in routes), *(rung.clauses for rung in rungs), tuple(self.founds.values())]
        clauses = [clause for several in named for clause in several]
        for clause in dict.fromkeys(clauses):
            try:
                self.source.clause(clause)
            except PackError as error:
                yield from reasons(error)
        yield from _strange("建会方式", "route", [route.name for route in routes], ROUTES)
        yield from _strange("覆盖方式", "reach of a tier", [tier.reach for tier in self.tiers], get_args(Reach))
        for route in routes[1:-1]:
            words = (route.because, route.unfit, route.step)
            written = [text for one in words if one is not None for text in (one.zh, one.en)]
            fields = [
                field for text in written for _, field, _, _ in string.Formatter().parse(text) if field is not None
            ]
            yield from _strange("建会方式的字段", "field of a route", dict.fromkeys(fields), FIELDS)
            if None in words:
                yield Text(
                    zh=f"建会方式 {route.name} 缺少 because、unfit 或 step",
                    en=f"the route {route.name} lacks because, unfit or step",
                )
        yield from _strange("台阶", "level", [rung.level for rung in rungs], LEVELS)
        yield from _strange("组织类型", "kind of organisation", self.founds, FOUNDED)
        if [route.name for route in (*routes[:1], *routes[-1:])] != [ROUTES[0], ROUTES[-1]]:
            yield Text(
                zh=f"建会方式应以 {ROUTES[0]} 开始，以 {ROUTES[-1]} 结束",
                en=f"the routes must begin with {ROUTES[0]} and end with {ROUTES[-1]}",
            )


def _strange(zh: str, en: str, names: Iterable[str], known: tuple[str, ...]) -> Iterator[Text]:
    return (unknown(zh, en, name, known) for name in names if name not in known)
