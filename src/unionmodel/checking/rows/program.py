"""Generates the program that judges a structure: one loop for each fact, one for each table that rules are about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from unionmodel.checking.rows import facts, values
from unionmodel.checking.rows.expressions import PythonExpressions
from unionmodel.errors import PackError
from unionmodel.rules import facts as f
from unionmodel.rules.expr import Cell, Expr, Row
from unionmodel.rules.query import JudgedPart, queried
from unionmodel.rules.rule import Rule

#: Constructor of the default value of a row, by the source text of that value.
_MADE_OF = {"0": "int", "False": "bool", "True": "true", "None": "nothing", "-1": "minus_one"}
#: References are followed for place after place, in their order.
EVERY_PLACE = "[None] * source.size('places')"


def _true() -> bool:
    return True


def _nothing() -> None:
    return None


def _minus_one() -> int:
    return -1


class Program:
    """The text of a program under way, and where its columns, facts and constants stand."""

    def __init__(
        self,
        rules: Sequence[Rule],
        options: Mapping[str, str],
        wanted: Sequence[Expr] = (),
        not_in_force: Set[Rule] = frozenset(),
    ) -> None:
        query = queried(tuple(rules), not_in_force, tuple(wanted))
        self.lines: list[str] = []
        self._fetched: list[str] = []
        self.constants: dict[str, Any] = {name: getattr(values, name) for name in values.CALLED}
        self.constants.update(defaultdict=defaultdict, true=_true, nothing=_nothing, minus_one=_minus_one)
        self.arrays: dict[Any, str] = {}
        self._indent = 1
        self._here: dict[str, str] = {}
        self.coder = PythonExpressions(self._leaf, self._constant, options)
        for fact in query.facts:
            name = f"f{len(self.arrays)}"
            self.write(fact, name)
            self.arrays[fact] = name
        self._number = {rule: number for number, rule in enumerate(rules)}
        by_subject: dict[tuple[str, bool], list[JudgedPart]] = {}
        for case in query.cases:
            table = case.part.each.name
            by_subject.setdefault((table, table == "places" and case.rule.force.about_data), []).append(case)
        for (table, own), several in by_subject.items():
            self._judge(table, own, several)

    def text(self) -> str:
        """Return the whole program."""
        head = "def judge(source, on, year, full_year, proposed, values, elsewhere, held, hits, left_out):"
        kept = ", ".join(f"{name!r}: {name}" for name in self.arrays.values())
        return "\n".join([head, "    places = source.geography", *self._fetched, *self.lines, f"    return {{{kept}}}"])

    # -- writing ----------------------------------------------------------------------------------------------------

    def add(self, line: str) -> None:
        self.lines.append("    " * self._indent + line)

    @contextmanager
    def block(self, line: str) -> Iterator[None]:
        self.add(line)
        self._indent += 1
        yield
        self._indent -= 1

    def _constant(self, value: Any) -> str:
        name = f"k{len(self.constants)}"
        self.constants[name] = value
        return name

    def called(self, function: Callable[..., Any]) -> str:
        """Return the name by which the program calls a function."""
        self.constants[function.__name__] = function
        return function.__name__

    def write(self, fact: f.Fact, name: str) -> None:
        """Write how `name` comes to hold the values of a fact, as the file says that bears the name of its operator."""
        try:
            operator = import_module(f"{facts.__name__}.{fact.operator}")
        except ModuleNotFoundError:
            raise PackError(f"the rows engine does not know {type(fact).__name__}") from None
        operator.write(self, fact, name)

    def key(self, cells: Iterable[Cell]) -> str:
        """Return the text of what rows have in common that agree in some cells."""
        return "(" + "".join(self.coder.code(cell) + ", " for cell in cells) + ")"

    @contextmanager
    def loop(self, table: str, rows: str | None = None) -> Iterator[None]:
        """Write a loop over the rows of a table; the columns it turns out to need are fetched by its first line."""
        outer, self._here = self._here, {}
        at = len(self.lines)
        self._indent += 1
        yield
        self._indent -= 1
        pad = "    " * self._indent
        if rows is not None:
            fetch = [f"{pad}    {local} = {array}[i]" for array, local in self._here.items()]
            self.lines[at:at] = [f"{pad}for i in {rows}:", *fetch]
        elif self._here:
            locals_ = ", ".join(self._here.values()) + ","
            self.lines[at:at] = [f"{pad}for i, ({locals_}) in enumerate(zip({', '.join(self._here)})):"]
        else:
            self.lines[at:at] = [f"{pad}for i in range(source.size({table!r})):"]
        self._here = outer

    @contextmanager
    def loop_where(self, table: str, where: Expr | None) -> Iterator[None]:
        """Write a loop over the rows of a table for which a condition holds."""
        with self.loop(table), self.block(f"if {'True' if where is None else self.coder.holds(where)}:"):
            yield

    @contextmanager
    def answers(self, table: str, name: str) -> Iterator[None]:
        """Write the loop that adds the value of a fact for every row of a table, by `add`."""
        self.add(f"{name} = []")
        self.add(f"add = {name}.append")
        with self.loop(table):
            yield

    def _leaf(self, tree: Expr) -> str:
        """Return the variable that holds a cell, reference or fact of the row the current loop is at."""
        if isinstance(tree, f.Fact) and tree.home is None:
            return self.arrays[tree]
        return self._here.setdefault(self.array(tree), f"v{self.array(tree)}")

    def array(self, tree: Expr) -> str:
        """Return the variable that holds the values of `tree` for all rows of its table."""
        if tree in self.arrays:
            return self.arrays[tree]
        name = f"a{len(self.arrays)}"
        if isinstance(tree, Cell):
            return self._column(("cells", tree.home, tree.name), name)
        if isinstance(tree, Row):
            return self._column(("rows", tree.of.home, tree.of.name), name)
        if isinstance(tree, f.Fact):
            raise PackError(f"{tree.name} is read before it is computed")
        self.arrays[tree] = name
        self.each(str(tree.table), name, tree)
        return name

    def _column(self, key: tuple[str, str, str], name: str) -> str:
        """Columns are fetched at the very top, once each, before any loop."""
        if key not in self.arrays:
            self.arrays[key] = name
            how, table, column = key
            self._fetched.append(f"    {name} = source.{how}({table!r}, {column!r})")
        return self.arrays[key]

    def filled(self, table: str, value: str) -> str:
        """Return the text that makes an array of one value for all rows of a table.

        For places it is a dictionary with a default: a structure uses few of the places that are shipped.
        """
        if table != "places":
            return f"[{value}] * source.size({table!r})"
        return f"defaultdict({_MADE_OF[value]})"

    def mark(self, table: str, name: str, chosen: str) -> None:
        """Write the values of a fact that is true for some chosen rows of a table, and false for all others."""
        self.add(f"{name} = [False] * {self.size(table)}")
        self.add(f"for i in {chosen}: {name}[i] = True")

    def size(self, table: str) -> str:
        """Return the text that gives how many rows a table has."""
        return f"source.size({table!r})"

    def each_row(self, tree: Expr) -> str:
        """Return the text of the values of `tree`, one for each row that the fact is computed for."""
        return "range(source.size('places'))" if isinstance(tree, f.Itself) else self.array(tree)

    def each(self, table: str, name: str, tree: Expr) -> None:
        """Write the loop that computes `tree` for every row of a table."""
        if table == "places":
            self.add(f"{name} = {self.filled(table, 'None') if tree.type.kind != 'row' else EVERY_PLACE}")
            with self.loop(table, "source.visited"):
                self.add(f"{name}[i] = {self.coder.code(tree)}")
            return
        with self.answers(table, name):
            self.add(f"add({self.coder.code(tree)})")

    # -- rules ------------------------------------------------------------------------------------------------------

    def _judge(self, table: str, own: bool, cases: list[JudgedPart]) -> None:
        """Write one loop that judges every row of a table by all rules about it."""
        numbers = [self._number[case.rule] for case in cases]
        held = [f"h{number}_{case.number}" for number, case in zip(numbers, cases, strict=True)]
        self.add(" = ".join(held) + " = 0")
        rows = None if table != "places" else "source.own" if own else "source.in_use"
        with self.loop(table, rows):
            for number, case in zip(numbers, cases, strict=True):
                among = case.part.among
                if among is None:
                    self._outcome(number, case)
                    continue
                with self.block(f"if not {self.coder.holds(among)}:"):
                    self.add(f"left_out[{number}] += 1")
                if not case.not_in_force:
                    with self.block("else:"):
                        self._outcome(number, case)
        for number, name in zip(numbers, held, strict=True):
            self.add(f"held[{number}] += {name}")

    def _outcome(self, number: int, case: JudgedPart) -> None:
        """Write how one part of a rule judges the row that the loop is at."""
        when, require = case.part.when, case.part.require
        report = f"hits[{number}].append(({case.number}, i, {{}}))"
        self.add(f"w = {self.coder.code(when)}")
        with self.block("if w is not False:" if not when.never_unknown else "if w:"):
            self.add(f"r = {self.coder.code(require)}")
            self.add(f"if r: h{number}_{case.number} += 1")
            broken = "elif r is False and w:" if not when.never_unknown else "elif r is False:"
            self.add(broken + " " + report.format("'broken'"))
            self.add("else: " + report.format("'cannot_tell'"))
