"""Searches up the chain of places, over links to unions, and up a reference within a table."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from unionmodel.checking.live.counts import Link
from unionmodel.checking.live.nodes import Children, Node
from unionmodel.checking.rows.facts import chain as rows_chain
from unionmodel.checking.rows.facts import linked as rows_linked
from unionmodel.checking.rows.facts import nearest as rows_nearest
from unionmodel.rules import facts as f

if TYPE_CHECKING:
    from unionmodel.checking.live.network import Network


class Nearest(Children):
    """The nearest union up the chain of places. `function` gives for a union (anchor, what it offers), or None."""

    def __init__(
        self, network: Network, fact: f.Nearest, function: Callable[[int], Any], start: Node, wants: Node | None
    ) -> None:
        super().__init__(network, fact.home, "unions", function)
        self._flags = fact.from_county_down, fact.strictly_above
        self._start, self._wants = start, wants
        self._rows_at = start.pointed()
        self._given: dict[int, tuple[int, tuple[Any, ...]]] = {}
        self._anchored: dict[int, set[int]] = {}
        self._offered: rows_nearest.Offered = {}
        self.reads(start, *([] if wants is None else [wants]))
        self.reads(network.shape, hear=self.through(start))

    def forget(self) -> None:
        self._given.clear()
        self._anchored.clear()
        self._offered.clear()

    def refresh(self) -> Collection[int]:
        store = self.network.store
        ids = store.column("unions", "id")
        anchors: set[int] = set()
        for union, said in self.said():
            old = self._given.pop(union, None)
            if said is not None:
                self._given[union] = said
            if old != said:
                if old is not None:
                    self._anchored[old[0]].discard(union)
                    anchors.add(old[0])
                if said is not None:
                    self._anchored.setdefault(said[0], set()).add(union)
                    anchors.add(said[0])
        for anchor in anchors:
            before = self._offered.pop(anchor, {})
            for union in self._anchored[anchor]:
                rows_nearest.offer(self._offered, anchor, union, self._given[union][1], ids)
            if self._offered.get(anchor, {}) != before:
                self._below(anchor)
        rows = list(self.dirty)
        starts = [self._start.values[row] for row in rows]
        wants = None if self._wants is None else [self._wants.values[row] for row in rows]
        found = rows_nearest.nearest(store.geography, self._offered, starts, wants, ids, *self._flags)
        return self.put_all(zip(rows, found, strict=True))

    def _below(self, anchor: int) -> None:
        """Look again at all rows whose place lies in another one."""
        for place in self.network.below(anchor):
            self.dirty.update(self._rows_at.get(place, ()))


class Linked(Node):
    """The union that a link ties to the row: nearest up the chain of `near`, then the smallest id."""

    def __init__(self, network: Network, table: str, links: Link, start: Node, near: Node, anchors: Node) -> None:
        super().__init__(network, table)
        self._links, self._start, self._near, self._anchors = links, start, near, anchors
        self.reads(start, near)
        self.reads(links, hear=self.through(start))
        self.reads(network.shape, hear=self.through(near))
        self.reads(anchors, hear=self._anchor_changed)

    def _anchor_changed(self, unions: Collection[int]) -> None:
        changed = set(unions)
        hear = self.through(self._start)
        hear([start for start, ends in self._links.ends.items() if not changed.isdisjoint(ends)])

    def refresh(self) -> Collection[int]:
        store = self.network.store
        rows = list(self.dirty)
        found = rows_linked.linked(
            store.geography,
            {start: ends for start, ends in self._ends(rows).items() if ends},
            [self._start.values[row] for row in rows],
            [self._near.values[row] for row in rows],
            self._anchors.values,
            store.column("unions", "id"),
        )
        return self.put_all(zip(rows, found, strict=True))

    def _ends(self, rows: Sequence[int]) -> dict[int, list[int]]:
        starts = {self._start.values[row] for row in rows}
        return {start: self._links.ends.get(start, []) for start in starts if start is not None}


class Climbing(Node):
    """The first place up the chain of a place for which a condition holds."""

    def __init__(self, network: Network, table: str, start: Node, until: Node) -> None:
        super().__init__(network, table)
        self._start, self._until = start, until
        self._rows_at = start.pointed()
        self.reads(start)
        self.reads(until, hear=self._until_changed)
        self.reads(network.shape, hear=self.through(start))

    def _until_changed(self, places: Collection[int]) -> None:
        for place in places:
            for lower in self.network.below(place):
                self.dirty.update(self._rows_at.get(lower, ()))

    def refresh(self) -> Collection[int]:
        rows = list(self.dirty)
        starts = [self._start.values[row] for row in rows]
        found = rows_chain.first(self.network.store.geography, starts, self._until.values)
        return self.put_all(zip(rows, found, strict=True))


class Rising(Node):
    """What is found by following a reference upward: a change concerns the row and all that lie below it.

    `function` answers for one row.
    """

    def __init__(self, network: Network, table: str, parent: Node, given: Node, function: Callable[[int], Any]) -> None:
        super().__init__(network, table)
        self._function = function
        self._below = parent.pointed()
        self.reads(parent, given, hear=self.with_those_below)

    def with_those_below(self, rows: Collection[int]) -> None:
        """Look again at rows and all that lie below them."""
        reached, todo = set(rows), list(rows)
        while todo:
            lower = self._below.get(todo.pop(), set()) - reached
            reached |= lower
            todo.extend(lower)
        self.dirty |= reached

    def refresh(self) -> Collection[int]:
        return self.put_all([(row, self._function(row)) for row in self.dirty])
