"""Tables from workbooks, a sheet a table. New ones are guarded first, old ones read in a process apart."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from unionmodel.errors import MissingExtra
from unionmodel.io.formats.workbook_guard import damaged, guard
from unionmodel.io.reading.collecting import Gathering, wrong
from unionmodel.io.reading.files import read_bytes
from unionmodel.io.reading.grid import Grid, take_grid
from unionmodel.io.reading.labels import find_table, is_explanation, table_hint
from unionmodel.language import Text

_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NOT_SEEN = {
    "formula": (
        Text(zh="是没有计算结果的公式", en="is a formula without a value"),
        Text(zh="用 Excel 或 WPS 打开并保存一次", en="open the workbook in Excel and save it"),
    ),
    "error": (
        Text(zh="是错误值（如 #N/A、#REF!）", en="is an error such as #N/A or #REF!"),
        Text(zh="改正公式，或写入数值", en="mend the formula, or write the value"),
    ),
}


def take_workbook(gathering: Gathering, path: Path) -> None:
    """Read every sheet of the workbook at `path` into `gathering`. Raises InputErrors, or MissingExtra."""
    content = read_bytes(path)
    found = False
    for number, grid in enumerate(_grids(content, path)):
        table = find_table(grid.title)
        if table is not None:
            take_grid(gathering, table, grid, number)
            found = True
        elif not is_explanation(grid.title):
            found = True
            gathering.add(
                (number, -1, 0),
                grid.title,
                None,
                Text(zh="不是已知的表", en="is not a known table"),
                table_hint(grid.title),
            )
    if not found:
        raise wrong(
            path.name,
            Text(zh="没有任何表", en="holds no table"),
            Text(zh="每张工作表以表名命名，例如 工会、用人单位", en="name each sheet after its table, such as unions"),
        )


def read_grids(path: Path) -> Iterator[Grid]:
    """Return the sheets of the workbook at `path` that are not empty. Raises InputErrors, or MissingExtra."""
    return _grids(read_bytes(path), path)


def _grids(content: bytes, path: Path) -> Iterator[Grid]:
    """Return the sheets that are not empty."""
    if content.startswith(_ZIP):
        return _new(content, path.name)
    if content.startswith(_OLD):
        if path.suffix.lower() != ".xls":
            raise wrong(
                path.name,
                Text(zh="有密码保护，或是旧格式 .xls", en="is protected by a password, or of the old format .xls"),
                Text(zh="去掉密码，另存为 .xlsx", en="save it as .xlsx without a password"),
            )
        from unionmodel.io.formats.old_excel import read_old

        return iter(read_old(path))
    if content.lstrip()[:1] == b"<":
        raise wrong(
            path.name,
            Text(zh="是网页或 XML，不是工作簿", en="is a web page or XML and no workbook"),
            Text(zh="用 Excel 打开后另存为 .xlsx", en="open it in Excel and save it as .xlsx"),
        )
    raise damaged(path.name, "unknown format")


def _new(content: bytes, title: str) -> Iterator[Grid]:
    try:
        import python_calamine
    except ImportError:
        raise MissingExtra("python-calamine", "excel") from None
    guarded = guard(content, title)
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(guarded.content))
        for metadata in workbook.sheets_metadata:
            if metadata.typ != python_calamine.SheetTypeEnum.WorkSheet:
                continue
            counted = guarded.sheets.get(metadata.name)
            if counted is None:
                raise damaged(title, f"sheet {metadata.name}")
            if not counted.cells:
                continue
            sheet = workbook.get_sheet_by_name(metadata.name)
            row, column = sheet.start or (0, 0)
            rows = sheet.to_python(skip_empty_area=True)
            unread = {
                (at_row - row, at_column - column): _NOT_SEEN[kind]
                for (at_row, at_column), kind in counted.blind.items()
            }
            # The reader ends a sheet at its last value; what it cannot see may stand below.
            rows.extend([] for _ in range(max((at[0] for at in unread), default=-1) + 1 - len(rows)))
            yield Grid(metadata.name, rows, row, column, unread)
    except python_calamine.CalamineError as problem:
        raise damaged(title, str(problem)) from None
    except BaseException as problem:
        # A reader that gives up on a file raises what is no Exception.
        if type(problem).__name__ == "PanicException":
            raise damaged(title, str(problem)) from None
        raise
