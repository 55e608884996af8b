"""Tables from comma-separated files and into them: UTF-8, UTF-8 with a mark, or GB18030."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from unionmodel.io.reading.collecting import Gathering, wrong
from unionmodel.io.reading.files import decode, read_bytes
from unionmodel.io.reading.grid import HEADER_ROWS, Grid, header_row, is_blank, take_grid
from unionmodel.io.reading.labels import find_header
from unionmodel.io.writing.tables import filled, refuse_blank, rows_of, table_title
from unionmodel.io.writing.targets import write_text
from unionmodel.io.writing.workbook import header, label
from unionmodel.language import Language, Text
from unionmodel.model.dictionary import Table
from unionmodel.model.structure import Structure

#: What may stand between two cells. The comma wins unless another one finds more of the table's columns.
DELIMITERS = (",", ";", "\t")
#: The longest cell, in characters.
LONGEST_CELL = 100_000
#: The most cells of a file.
MOST_CELLS = 15_000_000
#: What `protected` adds before a text that a spreadsheet would take for a formula.
_PROTECTED = re.compile(r"'+[=+\-@\t\r]")
_DANGEROUS = re.compile(r"'*[=+\-@\t\r]")


def read(gathering: Gathering, table: Table, path: Path, number: int) -> None:
    """Read the rows of `table` from the file at `path`, the input's table number `number`. Raises InputErrors."""
    text = decode(read_bytes(path), path.name)
    if "\x00" in text:
        raise wrong(
            path.name,
            Text(zh="含有空字符，不是 CSV 文本", en="contains null characters and is no CSV text"),
            Text(zh="另存为“CSV UTF-8”", en="save it as “CSV UTF-8”"),
        )
    rows = read_rows(text, best_delimiter(text, partial(_labels, table)), path.name)
    take_grid(gathering, table, Grid(path.name, rows), number)


def write(structure: Structure, folder: Path, language: Language, encoding: str) -> None:
    """Write a structure as a folder of CSV files, one a table, for spreadsheets.

    Texts that a spreadsheet would compute get a leading apostrophe, which reading takes off again. `language` is that
    of file names, headers and labels. Raises UnionModelError for a row without any cell, which a sheet cannot show.
    """
    folder.mkdir()
    for table in filled(structure):
        lines = io.StringIO()
        writer = csv.writer(lines)
        writer.writerow([header(column, language) for column in table.columns])
        for number, row in enumerate(rows_of(structure, table), start=1):
            cells = [protected(label(*cell, language)) for cell in row]
            refuse_blank(cells, table, number)
            writer.writerow(cells)
        write_text(folder / f"{table_title(table, language)}.csv", lines.getvalue(), encoding)


def protected(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula; reading takes the added mark off again.

    >>> protected("=1+1"), protected("-"), protected("工会")
    ("'=1+1", "'-", '工会')
    """
    return f"'{text}" if _DANGEROUS.match(text) else text


def read_rows(text: str, delimiter: str, title: str) -> list[list[str]]:
    """Return the cells of a CSV text, what `protected` adds taken off. Raises InputErrors."""
    if text.count(delimiter) + text.count("\n") > MOST_CELLS:
        raise wrong(
            title,
            Text(zh=f"超过 {MOST_CELLS} 个单元格", en=f"has more than {MOST_CELLS} cells"),
            Text(zh="分成几个文件，或放入数据库", en="split the file, or put it into a database"),
        )
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[list[str]] = []
    try:
        for row in reader:
            rows.append([cell[1:] if cell[:1] == "'" and _PROTECTED.match(cell) else cell for cell in row])
    except csv.Error as problem:
        raise wrong(
            f"{title}!{len(rows) + 1}",
            Text(zh=f"这一行无法读取（{problem}）", en=f"this row cannot be read ({problem})"),
            Text(zh="检查引号是否成对", en="check that every quotation mark is closed"),
        ) from None
    return rows


def best_delimiter(text: str, known: Callable[[list[list[str]]], int]) -> str:
    """Return the delimiter under which the first rows hold most of what is `known`; the comma wins a tie."""
    start = "".join(itertools.islice(io.StringIO(text, newline=""), HEADER_ROWS * 3))[: LONGEST_CELL * 2]

    def found(delimiter: str) -> int:
        try:
            return known(
                list(itertools.islice(csv.reader(io.StringIO(start, newline=""), delimiter=delimiter), HEADER_ROWS))
            )
        except csv.Error:
            return 0

    return max(DELIMITERS, key=found)


def _labels(table: Table, rows: list[list[str]]) -> int:
    """Return how many columns of a table the header among the rows names."""
    header = header_row(table, rows)
    return (
        0 if header is None else sum(find_header(table, one) is not None for one in rows[header] if not is_blank(one))
    )
