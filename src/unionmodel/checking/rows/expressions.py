"""Trees as Python expressions. A three-valued condition is True, False or None; what is sure is plain Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from typing import Any

from unionmodel.checking.rows.values import patterned
from unionmodel.rules import calendar, choices, texts
from unionmodel.rules import expr as e
from unionmodel.rules.facts import Itself

#: For a total known only from below: what it says of a comparison once its known part is large enough, and how.
_OPEN = {
    ">=": (">=", "True"),
    ">": (">", "True"),
    "<": (">=", "False"),
    "<=": (">", "False"),
    "==": (">", "False"),
    "!=": (">", "True"),
}


class PythonExpressions:
    """Writes trees as Python expressions.

    `leaf` returns the variable that holds a cell, reference or fact of the current row; `constant` the name under
    which a value is handed to the program; `options` the option that each switch stands on.
    """

    def __init__(
        self, leaf: Callable[[e.Expr], str], constant: Callable[[Any], str], options: Mapping[str, str]
    ) -> None:
        self._leaf = leaf
        self._constant = constant
        self.options = options
        self._used = 0

    def code(self, tree: e.Expr) -> str:
        """Return `tree` as an expression that gives its value, None where it is unknown."""
        writer = _WRITERS.get(type(tree))
        return self._leaf(tree) if writer is None else writer(self, tree)

    def holds(self, tree: e.Expr) -> str:
        """Return an expression that is true where `tree` holds, and anything false where it does not or is unknown."""
        if isinstance(tree, e.All):
            return "(" + " and ".join(map(self.holds, tree.parts)) + ")"
        if isinstance(tree, e.Any_):
            return "(" + " or ".join(map(self.holds, tree.parts)) + ")"
        return self.code(tree)

    def fresh(self) -> str:
        """Return a name that nothing else uses."""
        self._used += 1
        return f"t{self._used}"

    def _held(self, code: str) -> tuple[str, str]:
        """Return `code` as it is first written, and the name to use afterwards."""
        if code.isidentifier():
            return code, code
        name = self.fresh()
        return f"({name}:={code})", name

    def guarded(self, tree: e.Expr, use: Callable[[str], str]) -> str:
        """Return what `use` makes of the name of a value, None where the value is unknown."""
        if tree.never_unknown:
            return f"({use(self.code(tree))})"
        first, name = self._held(self.code(tree))
        return f"(None if {first} is None else {use(name)})"

    def literal(self, tree: e.Literal_) -> str:
        return repr(tree.value) if isinstance(tree.value, (str, int, bool)) else self._constant(tree.value)

    def compare(self, tree: e.Compare) -> str:
        left, right, op = tree.left, tree.right, tree.op
        if left.type.kind == "total":
            above, answer = _OPEN[op]
            return self.guarded(
                left,
                lambda name: self.guarded(
                    right,
                    lambda other: (
                        f"{name} {op} {other} if {name} >= 0 else {answer} if ~{name} {above} {other} else None"
                    ),
                ),
            )
        if right.never_unknown:
            other = self.code(right)
            return self.guarded(left, lambda name: f"{name} {op} {other}")
        return self.guarded(left, lambda name: self.guarded(right, lambda second: f"{name} {op} {second}"))

    def is_in(self, tree: e.IsIn) -> str:
        values = self._constant(frozenset(tree.values))
        return self.guarded(tree.of, lambda name: f"{name} in {values}")

    def has_any(self, tree: e.HasAny) -> str:
        values = self._constant(frozenset(tree.values))
        return f"(not {values}.isdisjoint({self.code(tree.of)}))"

    def combined(self, tree: choices.Combined) -> str:
        counterpart = self._constant(dict(tree.counterpart))
        second = self.code(tree.second)
        return f"({self.code(tree.first)} + tuple([{counterpart}[x] for x in {second} if x in {counterpart}]))"

    def known(self, tree: e.Known) -> str:
        if tree.of.type.kind == "total":
            first, name = self._held(self.code(tree.of))
            return f"({first} is not None and {name} >= 0)"
        return "True" if tree.of.never_unknown else f"({self.code(tree.of)} is not None)"

    def if_unknown(self, tree: e.IfUnknown) -> str:
        code = self.code(tree.of)
        if tree.of.never_unknown:
            return code
        return f"({code} is not False)" if tree.value else f"({code} is True)"

    def several(self, parts: tuple[e.Expr, ...], joined: str, settles: str, otherwise: str) -> str:
        """Return conditions that are joined: one that `settles` decides alone, else one that is unknown."""
        sure = [self.code(part) for part in parts if part.never_unknown]
        unsure = [self.code(part) for part in parts if not part.never_unknown]
        together = "(" + f" {joined} ".join(sure) + ")" if sure else ""
        if not unsure:
            return together
        names = [self.fresh() for _ in unsure]
        tests = [f"({name}:={code}) is {settles}" for name, code in zip(names, unsure, strict=True)]
        if sure:
            tests.insert(0, f"not {together}" if joined == "and" else together)
        unknown = " or ".join(f"{name} is None" for name in names)
        return f"({settles} if {' or '.join(tests)} else None if {unknown} else {otherwise})"

    def mapped(self, tree: choices.Mapped) -> str:
        return f"{self._constant(dict(tree.numbers))}.get({self.code(tree.of)})"

    def calculated(self, tree: e.Calculated) -> str:
        left, right = tree.left, tree.right
        return self.guarded(
            left,
            lambda one: self.guarded(right, lambda other: f"{_known(left, one)} {tree.op} {_known(right, other)}"),
        )

    def known_part(self, tree: e.Expr) -> str:
        """Return an expression for a number, of a total the part that is known."""
        return self.guarded(tree, lambda name: _known(tree, name))

    def first_row(self, tree: choices.FirstRow) -> str:
        code = "-1"
        for row in reversed(tree.rows):
            first, name = self._held(self.code(row))
            code = f"(None if {first} is None else {name} if {name} >= 0 else {code})"
        return code

    def if_then_else(self, tree: choices.IfThenElse) -> str:
        then, otherwise = self.code(tree.then), self.code(tree.otherwise)
        return self.guarded(tree.condition, lambda name: f"{then} if {name} else {otherwise}")

    def certain(self, tree: choices.Certain) -> str:
        return f"(True if {self.code(tree.surely)} else False if {self.code(tree.perhaps)} is False else None)"

    def banded(self, tree: choices.Banded) -> str:
        starts, values = (self._constant(tuple(side)) for side in zip(*tree.steps, strict=True))
        return self.guarded(tree.of, lambda name: f"stepped({name}, {starts}, {values})")

    def matches(self, tree: texts.Matches) -> str:
        fits = self._constant(re.compile(tree.pattern, re.ASCII).fullmatch)
        return self.guarded(tree.of, lambda name: f"{fits}({name}) is not None")

    def patterned(self, tree: texts.Patterned) -> str:
        cases = tuple((re.compile(pattern, re.ASCII), value) for pattern, value in tree.cases)
        # The same few places are looked at in every check.
        found = self._constant(lru_cache(maxsize=10_000)(partial(patterned, cases=cases)))
        return self.guarded(tree.of, lambda name: f"{found}({name})")

    def later(self, tree: calendar.Later) -> str:
        call = f"{tree.unit}_later"
        return self.guarded(tree.of, lambda day: self.guarded(tree.count, lambda count: f"{call}({day}, {count})"))

    def label_of_first(self, tree: choices.LabelOfFirst) -> str:
        code = repr(tree.otherwise)
        for label, row in reversed(tree.choices):
            first, name = self._held(self.code(row))
            code = f"(None if {first} is None else {label!r} if {name} >= 0 else {code})"
        return code

    def cells_where(self, tree: choices.CellsWhere) -> str:
        named = (f"(({cell.name!r},) if {self.code(condition)} else ())" for cell, condition in tree.cases)
        return f"({' + '.join(named)})"


def _known(tree: e.Expr, name: str) -> str:
    return f"({name} if {name} >= 0 else ~{name})" if tree.type.kind == "total" else name


def writes(tree: e.Expr) -> bool:
    """Return whether a `PythonExpressions` has a way of its own to write such a tree; the others are leaves."""
    return type(tree) in _WRITERS


_WRITERS: dict[type[e.Expr], Callable[[PythonExpressions, Any], str]] = {
    e.Literal_: PythonExpressions.literal,
    e.Parameter: lambda _, tree: f"values[{tree.name!r}]",
    e.Setting: lambda _, tree: str(tree.name),
    Itself: lambda _, tree: "i",
    e.Compare: PythonExpressions.compare,
    e.IsIn: PythonExpressions.is_in,
    e.HasAny: PythonExpressions.has_any,
    e.Size: lambda coder, tree: f"len({coder.code(tree.of)})",
    choices.Combined: PythonExpressions.combined,
    e.Known: PythonExpressions.known,
    e.Found: lambda coder, tree: coder.guarded(tree.of, lambda name: f"{name} >= 0"),
    e.IfUnknown: PythonExpressions.if_unknown,
    e.Not: lambda coder, tree: coder.guarded(tree.of, lambda name: f"not {name}"),
    e.All: lambda coder, tree: coder.several(tree.parts, "and", "False", "True"),
    e.Any_: lambda coder, tree: coder.several(tree.parts, "or", "True", "False"),
    choices.Mapped: PythonExpressions.mapped,
    e.Calculated: PythonExpressions.calculated,
    choices.CellsWhere: PythonExpressions.cells_where,
    choices.Percent: lambda coder, tree: f"percent({coder.known_part(tree.part)}, {coder.known_part(tree.whole)})",
    choices.LabelOfFirst: PythonExpressions.label_of_first,
    choices.FirstRow: PythonExpressions.first_row,
    choices.IfThenElse: PythonExpressions.if_then_else,
    choices.Certain: PythonExpressions.certain,
    calendar.DatePart: lambda coder, tree: coder.guarded(tree.of, lambda name: f"{name}.{tree.part}"),
    calendar.Later: PythonExpressions.later,
    choices.Banded: PythonExpressions.banded,
    texts.Matches: PythonExpressions.matches,
    texts.Patterned: PythonExpressions.patterned,
    texts.CheckCharacter: lambda coder, tree: coder.guarded(tree.of, lambda name: f"check_character({name})"),
    choices.Switched: lambda coder, tree: coder.code(tree.options[coder.options[tree.switch]]),
}
