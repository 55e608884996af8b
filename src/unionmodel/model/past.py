"""A structure as it stands on a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from unionmodel.model.records import TABLES
from unionmodel.model.tables import SomeTables

Row = dict[str, Any]


def standing_on(structure: SomeTables, day: date) -> SomeTables:
    """Return what stands on `day`: standing unions, open employers, links in force, records made by then."""
    kept = {}
    for name in TABLES:
        columns = structure.columns(name)
        stands = _STANDS.get(name)
        rows = range(structure.size(name))
        if stands is not None:
            rows = [row for row in rows if stands({c: v[row] for c, v in columns.items()}, day)]  # type: ignore[assignment]
        kept[name] = {column: [values[row] for row in rows] for column, values in columns.items()}
    return type(structure).from_columns(kept, base_places=structure.base_places)


def _begun(row: Row, column: str, day: date) -> bool:
    return row[column] is None or row[column] <= day


def _not_over(row: Row, column: str, day: date) -> bool:
    return row[column] is None or row[column] > day


def _union(row: Row, day: date) -> bool:
    ended = row["status"] == "dissolved" and row["dissolved_on"] is None
    return not ended and _begun(row, "founded_on", day) and _not_over(row, "dissolved_on", day)


def _employer(row: Row, day: date) -> bool:
    return _begun(row, "opened_on", day) and _not_over(row, "closed_on", day)


def _link(row: Row, day: date) -> bool:
    return _begun(row, "since", day) and _not_over(row, "until", day)


def _made_by(column: str) -> Callable[[Row, date], bool]:
    return lambda row, day: _begun(row, column, day)


_STANDS: dict[str, Callable[[Row, date], bool]] = {
    "unions": _union,
    "employers": _employer,
    "covers": _link,
    "affiliations": _link,
    "headcounts": _made_by("as_of"),
    "direct_members": _made_by("as_of"),
    "activities": _made_by("on"),
    "plans": _made_by("on"),
}
