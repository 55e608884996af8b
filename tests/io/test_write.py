"""What is written can be read again, and does no harm in a spreadsheet."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path
from typing import Any

import pytest

from unionmodel.errors import UnionModelError
from unionmodel.io.reading.loading import load
from unionmodel.io.writing.saving import save
from unionmodel.io.writing.tables import as_document

DOCUMENT: dict[str, Any] = {
    "format": "unionmodel/1",
    "unions": [
        {
            "id": "00012",
            "name": "=cmd|' /C calc'!A0",
            "kind": "joint_union",
            "vertical": False,
            "groups": ["courier", "other"],
            "status": "active",
            "approved_on": "2022-01-05",
            "members": 0,
            "legal_person": True,
            "credit_code": "81620100123456789X",
            "subsidy_standard": "123456789012345.67",
        },
        {"id": "u2", "name": "'=x\nhttp://example.org", "vertical": False, "sponsor": "-", "status": "active"},
        {
            "id": "u3",
            "vertical": True,
            "status": "dissolved",
            "approved_on": "1888-01-05",
            "dissolved_on": "1900-02-28",
        },
    ],
    "funding": [{"union": "u2", "year": 2022, "amount": "19999.99", "purpose": "work"}],
    "activities": [{"union": "u2", "on": "2022-12-31", "kind": "congress"}],
}


def test_a_document_is_given_back_as_it_was() -> None:
    assert as_document(load(DOCUMENT)) == DOCUMENT


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_form_gives_the_structure_back(tmp_path: Path, language: Any) -> None:
    structure = load(DOCUMENT)
    save(structure, tmp_path / "a.json")
    save(structure, tmp_path / "tables", language=language)
    save(structure, tmp_path / "a.xlsx", language=language)
    for name in ("a.json", "tables", "a.xlsx"):
        assert as_document(load(tmp_path / name)) == DOCUMENT


def test_a_chinese_folder_is_chinese_throughout(tmp_path: Path) -> None:
    save(load(DOCUMENT), tmp_path, language="zh")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["工会.csv", "活动.csv", "经费.csv"]
    content = (tmp_path / "活动.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig").splitlines() == [
        "工会编号,日期,类型,参加人数,帮扶工会",
        "u2,2022-12-31,会员(代表)大会,,",
    ]


def test_no_spreadsheet_takes_a_name_for_a_formula(tmp_path: Path) -> None:
    structure = load({"unions": [{"id": mark + "1", "name": mark + "1+1"} for mark in "=+-@"]})
    save(structure, tmp_path, language="en")
    with (tmp_path / "unions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["name"] for row in rows] == ["'=1+1", "'+1+1", "'-1+1", "'@1+1"]
    save(structure, tmp_path / "a.xlsx", language="en")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def test_a_structure_without_rows_is_written_as_an_empty_workbook(tmp_path: Path) -> None:
    save(load({}), tmp_path / "a.xlsx", language="zh")
    assert as_document(load(tmp_path / "a.xlsx")) == {"format": "unionmodel/1"}


def test_a_text_too_long_for_a_cell_is_not_cut_off(tmp_path: Path) -> None:
    structure = load({"unions": [{"id": "u1", "name": "x" * 40_000}]})
    with pytest.raises(UnionModelError, match=r"does not fit|放不进"):
        save(structure, tmp_path / "a.xlsx", language="en")
