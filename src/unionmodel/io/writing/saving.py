"""Saving a structure in any form that can be read again: a document, a workbook, a folder, a database."""

from __future__ import annotations

import os
from pathlib import Path

from unionmodel.errors import UnknownName
from unionmodel.io.databases.database import is_url, write_structure
from unionmodel.io.formats import CSV, FORMATS, Format, format_of, suffixes
from unionmodel.io.writing.tables import as_document
from unionmodel.io.writing.targets import appearing, write_text
from unionmodel.language import Language, Text, default_language
from unionmodel.model.structure import Structure

#: What a folder may be filled with, and what CSV files may be encoded in: by name, as Python calls it.
FOLDERS = tuple(one.name for one in FORMATS if one.holds == "table")
ENCODINGS = {"utf-8": "utf-8-sig", "gb18030": "gb18030"}
_SAVED = {suffix for one in FORMATS if one.saved for suffix in one.suffixes}
#: The files that a structure can be saved as, by the last part of their name.
SUFFIXES = tuple(one for one in (*suffixes("document"), *suffixes("workbook")) if one in _SAVED)


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
    chosen = _form(path, form)
    with appearing(path) as unfinished:
        if chosen.holds == "document":
            write_text(unfinished, chosen.write(as_document(structure)))
        else:
            chosen.write(structure, unfinished, language or default_language(), ENCODINGS[encoding])


def _form(path: Path, folder: str | None) -> Format:
    """Return the format of what shall be at `path`. Raises UnknownName."""
    if folder is not None or not path.suffix:
        return next(one for one in FORMATS if one.name == (folder or CSV.name))
    found = format_of(path)
    if found is None or path.suffix.lower() not in SUFFIXES:
        raise UnknownName(Text(zh="文件类型", en="file type"), path.suffix, SUFFIXES)
    return found
