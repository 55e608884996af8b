"""What is known of a place, by rows."""

from __future__ import annotations

from typing import Final

from unionmodel.checking.rows.program import Program
from unionmodel.rules.facts import PlaceFact

#: What the places of a structure call it.
_CALLED: Final = {"county_level": "county_level", "rank": "known_rank", "listed_name": "listed_name"}


def write(program: Program, fact: PlaceFact, name: str) -> None:
    program.add(f"{name} = places.{_CALLED[fact.attribute]}")
