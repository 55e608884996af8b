"""Edits for a structure as Hypothesis draws them: cells set, rows added and removed, in every table, sound and not."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

import unionmodel as um
from unionmodel.model.cells import outward
from unionmodel.model.edits import Edit
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure

_DANGLING = ("nowhere", "u99", "e99", "620102999")


@st.composite
def edits(draw: DrawFn, structure: Structure, donor: Structure) -> Edit:
    """Return an edit of `structure`, with cells and rows as `donor` has them, or blank, or dangling."""
    how = draw(st.sampled_from(("change", "change", "change", "add", "remove")))
    return {"change": _change, "add": _add, "remove": _remove}[how](draw, structure, donor)


def _change(draw: DrawFn, structure: Structure, donor: Structure) -> Edit:
    table = _table(draw, structure)
    columns = draw(st.lists(st.sampled_from(TABLES[table].columns), min_size=1, max_size=2, unique=True))
    values = {column.name: draw(_value(column, structure, donor, table)) for column in columns}
    return um.change(table, draw(_row(structure, table)), **values)


def _add(draw: DrawFn, structure: Structure, donor: Structure) -> Edit:
    tables = [name for name in TABLES if donor.size(name)] or ["unions"]
    table = draw(st.sampled_from(tables))
    key = TABLES[table].key
    number = draw(st.integers(0, donor.size(table) - 1)) if donor.size(table) else None
    columns = donor.columns(table)
    row = {
        column.name: None if number is None else outward(column, columns[column.name][number])
        for column in TABLES[table].columns
    }
    if key is not None and (number is None or draw(st.booleans()) or row[key] in structure.index(table)):
        row[key] = draw(st.sampled_from(("new1", "new2", "u99", "620102999", "e99")))
    where = draw(st.none() | st.integers(-1, structure.size(table)))
    return Edit("add", table, where, row)


def _remove(draw: DrawFn, structure: Structure, donor: Structure) -> Edit:
    table = _table(draw, structure)
    return um.remove(table, draw(_row(structure, table)))


def _table(draw: DrawFn, structure: Structure) -> str:
    return draw(st.sampled_from([name for name in TABLES if structure.size(name)] or ["unions"]))


def _row(structure: Structure, table: str) -> st.SearchStrategy[str | int]:
    """Return a row by its number, its key or its subject; rarely one that is not there."""
    size = structure.size(table)
    if not size:
        return st.just("nowhere")
    numbers = st.integers(0, size - 1)
    column = structure.column(table, str(TABLES[table].key)) if TABLES[table].key else None
    named = numbers.map(lambda row: column[row] if column else structure.subject(table, row))
    return st.one_of(numbers, numbers, named)


def _value(column: Any, structure: Structure, donor: Structure, table: str) -> st.SearchStrategy[Any]:
    there = [value for one in (structure, donor) for value in one.columns(table)[column.name]]
    values = [outward(column, value) for value in there]
    if column.refers_to is not None:
        target = TABLES[column.refers_to]
        values += structure.column(target.name, str(target.key))
        values += _DANGLING
        values += ["620102", "620103001", "620200"] if target.name == "places" else []
    if column.vocabulary is not None and column.type != "list":
        values += list(column.vocabulary)
    return st.sampled_from([None, *values])
