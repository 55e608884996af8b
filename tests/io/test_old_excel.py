"""Old binary workbooks, built here record by record: nothing writes them any more, offices still keep them."""

from __future__ import annotations

import struct
from pathlib import Path

from tests.io.books import english
from unionmodel.io.formats import old_excel_process as apart
from unionmodel.io.reading.loading import load

_BOF, _EOF, _SHEET, _LABEL, _NUMBER, _FORMAT = 0x0809, 0x000A, 0x0085, 0x0204, 0x0203, 0x00E0


def record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def text(row: int, column: int, value: str) -> bytes:
    return record(_LABEL, struct.pack("<HHHHB", row, column, 0, len(value), 1) + value.encode("utf-16-le"))


def number(row: int, column: int, value: float) -> bytes:
    return record(_NUMBER, struct.pack("<HHHd", row, column, 0, value))


def stream(name: str, cells: bytes) -> bytes:
    """Return the stream of a workbook with one sheet."""

    def begin(kind: int) -> bytes:
        return record(_BOF, struct.pack("<HHHHII", 0x0600, kind, 0x0DBB, 0x07CC, 0, 6))

    def globals_(offset: int) -> bytes:
        title = struct.pack("<IHBB", offset, 0, len(name), 1) + name.encode("utf-16-le")
        return begin(0x0005) + record(_FORMAT, bytes(20)) + record(_SHEET, title) + record(_EOF, b"")

    return globals_(len(globals_(0))) + begin(0x0010) + cells + record(_EOF, b"")


def old_book(path: Path, content: bytes) -> Path:
    """Write a compound file whose only stream is the workbook."""
    content += bytes(max(4096 - len(content), 0))
    content += bytes(-len(content) % 512)
    sectors = len(content) // 512
    free, end, special = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    # Sector 0 is the table of sectors, sector 1 the directory, the stream follows.
    table = [special, end, *range(3, sectors + 2), end]
    table += [free] * (128 - len(table))

    def entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
        encoded = name.encode("utf-16-le") + b"\0\0"
        return (
            encoded.ljust(64, b"\0")
            + struct.pack("<HBBIII", len(encoded), kind, 1, free, free, child)
            + bytes(36)
            + struct.pack("<IQ", start, size)
        )

    directory = entry("Root Entry", 5, 1, end, 0) + entry("Workbook", 2, free, 2, len(content)) + bytes(256)
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, 1, 1, 0, 4096, end, 0, end, 0)
        + struct.pack("<109I", 0, *[free] * 108)
    )
    path.write_bytes(header + struct.pack("<128I", *table) + directory + content)
    return path


def test_an_old_workbook_is_read_like_a_new_one(tmp_path: Path) -> None:
    cells = text(0, 0, "工会编号") + text(0, 1, "会员数") + text(1, 0, "u1") + number(1, 1, 12)
    structure = load(old_book(tmp_path / "a.xls", stream("工会", cells)))
    assert structure.column("unions", "id") == ["u1"]
    assert structure.column("unions", "members") == [12]


def test_errors_in_an_old_workbook_name_their_cells(tmp_path: Path) -> None:
    cells = text(2, 1, "id") + text(2, 2, "members") + text(3, 1, "u1") + number(3, 2, 12.5)
    assert english(old_book(tmp_path / "a.xls", stream("unions", cells))) == [
        "unions!C4: 12.5 is not a whole number; write a whole number, such as 1200, or leave it blank"
    ]


def test_an_old_workbook_that_stretches_over_every_row_is_refused(tmp_path: Path) -> None:
    cells = text(0, 0, "id") + text(0, 1, "members") + number(65535, 255, 1)
    (line,) = english(old_book(tmp_path / "a.xls", stream("unions", cells)))
    assert line.endswith("(too many cells); open it in Excel and save it as .xlsx")
    assert apart.MOST_CELLS < 65_536 * 256


def test_a_damaged_old_workbook_is_refused_and_the_process_lives_on(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 4096)
    (line,) = english(path)
    assert line.startswith("a.xls: cannot be read as an old workbook (")
