"""Baselines as they are stored: JSON documents."""

from __future__ import annotations

import os
from pathlib import Path

from unionmodel.io.formats.document import read_json
from unionmodel.io.reading.files import decode_utf8, read_bytes


def read_baseline(path: str | os.PathLike[str]) -> object:
    """Return the document of a baseline, as plain values. Raises InputErrors for what is no JSON."""
    file = Path(path)
    return read_json(decode_utf8(read_bytes(file), file.name), file.name)
