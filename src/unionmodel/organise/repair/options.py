"""What a module of this package may propose for a finding, before anybody proved that it mends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

import attrs

from unionmodel.language import Text
from unionmodel.model.edits import Edit, change, remove
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure

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


def listed(names: Sequence[str], most: int = 3) -> Text:
    """Return names as a list to be read aloud: all of a few, else the first ones and how many there are.

    >>> listed(["a", "b"]).en, listed(["a", "b", "c", "d"]).zh
    ('a, b', 'a、b、c等 4 个')
    """
    few = names[:most]
    if len(names) <= most:
        return said("、".join(few), ", ".join(few))
    return said(f"{'、'.join(few)}等 {len(names)} 个", f"{', '.join(few)} and {len(names) - most} more")


def instead_of(structure: Structure, table: str, gone: str, kept: str) -> list[Edit]:
    """Return the edits that let every reference to `gone` name `kept`, and remove the row of `gone`."""
    edits: list[Edit] = []
    for other in TABLES.values():
        for column in (column for column in other.columns if column.refers_to == table):
            for row, value in enumerate(structure.column(other.name, column.name)):
                own = other.key is not None and structure.column(other.name, other.key)[row]
                if value == gone and not (other.name == table and own == gone):
                    # It does not become its own superior.
                    new = None if other.name == table and own == kept else kept
                    edits.append(change(other.name, own if other.key else row, **{column.name: new}))
    return [*edits, remove(table, gone)]
