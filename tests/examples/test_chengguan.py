"""The proposal for Chengguan District: the same in every form, and wrong only where it is meant to be."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import unionmodel as um
from tests.project.project import PACKAGE, ROOT

FOLDER = ROOT / "examples" / "chengguan"
ON = date(2022, 12, 31)
MADE_BY = ("build", "events", "faults", "tables", "unions", "world")


@pytest.fixture(scope="module")
def build() -> Iterator[ModuleType]:
    sys.path.insert(0, str(FOLDER))
    try:
        yield import_module("build")
    finally:
        sys.path.remove(str(FOLDER))
        for name in MADE_BY:
            sys.modules.pop(name, None)


def found(structure: um.Structure) -> list[tuple[str, str, str, str]]:
    findings = um.check(structure, on=ON).findings
    return sorted((each.code, each.table, each.subject, each.outcome.value) for each in findings)


def listed(rows: list[dict[str, Any]]) -> list[tuple[str, str, str, str]]:
    return sorted((row["code"], row["table"], row["subject"], row["outcome"]) for row in rows)


def test_the_demo_and_the_copy_beside_the_workbook_are_what_the_script_makes(build: ModuleType) -> None:
    document = build.as_json(build.build()).encode("utf-8")
    assert (PACKAGE / "data" / "demo" / "chengguan.json").read_bytes() == document
    assert (FOLDER / "chengguan.json").read_bytes() == document


def test_the_list_of_faults_is_what_the_script_makes(build: ModuleType) -> None:
    assert json.loads((FOLDER / "faults.json").read_text(encoding="utf-8")) == build.faults.expected()


@pytest.mark.parametrize("form", ["chengguan.xlsx", "csv"])
def test_the_other_forms_hold_the_same_proposal(form: str) -> None:
    assert um.load(FOLDER / form).sha256 == um.load(FOLDER / "chengguan.json").sha256


def test_the_workbook_is_the_same_bytes_every_time(build: ModuleType, tmp_path: Path) -> None:
    tables = build.build()
    for name in ("first.xlsx", "second.xlsx"):
        build.write_workbook(tables, tmp_path / name)
    assert (tmp_path / "first.xlsx").read_bytes() == (tmp_path / "second.xlsx").read_bytes()


def test_a_check_finds_what_is_listed_and_nothing_else() -> None:
    expected = listed(json.loads((FOLDER / "faults.json").read_text(encoding="utf-8")))
    assert found(um.load(FOLDER / "chengguan.json")) == expected


def test_without_the_faults_a_check_finds_nothing(build: ModuleType) -> None:
    assert found(um.load(json.loads(build.as_json(build.build(with_faults=False))))) == []


def test_only_a_superior_outside_the_proposal_is_a_warning_among_the_references() -> None:
    findings = um.check(um.load(FOLDER / "chengguan.json"), on=ON, select=["DAT902"]).findings
    assert [(each.subject, each.severity) for each in findings] == [
        ("iu-truck|ff-99", "error"),
        ("rf-city", "warning"),
    ]


def test_each_fault_alone_leads_to_findings_of_its_own_only(build: ModuleType) -> None:
    # Nobody is left out of the street without a union while the truck federation still reaches the whole district.
    together = {("GS301", "headcounts", "p:620102024|truck_driver", "broken")}
    for fault in build.faults.FAULTS:
        tables = build.build(with_faults=False)
        fault.plant(tables)
        own = {(each.code, each.table, each.subject, each.outcome) for each in fault.findings}
        assert set(found(um.load(json.loads(build.as_json(tables))))) == own - together, fault.name
