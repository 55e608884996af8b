"""The JSON Schema accepts what a reader accepts, and refuses what it refuses."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from tests.project.project import ROOT

SCHEMA: dict[str, Any] = json.loads((ROOT / "docs/schema/structure.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

UNION = {"id": "u1", "kind": "joint_union", "place": "620102"}


def document(**tables: object) -> dict[str, object]:
    return {"format": "unionmodel/1", **tables}


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "given",
    [
        document(),
        document(unions=[UNION]),
        document(unions=[{**UNION, "kind": "联合基层工会"}]),
        document(unions=[{**UNION, "members": None, "industries": ["food_delivery", "快递"]}]),
        document(unions=[{**UNION, "industries": "food_delivery;快递"}]),
        document(funding=[{"union": "u1", "year": 2022, "amount": "20000.00"}]),
        document(funding=[{"union": "u1", "year": 2022, "amount": 20000}]),
        document(activities=[{"union": "u1", "on": "2022年12月31日", "kind": "training"}]),
    ],
)
def test_a_document_is_accepted(given: object) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(given)] == []


@pytest.mark.parametrize(
    ("given", "path"),
    [
        ({"unions": []}, ""),
        (document(union=[UNION]), ""),
        (document(unions=[{**UNION, "kind": "guild"}]), "unions/0/kind"),
        (document(unions=[{"name": "no id"}]), "unions/0"),
        (document(unions=[{**UNION, "membres": 3}]), "unions/0"),
        (document(unions=[{**UNION, "members": -1}]), "unions/0/members"),
        (document(unions=[{**UNION, "members": "1,200"}]), "unions/0/members"),
        (document(funding=[{"union": "u1", "year": 2022, "amount": "0.001"}]), "funding/0/amount"),
        (document(activities=[{"union": "u1", "on": "31.12.2022"}]), "activities/0/on"),
    ],
)
def test_a_document_is_refused_where_it_is_wrong(given: object, path: str) -> None:
    assert ["/".join(map(str, error.absolute_path)) for error in VALIDATOR.iter_errors(given)] == [path]
