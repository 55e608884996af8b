"""Tables that were fetched from elsewhere: frames by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import polars as pl


@attrs.frozen(eq=False)
class Copied(Mapping[str, pl.LazyFrame]):
    """Tables of a database, or of Spark, by the names they have there; what lies in `_folder` is removed with this object."""

    title: str
    _frames: Mapping[str, pl.LazyFrame]
    _folder: Any = None
    in_database: bool = True
    #: What errors call a table, where it is not by its name.
    titles: Mapping[str, str] = attrs.field(factory=dict)

    def __getitem__(self, name: str) -> pl.LazyFrame:
        return self._frames[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._frames)

    def __len__(self) -> int:
        return len(self._frames)
