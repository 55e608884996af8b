"""Findings written as Parquet while they are found: parts beside the file, joined when all are there."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

import polars as pl


class FindingsFile:
    """A Parquet file that appears only when it is complete; without a path, the frames are kept in memory."""

    def __init__(self, path: Path | None, schema: dict[str, Any]) -> None:
        self._path = path
        self._schema = schema
        self._parts: list[pl.DataFrame] = []
        self._folder: Path | None = None
        self._count = 0

    def __enter__(self) -> FindingsFile:
        if self._path is not None:
            self._folder = Path(tempfile.mkdtemp(dir=self._path.parent or Path(), prefix=f".{self._path.name}-"))
        return self

    def write(self, frame: pl.DataFrame) -> None:
        """Add findings."""
        if not len(frame):
            return
        if self._folder is None:
            self._parts.append(frame)
        else:
            frame.write_parquet(self._folder / f"{self._count:06}.parquet")
        self._count += 1

    @property
    def findings(self) -> pl.LazyFrame:
        """All findings, to be read when they are asked for."""
        if self._path is not None:
            return pl.scan_parquet(self._path)
        return pl.concat([pl.DataFrame(schema=self._schema), *self._parts]).lazy()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._folder is None or self._path is None:
            return
        try:
            if kind is None:
                whole = self._folder / "whole"
                if self._count:
                    pl.scan_parquet(self._folder / "*.parquet").sink_parquet(whole)
                else:
                    pl.DataFrame(schema=self._schema).write_parquet(whole)
                os.replace(whole, self._path)
        finally:
            shutil.rmtree(self._folder, ignore_errors=True)


def write_frames(folder: Path, frames: Mapping[str, pl.DataFrame]) -> None:
    """Write frames as Parquet into a new folder, which appears only when it is complete; only its owner may look in."""
    made = Path(tempfile.mkdtemp(dir=folder.parent or Path(), prefix=f".{folder.name}-"))
    try:
        for name, frame in frames.items():
            frame.write_parquet(made / f"{name}.parquet")
        os.replace(made, folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
