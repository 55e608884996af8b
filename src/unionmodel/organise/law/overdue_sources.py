"""Sources that should have been looked at again by now."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

import attrs

from unionmodel.answers import Answer, Columns, Part
from unionmodel.law.source import Source, Version
from unionmodel.rules.pack import Pack


@attrs.frozen
class StaleSource(Part):
    """A source past its review date: the packs that cite it, by when it was to be looked at, and by how many days it is late."""

    KEYS = (
        "source=source.id", "title=source.title", "packs", "review_by", "days", "latest_version=latest.id",
        "read=latest.read", "confidence=source.confidence", "address=source.address",
    )  # fmt: skip

    source: Source
    packs: tuple[str, ...]
    review_by: date
    days: int

    @property
    def latest(self) -> Version:
        """The latest version that is known of the source."""
        return self.source.versions[-1]


@attrs.frozen
class StaleLaw(Answer):
    """The sources that are past their review date on a day, the longest overdue first, and how many there are in all."""

    ROWS = "sources"
    COLUMNS: ClassVar[Columns] = {name: int if name == "days" else str for name in StaleSource.KEYS}

    on: date
    sources: tuple[StaleSource, ...]
    reviewed: int


def law_stale(packs: Sequence[Pack], on: date) -> StaleLaw:
    """Return the sources past their review date; see `unionmodel.law_stale`."""
    cited: dict[str, tuple[Source, list[str]]] = {}
    for pack in packs:
        for name, source in pack.sources.items():
            cited.setdefault(name, (source, []))[1].append(pack.name)
    dated = [(source, tuple(names), source.review_by) for source, names in cited.values() if source.review_by]
    late = [StaleSource(source, names, by, (on - by).days) for source, names, by in dated if by < on]
    late.sort(key=lambda one: (one.review_by, one.source.id))
    return StaleLaw(on, tuple(late), len(dated) - len(late))
