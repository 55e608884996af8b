"""Where each county of Gansu stands in a map of equal squares: no borders, so that small counties can be read as well as big ones."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Mapping


@attrs.frozen
class Tile:
    """A square of the map: its row from the north, its column from the west, and the short name printed in it."""

    code: str
    label: str
    row: int
    column: int


@lru_cache(maxsize=1)
def _tiles() -> tuple[Tile, ...]:
    text = (resources.files("unionmodel") / "data" / "tile_map.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(Tile(row["code"], row["label"], int(row["row"]), int(row["column"])) for row in rows)


def _is_prefecture(tile: Tile) -> bool:
    # Jiayuguan is a prefecture without counties: it has a square of its own.
    return tile.code.endswith("00") and tile.code != "620200"


@lru_cache(maxsize=1)
def tiles() -> Mapping[str, Tile]:
    """Return the 87 squares by code: the 86 counties of the shipped list, and Jiayuguan, which has none.

    Placed by hand, once: the corridor runs to the north-west, and every prefecture hangs together.

    >>> len(tiles()), tiles()["620102"].label
    (87, '城关')
    """
    return MappingProxyType({tile.code: tile for tile in _tiles() if not _is_prefecture(tile)})


@lru_cache(maxsize=1)
def prefecture_labels() -> Mapping[str, Tile]:
    """Return where the name of each prefecture is written, on a free square beside it.

    >>> prefecture_labels()["620100"].label
    '兰州'
    """
    return MappingProxyType({tile.code: tile for tile in _tiles() if _is_prefecture(tile)})
