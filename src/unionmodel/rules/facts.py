"""Derived facts: what a rule knows about a row beyond its own cells.

Looking forward through a reference that is blank or does not resolve gives unknown. Looking backward (who covers me,
who is anchored here) finds what is there: a row whose selecting cells are blank is not found. A fact is declared once
and computed once, however many rules read it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

import attrs

from unionmodel.rules.expr import Cell, Compare, Expr, Row, Setting, walk
from unionmodel.rules.refusals import refused
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

    @property
    def agreeing(self) -> tuple[Cell, ...]:
        """The cells by which rows are grouped: the answer reads no row that differs in one of them."""
        return ()

    @property
    def far(self) -> tuple[str, ...]:
        """The tables whose rows are searched, whatever the row itself refers to."""
        return ()

    @property
    def until(self) -> tuple[Expr, ...]:
        """The dates that the answer compares with the day of the check: it stays true until the day passes one."""
        compared = [node for tree in self.inputs for node in walk(tree) if isinstance(node, Compare)]
        sides = [side for one in compared for side in ((one.left, one.right), (one.right, one.left))]
        return tuple(dict.fromkeys(date for date, day in sides if isinstance(day, Setting) and day.name == "on"))

    @property
    def unknown_through(self) -> tuple[Expr, ...]:
        return ()


def same_table(*trees: Expr | None) -> str:
    """Return the one table whose rows `trees` read; PackError where they read rows of several or of none."""
    tables = {tree.table for tree in trees if tree is not None and tree.table}
    if len(tables) != 1:
        raise refused("tables apart", tables=", ".join(sorted(tables)) or "-")
    return tables.pop()


def points_at(row: Expr, table: str | None = None) -> str:
    """Return the table that `row` points into; PackError where it is no row, or not one of `table`."""
    if row.type.kind != "row" or row.type.table is None or (table and row.type.table != table):
        raise refused("no row", table=table or "?", type=row.type)
    return row.type.table


@attrs.frozen(eq=False)
class Derived(Fact):
    """A condition or value that several rules share."""

    of: Expr
    #: Asked for again and again, by whatever is built on the fact, and as deep as the tree.
    _home: str | None = attrs.field(init=False, default=None, repr=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "type", self.of.type)
        object.__setattr__(self, "_home", self.of.table)

    @property
    def home(self) -> str | None:
        return self._home

    @property
    def sure(self) -> bool:
        return self.of.sure

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (self.of,)

    @property
    def unknown_through(self) -> tuple[Expr, ...]:
        return (self.of,)


@attrs.frozen(eq=False)
class LookUp(Fact):
    """A value of the row that another row points at; unknown where that row is blank, missing or not found."""

    through: Expr
    target: Expr

    def __attrs_post_init__(self) -> None:
        if self.target.table != points_at(self.through):
            raise refused("look-up apart", name=self.name, table=self.through.type.table, other=self.target.table)
        object.__setattr__(self, "type", self.target.type)

    @property
    def home(self) -> str:
        return same_table(self.through)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (self.through, self.target)

    @property
    def unknown_through(self) -> tuple[Expr, ...]:
        return (self.through,)


@attrs.frozen(eq=False)
class Step:
    """A way from a row over a table of links: links whose `by` is that row lead to their `to`, if `where` holds."""

    by: Expr
    to: Expr
    where: Expr

    def __attrs_post_init__(self) -> None:
        points_at(self.by)
        points_at(self.to)
        same_table(self.by, self.to, self.where)


@attrs.frozen(eq=False)
class Aggregate(Fact):
    """Something about all rows that point at this one.

    `count`: how many. `total`: their sum, known only from below where a value is unknown. `any`, `every`: whether the
    condition `of` holds for one, for all of them. `most`: the largest known value; unknown where there is none.
    `by` says at which row a row counts, `where` which rows count. `upward` counts a row of a place at every place
    above it, too. Where `recorded` is false, nothing was recorded, and the answer is unknown for everyone.

    With `through`, the steps are followed from the row that `by` gives, and a row counts at every row that they reach,
    once at each; it counts at the row that `beside` gives, too. What is blank on the way leads nowhere.
    """

    how: Literal["count", "total", "any", "every", "most"]
    by: Expr
    of: Expr | None = None
    where: Expr | None = None
    upward: bool = False
    recorded: Expr | None = None
    through: tuple[Step, ...] = ()
    beside: Expr | None = None

    def __attrs_post_init__(self) -> None:
        target = self._end()
        same_table(self.by, self.beside, self.of, self.where)
        if self.through and self.how not in ("count", "total"):
            raise refused("no steps", name=self.name)
        if self.upward and (self.through or self.beside is not None):
            raise refused("not upward", name=self.name)
        if self.upward and target != "places":
            raise refused("only places", name=self.name, table=target)
        if self.recorded is not None and self.recorded.table:
            raise refused("recorded", name=self.name)
        wanted = {"any": ("bool",), "every": ("bool",), "total": ("number", "money"), "most": ("number",), "count": ()}
        kind = None if self.of is None else self.of.type.kind
        if kind not in wanted[self.how] and not (self.how == "count" and kind is None):
            raise refused("no aggregate", name=self.name, how=self.how, kind=kind)
        if self.how == "total" and self.of is not None:
            object.__setattr__(self, "type", Type("total", money=self.of.type.money))
        elif self.how == "count":
            object.__setattr__(self, "type", NUMBER if self.recorded is None else Type("total"))
        else:
            object.__setattr__(self, "type", NUMBER if self.how == "most" else BOOL)

    def _end(self) -> str:
        """Return the table of the rows that the answers belong to; PackError where a step does not follow."""
        target = points_at(self.by)
        for step in self.through:
            if points_at(step.by) != target:
                raise refused("step apart", name=self.name, start=points_at(step.by), end=target)
            target = points_at(step.to)
        if self.beside is not None:
            points_at(self.beside, target)
        return target

    @property
    def home(self) -> str:
        return self._end()

    @property
    def sure(self) -> bool:
        if self.recorded is not None or self.how == "most":
            return False
        return self.how in ("count",) or (self.how in ("any", "every") and self.of is not None and self.of.sure)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        trees = (self.by, self.beside, self.of, self.where, self.recorded)
        ways = tuple(tree for step in self.through for tree in (step.by, step.to, step.where))
        return (*(tree for tree in trees if tree is not None), *ways)

    @property
    def far(self) -> tuple[str, ...]:
        return (same_table(self.by), *(same_table(step.by) for step in self.through))


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
    def searched(self) -> str:
        """The table whose rows are asked."""
        found = self.among or (self.of.table if self.of is not None else None)
        if found is None:
            raise refused("no table", name=self.name)
        return found

    @property
    def far(self) -> tuple[str, ...]:
        return (self.searched,)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return () if self.of is None else (self.of,)


@attrs.frozen(eq=False)
class HowMany(Somewhere):
    """How many rows of a table fulfil a condition: one number for the whole structure."""

    type: Type = attrs.field(init=False, default=NUMBER)


@attrs.frozen(eq=False)
class FirstOf(Fact):
    """The first of several references that resolves to a row; unknown where none does."""

    rows: tuple[Expr, ...]

    def __attrs_post_init__(self) -> None:
        targets = {points_at(row) for row in self.rows}
        if len(targets) != 1:
            raise refused("references apart", name=self.name, tables=", ".join(sorted(targets)))
        object.__setattr__(self, "type", Type("row", table=targets.pop()))

    @property
    def home(self) -> str:
        return same_table(*self.rows)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return self.rows

    @property
    def unknown_through(self) -> tuple[Expr, ...]:
        return self.rows


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
        return same_table(self.order, self.where, *self.by)

    @property
    def sure(self) -> bool:
        return True

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (*self.by, self.order, self.where)

    @property
    def agreeing(self) -> tuple[Cell, ...]:
        return self.by

    @property
    def far(self) -> tuple[str, ...]:
        return (self.home,)


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
class IdRank(Expr):
    """The place of a row among all rows of its table in the order of their ids, by which one of several is chosen."""

    home: str
    type: Type = attrs.field(init=False, default=NUMBER)

    @property
    def table(self) -> str:
        return self.home


@lru_cache(maxsize=16384)
def leaves_of(tree: Expr) -> tuple[Expr, ...]:
    """Return what a tree reads of a row: cells, references, facts, the row itself; each once."""
    return tuple(dict.fromkeys(node for node in walk(tree) if isinstance(node, Cell | Row | Fact | Itself | IdRank)))


def facts_below(*trees: Expr) -> dict[Fact, None]:
    """Return every fact that `trees` need, each after the facts it needs itself; PackError for a circle of facts."""
    ordered: dict[Fact, None] = {}
    under_way: dict[Fact, None] = {}  # not a list: `in` would compare facts, and comparing builds a tree

    def visit(tree: Expr) -> None:
        for node in leaves_of(tree):
            if not isinstance(node, Fact) or node in ordered:
                continue
            if node in under_way:
                circle = " -> ".join(fact.name for fact in [*under_way, node])
                raise refused("circle", circle=circle)
            under_way[node] = None
            for needed in node.inputs:
                visit(needed)
            under_way.popitem()
            ordered[node] = None

    for tree in trees:
        visit(tree)
    return ordered
