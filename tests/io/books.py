"""Workbooks for the tests: honest ones, and ones written byte by byte that no program would write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import xlsxwriter

import unionmodel
from unionmodel.errors import InputError, InputErrors

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"

PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>'
    '<sheet name="unions" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
HEADER = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c><c r="B1" t="inlineStr"><is><t>members</t></is></c></row>'
)


def raw_book(path: Path, rows: str, parts: Mapping[str, str | bytes] | None = None) -> Path:
    """Write a workbook whose sheet `unions` holds `rows`, as XML; `parts` replace or join the usual ones."""
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**PARTS, "xl/worksheets/sheet1.xml": sheet, **(parts or {})}.items():
            archive.writestr(name, content)
    return path


def book(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]]) -> Path:
    """Write a workbook of these sheets, each a list of rows, as a person would fill it in."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def rewritten(path: Path, change: bytes, to: bytes) -> Path:
    """Replace bytes of a file where they stand."""
    content = path.read_bytes()
    assert change in content
    path.write_bytes(content.replace(change, to))
    return path


def errors(source: object) -> list[InputError]:
    """Return the errors of an input that must not be read."""
    with pytest.raises(InputErrors) as caught:
        unionmodel.load(source)  # type: ignore[arg-type]
    return list(caught.value.errors)


def english(source: object) -> list[str]:
    """Return every error of an input as a line in English."""
    return [error.render("en") for error in errors(source)]


def zip_bytes(path: Path) -> bytearray:
    """Return the bytes of an archive, to be tampered with."""
    return bytearray(path.read_bytes())


def tampered_size(path: Path, name: str, size: int) -> Path:
    """Make the archive declare another unpacked size for one of its parts."""
    content = zip_bytes(path)
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        entry = archive.getinfo(name)
    content[entry.header_offset + 22 : entry.header_offset + 26] = size.to_bytes(4, "little")
    directory = content.rindex(name.encode()) - 46
    content[directory + 24 : directory + 28] = size.to_bytes(4, "little")
    path.write_bytes(bytes(content))
    return path
