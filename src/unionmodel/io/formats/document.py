"""Structures written as one document: JSON, YAML, TOML, or the same as a Python dict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from unionmodel.io.formats import format_of
from unionmodel.io.formats.parsing import too_deep
from unionmodel.io.reading.collecting import Gathering, wrong
from unionmodel.io.reading.files import decode_utf8, read_bytes
from unionmodel.io.reading.labels import NO_TABLE, column_hint, find_column, find_table, table_hint
from unionmodel.language import Text
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.spelling import shown

#: The name and version of the document, under the key `format`.
FORMAT = "unionmodel/1"


def read_document(path: Path) -> object:
    """Return the content of the document at `path`, numbers exact. Raises InputErrors where it is none, MissingExtra."""
    form = format_of(path)
    assert form is not None and form.holds == "document", path
    try:
        return form.read(decode_utf8(read_bytes(path), path.name), path.name)
    except RecursionError:
        raise too_deep(path.name) from None


def take_mapping(gathering: Gathering, content: object, title: str) -> None:
    """Read a mapping of table names to lists of rows into `gathering`; `title` names the whole in errors."""
    if not isinstance(content, Mapping):
        raise wrong(
            title,
            Text(zh="最外层不是以表名为键的对象", en="is not a mapping of table names to rows"),
            Text(
                zh=f'应为 {{"format": "{FORMAT}", "unions": [...]}}',
                en=f'write {{"format": "{FORMAT}", "unions": [...]}}',
            ),
        )
    _report_twice(gathering, content, "", (0, -1, 0), title)
    for number, (name, rows) in enumerate(content.items()):
        if name == "format":
            _check_format(gathering, rows)
            continue
        table = find_table(name) if isinstance(name, str) else None
        if table is None:
            gathering.add((number, -1, 0), shown(name), None, NO_TABLE, table_hint(shown(name)))
        elif gathering.begin(table, name, number):
            take_rows(gathering, table, rows, name, number)


def _check_format(gathering: Gathering, value: object) -> None:
    if value != FORMAT:
        gathering.add(
            (0, -1, 0),
            "format",
            value,
            Text(zh="不是此版本能读取的格式", en="is not a format this version reads"),
            Text(zh=f"应为 {FORMAT}", en=f"write {FORMAT}"),
        )


def take_rows(gathering: Gathering, table: Table, rows: object, name: str, number: int) -> None:
    """Read the rows of one table, given as a list of mappings under `name`, into `gathering`."""
    if rows is None:
        return
    if not isinstance(rows, Sequence) or isinstance(rows, (str, bytes)):
        gathering.add(
            (number, -1, 0),
            name,
            rows,
            Text(zh="不是由行组成的列表", en="is not a list of rows"),
            Text(zh="写成 [{...}, {...}]", en="write [{...}, {...}]"),
        )
        return
    written: dict[str, str] = {}
    # One column is always there: a row without any cell is a row all the same.
    values: dict[str, list[object]] = {table.columns[0].name: [None] * len(rows)}
    for at, row in enumerate(rows):
        if isinstance(row, Mapping):
            _take_row(gathering, table, row, (number, at), values, written, (name, len(rows)))
        else:
            gathering.add(
                (number, at, 0),
                f"{name}[{at}]",
                row,
                Text(zh="不是以列名为键的对象", en="is not a mapping of columns to values"),
                Text(zh="写成 {...}", en="write {...}"),
            )
    mappings = frozenset((at, table.key) for at, row in enumerate(rows) if not isinstance(row, Mapping) and table.key)

    def path(row: int, column: Column) -> str:
        return f"{name}[{row}].{written.get(column.name, column.name)}"

    gathering.take(table, values, path, number, mappings)


def _take_row(
    gathering: Gathering,
    table: Table,
    row: Mapping[Any, object],
    position: tuple[int, int],
    values: dict[str, list[object]],
    written: dict[str, str],
    of: tuple[str, int],
) -> None:
    """Put the cells of one row into `values`; `of` is the name of the table and the number of its rows."""
    number, at = position
    path = f"{of[0]}[{at}]"
    _report_twice(gathering, row, f"{path}.", (number, at, 0), path)
    seen: dict[str, str] = {}
    for label, value in row.items():
        column = find_column(table, label) if isinstance(label, str) else None
        if column is None:
            gathering.add(
                (number, at, len(table.columns)),
                f"{path}.{shown(label)}",
                value,
                Text(zh=f"不是表“{table.zh}”的列", en=f"is not a column of {table.name}"),
                column_hint(table, shown(label)),
            )
        elif (first := seen.setdefault(column.name, label)) != label:
            gathering.add(
                (number, at, len(table.columns)),
                f"{path}.{label}",
                value,
                Text(zh=f"与 {first} 是同一列", en=f"is the same column as {first}"),
                Text(zh="只留一个", en="keep one of them"),
            )
        else:
            written.setdefault(column.name, label)
            if column.name not in values:
                values[column.name] = [None] * of[1]
            values[column.name][at] = value


def _report_twice(
    gathering: Gathering, content: Mapping[Any, object], prefix: str, position: tuple[int, int, int], whole: str
) -> None:
    for key in getattr(content, "keys_twice", ()):
        gathering.add(
            position,
            f"{prefix}{shown(key)}" if key else whole,
            None,
            Text(zh="出现了两次", en="is given twice"),
            Text(zh="只留一个", en="keep one of them"),
        )
