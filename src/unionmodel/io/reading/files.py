"""Opening files that somebody else made: what there is, how large it may be, and what its bytes say."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from unionmodel.io.formats import JSON, MEGABYTE, format_of
from unionmodel.io.reading.collecting import wrong
from unionmodel.language import Text

#: So many Chinese characters before the first byte that is not UTF-8 tell that the file was meant to be UTF-8.
_ENOUGH_CHINESE = 3
#: The files that one piece of work has read: whatever it writes must not take the place of one of them.
_READ: ContextVar[set[str] | None] = ContextVar("unionmodel-files-read", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Remember which files are read from here on, for `was_read`; inside another such piece of work, together with it."""
    if _READ.get() is not None:
        yield
        return
    before = _READ.set(set())
    try:
        yield
    finally:
        _READ.reset(before)


def note_read(path: str | os.PathLike[str]) -> None:
    """Note that a file or folder is read: every reader says so here."""
    read = _READ.get()
    if read is not None:
        read.add(os.path.realpath(path))


def was_read(path: str | os.PathLike[str]) -> bool:
    """Return whether a path leads to a file that this piece of work has read, by whatever name."""
    return os.path.exists(path) and any(
        os.path.samefile(path, read) for read in _READ.get() or () if os.path.exists(read)
    )


def kind_of(path: Path) -> str:
    """Return ``folder`` or ``file``, and note that it is read. Raises InputErrors where nothing there can be read."""
    note_read(path)
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        raise wrong(
            os.fspath(path),
            Text(zh="没有这个文件", en="there is no such file"),
            Text(zh="检查文件名和路径", en="check the name and the folder"),
        ) from None
    except (OSError, ValueError) as problem:
        raise unreadable(path, problem) from None
    if stat.S_ISDIR(mode):
        return "folder"
    if stat.S_ISREG(mode):
        return "file"
    raise unreadable(path, OSError("not a regular file"))


def unreadable(path: Path, problem: Exception) -> Exception:
    """Return the error of a file that the system does not let us read."""
    reason = getattr(problem, "strerror", None) or str(problem)
    return wrong(
        os.fspath(path),
        Text(zh=f"无法打开（{reason}）", en=f"cannot be opened ({reason})"),
        Text(zh="检查文件及其权限", en="check the file and who may read it"),
    )


def no_such_kind(path: Path, known: Collection[str]) -> Exception:
    """Return the error of a file whose name does not end as one of the `known` kinds does."""
    return wrong(
        path.name,
        Text(zh="不是能读取的文件类型", en="is not a kind of file that can be read"),
        Text(zh="可以是 " + "、".join(known), en="it may be " + ", ".join(known)),
    )


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file. Raises InputErrors where it is missing, empty or larger than its format allows."""
    largest = (format_of(path) or JSON).largest
    if kind_of(path) != "file":
        raise unreadable(path, OSError("not a regular file"))
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
    except OSError as problem:
        raise unreadable(path, problem) from None
    if len(content) > largest:
        size = largest // MEGABYTE
        raise wrong(
            path.name,
            Text(zh=f"超过 {size} MB", en=f"is larger than {size} MB"),
            Text(zh="删去图片和多余的工作表，或分成几个文件", en="remove pictures and superfluous sheets, or split it"),
        )
    if not content.strip():
        raise wrong(
            path.name,
            Text(zh="是空文件", en="is an empty file"),
            Text(zh="检查是否保存了内容", en="check that its content has been saved"),
        )
    return content


def decode(content: bytes, title: str) -> str:
    """Return the text of a CSV file: UTF-8, with or without a mark, else GB18030. Raises InputErrors."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise wrong(
            title,
            Text(zh="是 UTF-16 编码", en="is encoded in UTF-16"),
            Text(zh="另存为“CSV UTF-8”", en="save it as “CSV UTF-8”"),
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        # The mark was cut off before the bytes were counted.
        start = problem.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
    meant = content[:start].decode("utf-8", "replace")
    if content.startswith(b"\xef\xbb\xbf") or sum(character >= "\u0800" for character in meant) >= _ENOUGH_CHINESE:
        raise _undecodable(title, "UTF-8", start)
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError as problem:
        raise _undecodable(title, "UTF-8 / GB18030", max(start, problem.start)) from None


def decode_utf8(content: bytes, title: str) -> str:
    """Return the text of a document, which is UTF-8, with or without a mark. Raises InputErrors."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        start = problem.start + (3 if content.startswith(b"\xef\xbb\xbf") else 0)
        raise _undecodable(title, "UTF-8", start) from None


def _undecodable(title: str, encoding: str, byte: int) -> Exception:
    return wrong(
        title,
        Text(zh=f"第 {byte} 字节起不是 {encoding} 文本", en=f"is not {encoding} text at byte {byte}"),
        Text(zh="另存为 UTF-8", en="save it as UTF-8"),
    )
