"""Changes to a structure, each with its inverse."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any, Literal

import attrs

from unionmodel.errors import InputError, InputErrors
from unionmodel.language import Text
from unionmodel.model import cells
from unionmodel.model.records import TABLES
from unionmodel.model.tables import Columns, SomeTables, Tables


@attrs.frozen
class Edit:
    """One change: a row added, removed or changed. `row` is the key or subject of the row, or its number."""

    how: Literal["add", "remove", "change"]
    table: str
    row: str | int | None = None
    values: Mapping[str, Any] = attrs.field(factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return the edit ready for JSON; blank cells of an added row are left out."""
        values = {name: plain(value) for name, value in self.values.items()}
        if self.how == "add":
            values = {name: value for name, value in values.items() if value not in (None, [])}
        return {"how": self.how, "table": self.table, "row": self.row, "values": values}

    def inverse(self, before: Tables) -> Edit:
        """Return the edit that undoes this one, given the structure before it."""
        if self.how == "add":
            key = TABLES[self.table].key
            return Edit("remove", self.table, str(self.values[key]) if key else before.size(self.table))
        number = _number(before, self.table, self.row)
        old = {name: column[number] for name, column in _outward(before, self.table, number).items()}
        if self.how == "remove":
            return Edit("add", self.table, number, old)
        return Edit("change", self.table, self.row, {name: old[name] for name in self.values})


def plain(value: Any) -> Any:
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value


def add(record: Any) -> Edit:
    """Return the edit that adds `record`.

    >>> from unionmodel.model.records import Cover
    >>> add(Cover(union="u1", employer="e1")).table
    'covers'
    """
    table = record.TABLE
    return Edit("add", table.name, None, {column.name: getattr(record, column.name) for column in table.columns})


def new_row(table: str, **cells: Any) -> Edit:
    """Return the edit that adds a row; what is not given stays blank."""
    return add(TABLES[table].record(**cells))


def remove(table: str, row: str | int) -> Edit:
    """Return the edit that removes a row of `table`, named by its key, its subject or its number."""
    return Edit("remove", table, row)


def change(table: str, row: str | int, **values: Any) -> Edit:
    """Return the edit that changes cells of a row of `table`, named by its key, its subject or its number."""
    return Edit("change", table, row, values)


@attrs.frozen
class AppliedEdit:
    """An edit as it was made: the number of its row, and the cells that it gives as the structure keeps them."""

    how: Literal["add", "remove", "change"]
    table: str
    row: int
    values: Mapping[str, Any]


def edited(structure: SomeTables, edits: Iterable[Edit]) -> SomeTables:
    """Return `structure` with `edits` made in order. Raises InputErrors for rows or cells that do not exist or fit."""
    return edited_by(structure, edits)[0]


def edited_by(structure: SomeTables, edits: Iterable[Edit]) -> tuple[SomeTables, tuple[AppliedEdit, ...]]:
    """Return `structure` with `edits` made in order, and how each was made.

    Raises InputErrors with everything that is wrong with any of them.
    """
    made: list[AppliedEdit] = []
    errors: list[InputError] = []
    refused: set[str] = set()
    for number, edit in enumerate(edits):
        try:
            structure, one = _made(structure, edit, f"edits[{number}]", edit.table in refused)
            made += [] if one is None else [one]
        except InputErrors as found:
            errors += found.errors
            if edit.how == "add":
                refused.add(edit.table)
    if errors:
        raise InputErrors(errors)
    return structure, tuple(made)


def _made(structure: SomeTables, edit: Edit, path: str, lacking: bool) -> tuple[SomeTables, AppliedEdit | None]:
    """Make one edit. `lacking` says that a row of the table could not be added: what is not found may be that one."""
    if edit.table not in TABLES:
        raise InputErrors([_fault(path, edit.table, Text(zh="没有这个表", en="is not a known table"))])
    errors: list[InputError] = []
    inward = _inward(edit, path, errors)
    number = _place_for(structure, edit)
    try:
        number = number if edit.how == "add" else _number(structure, edit.table, edit.row)
    except LookupError:
        if not lacking:
            errors.append(_fault(path, edit.row, Text(zh="找不到唯一的一行", en="does not name exactly one row")))
        number = -1
    if errors:
        raise InputErrors(errors)
    if number < 0:
        return structure, None
    made = AppliedEdit(edit.how, edit.table, number, inward)
    return structure.with_table(edit.table, _changed(structure.columns(edit.table), made)), made


def _place_for(structure: Tables, edit: Edit) -> int:
    """Return the number that a row to be added gets: the one asked for, else the next."""
    size = structure.size(edit.table)
    return len(range(size)[: edit.row]) if isinstance(edit.row, int) else size


def _changed(old: Columns, made: AppliedEdit) -> Columns:
    at, values = made.row, made.values
    if made.how == "add":
        return {name: [*column[:at], values[name], *column[at:]] for name, column in old.items()}
    if made.how == "remove":
        return {name: column[:at] + column[at + 1 :] for name, column in old.items()}
    return {
        name: [*column[:at], values[name], *column[at + 1 :]] if name in values else column
        for name, column in old.items()
    }


def _inward(edit: Edit, path: str, errors: list[InputError]) -> dict[str, Any]:
    table = TABLES[edit.table]
    names = {column.name for column in table.columns}
    for name in edit.values:
        if name not in names:
            errors.append(_fault(f"{path}.{name}", name, Text(zh="没有这个列", en="is not a known column")))
    found = {}
    for column in table.columns:
        if edit.how != "add" and column.name not in edit.values:
            continue
        try:
            found[column.name] = cells.inward(column, edit.values.get(column.name))
        except cells.CellProblem as problem:
            value = edit.values.get(column.name)
            errors.append(InputError(f"{path}.{column.name}", value, problem.problem, problem.hint))
    return found if edit.how != "remove" else {}


def _number(structure: Tables, table: str, row: str | int | None) -> int:
    """Return the number of the row that is meant; LookupError where it is not exactly one."""
    if isinstance(row, int):
        return range(structure.size(table))[row]
    if TABLES[table].key:
        return structure.index(table)[str(row)]
    found = [number for number in range(structure.size(table)) if structure.subject(table, number) == row]
    if len(found) != 1:
        raise LookupError(row)
    return found[0]


def _outward(structure: Tables, table: str, number: int) -> dict[str, dict[int, Any]]:
    columns = structure.columns(table)
    return {
        column.name: {number: cells.outward(column, columns[column.name][number])} for column in TABLES[table].columns
    }


def _fault(path: str, value: object, problem: Text) -> InputError:
    return InputError(path, value, problem, Text(zh="", en=""))
