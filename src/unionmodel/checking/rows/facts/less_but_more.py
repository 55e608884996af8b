"""Whether another row of a group has less of one number, but more of another, by rows."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from unionmodel.checking.rows.program import Program
from unionmodel.rules.facts import LessButMore


def write(program: Program, fact: LessButMore, name: str) -> None:
    arrays = ", ".join(program.array(tree) for tree in (fact.by, fact.order, fact.of, fact.where))
    program.add(f"{name} = {program.called(less_but_more)}({arrays})")


def less_but_more(
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
            # This row's `order` has no upper bound: any other row with more of `of` might have a smaller `order`.
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
