"""The JSON Schema of a structure document, made from the data dictionary."""

from __future__ import annotations

from typing import Any

from unionmodel.model.amounts import COUNT_LIMIT, MONEY_LIMIT, YEARS
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.records import TABLES

_DAY = r"^\d{4}-\d{2}-\d{2}$|^\d{4}/\d{1,2}/\d{1,2}$|^\d{4}年\d{1,2}月\d{1,2}日$"

#: What a cell of each type may hold in a JSON document. Every cell may also be null: unknown.
_CELLS: dict[str, dict[str, Any]] = {
    "key": {"type": "string", "minLength": 1},
    "text": {"type": "string"},
    "name": {"type": "string"},
    "count": {"type": "integer", "minimum": 0, "exclusiveMaximum": COUNT_LIMIT},
    "year": {"type": "integer", "minimum": YEARS[0], "maximum": YEARS[1]},
    "money": {
        "anyOf": [
            {"type": "string", "pattern": r"^\d{1,15}(\.\d{1,2})?$"},
            {"type": "number", "minimum": 0, "exclusiveMaximum": MONEY_LIMIT},
        ]
    },
    "date": {"type": "string", "pattern": _DAY},
    "bool": {"type": "boolean"},
}


def structure_schema() -> dict[str, Any]:
    """Return the schema of a whole document, a table a property."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:unionmodel:structure:1",
        "title": "unionmodel structure, version 1 · 工会组织结构文件，第 1 版",
        "description": "Names are the canonical ones; readers also take the Chinese label in a title. null is unknown.",
        "type": "object",
        "properties": {
            "format": {"const": "unionmodel/1"},
            **{table.name: _rows(table) for table in TABLES.values()},
        },
        "additionalProperties": False,
        "required": ["format"],
        "$defs": {table.name: _row(table) for table in TABLES.values()},
    }


def _rows(table: Table) -> dict[str, Any]:
    return {"title": table.zh, "type": "array", "items": {"$ref": f"#/$defs/{table.name}"}}


def _row(table: Table) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "object",
        "title": table.zh,
        "properties": {column.name: _cell(column) for column in table.columns},
        "additionalProperties": False,
    }
    return made | {"required": [table.key]} if table.key else made


def _cell(column: Column) -> dict[str, Any]:
    about: dict[str, Any] = {"title": column.zh}
    if column.meaning:
        about["description"] = column.meaning
    if column.refers_to:
        about["$comment"] = f"the key of a row of {column.refers_to}"
    if column.type == "list":
        one = {"enum": _values(column)}
        return about | {"anyOf": [{"type": "array", "items": one}, {"type": "string"}, {"type": "null"}]}
    if column.default is not None:
        about["default"] = getattr(column.default, "value", column.default)
    if column.type == "enum":
        return about | {"enum": [*_values(column), None]}
    cell = _CELLS[column.type]
    if column.key:
        return about | cell
    if "anyOf" in cell:
        return about | {"anyOf": [*cell["anyOf"], {"type": "null"}]}
    return about | cell | {"type": [cell["type"], "null"]}


def _values(column: Column) -> list[str]:
    assert column.vocabulary is not None
    members = list(column.vocabulary)
    return [str(member.value) for member in members] + [member.zh for member in members]
