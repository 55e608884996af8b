"""A foreign form is read by its mapping: all of it is accounted for, or every column and value that is not is named."""

from __future__ import annotations

import csv
import runpy
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml
from hypothesis import Phase, given, settings

import unionmodel as um
from tests.resident_ids import resident_id
from unionmodel.io.formats import EXCEL
from unionmodel.io.writing.tables import as_document
from unionmodel.model.records import TABLES
from unionmodel.testing.strategies import structures

ROOT = Path(__file__).parents[2] / "examples" / "foreign_form"

MAPPING: dict[str, Any] = {
    "format": "unionmodel-mapping/1",
    "sheets": {
        "form": {
            "ignore": ["telephone"],
            "employers": {
                "id": {"make": "e-{code}"},
                "name": "firm",
                "place": {"column": "area", "translate": "areas"},
            },
            "unions": {
                "id": "code",
                "name": "union",
                "kind": {"column": "type", "translate": "kinds"},
                "superior": {"column": "above", "find": "name"},
                "legal_person": {"value": True},
            },
            "covers": {
                "when": {"column": "type", "is": ["single"]},
                "union": "code",
                "employer": {"make": "e-{code}"},
            },
        }
    },
    "translations": {"areas": {"town": "620102"}, "kinds": {"single": "basic_union", "several": ""}},
    "extra": {"unions": [{"id": "top", "name": "Top", "kind": "general_federation"}]},
}
HEADER = ["code", "firm", "area", "union", "type", "above", "telephone"]
ROWS = [
    ["001", "A", "town", "Union A", "single", "Union B", "1"],
    ["002", "B", "town", "Union B", "several", "Top", "2"],
]


def form(folder: Path, rows: list[list[Any]], header: list[str] = HEADER, sheet: str = "form") -> Path:
    path = folder / "form.xlsx"
    with xlsxwriter.Workbook(path) as book:
        written = book.add_worksheet(sheet)
        for at, row in enumerate([header, *rows]):
            written.write_row(at, 0, row)
    return path


def errors(path: Path, mapping: Any = MAPPING) -> list[tuple[str, Any, str, str]]:
    with pytest.raises(um.InputErrors) as refused:
        um.load(path, mapping=mapping)
    return [(one.path, one.value, one.problem.en, one.hint.en) for one in refused.value.errors]  # type: ignore[attr-defined]


EXPECTED = {
    "format": "unionmodel/1",
    "unions": [
        {"id": "001", "name": "Union A", "kind": "basic_union", "superior": "002", "vertical": False, "status": "active", "legal_person": True},
        {"id": "002", "name": "Union B", "superior": "top", "vertical": False, "status": "active", "legal_person": True},
        {"id": "top", "name": "Top", "kind": "general_federation", "vertical": False, "status": "active"},
    ],
    "employers": [
        {"id": f"e-{code}", "name": name, "place": "620102", "role": "other", "nature": "enterprise"}
        for code, name in (("001", "A"), ("002", "B"))
    ],
    "covers": [{"union": "001", "employer": "e-001"}],
}  # fmt: skip


def test_every_row_fills_the_tables_as_the_mapping_says(tmp_path: Path) -> None:
    assert as_document(um.load(form(tmp_path, ROWS), mapping=MAPPING)) == EXPECTED


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_form_may_be_a_csv_file(tmp_path: Path, encoding: str, delimiter: str) -> None:
    with (tmp_path / "form.csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([["表名"], HEADER, *ROWS])
    assert as_document(um.load(tmp_path / "form.csv", mapping=MAPPING)) == EXPECTED


def test_a_mapping_is_read_from_a_file_in_either_language(tmp_path: Path) -> None:
    words = {"格式": MAPPING["format"], "工作表": {"form": {"忽略": ["telephone"], "单位": None}}}
    sheet = MAPPING["sheets"]["form"]
    words["工作表"]["form"] = {
        "忽略": ["telephone"],
        "用人单位": {"单位编号": {"编": "e-{code}"}, "单位名称": "firm", "所在区域": {"列": "area", "译": "areas"}},
        "工会": {
            "工会编号": "code", "工会名称": "union", "工会类型": {"列": "type", "译": "kinds"},
            "上级工会": {"列": "above", "找": "工会名称"}, "法人资格": {"值": "是"},
        },
        "覆盖单位": {"当": {"列": "type", "是": ["single"]}, "工会编号": "code", "单位编号": {"编": "e-{code}"}},
    }  # fmt: skip
    assert len(words["工作表"]["form"]) == len(sheet)
    words |= {"对照": MAPPING["translations"], "补充": MAPPING["extra"]}
    (tmp_path / "words.yaml").write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")
    assert as_document(um.load(form(tmp_path, ROWS), mapping=tmp_path / "words.yaml")) == EXPECTED


def test_everything_unaccounted_for_is_named_at_once(tmp_path: Path) -> None:
    rows = [
        ["001", "A", "village", "Union A", "single", "Union X", "1", "x"],
        ["002", "B", "town", "Union B", "twin", "Top", "2", ""],
    ]
    assert errors(form(tmp_path, rows, [*HEADER, "fax"])) == [
        ("form.xlsx form!H1", "fax", "is a column that the mapping does not name", "say in mapping under form what it fills, or name it in ignore"),
        ("form.xlsx form!C2", "village", "is not in the translation areas", "add a line to translations → areas in mapping; an empty text where nobody knows"),
        ("form.xlsx form!F2", "Union X", "is the name of none of the unions", "add its row to the form, or to extra → unions in mapping, or say which in translations → …"),
        ("form.xlsx form!E3", "twin", "is not in the translation kinds", "add a line to translations → kinds in mapping; an empty text where nobody knows"),
    ]  # fmt: skip


def test_a_value_without_a_translation_must_be_one_the_library_knows(tmp_path: Path) -> None:
    mapping = deepcopy(MAPPING)
    mapping["sheets"]["form"]["unions"]["kind"] = "type"
    rows = [[*ROWS[0][:4], "单独基层工会", "", "1"], [*ROWS[1][:4], "several", "", "2"]]
    assert [one[:3] for one in errors(form(tmp_path, rows), mapping)] == [
        ("form.xlsx form!E3", "several", "is not a known value of kind")
    ]


def test_a_name_that_several_unions_have_is_not_guessed(tmp_path: Path) -> None:
    rows = [*ROWS, ["003", "C", "town", "Union B", "several", "", "3"]]
    assert [one[:3] for one in errors(form(tmp_path, rows))] == [
        ("form.xlsx form!F2", "Union B", "is the name of 2 unions: 002, 003")
    ]


def test_a_row_that_repeats_an_employer_is_the_same_employer_unless_it_says_something_else(tmp_path: Path) -> None:
    assert um.load(form(tmp_path, [*ROWS, ROWS[1]]), mapping=MAPPING).size("employers") == 2
    other = ["002", "B and sons", *ROWS[1][2:]]
    assert [one[:3] for one in errors(form(tmp_path, [*ROWS, other]))] == [
        ("form.xlsx form!A4", "e-002", "is already used at form.xlsx form!A3")
    ]


def test_a_column_that_the_form_lacks_and_a_sheet_nobody_spoke_of_are_errors(tmp_path: Path) -> None:
    path = form(tmp_path, [row[:5] for row in ROWS], HEADER[:5])
    assert [one[:3] for one in errors(path)] == [("form.xlsx form!1", None, "lacks the column “above”")]
    path = form(tmp_path, ROWS, sheet="other")
    assert [one[:3] for one in errors(path)] == [("form.xlsx", None, "has none of the sheets of the mapping")]


def test_a_blank_key_is_an_error_where_it_stands(tmp_path: Path) -> None:
    rows = [["", *ROWS[0][1:5], "", ""]]
    assert [one[:3] for one in errors(form(tmp_path, rows))] == [
        ("form.xlsx form!A2", None, "the id is missing"),
        ("form.xlsx form!A2", None, "the id is missing"),
    ]


def test_a_resident_id_is_refused_in_a_column_that_is_read_and_left_out_of_one_that_is_not(tmp_path: Path) -> None:
    person = resident_id()
    rows = [[*ROWS[0][:6], person], [*ROWS[1][:6], person]]
    assert person not in str(as_document(um.load(form(tmp_path, rows), mapping=MAPPING)))
    rows[0][1] = f"A {person}"
    path, value, problem, _ = errors(form(tmp_path, rows))[0]
    assert (path, problem) == ("form.xlsx form!B2", "holds a resident ID (hidden here), which is never stored")
    assert person not in str(value)


def test_everything_wrong_with_a_mapping_is_told_at_once(tmp_path: Path) -> None:
    wrong = {
        "format": "unionmodel-mapping/2",
        "sheet": {},
        "sheets": {
            "form": {
                "header_row": 0,
                "guilds": {},
                "unions": {"name": {"column": "union", "value": "x"}, "nmae": "union", "place": {"column": "area", "translate": "area"}},
                "employers": {"id": {"make": "e-code"}, "head": {"column": "firm", "find": "nmae"}},
                "covers": {"when": {"column": "type"}},
            }
        },
        "translations": {"areas": {}},
        "extra": {"unions": [{"id": "u", "kind": "guild"}]},
    }  # fmt: skip
    found = [(path, problem) for path, _, problem, _ in errors(form(tmp_path, ROWS), wrong)]
    assert sorted(found) == sorted(
        [
            ("mapping sheet", "is no word of a mapping"),
            ("mapping extra.unions[0].kind", "is not a known value of kind"),
            ("mapping format", "is not a format this version reads"),
            ("mapping sheets.form.header_row", "is no row number"),
            ("mapping sheets.form.guilds", "is not a known table"),
            ("mapping sheets.form.unions.name", "should say one of column, value and make"),
            ("mapping sheets.form.unions.nmae", "is not a column of unions"),
            ("mapping sheets.form.unions.place.translate", "is not among the translations"),
            ("mapping sheets.form.unions", "does not say where the id comes from"),
            ("mapping sheets.form.employers.id.make", "should name columns in braces"),
            ("mapping sheets.form.employers.head.find", "is not a column of the table referred to"),
            ("mapping sheets.form.covers.when", "should say which column is which values"),
        ]
    )


def test_a_row_that_the_mapping_adds_is_held_to_the_data_dictionary(tmp_path: Path) -> None:
    mapping = {**MAPPING, "extra": {"unions": [{"id": "u", "kind": "guild", "colour": "red"}]}}
    assert [one[:3] for one in errors(form(tmp_path, ROWS), mapping)] == [
        ("mapping extra.unions[0].kind", "guild", "is not a known value of kind"),
        ("mapping extra.unions[0].colour", "red", "is not a column of unions"),
    ]


@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(structures(max_unions=4, max_employers=3))
def test_a_mapping_that_says_every_column_is_itself_reads_what_is_read_without_one(structure: um.Structure) -> None:
    filled = [table for table in TABLES.values() if structure.size(table.name)] or [TABLES["unions"]]
    itself = {table.name: {table.name: {column.name: column.name for column in table.columns}} for table in filled}
    with tempfile.TemporaryDirectory() as folder:
        um.save(structure, f"{folder}/own.xlsx", language="en")
        assert um.load(f"{folder}/own.xlsx", mapping={"sheets": itself}).sha256 == structure.sha256


def test_the_shipped_form_is_read_by_the_shipped_mapping() -> None:
    structure = um.load(ROOT / "form.xlsx", mapping=ROOT / "hainan.yaml")
    assert {table: structure.size(table) for table in ("unions", "employers", "covers")} == {
        "unions": 6,
        "employers": 6,
        "covers": 5,
    }
    joint = next(union for union in structure.unions.values() if union.kind == "joint_union")
    assert structure.unions[joint.superior].name == "示例城关快递行业工会联合会"
    assert structure.unions[structure.unions[joint.superior].superior].id == "cg-gf"
    assert (joint.members, joint.founded_on.isoformat(), joint.legal_person) == (24, "2022-03-02", True)
    broken = {finding.code for finding in um.check(structure, select=["DAT9"]).findings if finding.outcome == "broken"}
    assert not broken & {"DAT903", "DAT904", "DAT905"}
    text = str(as_document(structure))
    assert "某某" not in text and "0931" not in text


def test_the_shipped_form_is_what_its_script_makes(tmp_path: Path) -> None:
    build = runpy.run_path(str(ROOT / "build.py"))
    build["build"](tmp_path / "form.xlsx")
    assert [grid.rows for grid in EXCEL.read(tmp_path / "form.xlsx")] == [
        grid.rows for grid in EXCEL.read(ROOT / "form.xlsx")
    ]
