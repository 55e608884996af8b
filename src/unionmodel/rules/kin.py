"""Facts about the rows beside and above a row: those that agree with it, that follow it, that it hangs from."""

from __future__ import annotations

import attrs

from unionmodel.rules.expr import Cell, Expr, Row, conditions
from unionmodel.rules.facts import Fact, points_at, same_table
from unionmodel.rules.refusals import refused
from unionmodel.rules.types import NUMBER, Type


@attrs.frozen(eq=False)
class Twin(Fact):
    """The row of the same table, among those in `where`, that agrees with the row in `by`; a blank agrees with a blank.

    Of several the one that stands last in the file; "none" where there is none; never unknown.
    """

    by: tuple[Cell, ...]
    where: Expr

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "type", Type("row", table=self.home))

    @property
    def home(self) -> str:
        return same_table(self.where, *self.by)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (*self.by, self.where)

    @property
    def agreeing(self) -> tuple[Cell, ...]:
        return self.by

    @property
    def far(self) -> tuple[str, ...]:
        return (self.home,)


@attrs.frozen(eq=False)
class Upward(Fact):
    """Whether a condition holds for the row or for one above it, following a reference within the table.

    A blank reference ends the way up, and so does a circle; one that leads to no row leaves the rest unknown.
    """

    parent: Row
    of: Expr

    def __attrs_post_init__(self) -> None:
        if points_at(self.parent) != same_table(self.parent, self.of):
            raise refused("no way up", name=self.name)
        conditions(self.of)

    @property
    def home(self) -> str:
        return same_table(self.parent)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (self.parent, self.of)

    @property
    def far(self) -> tuple[str, ...]:
        return (self.home,)


@attrs.frozen(eq=False)
class Overtaken(Fact):
    """Whether another row with the same `by` has less of `order`, but more of `of`: fewer workers, yet more staff.

    Only rows in `where` with a known `of` are compared. A total in `order` that is known only from below may be any
    greater number: the answer is unknown where that could decide it, and where `by` or `of` of the row is unknown.
    """

    by: Expr
    order: Expr
    of: Expr
    where: Expr

    def __attrs_post_init__(self) -> None:
        points_at(self.by)
        same_table(self.by, self.order, self.of, self.where)
        if self.order.type.kind not in ("number", "total") or self.of.type.kind != "number":
            raise refused("no numbers", name=self.name, one=self.order.type, other=self.of.type)

    @property
    def home(self) -> str:
        return same_table(self.by)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (self.by, self.order, self.of, self.where)

    @property
    def far(self) -> tuple[str, ...]:
        return (self.home,)


@attrs.frozen(eq=False)
class Alike(Fact):
    """How many rows of the same table, among those in `where`, agree with the row in `by`; a blank agrees with a blank."""

    by: tuple[Cell, ...]
    where: Expr
    type: Type = attrs.field(init=False, default=NUMBER)

    @property
    def home(self) -> str:
        return same_table(self.where, *self.by)

    @property
    def sure(self) -> bool:
        return True

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (*self.by, self.where)

    @property
    def agreeing(self) -> tuple[Cell, ...]:
        return self.by

    @property
    def far(self) -> tuple[str, ...]:
        return (self.home,)


@attrs.frozen(eq=False)
class Following(Fact):
    """The next row by `order` among those in `where` that agree with the row in `by`; of one day the last in the file.

    "None" where there is none; unknown where the row itself has no `order` and there might be one.
    """

    by: tuple[Cell, ...]
    order: Cell
    where: Expr

    def __attrs_post_init__(self) -> None:
        if self.order.type.kind != "date":
            raise refused("no order", name=self.name, type=self.order.type)
        object.__setattr__(self, "type", Type("row", table=self.home))

    @property
    def home(self) -> str:
        return same_table(self.order, self.where, *self.by)

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
class Matched(Fact):
    """Whether a row of another table, among those in `where`, agrees cell by cell; unknown where a cell of `by` is blank.

    `to` are the cells of the other table, in the order of `by`.
    """

    by: tuple[Cell, ...]
    to: tuple[Cell, ...]
    where: Expr

    def __attrs_post_init__(self) -> None:
        same_table(self.where, *self.to)
        if [cell.refers_to for cell in self.by] != [cell.refers_to for cell in self.to]:
            raise refused("cells apart", name=self.name)

    @property
    def home(self) -> str:
        return same_table(*self.by)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (*self.by, *self.to, self.where)

    @property
    def agreeing(self) -> tuple[Cell, ...]:
        return (*self.by, *self.to)

    @property
    def far(self) -> tuple[str, ...]:
        return (self.to[0].home,)

    @property
    def unknown_through(self) -> tuple[Expr, ...]:
        # The other cells belong to rows of another table.
        return self.by


@attrs.frozen(eq=False)
class Above(Fact):
    """Whether the row that `of` points at lies above the row, following a reference within the table.

    A blank reference ends the way up, and so does a circle; one that leads to no row leaves the rest unknown.
    """

    parent: Row
    of: Row

    def __attrs_post_init__(self) -> None:
        if {points_at(self.parent), points_at(self.of)} != {same_table(self.parent, self.of)}:
            raise refused("no ways up", name=self.name)

    @property
    def home(self) -> str:
        return same_table(self.parent)

    @property
    def inputs(self) -> tuple[Expr, ...]:
        return (self.parent, self.of)

    @property
    def far(self) -> tuple[str, ...]:
        return (self.home,)

    @property
    def unknown_through(self) -> tuple[Expr, ...]:
        return self.inputs
