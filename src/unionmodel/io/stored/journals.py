"""Journals of repairs as they are stored: JSON documents."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from unionmodel.io.formats.document import read_json
from unionmodel.io.reading.files import decode_utf8, read_bytes
from unionmodel.io.writing.targets import appearing, write_text


def write_journal(journal: Mapping[str, Any], path: str | os.PathLike[str]) -> None:
    """Write a journal to a new file, UTF-8. Raises UnionModelError where there is one: none is ever written over."""
    with appearing(Path(path)) as unfinished:
        write_text(unfinished, json.dumps(journal, ensure_ascii=False, indent=1) + "\n")


def read_journal(path: str | os.PathLike[str]) -> object:
    """Return the document of a journal, as plain values. Raises InputErrors for what is no JSON."""
    file = Path(path)
    return read_json(decode_utf8(read_bytes(file), file.name), file.name)
