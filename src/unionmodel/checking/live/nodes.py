"""What a checker keeps: the values of a cell, a reference or a fact for every row, and who reads them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from typing import Any

from unionmodel.checking.live.store import Store

OnChange = Callable[[Collection[int]], None]
#: Computes a fact for some rows.
Function = Callable[[Sequence[int]], Sequence[Any]]


class Node:
    """The values of one column or fact for all rows of a table, and the rows whose value is stale (`dirty`).

    `refresh` computes the stale rows and returns those whose value changed; only these are passed on to the readers.
    """

    def __init__(self, store: Store, table: str | None, function: Function) -> None:
        self.store, self.table, self.function = store, table, function
        self.values: list[Any] = []
        self.dirty: set[int] = set()
        self.readers: list[tuple[Node, OnChange]] = []
        self._rows_by_value: dict[Any, set[int]] | None = None
        #: Whether a removed row matters: its value becomes None then. Elsewhere it keeps its old value, which nothing reads.
        self.outlives_rows = False
        self.index = -1

    # -- who reads --------------------------------------------------------------------------------------------------

    def reads(self, *nodes: Node, on_change: OnChange | None = None) -> None:
        """Subscribe to `nodes`. `on_change` is given their changed rows (default: the same rows become stale).

        A change of a value that is one for the whole structure makes every row stale.
        """
        for node in nodes:
            node.readers.append((self, self.everything if node.table is None else on_change or self.same_rows))

    def same_rows(self, rows: Collection[int]) -> None:
        """Mark the same rows as stale."""
        self.dirty.update(rows)

    def everything(self, rows: Collection[int] = ()) -> None:
        """Mark all rows as stale."""
        self.dirty.update(range(len(self.values)))

    def through(self, node: Node) -> OnChange:
        """Return what marks as stale, for rows of another table, the rows whose value in `node` is one of them."""
        rows_by_value = node.rows_by_value()

        def on_change(rows: Collection[int]) -> None:
            for row in rows:
                self.dirty.update(rows_by_value.get(row, ()))

        return on_change

    def rows_by_value(self) -> dict[Any, set[int]]:
        """Return the rows at which each value stands, kept up to date from now on."""
        if self._rows_by_value is None:
            self._rows_by_value = {}
        return self._rows_by_value

    # -- values -----------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Compute all rows."""
        self.grow(len(self.store.alive[self.table]) - 1)
        self.everything()
        self.refresh()
        self.dirty.clear()

    def grow(self, row: int) -> None:
        """Make room up to a row that was added."""
        if row >= len(self.values):
            self.values.extend([None] * (row + 1 - len(self.values)))

    def refresh(self) -> Collection[int]:
        """Compute the stale rows; return those whose value changed."""
        return self.put_all(self.computed(self.dirty))

    def computed(self, stale: Collection[int]) -> Iterable[tuple[int, Any]]:
        """Return rows with the values that they have now."""
        alive = self.store.alive[self.table]
        if len(stale) == 1:
            (row,) = stale
            return [(row, self.function((row,))[0] if alive[row] else None)]
        rows = [row for row in stale if alive[row]]
        gone = [(row, None) for row in stale if not alive[row]] if len(rows) < len(stale) else []
        return chain(zip(rows, self.function(rows), strict=True), gone) if rows else gone

    def put_all(self, values: Iterable[tuple[int, Any]]) -> list[int]:
        """Set values; return the rows at which another one stood before."""
        kept, index = self.values, self._rows_by_value
        changed = [(row, kept[row], value) for row, value in values if kept[row] is not value and kept[row] != value]
        for row, old, value in changed:
            kept[row] = value
            if index is not None:
                if old is not None:
                    index[old].discard(row)
                if value is not None:
                    index.setdefault(value, set()).add(row)
        return [row for row, _, _ in changed]


class Given(Node):
    """Values that are not computed, such as the cells of a column; `fetch` returns all of them."""

    def __init__(self, store: Store, table: str, fetch: Callable[[], Sequence[Any]]) -> None:
        super().__init__(store, table, self._picked)
        self._fetch = fetch

    def _picked(self, rows: Sequence[int]) -> Sequence[Any]:
        now = self._fetch()
        return [now[row] for row in rows]

    def compare(self) -> None:
        """Mark as stale what is not as it was fetched before."""
        now = self._fetch()
        if now == self.values:
            return
        self.dirty.update(
            row for row, (one, other) in enumerate(zip(now, self.values, strict=True)) if one is not other
        )


class Reference(Node):
    """The row of the table `target` that each cell of a reference resolves to."""

    def __init__(self, store: Store, cells: Node, target: str) -> None:
        super().__init__(store, cells.table, self._resolved)
        self.target, self._cells = target, cells
        self._rows_of_key = cells.rows_by_value()
        self.reads(cells)

    def _resolved(self, rows: Sequence[int]) -> Sequence[Any]:
        found, cells = self.store.index(self.target), self._cells.values
        return [found.get(cells[row]) for row in rows]

    def key_changed(self, key: str) -> None:
        """Mark as stale the rows that refer to a key which has come or gone."""
        self.dirty.update(self._rows_of_key.get(key, ()))


class Grouped(Node):
    """A fact about the rows that agree in some cells: all rows with the old and the new key of a stale row are stale."""

    def __init__(self, store: Store, keys: Node, function: Function) -> None:
        super().__init__(store, keys.table, function)
        self._keys, self._rows_of_key = keys, keys.rows_by_value()
        #: The key that each row had when its group was computed last.
        self._known: dict[int, Any] = {}
        self.reads(keys)

    def refresh(self) -> Collection[int]:
        now, stale = self._keys.values, set(self.dirty)
        for key in {key for row in self.dirty for key in (self._known.get(row), now[row])}:
            stale.update(self._rows_of_key.get(key, ()))
        self._known.update((row, now[row]) for row in self.dirty)
        return self.put_all(self.computed(sorted(stale)))
