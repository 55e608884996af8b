"""What one run leaves for another as JSON documents: baselines, and journals of repairs."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from unionmodel.io.formats import json as json_format
from unionmodel.io.reading.files import decode_utf8, read_bytes
from unionmodel.io.writing.targets import appearing, write_text, write_whole


def read_json(path: str | os.PathLike[str]) -> object:
    """Return the document in a file, as plain values. Raises InputErrors for what is no JSON."""
    file = Path(path)
    return json_format.read(decode_utf8(read_bytes(file), file.name), file.name)


def write_baseline(
    baseline: Mapping[str, Any], path: str | os.PathLike[str], *, renewed: str | os.PathLike[str] | None = None
) -> None:
    """Write a baseline, UTF-8; `renewed` is the one that was read, which may be written anew. Raises UnionModelError."""
    write_whole(f"{json.dumps(baseline, ensure_ascii=False, indent=2)}\n".encode(), path, renewed)


def write_journal(journal: Mapping[str, Any], path: str | os.PathLike[str]) -> None:
    """Write a journal to a new file, UTF-8. Raises UnionModelError where there is one: none is ever written over."""
    with appearing(Path(path)) as unfinished:
        write_text(unfinished, json_format.write(journal))
