"""Saving a structure in any form that can be read again: a document, a workbook, a folder, a database."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from unionmodel.errors import UnknownName
from unionmodel.io.databases.database import is_url, write_structure
from unionmodel.io.writing.tables import as_document, write_csv, write_json, write_workbook
from unionmodel.io.writing.targets import appearing, write_text
from unionmodel.language import Language, Text
from unionmodel.model.structure import Structure

#: What a folder may be filled with, and what CSV files may be encoded in: by name, as Python calls it.
FOLDERS = ("csv", "parquet")
ENCODINGS = {"utf-8": "utf-8-sig", "gb18030": "gb18030"}
#: The files that a structure can be saved as, by the last part of their name.
SUFFIXES = (".json", ".yaml", ".yml", ".toml", ".xlsx")
#: Characters that JSON writes as they are, and YAML or TOML only escaped.
_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def save(
    structure: Structure,
    target: str | os.PathLike[str],
    *,
    language: Language | None = None,
    form: str | None = None,
    encoding: str = "utf-8",
) -> None:
    """Write a structure so that `load` gives it back, equal to the last fen.

    `target` ends in .json, .yaml, .toml or .xlsx; or is a folder, filled with CSV files or, where `form` is
    ``parquet``, with parquet files; or the address of a database (``duckdb:///FILE``, any that SQLAlchemy speaks to).
    `language` is that of sheet names, headers and labels in workbooks and CSV; `encoding` is ``utf-8`` or ``gb18030``,
    for CSV. What appears is complete, or nothing appears. Whether the shipped divisions count (`base_places`) is said to
    `load`, and is no part of a file.

    Raises UnionModelError where there is something at `target` already, or where this form cannot hold a cell or row;
    UnknownName for a form or encoding that does not exist, InputErrors where a database refuses, MissingExtra where a
    package for this form is not installed.

    >>> import tempfile, unionmodel as um
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(um.demo(), f"{folder}/proposal.yaml")
    ...     um.load(f"{folder}/proposal.yaml").sha256 == um.demo().sha256
    True
    """
    if encoding not in ENCODINGS:
        raise UnknownName(Text(zh="编码", en="encoding"), encoding, tuple(ENCODINGS))
    if form is not None and form not in FOLDERS:
        raise UnknownName(Text(zh="文件夹形式", en="form of a folder"), form, FOLDERS)
    if isinstance(target, str) and is_url(target):
        write_structure(target, structure)
        return
    path = Path(target)
    write = _writer(path, form, language, ENCODINGS[encoding])
    with appearing(path) as unfinished:
        write(structure, unfinished)


def _writer(
    path: Path, form: str | None, language: Language | None, encoding: str
) -> Callable[[Structure, Path], None]:
    suffix = path.suffix.lower()
    if form is not None or not suffix:
        if form == "parquet":
            from unionmodel.io.formats.parquet import write_parquet

            return write_parquet
        return lambda structure, folder: write_csv(structure, folder, language, encoding)
    writers: dict[str, Callable[[Structure, Path], None]] = {
        ".json": write_json,
        ".yaml": lambda structure, file: write_text(file, as_yaml(as_document(structure))),
        ".yml": lambda structure, file: write_text(file, as_yaml(as_document(structure))),
        ".toml": lambda structure, file: write_text(file, as_toml(as_document(structure))),
        ".xlsx": lambda structure, file: write_workbook(structure, file, language),
    }
    if suffix not in writers:
        raise UnknownName(Text(zh="文件类型", en="file type"), path.suffix, SUFFIXES)
    return writers[suffix]


def as_yaml(document: dict[str, Any]) -> str:
    """Return a document as YAML: texts quoted, so that no reader takes a code for a number or `no` for false.

    >>> print(as_yaml({"format": "unionmodel/1", "unions": [{"id": "007", "members": 3}]}), end="")
    format: "unionmodel/1"
    unions:
      - id: "007"
        members: 3
    """
    lines = []
    for name, rows in document.items():
        if not isinstance(rows, list):
            lines.append(f"{name}: {_value(rows)}\n")
            continue
        lines.append(f"{name}:\n")
        for row in rows:
            cells = [f"{column}: {_value(value)}\n" for column, value in row.items()]
            lines.append("  - " + "    ".join(cells or ["{}\n"]))
    return "".join(lines)


def as_toml(document: dict[str, Any]) -> str:
    """Return a document as TOML.

    >>> print(as_toml({"format": "unionmodel/1", "unions": [{"id": "007", "members": 3}]}), end="")
    format = "unionmodel/1"
    <BLANKLINE>
    [[unions]]
    id = "007"
    members = 3
    """
    lines = []
    for name, rows in document.items():
        if not isinstance(rows, list):
            lines.append(f"{name} = {_value(rows)}\n")
            continue
        for row in rows:
            lines.append(f"\n[[{name}]]\n")
            lines.extend(f"{column} = {_value(value)}\n" for column, value in row.items())
    return "".join(lines)


def _value(value: Any) -> str:
    """Return a cell as YAML and TOML both read it: they share with JSON texts in quotes, numbers, true and false."""
    written = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
