"""Finding the roster in what the user gives: a folder, one file, data frames or the address of a database."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from unionmodel.io.databases.database import connected, is_url
from unionmodel.io.reading.collecting import wrong
from unionmodel.io.reading.labels import find_table
from unionmodel.io.registers.errors import Refusals
from unionmodel.io.registers.files import scanned, sources_of, title_of
from unionmodel.io.registers.from_database import copy, known
from unionmodel.io.rosters.scanning import CELLS, FileScan, Scan
from unionmodel.language import Text
from unionmodel.progress import Progress


@contextmanager
def opened(source: str | os.PathLike[str] | Mapping[str, Any], progress: Progress | None = None) -> Iterator[Scan]:
    """Open the roster of a folder, a file, frames by table, or a database. Raises InputErrors where there is none."""
    if not is_url(source):
        yield _of_files(source)
        return
    wanted: dict[str, Sequence[str]] = {"unions": ["id"], "members": CELLS}
    with connected(str(source)) as (connection, title):
        if all(one.table.name != "members" for one in known(connection, title, wanted)):
            raise without_roster(title)
        copied = copy(connection, title, wanted, progress)
    yield _of_files(copied)


def _of_files(source: str | os.PathLike[str] | Mapping[str, Any]) -> FileScan:
    title = title_of(source)
    if not isinstance(source, Mapping):
        parts = _parts(Path(source))
        source = {Path(source).stem: scanned(parts)} if parts else source
    failed = Refusals()
    found = sources_of(source, failed.listed)
    if "members" not in found and not failed.listed:
        raise without_roster(title)
    failed.refuse(title)
    return FileScan(found["members"], found.get("unions"), title, source)


def _parts(path: Path) -> list[Path]:
    """Return the files of one table, where a file is given or the folder of its parts."""
    if path.is_file():
        return [path]
    return sorted(path.glob("*.parquet")) if path.is_dir() and find_table(path.name) is not None else []


def without_roster(title: str) -> Exception:
    """Return the error of an input that has no roster."""
    return wrong(
        title,
        Text(zh="没有会员名册", en="has no roster of members"),
        Text(
            zh="名册是表 members（会员名册）：一个文件，或一个装有多个 .parquet 文件的文件夹",
            en="a roster is the table members: one file, or a folder of .parquet files",
        ),
    )
