"""Places for the plain functions: the shipped divisions, overridden and extended by a file's rows, as dicts.

Written from the data dictionary, without the library's own geography.
"""

from __future__ import annotations

import csv
import functools
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

import attrs

RANKS = {"nation": 0, "province": 1, "prefecture": 2, "county": 3, "township": 4, "community": 5}
NATION = "000000"
NEW_AREA = "620171"


@attrs.frozen
class Spot:
    """A place: the cells that the rules read."""

    code: str
    name: str | None
    level: str | None
    parent: str | None
    logistics_park: str | None = None
    reporting_unit: bool | None = None

    def over(self, known: Spot) -> Spot:
        """Return this place, its blank cells filled from what is known of it."""
        cells = ((getattr(self, name), getattr(known, name)) for name in CELLS)
        return Spot(*(known_cell if cell is None else cell for cell, known_cell in cells))


CELLS = tuple(field.name for field in attrs.fields(Spot))


def prefixes(code: str) -> Iterable[str]:
    """Yield the codes of the divisions that a statistical code lies in, the nearest first."""
    if not (code.isascii() and code.isdecimal() and len(code) in (6, 9, 12)):
        return
    if len(code) == 12:
        yield code[:9]
    if len(code) > 6:
        yield code[:6]
    for above in (code[:4] + "00", code[:2] + "0000", NATION):
        if above != code:
            yield above


@functools.cache
def shipped() -> dict[str, Spot]:
    """Return the shipped divisions, the nation above them and Lanzhou New Area beside the prefectures."""
    text = files("unionmodel").joinpath("data/gansu_divisions.csv").read_text("utf-8")
    spots = {NATION: Spot(NATION, "全国", "nation", None)}
    for row in csv.DictReader(text.splitlines()):
        spots[row["code"]] = Spot(row["code"], row["name"], row["level"], row["parent"] or NATION)
    spots[NEW_AREA] = Spot(NEW_AREA, "兰州新区", "prefecture", "620000", reporting_unit=True)
    return spots


class Land:
    """All places of a structure, and who lies in whom."""

    def __init__(self, base: Mapping[str, Spot], rows: Iterable[Any]) -> None:
        spots = dict(base)
        for row in rows:
            spots[row.code] = row.over(spots[row.code]) if row.code in spots else row
        self.spots = spots
        self._chains: dict[str, tuple[str, ...]] = {}
        with_counties = {above for spot in spots.values() if spot.level == "county" for above in self.chain(spot.code)}
        self._lone_prefectures = {
            spot.code for spot in spots.values() if spot.level == "prefecture" and spot.code not in with_counties
        }

    def knows(self, code: str | None) -> bool:
        """Return whether there is such a place."""
        return code in self.spots

    def above(self, code: str) -> str | None:
        """Return the place that a place lies in: its parent cell, else the nearest known prefix of its code."""
        parent = self.spots[code].parent
        if parent is None:
            parent = next((prefix for prefix in prefixes(code) if prefix in self.spots), None)
        return parent if parent in self.spots else None

    def chain(self, code: str) -> tuple[str, ...]:
        """Return a place and those it lies in, upward, cut where they run into a circle."""
        chain = self._chains.get(code)
        if chain is None:
            seen: dict[str, None] = {}
            here: str | None = code
            while here is not None and here not in seen:
                seen[here] = None
                here = self.above(here)
            chain = self._chains[code] = tuple(seen)
        return chain

    def level(self, code: str | None) -> str | None:
        """Return the level of a place; None where the place or its level is unknown."""
        spot = self.spots.get(code) if code is not None else None
        return None if spot is None else spot.level

    def rank(self, code: str) -> int | None:
        """Return how far down a place stands, the nation being 0; areas count from the place they lie in."""
        for below, place in enumerate(self.chain(code)):
            rank = RANKS.get(self.spots[place].level or "")
            if rank is not None:
                return rank + below
        return None

    def reports(self, code: str | None) -> bool:
        """Return whether a place reports on the campaign by itself; prefectures do unless they say otherwise."""
        spot = self.spots.get(code) if code is not None else None
        if spot is None:
            return False
        return spot.level == "prefecture" if spot.reporting_unit is None else spot.reporting_unit

    def county(self, code: str | None) -> str | None:
        """Return the county that a known place lies in, or the prefecture without counties that stands for one."""
        chain = self.chain(code) if code is not None and code in self.spots else ()
        return next((above for above in chain if self.level(above) == "county" or self.speaks_as_county(above)), None)

    def speaks_as_county(self, code: str) -> bool:
        """Return whether the place is a prefecture without counties, which stands for a county."""
        return code in self._lone_prefectures

    def is_above_counties(self, code: str) -> bool:
        """Return whether the place is a nation, a province or a prefecture with counties."""
        return self.spots[code].level in ("nation", "province", "prefecture") and not self.speaks_as_county(code)


@functools.cache
def shipped_land() -> Land:
    """Return the shipped divisions alone, shared by all structures without rows of places."""
    return Land(shipped(), ())
