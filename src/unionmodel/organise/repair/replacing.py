"""One record in the place of another: every reference follows, then the row goes."""

from __future__ import annotations

from unionmodel.model.edits import Edit, change, remove
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure


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
