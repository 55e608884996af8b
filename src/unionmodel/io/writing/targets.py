"""The one place that writes files. What appears is complete; what was read is never written over.

Everything is made in a folder beside its target and takes its name at the end, so that a full disk, an interruption or
a second writer leaves the old file or none, never half of one.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from unionmodel.errors import UnionModelError
from unionmodel.io.reading.files import was_read
from unionmodel.language import Text

_OWNER_ONLY = 0o600


@contextmanager
def replacing(path: str | os.PathLike[str], renewed: str | os.PathLike[str] | None = None) -> Iterator[Path]:
    """Yield where to write what shall be at `path`, in the place of the file that is there, with its mode and owner.

    A link is followed. What is no regular file, such as a device or a pipe, is written into. Raises UnionModelError
    where `path` has been read, unless it is `renewed`, and where the system lets nothing be written.
    """
    if was_read(path) and not (renewed is not None and Path(renewed).exists() and os.path.samefile(path, renewed)):
        raise UnionModelError(
            Text(
                zh=f"{path} 是这次读取的文件，不会写在它上面；换一个文件名",
                en=f"{path} is a file that has been read, and is not written over; choose another name",
            )
        )
    with _sentences(path):
        try:
            before = os.stat(path)
        except FileNotFoundError:
            before = None
        if before is not None and stat.S_ISDIR(before.st_mode):
            raise IsADirectoryError(0, Text(zh="是文件夹", en="is a folder"))
        if before is not None and not stat.S_ISREG(before.st_mode):
            with _workshop(None, Path(path).name) as unfinished:
                yield unfinished
                with unfinished.open("rb") as made, Path(path).open("wb") as target:
                    shutil.copyfileobj(made, target)
            return
        real = Path(os.path.realpath(path))
        with _workshop(real.parent, real.name) as unfinished:
            yield unfinished
            if before is not None:
                # To give a file away takes the rights of an administrator; whoever has none owns the new one.
                with suppress(OSError, AttributeError):
                    os.chown(unfinished, before.st_uid, before.st_gid)
                unfinished.chmod(stat.S_IMODE(before.st_mode))
            os.replace(unfinished, real)


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """Yield where to write a file or folder that shall be at `path`: it appears there when it is complete.

    Raises UnionModelError where there is something already, an empty folder aside, or comes to be there meanwhile.
    """
    with _sentences(path):
        empty = path.is_dir() and not any(path.iterdir())
        if not empty and os.path.lexists(path):
            raise FileExistsError
        path.parent.mkdir(parents=True, exist_ok=True)
        with _workshop(path.parent, path.name) as unfinished:
            yield unfinished
            if empty:
                path.rmdir()
            if unfinished.is_dir():
                os.rename(unfinished, path)
            else:
                _name_anew(unfinished, path)


def write_whole(content: bytes, path: str | os.PathLike[str], renewed: str | os.PathLike[str] | None = None) -> None:
    """Write `content` to a file, over the one that is there; see `replacing`."""
    with replacing(path, renewed) as unfinished:
        write_bytes(unfinished, content)


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes to a file that is not finished yet."""
    path.write_bytes(content)


def write_text(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Write a text to a file that is not finished yet, the ends of its lines as they are."""
    path.write_text(text, encoding=encoding, newline="\n")


def for_owner_only(path: Path) -> Path:
    """Make an empty file, not finished yet, that nobody but its owner may read, and return its path."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY))
    return path


def rows_into(path: Path) -> TextIO:
    """Open a file, not finished yet, for rows of CSV: UTF-8 with a mark, so that Excel reads the Chinese."""
    return path.open("w", encoding="utf-8-sig", newline="")


def _name_anew(unfinished: Path, path: Path) -> None:
    """Give a file its name, where nobody else has written one of this name meanwhile."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without hard links.
        if os.path.lexists(path):
            raise FileExistsError from None
        os.rename(unfinished, path)


@contextmanager
def _workshop(folder: Path | None, name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=".unionmodel-", dir=folder, ignore_cleanup_errors=True) as workshop:
        yield Path(workshop) / name


@contextmanager
def _sentences(path: str | os.PathLike[str]) -> Iterator[None]:
    """Say in a sentence why nothing could be written: a full disk, a locked file, a folder that may not be changed."""
    try:
        yield
    except BrokenPipeError:
        # Whoever reads a pipe has seen enough: no error.
        raise
    except FileExistsError:
        raise UnionModelError(
            Text(
                zh=f"{path} 已经存在；换一个名称，或先移走它",
                en=f"{path} exists already; choose another name, or move it away first",
            )
        ) from None
    except OSError as problem:
        reason = problem.strerror or str(problem)
        both = reason if isinstance(reason, Text) else Text(zh=reason, en=reason)
        raise UnionModelError(
            Text(
                zh=f"{path} 无法写入（{both.zh}）；检查磁盘空间和权限，关闭打开它的程序",
                en=f"{path} cannot be written ({both.en}); look at the space on the disk and at who may write there, and "
                "close the program that has it open",
            )
        ) from None
