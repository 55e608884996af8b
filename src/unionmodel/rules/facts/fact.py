"""What every fact is: a named value of a row, and what its answer rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from typing import ClassVar

import attrs

from unionmodel.rules.expr import Cell, Compare, Expr, Row, Setting, trees_in, walk
from unionmodel.rules.refusals import refused
from unionmodel.rules.types import NUMBER, Type


@attrs.frozen(eq=False)
class Fact(Expr):
    """A named value that an engine computes for every row of a table (or once, where `home` is None)."""

    #: What is read beside the trees that the fact is written with.
    also_read: ClassVar[tuple[Expr, ...]] = ()
    #: Nothing below a fact is read of the row: it is a leaf.
    children: ClassVar[tuple[Expr, ...]] = ()
    #: The fields that say why the answer is unknown, where it is: they hold trees of the row itself.
    doubtful: ClassVar[tuple[str, ...]] = ()

    name: str
    zh: str
    en: str

    @property
    def operator(self) -> str:
        """The name of the file that defines the operator; each engine has one of the same name."""
        return type(self).__module__.rpartition(".")[2]

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
        return tuple(dict.fromkeys((*self._trees(field.name for field in attrs.fields(type(self))), *self.also_read)))

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
        return tuple(dict.fromkeys(self._trees(self.doubtful)))

    def _trees(self, fields: Iterable[str]) -> Iterator[Expr]:
        for value in (getattr(self, name) for name in fields):
            steps = [step for step in value if isinstance(step, Step)] if isinstance(value, tuple) else []
            yield from trees_in([(step.by, step.to, step.where) for step in steps] or [value])


@attrs.frozen(eq=False)
class RowFact(Fact):
    """A fact of the rows of one table, which some of its trees are read of."""

    #: The fields that hold those trees.
    of_row: ClassVar[tuple[str, ...]]

    @cached_property
    def home(self) -> str:
        return same_table(*self._trees(self.of_row))


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
    def never_unknown(self) -> bool:
        return True


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
class IdRank(Expr):
    """The place of a row among all rows of its table in the order of their ids, by which one of several is chosen."""

    home: str
    type: Type = attrs.field(init=False, default=NUMBER)

    @property
    def table(self) -> str:
        return self.home


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
