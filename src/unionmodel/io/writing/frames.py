"""Answers as data frames: rows of plain values as Polars columns of stated types."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from unionmodel.errors import MissingExtra


def frame(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, type[Any]]) -> Any:
    """Return `rows` as a Polars frame with `columns`: a name and ``str``, ``int`` or ``bool`` each; None stays blank.

    Raises MissingExtra where Polars is not installed.
    """
    import narwhals as nw

    types: dict[type[Any], Any] = {str: nw.String, int: nw.Int64, bool: nw.Boolean}
    try:
        found = [
            nw.new_series(name, [row[name] for row in rows], types[kind], backend="polars")
            for name, kind in columns.items()
        ]
    except ModuleNotFoundError:
        raise MissingExtra("polars", "scale") from None
    return nw.from_dict({series.name: series for series in found}).to_native()
