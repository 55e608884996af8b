"""What is known of a place, by columns."""

from __future__ import annotations

from typing import Final

import polars as pl

from unionmodel.checking.columns.tables import COUNTY_LEVEL, LEVEL, LISTED
from unionmodel.checking.columns.workspace import Workspace
from unionmodel.rules.facts import PlaceFact

_COLUMNS: Final = {"county_level": COUNTY_LEVEL, "listed_name": LISTED, "rank": LEVEL}


def answer(workspace: Workspace, fact: PlaceFact) -> pl.Series:
    return workspace.frames.column("places", _COLUMNS[fact.attribute])
