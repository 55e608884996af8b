"""Rosters with columns written anew: a CSV file row by row, however long; a workbook sheet by sheet; all or nothing."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import os
from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, Final

import attrs

from unionmodel import resident
from unionmodel.errors import UnionModelError, nearest
from unionmodel.io.formats import EXCEL, suffixes
from unionmodel.io.formats.csv import DELIMITERS, LONGEST_CELL
from unionmodel.io.reading.collecting import Gathering, TooManyErrors, wrong
from unionmodel.io.reading.files import kind_of, unreadable
from unionmodel.io.reading.grid import HEADER_ROWS, Grid, is_blank
from unionmodel.io.writing.targets import appearing, for_owner_only, rows_into, write_bytes
from unionmodel.language import Text
from unionmodel.model.amounts import EXACT_DIGITS, destroyed
from unionmodel.model.spelling import label_fold, shown
from unionmodel.progress import Progress, silent

#: Writes one cell anew. Raises UnionModelError, whose first argument says what is wrong with it.
Replace = Callable[[str], str]

_ROSTER: Final = Text(zh="名册", en="roster")
_CHUNK: Final = 1 << 20
#: After so many rows `progress` is told.
_STEP: Final = 2_000
#: No secret is longer, in bytes.
_SMALL: Final = 65_536
#: Excel's calendar begins in 1900, and its first two months have a day too many.
_FIRST_DAY: Final = date(1900, 3, 1)


@attrs.frozen
class Rewritten:
    """What became of a roster: its rows below the header, the cells written anew, and those that were blank."""

    rows: int
    replaced: int
    blank: int

    @property
    def text(self) -> Text:
        """The counts in one sentence."""
        return Text(
            zh=f"共 {self.rows} 行：已替换 {self.replaced} 个，空白 {self.blank} 个",
            en=f"{self.rows} rows: {self.replaced} cells replaced, {self.blank} blank",
        )


def rewrite(
    source: Path,
    output: Path,
    columns: Sequence[str],
    replace: Replace,
    *,
    rename: str | None = None,
    progress: Progress = silent,
) -> Rewritten:
    """Write the roster `source` as `output`, every cell of `columns` replaced; see `unionmodel.identity.pseudonymise`."""
    if not columns or (rename is not None and len(columns) != 1):
        raise UnionModelError(
            Text(zh="至少指定一列；改名时只能指定一列", en="name at least one column; just one where it is renamed")
        )
    if output.exists():
        raise wrong(
            os.fspath(output),
            Text(zh="已经存在", en="exists already"),
            Text(zh="换一个文件名", en="choose another name"),
        )
    if kind_of(source) != "file":
        raise unreadable(source, OSError("not a regular file"))
    workbook = source.suffix.lower() in suffixes("workbook")
    if (source.suffix.lower() != ".csv" and not workbook) or output.suffix.lower() != (".xlsx" if workbook else ".csv"):
        raise wrong(
            os.fspath(source),
            Text(zh=f"不能由 {source.suffix} 写成 {output.suffix}", en=f"cannot be written as {output.suffix or 'a file without an ending'}"),
            Text(zh="由 .csv 写成 .csv，由工作簿写成 .xlsx", en="write .csv from .csv, and .xlsx from a workbook"),
        )  # fmt: skip
    work = _Work(source.name, columns, replace, rename)
    try:
        with appearing(output) as unfinished:
            target = for_owner_only(unfinished)
            if workbook:
                _rewrite_workbook(work, source, target, progress)
            else:
                _rewrite_csv(work, source, target, progress)
            work.gathering.raise_errors()
    except TooManyErrors:
        work.gathering.raise_errors()
    return Rewritten(work.rows, work.replaced, work.blank)


def read_small(path: Path) -> bytes:
    """Return the bytes of a file of a few lines. Raises InputErrors."""
    if kind_of(path) != "file":
        raise unreadable(path, OSError("not a regular file"))
    try:
        with path.open("rb") as file:
            content = file.read(_SMALL + 1)
    except OSError as problem:
        raise unreadable(path, problem) from None
    if len(content) > _SMALL:
        raise unreadable(path, OSError("too large"))
    return content


def write_new(path: Path, content: bytes) -> None:
    """Write a file that does not exist yet, for its owner only. Raises InputErrors where it exists."""
    if os.path.lexists(path):
        raise wrong(
            os.fspath(path),
            Text(zh="已经存在，不会覆盖", en="exists already and is not written over"),
            Text(zh="换一个文件名，或直接使用它", en="choose another name, or use the one that is there"),
        )
    with appearing(path) as unfinished:
        write_bytes(for_owner_only(unfinished), content)


@attrs.define
class _Work:
    """One roster under way: what is asked, what has been done, and every error."""

    title: str
    columns: Sequence[str]
    replace: Replace
    rename: str | None
    gathering: Gathering = attrs.field(init=False)
    rows: int = 0
    replaced: int = 0
    blank: int = 0

    def __attrs_post_init__(self) -> None:
        self.gathering = Gathering(self.title)

    def places(self, labels: Sequence[object]) -> dict[int, str] | None:
        """Return where the asked columns stand in a header row; None where not all are there."""
        folded = [label_fold(label) if isinstance(label, str) else "" for label in labels]
        found = {column: folded.index(label_fold(column)) for column in self.columns if label_fold(column) in folded}
        return {place: column for column, place in found.items()} if len(found) == len(self.columns) else None

    def header(self, rows: Sequence[Sequence[object]]) -> int | None:
        """Return which of the first rows holds the asked columns."""
        return next((number for number, row in enumerate(rows[:HEADER_ROWS]) if self.places(row) is not None), None)

    def renamed(self, labels: Sequence[object], places: dict[int, str]) -> list[object]:
        """Return the header row with the new name."""
        return [self.rename if self.rename and place in places else label for place, label in enumerate(labels)]

    def row(self, cells: Sequence[object], at: tuple[int, int], grid: Grid, places: dict[int, str]) -> list[object]:
        """Return a row written anew; `at` is the number of its sheet and its own in `grid`."""
        written = list(cells)
        if places and any(not is_blank(cell) for cell in cells):
            self.rows += 1
            self.blank += sum(place >= len(cells) or is_blank(cells[place]) for place in places)
        for place, cell in enumerate(cells):
            if place in places:
                if not is_blank(cell):
                    written[place] = self._anew(cell, at, place, grid)
            elif (isinstance(cell, str) and resident.holds_one(cell)) or _is_number(cell):
                self._refuse(at, place, grid, cell, resident.refusal()[0], _ELSEWHERE)
        return written

    def unread(self, at: tuple[int, int], place: int, grid: Grid) -> None:
        """Report a cell whose value cannot be seen."""
        problem, hint = grid.unread[at[1], place]
        self._refuse(at, place, grid, None, problem, hint)

    def _anew(self, cell: object, at: tuple[int, int], place: int, grid: Grid) -> object:
        text = cell if isinstance(cell, str) else str(int(cell)) if isinstance(cell, float) else str(cell)
        if not isinstance(cell, str) and len(text) > EXACT_DIGITS:
            problem = destroyed()
            self._refuse(at, place, grid, resident.covered(text), problem.problem, problem.hint)
            return None
        try:
            new = self.replace(text)
        except UnionModelError as refusal:
            reason = refusal.args[0] if refusal.args else str(refusal)
            self._refuse(at, place, grid, resident.covered(text[:40]), reason, _INVALID)
            return None
        self.replaced += 1
        return new

    def _refuse(self, at: tuple[int, int], place: int, grid: Grid, value: object, problem: str, hint: Text) -> None:
        self.gathering.add((at[0], at[1], place), grid.path(at[1], place), value, problem, hint)


_INVALID: Final = Text(zh="对照证件改正；不知道就留空", en="correct it by the card, or leave it blank")
_ELSEWHERE: Final = Text(
    zh="这一列也要替换：再加一个 --column，或删去该列",
    en="replace this column, too: name it with --column, or remove it",
)


def _is_number(cell: object) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool) and resident.is_one(cell)


def _rewrite_csv(work: _Work, source: Path, target: Path, progress: Progress) -> None:
    encoding, size = _encoding(source), source.stat().st_size
    csv.field_size_limit(LONGEST_CELL)
    delimiter, header = _layout(work, source, encoding)
    grid = Grid(source.name, ())
    number = -1
    with (
        source.open("rb") as raw,
        io.TextIOWrapper(raw, encoding=encoding, newline="") as lines,
        rows_into(target) as file,
    ):
        writer = csv.writer(file, delimiter=delimiter)
        places: dict[int, str] = {}
        try:
            for number, cells in enumerate(csv.reader(lines, delimiter=delimiter)):
                if number == header:
                    places = work.places(cells) or {}
                    writer.writerow(work.renamed(cells, places))
                    continue
                writer.writerow(work.row(cells, (0, number), grid, places))
                if number % _STEP == 0:
                    progress(_ROSTER, min(raw.tell(), size), size)
        except csv.Error as problem:
            raise wrong(
                f"{source.name}!{number + 2}",
                Text(zh=f"这一行无法读取（{problem}）", en=f"this row cannot be read ({problem})"),
                Text(zh="检查引号是否成对", en="check that every quotation mark is closed"),
            ) from None
    progress(_ROSTER, size, size)


def _layout(work: _Work, source: Path, encoding: str) -> tuple[str, int]:
    """Return the delimiter under which a header row has the asked columns, and the number of that row."""
    with source.open(encoding=encoding, newline="") as file:
        start = list(itertools.islice(file, HEADER_ROWS * 3))
    seen: list[list[str]] = []
    for delimiter in DELIMITERS:
        try:
            rows = list(itertools.islice(csv.reader(start, delimiter=delimiter), HEADER_ROWS))
        except csv.Error:
            continue
        if (header := work.header(rows)) is not None:
            return delimiter, header
        seen += rows
    raise _no_columns(work, source.name, seen)


def _no_columns(work: _Work, title: str, rows: Sequence[Sequence[object]]) -> Exception:
    """Return the error of a roster without the asked columns, with the nearest label of its first rows."""
    labels = [cell for row in rows for cell in row if isinstance(cell, str) and not is_blank(cell)]
    folded = {label_fold(label) for label in labels}
    missing = [column for column in work.columns if label_fold(column) not in folded]
    guess = nearest((missing or list(work.columns))[0], labels)
    names = "、".join(missing or work.columns), ", ".join(missing or work.columns)
    hint = (
        Text(zh=f"是不是想写 {shown(guess)}？", en=f"did you mean {shown(guess)}?")
        if guess
        else Text(zh="写表头中的列名", en="name a column of the header row")
    )
    return wrong(
        title,
        Text(
            zh=f"前 {HEADER_ROWS} 行中没有含“{names[0]}”的表头",
            en=f"has no header row with {names[1]} in its first {HEADER_ROWS} rows",
        ),
        hint,
    )


def _encoding(source: Path) -> str:
    """Return how a CSV file is encoded, read through once: UTF-8, with or without a mark, else GB18030."""
    for encoding in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            with source.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    if "\x00" in decoder.decode(chunk):
                        raise _no_text(source)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        except OSError as problem:
            raise unreadable(source, problem) from None
        return encoding
    raise _no_text(source)


def _no_text(source: Path) -> Exception:
    return wrong(
        source.name,
        Text(zh="不是 UTF-8 或 GB18030 文本", en="is not text in UTF-8 or GB18030"),
        Text(zh="另存为“CSV UTF-8”", en="save it as “CSV UTF-8”"),
    )


def _rewrite_workbook(work: _Work, source: Path, target: Path, progress: Progress) -> None:
    with EXCEL.needing("xlsxwriter"):
        import xlsxwriter
    grids = list(EXCEL.read(source))
    headers = [work.header(grid.rows) for grid in grids]
    if all(header is None for header in headers):
        raise _no_columns(work, source.name, [row for grid in grids for row in grid.rows[:HEADER_ROWS]])
    total, done = sum(len(grid.rows) for grid in grids), 0
    # Nothing that somebody typed may become a formula or a link.
    options = {
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "constant_memory": True,
    }  # fmt: skip
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, options) as workbook:
        formats = {
            name: workbook.add_format({"num_format": form})
            for name, form in (("text", "@"), ("date", "yyyy-mm-dd"), ("time", "yyyy-mm-dd hh:mm:ss"))
        }
        for number, (grid, header) in enumerate(zip(grids, headers, strict=True)):
            sheet = workbook.add_worksheet(grid.title)
            places: dict[int, str] = {}
            for at, place in grid.unread:
                work.unread((number, at), place, grid)
            for at, cells in enumerate(grid.rows):
                if at == header:
                    places = work.places(cells) or {}
                    row = work.renamed(cells, places)
                else:
                    row = work.row(cells, (number, at), grid, places)
                for place, value in enumerate(row):
                    _write(sheet, grid.first_row + at, grid.first_column + place, value, formats)
                done += 1
                if done % _STEP == 0:
                    progress(_ROSTER, done, total)
    write_bytes(target, content.getvalue())
    progress(_ROSTER, total, total)


def _write(sheet: Any, row: int, column: int, value: object, formats: dict[str, Any]) -> None:
    if is_blank(value):
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    elif isinstance(value, date) and value >= type(value)(*_FIRST_DAY.timetuple()[:3]):
        sheet.write_datetime(row, column, value, formats["date" if type(value) is date else "time"])
    elif isinstance(value, (time, timedelta)):
        sheet.write_datetime(row, column, value, formats["time"])
    else:
        sheet.write_string(row, column, str(value), formats["text"])
