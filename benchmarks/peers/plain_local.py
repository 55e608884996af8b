"""OVL201 and what single jurisdictions have otherwise: Beijing, Shanghai, Chongqing, Henan.

Where the catalogue leaves a choice, this reading takes:

- A place lies in a jurisdiction if its own code, or that of a place it lies in, begins as that of the jurisdiction does.
  Its numbers are looked at where a union, an employer, a head count or a place of the file lies there, or if they are
  asked for.
- A number of a jurisdiction holds from the day of the text that was read; before, the national one does. Where some
  jurisdiction has a number of its own on the day, it is not known which one holds at a place that is not known.
- OVL201: asked of open employers past the last day of the months; a union of its own or joint is enough.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from benchmarks.peers.day import Day, Truth, both, months_later
from benchmarks.peers.outcomes import NOT_APPLICABLE, Outcome, RowRule, judge

BEIJING, SHANGHAI, CHONGQING, HENAN = JURISDICTIONS = ("11", "31", "50", "41")
STARTS = {
    BEIJING: date(2015, 11, 27),
    SHANGHAI: date(2021, 1, 1),
    CHONGQING: date(2011, 11, 25),
    HENAN: date(2004, 9, 25),
}
WOMEN_FROM = {BEIJING: 25, SHANGHAI: 25, CHONGQING: 10, HENAN: 10}
WOMEN_COUNTED = {BEIJING: "workers"}
LEGAL_REPRESENTATIVE = {BEIJING: "banned", HENAN: "banned"}
OFFICES_CLOSED = {HENAN: "every office"}
VACANCY_MONTHS = {CHONGQING: 3, HENAN: 3}
DEADLINES = {BEIJING: 6, SHANGHAI: 6, CHONGQING: 12, HENAN: 12}
#: Where a breach of TUL603 and CTU605 is an error.
FULL_TIME_STAFF = CHONGQING


class Here:
    """Which number holds where, on a day."""

    def __init__(self, day: Day, jurisdictions: Collection[str] | None) -> None:
        self.day = day
        self.touched: Collection[str | None] = jurisdictions if jurisdictions is not None else self._touched()

    def _touched(self) -> set[str | None]:
        day = self.day
        tables = (day.unions.values(), day.employers.values(), day.records.headcounts)
        places = [row.place for rows in tables for row in rows] + [row.code for row in day.records.places]
        return {self.jurisdiction(place) for place in places if day.land.knows(place)}

    def jurisdiction(self, place: str) -> str | None:
        """Return the jurisdiction that a known place lies in, of those that have regulations of their own."""
        for code in self.day.land.chain(place):
            for prefix in JURISDICTIONS:
                if code.startswith(prefix):
                    return prefix
        return None

    def value(self, place: str | None, national: Any, others: Mapping[str, Any]) -> Any:
        """Return what holds at a place: `national`, or what its jurisdiction has in `others`; None where unknown."""
        here = {
            prefix: value
            for prefix, value in others.items()
            if prefix in self.touched and STARTS[prefix] <= self.day.on
        }
        if not here:
            return national
        if place is None or not self.day.land.knows(place):
            return None
        return here.get(self.jurisdiction(place) or "", national)


def unionised_within(here: Here, employer: Any) -> Outcome:
    """OVL201: an employer has a union some months after it opened."""
    day = here.day
    if employer.opened_on is None:
        return NOT_APPLICABLE
    months = here.value(employer.place, 0, DEADLINES)
    past: Truth = None
    if months is not None:
        past = months > 0 and day.on > months_later(employer.opened_on, months)
    return judge(both(past), day.is_organised(employer.id))


def rules_of(here: Here) -> tuple[RowRule, ...]:
    """Return the rules of this module."""
    return (RowRule("OVL201", "employers", lambda _, employer: unionised_within(here, employer), STARTS[HENAN]),)


CODES = ("OVL201",)
