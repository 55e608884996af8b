"""Scenarios as staff write them: a list of steps in YAML, JSON or Python, or a sheet or CSV file with one step a row."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

import attrs

from unionmodel.errors import InputError
from unionmodel.io.formats import CSV, PARQUET, format_of, suffixes
from unionmodel.io.formats.document import read_document, take_rows
from unionmodel.io.formats.parsing import Twice
from unionmodel.io.reading.collecting import Gathering, TooManyErrors, wrong
from unionmodel.io.reading.files import no_such_kind
from unionmodel.io.reading.grid import take_grid
from unionmodel.io.reading.labels import find_column
from unionmodel.language import Text
from unionmodel.model.cells import outward
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.spelling import label_fold
from unionmodel.model.steps import STEPS

#: What the list or the sheet of the steps is called.
NAMES: Final = tuple(label_fold(name) for name in (STEPS.name, STEPS.zh, "steps", "方案", "情景"))
FORMAT: Final = "unionmodel-steps/1"
#: Columns whose cell may name several; a document may give them as a list.
_SEVERAL: Final = ("union", "employer")

Source: TypeAlias = "str | os.PathLike[str] | Sequence[Mapping[str, Any]] | Mapping[str, Any]"


@attrs.frozen
class Row:
    """A step as it was written: its cells, where each of them stands, and which of them could not be read."""

    cells: Mapping[str, Any]
    path: Callable[[str], str]
    errors: tuple[InputError, ...] = ()


@attrs.frozen
class Written:
    """The steps of a file, and what is wrong with the file apart from any step."""

    rows: Sequence[Row]
    errors: tuple[InputError, ...] = ()


class _Reading(Gathering):
    """A gathering that remembers where the cells of its one table stand."""

    def take(self, table: Table, values: Any, path: Callable[[int, Column], str], *rest: Any, **more: Any) -> None:
        self._path, self._given = path, frozenset(values)
        super().take(table, values, path, *rest, **more)

    def written(self) -> Written:
        """Return the steps that were read, each with what is wrong with it."""
        return Written(tuple(self._rows()), self._errors_of(-1))

    def _errors_of(self, row: int) -> tuple[InputError, ...]:
        return tuple(error for position, error in sorted(self._errors, key=lambda one: one[0]) if position[1] == row)

    def _rows(self) -> Iterator[Row]:
        kept = self._columns.get(STEPS.name, {})
        for at in range(max((len(column) for column in kept.values()), default=0)):
            cells = {
                one.name: outward(one, kept[one.name][at]) if one.name in kept else one.default for one in STEPS.columns
            }
            yield Row(cells, lambda name, at=at: self._where(at, name), self._errors_of(at))  # type: ignore[misc]

    def _where(self, at: int, name: str) -> str:
        """Return where a cell stands; of one in a column that is not there, where its row begins."""
        first = next(column.name for column in STEPS.columns if column.name in self._given)
        try:
            return self._path(at, STEPS.column(name))
        except KeyError:
            return self._path(at, STEPS.column(first))


def read_scenario(source: Source) -> Written:
    """Return the steps of a scenario. Raises InputErrors where there are none to be read."""
    gathering = _Reading("scenario")
    try:
        if isinstance(source, (str, os.PathLike)):
            _take_file(gathering, Path(source))
        else:
            _take(gathering, source, "scenario")
    except TooManyErrors:
        gathering.raise_errors()
    found = gathering.written()
    if not found.rows:
        gathering.raise_errors()
        title = os.fspath(source) if isinstance(source, (str, os.PathLike)) else "scenario"
        raise wrong(title, Text(zh="没有任何步骤", en="holds no step"), _HINT)
    return found


_HINT: Final = Text(
    zh="每一步写明操作（do）和对象，例如：- {do: close, union: u1}", en="write steps such as - {do: close, union: u1}"
)


def _take_file(gathering: Gathering, path: Path) -> None:
    form = format_of(path)
    if form is not None and form.holds == "workbook":
        grids = [grid for grid in form.read(path) if label_fold(grid.title) in NAMES]
        if not grids:
            hint = Text(zh="把工作表命名为“设想”或 scenario", en="call the sheet scenario")
            raise wrong(path.name, Text(zh="没有名为“设想”的工作表", en="has no sheet called scenario"), hint)
        for number, grid in enumerate(grids):
            take_grid(gathering, STEPS, grid, number)
    elif form is CSV:
        form.read(gathering, STEPS, path, 0)
    elif form is not None and form.holds == "document":
        _take(gathering, read_document(path), path.name)
    else:
        raise no_such_kind(path, [suffix for suffix in suffixes() if suffix not in PARQUET.suffixes])


def _take(gathering: Gathering, content: object, title: str) -> None:
    """Read a list of steps, or a mapping that holds one under `scenario`."""
    name = STEPS.name
    if isinstance(content, Mapping):
        stated = content.get("format", FORMAT)
        named = [key for key in content if isinstance(key, str) and label_fold(key) in NAMES]
        if stated != FORMAT or len(named) != 1 or set(content) - {*named, "format"}:
            hint = Text(zh="写成 scenario: [步骤, ...]", en="write scenario: [step, ...]")
            raise wrong(
                title, Text(zh="最外层应只有一个步骤列表", en="should hold one list of steps and nothing else"), hint
            )
        name, content = named[0], content[named[0]]
    if isinstance(content, Sequence) and not isinstance(content, (str, bytes)):
        content = [_flat(row) for row in content]
    if gathering.begin(STEPS, name, 0):
        take_rows(gathering, STEPS, content, name, 0)


def _flat(row: object) -> object:
    """Return a step with lists of unions and employers written as one cell."""
    if not isinstance(row, Mapping):
        return row
    flat = Twice(row)
    flat.keys_twice = getattr(row, "keys_twice", ())
    for label, value in row.items():
        column = find_column(STEPS, label) if isinstance(label, str) else None
        if column is not None and column.name in _SEVERAL and isinstance(value, (list, tuple)):
            flat[label] = "、".join(map(str, value))
    return flat
