"""Further searches that a generated program calls: over links, up a reference, among rows that stand side by side."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from unionmodel.model.places import Geography

#: What a generated program calls.
CALLED = (
    "follow",
    "climb",
    "upward",
    "overtaken",
    "in_order",
    "following",
    "above",
)

Way = Mapping[int, Sequence[int]]


def follow(start: int | None, ways: Iterable[Way], beside: int | None) -> set[int]:
    """Return the rows reached from `start` by one link of each way in turn, and `beside`, where these are rows."""
    reached = set() if start is None or start < 0 else {start}
    for way in ways:
        reached = {end for row in reached for end in way.get(row, ())}
    if beside is not None and beside >= 0:
        reached.add(beside)
    return reached


def climb(places: Geography, starts: Iterable[int | None], fits: Sequence[bool | None]) -> list[int | None]:
    """Return for each start the first place up its chain that fits; -1 where none does."""
    found: dict[int | None, int | None] = {None: None}
    answers = []
    for start in starts:
        if start not in found:
            assert start is not None
            chain = () if start < 0 else places.chain(start)
            found[start] = next((place for place in chain if fits[place]), -1)
        answers.append(found[start])
    return answers


def upward(parents: Sequence[int | None], given: Sequence[object], holds: Sequence[bool | None]) -> list[bool | None]:
    """Return for each row whether it or one above it holds; unknown where that hangs on an unknown link or row."""
    answers: list[bool | None] = [None] * len(parents)
    done = [False] * len(parents)
    for start in range(len(parents)):
        path: dict[int, None] = {}
        row: int | None = start
        while row is not None and not done[row] and row not in path:
            path[row] = None
            row = parents[row]
        above: bool | None = answers[row] if row is not None and done[row] else False
        if row is not None and not done[row]:
            # A circle: whoever is in it looks at all of it.
            above = _any(holds[one] for one in _from(path, row))
        for one in reversed(path):
            if holds[one]:
                above = True
            elif above is False and (holds[one] is None or (parents[one] is None and given[one] is not None)):
                above = None
            answers[one], done[one] = above, True
    return answers


def _from(path: Iterable[int], row: int) -> list[int]:
    rows = list(path)
    return rows[rows.index(row) :]


def _any(values: Iterable[bool | None]) -> bool | None:
    unknown = False
    for value in values:
        if value:
            return True
        unknown = unknown or value is None
    return None if unknown else False


def overtaken(
    groups: Sequence[int | None], order: Sequence[int | None], of: Sequence[int | None], among: Sequence[bool | None]
) -> list[bool | None]:
    """Return for each row whether another one of its group has less of `order`, but more of `of`.

    A number in `order` below 0 is known only from below (~number), a blank one not at all.
    """
    closed: dict[int, list[tuple[int, int]]] = {}
    anyhow: dict[int, list[tuple[int, int]]] = {}
    highest: dict[int, list[tuple[int, int]]] = {}
    for row, (group, value, more) in enumerate(zip(groups, order, of, strict=True)):
        if among[row] and group is not None and group >= 0 and more is not None:
            least = 0 if value is None else ~value if value < 0 else value
            anyhow.setdefault(group, []).append((least, more))
            if value is not None and value >= 0:
                closed.setdefault(group, []).append((value, more))
            best = highest.setdefault(group, [])
            best.append((more, row))
            best.sort(reverse=True)
            del best[2:]
    surely, perhaps = ({group: _rising(rows) for group, rows in found.items()} for found in (closed, anyhow))
    answers: list[bool | None] = []
    for row, (group, value, more) in enumerate(zip(groups, order, of, strict=True)):
        if group is None or more is None:
            answers.append(None)
            continue
        least = 0 if value is None else ~value if value < 0 else value
        if _highest_below(surely.get(group), least) > more:
            answers.append(True)
        elif value is None or value < 0:
            # Whoever else has more may have less of `order` than this row turns out to have.
            others = (most for most, other in highest.get(group, ()) if other != row)
            answers.append(None if next(others, -1) > more else False)
        else:
            answers.append(None if _highest_below(perhaps.get(group), least) > more else False)
    return answers


def _rising(rows: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Return the numbers in order, and beside each the highest second number up to it."""
    rows.sort()
    numbers, highest, best = [], [], -1
    for number, more in rows:
        best = max(best, more)
        numbers.append(number)
        highest.append(best)
    return numbers, highest


def _highest_below(rising: tuple[list[int], list[int]] | None, limit: int) -> int:
    if rising is None:
        return -1
    at = bisect_left(rising[0], limit)
    return rising[1][at - 1] if at else -1


def in_order(rows: Mapping[object, list[tuple[date, int]]]) -> None:
    """Sort what follows what; of one day the row that stands last in the file comes first."""
    for several in rows.values():
        several.sort()


def following(later: Sequence[tuple[date, int]] | None, day: date | None) -> int | None:
    """Return the first of the rows that come after `day`; -1 where none does, None where that hangs on the day."""
    if not later:
        return -1
    if day is None:
        return None
    at = bisect_left(later, (day, 1))
    return -later[at][1] if at < len(later) else -1


def above(parents: Sequence[int | None], given: Sequence[object], of: Sequence[int | None]) -> list[bool | None]:
    """Return for each row whether the row `of` stands above it; unknown where the way up breaks off before."""
    return [above_of(row, parents, given, of) for row in range(len(of))]


def above_of(row: int, parents: Sequence[int | None], given: Sequence[object], of: Sequence[int | None]) -> bool | None:
    """Return the same for one row."""
    wanted = of[row]
    if wanted is None:
        return None
    seen: dict[int, None] = {}
    current: int | None = row
    while current is not None and current not in seen and parents[current] != wanted:
        seen[current] = None
        row, current = current, parents[current]
    if current is None:
        return None if given[row] is not None else False
    return parents[current] == wanted
