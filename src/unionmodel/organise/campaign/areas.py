"""The areas that a campaign reports on: its whole jurisdiction, the provinces in it, and the reporting units."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import attrs

from unionmodel.errors import UnknownName
from unionmodel.language import Text
from unionmodel.model.places import Geography
from unionmodel.rules.campaign import UNITS, Campaign

Role = Literal["jurisdiction", "province", "unit"]
_PLACE = Text(
    zh="区域（活动的范围，请补入结构的“区域”表）", en="place (where the campaign is; add it to the table places)"
)


@attrs.frozen
class Area:
    """An area that is reported on: its division code and name, and whether it is the whole, a province or a unit."""

    code: str
    name: str
    role: Role


class Areas:
    """The areas of a campaign, the whole first, and which of them a place counts in.

    A place counts in the whole, in its province and in the nearest reporting unit that it lies in: an area that is
    nested in another reporting unit counts in its own only. Raises UnknownName where the jurisdiction or a reporting
    unit is not among the places of the structure.
    """

    def __init__(self, geography: Geography, campaign: Campaign) -> None:
        self._geography = geography
        self._top = _row(geography, campaign.jurisdiction)
        inside = geography.inside(campaign.jurisdiction)
        below = [row for row, here in enumerate(inside) if here and row != self._top]
        reporting = _units(geography, campaign.reporting)
        units = [row for row in below if row in reporting]
        provinces = [row for row in below if geography.level[row] == "province" and row not in units]
        rows = [self._top, *self._sorted(provinces), *self._sorted(units)]
        roles: list[Role] = ["jurisdiction", *["province"] * len(provinces), *["unit"] * len(units)]  # type: ignore[list-item]
        self.all = tuple(
            Area(geography.codes[row], geography.name[row] or geography.codes[row], role)
            for row, role in zip(rows, roles, strict=True)
        )
        self._number = {row: number for number, row in enumerate(rows)}
        self._found: dict[int, tuple[int, ...]] = {}

    def of(self, place: int | None) -> tuple[int, ...]:
        """Return the numbers of the areas that a place (a row number) counts in; none where the place is unknown."""
        if place is None or place < 0:
            return ()
        found = self._found.get(place)
        if found is None:
            found = self._found[place] = self._search(place)
        return found

    def of_code(self, code: str | None) -> tuple[int, ...]:
        """Return the numbers of the areas that the place called `code` counts in."""
        return () if code is None else self.of(self._geography.row.get(code))

    def _search(self, place: int) -> tuple[int, ...]:
        chain = self._geography.chain(place)
        if self._top not in chain:
            return ()
        numbers = [self._number[row] for row in chain[: chain.index(self._top)] if row in self._number]
        unit = next((number for number in numbers if self.all[number].role == "unit"), None)
        provinces = [number for number in numbers if self.all[number].role == "province"]
        return (0, *provinces, *([] if unit is None else [unit]))

    def _sorted(self, rows: Sequence[int]) -> list[int]:
        return sorted(rows, key=lambda row: self._geography.codes[row])


def _row(geography: Geography, code: str) -> int:
    if code not in geography.row:
        # A code of another province is no slip of the pen: nothing in this one is meant by it.
        raise UnknownName(_PLACE, code, [known for known in geography.codes if known[:2] == code[:2]])
    return geography.row[code]


def _units(geography: Geography, reporting: str | tuple[str, ...]) -> set[int]:
    if not isinstance(reporting, str):
        return {_row(geography, code) for code in reporting}
    if reporting == UNITS:
        return {row for row, flagged in enumerate(geography.reporting_unit) if flagged}
    return {row for row, level in enumerate(geography.level) if level == reporting}
