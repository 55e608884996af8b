"""What the tools that write files share: write them, or say which ones are not as they would be written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(description: str, files: Mapping[Path, str], folders: Iterable[Path] = ()) -> int:
    """Write `files`, or with ``--check`` compare them; return the exit code.

    `folders` hold generated files only: whatever else lies there is left over and goes (or is reported).
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--check", action="store_true", help="write nothing; fail where a file is out of date")
    check = parser.parse_args().check
    left_over = [found for folder in folders for found in folder.rglob("*") if found.is_file() and found not in files]
    stale = [path for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in [*stale, *left_over]:
        print(f"{'out of date' if check else 'written' if path in files else 'removed'}: {path.relative_to(ROOT)}")
    if check:
        if stale or left_over:
            print(f"run: python tools/{Path(sys.argv[0]).name}", file=sys.stderr)
        return 1 if stale or left_over else 0
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(files[path], encoding="utf-8", newline="\n")
    for path in left_over:
        path.unlink()
    return 0
