"""Coverage: which union takes the workers of each head count, and why no earlier tier had one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from unionmodel.checking.checking import bind
from unionmodel.checking.rows import engine as rows
from unionmodel.model.places import Geography
from unionmodel.model.structure import Structure
from unionmodel.organise.coverage.reasons import FACTS, Reasons
from unionmodel.organise.coverage.reasons import WhyNot as WhyNot
from unionmodel.rulepacks.gansu_2021.coverage import COVERED, TIER, TIERS
from unionmodel.rulepacks.shared import COUNT_PLACE, COUNTING_SURVEY, STANDING
from unionmodel.rules.pack import Pack

if TYPE_CHECKING:
    from unionmodel.organise.coverage.totals import CoverageTable


@attrs.frozen
class CoverageRow:
    """Who takes the workers of one head count: the tier (None where it cannot be told) and the union.

    `workers` is None where nobody knows how many there are. `counted_at` is the place where they count: that of the
    head count, or of its employer. `covered` says whether some tier takes them; with the group unknown that may be sure
    although the tier is not, None means that it cannot be told.
    """

    employer: str | None
    place: str | None
    group: str | None
    workers: int | None
    tier: str | None
    union: str | None
    counted_at: str | None
    covered: bool | None
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

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the row as in the JSON of coverage."""
        reasons = [{"tier": one.tier, "reason": one.reason.within(language)} for one in self.why_not]
        fields = ("employer", "place", "group", "workers", "tier", "union")
        return {**{name: getattr(self, name) for name in fields}, "why_not": reasons}


@attrs.frozen
class Coverage:
    """Who takes which workers on a day: one row for each head count that counts (the latest surveyed one).

    `by_tier`, `by_group`, `by_place` and `by_reporting_unit` add the rows up; the totals of each are those of the whole.
    """

    on: date
    rows: tuple[CoverageRow, ...]
    _geography: Geography = attrs.field(eq=False, repr=False)

    @property
    def workers(self) -> dict[str, int]:
        """How many workers each tier is known to take, those without a tier under "unknown".

        Head counts without a number are not in it; `by_tier` counts them apart.
        """
        totals: Counter[str] = Counter()
        for row in self.rows:
            totals[row.tier or "unknown"] += row.workers or 0
        return dict(totals)

    def by_tier(self) -> CoverageTable:
        """Return the workers of each tier, in the order of the tiers.

        >>> import unionmodel as um
        >>> table = um.coverage(um.demo(), on=um.DEMO_DAY).by_tier()
        >>> [line.key for line in table.lines][:3]
        ['own', 'joint', 'industry']
        """
        from unionmodel.organise.coverage import totals as coverage_totals

        return coverage_totals.by_tier(self.on, self.rows)

    def by_group(self) -> CoverageTable:
        """Return the workers of each group, and who takes them."""
        from unionmodel.organise.coverage import totals as coverage_totals

        return coverage_totals.by_group(self.on, self.rows)

    def by_place(self, level: str = "county") -> CoverageTable:
        """Return the workers of each place of a level, such as ``township``, ``county`` or ``prefecture``.

        Workers who count in no place of that level stand under the nearest place above, and the line says so: a county
        may be the lowest that is known of them, and Jiayuguan has no county. Raises UnknownName for another level.
        """
        from unionmodel.organise.coverage import totals as coverage_totals

        return coverage_totals.by_place(self.on, self.rows, self._geography, level)

    def by_reporting_unit(self) -> CoverageTable:
        """Return the workers of each reporting unit: the prefectures, and whatever else reports by itself (C06)."""
        from unionmodel.organise.coverage import totals as coverage_totals

        return coverage_totals.by_reporting_unit(self.on, self.rows, self._geography)

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the coverage as its JSON."""
        return {"rows": [row.to_dict(language) for row in self.rows]}

    def to_frame(self, language: str | None = None) -> Any:
        """Return the coverage as a Polars frame, a head count a row; why a tier has none stays with the rows.

        Raises MissingExtra where Polars is not installed.
        """
        from unionmodel.io.writing.frames import frame

        columns: dict[str, type[Any]] = {
            **dict.fromkeys(("employer", "place", "group"), str),
            "workers": int,
            **dict.fromkeys(("tier", "union", "counted_at"), str),
            "covered": bool,
        }
        return frame([{name: getattr(row, name) for name in columns} for row in self.rows], columns)

    def render(self, language: str | None = None) -> str:
        """Return the coverage as lines of text: totals by tier first, then every head count and why."""
        from unionmodel.organise.coverage.text import text

        return text(self, language)

    def _repr_html_(self) -> str:
        from unionmodel.organise.coverage.html import html

        return html(self)


def coverage(structure: Structure, packs: Sequence[Pack], *, on: date, proposed: bool = True) -> Coverage:
    """Return who takes the workers of every head count on a day; see `unionmodel.coverage`."""
    wanted = (COUNTING_SURVEY, COUNT_PLACE, TIER, COVERED, STANDING, *(fact for _, fact in TIERS))
    values = rows.compute(structure, wanted, bind(packs, on, proposed))
    columns = structure.columns("headcounts")
    ids, codes = structure.column("unions", "id"), structure.geography.codes
    reasons = Reasons(structure, values)
    found = []
    for row in range(structure.size("headcounts")):
        if not values.leaf(COUNTING_SURVEY, row):
            continue
        tier, place = values.leaf(TIER, row), values.leaf(COUNT_PLACE, row)
        unions = (values.leaf(fact, row) for fact in FACTS.get(tier, ()))
        union = next((at for at in unions if at not in (None, -1)), None)
        found.append(
            CoverageRow(
                columns["employer"][row],
                columns["place"][row],
                columns["group"][row],
                columns["workers"][row],
                tier,
                None if union is None else ids[union],
                None if place is None else codes[place],
                values.leaf(COVERED, row),
                row,
                reasons,
            )
        )
    return Coverage(on, tuple(found), structure.geography)
