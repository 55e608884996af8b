"""Workbooks made to harm: each is refused within seconds, with a reason, and the process lives on."""

from __future__ import annotations

import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.io.books import HEADER, PARTS, english, raw_book, tampered_size
from unionmodel.errors import InputErrors
from unionmodel.io.formats import EXCEL
from unionmodel.io.formats import workbook_guard as guard
from unionmodel.io.reading.loading import load

FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
TOO_FAR = (
    "stretches the sheet over 1048576 rows and 16384 columns; "
    "remove superfluous rows, columns, formats and sheets, and save it again"
)


@pytest.fixture(autouse=True)
def within_seconds() -> Iterator[None]:
    start = time.process_time()
    yield
    assert time.process_time() - start < 20


def memory() -> int:
    resource = pytest.importorskip("resource")
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss) * (1 if sys.platform == "darwin" else 1024)


def test_one_cell_at_the_far_end_of_a_sheet_does_not_end_the_process(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx", FAR)
    assert path.stat().st_size < 7_000
    assert english(path) == [f"unions!XFD1048576: {TOO_FAR}"]


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='1048576'><c t='n' r='XFD1048576'><v>1</v></c></row>",
        "<row><c s='1' r='xfd1048576' ><v>1</v></c></row>",
        '<x:row xmlns:x="y" r="3"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        '<row r="1048576"><c r="XFC1"/><c><v>1</v></c></row><row r="1048575"><c r="XFC1048576"/><c><v>1</v></c></row>',
        "<row r='1'><c r='&#88;FD1048576'><v>1</v></c></row>",
    ],
)
def test_no_way_to_write_a_reference_gets_past_the_wall(tmp_path: Path, rows: str) -> None:
    assert [line.partition(": ")[2] for line in english(raw_book(tmp_path / "a.xlsx", rows))] == [TOO_FAR]


def test_a_sheet_under_an_unusual_name_is_counted_too(tmp_path: Path) -> None:
    sheet = f"<worksheet><sheetData>{FAR}</sheetData></worksheet>"
    relations = PARTS["xl/_rels/workbook.xml.rels"].replace("worksheets/sheet1.xml", "/XL/Styles.xml")
    path = raw_book(tmp_path / "a.xlsx", "", {"xl/_rels/workbook.xml.rels": relations, "xl/styles.xml": sheet})
    assert english(path) == [f"unions!XFD1048576: {TOO_FAR}"]


def test_a_far_cell_without_a_value_is_only_a_format(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx", f'{HEADER}<row r="2"><c r="A2"><v>1</v></c><c r="XFD1048576" s="1"/></row>')
    assert load(path).size("unions") == 1


def guarded(tmp_path: Path, last_row: int) -> None:
    """Guard a sheet of three cells in two columns, the last of which stands in this row."""
    rows = f'{HEADER}<row r="{last_row}"><c r="B{last_row}"><v>1</v></c></row>'
    guard.guard(raw_book(tmp_path / "a.xlsx", rows).read_bytes(), "a.xlsx")


def test_a_large_sheet_has_at_most_fifty_places_for_every_cell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "FREE_CELLS", 0)
    guarded(tmp_path, 75)
    with pytest.raises(InputErrors, match="stretches the sheet over 76 rows and 2 columns"):
        guarded(tmp_path, 76)


def test_a_sheet_of_half_a_million_places_may_be_as_empty_as_it_likes(tmp_path: Path) -> None:
    guarded(tmp_path, 250_000)
    with pytest.raises(InputErrors, match="stretches the sheet over 250001 rows and 2 columns"):
        guarded(tmp_path, 250_001)


@pytest.mark.parametrize("reference", ["A0", "A1048577", "XFE1", "ZZZZ1", "1A", "A", "", "A99999999999", "A１"])
def test_a_reference_that_no_sheet_has_is_refused(tmp_path: Path, reference: str) -> None:
    (line,) = english(raw_book(tmp_path / "a.xlsx", f'<row r="1"><c r="{reference}"><v>1</v></c></row>'))
    assert line.startswith("a.xlsx: is not a sound workbook (")


@pytest.mark.parametrize("row", ["0", "4294967295", "99999999999999999999", "x"])
def test_a_row_that_no_sheet_has_is_refused(tmp_path: Path, row: str) -> None:
    (line,) = english(raw_book(tmp_path / "a.xlsx", f'<row r="{row}"><c><v>1</v></c></row>'))
    assert line == (f"a.xlsx: is not a sound workbook (row {row}); open it in Excel and save it as .xlsx")


UNPACKS = (
    "a.xlsx: unpacks to more than 128 MB, or suspiciously far; "
    "remove superfluous rows, columns, formats and sheets, and save it again"
)


def bomb(path: Path, megabytes: int, name: str = "xl/sharedStrings.xml") -> Path:
    """Write a workbook one of whose parts unpacks to so many megabytes of blanks."""
    raw_book(path, HEADER)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open(name, "w", force_zip64=False) as part,
    ):
        for _ in range(megabytes):
            part.write(b" " * 1024 * 1024)
    return path


def test_a_zip_bomb_is_refused_without_unpacking_it(tmp_path: Path) -> None:
    path = bomb(tmp_path / "a.xlsx", 1024)
    before = memory()
    assert english(path) == [UNPACKS]
    assert memory() - before < 100 * 1024 * 1024


def test_a_zip_bomb_that_lies_about_its_size_is_refused_too(tmp_path: Path) -> None:
    path = tampered_size(bomb(tmp_path / "a.xlsx", 400), "xl/sharedStrings.xml", 1000)
    assert english(path) == [UNPACKS]


def test_a_small_bomb_is_known_by_how_far_it_unpacks(tmp_path: Path) -> None:
    assert english(bomb(tmp_path / "a.xlsx", 20)) == [UNPACKS]


def test_many_sheets_share_one_allowance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_UNPACKED", 1000)
    (line,) = english(raw_book(tmp_path / "a.xlsx", HEADER))
    assert line.startswith("a.xlsx: unpacks to more than")


def test_one_long_text_used_again_and_again_is_counted_every_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "MOST_TEXT", 10_000)
    texts = f"<sst><si><t>{'x' * 1000}</t></si></sst>"
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(2, 20))
    assert english(raw_book(tmp_path / "a.xlsx", HEADER + cells, {"xl/sharedStrings.xml": texts})) == [
        "a.xlsx: holds too much text; remove superfluous rows, columns, formats and sheets, and save it again"
    ]


def test_a_shared_text_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx", '<row r="1"><c r="A1" t="s"><v>7</v></c></row>')
    assert english(path) == ["a.xlsx: is not a sound workbook (shared text 7); open it in Excel and save it as .xlsx"]


def test_entities_are_refused(tmp_path: Path) -> None:
    lol = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>'
    path = raw_book(tmp_path / "a.xlsx", HEADER, {"xl/sharedStrings.xml": f"{lol}<sst><si><t>&b;</t></si></sst>"})
    assert english(path) == [
        "a.xlsx: is not a sound workbook (declares entities); open it in Excel and save it as .xlsx"
    ]


def test_a_part_in_another_encoding_is_refused(tmp_path: Path) -> None:
    sheet = f"<?xml version='1.0' encoding='utf-16'?><worksheet><sheetData>{FAR}</sheetData></worksheet>"
    (line,) = english(raw_book(tmp_path / "a.xlsx", "", {"xl/worksheets/sheet1.xml": sheet.encode("utf-16")}))
    assert line.startswith("a.xlsx: is not a sound workbook (")


def test_a_file_that_is_too_large_is_not_even_read(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert english(path) == ["a.xlsx: is larger than 100 MB; remove pictures and superfluous sheets, or split it"]


def test_the_limit_of_the_size_is_a_name_that_can_be_read() -> None:
    assert EXCEL.largest == 100 * 1024 * 1024


@pytest.mark.parametrize("keep", [10, 200, 700])
def test_a_workbook_cut_short_is_refused(tmp_path: Path, keep: int) -> None:
    path = raw_book(tmp_path / "a.xlsx", HEADER)
    path.write_bytes(path.read_bytes()[:keep])
    (line,) = english(path)
    assert line.startswith("a.xlsx: is not a sound workbook (")


def test_a_directory_of_a_million_parts_is_not_listed(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xlsx", HEADER)
    path.write_bytes(path.read_bytes() + b"PK\x01\x02" * 6000)
    (line,) = english(path)
    assert line.startswith("a.xlsx: has more than 5000 parts")


def test_a_part_packed_in_an_unusual_way_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    raw_book(path, HEADER)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("xl/more.xml", "<x/>")
    assert english(path) == [
        "a.xlsx: is not a sound workbook (packed by method 12); open it in Excel and save it as .xlsx"
    ]


def test_a_protected_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512))
    assert english(path) == [
        "a.xlsx: is protected by a password, or of the old format .xls; save it as .xlsx without a password"
    ]


def test_a_web_page_called_a_workbook_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text("<html><table><tr><td>id</td></tr></table></html>", encoding="utf-8")
    assert english(path) == ["a.xls: is a web page or XML and no workbook; open it in Excel and save it as .xlsx"]


def test_a_new_workbook_called_an_old_one_is_read(tmp_path: Path) -> None:
    path = raw_book(tmp_path / "a.xls", f'{HEADER}<row r="2"><c r="A2"><v>1</v></c></row>')
    assert load(path).column("unions", "id") == ["1"]


def test_a_damaged_old_workbook_is_refused_and_the_process_lives_on(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4096)
    (line,) = english(path)
    assert line.startswith("a.xls: cannot be read as an old workbook (")
