"""Conditions and values: typed trees that two engines and two languages read.

Logic is three-valued (Kleene): a comparison with an unknown value is unknown. A tree never runs by itself; Python's
own `and`, `or`, `not` and `in` cannot build one, so asking a tree for its truth is refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Literal, NoReturn

import attrs

from unionmodel.rules.refusals import refused
from unionmodel.rules.types import BOOL, DATE, MONEY, NUMBER, Type, constant

Operator = Literal["==", "!=", "<", "<=", ">", ">="]
_NUMERIC = ("number", "money", "total")


@attrs.frozen(eq=False)
class Expr:
    """A node of a tree. `type` is what it gives; `sure` says that it never gives unknown."""

    type: Type = attrs.field(init=False, default=BOOL)

    @property
    def never_unknown(self) -> bool:
        return False

    @property
    def table(self) -> str | None:
        """The table whose rows the value belongs to; None for a value that is the same for all."""
        tables = {child.table for child in self.children if child.table}
        if len(tables) > 1:
            raise refused("mixed", one=min(tables), other=max(tables))
        return next(iter(tables), None)

    @cached_property
    def children(self) -> tuple[Expr, ...]:
        """The trees that the node is written with, in the order of its fields."""
        return tuple(trees_in(getattr(self, field.name) for field in attrs.fields(type(self))))

    @property
    def unknown_through(self) -> tuple[Expr, ...]:
        """The trees of the same row that say why the value is unknown, where it is."""
        return self.children

    def __bool__(self) -> NoReturn:
        raise refused("no truth")

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> Compare:  # type: ignore[override]
        return Compare("==", self, literal(other, self.type))

    def __ne__(self, other: object) -> Compare:  # type: ignore[override]
        return Compare("!=", self, literal(other, self.type))

    def __lt__(self, other: object) -> Compare:
        return Compare("<", self, literal(other, self.type))

    def __le__(self, other: object) -> Compare:
        return Compare("<=", self, literal(other, self.type))

    def __gt__(self, other: object) -> Compare:
        return Compare(">", self, literal(other, self.type))

    def __ge__(self, other: object) -> Compare:
        return Compare(">=", self, literal(other, self.type))

    def __and__(self, other: Expr) -> All:
        return All(_flatten(All, self, other))

    def __or__(self, other: Expr) -> Any_:
        return Any_(_flatten(Any_, self, other))

    def __invert__(self) -> Not:
        return Not(self)

    def __add__(self, other: object) -> Calculated:
        return Calculated("+", self, literal(other, self.type))

    def __sub__(self, other: object) -> Calculated:
        return Calculated("-", self, literal(other, self.type))

    def __mul__(self, other: object) -> Calculated:
        return Calculated("*", self, literal(other, NUMBER))

    def __floordiv__(self, other: object) -> Calculated:
        return Calculated("//", self, literal(other, NUMBER))

    def is_in(self, *values: object) -> IsIn:
        """True where the value is one of `values`."""
        return IsIn(self, tuple(constant(value, self.type) for value in values))

    def names(self, *values: object) -> HasAny:
        """True where the list holds at least one of `values`."""
        if self.type.kind != "list":
            raise refused("no list", type=self.type)
        return HasAny(self, tuple(constant(value, Type("enum", self.type.vocabulary)) for value in values))

    def known(self) -> Known:
        """True where the value is not blank; never unknown."""
        return Known(self)

    def or_else(self, value: bool) -> IfUnknown:
        """The condition, with `value` where it is unknown."""
        return IfUnknown(self, value)


def literal(value: object, like: Type) -> Expr:
    """Return `value` as a node of type `like`; a node stays what it is. PackError where the value does not fit."""
    return value if isinstance(value, Expr) else Literal_(constant(value, like), _plain(like))


@attrs.frozen(eq=False)
class Literal_(Expr):
    """A fixed value."""

    value: Any
    type: Type

    @property
    def never_unknown(self) -> bool:
        return True


@attrs.frozen(eq=False)
class Parameter(Expr):
    """A dated value of a pack, looked up on the day of the check."""

    name: str
    type: Type

    @property
    def never_unknown(self) -> bool:
        return True


@attrs.frozen(eq=False)
class Setting(Expr):
    """A value that the check itself brings: the day (`on`), its year, whether proposed unions count."""

    name: Literal["on", "year", "full_year", "proposed"]
    type: Type

    @property
    def never_unknown(self) -> bool:
        return True


#: The reference day of the check.
ON = Setting("on", DATE)
#: The year of the reference day.
YEAR = Setting("year", NUMBER)
#: The last completed year: that of the reference day on 31 December, else the one before.
FULL_YEAR = Setting("full_year", NUMBER)
#: Whether unions that are only proposed or being prepared count.
PROPOSED_COUNT = Setting("proposed", BOOL)


@attrs.frozen(eq=False)
class Compare(Expr):
    """Two values compared; unknown where either is."""

    op: Operator
    left: Expr
    right: Expr

    def __attrs_post_init__(self) -> None:
        left, right = self.left.type, self.right.type
        numeric = left.kind in _NUMERIC and right.kind in _NUMERIC and left.money == right.money
        same = left.kind == right.kind and left.vocabulary == right.vocabulary and left.table == right.table
        if not (numeric or same) or "list" in (left.kind, right.kind) or right.kind == "total":
            raise refused("no comparison", left=left, op=self.op, right=right)
        if self.op not in ("==", "!=") and left.kind in ("enum", "row", "bool", "text"):
            raise refused("no size", type=left)
        _ = self.table  # refuses rows of two tables in one condition

    @property
    def never_unknown(self) -> bool:
        return self.left.never_unknown and self.right.never_unknown and self.left.type.kind not in ("total", "row")


@attrs.frozen(eq=False)
class Unary(Expr):
    """A node over one other."""

    of: Expr

    @property
    def never_unknown(self) -> bool:
        return self.of.never_unknown


@attrs.frozen(eq=False)
class IsIn(Unary):
    """One of a fixed set of values."""

    values: tuple[Any, ...]


@attrs.frozen(eq=False)
class HasAny(Unary):
    """A list that holds at least one of a fixed set of values."""

    values: tuple[Any, ...]


@attrs.frozen(eq=False)
class Size(Unary):
    """How many values a list holds."""

    type: Type = attrs.field(init=False, default=NUMBER)


@attrs.frozen(eq=False)
class Known(Unary):
    """Whether a value is there; never unknown."""

    @property
    def never_unknown(self) -> bool:
        return True


@attrs.frozen(eq=False)
class Found(Unary):
    """Whether a row was found; unknown where the search could not start."""

    def __attrs_post_init__(self) -> None:
        if self.of.type.kind != "row":
            raise refused("no row found", type=self.of.type)


@attrs.frozen(eq=False)
class IfUnknown(Unary):
    """A condition with a fixed answer where it is unknown."""

    value: bool

    def __attrs_post_init__(self) -> None:
        conditions(self.of)

    @property
    def never_unknown(self) -> bool:
        return True


@attrs.frozen(eq=False)
class Not(Unary):
    """The opposite; unknown stays unknown."""

    def __attrs_post_init__(self) -> None:
        conditions(self.of)


@attrs.frozen(eq=False)
class _Several(Expr):
    parts: tuple[Expr, ...]

    def __attrs_post_init__(self) -> None:
        conditions(*self.parts)
        _ = self.table  # refuses rows of two tables in one condition

    @property
    def never_unknown(self) -> bool:
        return all(part.never_unknown for part in self.parts)


@attrs.frozen(eq=False)
class All(_Several):
    """Every part holds: false as soon as one is false."""


@attrs.frozen(eq=False)
class Any_(_Several):
    """At least one part holds: true as soon as one is true."""


@attrs.frozen(eq=False)
class Calculated(Expr):
    """Two whole numbers added, subtracted, multiplied, or divided and rounded down; unknown where either is.

    A total counts with its known part: ask `known()` of it where that matters.
    """

    op: Literal["+", "-", "*", "//"]
    left: Expr
    right: Expr
    type: Type = attrs.field(init=False, default=NUMBER)

    def __attrs_post_init__(self) -> None:
        left, right = self.left.type, self.right.type
        both = left.kind in _NUMERIC and right.kind in _NUMERIC
        if not both or (self.op in "+-" and left.money != right.money):
            raise refused("no calculation", left=left, op=self.op, right=right)
        # Money times or divided by a plain number is money; money by money is none.
        object.__setattr__(self, "type", MONEY if left.money and (self.op in "+-" or not right.money) else NUMBER)
        _ = self.table  # refuses rows of two tables in one calculation

    @property
    def never_unknown(self) -> bool:
        return self.left.never_unknown and self.right.never_unknown


@attrs.frozen(eq=False)
class Cell(Expr):
    """A column of the row that is judged."""

    home: str
    name: str
    zh: str
    en: str
    refers_to: str | None
    type: Type
    filled: bool = False

    @property
    def table(self) -> str:
        return self.home

    @property
    def never_unknown(self) -> bool:
        return self.filled

    @property
    def row(self) -> Row:
        """The row that this reference resolves to; unknown where the cell is blank or nothing resolves."""
        return Row(self)

    def size(self) -> Size:
        """How many values the list names."""
        return Size(self)


@attrs.frozen(eq=False)
class Row(Unary):
    """The row that a reference resolves to."""

    of: Cell
    type: Type = attrs.field(init=False, default=Type("row"))

    def __attrs_post_init__(self) -> None:
        if self.of.refers_to is None:
            raise refused("no reference", column=f"{self.of.home}.{self.of.name}")
        object.__setattr__(self, "type", Type("row", table=self.of.refers_to))

    @property
    def never_unknown(self) -> bool:
        return False

    @property
    def unknown_through(self) -> tuple[Expr, ...]:
        return ()


def trees_in(values: Iterable[object]) -> Iterator[Expr]:
    """Yield the trees among `values`, those in tuples and mappings too."""
    for value in values:
        if isinstance(value, Expr):
            yield value
        elif isinstance(value, tuple | Mapping):
            yield from trees_in(value.values() if isinstance(value, Mapping) else value)


def walk(tree: Expr) -> Iterator[Expr]:
    """Yield `tree` and every node below it; facts are leaves."""
    yield tree
    for child in tree.children:
        yield from walk(child)


def conditions(*parts: Expr) -> None:
    """Refuse whatever is not a condition."""
    for part in parts:
        if not isinstance(part, Expr):
            raise refused("no expression", part=repr(part))
        if part.type.kind != "bool":
            raise refused("no condition", type=part.type)


def _flatten(kind: type[_Several], *parts: Expr) -> tuple[Expr, ...]:
    flat: list[Expr] = []
    for part in parts:
        flat.extend(part.parts if type(part) is kind else (part,))
    return tuple(flat)


def _plain(like: Type) -> Type:
    return MONEY if like.kind == "total" and like.money else NUMBER if like.kind == "total" else like
