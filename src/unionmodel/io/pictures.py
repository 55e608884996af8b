"""Pictures and reports as files, which appear only when they are complete."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_picture(data: bytes, path: str | os.PathLike[str]) -> None:
    """Write `data` to a file, over the one that is there; a writing that fails leaves the old one."""
    target = Path(path)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=target.name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
