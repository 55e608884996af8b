"""What is known of a place from the shipped list of divisions, and from what lies in what."""

from __future__ import annotations

from typing import Literal

import attrs

from unionmodel.rules.facts.fact import Fact
from unionmodel.rules.types import BOOL, NUMBER, TEXT


@attrs.frozen(eq=False)
class PlaceFact(Fact):
    """Something about a place that no cell of it says.

    `county_level`: whether it counts as a county: a county, or a prefecture that has none (Jiayuguan, Lanzhou New
    Area). `rank`: how high it ranks, nation 0 to community 5; a park, a building or a district of shops below where it
    lies; unknown where neither its level nor where it lies is known. `listed_name`: what the shipped list calls a
    division that the file names, too, written as the file writes it where that only leads through the wider divisions
    ("兰州市城关区"); unknown for a place that is not in the list, and for one that the file does not name.
    """

    home = "places"
    attribute: Literal["county_level", "rank", "listed_name"]

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "type", {"rank": NUMBER, "listed_name": TEXT}.get(self.attribute, BOOL))

    @property
    def never_unknown(self) -> bool:
        return self.attribute == "county_level"
