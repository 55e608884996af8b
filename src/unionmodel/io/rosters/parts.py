"""A roster that is too long to be held, sorted into parts: all rows of a person are in one of them, in their order.

The parts wait in files of a folder that is removed at the end. A cell has been read and checked when it gets there.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Final

import polars as pl

from unionmodel.io.registers.errors import Refusals
from unionmodel.io.registers.register import Register
from unionmodel.io.rosters.scanning import read_part
from unionmodel.language import Text
from unionmodel.model.records import TABLES
from unionmodel.progress import Progress

#: About so many rows make a part, and so many are read at once.
ROWS: Final = 4_000_000
_SORTING: Final = Text(zh="整理名册", en="sorting the roster")
_JUDGING: Final = Text(zh="核对名册", en="judging the roster")
_PART: Final = "#part"
_MEMBERS: Final = TABLES["members"]


class RosterParts:
    """The roster that a register has set aside, as registers that hold a part of it each."""

    def __init__(self, register: Register, progress: Progress) -> None:
        if register.aside is None:
            raise ValueError("the register holds its roster")
        self._register, self._source, self._progress = register, register.aside, progress
        self._count = max(1, -(-self._source.rows // ROWS))

    def __enter__(self) -> RosterParts:
        self._folder = tempfile.TemporaryDirectory(prefix="unionmodel-", ignore_cleanup_errors=True)
        try:
            self._sort_into(Path(self._folder.name))
        except BaseException:
            self._folder.cleanup()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._folder.cleanup()

    def __iter__(self) -> Iterator[Register]:
        for number in range(self._count):
            self._progress(_JUDGING, number, self._count)
            files = sorted(Path(self._folder.name).glob(f"{number:05}-*.arrow"))
            if files:
                rows = pl.concat([pl.read_ipc(file) for file in files])
                yield self._register.with_roster({one.name: one for one in rows.get_columns()}, self._source)
        self._progress(_JUDGING, self._count, self._count)

    def _sort_into(self, folder: Path) -> None:
        """Read, check and write all rows. Raises InputErrors with everything that is wrong."""
        names = tuple(column.name for column in _MEMBERS.columns if column.name in self._source.written)
        failed, total = Refusals(), self._source.rows
        for stretch, first in enumerate(range(0, total, ROWS)):
            self._progress(_SORTING, first, total)
            cells = read_part(self._source, names, first, min(ROWS, total - first), failed)
            if failed.listed:
                continue
            for name in names:
                column = _MEMBERS.column(name)
                if column.refers_to is not None:
                    cells[name] = self._register.numbered(column, cells[name])
            self._write(pl.DataFrame(cells), folder, stretch)
        self._progress(_SORTING, total, total)
        failed.refuse(self._register.title)

    def _write(self, rows: pl.DataFrame, folder: Path, stretch: int) -> None:
        whose: Any = pl.col("id").hash() % self._count if "id" in rows.columns else pl.lit(0, dtype=pl.UInt64)
        sorted_ = rows.with_columns(whose.alias(_PART)).sort(_PART, maintain_order=True)
        for (part,), mine in sorted_.partition_by(_PART, maintain_order=True, as_dict=True, include_key=False).items():
            mine.write_ipc(os.fspath(folder / f"{part:05}-{stretch:05}.arrow"))
