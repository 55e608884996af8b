"""What a reader has read so far: columns of kept values, and every error, each with its path."""

from __future__ import annotations

import reprlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from unionmodel.errors import InputError, InputErrors
from unionmodel.language import Text
from unionmodel.model.amounts import EXACT_DIGITS
from unionmodel.model.cells import CellProblem, resident_ids, unguarded
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.spelling import shown, trimmed
from unionmodel.model.structure import Structure
from unionmodel.resident import refusal

#: After so many errors the reader stops: nobody reads more, and a hostile file could hold any number.
ERROR_LIMIT = 10_000

#: Where an error stands among the others: table, row and column as they come in the input.
Position = tuple[int, int, int]


class TooManyErrors(Exception):
    """Raised inside a reader when the limit of errors is reached."""


class Gathering:
    """Collects tables and errors of one input, and makes a Structure of them or raises everything that is wrong."""

    def __init__(self, source: str) -> None:
        self.source = source
        self._columns: dict[str, dict[str, list[Any]]] = {}
        self._titles: dict[str, str] = {}
        self._errors: list[tuple[Position, InputError]] = []

    def add(self, position: Position, path: str, value: object, problem: str, hint: str) -> None:
        """Keep one error. Raises TooManyErrors at the limit."""
        if len(self._errors) >= ERROR_LIMIT:
            raise TooManyErrors
        self._errors.append((position, InputError(path, _short(value), problem, hint)))

    def begin(self, table: Table, title: str, number: int) -> bool:
        """Note that the table starts here, under `title`; False, and an error, where it has been there before."""
        if (first := self._titles.setdefault(table.name, title)) == title:
            return True
        self.add((number, 0, 0), title, None, *given_before(table, first))
        return False

    def take(
        self,
        table: Table,
        values: Mapping[str, Sequence[object]],
        path: Callable[[int, Column], str],
        number: int,
        skip: frozenset[tuple[int, str]] = frozenset(),
        places: Mapping[str, int] | None = None,
    ) -> None:
        """Read the rows of a table, given as raw values by column name.

        `path` tells where the cell of a row and column stands; `number` is the table's place in the input; cells in
        `skip` (row, column name) have been reported already and are not read; `places` tells in which order the
        columns are written, where that is not the order of the data dictionary.
        """
        kept: dict[str, list[Any]] = {}
        for standard, column in enumerate(table.columns):
            if column.name in values:
                place = places[column.name] if places else standard
                kept[column.name] = self._read(column, values[column.name], path, (number, place), skip)
        if table.key is not None and table.key in kept:
            self._refuse_duplicates(table.column(table.key), kept[table.key], path, number)
        self._columns[table.name] = kept

    def structure(self, base_places: Any) -> Structure:
        """Return what was read as a Structure. Raises InputErrors with everything that was wrong, in order."""
        self.raise_errors()
        return Structure.from_columns(self._columns, base_places=base_places)

    def raise_errors(self) -> None:
        """Raise InputErrors where there are errors, ordered as the input is."""
        if not self._errors:
            return
        errors = [error for _, error in sorted(self._errors, key=lambda pair: pair[0])]
        if len(errors) >= ERROR_LIMIT:
            errors.append(
                InputError(
                    self.source,
                    None,
                    Text(
                        zh=f"错误达到 {ERROR_LIMIT} 条，没有继续读取",
                        en=f"stopped reading after {ERROR_LIMIT} errors",
                    ),
                    Text(zh="先改正以上错误", en="mend the errors above first"),
                )
            )
        raise InputErrors(errors)

    def _read(
        self,
        column: Column,
        values: Sequence[object],
        path: Callable[[int, Column], str],
        place: tuple[int, int],
        skip: frozenset[tuple[int, str]],
    ) -> list[Any]:
        kept: list[Any] = []
        # Equal texts are read once. Numbers are not looked up: to a dict, 1, 1.0 and True are the same.
        known: dict[str, Any] = {}
        for row, value in enumerate(values):
            if type(value) is str and value in known:
                kept.append(known[value])
                continue
            if skip and (row, column.name) in skip:
                kept.append(None)
                continue
            try:
                read = unguarded(column, value)
            except CellProblem as problem:
                self.add((place[0], row, place[1]), path(row, column), value, problem.problem, problem.hint)
                read = None
            else:
                if type(value) is str:
                    known[value] = read
            kept.append(read)
        self._refuse_residents(column, values, kept, known, path, place)
        return kept

    def _refuse_residents(
        self,
        column: Column,
        values: Sequence[object],
        kept: list[Any],
        known: Mapping[str, Any],
        path: Callable[[int, Column], str],
        place: tuple[int, int],
    ) -> None:
        """Report the rows of a column that hold a resident ID, and keep none of them."""
        # Only what was written as text is asked: of a number nobody keeps more than fifteen digits.
        found = resident_ids(column, known.values())
        if not found:
            return
        for row, text in enumerate(kept):
            if text in found:
                self.add((place[0], row, place[1]), path(row, column), values[row], *refusal())
                kept[row] = None

    def _refuse_duplicates(
        self, column: Column, keys: list[Any], path: Callable[[int, Column], str], number: int
    ) -> None:
        first: dict[str, int] = {}
        for row, key in enumerate(keys):
            if key is None or first.setdefault(key, row) == row:
                continue
            earlier = path(first[key], column)
            self.add(
                (number, row, 0),
                path(row, column),
                key,
                Text(zh=f"与 {earlier} 重复", en=f"is already used at {earlier}"),
                Text(zh=f"每个{column.zh}只能用一次", en=f"use every {column.en} once"),
            )


def given_before(table: Table, first: str) -> tuple[Text, Text]:
    """Return what is wrong with a table that has been given before, as `first`, and how to mend it."""
    problem = Text(
        zh=f"表“{table.zh}”已经在 {first} 中出现", en=f"the table {table.name} has already been given as {first}"
    )
    return problem, Text(zh="合并成一张表", en="put the rows into one table")


def wrong(path: str, problem: Text, hint: Text, value: object = None) -> InputErrors:
    """Return the error of an input that cannot be read at all."""
    return InputErrors([InputError(path, _short(value), problem, hint)])


def _short(value: object) -> object:
    """Return `value` as an error may keep it: nothing endless and nothing nested."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 10**EXACT_DIGITS:
        # Spreadsheets hold every number as a float; nobody wrote 44926.0.
        return int(value)
    if value is None or isinstance(value, (bool, float, date, Decimal)):
        return value
    if isinstance(value, str):
        return str(value)[:1000] if trimmed(value) else None
    if isinstance(value, int):
        return value if abs(value) < 10**40 else shown(value)
    try:
        return reprlib.repr(value)
    except (ValueError, RecursionError):
        return type(value).__name__
