"""Findings written as Parquet while they are found: parts beside the file, joined when all are there."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

import polars as pl

from unionmodel.io.writing.targets import appearing, replacing


class FindingsFile:
    """A Parquet file that appears only when it is complete; without a path, the frames are kept in memory."""

    def __init__(self, path: Path | None, schema: dict[str, Any]) -> None:
        self._path = path
        self._schema = schema
        self._frames: list[pl.DataFrame] = []
        self._parts: list[Path] = []
        self._unfinished: Path | None = None
        self._open = ExitStack()

    def __enter__(self) -> FindingsFile:
        if self._path is not None:
            self._unfinished = self._open.enter_context(replacing(self._path))
        return self

    def write(self, frame: pl.DataFrame) -> None:
        """Add findings."""
        if not len(frame):
            return
        if self._unfinished is None:
            self._frames.append(frame)
            return
        self._parts.append(self._unfinished.with_name(f".{len(self._parts):06}"))
        frame.write_parquet(self._parts[-1])

    @property
    def findings(self) -> pl.LazyFrame:
        """All findings, to be read when they are asked for."""
        if self._path is not None:
            return pl.scan_parquet(self._path)
        return pl.concat([pl.DataFrame(schema=self._schema), *self._frames]).lazy()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._open:
            if error is not None:
                raise error
            if self._unfinished is not None and self._parts:
                pl.scan_parquet(self._parts).sink_parquet(self._unfinished)
            elif self._unfinished is not None:
                pl.DataFrame(schema=self._schema).write_parquet(self._unfinished)


def write_frames(folder: Path, frames: Mapping[str, pl.DataFrame]) -> None:
    """Write frames as Parquet into a new folder, which appears only when it is complete; only its owner may look in."""
    with appearing(folder) as unfinished:
        unfinished.mkdir(mode=0o700)
        for name, frame in frames.items():
            frame.write_parquet(unfinished / f"{name}.parquet")
