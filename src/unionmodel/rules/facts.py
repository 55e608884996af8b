"""Derived facts: what a rule knows about a row beyond its own cells.

Looking forward through a reference that is blank or does not resolve gives unknown. Looking backward (who covers me,
who is anchored here) finds what is there: a row whose selecting cells are blank is not found. A fact is declared once
and computed once, however many rules read it.
"""

from __future__ import annotations

from typing import Literal

import attrs

from unionmodel.errors import PackError
from unionmodel.rules.expr import Cell, Expr, Row, walk
from unionmodel.rules.types import BOOL, NUMBER, Type


@attrs.frozen(eq=False)
class Fact(Expr):
    """A named value that an engine computes for every row of a table (or once, where `home` is None)."""

    name: str
    zh: str
    en: str

    @property
    def home(self) -> str | None:
        """The table whose rows the fact belongs to."""
        raise NotImplementedError

    @property
    def table(self) -> str | None:
        return self.home

    @property
    def inputs(self) -> tuple[Expr, ...]:
        """The trees that the fact is computed from."""
        return ()


def _same(*trees: Expr | None) -> str:
    tables = {tree.table for tree in trees if tree is not None and tree.table}
    if len(tables) != 1:
        raise PackError(f"a fact reads rows of one table, not of {sorted(tables) or 'none'}")
    return tables.pop()


def _points_at(row: Expr, table: str | None = None) -> str:
    if row.type.kind != "row" or row.type.table is None or (table and row.type.table != table):
        raise PackError(f"a row of {table or 'a table'} is needed, not a value of type {row.type}")
    return row.type.table


@attrs.frozen(eq=False)
class Derived(Fact):
    """A condition or value that several rules share."""

    of: Expr

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "type", self.of.type)

    @property
    def home(self) -> str | None:
        return self.of.table

    @property
    def sure(self) -> bool:
        return self.of.sure

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (self.of,)


@attrs.frozen(eq=False)
class LookUp(Fact):
    """A value of the row that another row points at; unknown where that row is blank, missing or not found."""

    through: Expr
    target: Expr

    def __attrs_post_init__(self) -> None:
        if self.target.table != _points_at(self.through):
            raise PackError(f"{self.name}: looks into {self.through.type.table} for a value of {self.target.table}")
        object.__setattr__(self, "type", self.target.type)

    @property
    def home(self) -> str:
        return _same(self.through)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (self.through, self.target)


@attrs.frozen(eq=False)
class Aggregate(Fact):
    """Something about all rows that point at this one.

    `count`: how many. `total`: their sum, known only from below where a value is unknown. `any`, `every`: whether the
    condition `of` holds for one, for all of them. `most`: the largest known value; unknown where there is none.
    `by` says at which row a row counts, `where` which rows count. `upward` counts a row of a place at every place above
    it, too. Where `recorded` is false, nothing was recorded, and the answer is unknown for everyone.
    """

    how: Literal["count", "total", "any", "every", "most"]
    by: Expr
    of: Expr | None = None
    where: Expr | None = None
    upward: bool = False
    recorded: Expr | None = None

    def __attrs_post_init__(self) -> None:
        target = _points_at(self.by)
        _same(self.by, self.of, self.where)
        if self.upward and target != "places":
            raise PackError(f"{self.name}: only places lie in one another, not {target}")
        if self.recorded is not None and self.recorded.table:
            raise PackError(f"{self.name}: `recorded` is about a whole table, not about one row")
        wanted = {"any": ("bool",), "every": ("bool",), "total": ("number", "money"), "most": ("number",), "count": ()}
        kind = None if self.of is None else self.of.type.kind
        if kind not in wanted[self.how] and not (self.how == "count" and kind is None):
            raise PackError(f"{self.name}: cannot take {self.how} of {kind}")
        if self.how == "total" and self.of is not None:
            object.__setattr__(self, "type", Type("total", money=self.of.type.money))
        elif self.how == "count":
            object.__setattr__(self, "type", NUMBER if self.recorded is None else Type("total"))
        else:
            object.__setattr__(self, "type", NUMBER if self.how == "most" else BOOL)

    @property
    def home(self) -> str:
        return _points_at(self.by)

    @property
    def sure(self) -> bool:
        if self.recorded is not None or self.how == "most":
            return False
        return self.how in ("count",) or (self.how in ("any", "every") and self.of is not None and self.of.sure)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return tuple(tree for tree in (self.by, self.of, self.where, self.recorded) if tree is not None)


@attrs.frozen(eq=False)
class Somewhere(Fact):
    """Whether any row of a table fulfils a condition: one answer for the whole structure."""

    of: Expr | None = None
    among: str | None = None

    @property
    def home(self) -> None:
        return None

    @property
    def sure(self) -> bool:
        return True

    @property
    def reads(self) -> str:
        """The table that is searched."""
        found = self.among or (self.of.table if self.of is not None else None)
        if found is None:
            raise PackError(f"{self.name}: names no table")
        return found

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return () if self.of is None else (self.of,)


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
        _points_at(self.start, "places")
        _points_at(self.anchor, "places")
        if _same(self.among, self.anchor, self.offers, self.offers_all) != "unions":
            raise PackError(f"{self.name}: only unions are searched")
        if (self.wants is None) != (self.offers is None):
            raise PackError(f"{self.name}: `wants` and `offers` go together")

    @property
    def home(self) -> str:
        return _same(self.start, self.wants)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        trees = (self.start, self.wants, self.among, self.anchor, self.offers, self.offers_all)
        return tuple(tree for tree in trees if tree is not None)


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
        _points_at(self.start, _points_at(self.by))
        _points_at(self.to, "unions")
        _points_at(self.near, "places")
        _same(self.by, self.to, self.where)

    @property
    def home(self) -> str:
        return _same(self.start, self.near)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (self.start, self.near, self.by, self.to, self.where)


@attrs.frozen(eq=False)
class FirstOf(Fact):
    """The first of several references that resolves to a row; unknown where none does."""

    rows: tuple[Expr, ...]

    def __attrs_post_init__(self) -> None:
        targets = {_points_at(row) for row in self.rows}
        if len(targets) != 1:
            raise PackError(f"{self.name}: the references point into different tables: {sorted(targets)}")
        object.__setattr__(self, "type", Type("row", table=targets.pop()))

    @property
    def home(self) -> str:
        return _same(*self.rows)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return self.rows


@attrs.frozen(eq=False)
class Inside(Fact):
    """Whether the row's place lies in, or is, the place whose code a parameter gives."""

    place: Expr
    area: Expr

    def __attrs_post_init__(self) -> None:
        _points_at(self.place, "places")

    @property
    def home(self) -> str:
        return _same(self.place)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (self.place, self.area)


@attrs.frozen(eq=False)
class Cyclic(Fact):
    """Whether following a reference upward from the row runs into a circle."""

    parent: Row

    def __attrs_post_init__(self) -> None:
        if _points_at(self.parent) != self.parent.table:
            raise PackError(f"{self.name}: a circle needs a reference within one table")

    @property
    def home(self) -> str:
        return _same(self.parent)

    @property
    def sure(self) -> bool:
        return True

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (self.parent,)


@attrs.frozen(eq=False)
class Latest(Fact):
    """Whether the row is the last one, by `order`, among the rows that agree in `by`; a blank date is the oldest.

    Of rows of one day the one that stands last in the file counts. Rows outside `where` never count.
    """

    by: tuple[Cell, ...]
    order: Cell
    where: Expr

    @property
    def home(self) -> str:
        return _same(self.order, self.where, *self.by)

    @property
    def sure(self) -> bool:
        return True

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (*self.by, self.order, self.where)


@attrs.frozen(eq=False)
class Itself(Expr):
    """The judged row itself, as a row of its table: a place as the start of a search upward."""

    home: str
    type: Type = attrs.field(init=False, default=Type("row"))

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "type", Type("row", table=self.home))

    @property
    def table(self) -> str:
        return self.home

    @property
    def sure(self) -> bool:
        return True


@attrs.frozen(eq=False)
class Touched(Fact):
    """Whether the structure touches a place: a union, employer, head count or row of the file lies in its area."""

    @property
    def home(self) -> str:
        return "places"

    @property
    def sure(self) -> bool:
        return True


@attrs.frozen(eq=False)
class CountyLevel(Fact):
    """Whether a place counts as a county: a county, or a prefecture that has none (Jiayuguan, Lanzhou New Area)."""

    @property
    def home(self) -> str:
        return "places"

    @property
    def sure(self) -> bool:
        return True


def facts_below(*trees: Expr) -> dict[Fact, None]:
    """Return every fact that `trees` need, each after the facts it needs itself; PackError for a circle of facts."""
    ordered: dict[Fact, None] = {}
    under_way: dict[Fact, None] = {}  # not a list: `in` would compare facts, and comparing builds a tree

    def visit(tree: Expr) -> None:
        for node in walk(tree):
            if not isinstance(node, Fact) or node in ordered:
                continue
            if node in under_way:
                circle = " -> ".join(fact.name for fact in [*under_way, node])
                raise PackError(f"a fact hangs on itself: {circle}")
            under_way[node] = None
            for needed in node.inputs:
                visit(needed)
            under_way.popitem()
            ordered[node] = None

    for tree in trees:
        visit(tree)
    return ordered
