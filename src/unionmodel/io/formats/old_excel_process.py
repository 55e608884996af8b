"""The process in which an old workbook is read: a script of its own, which knows nothing of the library.

Whatever a hostile file does to the reader, it does it here, with little memory and little time.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta

#: What this process may use: bytes of memory (where the system can limit them) and seconds.
MEMORY = 2 * 1024**3
SECONDS = 60
#: The most cells and characters an old workbook may hold.
MOST_CELLS = 5_000_000
MOST_TEXT = 128 * 1024**2
#: The exit code where python-calamine is not installed.
NO_READER = 3


def main(search: str, path: str) -> None:
    """Read the workbook at `path` and write its sheets to standard output, as JSON.

    `search` is a JSON list of the folders in which the reader is looked for.
    """
    sys.path[:] = json.loads(search)
    _limit_memory()
    try:
        import python_calamine
    except ImportError:
        sys.exit(NO_READER)
    workbook = python_calamine.CalamineWorkbook.from_path(path)
    sheets = []
    cells = text = 0
    for metadata in workbook.sheets_metadata:
        sheet = workbook.get_sheet_by_name(metadata.name)
        if metadata.typ != python_calamine.SheetTypeEnum.WorkSheet or not sheet.height:
            continue
        cells += sheet.height * sheet.width
        if cells > MOST_CELLS:
            sys.exit("too many cells")
        rows = []
        for row in sheet.to_python(skip_empty_area=True):
            text += sum(len(cell) for cell in row if isinstance(cell, str))
            if text > MOST_TEXT:
                sys.exit("too much text")
            rows.append([_plain(cell) for cell in row])
        sheets.append({"name": metadata.name, "start": sheet.start or (0, 0), "rows": rows})
    sys.stdout.write(json.dumps(sheets))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _plain(cell: object) -> object:
    """Return a cell as JSON carries it: dates as a pair that no cell can be."""
    if isinstance(cell, datetime):
        return ["datetime", cell.isoformat()]
    if isinstance(cell, date):
        return ["date", cell.isoformat()]
    return str(cell) if isinstance(cell, (time, timedelta)) else cell


if __name__ == "__main__":
    main(*sys.argv[1:])
