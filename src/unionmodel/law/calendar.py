"""Days that rules count with: months and years by the calendar, years that are over, phases of a campaign."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import attrs
from dateutil.relativedelta import relativedelta

from unionmodel.errors import PackError
from unionmodel.language import Text


def add_months(day: date, months: int) -> date:
    """Return the same day of the month, `months` later; the last day of that month where it is shorter.

    The result never leaves the calendar of Python (years 1 to 9999): it stops at the first and the last day there.

    >>> add_months(date(2022, 11, 30), 3)
    datetime.date(2023, 2, 28)
    >>> add_months(date(2023, 11, 30), 3)
    datetime.date(2024, 2, 29)
    """
    # Counted in whole years and months first: relativedelta refuses what lies outside the calendar.
    year = (day.year * 12 + day.month - 1 + months) // 12
    if year > date.max.year:
        return date.max
    if year < date.min.year:
        return date.min
    return day + relativedelta(months=months)


def add_years(day: date, years: int) -> date:
    """Return the same day of the year, `years` later; 28 February for 29 February where there is none.

    >>> add_years(date(2020, 2, 29), 1)
    datetime.date(2021, 2, 28)
    >>> add_years(date(2020, 2, 29), 4)
    datetime.date(2024, 2, 29)
    """
    return add_months(day, 12 * years)


def last_completed_year(on: date) -> int:
    """Return the last year that is over on a day: its own on 31 December, else the year before.

    >>> last_completed_year(date(2022, 12, 31)), last_completed_year(date(2022, 12, 30))
    (2022, 2021)
    """
    return on.year if (on.month, on.day) == (12, 31) else on.year - 1


@attrs.frozen
class Phase:
    """A named stretch of days, from `start` to `end`, both included.

    >>> summer = Phase("summer", Text(zh="夏季", en="summer"), date(2022, 6, 1), date(2022, 8, 31))
    >>> summer.holds(date(2022, 8, 31)), summer.holds(date(2022, 9, 1))
    (True, False)
    """

    name: str
    label: Text
    start: date
    end: date

    def __attrs_post_init__(self) -> None:
        if self.end < self.start:
            raise PackError(
                Text(zh=f"阶段 {self.name} 的止日早于起日", en=f"the phase {self.name} ends before it starts")
            )

    def holds(self, day: date) -> bool:
        """Whether `day` lies in the phase."""
        return self.start <= day <= self.end


def phases_on(phases: Iterable[Phase], day: date) -> tuple[Phase, ...]:
    """Return the phases that `day` lies in, in their order: none, one, or several where phases overlap."""
    return tuple(phase for phase in phases if phase.holds(day))
