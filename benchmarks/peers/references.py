"""Required cells, references and subject names of every table, for the plain functions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from benchmarks.peers.day import Day

REQUIRED: dict[str, tuple[str, ...]] = {
    "places": ("code", "name"),
    "unions": ("id", "name", "kind", "place"),
    "employers": ("id", "name", "place"),
    "covers": ("union", "employer"),
    "affiliations": ("union", "federation"),
    "headcounts": ("group", "workers"),
    "direct_members": ("union", "group", "members"),
    "funding": ("union", "year", "amount"),
    "activities": ("union", "on", "kind"),
    "officers": ("union", "person", "role"),
    "plans": ("union", "phase", "on"),
    "channels": ("union", "kind"),
    "stations": ("id", "name", "place", "kind"),
    "services": ("union", "year", "kind"),
    "pairings": ("union", "partner", "year"),
    "members": ("id", "union"),
}
REFERENCES: dict[str, dict[str, str]] = {
    "places": {"parent": "places"},
    "unions": {
        "place": "places",
        "superior": "unions",
        "second_superior": "unions",
        "lead_employer": "employers",
        "approved_by": "unions",
        "successor": "unions",
    },
    "employers": {"place": "places", "head": "employers"},
    "covers": {"union": "unions", "employer": "employers"},
    "affiliations": {"union": "unions", "federation": "unions"},
    "headcounts": {"employer": "employers", "place": "places"},
    "direct_members": {"union": "unions", "employer": "employers"},
    "funding": {"union": "unions"},
    "activities": {"union": "unions", "helper": "unions"},
    "officers": {"union": "unions"},
    "plans": {"union": "unions"},
    "channels": {"union": "unions"},
    "stations": {"place": "places", "union": "unions"},
    "services": {"union": "unions"},
    "pairings": {"union": "unions", "partner": "unions"},
    "members": {"union": "unions", "employer": "employers"},
}
SUBJECTS: dict[str, tuple[str, ...]] = {
    "places": ("code",),
    "unions": ("id",),
    "employers": ("id",),
    "covers": ("union", "employer"),
    "affiliations": ("union", "federation"),
    "funding": ("union", "year", "source"),
    "activities": ("union", "kind", "on"),
    "officers": ("union", "person", "role"),
    "plans": ("union", "phase", "on"),
    "channels": ("union", "kind"),
    "stations": ("id",),
    "services": ("union", "kind", "year"),
    "pairings": ("union", "partner", "year"),
    "members": ("id", "union"),
}


def subject(table: str, row: Any) -> str:
    """Return how a report names a row; a blank part is empty."""
    if table == "headcounts":
        parts = [f"e:{row.employer}"] if row.employer is not None else []
        parts += [f"p:{row.place}"] if row.place is not None else []
        return f"{'+'.join(parts)}|{'' if row.group is None else row.group}"
    names = SUBJECTS.get(table) or (("union", "group") if row.employer is None else ("union", "group", "employer"))
    return "|".join("" if getattr(row, name) is None else str(getattr(row, name)) for name in names)


def rows_of(day: Day, table: str) -> Iterable[Any]:
    """Return the rows of a file's table; places together with the shipped cells."""
    if table == "places":
        return [day.land.spots[row.code] for row in day.records.places]
    rows = day.records.tables[table]
    return rows.values() if hasattr(rows, "values") else rows


def fills_required(table: str, row: Any) -> bool:
    """Return whether every required cell of a row is known."""
    return all(getattr(row, name) is not None for name in REQUIRED[table])


def given(table: str, row: Any) -> bool:
    """Return whether a row gives any reference."""
    return any(getattr(row, name) is not None for name in REFERENCES[table])


def dangling(day: Day, table: str, row: Any) -> list[str]:
    """Return the columns of a row whose reference does not resolve."""
    lost = []
    for name, target in REFERENCES[table].items():
        value = getattr(row, name)
        if value is None:
            continue
        found = day.land.knows(value) if target == "places" else value in day.records.tables[target]
        if not found:
            lost.append(name)
    return lost
