"""Old binary workbooks (.xls), read in a process of their own: they cannot be counted before they are opened.

Whatever such a file does to its reader, it does it to a process with little memory and little time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

from unionmodel.errors import MissingExtra
from unionmodel.io.formats import EXCEL
from unionmodel.io.formats import old_excel_process as process
from unionmodel.io.reading.collecting import wrong
from unionmodel.io.reading.grid import Grid
from unionmodel.language import Text


def read_old(path: Path) -> list[Grid]:
    """Return the sheets of the old workbook at `path` that are not empty. Raises InputErrors, or MissingExtra."""
    # -P: the folder of the script must not come before the standard library, whose names it shares.
    command = [sys.executable, "-P", process.__file__, json.dumps(sys.path), os.fspath(path.resolve())]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=process.SECONDS, stdin=subprocess.DEVNULL, check=False
        )
    except subprocess.TimeoutExpired:
        raise _refused(path, f"{process.SECONDS} s") from None
    except OSError as problem:
        raise _refused(path, str(problem)) from None
    if done.returncode == process.NO_READER:
        raise MissingExtra("python-calamine", str(EXCEL.extra))
    if done.returncode != 0:
        raise _refused(path, _last_line(done.stderr))
    return [
        Grid(sheet["name"], [[_cell(cell) for cell in row] for row in sheet["rows"]], *sheet["start"])
        for sheet in json.loads(done.stdout)
    ]


def _cell(cell: Any) -> object:
    if isinstance(cell, list):
        kind, written = cell
        return datetime.fromisoformat(written) if kind == "datetime" else date.fromisoformat(written)
    return cell


def _refused(path: Path, reason: str) -> Exception:
    return wrong(
        path.name,
        Text(zh=f"无法读取旧格式工作簿（{reason}）", en=f"cannot be read as an old workbook ({reason})"),
        Text(zh="用 Excel 或 WPS 打开后另存为 .xlsx", en="open it in Excel and save it as .xlsx"),
    )


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").strip().splitlines() or ["no answer"]
    told = next((line for line in lines if "memory allocation" in line), lines[-1])
    return told[:120]
