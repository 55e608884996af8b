"""File formats: a line each in `FORMATS`, and a file each in this folder, with its `read` and its `write`.

By what a file holds, these two are

- of a document: ``read(text, title) -> object`` and ``write(document) -> str``;
- of a workbook, several tables: ``read(path) -> Iterator[Grid]`` and ``write(structure, file, language, encoding)``;
- of one table: ``read(gathering, table, path, number)`` and, for a folder of such files,
  ``write(structure, folder, language, encoding)``.
"""

from __future__ import annotations

import os
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Literal

import attrs

from unionmodel.errors import needing

MEGABYTE: Final = 1024 * 1024
Holding = Literal["workbook", "table", "document"]


@attrs.frozen
class Format:
    """A file format: its name, what a file of it holds, how its files end, and the largest one that is read, in bytes.

    `home` is its file in this folder, which is loaded when it is used; `extra` brings the packages that it needs;
    `saved` says that a structure can be saved in it.
    """

    name: str
    holds: Holding
    suffixes: tuple[str, ...]
    largest: int
    home: str
    extra: str | None = None
    saved: bool = True

    @property
    def read(self) -> Any:
        """What reads a file of this format."""
        return self._part("read")

    @property
    def write(self) -> Any:
        """What writes a structure in this format."""
        return self._part("write")

    def needing(self, package: str) -> AbstractContextManager[None]:
        """Say, where a package that this format needs is not installed, which extra brings it."""
        return needing(package, str(self.extra))

    def _part(self, name: str) -> Any:
        return getattr(import_module(f"{__name__}.{self.home}"), name)


EXCEL: Final = Format("xlsx", "workbook", (".xlsx",), 100 * MEGABYTE, "excel", "excel")
CSV: Final = Format("csv", "table", (".csv",), 256 * MEGABYTE, "csv")
PARQUET: Final = Format("parquet", "table", (".parquet",), 256 * MEGABYTE, "parquet", "scale")
JSON: Final = Format("json", "document", (".json",), 100 * MEGABYTE, "json")
YAML: Final = Format("yaml", "document", (".yaml", ".yml"), 20 * MEGABYTE, "yaml", "yaml")
TOML: Final = Format("toml", "document", (".toml",), 10 * MEGABYTE, "toml")
#: Every format, as errors list them.
FORMATS: Final = (
    EXCEL,
    Format("xlsm", "workbook", (".xlsm",), 100 * MEGABYTE, "excel", "excel", saved=False),
    Format("xls", "workbook", (".xls",), 50 * MEGABYTE, "excel", "excel", saved=False),
    CSV,
    PARQUET,
    JSON,
    YAML,
    TOML,
)


def format_of(path: str | os.PathLike[str]) -> Format | None:
    """Return the format that the name of a file tells; None where it tells none.

    >>> format_of("plan.YML").name, format_of("plan")
    ('yaml', None)
    """
    suffix = Path(path).suffix.lower()
    return next((one for one in FORMATS if suffix in one.suffixes), None)


def suffixes(*holding: Holding) -> tuple[str, ...]:
    """Return how files end that hold one of these, or any.

    >>> suffixes("document")
    ('.json', '.yaml', '.yml', '.toml')
    """
    return tuple(suffix for one in FORMATS if not holding or one.holds in holding for suffix in one.suffixes)
