"""Aggregates, kept by difference: what a row added is subtracted before its new value is added."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from functools import partial
from typing import Any, Final

import attrs

from unionmodel.checking.live.nodes import Node, OnChange
from unionmodel.checking.live.store import Store

#: How often each value counts; of a total, the sum of the values stands under "known" instead.
Tally = Counter[Any]
_ANSWERS: Final[dict[str, Callable[[Tally], Any]]] = {
    "count": lambda tally: tally[1],
    "total": lambda tally: ~tally["known"] if tally[None] else tally["known"],
    "any": lambda tally: True if tally[True] else None if tally[None] else False,
    "every": lambda tally: False if tally[False] else None if tally[None] else True,
    "most": lambda tally: max((value for value, times in tally.items() if times and value is not None), default=None),
}


class Links(Node):
    """For each row, the rows that links lead to from it. A change of a link is a change of the row that it starts at.

    The values of `links` are (start, end), with whatever else matters to those who follow the link.
    """

    def __init__(self, store: Store, table: str, links: Node) -> None:
        super().__init__(store, table, lambda rows: [None] * len(rows))
        self._links, self._given = links, dict[int, tuple[int, int]]()
        self._changed: set[int] = set()
        self.ends: dict[int, list[int]] = defaultdict(list)
        self.reads(links, on_change=self._changed.update)

    def start(self) -> None:
        self.grow(len(self.store.alive[self.table]) - 1)
        self._changed.update(range(len(self._links.values)))
        self.refresh()

    def refresh(self) -> Collection[int]:
        starts: set[int] = set()
        for number in self._changed:
            if (old := self._given.pop(number, None)) is not None:
                self.ends[old[0]].remove(old[1])
                starts.add(old[0])
            start, end, *_ = self._links.values[number] or (None, None)
            if start is not None and end is not None and start >= 0 and end >= 0:
                self._given[number] = start, end
                self.ends[start].append(end)
                starts.add(start)
        self._changed.clear()
        return starts


@attrs.frozen
class Counting:
    """Where a row counts, what it adds there, and the links (step, start) that lead there."""

    at: Collection[int]
    value: Any
    passes: tuple[tuple[int, int], ...] = ()


class Counted(Node):
    """An aggregate over the rows of another table.

    The values of `source` are (where the row counts, a second such row, what it adds), None for a row that does not
    count. With `upward`, a row counts at every place above too. With `steps`, it counts where these lead to from the
    first row. `recorded` is a value for the whole structure: where it is false, no answer is known.
    """

    def __init__(
        self, store: Store, table: str, how: str, source: Node, *,
        upward: bool = False, steps: Sequence[Links] = (), recorded: Node | None = None,
    ) -> None:  # fmt: skip
        super().__init__(store, table, self._answers)
        self._how, self._source, self._upward, self._steps, self._recorded = how, source, upward, steps, recorded
        self._tallies: dict[int, Tally] = defaultdict(Counter)
        self._given: dict[int, Counting] = {}
        self._changed: set[int] = set()
        self._passing: dict[tuple[int, int], set[int]] = defaultdict(set)
        self.reads(source, on_change=self._changed.update)
        for number, step in enumerate(steps):
            self.reads(step, on_change=partial(self._step_changed, number))
        if recorded is not None:
            self.reads(recorded)

    def moved(self, by: Node) -> OnChange:
        """Return what counts again the rows that lie, by `by`, in places which lie elsewhere now."""
        rows_by_value = by.rows_by_value()

        def on_change(places: Collection[int]) -> None:
            for place in places:
                self._changed.update(rows_by_value.get(place, ()))

        return on_change

    def _step_changed(self, step: int, starts: Collection[int]) -> None:
        for start in starts:
            self._changed.update(self._passing.get((step, start), ()))

    def start(self) -> None:
        self._changed.update(range(len(self._source.values)))
        super().start()

    def refresh(self) -> Collection[int]:
        given = self._given
        for row in self._changed:
            old, said = given.pop(row, None), self._source.values[row]
            new = None if said is None else self._counting(*said)
            if new is not None:
                given[row] = new
            if old != new:
                self._add(row, old, -1)
                self._add(row, new, 1)
        self._changed.clear()
        return super().refresh()

    def _add(self, row: int, counting: Counting | None, sign: int) -> None:
        """Count a row, or take it back."""
        if counting is None:
            return
        total = self._how == "total" and counting.value is not None
        for at in counting.at:
            if total:
                self._tallies[at]["known"] += sign * counting.value
            else:
                self._tallies[at][counting.value] += sign
        self.dirty.update(counting.at)
        for link in counting.passes:
            (self._passing[link].add if sign > 0 else self._passing[link].discard)(row)

    def _counting(self, first: int | None, second: int | None, added: Any) -> Counting:
        value = 1 if self._how == "count" else added
        reached = set() if first is None or first < 0 else {first}
        if self._upward:
            return Counting(self.store.geography.chain(*reached) if reached else (), value)
        passes: list[tuple[int, int]] = []
        for number, step in enumerate(self._steps):
            passes += [(number, row) for row in reached]
            reached = {end for row in reached for end in step.ends.get(row, ())}
        if second is not None and second >= 0:
            reached.add(second)
        return Counting(reached, value, tuple(passes))

    def _answers(self, rows: Sequence[int]) -> Sequence[Any]:
        if self._recorded is not None and not self._recorded.values[0]:
            return [-1 if self._how in ("count", "total") else None] * len(rows)
        answer, tallies = _ANSWERS[self._how], self._tallies
        nothing = answer(Tally())
        return [answer(tallies[row]) if row in tallies else nothing for row in rows]
