"""The rows of coverage: who takes the workers of one head count."""

from __future__ import annotations

import attrs

from unionmodel.answers import Part
from unionmodel.language import Text
from unionmodel.organise.coverage.reasons import Reasons, WhyNot


@attrs.frozen
class CoverageRow(Part):
    """Who takes the workers of one head count: the tier (None where it cannot be told) and the union.

    `workers` is None where nobody knows how many there are. `counted_at` is the place where they count: that of the
    head count, or of its employer. `covered` says whether some tier takes them; with the group unknown that may be sure
    although the tier is not, None means that it cannot be told. `tier_label` is what the tier is called.
    """

    KEYS = ("employer", "place", "group", "workers", "tier", "union", "why_not")

    employer: str | None
    place: str | None
    group: str | None
    workers: int | None
    tier: str | None
    union: str | None
    counted_at: str | None
    covered: bool | None
    tier_label: Text = attrs.field(eq=False, repr=False)
    _number: int = attrs.field(eq=False, repr=False)
    _reasons: Reasons = attrs.field(eq=False, repr=False)

    @property
    def number(self) -> int:
        """The number of the row of the table of head counts, from 0."""
        return self._number

    @property
    def why_not(self) -> tuple[WhyNot, ...]:
        """Why each earlier tier has no union for these workers."""
        return self._reasons.before(self._number)

    @property
    def key(self) -> tuple[str | None, str | None, str | None]:
        """What tells the row apart: employer, place and group."""
        return self.employer, self.place, self.group

    @property
    def subject(self) -> str:
        """How reports name the head count: `e:EMPLOYER|group` or `p:PLACE|group`."""
        return f"{f'p:{self.place}' if self.employer is None else f'e:{self.employer}'}|{self.group or ''}"
