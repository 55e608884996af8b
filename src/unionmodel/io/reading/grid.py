"""A table written as a grid of cells: its header row, its columns, its rows. For workbooks and CSV files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import attrs

from unionmodel.io.reading.collecting import Gathering
from unionmodel.io.reading.labels import column_hint, find_header, is_remark
from unionmodel.language import Text
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.spelling import shown, trimmed

#: The header row is looked for in so many rows: titles and notes may stand above it.
HEADER_ROWS = 10
#: And in so many cells of each: no table has more than a few dozen columns.
HEADER_CELLS = 1000


@attrs.frozen
class Grid:
    """The cells of a sheet or CSV file, from `first_row` and `first_column` (0 is the first) on, under a title.

    `unread` holds cells whose value the reader could not see, with the reason and the hint.
    """

    title: str
    rows: Sequence[Sequence[object]]
    first_row: int = 0
    first_column: int = 0
    unread: Mapping[tuple[int, int], tuple[Text, Text]] = attrs.field(factory=dict)

    def path(self, row: int, column: int) -> str:
        """Return where the cell of `rows[row][column]` stands, as in ``unions!E5``."""
        return f"{self.title}!{letters(self.first_column + column)}{self.first_row + row + 1}"


def letters(column: int) -> str:
    """Return the name a spreadsheet gives to a column; 0 is the first.

    >>> [letters(column) for column in (0, 25, 26, 16383)]
    ['A', 'Z', 'AA', 'XFD']
    """
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def is_blank(cell: object) -> bool:
    """Return whether a cell holds nothing, or only white space."""
    return cell is None or (isinstance(cell, str) and not trimmed(cell))


def header_row(table: Table, rows: Sequence[Sequence[object]]) -> int | None:
    """Return the number of the header row: the first with two known labels, or with none but known ones."""
    partly = None
    for number, row in enumerate(rows[:HEADER_ROWS]):
        cells = [cell for cell in row[:HEADER_CELLS] if not is_blank(cell)]
        known = sum(find_header(table, cell) is not None for cell in cells)
        if known >= 2 or (known and known == len(cells)):
            return number
        if known and partly is None:
            partly = number
    return partly


def take_grid(gathering: Gathering, table: Table, grid: Grid, number: int) -> None:
    """Read the rows of `table` from a grid, the input's table number `number`, into `gathering`."""
    if all(is_blank(cell) for row in grid.rows for cell in row) and not grid.unread:
        return
    if not gathering.begin(table, grid.title, number):
        return
    header = header_row(table, grid.rows)
    if header is None:
        labels = [(column.zh, column.name) for column in table.columns[:6]]
        gathering.add(
            (number, -1, 0),
            grid.title,
            None,
            Text(
                zh=f"前 {HEADER_ROWS} 行中没有表头",
                en=f"none of the first {HEADER_ROWS} rows is a header row",
            ),
            Text(
                zh="表头应有：" + "、".join(zh for zh, _ in labels),
                en="a header row holds names such as " + ", ".join(en for _, en in labels),
            ),
        )
        return
    columns = _columns(gathering, table, grid, header, number)
    aside = {place for place, label in enumerate(grid.rows[header]) if _is_aside(table, label)}
    rows = [row for row in range(header + 1, len(grid.rows)) if _counts(grid, row, columns, aside)]
    if table.key is not None and columns and table.key not in columns.values():
        _no_key(gathering, table, grid, header, number)
        return
    values: dict[str, Sequence[object]] = {
        name: [grid.rows[row][place] if place < len(grid.rows[row]) else None for row in rows]
        for place, name in columns.items()
    }
    place_of = {name: place for place, name in columns.items()}
    skip = _report_unread(gathering, grid, rows, columns, number)
    path: Callable[[int, Column], str] = lambda row, column: grid.path(rows[row], place_of[column.name])  # noqa: E731
    gathering.take(table, values, path, number, skip, place_of)


def _is_aside(table: Table, label: object) -> bool:
    """Return whether a column holds remarks: it has a name for such, and not one of the table's with a slip before it."""
    return is_remark(label) and find_header(table, label) is None


def _counts(grid: Grid, row: int, columns: dict[int, str], aside: set[int]) -> bool:
    """Return whether a row says something; remarks on what has been deleted do not."""
    for place, cell in enumerate(grid.rows[row]):
        if cell is not None and cell != "" and not is_blank(cell) and place not in aside:
            return True
    return bool(grid.unread) and any((row, place) in grid.unread for place in columns)


def _columns(gathering: Gathering, table: Table, grid: Grid, header: int, number: int) -> dict[int, str]:
    """Return the column name at each place of the header row, and report what is wrong there."""
    columns: dict[int, str] = {}
    refuse_values_without_header(gathering, grid, header, number)
    for place, label in enumerate(grid.rows[header]):
        if is_blank(label):
            continue
        column = find_header(table, label)
        if _is_aside(table, label):
            continue
        if column is None:
            gathering.add(
                (number, -1, place),
                grid.path(header, place),
                label,
                Text(zh=f"不是表“{table.zh}”的列", en=f"is not a column of {table.name}"),
                column_hint(table, shown(label)),
            )
        elif column.name in columns.values():
            earlier = next(grid.path(header, at) for at, name in columns.items() if name == column.name)
            gathering.add(
                (number, -1, place),
                grid.path(header, place),
                label,
                Text(zh=f"与 {earlier} 是同一列", en=f"is the same column as {earlier}"),
                Text(zh="只留一列", en="keep one of them"),
            )
        else:
            columns[place] = column.name
    return columns


def refuse_values_without_header(gathering: Gathering, grid: Grid, header: int, number: int) -> None:
    """Report the first value in every column without a header."""
    labels = grid.rows[header]
    bare = {place for place, label in enumerate(labels) if is_blank(label)}
    reported: set[int] = set()
    for row in range(header + 1, len(grid.rows)):
        cells = grid.rows[row]
        if not bare and len(cells) <= len(labels):
            continue
        for place, cell in enumerate(cells):
            if (place in bare or place >= len(labels)) and place not in reported and not is_blank(cell):
                reported.add(place)
                gathering.add(
                    (number, -1, place),
                    grid.path(row, place),
                    cell,
                    Text(zh="所在的列没有表头", en="stands in a column without a header"),
                    Text(zh="补上表头，或删去该列", en="name the column in the header row, or empty it"),
                )


def _no_key(gathering: Gathering, table: Table, grid: Grid, header: int, number: int) -> None:
    key = table.column(table.key or "")
    gathering.add(
        (number, -1, 0),
        f"{grid.title}!{grid.first_row + header + 1}",
        None,
        Text(zh=f"缺少“{key.zh}”列", en=f"the column {key.name} is missing"),
        Text(zh="每一行都要有编号", en="every row needs its own"),
    )


def _report_unread(
    gathering: Gathering, grid: Grid, rows: list[int], columns: dict[int, str], number: int
) -> frozenset[tuple[int, str]]:
    if not grid.unread:
        return frozenset()
    at = {row: place for place, row in enumerate(rows)}
    skip = set()
    for (row, place), (problem, hint) in grid.unread.items():
        if row in at and place in columns:
            gathering.add((number, at[row], place), grid.path(row, place), None, problem, hint)
            skip.add((at[row], columns[place]))
    return frozenset(skip)
