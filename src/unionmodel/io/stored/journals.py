"""Journals of repairs as they are stored: JSON documents."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from unionmodel.io.formats import json as json_format
from unionmodel.io.reading.files import decode_utf8, read_bytes
from unionmodel.io.writing.targets import appearing, write_text


def write_journal(journal: Mapping[str, Any], path: str | os.PathLike[str]) -> None:
    """Write a journal to a new file, UTF-8. Raises UnionModelError where there is one: none is ever written over."""
    with appearing(Path(path)) as unfinished:
        write_text(unfinished, json_format.write(journal))


def read_journal(path: str | os.PathLike[str]) -> object:
    """Return the document of a journal, as plain values. Raises InputErrors for what is no JSON."""
    file = Path(path)
    return json_format.read(decode_utf8(read_bytes(file), file.name), file.name)
