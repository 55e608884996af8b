"""Trees as column expressions, with the same three-valued logic: a comparison with a null is null."""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeAlias

import polars as pl

from unionmodel.checking.columns import dates_and_texts as written
from unionmodel.checking.columns.tables import RANK, ROW, dtype
from unionmodel.checking.engine import Bindings
from unionmodel.errors import PackError
from unionmodel.model.vocabulary import codes, mask
from unionmodel.rules import calendar, choices, texts, types
from unionmodel.rules import expr as e
from unionmodel.rules.facts import Derived, Fact, IdRank, Itself, Whole
from unionmodel.rules.query import Leaves

Term: TypeAlias = pl.Expr
#: Names of columns by table.
Columns: TypeAlias = Mapping[str, Mapping[str, None]]

_CALCULATE: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "//": operator.floordiv,
}
_OPERATORS: Final[dict[str, Callable[[Any, Any], Any]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def encoded(value: Any, kind: types.Type) -> Any:
    """Return an internal value as the columns hold it: a number for an enum, a set of bits for a list."""
    if value is None or kind.vocabulary is None:
        return value
    return mask(value, kind.vocabulary) if kind.kind == "list" else codes(kind.vocabulary)[str(value)]


def decoded(value: Any, kind: types.Type) -> Any:
    """Return what a column holds as the internal value it stands for."""
    if value is None or kind.vocabulary is None:
        return value
    members = [str(member.value) for member in kind.vocabulary]
    if kind.kind == "list":
        return tuple(member for bit, member in enumerate(members) if value >> bit & 1)
    return members[value]


def constant(value: Any, kind: types.Type) -> Term:
    """Return a fixed internal value as an expression."""
    return pl.lit(encoded(value, kind), dtype=dtype(kind))


def holds(values: Term, bit: int) -> Term:
    """Return whether the list `values` holds the member of its vocabulary with number `bit`."""
    return (values // (1 << bit)) % 2 == 1


def row_column(row: e.Expr) -> str | None:
    """Return the column that holds a row reference; None where it is a fact, whose column is known elsewhere."""
    if isinstance(row, e.Row):
        return f"{row.of.name}#"
    return ROW if isinstance(row, Itself) else None


class Translator:
    """Turns trees into expressions over the frames of one check.

    `homes` says to which table each fact belongs, `names` in which column its values stand, `answers` what was found
    once for the whole structure.
    """

    def __init__(self, bindings: Bindings, facts: Iterable[Fact]) -> None:
        self.bindings = bindings
        self.homes = {fact: _home(fact) for fact in facts}
        self.names = {fact: f"@{number} {fact.name}" for number, fact in enumerate(self.homes)}
        self.answers: dict[Fact, bool | int] = {}
        self._done: dict[e.Expr, Term] = {}

    def __call__(self, tree: e.Expr) -> Term:
        """Return `tree` as an expression over the columns of its table."""
        found = self._done.get(tree)
        if found is None:
            found = self._done[tree] = self._term(tree)
        return found

    def columns(self, leaves: Leaves) -> Columns:
        """Return the names of the columns that hold what is read of each table."""
        return {table: dict.fromkeys(filter(None, map(self._column, read))) for table, read in leaves.items()}

    def _column(self, leaf: e.Expr) -> str | None:
        """Return the column that holds a cell, reference or fact; None for what is computed in its place."""
        if isinstance(leaf, e.Row):
            return f"{leaf.of.name}#"
        if isinstance(leaf, IdRank):
            return RANK
        return leaf.name if isinstance(leaf, e.Cell) else self.names.get(leaf) if isinstance(leaf, Fact) else None

    def row(self, row: e.Expr) -> str:
        """Return the column that holds the row numbers `row` stands for."""
        found = row_column(row)
        if found is None:
            if not isinstance(row, Fact):
                raise PackError(f"a row is a reference, a fact or the row itself, not {type(row).__name__}")
            found = self.names[row]
        return found

    def _term(self, tree: e.Expr) -> Term:
        if isinstance(tree, Fact):
            return self._fact(tree)
        if isinstance(tree, e.Row | Itself):
            return pl.col(self.row(tree))
        translate = _TRANSLATIONS.get(type(tree))
        if translate is None:
            raise PackError(f"the columns engine cannot read {type(tree).__name__}")
        return translate(self, tree)

    def _fact(self, fact: Fact) -> Term:
        if isinstance(fact, Whole):
            return pl.lit(self.answers[fact], dtype=dtype(fact.type))
        if isinstance(fact, Derived) and self.homes[fact] is None:
            return self(fact.of)
        return pl.col(self.names[fact])

    def _setting(self, node: e.Setting) -> Term:
        bindings = self.bindings
        years = {"year": bindings.on.year, "full_year": bindings.full_year, "proposed": bindings.proposed}
        return constant(years.get(node.name, bindings.on), node.type)

    def _compare(self, node: e.Compare) -> Term:
        compare = _OPERATORS[node.op]
        if node.left.type.kind != "total":
            return expression(compare(self(node.left), self._operand(node.right)))
        total, limit = self(node.left), self._operand(node.right)
        known = _known_part(total)
        answer = expression(compare(known, limit))
        # What is known only from below can grow: the answer stands only where growing cannot change it.
        settled = {">": answer, ">=": answer, "<": ~answer, "<=": ~answer}.get(node.op, known > limit)
        return pl.when((total >= 0) | settled).then(answer)

    def _operand(self, tree: e.Expr) -> Any:
        # A plain value is cheaper to compare with than a column of it.
        return encoded(tree.value, tree.type) if isinstance(tree, e.Literal_) else self(tree)

    def _is_in(self, node: e.IsIn) -> Term:
        if node.of.type.kind == "total":
            plain = types.MONEY if node.of.type.money else types.NUMBER
            return _any([self(e.Compare("==", node.of, e.Literal_(value, plain))) for value in node.values])
        return self(node.of).is_in([encoded(value, node.of.type) for value in node.values])

    def _has_any(self, node: e.HasAny) -> Term:
        numbers = _codes(node.of)
        return _any([holds(self(node.of), numbers[value]) for value in node.values])

    def _size(self, node: e.Size) -> Term:
        values = self(node.of)
        bits = [(values // (1 << bit)) % 2 for bit in range(len(_codes(node.of)))]
        return functools.reduce(operator.add, bits)

    def _combined(self, node: choices.Combined) -> Term:
        own, other = _codes(node.first), _codes(node.second)
        total = pl.lit(0, dtype=pl.Int64)
        for member, bit in own.items():
            counterparts = [other[one] for one, named in node.counterpart.items() if named == member]
            named = _any([holds(self(node.first), bit), *(holds(self(node.second), one) for one in counterparts)])
            total = total + pl.when(named).then(pl.lit(1 << bit, dtype=pl.Int64)).otherwise(0)
        return total

    def _known(self, node: e.Known) -> Term:
        value = self(node.of)
        return (value >= 0).fill_null(False) if node.of.type.kind == "total" else ~value.is_null()

    def _mapped(self, node: choices.Mapped) -> Term:
        numbers = _codes(node.of)
        old = [numbers[value] for value in node.numbers]
        new = list(node.numbers.values())
        return self(node.of).replace_strict(old, new, default=None, return_dtype=pl.Int64)

    def _calculated(self, node: e.Calculated) -> Term:
        return expression(_CALCULATE[node.op](self._amount(node.left), self._amount(node.right)))

    def _amount(self, tree: e.Expr) -> Term:
        return _known_part(self(tree)) if tree.type.kind == "total" else self(tree)

    def _label_of_first(self, node: choices.LabelOfFirst) -> Term:
        found = constant(node.otherwise, node.type)
        unknown = constant(None, node.type)
        for label, row in reversed(node.choices):
            rest = pl.when(self(row).is_null()).then(unknown).otherwise(found)
            found = pl.when(self(row) >= 0).then(constant(label, node.type)).otherwise(rest)
        return found

    def _first_row(self, node: choices.FirstRow) -> Term:
        found = pl.lit(-1, dtype=pl.Int64)
        for row in reversed(node.rows):
            # A row that is not known leaves all after it unknown.
            found = pl.when(self(row) < 0).then(found).otherwise(self(row))
        return found

    def _if_then_else(self, node: choices.IfThenElse) -> Term:
        condition, then, otherwise = map(self, node.children)
        unknown = pl.lit(None, dtype=pl.Int64)
        rest = pl.when(condition.is_null()).then(unknown).otherwise(otherwise)
        return pl.when(condition).then(then).otherwise(rest)

    def _certain(self, node: choices.Certain) -> Term:
        surely, perhaps = self(node.surely), self(node.perhaps)
        unknown = pl.lit(None, dtype=pl.Boolean)
        rest = pl.when(~perhaps).then(pl.lit(False)).otherwise(unknown)
        return pl.when(surely).then(pl.lit(True)).otherwise(rest)

    def _banded(self, node: choices.Banded) -> Term:
        number, found = self(node.of), pl.lit(None, dtype=pl.Int64)
        for start, value in node.steps:
            found = pl.when(number >= start).then(pl.lit(value, dtype=pl.Int64)).otherwise(found)
        return found

    def _patterned(self, node: texts.Patterned) -> Term:
        found = constant(None, node.type)
        for pattern, value in reversed(node.cases):
            found = pl.when(written.fits(self(node.of), pattern)).then(constant(value, node.type)).otherwise(found)
        return found

    def _date_part(self, node: calendar.DatePart) -> Term:
        date = self(node.of).dt
        return (date.year() if node.part == "year" else date.month()).cast(pl.Int64)

    def _later(self, node: calendar.Later) -> Term:
        later = written.days_later if node.unit == "days" else written.months_later
        return later(self(node.of), self(node.count))


# A fact never changes, and finding its table takes a walk through all that it is made of.
@functools.lru_cache(maxsize=4096)
def _home(fact: Fact) -> str | None:
    return fact.home


def expression(value: Any) -> Term:
    """Return `value`, which Python's own operators gave, as the expression it is."""
    if not isinstance(value, pl.Expr):
        raise PackError(f"{value!r} is not an expression")
    return value


def _known_part(total: Term) -> Term:
    return pl.when(total < 0).then(-1 - total).otherwise(total)


def _any(parts: list[Term]) -> Term:
    return functools.reduce(operator.or_, parts)


def _codes(of: e.Expr) -> Mapping[str, int]:
    vocabulary = of.type.vocabulary
    if vocabulary is None:
        raise PackError(f"{of.type} has no closed list of values")
    return codes(vocabulary)


_TRANSLATIONS: Final[dict[type[e.Expr], Callable[[Translator, Any], Term]]] = {
    e.Cell: lambda _, node: pl.col(node.name),
    e.Literal_: lambda _, node: constant(node.value, node.type),
    e.Parameter: lambda translate, node: constant(translate.bindings.values[node.name], node.type),
    e.Setting: Translator._setting,
    e.Compare: Translator._compare,
    e.IsIn: Translator._is_in,
    e.HasAny: Translator._has_any,
    e.Size: Translator._size,
    choices.Combined: Translator._combined,
    e.Known: Translator._known,
    e.Found: lambda translate, node: translate(node.of) >= 0,
    e.IfUnknown: lambda translate, node: translate(node.of).fill_null(node.value),
    e.Not: lambda translate, node: ~translate(node.of),
    choices.Mapped: Translator._mapped,
    e.Calculated: Translator._calculated,
    e.All: lambda translate, node: functools.reduce(operator.and_, map(translate, node.parts)),
    e.Any_: lambda translate, node: functools.reduce(operator.or_, map(translate, node.parts)),
    choices.LabelOfFirst: Translator._label_of_first,
    choices.FirstRow: Translator._first_row,
    choices.IfThenElse: Translator._if_then_else,
    choices.Certain: Translator._certain,
    calendar.DatePart: Translator._date_part,
    calendar.Later: Translator._later,
    choices.Banded: Translator._banded,
    texts.Matches: lambda translate, node: written.fits(translate(node.of), node.pattern),
    texts.Patterned: Translator._patterned,
    texts.CheckCharacter: lambda translate, node: written.check_character(translate(node.of)),
    choices.Switched: lambda translate, node: translate(node.options[translate.bindings.options[node.switch]]),
}
