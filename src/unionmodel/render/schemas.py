"""JSON Schemas, for front ends and other programs: of the structure document, and of the answers as JSON."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from unionmodel.checking.report.report import SEVERITIES, Outcome, Report
from unionmodel.errors import UnknownName
from unionmodel.language import Text
from unionmodel.model.amounts import COUNT_LIMIT, MONEY_LIMIT, YEARS
from unionmodel.model.dictionary import Column, Table
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.rulepacks import shipped
from unionmodel.rules.scheme import ROUTES

_TEXT: dict[str, Any] = {"type": "string"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_DAY: dict[str, Any] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_TEXT_OR_NULL: dict[str, Any] = {"type": ["string", "null"]}
_DAY_OR_NULL: dict[str, Any] = {**_DAY, "type": ["string", "null"]}
_WRITTEN_DAY = r"^\d{4}-\d{2}-\d{2}$|^\d{4}/\d{1,2}/\d{1,2}$|^\d{4}年\d{1,2}月\d{1,2}日$"

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
    "date": {"type": "string", "pattern": _WRITTEN_DAY},
    "bool": {"type": "boolean"},
}


def schema(name: str = "structure") -> dict[str, Any]:
    """Return a JSON Schema (draft 2020-12) as a dict: of the ``structure`` document, or of the JSON of a ``report``, of ``coverage`` or of ``recommend``.

    It is made from the same declarations as the readers and writers, so it says what this version does. Raises
    UnknownName for another name.

    >>> schema("structure")["properties"]["format"]
    {'const': 'unionmodel/1'}
    >>> schema("report")["$defs"]["finding"]["properties"]["severity"]
    {'enum': ['error', 'warning', 'info']}
    """
    if name not in SCHEMAS:
        raise UnknownName(Text(zh="模式", en="schema"), name, tuple(SCHEMAS))
    return SCHEMAS[name]()


def _structure() -> dict[str, Any]:
    """Return the schema of a structure document, made from the data dictionary, a table a property."""
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
        one = {"enum": _spellings(column)}
        return about | {"anyOf": [{"type": "array", "items": one}, {"type": "string"}, {"type": "null"}]}
    if column.default is not None:
        about["default"] = getattr(column.default, "value", column.default)
    if column.type == "enum":
        return about | {"enum": [*_spellings(column), None]}
    cell = _CELLS[column.type]
    if column.key:
        return about | cell
    if "anyOf" in cell:
        return about | {"anyOf": [*cell["anyOf"], {"type": "null"}]}
    return about | cell | {"type": [cell["type"], "null"]}


def _spellings(column: Column) -> list[str]:
    assert column.vocabulary is not None
    members = list(column.vocabulary)
    return [str(member.value) for member in members] + [member.zh for member in members]


def _report() -> dict[str, Any]:
    outcomes = [str(outcome) for outcome in Outcome]
    counts = _object({outcome: _COUNT for outcome in outcomes})
    versions = _object(
        {"unionmodel": _TEXT, "packs": _by_name(_TEXT)}, {"origins": {"type": "object"}, "parameters": {}}
    )
    return _document(
        "report",
        Text(zh="核对报告，第 1 版", en="the report of a check, version 1"),
        _object(
            {
                "format": {"const": Report.FORMAT},
                "versions": versions,
                "input": _object({"sha256": {**_TEXT, "pattern": "^[0-9a-f]{64}$"}, "records": _COUNT}),
                "on": _DAY,
                "ok": {"type": "boolean"},
                "counts": _by_name(counts),
                "findings": _list({"$ref": "#/$defs/finding"}),
            },
            {"baseline": {"$ref": "#/$defs/baseline"}},
        ),
        finding=_finding(),
        baseline=_baseline(),
    )


def _finding() -> dict[str, Any]:
    listed = [str(one) for one in Outcome if one not in (Outcome.HELD, Outcome.NOT_APPLICABLE)]
    return _object(
        {
            "code": _TEXT,
            "name": _TEXT,
            "outcome": {"enum": listed},
            "severity": {"enum": list(SEVERITIES)},
            "table": {"enum": [*TABLES, WHOLE.name]},
            "subject": _TEXT,
            "place": _TEXT_OR_NULL,
            "fields": _by_name({"description": "money is text, yuan with two decimals; days are ISO dates"}),
            "missing": _list(_TEXT),
            "message": _TEXT,
            "cites": _list(_TEXT),
        },
        {"waiver": _object({"reason": _TEXT_OR_NULL, "by": _TEXT_OR_NULL, "until": _DAY_OR_NULL})},
    )


def _baseline() -> dict[str, Any]:
    named = {"code": _TEXT, "subject": _TEXT}
    fields = {"type": ["object", "null"]}
    return _object(
        {
            "on": _DAY_OR_NULL,
            "accepted": _COUNT,
            "changed": _list(_object({**named, "from": fields, "to": fields})),
            **{name: _list(_object(named)) for name in ("settled", "unchecked", "refused")},
        }
    )


def _coverage() -> dict[str, Any]:
    schemes = [pack.scheme for pack in shipped().values() if pack.scheme is not None]
    tiers = list(dict.fromkeys(tier.name for scheme in schemes for tier in scheme.tiers))
    row = _object(
        {
            "employer": _TEXT_OR_NULL,
            "place": _TEXT_OR_NULL,
            "group": {"enum": [*_codes("headcounts", "group"), None]},
            "workers": {**_COUNT, "type": ["integer", "null"]},
            "tier": {"enum": [*tiers, "none", None], "description": "null: it cannot be told"},
            "union": _TEXT_OR_NULL,
            "why_not": _list(_object({"tier": {"enum": tiers}, "reason": _TEXT})),
        }
    )
    title = Text(zh="覆盖，第 1 版", en="coverage, version 1")
    return _document("coverage", title, _object({"rows": _list({"$ref": "#/$defs/row"})}), row=row)


def _recommend() -> dict[str, Any]:
    routes = {"enum": list(ROUTES)}
    edit = _object(
        {
            "how": {"enum": ["add", "change", "remove"]},
            "table": {"enum": list(TABLES)},
            "row": {"type": ["string", "integer", "null"]},
            "values": {"type": "object"},
        }
    )
    answer = _object(
        {
            "employer": _TEXT,
            "route": routes,
            "founder": _TEXT_OR_NULL,
            "through": _TEXT_OR_NULL,
            "reasons": _list(_object({"text": _TEXT, "cites": _list(_TEXT)})),
            "refused": _list(_object({"route": routes, "reason": _TEXT})),
            "steps": _list(_TEXT),
            "edits": _list({"$ref": "#/$defs/edit"}),
        }
    )
    return _document("recommend", Text(zh="建会建议，第 1 版", en="a recommendation, version 1"), answer, edit=edit)


#: Every schema by name, and how it is made.
SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "structure": _structure,
    "report": _report,
    "coverage": _coverage,
    "recommend": _recommend,
}


def _document(name: str, title: Text, about: dict[str, Any], **parts: dict[str, Any]) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:unionmodel:{name}:1",
        "title": f"unionmodel {title.en} · {title.zh}",
        **about,
        "$defs": parts,
    }


def _object(properties: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return an object with these properties, of which those that are not `optional` are always there, and no others."""
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _by_name(values: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": values}


def _codes(table: str, column: str) -> Iterable[str]:
    vocabulary = TABLES[table].column(column).vocabulary
    assert vocabulary is not None
    return [str(member.value) for member in vocabulary]
