"""Facts about rows of one table that agree in some cells: a change concerns the rows it agreed and agrees with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from unionmodel.checking.live.nodes import Children, Node
from unionmodel.checking.rows.facts.less_but_more import less_but_more
from unionmodel.checking.rows.facts.peers import following

if TYPE_CHECKING:
    from unionmodel.checking.live.network import Network

#: What a row says of itself: whether it counts, and by what it is ordered or compared.
Said = tuple[Any, ...]
#: A row and what it says.
Member = tuple[int, Said]


def alike(group: Sequence[Member]) -> Iterable[Any]:
    """Return for each row how many rows count."""
    count = sum(bool(said[0]) for _, said in group)
    return [count] * len(group)


def twin(group: Sequence[Member]) -> Iterable[Any]:
    """Return for each row the last one that counts."""
    last = next((row for row, said in reversed(group) if said[0]), -1)
    return [last] * len(group)


def latest(group: Sequence[Member]) -> Iterable[Any]:
    """Return for each row whether it is the last by date, then in the file, of those that count."""
    counting = [(said[1] or date.min, number) for number, (_, said) in enumerate(group) if said[0]]
    best = max(counting)[1] if counting else -1
    return [number == best for number in range(len(group))]


def next_one(group: Sequence[Member]) -> Iterable[Any]:
    """Return for each row the first of those that count after its day."""
    later = sorted((said[1], -number) for number, (_, said) in enumerate(group) if said[0] and said[1] is not None)
    found = [following(later, said[1]) for _, said in group]
    return [number if number is None or number < 0 else group[number][0] for number in found]


def overtakes(group: Sequence[Member]) -> Iterable[Any]:
    """Return for each row whether another one has less of one number, but more of another."""
    among, by, order, of = zip(*(said for _, said in group), strict=True)
    return less_but_more(by, order, of, among)


class Grouped(Children):
    """A fact that is the same question for all rows with one key. `function` gives (key, what the row says)."""

    def __init__(
        self,
        network: Network,
        table: str,
        function: Callable[[int], Any],
        answers: Callable[[Sequence[Member]], Iterable[Any]],
    ) -> None:
        super().__init__(network, table, table, function)
        self._answers = answers
        self._given: dict[int, tuple[Any, Said]] = {}
        self._groups: dict[Any, dict[int, Said]] = {}

    def forget(self) -> None:
        self._given.clear()
        self._groups.clear()

    def refresh(self) -> Collection[int]:
        keys: dict[Any, None] = {}
        for child, new in self.said():
            old = self._given.pop(child, None)
            if old is not None:
                del self._groups[old[0]][child]
                keys[old[0]] = None
            if new is not None:
                self._given[child] = new
                self._groups.setdefault(new[0], {})[child] = new[1]
                keys[new[0]] = None
        changed: list[int] = []
        for key in keys:
            group = self._groups[key]
            label = self.network.store.label[self.child]
            members = sorted(group.items(), key=lambda member: label[member[0]])
            if members:
                answers = self._answers(members)
                changed += self.put_all((row, answer) for (row, _), answer in zip(members, answers, strict=True))
            else:
                del self._groups[key]
        return changed


class Matching(Children):
    """Whether a row of another table agrees cell by cell. `own` gives the key of a row, None where a cell is blank."""

    def __init__(self, network: Network, own: Node, child: str, function: Callable[[int], Any]) -> None:
        super().__init__(network, own.table, child, function)
        self._own = own
        self._rows = own.pointed()
        self._given: dict[int, Any] = {}
        self._pairs: Counter[Any] = Counter()
        self.reads(own)

    def forget(self) -> None:
        self._given.clear()
        self._pairs.clear()

    def refresh(self) -> Collection[int]:
        for child, key in self.said():
            for one, sign in ((self._given.pop(child, None), -1), (key, 1)):
                if one is not None:
                    self._pairs[one] += sign
                    self.dirty.update(self._rows.get(one, ()))
            if key is not None:
                self._given[child] = key
        keys = self._own.values
        return self.put_all([(row, None if keys[row] is None else self._pairs[keys[row]] > 0) for row in self.dirty])
