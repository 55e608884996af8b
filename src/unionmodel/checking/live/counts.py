"""Facts about the rows that point at a row, kept by difference: what a row adds is taken back before it adds anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

from unionmodel.checking.live.nodes import Children, Node
from unionmodel.rules import facts as f

if TYPE_CHECKING:
    from unionmodel.checking.live.network import Network


class Tally:
    """What the rows that count at one row add up to."""

    __slots__ = ("falses", "number", "total", "trues", "unknown", "values")

    def __init__(self) -> None:
        self.number = self.total = self.unknown = self.trues = self.falses = 0
        self.values: Counter[int] | None = None

    def add(self, value: Any, sign: int) -> None:
        """Count a value, or take it back."""
        self.number += sign
        if value is None:
            self.unknown += sign
        elif value is True:
            self.trues += sign
        elif value is False:
            self.falses += sign
        else:
            self.total += sign * value
            if self.values is not None:
                self.values[value] += sign
                if not self.values[value]:
                    del self.values[value]

    def join(self, other: Tally, sign: int) -> None:
        """Count all that another tally counts, or take it back."""
        self.number += sign * other.number
        self.total += sign * other.total
        self.unknown += sign * other.unknown
        self.trues += sign * other.trues
        self.falses += sign * other.falses
        if self.values is not None and other.values is not None:
            for value, times in other.values.items():
                self.values[value] += sign * times
                if not self.values[value]:
                    del self.values[value]


_NOTHING = Tally()
_ANSWERS: dict[str, Callable[[Tally], Any]] = {
    "count": lambda tally: tally.number,
    "total": lambda tally: ~tally.total if tally.unknown else tally.total,
    "any": lambda tally: True if tally.trues else None if tally.unknown else False,
    "every": lambda tally: False if tally.falses else None if tally.unknown else True,
    "most": lambda tally: max(tally.values) if tally.values else None,
}


class Link(Children):
    """Where the links of a step lead from each row that they start at; a change is one of the row that they start at."""

    def __init__(self, network: Network, start: str, child: str, function: Callable[[int], Any]) -> None:
        super().__init__(network, start, child, function)
        self.ends: dict[int, list[int]] = {}
        self._given: dict[int, tuple[int, int]] = {}

    def forget(self) -> None:
        self.ends.clear()
        self._given.clear()

    def grow(self, row: int) -> None:
        self.values.append(None)

    def refresh(self) -> Collection[int]:
        changed: set[int] = set()
        for child, said in self.said():
            old = self._given.pop(child, None)
            if old is not None:
                self.ends[old[0]].remove(old[1])
            if said is not None:
                self._given[child] = said
                self.ends.setdefault(said[0], []).append(said[1])
            if old != said:
                changed.update(pair[0] for pair in (old, said) if pair is not None)
        return changed


class Counted(Children):
    """An aggregate. `function` gives for a row where it counts, a second such row, and what it adds; None if it does not."""

    def __init__(
        self, network: Network, fact: f.Aggregate, function: Callable[[int], Any], ways: Sequence[Link], recorded: Any
    ) -> None:
        super().__init__(network, fact.home, str(fact.by.table), function)
        self._how = fact.how
        self._ways = ways
        #: Whether anything was recorded at all; None where that does not matter.
        self._recorded = recorded
        self._tallies: dict[int, Tally] = {}
        #: Of every row that counts: where, what it adds, and the links that it takes on the way.
        self._given: dict[int, tuple[Collection[int], Any, tuple[tuple[int, int], ...]]] = {}
        self._passing: dict[tuple[int, int], set[int]] = {}
        for number, way in enumerate(ways):
            way.readers.append((self, self._way_changed(number)))

    def _way_changed(self, number: int) -> Callable[[Collection[int]], None]:
        def hear(rows: Collection[int]) -> None:
            for row in rows:
                self.children.update(self._passing.get((number, row), ()))

        return hear

    def forget(self) -> None:
        self._tallies.clear()
        self._given.clear()
        self._passing.clear()

    def refresh(self) -> Collection[int]:
        touched = self.dirty
        for child, said in self.said():
            old, new = self._given.pop(child, None), None if said is None else self._counts(*said)
            if new is not None:
                self._given[child] = new
            if old == new:
                continue
            for given, sign in ((old, -1), (new, 1)):
                if given is not None:
                    touched.update(self._add(child, given, sign))
        known = self._recorded is None or self._recorded(0)
        answer, tallies = _ANSWERS[self._how], self._tallies
        unknown = -1 if self._how in ("count", "total") else None
        return self.put_all(
            [(row, answer(tallies.get(row, _NOTHING)) if known else unknown) for row in touched],
        )

    def _add(
        self, child: int, given: tuple[Collection[int], Any, tuple[tuple[int, int], ...]], sign: int
    ) -> Collection[int]:
        """Count a row, or take it back; return where it counts."""
        for row in given[0]:
            self._tally(self._tallies, row).add(given[1], sign)
        for link in given[2]:
            passing = self._passing.setdefault(link, set())
            (passing.add if sign > 0 else passing.discard)(child)
        return given[0]

    def _tally(self, tallies: dict[int, Tally], row: int) -> Tally:
        tally = tallies.get(row)
        if tally is None:
            tally = tallies[row] = Tally()
            tally.values = Counter() if self._how == "most" else None
        return tally

    def _counts(
        self, start: int | None, beside: int | None, value: Any
    ) -> tuple[Collection[int], Any, tuple[tuple[int, int], ...]]:
        reached = {start} if start is not None and start >= 0 else set()
        links: list[tuple[int, int]] = []
        for number, way in enumerate(self._ways):
            links.extend((number, row) for row in reached)
            reached = {end for row in reached for end in way.ends.get(row, ())}
        if beside is not None and beside >= 0:
            reached.add(beside)
        return reached, value, tuple(links)


class Risen(Counted):
    """An aggregate that counts at every place above, too. What lies in one place is added up, and moves with the place."""

    def __init__(
        self, network: Network, fact: f.Aggregate, function: Callable[[int], Any], ways: Sequence[Link], recorded: Any
    ) -> None:
        super().__init__(network, fact, function, ways, recorded)
        self._here: dict[int, Tally] = {}
        self._chains: dict[int, tuple[int, ...]] = {}
        self._elsewhere: set[int] = set()
        network.shape.readers.append((self, self._elsewhere.update))

    def forget(self) -> None:
        super().forget()
        self._here.clear()
        self._chains.clear()
        self._elsewhere.clear()

    def refresh(self) -> Collection[int]:
        for place in self._elsewhere & self._chains.keys():
            before, after = self._chains[place], self.network.store.geography.chain(place)
            lost, won = set(before) - set(after), set(after) - set(before)
            for above in lost | won:
                self._tally(self._tallies, above).join(self._here[place], 1 if above in won else -1)
            self.dirty |= lost | won
            self._chains[place] = after
        self._elsewhere.clear()
        return super().refresh()

    def _add(
        self, child: int, given: tuple[Collection[int], Any, tuple[tuple[int, int], ...]], sign: int
    ) -> Collection[int]:
        touched: tuple[int, ...] = ()
        for place in given[0]:
            touched = self._chains.get(place, ())
            if not touched:
                touched = self._chains[place] = self.network.store.geography.chain(place)
            self._tally(self._here, place).add(given[1], sign)
            for above in touched:
                self._tally(self._tallies, above).add(given[1], sign)
        return touched


class Found(Children):
    """Whether any row of a table fulfils a condition, or how many do."""

    def __init__(self, network: Network, child: str, function: Callable[[int], Any], how_many: bool) -> None:
        super().__init__(network, None, child, function)
        self._how_many = how_many
        self._holding: set[int] = set()

    def forget(self) -> None:
        self._holding.clear()

    def refresh(self) -> Collection[int]:
        for child, said in self.said():
            (self._holding.add if said else self._holding.discard)(child)
        found = len(self._holding)
        return self.put_all([(0, found if self._how_many else found > 0)])


class Reached(Node):
    """The places that lie above, or are, those that some references and the file name."""

    def __init__(self, network: Network, own: Node, references: Sequence[Node]) -> None:
        super().__init__(network, "places")
        #: How many named places each place is, or lies above.
        self._reached: Counter[int] = Counter()
        #: What each row names, how often each place is named, and what it lay in then.
        self._given: dict[tuple[int, int], int] = {}
        self._named: Counter[int] = Counter()
        self._chains: dict[int, tuple[int, ...]] = {}
        self._elsewhere: set[int] = set()
        self._own = own
        self._news: dict[Node, set[int]] = {node: set() for node in (own, *references)}
        for node in (own, *references):
            self.reads(node, hear=self._news[node].update)
        for node in references:
            self.reads(network.alive(str(node.table)), hear=self._news[node].update)

    def moved(self, rows: Collection[int]) -> None:
        """Hear that places lie elsewhere."""
        self._elsewhere.update(rows)

    def start(self) -> None:
        for kept in (self._reached, self._given, self._named, self._chains, self._elsewhere):
            kept.clear()
        for node, news in self._news.items():
            news.update(range(len(node.values)))
        super().start()

    def refresh(self) -> Collection[int]:
        for moved in self._elsewhere & self._chains.keys():
            self._follow(moved, ())
            self._follow(moved, self.network.store.geography.chain(moved))
        self._elsewhere.clear()
        for node, news in self._news.items():
            alive = None if node is self._own else self.network.store.alive[str(node.table)]
            for row in news:
                place = (row if node.values[row] else None) if alive is None else node.values[row]
                self._name((node.index, row), place if alive is None or alive[row] else None)
            news.clear()
        return self.put_all([(row, self._reached[row] > 0) for row in self.dirty])

    def _name(self, who: tuple[int, int], place: int | None) -> None:
        """Let a row name a place in place of the one that it named."""
        old = self._given.pop(who, None)
        if place is not None:
            self._given[who] = place
        if old != place:
            moves: tuple[tuple[int | None, int], ...] = ((old, -1), (place, 1))
            for spot, step in moves:
                if spot is not None:
                    self._named[spot] += step
                    named = self._named[spot] > 0
                    if named != (spot in self._chains):
                        self._follow(spot, self.network.store.geography.chain(spot) if named else ())

    def _follow(self, place: int, chain: tuple[int, ...]) -> None:
        """Count a named place at all places of its chain, and no more at those of the one that it had."""
        for old, sign in ((self._chains.pop(place, ()), -1), (chain, 1)):
            for above in old:
                self._reached[above] += sign
            self.dirty.update(old)
        if chain:
            self._chains[place] = chain
