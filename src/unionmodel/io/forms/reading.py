"""A foreign form read by a mapping: every column and value of it accounted for, or an error that says how."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from unionmodel.io.formats import CSV, format_of
from unionmodel.io.formats.csv import best_delimiter, read_rows
from unionmodel.io.forms.mapping import Filling, FormMapping, MappedSheet, Origin
from unionmodel.io.reading.collecting import Gathering, wrong
from unionmodel.io.reading.files import decode, read_bytes
from unionmodel.io.reading.grid import HEADER_ROWS, Grid, is_blank, refuse_values_without_header
from unionmodel.io.reading.labels import is_explanation
from unionmodel.language import Text
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.records import TABLES
from unionmodel.model.spelling import did_you_mean, label_fold, trimmed


@attrs.frozen
class _Cell:
    """A cell of a table that is being filled: its value, where it stands in the form, and how it is still to be found."""

    value: object
    path: str
    find: Origin | None = None
    #: Already reported: it is blank only because it is wrong.
    wrong: bool = False
    row: int = 0


_Row = dict[str, _Cell]


def take_mapped(gathering: Gathering, path: Path, mapping: FormMapping) -> None:
    """Read the form at `path`, a workbook or a CSV file, as `mapping` says. Raises InputErrors, or MissingExtra."""
    reading = _Reading(gathering, mapping)
    found = False
    for number, grid in enumerate(_grids(path, mapping)):
        name = path.stem if path.suffix.lower() == ".csv" else grid.title
        titled = attrs.evolve(grid, title=path.name if path.suffix.lower() == ".csv" else f"{path.name} {grid.title}")
        sheet = mapping.sheets.get(label_fold(name))
        if sheet is not None:
            found = True
            reading.sheet(sheet, titled, number)
        elif label_fold(name) not in mapping.ignored_sheets and not is_explanation(name):
            hint = did_you_mean(name, [(one.title, one.title) for one in mapping.sheets.values()])
            aside = mapping.say("ignore_sheets")
            more = Text(zh=f"{hint.zh}；不用的写进 {aside}", en=f"{hint.en}; or name it in {aside}")
            problem = Text(zh="对照文件里没有这张工作表", en="is no sheet of the mapping")
            gathering.add((number, -1, 0), titled.title, None, problem, more)
    if not found:
        names = [one.title for one in mapping.sheets.values()]
        raise wrong(
            path.name,
            Text(zh="没有对照文件所说的工作表", en="has none of the sheets of the mapping"),
            Text(zh="应有：" + "、".join(names), en="it should have: " + ", ".join(names)),
        )
    reading.finish()


def _grids(path: Path, mapping: FormMapping) -> Iterator[Grid]:
    form = format_of(path)
    if form is not None and form.holds == "workbook":
        return form.read(path)  # type: ignore[no-any-return]
    if form is not CSV:
        raise wrong(
            path.name,
            Text(zh="不能按对照文件读取", en="cannot be read by a mapping"),
            Text(zh="应为工作簿或 .csv", en="give a workbook or a .csv file"),
        )
    text = decode(read_bytes(path), path.name)
    sheet = mapping.sheets.get(label_fold(path.stem))
    delimiter = best_delimiter(text, lambda rows: max((_known(sheet, row) for row in rows), default=0) if sheet else 0)
    return iter([Grid(path.name, read_rows(text, delimiter, path.name))])


def _known(sheet: MappedSheet, row: Any) -> int:
    labels = {label_fold(cell) for cell in row if isinstance(cell, str)}
    return len(labels & (sheet.labels.keys() | sheet.ignored))


class _Reading:
    """Reads the sheets of one form; what refers to other rows by name is found when all of them have been read."""

    def __init__(self, gathering: Gathering, mapping: FormMapping) -> None:
        self._gathering = gathering
        self._mapping = mapping
        self._rows: dict[str, list[_Row]] = defaultdict(list)
        self._number = 0

    def sheet(self, sheet: MappedSheet, grid: Grid, number: int) -> None:
        """Read the rows of a sheet."""
        self._number = number
        header = self._header(sheet, grid)
        if header is None:
            return
        refuse_values_without_header(self._gathering, grid, header, number)
        places = self._places(sheet, grid, header)
        for row in range(header + 1, len(grid.rows)):
            cells = grid.rows[row]
            read = {label: cells[place] if place < len(cells) else None for label, place in places.items()}
            unread = {label for label, place in places.items() if (row, place) in grid.unread}
            if not unread and all(is_blank(cell) for cell in cells):
                continue
            for label in sorted(unread):
                problem, hint = grid.unread[row, places[label]]
                self._wrong(grid.path(row, places[label]), None, problem, hint, row)
            paths = {label: grid.path(row, place) for label, place in places.items()}
            for filling in sheet.fillings:
                self._fill(filling, read, paths, unread, row)

    def finish(self) -> None:
        """Find what refers to other rows, add the rows of the mapping itself, and hand the tables over."""
        index = self._index()
        for table in TABLES.values():
            rows = _without_repetitions(table, [self._found(row, index) for row in self._rows.get(table.name, [])])
            for at, given in enumerate(self._mapping.extra.get(table.name, [])):
                path = f"{self._mapping.title} {self._mapping.say('extra')}.{table.zh if self._mapping.chinese else table.name}[{at}]"
                rows.append({name: _Cell(value, path) for name, value in given.items()})
            if rows:
                self._take(table, rows)

    def _take(self, table: Table, rows: list[_Row]) -> None:
        nothing = _Cell(None, f"{self._mapping.title} {table.zh}")
        columns = [column for column in table.columns if any(column.name in row for row in rows)]
        values = {column.name: [row.get(column.name, nothing).value for row in rows] for column in columns}
        skip = frozenset((at, name) for at, row in enumerate(rows) for name, cell in row.items() if cell.wrong)

        def path(row: int, column: Column) -> str:
            return rows[row].get(column.name, nothing).path

        self._gathering.take(table, values, path, self._number + 1 + list(TABLES).index(table.name), skip)

    def _header(self, sheet: MappedSheet, grid: Grid) -> int | None:
        if sheet.header_row is not None:
            row = sheet.header_row - 1 - grid.first_row
            if 0 <= row < len(grid.rows):
                return row
        else:
            rows = grid.rows[:HEADER_ROWS]
            best = max(range(len(rows)), key=lambda row: _known(sheet, rows[row]), default=0)
            if rows and _known(sheet, rows[best]):
                return best
        labels = list(sheet.labels.values())[:6]
        self._wrong(
            grid.title, None, Text(zh="找不到表头", en="has no header row"),
            Text(zh="表头应有：" + "、".join(labels), en="a header row holds: " + ", ".join(labels)), -1,
        )  # fmt: skip
        return None

    def _places(self, sheet: MappedSheet, grid: Grid, header: int) -> dict[str, int]:
        """Return where each column of the mapping stands, and report those on one side only."""
        places: dict[str, int] = {}
        known = sheet.labels
        for place, label in enumerate(grid.rows[header]):
            if is_blank(label):
                continue
            name = label_fold(str(label))
            if name in places:
                hint = Text(zh="删去其中一列", en="remove one of them")
                self._wrong(grid.path(header, place), label, Text(zh="出现了两次", en="is there twice"), hint, -1)
            elif name in known:
                places[name] = place
            elif name not in sheet.ignored:
                hint = Text(
                    zh=f"在 {self._mapping.title} 的“{sheet.title}”中写明它填哪一列，或写进 {self._mapping.say('ignore')}",
                    en=f"say in {self._mapping.title} under {sheet.title} what it fills, or name it in {self._mapping.say('ignore')}",
                )
                self._wrong(
                    grid.path(header, place),
                    label,
                    Text(zh="对照文件没有提到这一列", en="is a column that the mapping does not name"),
                    hint,
                    -1,
                )
        for name, label in known.items():
            if name not in places:
                hint = Text(zh="检查表头，或改对照文件", en="check the header row, or change the mapping")
                problem = Text(zh=f"缺少“{label}”列", en=f"lacks the column “{label}”")
                self._wrong(f"{grid.title}!{grid.first_row + header + 1}", None, problem, hint, -1)
        return places

    def _fill(
        self, filling: Filling, read: Mapping[str, object], paths: Mapping[str, str], unread: set[str], row: int
    ) -> None:
        if filling.when is not None:
            label, values = filling.when
            if label_fold(_words(read.get(label_fold(label)))) not in values:
                return
        self._rows[filling.table.name].append(
            {origin.column.name: self._cell(origin, read, paths, unread, row) for origin in filling.origins}
        )

    def _cell(
        self, origin: Origin, read: Mapping[str, object], paths: Mapping[str, str], unread: set[str], row: int
    ) -> _Cell:
        labels = [label_fold(label) for label in origin.labels]
        path = next((paths[label] for label in labels if label in paths), f"{self._mapping.title} {origin.path}")
        if any(label in unread or label not in paths for label in labels):
            return _Cell(None, path, wrong=True)
        if origin.template is not None:
            parts = [_words(read[label]) for label in labels]
            pattern = origin.template
            for label, part in zip(origin.labels, parts, strict=True):
                pattern = pattern.replace(f"{{{label}}}", part)
            return _Cell(pattern if all(parts) else None, path)
        if origin.label is None:
            return _Cell(origin.value, path)
        value = read[labels[0]]
        if origin.translation is None or is_blank(value):
            return _Cell(value, path, origin if origin.find and not is_blank(value) else None, row=row)
        return self._translated(origin, value, path, row)

    def _translated(self, origin: Origin, value: object, path: str, row: int) -> _Cell:
        lines = {
            label_fold(written): meant for written, meant in self._mapping.translations[str(origin.translation)].items()
        }
        name = label_fold(_words(value))
        if name in lines:
            return _Cell(lines[name], path)
        if origin.find is not None:
            return _Cell(value, path, origin, row=row)
        where = f"{self._mapping.say('translations')} → {origin.translation}"
        hint = Text(
            zh=f'在 {self._mapping.title} 的 {where} 中加一行（不知道就写成空文字 ""）',
            en=f"add a line to {where} in {self._mapping.title}; an empty text where nobody knows",
        )
        self._wrong(
            path,
            value,
            Text(zh=f"不在对照“{origin.translation}”中", en=f"is not in the translation {origin.translation}"),
            hint,
            row,
        )
        return _Cell(None, path, wrong=True)

    def _index(self) -> dict[tuple[str, str], dict[str, set[str]]]:
        """Return the keys of the rows that have a value in a column in which something is looked for."""
        wanted = {
            (origin.column.refers_to or "", origin.find.name)
            for sheet in self._mapping.sheets.values()
            for filling in sheet.fillings
            for origin in filling.origins
            if origin.find is not None
        }
        return {(table, column): self._keys(TABLES[table], column) for table, column in wanted}

    def _keys(self, table: Table, column: str) -> dict[str, set[str]]:
        key = str(table.key)
        pairs = [(row.get(column), row.get(key)) for row in self._mapping.extra.get(table.name, [])]
        own = [(row.get(column), row.get(key)) for row in self._rows.get(table.name, [])]
        pairs.extend((cell.value, found.value) for cell, found in own if cell is not None and found is not None)
        keys: dict[str, set[str]] = defaultdict(set)
        for value, found in pairs:
            if not is_blank(value) and not is_blank(found):
                keys[label_fold(_words(value))].add(_words(found))
        return keys

    def _found(self, row: _Row, index: Mapping[tuple[str, str], Mapping[str, set[str]]]) -> _Row:
        return {
            name: cell if cell.find is None else self._looked_up(cell, cell.find, index) for name, cell in row.items()
        }

    def _looked_up(self, cell: _Cell, origin: Origin, index: Mapping[tuple[str, str], Mapping[str, set[str]]]) -> _Cell:
        assert origin.find is not None
        table = TABLES[origin.column.refers_to or ""]
        keys = index[table.name, origin.find.name].get(label_fold(_words(cell.value)), set())
        if len(keys) == 1:
            return _Cell(next(iter(keys)), cell.path)
        mapping, say = self._mapping, self._mapping.say
        where = f"{say('translations')} → {origin.translation or '…'}"
        if keys:
            names = sorted(keys)
            problem = Text(
                zh=f"有 {len(names)} 个同名的{table.zh}：{'、'.join(names)}",
                en=f"is the {origin.find.en} of {len(names)} {table.name}: {', '.join(names)}",
            )
            hint = Text(
                zh=f"在 {mapping.title} 的 {where} 中写明是哪一个", en=f"say which in {where} of {mapping.title}"
            )
        else:
            own = f"{say('extra')} → {table.zh if mapping.chinese else table.name}"
            problem = Text(
                zh=f"找不到{origin.find.zh}与此相同的{table.zh}",
                en=f"is the {origin.find.en} of none of the {table.name}",
            )
            hint = Text(
                zh=f"表中补上这一行，或写进 {mapping.title} 的 {own}，或在 {where} 中写明",
                en=f"add its row to the form, or to {own} in {mapping.title}, or say which in {where}",
            )
        self._wrong(cell.path, cell.value, problem, hint, cell.row)
        return _Cell(None, cell.path, wrong=True)

    def _wrong(self, path: str, value: object, problem: Text, hint: Text, row: int) -> None:
        self._gathering.add((self._number, row, 0), path, value, problem, hint)


def _without_repetitions(table: Table, rows: list[_Row]) -> list[_Row]:
    """Return the rows of a table with a key, those that say just the same again left out: one employer, several unions."""
    if table.key is None:
        return rows
    kept: dict[tuple[tuple[str, str], ...], _Row] = {}
    for number, row in enumerate(rows):
        said = tuple(sorted((name, _words(cell.value)) for name, cell in row.items()))
        blank = row[table.key].value is None or any(cell.wrong for cell in row.values())
        kept.setdefault((*said, ("", str(number))) if blank else said, row)
    return list(kept.values())


def _words(value: object) -> str:
    """Return a cell as a text that can be compared: a spreadsheet holds every number as a float."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return trimmed(value) if isinstance(value, str) else str(value)
