"""The wall before the workbook reader: what a workbook from outside really holds, counted before it is opened.

A workbook of a few kilobytes can unpack to gigabytes, or claim one cell a million rows down and end the whole process
that reads it. So every part is unpacked here under a limit, parsed as it stands (nothing it declares about itself is
believed), and packed again: the reader gets exactly the bytes that were counted.
"""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from xml.parsers import expat

import attrs

from unionmodel.errors import InputErrors
from unionmodel.io.formats.workbook_parts import (
    MOST_CELLS,
    SheetCount,
    Strange,
    count_sheet,
    read_relations,
    read_sheets,
    read_texts,
)
from unionmodel.io.reading.collecting import wrong
from unionmodel.language import Text

_MEGABYTE = 1024 * 1024
#: All parts of a workbook together, unpacked, in bytes.
MOST_UNPACKED = 128 * _MEGABYTE
#: A part above one megabyte unpacks to at most so many times its packed size.
HIGHEST_RATIO = 200
#: The most parts of a workbook.
MOST_PARTS = 5_000
#: The rectangle that holds all cells of a sheet has at most `MOST_CELLS`; above `FREE_CELLS`, at most so many for every
#: cell that is really there.
MOST_EMPTY = 50
FREE_CELLS = 500_000
#: All texts of a workbook together, each counted as often as it is used, in characters.
MOST_TEXT = 128 * _MEGABYTE

_ENTRY = b"PK\x01\x02"
_LOCAL_HEADER = 30
_STORED, _DEFLATED = 0, 8
#: Parts that hold no cells: pictures, drawings, programs. They are left out. Names are compared in lower case.
_LEFT_OUT = tuple(
    "xl/" + name
    for name in (
        "calcchain.xml",
        "charts/",
        "chartsheets/",
        "comments",
        "ctrlprops/",
        "drawings/",
        "embeddings/",
        "externallinks/",
        "media/",
        "persons/",
        "pivot",
        "printersettings/",
        "querytables/",
        "revisions/",
        "tables/",
        "theme/",
        "threadedcomments/",
        "worksheets/_rels/",
    )
)
_KEPT = ("_rels/.rels", "[content_types].xml")


@attrs.frozen
class Guarded:
    """A workbook that may be opened: its bytes, packed anew, and for each sheet what a reader cannot see."""

    content: bytes
    sheets: dict[str, SheetCount]


def guard(content: bytes, title: str) -> Guarded:
    """Return the workbook in `content` as one that can be opened safely. Raises InputErrors where it cannot."""
    try:
        parts = _unpack(content, title)
        counts = _count(parts, title)
    except InputErrors:
        raise
    except Strange as problem:
        raise damaged(title, problem.reason) from None
    except (
        expat.ExpatError,
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        NotImplementedError,
        EOFError,
        OSError,
        OverflowError,
        ValueError,
    ) as problem:
        raise damaged(title, str(problem)) from None
    return Guarded(_pack(parts), counts)


def damaged(title: str, reason: str) -> Exception:
    """Return the error of a workbook that is not as Excel writes them."""
    return wrong(
        title,
        Text(zh=f"不是完好的工作簿（{reason}）", en=f"is not a sound workbook ({reason})"),
        Text(zh="用 Excel 或 WPS 打开后另存为 .xlsx", en="open it in Excel and save it as .xlsx"),
    )


def too_big(title: str, zh: str, en: str) -> Exception:
    """Return the error of a workbook that would take too much memory."""
    return wrong(
        title,
        Text(zh=zh, en=en),
        Text(
            zh="删去多余的行、列、格式和工作表后另存",
            en="remove superfluous rows, columns, formats and sheets, and save it again",
        ),
    )


def _unpack(content: bytes, title: str) -> dict[str, bytes]:
    """Return the parts that hold cells, unpacked under the limits."""
    if content.count(_ENTRY) > MOST_PARTS:
        raise too_big(title, f"含有超过 {MOST_PARTS} 个部件", f"has more than {MOST_PARTS} parts")
    parts: dict[str, bytes] = {}
    left = MOST_UNPACKED
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for entry in archive.infolist():
            name = entry.filename.lower()
            if not name.startswith("xl/") and name not in _KEPT:
                continue
            if not name.endswith((".xml", ".rels")) or name.startswith(_LEFT_OUT):
                continue
            if name in parts:
                raise Strange(f"{name} twice")
            if entry.flag_bits & 1:
                raise _locked(title)
            if entry.file_size > left:
                raise _unpacks_too_large(title)
            part = _inflate(content, entry, min(left, max(_MEGABYTE, HIGHEST_RATIO * entry.compress_size)), title)
            if zlib.crc32(part) != entry.CRC:
                raise Strange("a part has been changed on the way")
            left -= len(part)
            parts[name] = part
    if not any(name.startswith("xl/worksheets/") for name in parts):
        raise Strange("no worksheet")
    return parts


def _inflate(content: bytes, entry: zipfile.ZipInfo, limit: int, title: str) -> bytes:
    """Return one part. The packed bytes are unpacked directly: the size that the archive declares may be a lie."""
    start = entry.header_offset
    header = content[start : start + _LOCAL_HEADER]
    if len(header) < _LOCAL_HEADER or not header.startswith(b"PK\x03\x04"):
        raise Strange("a part is missing")
    start += _LOCAL_HEADER + int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
    packed = memoryview(content)[start : start + entry.compress_size]
    if entry.compress_type == _STORED:
        if len(packed) > limit:
            raise _unpacks_too_large(title)
        return bytes(packed)
    if entry.compress_type != _DEFLATED:
        raise Strange(f"packed by method {entry.compress_type}")
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    part = unpacker.decompress(packed, limit + 1)
    if len(part) > limit or unpacker.unconsumed_tail:
        raise _unpacks_too_large(title)
    if not unpacker.eof:
        raise Strange("a part ends too early")
    return part


def _count(parts: dict[str, bytes], title: str) -> dict[str, SheetCount]:
    """Return the sheets by name, each counted. Raises InputErrors where one would take too much memory."""
    texts = read_texts(parts["xl/sharedstrings.xml"]) if "xl/sharedstrings.xml" in parts else []
    targets = read_relations(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    names = {
        posixpath.normpath(posixpath.join("xl", targets[key])).strip("/").lower(): name
        for name, key in read_sheets(parts.get("xl/workbook.xml", b"<none/>"))
        if key in targets
    }
    counts: dict[str, SheetCount] = {}
    text_left = MOST_TEXT
    # Any part may be named as a sheet, whatever it is called; so every one is counted as if it were.
    for part, content in parts.items():
        name = names.get(part, part)
        counts[name] = counted = count_sheet(content, texts)
        _refuse_area(counted, name)
        text_left -= counted.text
        if text_left < 0:
            raise too_big(title, "文字总量太大", "holds too much text")
    return counts


def _refuse_area(counted: SheetCount, name: str) -> None:
    area = counted.rows * counted.columns
    if area > MOST_CELLS or (area > FREE_CELLS and area > MOST_EMPTY * counted.cells):
        raise too_big(
            f"{name}!{counted.farthest}",
            f"使工作表占 {counted.rows} 行 {counted.columns} 列",
            f"stretches the sheet over {counted.rows} rows and {counted.columns} columns",
        )


def _pack(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return packed.getvalue()


def _unpacks_too_large(title: str) -> Exception:
    size = MOST_UNPACKED // _MEGABYTE
    return too_big(title, f"解压后超过 {size} MB，或压缩率异常", f"unpacks to more than {size} MB, or suspiciously far")


def _locked(title: str) -> Exception:
    return wrong(
        title,
        Text(zh="有密码保护", en="is protected by a password"),
        Text(zh="去掉密码后另存", en="save it without a password"),
    )
