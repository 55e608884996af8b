"""Coverage: which union takes the workers of each head count, and why no earlier tier had one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import ClassVar

import attrs

from unionmodel.answers import Answer, Columns
from unionmodel.checking.checking import bind
from unionmodel.checking.rows import engine as rows
from unionmodel.model.places import Geography
from unionmodel.model.structure import Structure
from unionmodel.organise.coverage import totals
from unionmodel.organise.coverage.rows import CoverageRow, Reasons
from unionmodel.organise.coverage.totals import CoverageTable
from unionmodel.organise.in_force import scheme_among
from unionmodel.rules.pack import Pack
from unionmodel.rules.scheme import NO_TIER, Tier
from unionmodel.rules.shared import COUNT_PLACE, COUNTING_SURVEY, STANDING


@attrs.frozen
class Coverage(Answer):
    """Who takes which workers on a day: one row for each head count that counts (the latest surveyed one).

    `by_tier`, `by_group`, `by_place` and `by_reporting_unit` add the rows up; the totals of each are those of the whole.
    """

    KEYS = ("rows",)
    ROWS = "rows"
    COLUMNS: ClassVar[Columns] = {
        **dict.fromkeys(("employer", "place", "group"), str),
        "workers": int,
        **dict.fromkeys(("tier", "union", "counted_at"), str),
        "covered": bool,
    }

    on: date
    rows: tuple[CoverageRow, ...]
    _geography: Geography = attrs.field(eq=False, repr=False)
    _tiers: tuple[Tier, ...] = attrs.field(eq=False, repr=False)

    @property
    def workers(self) -> dict[str, int]:
        """How many workers each tier is known to take, those without a tier under "unknown".

        Head counts without a number are not in it; `by_tier` counts them apart.
        """
        found: Counter[str] = Counter()
        for row in self.rows:
            found[row.tier or "unknown"] += row.workers or 0
        return dict(found)

    def by_tier(self) -> CoverageTable:
        """Return the workers of each tier, in the order of the tiers.

        >>> import unionmodel as um
        >>> table = um.coverage(um.demo(), on=um.DEMO_DAY).by_tier()
        >>> [line.key for line in table.lines][:3]
        ['own', 'joint', 'industry']
        """
        return totals.by_tier(self.on, self.rows, self._tiers)

    def by_group(self) -> CoverageTable:
        """Return the workers of each group, and who takes them."""
        return totals.by_group(self.on, self.rows, self._tiers)

    def by_place(self, level: str = "county") -> CoverageTable:
        """Return the workers of each place of a level, such as ``township``, ``county`` or ``prefecture``.

        Workers who count in no place of that level stand under the nearest place above, and the line says so: a county
        may be the lowest that is known of them, and Jiayuguan has no county. Raises UnknownName for another level.
        """
        return totals.by_place(self.on, self.rows, self._tiers, self._geography, level)

    def by_reporting_unit(self) -> CoverageTable:
        """Return the workers of each reporting unit: the prefectures, and whatever else reports by itself (C06)."""
        return totals.by_reporting_unit(self.on, self.rows, self._tiers, self._geography)


def coverage(structure: Structure, packs: Sequence[Pack], *, on: date, proposed: bool = True) -> Coverage:
    """Return who takes the workers of every head count on a day; see `unionmodel.coverage`."""
    tiers = scheme_among(packs).tiers
    wanted = (COUNTING_SURVEY, COUNT_PLACE, STANDING, *(fact for tier in tiers for fact in tier.facts))
    values = rows.compute(structure, wanted, bind(packs, on, proposed))
    searches = [(tier.name, values.column(fact)) for tier in tiers for fact in tier.facts]
    columns = structure.columns("headcounts")
    ids, codes = structure.column("unions", "id"), structure.geography.codes
    reasons, labels = Reasons(structure, tiers, values), totals.labels_of(tiers)
    found = []
    for row in range(structure.size("headcounts")):
        if not values.leaf(COUNTING_SURVEY, row):
            continue
        tier, union, covered = _taken(searches, row)
        place = values.leaf(COUNT_PLACE, row)
        found.append(
            CoverageRow(
                columns["employer"][row],
                columns["place"][row],
                columns["group"][row],
                columns["workers"][row],
                tier,
                None if union is None else ids[union],
                None if place is None else codes[place],
                covered,
                labels[tier or totals.UNKNOWN],
                row,
                reasons,
            )
        )
    return Coverage(on, tuple(found), structure.geography, tiers)


def _taken(
    searches: Sequence[tuple[str, Sequence[int | None]]], row: int
) -> tuple[str | None, int | None, bool | None]:
    """Return the tier and the union that take the workers of a head count, and whether any tier does.

    `searches` are the tiers with the union that each search found for every head count. Where an earlier one cannot tell,
    the tier is unknown; but where a later one surely has a union, the workers are covered all the same.
    """
    for number, (tier, found) in enumerate(searches):
        union = found[row]
        if union is None:
            later = (unions[row] for _, unions in searches[number:])
            return None, None, True if any(one is not None and one >= 0 for one in later) else None
        if union >= 0:
            return tier, union, True
    return NO_TIER, None, False
