"""A report as a workbook: findings beside the rows, a summary with ways to them, and data that can be mended and checked again."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import attrs
import pytest
import python_calamine
from hypothesis import given, settings

import unionmodel as um
from unionmodel.api import dossier
from unionmodel.errors import MissingExtra, UnionModelError
from unionmodel.io.reading.labels import find_header
from unionmodel.model.records import TABLES
from unionmodel.render.workbook.rows import REMARKS
from unionmodel.testing import structures

ON = date(2022, 12, 31)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ABOVE = {"id": "cg", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
_FEDERATION = {
    "id": "f1", "name": "城关区快递行业工会联合会", "kind": "industry_federation", "place": "620102",
    "industries": ["express_delivery"], "superior": "cg", "founding_mode": "industry_driven", "sponsor": "邮政管理局",
}  # fmt: skip
_FUNDING = [{"union": "f1", "year": 2022, "amount": "15000", "source": "fixed_subsidy", "payer": "城关区总工会"}]
_POOR = um.Structure(unions=[_ABOVE, _FEDERATION], funding=_FUNDING)


def made(structure: um.Structure = _POOR, language: Any = "zh", **options: Any) -> bytes:
    return um.check(structure, on=ON, **{"select": ["GS401"], **options}).render("xlsx", language)


def cells(content: bytes, title: str) -> list[list[Any]]:
    """Return the cells of a sheet, from the first on."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return book.get_sheet_by_name(title).to_python(skip_empty_area=False)


def titles(content: bytes) -> list[str]:
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).sheet_names


def links(content: bytes, title: str) -> dict[str, str]:
    """Return where the linked cells of a sheet lead."""
    number = titles(content).index(title) + 1
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
    return {one.attrib["ref"]: one.attrib["location"] for one in root.iter(f"{_MAIN}hyperlink")}


def again(content: bytes, folder: Path) -> um.Structure:
    (folder / "report.xlsx").write_bytes(content)
    return um.load(folder / "report.xlsx")


def test_a_finding_stands_beside_its_row_with_clause_and_mends() -> None:
    head, sound, broken = cells(made(), "工会")
    assert head[:7] == ["工会编号", "工会名称", "_结果", "_问题", "_依据", "_改法", "工会类型"]
    assert sound[:7] == ["cg", "城关区总工会", "", "", "", "", "总工会"]
    assert broken[:5] == [
        "f1",
        "城关区快递行业工会联合会",
        "× 错误",
        "GS401 城关区快递行业工会联合会 2022 年工作经费 15000.00 元，低于 20000.00 元的下限，差 5000.00 元",
        "甘肃方案条目 C24",
    ]
    assert broken[5].split("\n") == [
        "GS401 1. 补足 5000.00 元：定额补助（城关区总工会拨付）；费用 5000.00 元；批准：城关区总工会",
        "2. 补足 5000.00 元：专项补助（城关区总工会拨付）；费用 5000.00 元；批准：城关区总工会",
        "另有 2 种：unionmodel repair",
    ]


def test_a_table_without_findings_has_no_columns_of_ours() -> None:
    assert cells(made(), "经费")[0] == ["工会编号", "年度", "金额", "来源", "拨付单位", "用途"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_loads_again_as_the_structure_that_was_checked(tmp_path: Path, language: Any) -> None:
    demo = um.demo()
    report = um.check(demo, on=um.DEMO_DAY)
    content = report.render("xlsx", language)
    found = again(content, tmp_path)
    assert found.sha256 == demo.sha256
    assert um.check(found, on=um.DEMO_DAY).findings == report.findings
    ours = titles(content)
    assert [title for title in ours if title.startswith("_")] == {
        "zh": ["_核对结果", "_问题清单", "_口径"], "en": ["_result", "_findings", "_basis"],
    }[language]  # fmt: skip
    assert len(cells(content, ours[1])) == len(report.findings) + 1


@settings(max_examples=10, deadline=None)
@given(structures())
def test_any_structure_comes_back_from_its_report(structure: um.Structure) -> None:
    import tempfile

    content = um.check(structure, on=ON, select=["DAT901", "DAT902", "GS401"]).render("xlsx", "en")
    with tempfile.TemporaryDirectory() as folder:
        assert again(content, Path(folder)).sha256 == structure.sha256


def test_what_is_mended_in_the_report_is_checked_again(tmp_path: Path) -> None:
    content = made()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(tmp_path / "report.xlsx", "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>15000</v>", b"<v>20000</v>"))
    assert um.check(um.load(tmp_path / "report.xlsx"), on=ON, select=["GS401"]).findings == ()


def test_every_link_of_the_list_leads_to_the_row_of_its_subject() -> None:
    report = um.check(um.demo(), on=um.DEMO_DAY)
    content = report.render("xlsx", "zh")
    sheets = {table.zh: cells(content, table.zh) for table in TABLES.values() if table.zh in titles(content)}
    found = links(content, "_问题清单")
    without = []
    for number, finding in enumerate(report.findings, start=2):
        if f"D{number}" not in found:
            without.append((finding.table, finding.subject))
            continue
        where = re.fullmatch(r"'?(\w+)'?!A(\d+)", found[f"D{number}"])
        assert where is not None
        assert where[1] == TABLES[finding.table].zh
        row = sheets[where[1]][int(where[2]) - 1]
        first = finding.subject.split("|")[0]
        # Head counts are called after an employer (e:) or a place (p:), which may be the second cell.
        assert first.removeprefix("e:").removeprefix("p:") in [str(cell) for cell in row]
        assert f"{finding.code} " in "".join(str(cell) for cell in row)
    # Places that the library brings, and no row of the file.
    assert without == [
        ("places", "620102010"),
        ("places", "620102024"),
        ("places", "620000|food_delivery_rider"),
        ("places", "620100|food_delivery_rider"),
    ]


def test_a_finding_about_a_place_that_the_file_does_not_list_stands_in_the_list_only() -> None:
    content = made(select=["TUL105"])
    assert [row[1] for row in cells(content, "_问题清单")[1:]] == ["TUL105", "TUL105"]
    assert links(content, "_问题清单") == {}
    assert cells(content, "工会")[0][2] == "工会类型"


def test_a_finding_about_a_group_of_a_place_stands_beside_the_place() -> None:
    places = [{"code": "620100", "name": "兰州市", "level": "prefecture", "parent": "620000"}]
    counts = [{"place": "620102001", "group": "courier", "workers": 3, "as_of": "2022-11-30"}]
    content = made(um.Structure(places=places, headcounts=counts), select=["GS503"])
    assert cells(content, "区域")[1][:3] == ["620100", "兰州市", "× 错误 3"]


def test_the_summary_says_the_verdict_and_counts_by_severity_rule_and_place() -> None:
    content = made()
    rows = cells(content, "_核对结果")
    assert rows[1][0] == "有必须改正的问题：1 个错误，0 个警告，0 个提示，0 项无法判断。"
    assert ["× 错误", "依据说“必须”：改正", 1.0] in [row[:3] for row in rows]
    assert ["GS401", "年度工作经费下限", "× 错误", 1.0, 0.0, 0.0, 0.0, "甘肃方案条目 C24"] in rows
    assert ["620102", "城关区", 1.0, 0.0, 0.0, 0.0] in [row[:6] for row in rows]
    assert "'工会'!A3" in [where.replace("工会!", "'工会'!") for where in links(content, "_核对结果").values()]


def test_the_open_questions_and_values_are_told_with_what_was_set() -> None:
    rows = cells(made(parameters={"funding_floor.applies_to": "literal", "funding_floor.amount": 16000}), "_口径")
    switch = next(row for row in rows if row[0] == "funding_floor.applies_to")
    assert switch[2].startswith("literal：") and switch[2].endswith("（使用者选定）")
    value = next(row for row in rows if row[0] == "funding_floor.amount")
    assert value[2:4] == ["16000 元", "使用者设定"]


def test_a_waived_finding_says_who_waived_it() -> None:
    waiver = um.Waiver(code="GS401", subject="f1", reason="拨付在途", by="城关区总工会", until=date(2023, 1, 31))
    row = cells(made(waivers=[waiver]), "工会")[2]
    assert (row[2], row[5]) == ("○ 已豁免", "GS401 豁免：拨付在途（城关区总工会 批准，至 2023-01-31）")


def test_many_findings_of_a_row_are_written_as_far_as_a_row_is_high() -> None:
    structure = um.Structure(unions=[{"id": "u1", "name": "某工会" * 40, "kind": "joint_union", "place": "620102"}])
    report = um.check(structure, on=ON)
    mine = [finding for finding in report.findings if finding.subject == "u1"]
    row = cells(report.render("xlsx", "zh"), "工会")[1]
    lines = row[3].split("\n")
    assert len(mine) > len(lines) - 1
    assert lines[-1] == f"另有 {len(mine) - len(lines) + 1} 项，见“_问题清单”"


def test_a_row_is_as_high_as_its_texts_are_long() -> None:
    content = made()
    number = titles(content).index("工会") + 1
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ET.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
    heights = [row.get("ht") for row in root.iter(f"{_MAIN}row")]
    # The two mends take two lines each of a column that is 54 wide, and a last line tells of two more.
    assert heights == [None, None, "80.25"]


_HARMFUL = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://example.org","x")', "http://example.org", "a\t=1", "a\r=1", "00012", "<b>&", "_x0041_"]  # fmt: skip


def test_no_text_becomes_a_formula_a_link_or_a_number_and_each_is_kept_as_it_is(tmp_path: Path) -> None:
    unions = [{"id": f"{text}{number}", "name": text, "kind": "joint_union", "sponsor": text} for number, text in enumerate(_HARMFUL)]  # fmt: skip
    waivers = [{"code": "GS401", "subject": "*", "reason": text, "by": text, "until": "2023-01-31"} for text in _HARMFUL]  # fmt: skip
    structure = um.Structure(unions=unions, waivers=waivers)
    content = um.check(structure, on=ON).render("xlsx", "en")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        for name in parts:
            root = ET.fromstring(archive.read(name))
            assert list(root.iter(f"{_MAIN}f")) == []
        outside = [name for name in archive.namelist() if name.startswith("xl/worksheets/_rels")]
        # A link that leads out of the workbook would stand here.
        assert [name for name in outside if b"http://example.org" in archive.read(name)] == []
    found = again(content, tmp_path)
    assert found.column("unions", "name") == structure.column("unions", "name") == _HARMFUL
    assert found.sha256 == structure.sha256
    listed = cells(content, "_findings")
    assert {row[5] for row in listed[1:]} >= {text for text in _HARMFUL if "\r" not in text}


def test_no_name_of_a_column_of_ours_is_that_of_a_column_of_a_table() -> None:
    for table in TABLES.values():
        for text, _ in REMARKS:
            assert (find_header(table, text.zh), find_header(table, text.en)) == (None, None)


def test_the_same_report_is_the_same_file() -> None:
    assert made() == made()


def test_whoever_waits_is_told_how_far_it_is() -> None:
    told: list[tuple[str, int, int]] = []
    report = um.check(_POOR, on=ON, select=["GS401"])
    report.render("xlsx", "zh", progress=lambda stage, done, total: told.append((stage.zh, done, total)))
    assert told == [("提出改法", 0, 1), ("提出改法", 1, 1), ("写工作表", 0, 2), ("写工作表", 1, 2), ("写工作表", 2, 2)]


def test_mends_are_tried_out_for_so_many_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier, "MOST_MENDS", 0)
    assert cells(made(), "工会")[2][5] == "GS401 再落实 5000.00 元工作经费并登记来源"


def test_what_cannot_be_told_takes_no_mend_from_what_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier, "MOST_MENDS", 1)
    unknown = {"union": "a1", "year": 2022}
    structure = um.Structure(unions=[_ABOVE, {**_FEDERATION, "id": "a1"}, _FEDERATION], funding=[*_FUNDING, unknown])
    listed = {row[4]: row[10] for row in cells(made(structure), "_问题清单")[1:]}
    assert (listed["a1"], listed["f1"].startswith("1. 补足 5000.00 元")) == ("", True)


def test_a_report_that_was_made_without_data_cannot_be_a_workbook() -> None:
    report = attrs.evolve(um.check(_POOR, on=ON), basis=None)
    with pytest.raises(UnionModelError, match=r"unionmodel\.check"):
        report.render("xlsx")


def test_without_the_package_it_is_said_which_extra_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra, match=r"unionmodel\[excel\]"):
        made()
