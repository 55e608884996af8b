"""What is asked of an open database, whoever keeps it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol
from uuid import UUID

from unionmodel.io.reading.collecting import wrong
from unionmodel.language import Text

if TYPE_CHECKING:
    import polars as pl

#: The most rows that are fetched at once.
BATCH: Final = 20_000
_TEXT, _DAY = "text", "date"
#: The columns of a table of findings, in order, each with its type in the data dictionary: as in the JSON of a report, and who judged it on which day.
FINDINGS: Final = (
    ("on", _DAY), ("code", _TEXT), ("name", _TEXT), ("outcome", _TEXT), ("severity", _TEXT), ("table", _TEXT),
    ("subject", _TEXT), ("place", _TEXT), ("fields", _TEXT), ("missing", _TEXT), ("message", _TEXT), ("mend", _TEXT),
    ("cites", _TEXT), ("sha256", _TEXT),
)  # fmt: skip


class Connection(Protocol):
    """An open database; what is written through it stays only when the connection ends without an error."""

    #: The folder for copies of tables; it is removed with this object, so whoever reads copies keeps it.
    copies: tempfile.TemporaryDirectory[str]

    def tables(self) -> dict[str, list[str]]:
        """Return the columns of every table and view that can be seen, by name."""

    def called(self, name: str) -> str:
        """Return what names of one table share in this database: most take `notes` and `Notes` for the same."""

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[Sequence[Sequence[Any]]]:
        """Yield the rows of a table in batches."""

    def copy(self, table: str, columns: Sequence[str], target: Path) -> pl.LazyFrame:
        """Copy columns of a table, read in one pass, and return what reads them; files are written below `target`, in `copies`."""

    def fill(
        self, table: str, kinds: Sequence[tuple[str, str]], batches: Iterable[Sequence[Sequence[Any]]], *, new: bool
    ) -> None:
        """Make a table hold exactly the rows of `batches`, or leave everything as it is.

        `kinds` are its columns with their types in the data dictionary; a `new` one must not be there yet.
        """


def cells_of(connection: Connection, table: str, columns: Sequence[str]) -> list[list[Any]]:
    """Return columns of a table, held in memory; identifiers that the database keeps as UUIDs are texts."""
    cells: list[list[Any]] = [[] for _ in columns]
    for batch in connection.rows(table, columns) if columns else ():
        for column, fetched in zip(cells, zip(*batch, strict=True), strict=True):
            column.extend(str(cell) if isinstance(cell, UUID) else cell for cell in fetched)
    return cells


def refused(title: str, problem: BaseException) -> Exception:
    """Return the error of a database that refuses, in its own words, shortened to the first line."""
    reason = str(problem).strip().partition("\n")[0][:200]
    return wrong(
        title,
        Text(zh=f"数据库拒绝了（{reason}）", en=f"the database refuses ({reason})"),
        Text(zh="检查地址、账号和权限", en="check the address, the account and its rights"),
    )
