"""Tables of a database that have been copied: frames by name, with the folder in which the copy lies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import polars as pl


@attrs.frozen(eq=False)
class Copied(Mapping[str, pl.LazyFrame]):
    """Tables of a database by the names they have there, copied; the copy is removed with this object."""

    title: str
    _frames: Mapping[str, pl.LazyFrame]
    _folder: Any

    def __getitem__(self, name: str) -> pl.LazyFrame:
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)
