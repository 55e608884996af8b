"""What is read of a row that is reported: the values that its message names, and which of its values are unknown.

A register has a finding in every third row, so the trees of a rule are compiled together, once, to a function that
computes each node of a row once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from unionmodel.checking.engine import Bindings, Values
from unionmodel.checking.report.reasons import inputs_of
from unionmodel.checking.rows import values as rows_calls
from unionmodel.checking.rows.expressions import PythonExpressions
from unionmodel.rules import types
from unionmodel.rules.choices import CellsWhere
from unionmodel.rules.expr import Cell, Expr, Literal_, Parameter, Setting
from unionmodel.rules.facts import Fact, Itself
from unionmodel.rules.rule import Part

#: Which of the values that a verdict may hang on are unknown, in a fixed order.
Unknowns = tuple[bool, ...]
_RAW = frozenset({"text", "number", "bool", "enum"})


@attrs.frozen(eq=False)
class Reader:
    """The compiled trees of one part of a rule, and what they read, in the order of the function's arguments.

    Of what is read, `True` marks what is one for the whole structure.
    """

    begin: Callable[..., tuple[Callable[[int], dict[str, Any]], Callable[[int], Unknowns]]]
    leaves: tuple[tuple[Expr, bool], ...]

    def of(
        self, values: Values, bindings: Bindings
    ) -> tuple[Callable[[int], dict[str, Any]], Callable[[int], Unknowns]]:
        """Return the functions that read a row: the fields of its message, and what is unknown about it."""
        columns = [values.leaf(leaf, 0) if alone else values.column(leaf) for leaf, alone in self.leaves]
        on = bindings.on
        return self.begin(bindings.values, on, on.year, bindings.full_year, bindings.proposed, *columns)


class _Stepwise(PythonExpressions):
    """Writes each node on a line of its own, so that it is read once however often it is named."""

    def __init__(self, options: Mapping[str, str]) -> None:
        super().__init__(self._column, self._constant, options)
        self.lines: list[str] = []
        self.constants: dict[str, Any] = {name: getattr(rows_calls, name) for name in rows_calls.CALLED}
        self.leaves: dict[Expr, str] = {}
        self._names: dict[Expr, str] = {}

    def code(self, tree: Expr) -> str:
        if isinstance(tree, (Literal_, Parameter, Setting, Itself)):
            return super().code(tree)
        if tree not in self._names:
            written = super().code(tree)
            self._names[tree] = name = f"n{len(self._names)}"
            self.lines.append(f"{name} = {written}")
        return self._names[tree]

    def start_again(self) -> list[str]:
        """Return the lines written so far, and begin another function."""
        lines, self.lines, self._names = self.lines, [], {}
        return lines

    def _column(self, tree: Expr) -> str:
        name = self.leaves.setdefault(tree, f"x{len(self.leaves)}")
        return name if _alone(tree) else f"{name}[i]"

    def _constant(self, value: Any) -> str:
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name


def reader(part: Part, options: tuple[tuple[str, str], ...]) -> Reader:
    """Return the compiled reader of a part of a rule, with the switches as given."""
    coder = _Stepwise(dict(options))
    shown = [f"{name!r}: {_outward(coder, tree)}" for name, tree in part.shows.items()]
    fields = [*coder.start_again(), f"return {{{', '.join(shown)}}}"]
    open_ones = [_unknown(coder, tree) for tree in looked_at((part.when, part.require), dict(options))]
    unknowns = [*coder.start_again(), f"return ({''.join(test + ', ' for test in open_ones)})"]
    arguments = ", ".join(("values", "on", "year", "full_year", "proposed", *coder.leaves.values()))
    text = [f"def begin({arguments}):"]
    text += ["    def fields(i):", *(f"        {line}" for line in fields)]
    text += ["    def unknowns(i):", *(f"        {line}" for line in unknowns)]
    text += ["    return fields, unknowns"]
    names = dict(coder.constants, outward=outward)
    exec(compile("\n".join(text), "<reader>", "exec"), names)  # the text comes from typed trees, never from a user
    return Reader(names["begin"], tuple((leaf, _alone(leaf)) for leaf in coder.leaves))


def _alone(leaf: Expr) -> bool:
    return isinstance(leaf, Fact) and leaf.home is None


def _outward(coder: _Stepwise, tree: Expr) -> str:
    """Write the value of a field as JSON has it."""
    code = coder.code(tree)
    # A list of names that is only shown is made as a tuple.
    return (
        code
        if tree.type.kind in _RAW and not isinstance(tree, CellsWhere)
        else f"outward({code}, {coder._constant(tree.type)})"
    )


def outward(value: Any, type_: types.Type) -> Any:
    """Return an internal value as JSON has it: money as yuan with two decimals, days in ISO form."""
    if value is None:
        return None
    if type_.kind == "total" and value < 0:
        value = ~value
    if type_.money:
        return f"{value // 100}.{value % 100:02}"
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def looked_at(trees: Iterable[Expr], options: Mapping[str, str]) -> Iterator[Expr]:
    """Yield every node that may say what an unknown verdict hangs on, each once."""
    seen: set[Expr] = set()
    waiting = list(trees)
    while waiting:
        tree = waiting.pop()
        if tree in seen:
            continue
        seen.add(tree)
        waiting.extend(inputs_of(tree, options))
        if not tree.never_unknown and not isinstance(tree, (Literal_, Parameter, Setting, Itself)):
            yield tree


def _unknown(coder: _Stepwise, tree: Expr) -> str:
    code = coder.code(tree)
    if tree.type.kind == "total" and isinstance(tree, (Cell, Fact)):
        # A total that is known only from below is negative.
        return f"{code} is None or {code} < 0"
    return f"{code} is None"
