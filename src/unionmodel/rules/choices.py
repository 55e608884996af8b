"""Values that are chosen: by a closed list, by a band of numbers, by the first that was found, by a switch."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from unionmodel.model.vocabulary import Vocabulary
from unionmodel.rules.expr import Cell, Expr, Found, Unary, conditions
from unionmodel.rules.refusals import refused
from unionmodel.rules.types import NUMBER, TEXT, Type, constant


@attrs.frozen(eq=False)
class Mapped(Unary):
    """A number for each value of a closed list, such as a rank."""

    numbers: Mapping[str, int]
    type: Type = attrs.field(init=False, default=NUMBER)

    def __attrs_post_init__(self) -> None:
        for value in self.numbers:
            constant(value, self.of.type)


@attrs.frozen(eq=False)
class Combined(Expr):
    """The values of one list and the counterparts of those of another, such as groups and the groups of industries."""

    first: Expr
    second: Expr
    counterpart: Mapping[str, str]
    type: Type = attrs.field(init=False, default=TEXT)

    def __attrs_post_init__(self) -> None:
        if self.first.type.kind != "list" or self.second.type.kind != "list":
            raise refused("no lists", one=self.first.type, other=self.second.type)
        for one, other in self.counterpart.items():
            constant(one, Type("enum", self.second.type.vocabulary))
            constant(other, Type("enum", self.first.type.vocabulary))
        object.__setattr__(self, "type", self.first.type)

    @property
    def never_unknown(self) -> bool:
        return True


@attrs.frozen(eq=False)
class CellsWhere(Expr):
    """The cells for which a condition holds, for showing which of several are at fault."""

    cases: tuple[tuple[Cell, Expr], ...]
    type: Type = attrs.field(init=False, default=TEXT)

    def __attrs_post_init__(self) -> None:
        conditions(*self.children)

    @property
    def children(self) -> tuple[Expr, ...]:
        return tuple(condition for _, condition in self.cases)


@attrs.frozen(eq=False)
class LabelOfFirst(Expr):
    """The label of the first row that was found, in order; `otherwise` where none was; unknown at the first unknown."""

    choices: tuple[tuple[str, Expr], ...]
    otherwise: str
    vocabulary: type[Vocabulary]
    type: Type = attrs.field(init=False, default=TEXT)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "type", Type("enum", self.vocabulary))
        for label, row in self.choices:
            constant(label, self.type)
            Found(row)
        constant(self.otherwise, self.type)


@attrs.frozen(eq=False)
class Switched(Expr):
    """One condition for each option of a switch: an open question of the text, settled by whoever checks."""

    switch: str
    options: Mapping[str, Expr]

    def __attrs_post_init__(self) -> None:
        conditions(*self.options.values())

    @property
    def never_unknown(self) -> bool:
        return all(option.never_unknown for option in self.options.values())


@attrs.frozen(eq=False)
class FirstRow(Expr):
    """The first row that was found, in order; "none" where none was; unknown at the first unknown."""

    rows: tuple[Expr, ...]
    type: Type = attrs.field(init=False, default=TEXT)

    def __attrs_post_init__(self) -> None:
        tables = {Found(row).of.type.table for row in self.rows}
        if len(tables) != 1:
            raise refused("rows apart")
        object.__setattr__(self, "type", Type("row", table=tables.pop()))


@attrs.frozen(eq=False)
class IfThenElse(Expr):
    """One number where a condition holds, another where it does not; unknown where the condition is."""

    condition: Expr
    then: Expr
    otherwise: Expr
    type: Type = attrs.field(init=False, default=NUMBER)

    def __attrs_post_init__(self) -> None:
        conditions(self.condition)
        if self.then.type != self.otherwise.type or self.then.type.kind not in ("number", "total"):
            raise refused("numbers apart", one=self.then.type, other=self.otherwise.type)
        object.__setattr__(self, "type", self.then.type)
        _ = self.table  # refuses rows of two tables


@attrs.frozen(eq=False)
class Certain(Expr):
    """True where `surely` holds, false where not even `perhaps` does, else unknown: a verdict from two bounds.

    A bound that is itself unknown is no reason to be sure.
    """

    surely: Expr
    perhaps: Expr

    def __attrs_post_init__(self) -> None:
        conditions(self.surely, self.perhaps)
        _ = self.table  # refuses rows of two tables


@attrs.frozen(eq=False)
class Percent(Expr):
    """A part of a whole in percent, rounded down to one decimal: for showing, never for deciding."""

    part: Expr
    whole: Expr
    type: Type = attrs.field(init=False, default=TEXT)


@attrs.frozen(eq=False)
class Banded(Unary):
    """The number that goes with the band in which another number lies: each step holds from its first number on."""

    steps: tuple[tuple[int, int], ...]
    type: Type = attrs.field(init=False, default=NUMBER)

    def __attrs_post_init__(self) -> None:
        starts = [start for start, _ in self.steps]
        if self.of.type.kind != "number" or starts[:1] != [0] or starts != sorted(set(starts)):
            raise refused("bands")
