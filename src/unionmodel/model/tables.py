"""What is asked of a structure by whatever is made from one: another structure, a graph, a page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, Self, TypeVar

from unionmodel.model.places import Geography

Columns = dict[str, list[Any]]


class Tables(Protocol):
    """Tables of the data dictionary, held as columns; see `unionmodel.model.structure.Structure`."""

    base_places: str | None

    @classmethod
    def from_columns(cls, columns: Mapping[str, Mapping[str, Sequence[Any]]], *, base_places: str | None = ...) -> Self:
        """Return others of the same kind, over columns of internal values."""

    def with_table(self, name: str, columns: Columns) -> Self:
        """Return others of the same kind, with one table replaced."""

    @property
    def geography(self) -> Geography:
        """The places, with what lies in what."""

    @property
    def records(self) -> int:
        """How many rows there are."""

    def size(self, table: str) -> int:
        """Return how many rows a table has."""

    def columns(self, table: str) -> Columns:
        """Return all columns of a table, as internal values."""

    def column(self, table: str, name: str) -> list[Any]:
        """Return one column of a table, as internal values."""

    def index(self, table: str) -> dict[str, int]:
        """Return the row number of every key of a table."""

    def subject(self, table: str, row: int) -> str:
        """Return how reports name a row."""


SomeTables = TypeVar("SomeTables", bound=Tables)
