"""The JSON Schemas accept what a reader accepts and what the library writes, and refuse everything else."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import jsonschema
import pytest
from hypothesis import Phase, settings
from hypothesis import given as drawn

import unionmodel as um
from tests.project.project import ROOT
from unionmodel.render.schemas import SCHEMAS, schema
from unionmodel.testing.strategies import days, near_misses

SCHEMA: dict[str, Any] = json.loads((ROOT / "docs/schema/structure.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)

UNION = {"id": "u1", "kind": "joint_union", "place": "620102"}


def document(**tables: object) -> dict[str, object]:
    return {"format": "unionmodel/1", **tables}


def wrong(name: str, answer: Any) -> list[str]:
    """Return where an answer is not as its schema says, and why."""
    # As another program gets it: what JSON cannot carry fails here.
    sent = json.loads(json.dumps(answer))
    found = jsonschema.Draft202012Validator(schema(name)).iter_errors(sent)
    return sorted(f"{'/'.join(map(str, error.absolute_path))}: {error.message}" for error in found)


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$id"] == f"urn:unionmodel:{name}:1"


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


@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@drawn(near_misses(), days())
def test_every_report_is_as_its_schema_says(structure: um.Structure, day: date) -> None:
    assert wrong("report", um.check(structure, on=day).to_dict()) == []


@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@drawn(near_misses())
def test_coverage_and_every_recommendation_are_as_their_schemas_say(structure: um.Structure) -> None:
    assert wrong("coverage", um.coverage(structure, on=um.DEMO_DAY).to_dict()) == []
    for route in um.recommend_all(structure, on=um.DEMO_DAY).rows():
        found = um.recommend(structure, str(route["employer"]), on=um.DEMO_DAY)
        assert wrong("recommend", found.to_dict()) == []


def test_waivers_a_baseline_and_changed_values_are_as_the_schema_says() -> None:
    before = um.check(um.demo(), on=um.DEMO_DAY, parameters={"funding_floor.amount": "30000"})
    assert "parameters" in before.versions and wrong("report", before.to_dict()) == []
    waiver = um.Waiver(code="GS401", subject="if-rider", reason="r", by="b", until="2030-01-01")
    waived = um.check(um.demo(), on=um.DEMO_DAY, waivers=[waiver]).to_dict()
    assert [found["code"] for found in waived["findings"] if "waiver" in found] == ["GS401"]
    assert wrong("report", waived) == []
    later = um.check(um.demo(), on=um.DEMO_DAY, baseline=um.Baseline.of(before)).to_dict()
    assert later["baseline"]["changed"] and later["baseline"]["settled"]
    assert wrong("report", later) == []


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"ok": "yes"}, "ok: 'yes' is not of type 'boolean'"),
        ({"format": "unionmodel-report/2"}, "format: 'unionmodel-report/1' was expected"),
        ({"on": "31.12.2022"}, "on: '31.12.2022' does not match '^\\\\d{4}-\\\\d{2}-\\\\d{2}$'"),
        ({"more": 1}, ": Additional properties are not allowed ('more' was unexpected)"),
        ({"findings": [{}]}, "findings/0: 'code' is a required property"),
        ({"counts": {"GS401": {"held": -1}}}, "counts/GS401/held: -1 is less than the minimum of 0"),
    ],
)
def test_what_is_no_report_is_refused(change: dict[str, Any], message: str) -> None:
    assert message in wrong("report", {**um.check(um.Structure(), on=um.DEMO_DAY).to_dict(), **change})


def test_the_committed_schemas_are_all_of_them() -> None:
    committed = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "docs/schema").iterdir()}
    assert committed == {f"{name}.schema.json": schema(name) for name in SCHEMAS}


def test_a_schema_that_does_not_exist_is_refused() -> None:
    with pytest.raises(um.UnionModelError, match="report"):
        um.schema("reprot")
