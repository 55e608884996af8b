"""What is counted in a campaign: the head counts of a day by area and group, what has come since, and where it leads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from fractions import Fraction

import attrs

from unionmodel.answers import Part
from unionmodel.checking.checking import bind
from unionmodel.checking.rows import engine as rows
from unionmodel.law.calendar import add_months
from unionmodel.model.structure import Structure
from unionmodel.organise.campaign.areas import Areas
from unionmodel.organise.campaign.intervals import NOTHING_KNOWN, Interval, Tally, Verdict, members_of
from unionmodel.rules.pack import Pack
from unionmodel.rules.shared import COUNT_PLACE, COUNTING_SURVEY, OPEN

#: Whose head count it is: employer or place, and group.
Series = tuple[str | None, str | None, str | None]
_NONE = Interval(0, 0)


def months_until(on: date, due_on: date) -> int:
    """Return how many months are left until a day; a month that has begun counts in full, none are left on the day.

    >>> months_until(date(2022, 11, 30), date(2022, 12, 31)), months_until(date(2022, 10, 31), date(2022, 11, 30))
    (2, 1)
    """
    months = max(0, (due_on.year - on.year) * 12 + due_on.month - on.month)
    while months and add_months(on, months - 1) >= due_on:
        months -= 1
    return months + 1 if add_months(on, months) < due_on else months


class Counts:
    """The head counts that count on a day, by area and group, as row numbers.

    `unplaced` is how many of them no area can be given, because place or group is unknown. `uncounted` is how many open
    employers each area has without any head count.
    """

    def __init__(self, structure: Structure, packs: Sequence[Pack], on: date, areas: Areas) -> None:
        self.on = on
        self.rows: dict[tuple[int, str], list[int]] = {}
        self.series: dict[Series, int] = {}
        self.unplaced = 0
        self._columns = structure.columns("headcounts")
        values = rows.compute(structure, (COUNTING_SURVEY, COUNT_PLACE, OPEN), bind(packs, on))
        for row, group in enumerate(self._columns["group"]):
            if not values.leaf(COUNTING_SURVEY, row):
                continue
            place = values.leaf(COUNT_PLACE, row)
            self.series[self.key(row)] = row
            if place is None or place < 0 or group is None:
                self.unplaced += 1
                continue
            for area in areas.of(place):
                self.rows.setdefault((area, group), []).append(row)
        counted = {employer for employer, _, _ in self.series}
        employers = structure.columns("employers")
        self.uncounted = [0] * len(areas.all)
        for row, (employer, code) in enumerate(zip(employers["id"], employers["place"], strict=True)):
            if employer not in counted and values.leaf(OPEN, row):
                for area in areas.of_code(code):
                    self.uncounted[area] += 1

    def key(self, row: int) -> Series:
        """Return whose head count a row is."""
        return self._columns["employer"][row], self._columns["place"][row], self._columns["group"][row]

    def of(self, area: int, groups: Iterable[str]) -> list[int]:
        """Return the rows of an area and of some groups."""
        return [row for group in groups for row in self.rows.get((area, group), ())]

    def tally(self, area: int, groups: Iterable[str]) -> Tally:
        """Return workers and members of an area and of some groups."""
        return Tally.of(self._counted(row) for row in self.of(area, groups))

    def blanks(self, area: int, groups: Iterable[str]) -> list[int]:
        """Return the rows of an area and of some groups that lack workers or members."""
        return [row for row in self.of(area, groups) if None in self._counted(row)]

    def _counted(self, row: int) -> tuple[int | None, int | None]:
        return self._columns["workers"][row], self._columns["members"][row]


class Growth:
    """How many more members there are than at the end of an earlier day, as exact intervals.

    What an employer or place had then is its latest dated count of that day; unknown where there is none, 0 where the
    employer opened later. An employer that has closed since takes its members along.
    """

    def __init__(self, structure: Structure, now: Counts, before: Counts) -> None:
        self._columns = structure.columns("headcounts")
        self._now, self._before = now, before
        employers = structure.columns("employers")
        self._opened = dict(zip(employers["id"], employers["opened_on"], strict=True))

    def of(self, area: int, groups: Sequence[str]) -> Interval:
        """Return the growth of an area and of some groups."""
        total = _NONE
        for row in self._now.of(area, groups):
            earlier = self._before.series.get(self._now.key(row))
            if earlier != row or self._columns["as_of"][row] is None:
                total = total + (self._members(row) - self._start(self._now.key(row)))
        for row in self._gone(area, groups):
            total = total - self._start(self._before.key(row))
        return total

    def start(self, area: int, groups: Sequence[str]) -> Interval:
        """Return how many members there were at the beginning."""
        keys = [self._now.key(row) for row in self._now.of(area, groups)]
        keys += [self._before.key(row) for row in self._gone(area, groups)]
        return sum(map(self._start, keys), _NONE)

    def without_start(self, area: int, groups: Sequence[str]) -> list[int]:
        """Return the rows of which it is unknown how many members they began with."""
        rows = self._now.of(area, groups)
        return [row for row in rows if self._start(self._now.key(row)).exact is None]

    def _gone(self, area: int, groups: Sequence[str]) -> list[int]:
        return [row for row in self._before.of(area, groups) if self._before.key(row) not in self._now.series]

    def _members(self, row: int) -> Interval:
        return members_of(self._columns["workers"][row], self._columns["members"][row])

    def _start(self, key: Series) -> Interval:
        row = self._before.series.get(key)
        if row is not None and self._columns["as_of"][row] is not None:
            return self._members(row)
        opened = self._opened.get(key[0])
        return _NONE if row is None and opened is not None and opened > self._before.on else NOTHING_KNOWN


@attrs.frozen
class Line:
    """A head count with two dated numbers of members: the first one and the one that counts now."""

    first_on: date
    first: int
    last_on: date
    last: int
    workers: int | None

    def at(self, day: date) -> Fraction:
        """Return the members on a day by the straight line through both, kept between 0 and the workers."""
        grown = Fraction((self.last - self.first) * (day - self.last_on).days, (self.last_on - self.first_on).days)
        if self.workers is None:
            return max(Fraction(0), self.last + grown)
        return max(Fraction(0), min(self.last + grown, Fraction(max(self.workers, self.last))))


@attrs.frozen
class Projection(Part):
    """Where dated head counts lead by the due day, if members go on as from the first to the last dated count.

    Only `matched` of `head_counts` have an earlier dated number; their members went from `first` (on `first_on`) to
    `last` (on `last_on`), each by its own straight line, and would be `matched_at_due`, never more than their workers.
    The other head counts may have any number of members by then, from 0 to their workers: `tally` is all of them,
    `matched_tally` the matched ones alone. `members` is the interval for all, `verdict` what it tells of the target,
    `matched_verdict` what the matched ones would reach among themselves (rates only).
    """

    KEYS = (
        "matched", "head_counts", "first_on", "last_on", "first", "last", "matched_at_due", "members", "verdict",
        "matched_verdict",
    )  # fmt: skip

    matched: int
    head_counts: int
    first_on: date
    last_on: date
    first: int
    last: int
    tally: Tally
    matched_tally: Tally
    verdict: Verdict | None = None
    matched_verdict: Verdict | None = None

    @property
    def matched_at_due(self) -> int:
        """How many members the matched head counts would have."""
        return self.matched_tally.members.low or 0

    @property
    def members(self) -> Interval:
        """How many members all of them may have."""
        return self.tally.members


class Lines:
    """The dated survey counts of every employer and place, to be carried on as straight lines."""

    def __init__(self, structure: Structure, counts: Counts) -> None:
        self._counts = counts
        self._columns = structure.columns("headcounts")
        columns = self._columns
        self._first: dict[Series, int] = {}
        for row, (source, as_of) in enumerate(zip(columns["source"], columns["as_of"], strict=True)):
            if source != "survey" or as_of is None or as_of > counts.on or columns["members"][row] is None:
                continue
            key = counts.key(row)
            earlier = self._first.get(key)
            # Of two counts of one day the later row counts.
            if earlier is None or as_of <= columns["as_of"][earlier]:
                self._first[key] = row

    def course(self, area: int, groups: Iterable[str], due_on: date) -> Projection | None:
        """Return where an area and some groups are going, None where nothing was counted twice."""
        workers = self._columns["workers"]
        lines: list[Line] = []
        others: list[tuple[int | None, int | None]] = []
        for row in self._counts.of(area, groups):
            line = self._line(row)
            if line is None:
                others.append((workers[row], None))
            else:
                lines.append(line)
        if not lines:
            return None
        matched = _carried_on(lines, due_on)
        return Projection(
            matched=len(lines),
            head_counts=len(lines) + len(others),
            first_on=min(line.first_on for line in lines),
            last_on=max(line.last_on for line in lines),
            first=sum(line.first for line in lines),
            last=sum(line.last for line in lines),
            tally=matched + Tally.of(others),
            matched_tally=matched,
        )

    def _line(self, row: int) -> Line | None:
        first = self._first.get(self._counts.key(row))
        as_of, members = self._columns["as_of"], self._columns["members"]
        if first is None or as_of[row] is None or members[row] is None or as_of[first] >= as_of[row]:
            return None
        return Line(as_of[first], members[first], as_of[row], members[row], self._columns["workers"][row])


def _carried_on(lines: Sequence[Line], due_on: date) -> Tally:
    """Return the lines on the due day as one tally; members are rounded down once, not line by line."""
    among = [line for line in lines if line.workers is not None]
    without = [line for line in lines if line.workers is None]
    return Tally(
        rows=len(lines),
        known_workers=sum(line.workers or 0 for line in among),
        known_members=int(sum((line.at(due_on) for line in among), Fraction(0))),
        open_members=int(sum((line.at(due_on) for line in without), Fraction(0))),
        without_workers=len(without),
    )
