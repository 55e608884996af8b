"""Facts that are searched for along places, and over links to unions."""

from __future__ import annotations

import attrs

from unionmodel.rules.expr import Expr, Parameter, Row
from unionmodel.rules.facts import Fact, IdRank, points_at, same_table
from unionmodel.rules.refusals import refused
from unionmodel.rules.terms import unions
from unionmodel.rules.types import NUMBER, TEXT, Type

#: Of several unions that are equally near, the one with the smallest id is chosen.
_BY_ID = IdRank("unions")
_PLACE_OF_UNION = unions.place.row


@attrs.frozen(eq=False)
class Nearest(Fact):
    """The nearest union up the chain of places: anchored at the row's place or above it, smallest id first.

    `start` is the place of the row; `among` says which unions count. With `wants` and `offers`, the union must offer
    (a list) what the row wants (one value); `offers_all` says which unions, naming nothing, offer everything.
    `from_county_down` leaves out places above the county level, `strictly_above` the place of the row itself.
    Unknown where the start is; where the wanted value is, unless the first union met, nearest and by id, is one
    that offers everything: that one is right whatever is wanted.
    """

    start: Expr
    among: Expr
    anchor: Expr
    wants: Expr | None = None
    offers: Expr | None = None
    offers_all: Expr | None = None
    from_county_down: bool = False
    strictly_above: bool = False
    type: Type = attrs.field(init=False, default=Type("row", table="unions"))

    def __attrs_post_init__(self) -> None:
        points_at(self.start, "places")
        points_at(self.anchor, "places")
        if same_table(self.among, self.anchor, self.offers, self.offers_all) != "unions":
            raise refused("no unions", name=self.name)
        if (self.wants is None) != (self.offers is None):
            raise refused("no offers", name=self.name)

    @property
    def home(self) -> str:
        return same_table(self.start, self.wants)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        trees = (self.start, self.wants, self.among, self.anchor, self.offers, self.offers_all)
        return (*(tree for tree in trees if tree is not None), _BY_ID)

    @property
    def far(self) -> tuple[str, ...]:
        return ("unions",)

    @property
    def unknown_through(self) -> tuple[Expr, ...]:
        return (self.start,)


@attrs.frozen(eq=False)
class Linked(Fact):
    """The union that a link (a row of covers) ties to the row: nearest up the chain of `near`, then smallest id.

    A union off the chain comes last; no link at all gives "none", never unknown.
    """

    start: Expr
    by: Expr
    to: Expr
    where: Expr
    near: Expr
    type: Type = attrs.field(init=False, default=Type("row", table="unions"))

    def __attrs_post_init__(self) -> None:
        points_at(self.start, points_at(self.by))
        points_at(self.to, "unions")
        points_at(self.near, "places")
        same_table(self.by, self.to, self.where)

    @property
    def home(self) -> str:
        return same_table(self.start, self.near)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (self.start, self.near, self.by, self.to, self.where, _PLACE_OF_UNION, _BY_ID)

    @property
    def far(self) -> tuple[str, ...]:
        return (same_table(self.by), "unions")


@attrs.frozen(eq=False)
class Inside(Fact):
    """Whether the row's place lies in, or is, an area: the place whose code is given, or another place of the row."""

    place: Expr
    area: Expr

    def __attrs_post_init__(self) -> None:
        points_at(self.place, "places")
        if self.area.type.kind == "row":
            points_at(self.area, "places")

    @property
    def home(self) -> str:
        return same_table(self.place, self.area if self.area.type.kind == "row" else None)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (self.place, self.area)

    @property
    def unknown_through(self) -> tuple[Expr, ...]:
        return self.inputs


@attrs.frozen(eq=False)
class Cyclic(Fact):
    """Whether following a reference upward from the row runs into a circle."""

    parent: Row

    def __attrs_post_init__(self) -> None:
        if points_at(self.parent) != self.parent.table:
            raise refused("no circle", name=self.name)

    @property
    def home(self) -> str:
        return same_table(self.parent)

    @property
    def sure(self) -> bool:
        return True

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (self.parent,)

    @property
    def far(self) -> tuple[str, ...]:
        return (self.home,)


@attrs.frozen(eq=False)
class Touched(Fact):
    """Whether the structure touches a place: a union, employer, head count or row of the file lies in its area."""

    @property
    def home(self) -> str:
        return "places"

    @property
    def sure(self) -> bool:
        return True

    @property
    def far(self) -> tuple[str, ...]:
        return ("unions", "employers", "headcounts")


@attrs.frozen(eq=False)
class CountyLevel(Fact):
    """Whether a place counts as a county: a county, or a prefecture that has none (Jiayuguan, Lanzhou New Area)."""

    @property
    def home(self) -> str:
        return "places"

    @property
    def sure(self) -> bool:
        return True


@attrs.frozen(eq=False)
class ListedName(Fact):
    """What the shipped list calls a division that the file names, too.

    It is written as the file writes it where that only leads through the wider divisions ("兰州市城关区"). Unknown for a
    place that is not in the list, and for one that the file does not name.
    """

    type: Type = attrs.field(init=False, default=TEXT)

    @property
    def home(self) -> str:
        return "places"


@attrs.frozen(eq=False)
class PlaceRank(Fact):
    """How high a place ranks: nation 0 to community 5; a park, a building or a district of shops below where it lies.

    Unknown where neither its level nor where it lies is known.
    """

    type: Type = attrs.field(init=False, default=NUMBER)

    @property
    def home(self) -> str:
        return "places"


@attrs.frozen(eq=False)
class Local(Fact):
    """A parameter as it is at the row's place: a jurisdiction may have a value of its own.

    Unknown where the place is, if the value depends on it.
    """

    parameter: Parameter
    place: Expr

    def __attrs_post_init__(self) -> None:
        points_at(self.place, "places")
        object.__setattr__(self, "type", self.parameter.type)

    @property
    def home(self) -> str:
        return same_table(self.place)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (self.parameter, self.place)

    @property
    def unknown_through(self) -> tuple[Expr, ...]:
        return self.inputs


@attrs.frozen(eq=False)
class Climb(Fact):
    """The first place up the chain of a place, itself first, for which `until` holds, such as its county.

    What is unknown of a place does not hold. "None" where no place up the chain fits; unknown where the start is.
    """

    start: Expr
    until: Expr
    type: Type = attrs.field(init=False, default=Type("row", table="places"))

    def __attrs_post_init__(self) -> None:
        points_at(self.start, "places")
        if same_table(self.until) != "places":
            raise refused("no places", name=self.name)

    @property
    def home(self) -> str:
        return same_table(self.start)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (self.start, self.until)

    @property
    def far(self) -> tuple[str, ...]:
        return ("places",)
