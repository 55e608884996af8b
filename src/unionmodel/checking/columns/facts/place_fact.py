"""What is known of a place, by columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from unionmodel.checking.columns.tables import COUNTY_LEVEL, LEVEL, LISTED
from unionmodel.checking.columns.workspace import Join, Workspace
from unionmodel.rules.facts import PlaceFact

_COLUMNS: Final = {"county_level": COUNTY_LEVEL, "listed_name": LISTED, "rank": LEVEL}


def joins(workspace: Workspace, table: str, facts: Sequence[PlaceFact]) -> Iterator[Join]:
    for fact in facts:
        workspace.add_column(
            table, workspace.translate.names[fact], workspace.frames.column("places", _COLUMNS[fact.attribute])
        )
    yield from ()
