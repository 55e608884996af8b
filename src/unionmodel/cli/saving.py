"""How commands save a structure under the name that they were given."""

from __future__ import annotations

from pathlib import Path

import unionmodel as um
from unionmodel.errors import UnknownName
from unionmodel.io.databases.database import is_url
from unionmodel.io.export import exporting
from unionmodel.io.writing import saving
from unionmodel.language import Language, Text, default_language


def save_as(
    structure: um.Structure,
    target: str | Path,
    language: str | None,
    *,
    form: str | None = None,
    encoding: str = "utf-8",
    base: str | None = None,
) -> None:
    """Save a structure, or export it where the name of the file asks for an export."""
    chosen: Language = "en" if (language or default_language()) == "en" else "zh"
    database = isinstance(target, str) and is_url(target)
    format = None if database or form else exporting.format_of(target)
    if format is not None:
        um.export(structure, format, target, language=chosen, base=base)
        return
    suffix = "" if database else Path(target).suffix
    if suffix and not form and suffix.lower() not in saving.SUFFIXES:
        known = (*saving.SUFFIXES, *(one for suffixes in exporting.FORMATS.values() for one in suffixes))
        raise UnknownName(Text(zh="文件类型", en="file type"), suffix, known)
    um.save(structure, target, language=chosen, form=form, encoding=encoding)
