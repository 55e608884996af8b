"""A fact as the rows engine writes it, for some rows instead of all, and what it turns out to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from unionmodel.checking.live.nodes import Node
from unionmodel.checking.rows.expressions import PythonExpressions
from unionmodel.checking.rows.program import Program
from unionmodel.rules.expr import Expr
from unionmodel.rules.facts import Itself


class SomeRows(Program):
    """Writes the body of a function of `rows`.

    `own` are the nodes that it reads row by row, for those rows alone; `others` those that it searches, of which any
    row may matter. A fact of a group searches the rows of whole groups (`grouped`) and nothing beyond.
    """

    def __init__(
        self, home: str | None, node: Callable[[Expr], Node], alive: Callable[[str], Node],
        names: dict[str, Any], options: Mapping[str, str], *, grouped: bool = False,
    ) -> None:  # fmt: skip
        self.lines: list[str] = []
        self.own: dict[Node, None] = {}
        self.others: dict[Node, None] = {}
        #: The trees that `each_row` was asked for.
        self.each_of: list[Expr] = []
        self.constants = names
        self.coder = PythonExpressions(self._leaf, self._constant, options)
        self._home, self._node, self._alive_rows, self._grouped = home, node, alive, grouped
        self._reading = self.own
        self._indent = 1
        self._here: dict[str, str] = {}
        self._for_rows = False

    def function(self, name: str) -> str:
        """Return the text of a function that gives, for each of `rows`, the value that was written to `name`."""
        one_by_one = name if self._for_rows else f"[{name}[i] for i in rows]"
        found = one_by_one if self._home is not None else f"[{name}]"
        return "\n".join(["def found(rows):", *self.lines, f"    return {found}"])

    @contextmanager
    def loop(self, table: str, rows: str | None = None) -> Iterator[None]:
        if not self._grouped:
            self.others[self._alive_rows(table)] = None
        outer, self._reading = self._reading, self.own if self._grouped else self.others
        with super().loop(table, "rows" if self._grouped else f"there[{table!r}]"):
            yield
        self._reading = outer

    @contextmanager
    def answers(self, table: str | None, name: str) -> Iterator[None]:
        self._for_rows = True
        self.add(f"{name} = []")
        self.add(f"add = {name}.append")
        with super().loop(str(table), "rows"):
            yield

    def each(self, table: str, name: str, tree: Expr) -> None:
        with self.answers(table, name):
            self.add(f"add({self.coder.code(tree)})")

    def mark(self, table: str, name: str, chosen: str) -> None:
        self._for_rows = True
        self.add(f"chosen = set({chosen})")
        self.add(f"{name} = [i in chosen for i in rows]")

    def size(self, table: str) -> str:
        self.others[self._alive_rows(table)] = None
        return f"len(there[{table!r}])"

    def array(self, tree: Expr) -> str:
        node = self._node(tree)
        self.others[node] = None
        return f"a{node.index}"

    def each_row(self, tree: Expr) -> str:
        self._for_rows = True
        self.each_of.append(tree)
        if isinstance(tree, Itself):
            return "rows"
        node = self._node(tree)
        self.own[node] = None
        return f"[a{node.index}[i] for i in rows]"

    def _leaf(self, tree: Expr) -> str:
        node = self._node(tree)
        self._reading[node] = None
        return f"a{node.index}[0]" if node.table is None else self._here.setdefault(f"a{node.index}", f"v{node.index}")
