"""The empty workbook: what a person fills in loads without a single error."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

import unionmodel as um
from unionmodel.errors import UnknownName
from unionmodel.io.reading.grid import letters
from unionmodel.io.writing.template import template
from unionmodel.model.dictionary import Column
from unionmodel.model.records import TABLES

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_BOOK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
#: Texts that a spreadsheet would take for numbers, and what the other columns are filled with.
_CODES = {"credit_code": "0012345", "approval_no": "00012", "code": "GS401"}
_TYPED = {"count": "12", "year": "2022", "money": "19999.5", "date": "44926"}


def part(path: Path, name: str) -> ET.Element:
    with zipfile.ZipFile(path) as archive:
        return ET.fromstring(archive.read(name))


def sheets(path: Path) -> dict[str, str]:
    """Return the part of every sheet by its title."""
    links = {one.attrib["Id"]: one.attrib["Target"] for one in part(path, "xl/_rels/workbook.xml.rels")}
    return {
        one.attrib["name"]: f"xl/{links[one.attrib[f'{_BOOK}id']]}"
        for one in part(path, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    }


def offered(path: Path, language: str) -> dict[tuple[str, str], list[str]]:
    """Return for every column with a list to choose from what the list offers, as the workbook itself says it."""
    texts = ["".join(one.itertext()) for one in part(path, "xl/sharedStrings.xml")]
    parts = sheets(path)
    names = {one.attrib["name"]: str(one.text) for one in part(path, "xl/workbook.xml").iter(f"{_MAIN}definedName")}
    cells = {
        title: {
            cell.attrib["r"]: texts[int(str(cell[0].text))]
            for cell in part(path, where).iter(f"{_MAIN}c")
            if cell.get("t") == "s"
        }
        for title, where in parts.items()
    }
    found = {}
    for table in TABLES.values():
        title = table.zh if language == "zh" else table.name
        for rule in part(path, parts[title]).iter(f"{_MAIN}dataValidation"):
            if rule.get("type") != "list":
                continue
            column = table.columns[_number(rule.attrib["sqref"])]
            source = str(rule.findtext(f"{_MAIN}formula1"))
            found[table.name, column.name] = _choices(source, names, cells)
    return found


def _number(area: str) -> int:
    name = re.match("[A-Z]+", area)
    assert name is not None
    return next(place for place in range(100) if letters(place) == name[0])


def _choices(source: str, names: Mapping[str, str], cells: Mapping[str, Mapping[str, str]]) -> list[str]:
    if source.startswith('"'):
        return source.strip('"').split(",")
    area = re.match(r"'?(\w+)'?!\$([A-Z]+)\$(\d+):", names[source])
    assert area is not None
    here, row, found = cells[area[1]], int(area[3]), []
    while f"{area[2]}{row}" in here:
        found.append(here[f"{area[2]}{row}"])
        row += 1
    return found


def filled(path: Path, rows: Mapping[str, list[Mapping[str, str]]], language: str) -> Path:
    """Add rows to the sheets of a template, as texts under its headings, and return the workbook."""
    parts, day = sheets(path), _day_style(path, language)
    added = {}
    for name, given in rows.items():
        table = TABLES[name]
        where = parts[table.zh if language == "zh" else name]
        root = part(path, where)
        data = root.find(f"{_MAIN}sheetData")
        assert data is not None
        for number, row in enumerate(given, start=len(data) + 1):
            line = ET.SubElement(data, f"{_MAIN}row", r=str(number))
            for place, column in enumerate(table.columns):
                if column.name in row:
                    _cell(line, f"{letters(place)}{number}", column, row[column.name], day)
        added[where] = ET.tostring(root)
    target = path.with_name(f"filled-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            new.writestr(entry, added.get(entry, old.read(entry)))
    return target


def _cell(line: ET.Element, at: str, column: Column, text: str, day: str) -> None:
    if column.type in _TYPED:
        # Numbers and days are numbers in a workbook; that a day is one says the style of its column.
        cell = ET.SubElement(line, f"{_MAIN}c", r=at, **({"s": day} if column.type == "date" else {}))
        ET.SubElement(cell, f"{_MAIN}v").text = text
    else:
        cell = ET.SubElement(line, f"{_MAIN}c", r=at, t="inlineStr")
        ET.SubElement(ET.SubElement(cell, f"{_MAIN}is"), f"{_MAIN}t").text = text


def _day_style(path: Path, language: str) -> str:
    """Return the style that the template gives to a column of days."""
    where = sheets(path)["活动" if language == "zh" else "activities"]
    place = [column.name for column in TABLES["activities"].columns].index("on") + 1
    columns = part(path, where).iter(f"{_MAIN}col")
    return next(one.attrib["style"] for one in columns if int(one.attrib["min"]) <= place <= int(one.attrib["max"]))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("example", [True, False])
def test_a_template_loads_as_it_is(tmp_path: Path, language: Any, example: bool) -> None:
    template(tmp_path / "a.xlsx", language, example=example)
    structure = um.load(tmp_path / "a.xlsx")
    filled_in = [name for name in TABLES if structure.size(name)]
    assert filled_in == ([name for name in TABLES if name != "waivers"] if example else [])


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_choice_that_is_offered_is_read_back_as_what_it_says(tmp_path: Path, language: Any) -> None:
    template(tmp_path / "a.xlsx", language, example=False)
    lists = offered(tmp_path / "a.xlsx", language)
    expected = {
        (table.name, column.name)
        for table in TABLES.values()
        for column in table.columns
        if column.vocabulary is not None or column.type == "bool" or column.refers_to is not None
    }
    assert set(lists) == expected
    rows: dict[str, list[dict[str, str]]] = {}
    for table in TABLES.values():
        longest = max(len(lists.get((table.name, column.name), ())) for column in table.columns)
        for number in range(max(longest, 1)):
            row = {"code": f"0{number}", "id": f"00{number}"} if table.key else {}
            for column in table.columns:
                choices = lists.get((table.name, column.name))
                if choices:
                    row[column.name] = choices[number % len(choices)]
            rows.setdefault(table.name, []).append(row)
    structure = um.load(filled(tmp_path / "a.xlsx", rows, language))
    for table in TABLES.values():
        for column in table.columns:
            if column.vocabulary is not None:
                every = [str(member.value) for member in column.vocabulary]
                read = structure.column(table.name, column.name)
                kept = [value[0] if column.type == "list" else value for value in read]
                assert list(dict.fromkeys(kept)) == every
            elif column.type == "bool":
                assert structure.column(table.name, column.name)[:2] == [True, False]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_row_with_every_cell_filled_in_loads_with_every_value(tmp_path: Path, language: Any) -> None:
    template(tmp_path / "a.xlsx", language)
    lists = offered(tmp_path / "a.xlsx", language)
    rows = {
        table.name: [
            {column.name: _typed(column, lists.get((table.name, column.name), [])) for column in table.columns}
        ]
        for table in TABLES.values()
    }
    structure = um.load(filled(tmp_path / "a.xlsx", rows, language))
    for table in TABLES.values():
        last = {column.name: structure.column(table.name, column.name)[-1] for column in table.columns}
        assert [name for name, value in last.items() if value in (None, ())] == []
        for column in table.columns:
            if column.type in _TYPED:
                expected = {"count": 12, "year": 2022, "money": 1999950, "date": date(2022, 12, 31)}[column.type]
                assert last[column.name] == expected
    assert structure.column("unions", "credit_code")[-1] == "0012345"


def _typed(column: Column, choices: list[str]) -> str:
    if choices and column.refers_to is None:
        return choices[-1]
    return _TYPED.get(column.type) or _CODES.get(column.name) or "007"


def test_every_reference_is_offered_the_ids_of_the_sheet_it_leads_to(tmp_path: Path) -> None:
    template(tmp_path / "a.xlsx", "zh")
    lists = offered(tmp_path / "a.xlsx", "zh")
    assert lists["unions", "superior"] == ["示例-GH01", "示例-GH02", "示例-GH03", "示例-GH04"]
    assert lists["covers", "employer"] == ["示例-DW01", "示例-DW02"]
    assert lists["headcounts", "place"] == ["示例-YQ01"]


def test_a_division_is_listed_with_what_lies_in_it(tmp_path: Path) -> None:
    template(tmp_path / "a.xlsx", "zh", example=False, place="620102")
    structure = um.load(tmp_path / "a.xlsx")
    codes = structure.column("places", "code")
    assert codes[0] == "620102"
    assert all(code.startswith("620102") for code in codes)
    assert len(codes) == sum(um.Structure().geography.inside("620102"))
    with pytest.raises(UnknownName, match="620199"):
        template(tmp_path / "b.xlsx", place="620199")


def test_every_column_says_how_it_is_filled_in(tmp_path: Path) -> None:
    template(tmp_path / "a.xlsx", "zh")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        names = sorted((one for one in archive.namelist() if one.startswith("xl/comments")), key=lambda one: int(re.sub(r"\D", "", one)))  # fmt: skip
        said = [ET.fromstring(archive.read(name)).iter(f"{_MAIN}comment") for name in names]
        remarks = ["".join(one.itertext()) for comments in said for one in comments]
    assert len(remarks) == sum(len(table.columns) for table in TABLES.values())
    assert (
        "应当填写\n填法：金额，单位元，最多两位小数\n".replace("应当填写\n", "应当填写\n用途：多行相加\n")
        + "例如：20000 或 19999.50"
        in remarks
    )


def test_the_example_keeps_every_rule_that_it_can_keep_by_itself() -> None:
    from unionmodel.io.writing.template_text import example

    report = um.check(um.Structure(**example("zh")), on=um.DEMO_DAY)
    errors = {finding.code for finding in report.findings if finding.severity == "error" and finding.outcome is um.Outcome.BROKEN}  # fmt: skip
    # The federations above, and the other groups of the prefecture, are for those who file the whole prefecture.
    assert errors == {"GS503", "TUL105"}


def test_the_same_template_is_the_same_file(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        template(tmp_path / name, "en")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_no_cell_of_a_template_is_a_formula(tmp_path: Path) -> None:
    template(tmp_path / "a.xlsx", "zh", place="620102")
    assert [title for title, where in sheets(tmp_path / "a.xlsx").items() if next(part(tmp_path / "a.xlsx", where).iter(f"{_MAIN}f"), None) is not None] == []  # fmt: skip
