"""What a module of this package may propose for a finding, before anybody proved that it mends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from unionmodel.language import Text
from unionmodel.model.edits import Edit, add
from unionmodel.model.records import TABLES

if TYPE_CHECKING:
    from unionmodel.organise.repair.context import Case


@attrs.frozen
class Option:
    """One way to mend a finding: what it does, its edits, its cost in fen, the union that must approve it.

    `sure`: it follows from what is recorded, and nobody has to decide or do anything first.
    """

    text: Text
    edits: tuple[Edit, ...]
    sure: bool = False
    cost: int = 0
    approver: str | None = None


Propose: TypeAlias = "Callable[[Case], Iterator[Option]]"


def said(zh: str, en: str) -> Text:
    """Return a sentence in both languages."""
    return Text(zh=zh, en=en)


def new_row(table: str, **cells: Any) -> Edit:
    """Return the edit that adds a row; what is not given stays blank."""
    return add(TABLES[table].record(**cells))


def listed(names: Sequence[str], most: int = 3) -> Text:
    """Return names as a list to be read aloud: all of a few, else the first ones and how many there are.

    >>> listed(["a", "b"]).en, listed(["a", "b", "c", "d"]).zh
    ('a, b', 'a、b、c等 4 个')
    """
    few = names[:most]
    if len(names) <= most:
        return said("、".join(few), ", ".join(few))
    return said(f"{'、'.join(few)}等 {len(names)} 个", f"{', '.join(few)} and {len(names) - most} more")
