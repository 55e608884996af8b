"""Edits and the facts that rules read: what to look at again, and nothing else.

The facts of the rules make a network: every cell, reference and fact has a node that keeps its values and knows who
reads it. An edit changes cells; who reads a changed value is computed anew for the rows that it concerns, and where the
value comes out as before, nobody further on is asked. `affected_facts` says for each kind of fact which rows these are.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from types import CodeType
from typing import Any

from unionmodel.checking.engine import Bindings
from unionmodel.checking.live import facts as affected_facts
from unionmodel.checking.live.nodes import Computed, Given, Node, Reference, Whereabouts
from unionmodel.checking.live.store import Store
from unionmodel.checking.rows import values as rows_calls
from unionmodel.checking.rows.expressions import Coder
from unionmodel.checking.rows.facts.chain import any_above_of, cyclic_of, reaches_row
from unionmodel.checking.rows.facts.inside import within
from unionmodel.checking.rows.facts.local import local
from unionmodel.model.edits import Made
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.model.structure import Structure
from unionmodel.rules import facts as f
from unionmodel.rules.expr import Cell, Expr, Row
from unionmodel.rules.terms import TERMS

#: References by which a report calls a row after another, or says where it lies.
_NAMED_AFTER = ("union", "employer", "place")


class Network:
    """The values that rules read of a structure, kept up to date under edits."""

    def __init__(self, structure: Structure, bindings: Bindings, jurisdictions: bool) -> None:
        self.store = Store(structure)
        self.bindings = bindings
        #: Whether it matters for findings in which jurisdiction a row lies.
        self._jurisdictions = jurisdictions
        self._nodes: list[Node] = []
        self._of: dict[Any, Node] = {}
        self._at_home: dict[str, list[Node]] = {name: [] for name in TABLES}
        self._references: dict[str, list[Reference]] = {name: [] for name in TABLES}
        self._waiting: list[int] = []
        self._read: dict[Node, None] = {}
        self._below: dict[int, set[int]] = {}
        self._names: dict[str, Any] = {name: getattr(rows_calls, name) for name in rows_calls.CALLED}
        self._names.update(
            within=within, local=local, cyclic_of=cyclic_of, any_above_of=any_above_of, reaches_row=reaches_row
        )
        self._names.update(
            on=bindings.on, year=bindings.on.year, full_year=bindings.full_year, proposed=bindings.proposed,
            values=bindings.values, elsewhere=bindings.local, places=self.store.geography,
        )  # fmt: skip
        self.coder = Coder(self._leaf, self._constant, bindings.options)
        self.shape = self._given("places", "shape", self._shape)

    # -- making -----------------------------------------------------------------------------------------------------

    def node(self, tree: Expr) -> Node:
        """Return the node that keeps the values of `tree`, made with all that it reads where there is none yet."""
        key: Any = (type(tree), tree.home, tree.name) if isinstance(tree, Cell) else tree
        if isinstance(tree, Row):
            key = (Row, tree.of.home, tree.of.name)
        found = self._of.get(key)
        if found is None:
            found = self._of[key] = self._made(tree)
        return found

    def add(self, node: Node) -> Node:
        """Take a node in; what it reads has been taken in before."""
        node.index = len(self._nodes)
        self._nodes.append(node)
        if node.table in self._at_home:
            self._at_home[str(node.table)].append(node)
        self._names[f"a{node.index}"] = node.values
        return node

    def function(self, write: Callable[[Coder], Sequence[str]]) -> tuple[Callable[[int], Any], list[Node]]:
        """Return a function of a row whose body is written by `write`, and the nodes that it reads."""
        outer, self._read = self._read, {}
        body = "".join(f"    {line}\n" for line in write(self.coder))
        read, self._read = list(self._read), outer
        exec(_compiled(f"def found(i):\n{body}"), self._names)  # the text comes from typed trees, never from a user
        function: Callable[[int], Any] = self._names.pop("found")
        return function, read

    def computed(self, table: str | None, tree: Expr) -> Node:
        """Return a node for the value of a tree, row by row; a place that nobody names has none."""
        visited = self.visited() if table == "places" else None

        def write(coder: Coder) -> list[str]:
            code = coder.code(tree)
            return [f"return {code} if a{visited.index}[i] else None" if visited else f"return {code}"]

        function, read = self.function(write)
        made = self.add(Computed(self, table, function))
        made.reads(*read, *([visited] if visited else []))
        return made

    def alive(self, table: str) -> Node:
        """Return which rows of a table are there."""
        if table == "places":
            return self._given(table, "alive", lambda: list(map(bool, self.store.geography.codes)))
        return self._given(table, "alive", lambda: self.store.alive[table])

    def own(self) -> Node:
        """Return which places the file has a row for."""
        return self._given("places", "own", lambda: self.store.geography.from_file)

    def touched(self) -> Node:
        """Return in the area of which places something lies."""
        return self._reached("touched", ("unions", "employers", "headcounts"))

    def visited(self) -> Node:
        """Return which places a rule can look at."""
        return self._reached("visited", [name for name in TABLES if name != "places"])

    def known(self, name: str) -> Node:
        """Return what the geography itself knows of its places, by the name of its attribute."""
        return self._given("places", name, lambda: getattr(self.store.geography, name))

    def itself(self, table: str) -> Node:
        """Return the row itself, as a row of its table."""
        return self._given(table, "itself", lambda: list(range(self.size(table))))

    def whereabouts(self, table: str) -> Node:
        """Return the node that changes where a report would name a row, or say where it lies, in another way."""
        key = ("whereabouts", table)
        if key not in self._of:
            cells = {column.name for column in TABLES[table].columns}
            own = dict.fromkeys(name for name in (*TABLES[table].subject, "name", "place") if name in cells)
            read = [self.node(_cell(table, name)) for name in own]
            ways = [self.node(_cell(table, name).row) for name in _NAMED_AFTER if name in cells]
            others = [(way, self.node(_cell(target, name))) for way in ways for target, name in _names(way)]
            made = self._of[key] = self.add(Whereabouts(self, table))
            made.reads(*read, *ways)
            for way, other in others:
                made.reads(other, hear=made.through(way))
            if self._jurisdictions:
                made.reads(self.shape, hear=made.everything)
        return self._of[key]

    def _made(self, tree: Expr) -> Node:
        if isinstance(tree, Cell):
            return self._cells(tree)
        if isinstance(tree, Row):
            return self._rows(tree)
        if isinstance(tree, f.Itself):
            return self.itself(tree.home)
        if isinstance(tree, f.Fact):
            return affected_facts.made(self, tree)
        return self.computed(tree.table, tree)

    def _cells(self, cell: Cell) -> Node:
        if cell.home == "places":
            return self._given("places", ("cell", cell.name), lambda: self.store.geography.columns()[cell.name])
        return self._given(cell.home, ("cell", cell.name), lambda: self.store.column(cell.home, cell.name))

    def _rows(self, row: Row) -> Node:
        cell, target = row.of, str(row.of.refers_to)
        if (cell.home, target) == ("places", "places"):
            return self._given(
                "places", "parent", lambda: [None if above < 0 else above for above in self.store.geography.parent]
            )
        cells = self.node(cell)
        made = Reference(self, cells, cell.home, target)
        self._references[target].append(made)
        return self.add(made)

    def _given(self, table: str, what: Any, fetch: Callable[[], list[Any]]) -> Node:
        key = ("given", table, what)
        if key not in self._of:
            self._of[key] = self.add(Given(self, table, fetch))
        return self._of[key]

    def _reached(self, name: str, tables: Iterable[str]) -> Node:
        if name not in self._of:
            self._of[name] = affected_facts.reached(self, tables)
        return self._of[name]

    def _leaf(self, tree: Expr) -> str:
        node = self.node(tree)
        self._read[node] = None
        return f"a{node.index}[0]" if node.table is None else f"a{node.index}[i]"

    def _constant(self, value: Any) -> str:
        name = f"k{len(self._names)}"
        self._names[name] = value
        return name

    # -- asking -----------------------------------------------------------------------------------------------------

    def leaf(self, expr: Expr, row: int) -> Any:
        """Return the value of a cell, a reference, a fact or the row itself, as it is now."""
        if isinstance(expr, f.Itself):
            return row
        node = self._started(expr)
        return node.values[0 if node.table is None else row]

    def column(self, expr: Expr) -> list[Any]:
        """Return the values of a cell, reference or fact of a table; the list stays, and changes with every edit."""
        return self._started(expr).values

    def _started(self, expr: Expr) -> Node:
        known = len(self._nodes)
        node = self.node(expr)
        for new in self._nodes[known:]:
            new.start()
        return node

    def size(self, table: str) -> int:
        """Return how many rows a table has, with its gaps; of places those shipped, too."""
        if table == WHOLE.name:
            return 1
        return len(self.store.geography.codes) if table == "places" else len(self.store.alive[table])

    def below(self, place: int) -> set[int]:
        """Return the places that lie in a place, itself among them."""
        if not self._below:
            for row in range(self.size("places")):
                for above in self.store.geography.chain(row):
                    self._below.setdefault(above, set()).add(row)
        return self._below[place]

    # -- changing ---------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Compute everything from nothing."""
        for node in self._nodes:
            node.start()

    def begin_anew(self, structure: Structure) -> None:
        """Take over another structure, and compute everything from nothing."""
        self.store.fill(structure)
        self._names["places"] = self.store.geography
        self._below.clear()
        self._waiting.clear()
        self.start()

    def change(self, made: Sequence[Made], structure: Structure) -> None:
        """Take over edits that led to `structure`, and compute what they reach. After NoRoom it is to begin anew."""
        if any(one.table == "places" for one in made):
            self._change_places(structure)
        for one in made:
            if one.table != "places":
                self._change(one)
        self._settle()

    def _change(self, made: Made) -> None:
        store, table = self.store, made.table
        key = TABLES[table].key
        if made.how == "change" and key in made.values and table == "unions":
            # A union that is called otherwise stands elsewhere in every order by id: it is another one.
            for one in store.replaced(made):
                self._change(one)
            return
        if made.how == "change":
            keys = store.column(table, key) if key else []
            old = keys[store.standing[table][made.row]] if key else ""
            row, columns = store.change(made)
            for name in columns:
                self._tell(self._of.get(("given", table, ("cell", name))), row)
            if key in columns:
                # All that referred to it lose it, and all that refer to what it is called now find it.
                self._key_changed(table, old)
                self._key_changed(table, keys[row])
            return
        if made.how == "add":
            row = store.add(made)
            for node in self._at_home[table]:
                node.grow(row)
                self._wait(node)
        else:
            row = store.remove(made)
        self._tell(self._of.get(("given", table, "alive")), row)
        if key:
            self._key_changed(table, store.column(table, key)[row])

    def _change_places(self, structure: Structure) -> None:
        old = self.store.geography.codes
        before = len(old)
        self.store.replace_places(structure)
        geography = self.store.geography
        self._names["places"] = geography
        self._below.clear()
        for row in range(before, len(geography.codes)):
            for node in self._at_home["places"]:
                if not isinstance(node, Given):
                    node.grow(row)
                    self._wait(node)
            self._key_changed("places", geography.codes[row])
        for row in range(before):
            if not geography.codes[row]:
                self._key_changed("places", old[row])
        for node in self._at_home["places"]:
            if isinstance(node, Given):
                node.renew()
                self._wait(node)

    def _key_changed(self, table: str, key: str) -> None:
        for node in self._references[table]:
            node.key(key)
            self._wait(node)

    def _tell(self, node: Node | None, row: int) -> None:
        if node is not None:
            node.dirty.add(row)
            self._wait(node)

    def _wait(self, node: Node) -> None:
        heapq.heappush(self._waiting, node.index)

    def _settle(self) -> None:
        """Compute what is to be looked at again, each node after those that it reads."""
        waiting, gaps = self._waiting, {name: self.store.dead[name] for name in TABLES if self.store.dead[name]}
        last = -1
        while waiting:
            index = heapq.heappop(waiting)
            if index == last:
                continue
            last, node = index, self._nodes[index]
            if node.skips_gaps and node.table in gaps:
                node.dirty -= gaps[node.table]
            changed = node.refresh()
            node.dirty.clear()
            if changed:
                for reader, hear in node.readers:
                    hear(changed)
                    heapq.heappush(waiting, reader.index)

    def _shape(self) -> list[Any]:
        geography = self.store.geography
        chains = map(geography.chain, range(len(geography.codes)))
        return list(zip(chains, geography.known_rank, geography.county_level, strict=True))


def _cell(table: str, name: str) -> Cell:
    return TERMS[table].__getattr__(name)


def _names(way: Node) -> list[tuple[str, str]]:
    """Return the cells of the row that a reference leads to by which a report calls the row that refers to it."""
    assert isinstance(way, Reference)
    return [(way.target, name) for name in ("name", "place") if (way.target, name) != ("places", "place")]


@lru_cache(maxsize=8192)
def _compiled(text: str) -> CodeType:
    return compile(text, "<facts>", "exec")
