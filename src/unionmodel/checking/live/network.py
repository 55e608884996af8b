"""The values that rules read of a structure, kept up to date under edits.

Every column and every fact has a node, which keeps its values and knows who reads it. An edit changes cells; each node
that reads a changed value computes the rows that the change concerns, by the function that the rows engine would run for
all rows; where a value comes out as before, its readers are left alone.

Which rows those are follows from how the function reads. What it reads row by row concerns the same rows. What it
searches (`SomeRows.others`) concerns all rows, unless there is a quicker way: a look-up follows its reference back,
facts of a group concern the group, and aggregates are counted by difference.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from functools import lru_cache
from types import CodeType
from typing import Any

from unionmodel.checking.engine import Bindings
from unionmodel.checking.live.counts import Counted, Links
from unionmodel.checking.live.nodes import Given, Grouped, Node, Reference
from unionmodel.checking.live.program import SomeRows
from unionmodel.checking.live.store import Store
from unionmodel.checking.rows import values
from unionmodel.checking.rows.expressions import PythonExpressions
from unionmodel.model.edits import AppliedEdit
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.rules import facts as f
from unionmodel.rules.expr import Cell, Expr, Row
from unionmodel.rules.rule import Rule
from unionmodel.rules.terms import TERMS, employers, headcounts, unions

#: How many unions, employers and head counts lie in the area of each place.
_LYING = [f.Aggregate("", "", "", "count", terms.place.row, upward=True) for terms in (unions, employers, headcounts)]
#: The references that give a row its name or its place.
_NAMED_AFTER = ("union", "employer", "place")


class Network:
    """The nodes of the facts of some rules."""

    def __init__(self, structure: Structure, bindings: Bindings, jurisdictions: bool) -> None:
        self.store = Store(structure)
        #: Whether it matters for findings in which jurisdiction a row lies.
        self._jurisdictions = jurisdictions
        self.bindings = bindings
        self._nodes: list[Node] = []
        self._of: dict[Any, Node] = {}
        self._of_table: dict[str | None, list[Node]] = {name: [] for name in TABLES}
        self._references: dict[str, list[Reference]] = {name: [] for name in TABLES}
        #: The nodes with stale rows, as a heap of their numbers.
        self._waiting: list[int] = []
        self._queued: set[int] = set()
        self._names: dict[str, Any] = {name: getattr(values, name) for name in values.CALLED}
        self._names.update(
            on=bindings.on, year=bindings.on.year, full_year=bindings.full_year, proposed=bindings.proposed,
            values=bindings.values, elsewhere=bindings.local, places=self.store.geography, there=self.store.rows,
        )  # fmt: skip
        self._shape = self._given("places", "shape", self._fetch_shape)

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
        self._of_table.setdefault(node.table, []).append(node)
        self._names[f"a{node.index}"] = node.values
        return node

    def program(self, table: str | None, *, grouped: bool = False) -> SomeRows:
        """Return what writes a function of some rows of a table."""
        return SomeRows(table, self.node, self.alive, self._names, self.bindings.options, grouped=grouped)

    def compiled(self, program: SomeRows, name: str) -> Callable[[Sequence[int]], Sequence[Any]]:
        """Return the function that was written."""
        exec(_compiled(program.function(name)), self._names)  # the text comes from typed trees, never from a user
        function: Callable[[Sequence[int]], Sequence[Any]] = self._names.pop("found")
        return function

    def alive(self, table: str) -> Node:
        """Return which rows of a table exist."""
        return self._given(table, "alive", lambda: self.store.alive[table])

    def subjects(self, rule: Rule, table: str) -> list[Node]:
        """Return the nodes one of which is true for each place that a rule judges; none where it judges every row.

        Rules about the file judge the places that the file names, the others all in whose area something lies.
        """
        if table != "places":
            return []
        if rule.force.about_data:
            return [self._given("places", "own", lambda: self.store.geography.from_file)]
        return [self._given("places", "own area", self._fetch_own_area), *map(self.node, _LYING)]

    def whereabouts(self, table: str) -> Node:
        """Return the node that changes where a report would name a row, or say where it lies, in another way."""
        key = ("whereabouts", table)
        if key not in self._of:
            cells = {column.name for column in TABLES[table].columns}
            own = dict.fromkeys(name for name in (*TABLES[table].subject, "name", "place") if name in cells)
            # Its values are never read; only that they change matters.
            made = Node(self.store, table, lambda rows: [object() for _ in rows])
            made.reads(*[self.node(_cell(table, name)) for name in own])
            for way in [self.node(_cell(table, name).row) for name in _NAMED_AFTER if name in cells]:
                made.reads(way)
                assert isinstance(way, Reference)
                for name in ("name", "place"):
                    if (way.target, name) != ("places", "place"):
                        made.reads(self.node(_cell(way.target, name)), on_change=made.through(way))
            if self._jurisdictions:
                made.reads(self._shape, on_change=made.everything)
            self._of[key] = self.add(made)
        return self._of[key]

    def _made(self, tree: Expr) -> Node:
        store = self.store
        if isinstance(tree, Cell):
            home, name = tree.home, tree.name
            return self._given(home, ("cell", name), lambda: store.cells(home)[name])
        if isinstance(tree, Row):
            cell, target = tree.of, str(tree.of.refers_to)
            if (cell.home, target) == ("places", "places"):
                return self._given(
                    "places", "parent", lambda: [None if up < 0 else up for up in store.geography.parent]
                )
            made = Reference(store, self.node(cell), target)
            self._references[target].append(made)
            return self.add(made)
        if isinstance(tree, f.Aggregate):
            return self._aggregate(tree)
        if isinstance(tree, f.Fact):
            return self._fact(tree)
        return self._row_by_row(str(tree.table), lambda coder: coder.code(tree))

    def _given(self, table: str, what: Any, fetch: Callable[[], Sequence[Any]]) -> Node:
        key = ("given", table, what)
        if key not in self._of:
            self._of[key] = self.add(Given(self.store, table, fetch))
        return self._of[key]

    def _row_by_row(self, table: str, write: Callable[[PythonExpressions], str]) -> Node:
        """Return a node for what an expression gives for each row."""
        program = self.program(table)
        with program.answers(table, "answer"):
            program.add(f"add({write(program.coder)})")
        node = Node(self.store, table, self.compiled(program, "answer"))
        node.outlives_rows = True
        node.reads(*program.own)
        return self.add(node)

    def _tuples(self, table: str, where: Expr | None, trees: Sequence[Expr | None]) -> Node:
        """Return a node for the values of some trees together, None for the rows that are not in `where`."""

        def write(coder: PythonExpressions) -> str:
            values = "".join("None, " if tree is None else f"{coder.code(tree)}, " for tree in trees)
            return f"({values})" if where is None else f"({values}) if {coder.holds(where)} else None"

        return self._row_by_row(table, write)

    def _fact(self, fact: f.Fact) -> Node:
        """Return the node of a fact that the rows engine can compute for some rows."""
        grouped = bool(fact.agreeing) and fact.far == (fact.home,)
        program = self.program(fact.home, grouped=grouped)
        program.write(fact, "answer")
        function = self.compiled(program, "answer")
        if grouped:
            keys = self._tuples(str(fact.home), None, fact.agreeing)
            node: Node = Grouped(self.store, keys, function)
        else:
            node = Node(self.store, fact.home, function)
        node.reads(*program.own)
        if isinstance(fact, f.LookUp):
            node.reads(self.node(fact.target), on_change=node.through(self.node(fact.through)))
        elif isinstance(fact, f.Nearest):
            # Most unions are never searched for; their changes reach no row.
            offered = [fact.anchor, fact.offers, fact.offers_all, unions.id]
            node.reads(self._tuples("unions", fact.among, offered), on_change=node.everything)
        elif isinstance(fact, f.Linked):
            # Which of several unions it is follows from where they stand and from their ids.
            chosen_by = [f.LookUp("", "", "", fact.to, target) for target in (unions.place.row, unions.id)]
            node.reads(self._links(fact, *chosen_by), on_change=node.through(self.node(fact.start)))
        else:
            node.reads(*program.others, on_change=node.everything)
            for other in program.others:
                other.outlives_rows = True
        if any("places" in line for line in program.lines):
            if fact.home == "places":
                node.reads(self._shape)
            for tree in program.each_of:
                if tree.type.table == "places" and not isinstance(tree, f.Itself):
                    node.reads(self._shape, on_change=node.through(self.node(tree)))
        return self.add(node)

    def _aggregate(self, fact: f.Aggregate) -> Node:
        source = self._tuples(str(fact.by.table), fact.where, (fact.by, fact.beside, fact.of))
        steps = [self._links(step) for step in fact.through]
        recorded = None if fact.recorded is None else self.node(fact.recorded)
        node = Counted(self.store, fact.home, fact.how, source, upward=fact.upward, steps=steps, recorded=recorded)
        if fact.upward:
            self._shape.readers.append((node, node.moved(self.node(fact.by))))
        return self.add(node)

    def _links(self, step: f.Step | f.Linked, *beside: Expr) -> Links:
        links = self._tuples(str(step.by.table), step.where, (step.by, step.to, *beside))
        node = Links(self.store, str(step.by.type.table), links)
        self.add(node)
        return node

    # -- asking -----------------------------------------------------------------------------------------------------

    def leaf(self, expr: Expr, row: int) -> Any:
        """Return the value of a cell, a reference, a fact or the row itself, as it is now."""
        if isinstance(expr, f.Itself):
            return row
        values = self.column(expr)
        return values[0 if self.node(expr).table is None else row]

    def column(self, expr: Expr) -> list[Any]:
        """Return the values of a cell, reference or fact of a table; the list stays, and changes with every edit."""
        known = len(self._nodes)
        node = self.node(expr)
        for new in self._nodes[known:]:
            new.start()
        return node.values

    # -- changing ---------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Compute everything."""
        for node in self._nodes:
            node.start()

    def change(self, made: Sequence[AppliedEdit], structure: Structure) -> list[AppliedEdit]:
        """Take over edits that led to `structure`, and compute what they reach; return what takes them back.

        Raises NoRoom, and is of no use after that.
        """
        inverses = []
        for one in made:
            inverses.append(self.store.inverse(one))
            if one.table != "places":
                self._change(one)
        if any(one.table == "places" for one in made):
            self._change_places(structure)
        self._refresh()
        return inverses[::-1]

    def _change(self, made: AppliedEdit) -> None:
        store, table = self.store, made.table
        key = TABLES[table].key
        keys = store.column(table, key) if key else []
        if made.how == "change":
            old = keys[store.rows[table][made.row]] if key else ""
            row, columns = store.change(made)
            for name in columns:
                if (node := self._of.get(("given", table, ("cell", name)))) is not None:
                    self._mark(node, row)
            if key in columns:
                self._key_changed(table, old)
                self._key_changed(table, keys[row])
            return
        row = store.add(made) if made.how == "add" else store.remove(made)
        for node in self._of_table.get(table, ()):
            node.grow(row)
            if made.how == "add" or node.outlives_rows:
                self._mark(node, row)
        if key:
            self._key_changed(table, keys[row])

    def _change_places(self, structure: Structure) -> None:
        old = self.store.geography.codes
        self.store.replace_places(structure)
        geography = self.store.geography
        self._names["places"] = geography
        changed = [row for row, code in enumerate(geography.codes) if row >= len(old) or code != old[row]]
        for row in changed:
            self._key_changed("places", geography.codes[row] or old[row])
        for node in self._of_table["places"]:
            node.grow(len(geography.codes) - 1)
            node.dirty.update(changed)
            if isinstance(node, Given):
                node.compare()
            self._wait(node)

    def _key_changed(self, table: str, key: str) -> None:
        for node in self._references[table]:
            node.key_changed(key)
            self._wait(node)

    def _mark(self, node: Node, row: int) -> None:
        node.dirty.add(row)
        self._wait(node)

    def _wait(self, node: Node) -> None:
        if node.index not in self._queued:
            self._queued.add(node.index)
            heapq.heappush(self._waiting, node.index)

    def _refresh(self) -> None:
        """Compute what is stale, each node after those that it reads."""
        while self._waiting:
            index = heapq.heappop(self._waiting)
            self._queued.discard(index)
            node = self._nodes[index]
            changed = node.refresh()
            node.dirty.clear()
            if changed:
                for reader, on_change in node.readers:
                    on_change(changed)
                    self._wait(reader)

    def _fetch_own_area(self) -> list[bool]:
        """Return for every place whether the file names it, or one that lies in it."""
        geography = self.store.geography
        own = {above for row, named in enumerate(geography.from_file) if named for above in geography.chain(row)}
        return [row in own for row in range(len(geography.codes))]

    def _fetch_shape(self) -> list[Any]:
        """Return for every place all that the list of divisions and the tree of places say of it."""
        geography = self.store.geography
        chains = map(geography.chain, range(len(geography.codes)))
        return list(zip(chains, geography.known_rank, geography.county_level, geography.listed_name, strict=True))


def _cell(table: str, name: str) -> Cell:
    return TERMS[table].__getattr__(name)


@lru_cache(maxsize=8192)
def _compiled(text: str) -> CodeType:
    return compile(text, "<facts>", "exec")
