"""The records of a structure in plain dicts and lists, made once, as a program without the library would hold them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import attrs

from benchmarks.peers.land import CELLS, Spot

KEYED = ("unions", "employers", "stations")
LISTED = (
    "covers", "affiliations", "headcounts", "direct_members", "funding", "activities", "officers", "plans", "channels",
    "services", "pairings", "members",
)  # fmt: skip


@attrs.frozen
class Records:
    """All tables: keyed ones as dicts of attrs records, others as lists; of places the file's own rows."""

    tables: Mapping[str, Mapping[str, Any] | Sequence[Any]]
    places: Sequence[Spot]
    with_shipped_places: bool

    def __getattr__(self, name: str) -> Any:
        try:
            return self.tables[name]
        except KeyError:
            raise AttributeError(name) from None


def records_of(structure: Any) -> Records:
    """Return the records of a `unionmodel.Structure`; records are returned as they are."""
    if isinstance(structure, Records):
        return structure
    tables: dict[str, Mapping[str, Any] | Sequence[Any]] = {name: dict(getattr(structure, name)) for name in KEYED}
    tables.update({name: list(getattr(structure, name)) for name in LISTED})
    cells = structure.columns("places")
    places = [Spot(*row) for row in zip(*(cells[name] for name in CELLS), strict=True)]
    return Records(tables, places, structure.base_places is not None)
