"""What two structures have differently, row by row and cell by cell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any, Literal

import attrs

from unionmodel.language import Text
from unionmodel.model import cells
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.edits import Edit, plain
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.model.tables import Columns

How = Literal["added", "removed", "changed"]
#: What may happen to a row, in the order in which it is told.
HOW: Mapping[How, Text] = {
    "added": Text(zh="新增", en="added"),
    "removed": Text(zh="删去", en="removed"),
    "changed": Text(zh="改动", en="changed"),
}
#: A row of an earlier table and the row of a later one that is taken for the same.
_Pair = tuple[int, int]


@attrs.frozen
class RowChange:
    """A row that is there only after, only before, or in both with other cells.

    `cells` maps a column to its values before and after, as a structure keeps them; of a row added or removed it has
    those that are filled. `before` and `after` are the numbers of the row.
    """

    how: How
    table: str
    subject: str
    cells: Mapping[str, tuple[Any, Any]]
    before: int | None = None
    after: int | None = None

    @property
    def text(self) -> Text:
        """The change in a line: the row, and its cells before and after where it is in both."""
        table, how = TABLES[self.table], HOW[self.how]
        if self.how != "changed":
            return Text(zh=f"{how.zh}一行：{table.zh} {self.subject}", en=f"row {how.en}: {self.table} {self.subject}")
        told = [_told(table.column(name), *values) for name, values in self.cells.items()]
        return Text(
            zh=f"{table.zh} {self.subject}：{'，'.join(one.zh for one in told)}",
            en=f"{self.table} {self.subject}: {', '.join(one.en for one in told)}",
        )

    def only(self, names: Sequence[str]) -> RowChange:
        """Return the change with the cells of these columns; with all of them where none is among them."""
        kept = {name: values for name, values in self.cells.items() if name in names}
        return attrs.evolve(self, cells=kept) if kept and self.how == "changed" else self

    def to_dict(self) -> dict[str, Any]:
        """Return the change ready for JSON: money as yuan, days in ISO form, a blank as null."""
        table = TABLES[self.table]
        listed = [
            {"column": name, "from": _plain(table.column(name), was), "to": _plain(table.column(name), now)}
            for name, (was, now) in self.cells.items()
        ]
        return {"how": self.how, "table": self.table, "subject": self.subject, "cells": listed}

    def undoing(self, before: Structure) -> Edit:
        """Return the edit that takes the change back, in the structure after it."""
        return _edit(self, before, self.before, self.after)

    def doing(self, after: Structure) -> Edit:
        """Return the edit that makes the change, in the structure before it."""
        return _edit(self, after, self.after, self.before)


@attrs.frozen
class Differences:
    """The rows that differ between two structures, in the order of the tables; and tables in another order of rows."""

    rows: tuple[RowChange, ...]
    reordered: tuple[str, ...] = ()

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many rows were added, removed and changed, by table; tables without any are left out."""
        found: dict[str, dict[str, int]] = {}
        for row in self.rows:
            found.setdefault(row.table, dict.fromkeys(HOW, 0))[row.how] += 1
        return found


def differences(before: Structure, after: Structure) -> Differences:
    """Return what `after` has otherwise than `before`.

    Rows with a key are the same row where the key is the same. Other rows are the same where all cells agree, and else
    where their subject does (see the public interface), in their order.

    >>> before = Structure(unions=[{"id": "u1", "members": 7}])
    >>> after = before.with_edits([Edit("change", "unions", "u1", {"members": 9})])
    >>> print(differences(before, after).rows[0].text.en)
    unions u1: members 7 → 9
    """
    rows: list[RowChange] = []
    reordered: list[str] = []
    for table in TABLES.values():
        old, new = before.columns(table.name), after.columns(table.name)
        if old is new or all(old[column.name] == new[column.name] for column in table.columns):
            continue
        if table.key:
            pairs = _by_key(table.key, old, new)
        else:
            pairs = _by_content(table, before, after)
            if any(earlier[1] > later[1] for earlier, later in pairwise(pairs)):
                reordered.append(table.name)
        rows.extend(_changes(table, before, after, pairs))
    return Differences(tuple(rows), tuple(reordered))


def _by_key(key: str, old: Columns, new: Columns) -> list[_Pair]:
    where = {name: row for row, name in enumerate(new[key])}
    return [(row, where[name]) for row, name in enumerate(old[key]) if name in where]


def _by_content(table: Table, before: Structure, after: Structure) -> list[_Pair]:
    """Return pairs of rows, in the order of the earlier ones: those that agree altogether, then those of a subject."""
    pairs: list[_Pair] = []
    left, right = (_rows(structure, table) for structure in (before, after))
    olds, news = set(range(len(left))), set(range(len(right)))
    names = ([before.subject(table.name, row) for row in sorted(olds)], [after.subject(table.name, row) for row in sorted(news)])  # fmt: skip
    for old_keys, new_keys in ((left, right), names):
        waiting: dict[Any, list[int]] = defaultdict(list)
        for row in sorted(news, reverse=True):
            waiting[new_keys[row]].append(row)
        for row in sorted(olds):
            if found := waiting.get(old_keys[row]):
                pairs.append((row, found.pop()))
        olds -= {old for old, _ in pairs}
        news -= {new for _, new in pairs}
    return sorted(pairs)


def _rows(structure: Structure, table: Table) -> list[tuple[Any, ...]]:
    columns = structure.columns(table.name)
    return list(zip(*(columns[column.name] for column in table.columns), strict=True))


def _changes(table: Table, before: Structure, after: Structure, pairs: Sequence[_Pair]) -> Iterator[RowChange]:
    old, new = before.columns(table.name), after.columns(table.name)
    names = [column.name for column in table.columns if old[column.name] != new[column.name]]
    kept = {later for _, later in pairs}
    for row in range(after.size(table.name)):
        if row not in kept:
            filled = _filled(table, new, row)
            found = {name: (None, value) for name, value in filled.items()}
            yield RowChange("added", table.name, _subject(table, after, row), found, None, row)
    stayed = {earlier for earlier, _ in pairs}
    for row in range(before.size(table.name)):
        if row not in stayed:
            filled = _filled(table, old, row)
            found = {name: (value, None) for name, value in filled.items()}
            yield RowChange("removed", table.name, _subject(table, before, row), found, row, None)
    for earlier, later in pairs:
        found = {
            name: (old[name][earlier], new[name][later]) for name in names if old[name][earlier] != new[name][later]
        }
        if found:
            yield RowChange("changed", table.name, _subject(table, before, earlier), found, earlier, later)


def _subject(table: Table, structure: Structure, row: int) -> str:
    # The rows of the file are numbered otherwise than all places, the shipped ones included.
    key = table.key
    return str(structure.column(table.name, key)[row]) if key else structure.subject(table.name, row)


def _filled(table: Table, columns: Columns, row: int) -> dict[str, Any]:
    values = {column.name: columns[column.name][row] for column in table.columns}
    return {name: value for name, value in values.items() if value is not None and value != ()}


def _edit(change: RowChange, target: Structure, there: int | None, here: int | None) -> Edit:
    """Return the edit that makes row `here` as row `there` of `target` is."""
    table = TABLES[change.table]
    if there is None:
        return Edit("remove", table.name, here)
    columns = target.columns(table.name)
    values = {column.name: cells.outward(column, columns[column.name][there]) for column in table.columns}
    if here is None:
        return Edit("add", table.name, there, values)
    return Edit("change", table.name, here, {name: values[name] for name in change.cells})


def _plain(column: Column, value: Any) -> Any:
    return plain(cells.outward(column, value))


def _told(column: Column, was: Any, now: Any) -> Text:
    return Text(
        zh=f"{column.zh} {_spoken(column, was, 'zh')} → {_spoken(column, now, 'zh')}",
        en=f"{column.en} {_spoken(column, was, 'en')} → {_spoken(column, now, 'en')}",
    )


def _spoken(column: Column, value: Any, language: str) -> str:
    if value is None or value == ():
        return {"zh": "空白", "en": "blank"}[language]
    if column.vocabulary is not None:
        members = cells.outward(column, value)
        several = members if isinstance(members, tuple) else (members,)
        return {"zh": "、", "en": "; "}[language].join(str(getattr(member, language)) for member in several)
    if isinstance(value, bool):
        return {"zh": "是" if value else "否", "en": "yes" if value else "no"}[language]
    return str(_plain(column, value))
