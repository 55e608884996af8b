"""Workers and members under unknown counts: exact intervals, and what can be told of a target from them.

A blank number of members means any number from 0 to the workers of the row; a blank number of workers means any
number that is 0 or more and not below the members. A verdict is given only where every way of filling the blanks
agrees. Everything is compared in whole numbers: members × 100 against workers × percent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from operator import neg

import attrs

from unionmodel.answers import Part
from unionmodel.language import Text
from unionmodel.model.vocabulary import Vocabulary


class Verdict(Vocabulary):
    """What can be said of a target: reached, not reached, impossible to tell, or nobody to count."""

    REACHED = "reached", "达到"
    NOT_REACHED = "not_reached", "未达到"
    CANNOT_TELL = "cannot_tell", "无法判断"
    NO_WORKERS = "no_workers", "没有人数"


@attrs.frozen
class Interval(Part):
    """The whole numbers that a count may be: from `low` to `high`, both included; None is without a bound.

    >>> Interval(0, 40).contains(40), Interval(5, None).contains(4)
    (True, False)
    """

    low: int | None
    high: int | None

    @property
    def exact(self) -> int | None:
        """The number, where there is only one."""
        return self.low if self.low == self.high else None

    def contains(self, number: int) -> bool:
        """Return whether the count may be `number`."""
        return (self.low is None or self.low <= number) and (self.high is None or number <= self.high)

    def __add__(self, other: Interval) -> Interval:
        return Interval(known_sum(self.low, other.low), known_sum(self.high, other.high))

    def __sub__(self, other: Interval) -> Interval:
        turned = other.each(neg)
        return self + Interval(turned.high, turned.low)

    def each(self, change: Callable[[int], int]) -> Interval:
        """Return the interval with both bounds changed, where there are any."""
        return Interval(*(None if bound is None else change(bound) for bound in (self.low, self.high)))

    def over(self, months: int) -> Interval:
        """Return the interval divided by a number of months, rounded up: people are whole.

        >>> Interval(7, 10).over(3)
        Interval(low=3, high=4)
        """
        return self.each(lambda bound: -(-bound // months))

    @property
    def text(self) -> Text:
        """The interval as readers write it.

        >>> [Interval(*bounds).text.en for bounds in ((3, 3), (0, 9), (5, None), (None, 5), (0, None))]
        ['3', '0-9', '>=5', '<=5', '?']
        """
        if self.exact is not None:
            return Text(zh=str(self.exact), en=str(self.exact))
        if self.high is None:
            return Text(zh=f"至少{self.low}", en=f">={self.low}") if self.low else Text(zh="不明", en="?")
        if self.low is None:
            return Text(zh=f"至多{self.high}", en=f"<={self.high}")
        return Text(zh=f"{self.low}-{self.high}", en=f"{self.low}-{self.high}")


NOTHING_KNOWN = Interval(0, None)


def members_of(workers: int | None, members: int | None) -> Interval:
    """Return how many members a row may have: as written, else from 0 to its workers.

    >>> members_of(40, None)
    Interval(low=0, high=40)
    """
    return Interval(0, workers) if members is None else Interval(members, members)


@attrs.frozen
class Tally:
    """Head counts added up so that their intervals stay exact: by which of the two numbers each row has.

    `workers` and `members` are the sums over rows with both, `open_workers` over rows without members, `open_members`
    over rows without workers (`without_workers` of them); `without_both` rows have neither. `rows` is how many there
    are in all.
    """

    rows: int = 0
    known_workers: int = 0
    known_members: int = 0
    open_workers: int = 0
    open_members: int = 0
    without_workers: int = 0
    without_both: int = 0

    @classmethod
    def of(cls, counts: Iterable[tuple[int | None, int | None]]) -> Tally:
        """Return the tally of rows of workers and members, None where blank.

        >>> Tally.of([(40, 30), (10, None)]).members
        Interval(low=30, high=40)
        """
        rows = list(counts)
        both = [(workers, members) for workers, members in rows if workers is not None and members is not None]
        without = [members for workers, members in rows if workers is None and members is not None]
        return cls(
            rows=len(rows),
            known_workers=sum(workers for workers, _ in both),
            known_members=sum(members for _, members in both),
            open_workers=sum(workers for workers, members in rows if workers is not None and members is None),
            open_members=sum(without),
            without_workers=len(without),
            without_both=sum(workers is None and members is None for workers, members in rows),
        )

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(mine + theirs for mine, theirs in zip(attrs.astuple(self), attrs.astuple(other), strict=True)))

    @property
    def workers(self) -> Interval:
        """How many workers there may be."""
        least = self.known_workers + self.open_workers + self.open_members
        return Interval(least, None if self.without_workers or self.without_both else least)

    @property
    def members(self) -> Interval:
        """How many members there may be."""
        least = self.known_members + self.open_members
        return Interval(least, None if self.without_both else least + self.open_workers)

    @property
    def rate(self) -> tuple[Fraction, Fraction] | None:
        """The least and the greatest share that members may be of workers; None where there are surely no workers.

        Where workers are unknown the share may come as near to 0 as one likes; 0 is given then.
        """
        if self.workers.high == 0:
            return None
        unbounded = self.without_workers or self.without_both
        low = Fraction(0) if unbounded else Fraction(self.known_members, self.known_workers + self.open_workers)
        most = self.known_members + self.open_workers + self.open_members
        among = self.known_workers + self.open_workers + self.open_members
        high = Fraction(most, among) if among else Fraction(0)
        return low, max(high, Fraction(1)) if self.without_both else high

    def slack(self, share: int) -> Interval:
        """Return the bounds of members × 100 - workers × `share` (percent, 1 to 100): 0 or more reaches the share."""
        known = 100 * self.known_members - share * self.known_workers
        unbounded = self.without_workers or self.without_both
        low = None if unbounded else known - share * self.open_workers
        high = known + (100 - share) * (self.open_workers + self.open_members)
        return Interval(low, None if self.without_both and share < 100 else high)

    def verdict(self, share: int) -> Verdict:
        """Return whether the rate reaches `share` percent.

        >>> Tally.of([(10, 8)]).verdict(80), Tally.of([(10, 7), (1, None)]).verdict(80)
        (<Verdict.REACHED: 'reached'>, <Verdict.NOT_REACHED: 'not_reached'>)
        """
        if self.workers.high == 0:
            return Verdict.NO_WORKERS
        return count_verdict(self.slack(share), 0)

    def needed(self, share: int) -> Interval:
        """Return how many more members reach `share` percent of the workers as they are now."""
        # The slack is in hundredths of a person, and people are whole.
        return count_needed(self.slack(share).each(lambda bound: bound // 100), 0)


def count_verdict(count: Interval, goal: int) -> Verdict:
    """Return whether a count reaches `goal`.

    >>> count_verdict(Interval(0, 40), 50)
    <Verdict.NOT_REACHED: 'not_reached'>
    """
    if count.low is not None and count.low >= goal:
        return Verdict.REACHED
    if count.high is not None and count.high < goal:
        return Verdict.NOT_REACHED
    return Verdict.CANNOT_TELL


def count_needed(count: Interval, goal: int) -> Interval:
    """Return how many more reach `goal`.

    >>> count_needed(Interval(10, 40), 50)
    Interval(low=10, high=40)
    """
    least = 0 if count.high is None else max(0, goal - count.high)
    return Interval(least, None if count.low is None else max(0, goal - count.low))


def known_sum(one: int | None, other: int | None) -> int | None:
    """Return the sum of two numbers; None where one of them is not known."""
    return None if one is None or other is None else one + other
