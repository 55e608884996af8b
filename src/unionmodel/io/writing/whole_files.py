"""Files that appear only when they are complete: reports, pictures, calendars."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_whole(content: bytes, path: str | os.PathLike[str]) -> None:
    """Write `content` to a file, over the one that is there; a writing that fails leaves the old one."""
    target = Path(path)
    # Made in a folder of its own, so that it may be read by whoever may read what is newly made there.
    with tempfile.TemporaryDirectory(prefix=f".{target.name}-", dir=target.parent) as workshop:
        unfinished = Path(workshop) / target.name
        unfinished.write_bytes(content)
        os.replace(unfinished, target)
