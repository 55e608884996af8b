"""Outcomes of a rule for a subject, and what a plain rule looks like."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import attrs

from benchmarks.peers.day import Day, Truth

Outcome = str

HELD, BROKEN, CANNOT_TELL, NOT_APPLICABLE = OUTCOMES = ("held", "broken", "cannot_tell", "not_applicable")


def judge(when: Truth, require: Truth) -> Outcome:
    """Return the outcome of a rule for a record that it applies to (`when`) and that does what it asks (`require`)."""
    if when is False:
        return NOT_APPLICABLE
    if require is True:
        return HELD
    return BROKEN if when and require is False else CANNOT_TELL


@attrs.frozen
class RowRule:
    """A rule over the rows of a table, from a day on; of unions those that stand, of employers those that are open."""

    code: str
    table: str
    asks: Callable[[Day, Any], Outcome]
    starts: date = date.min
    #: Whether it is also asked of unions that do not stand and of employers that are not open.
    of_all: bool = False

    def applies_to(self, day: Day, row: Any) -> bool:
        """Return whether a row is judged at all on the day."""
        if self.of_all or self.table not in ("unions", "employers"):
            return True
        return row.id in day.standing_ids if self.table == "unions" else day.is_open(row)


@attrs.frozen
class WideRule:
    """A rule over subjects that are no rows of the file, from a day on: it names them."""

    code: str
    table: str
    asks: Callable[[Day], Iterable[tuple[str, Outcome]]]
    starts: date = date.min
