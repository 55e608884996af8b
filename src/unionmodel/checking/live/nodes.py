"""What a checker keeps: the values of a cell, a reference or a fact for every row, and who reads them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from unionmodel.checking.live.store import same

if TYPE_CHECKING:
    from unionmodel.checking.live.network import Network

Hear = Callable[[Collection[int]], None]


class Unset:
    """Stands where no value was computed yet; it is the same as nothing."""


UNSET = Unset()


class Node:
    """Values for all rows of a table (or one value, where `table` is None), and what is to be looked at again.

    `refresh` computes the rows in `dirty` and returns those whose value is another one now; only these are told to
    whoever reads the node. `pointing` has, where somebody asked for it, the rows at which each value stands.
    """

    #: Whether rows that are there no more keep the value they had: nobody asks for it.
    skips_gaps = True

    def __init__(self, network: Network, table: str | None) -> None:
        self.network = network
        self.table = table
        self.values: list[Any] = []
        self.dirty: set[int] = set()
        self.readers: list[tuple[Node, Hear]] = []
        self.pointing: dict[Any, set[int]] | None = None
        self.index = -1

    # -- who is told ------------------------------------------------------------------------------------------------

    def reads(self, *nodes: Node, hear: Hear | None = None) -> None:
        """Be told when one of `nodes` changes: by `hear`, else row by row; a value for the whole concerns all rows."""
        for node in nodes:
            node.readers.append((self, self.everything if node.table is None else hear or self.same_rows))

    def same_rows(self, rows: Collection[int]) -> None:
        """Look at the same rows again."""
        self.dirty.update(rows)

    def everything(self, rows: Collection[int] = ()) -> None:
        """Look at all rows again."""
        self.dirty.update(range(len(self.values)))

    def through(self, node: Node) -> Hear:
        """Return what hears of rows of another table, and looks again at those at which `node` points to them."""
        pointing = node.pointed()

        def hear(rows: Collection[int]) -> None:
            for row in rows:
                self.dirty.update(pointing.get(row, ()))

        return hear

    def pointed(self) -> dict[Any, set[int]]:
        """Return the rows at which each value stands, kept up to date from now on."""
        if self.pointing is None:
            self.pointing = {}
        return self.pointing

    # -- values -----------------------------------------------------------------------------------------------------

    def size(self) -> int:
        """Return how many rows there are."""
        return 1 if self.table is None else self.network.size(self.table)

    def start(self) -> None:
        """Compute everything from nothing."""
        self.values[:] = [UNSET] * self.size()
        if self.pointing is not None:
            self.pointing.clear()
        self.dirty = set(range(len(self.values)))
        self.refresh()
        self.dirty.clear()

    def grow(self, row: int) -> None:
        """Take in a row that was added."""
        self.values.append(UNSET)
        self.dirty.add(row)

    def refresh(self) -> Collection[int]:
        """Compute what is to be looked at again; return the rows whose value is another one now."""
        raise NotImplementedError

    def put(self, row: int, value: Any) -> bool:
        """Set a value; return whether it is another one than before."""
        old = self.values[row]
        if same(old, value):
            return False
        self.values[row] = value
        pointing = self.pointing
        if pointing is not None:
            if old is not UNSET:
                pointing[old].discard(row)
            pointing.setdefault(value, set()).add(row)
        return True

    def put_all(self, values: Iterable[tuple[int, Any]]) -> list[int]:
        """Set values; return the rows at which another one stood before."""
        return [row for row, value in values if self.put(row, value)]


class Given(Node):
    """Values that are not computed: cells of a table, which rows of it are there, what the places are.

    `fetch` returns the values as they are now; the node keeps a list of its own.
    """

    skips_gaps = False

    def __init__(self, network: Network, table: str, fetch: Callable[[], list[Any]]) -> None:
        super().__init__(network, table)
        self._fetch = fetch

    def refresh(self) -> Collection[int]:
        now = self._fetch()
        return self.put_all((row, now[row]) for row in self.dirty)

    def renew(self) -> None:
        """Look for what is another value now; rows may have come at the end."""
        now = self._fetch()
        self.values.extend([UNSET] * (len(now) - len(self.values)))
        # Most columns are as they were, and most values the very same objects: nothing need be called for them.
        if now == self.values:
            return
        pairs = enumerate(zip(now, self.values, strict=True))
        self.dirty.update(row for row, (one, other) in pairs if one is not other and not same(one, other))


class Computed(Node):
    """A value that a function of the row gives."""

    def __init__(self, network: Network, table: str | None, function: Callable[[int], Any]) -> None:
        super().__init__(network, table)
        self._function = function

    def refresh(self) -> Collection[int]:
        function = self._function
        return self.put_all([(row, function(row)) for row in self.dirty])


class Reference(Node):
    """The row that each cell of a reference resolves to."""

    def __init__(self, network: Network, cell: Node, table: str, target: str) -> None:
        super().__init__(network, table)
        self.target = target
        self._cell = cell
        self._holding = cell.pointed()
        self.reads(cell)

    def refresh(self) -> Collection[int]:
        found, cells = self.network.store.index(self.target), self._cell.values
        return self.put_all((row, found.get(cells[row])) for row in self.dirty)

    def key(self, key: str) -> None:
        """Hear that a key has come or gone."""
        self.dirty.update(self._holding.get(key, ()))


class LookedUp(Node):
    """A value of the row that another row points at."""

    def __init__(self, network: Network, table: str, way: Node, target: Node) -> None:
        super().__init__(network, table)
        self._way, self._target = way, target
        self.reads(way)
        self.reads(target, hear=self.through(way))

    def refresh(self) -> Collection[int]:
        way, target = self._way.values, self._target.values
        return self.put_all(
            [(row, None if (to := way[row]) is None or to < 0 else target[to]) for row in self.dirty],
        )


class Whereabouts(Node):
    """How reports name the rows of a table and where these lie: what a finding has to be written anew for."""

    def refresh(self) -> Collection[int]:
        return tuple(self.dirty)


class Children(Node):
    """A node that reads the rows of another table, those that are there: `children` are to be looked at again."""

    def __init__(self, network: Network, table: str | None, child: str, function: Callable[[int], Any]) -> None:
        super().__init__(network, table)
        self.child = child
        self._function = function
        self._alive = network.alive(child)
        self.children: set[int] = set()
        self.reads(self._alive, hear=self.children_changed)

    def reads_children(self, *nodes: Node) -> None:
        """Be told of changes in rows of the other table."""
        for node in nodes:
            node.readers.append((self, self.all_children if node.table is None else self.children_changed))

    def children_changed(self, rows: Collection[int]) -> None:
        """Look at rows of the other table again."""
        self.children.update(rows)

    def all_children(self, rows: Collection[int] = ()) -> None:
        """Look at all rows of the other table again."""
        self.children.update(range(len(self._alive.values)))

    def start(self) -> None:
        self.forget()
        self.children = set(range(self.network.size(self.child)))
        super().start()
        self.children.clear()

    def forget(self) -> None:
        """Forget what was gathered from the rows of the other table."""
        raise NotImplementedError

    def said(self) -> Iterator[tuple[int, Any]]:
        """Yield what the rows to be looked at again say now; None for one that is not there."""
        alive, function = self._alive.values, self._function
        for child in self.children:
            yield child, function(child) if alive[child] else None
        self.children.clear()
