"""Files of cases: whole structures with what is expected of them, read as they stand, with the line of every value."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from unionmodel.io.formats import YAML, yaml
from unionmodel.io.formats.document import take_mapping
from unionmodel.io.reading.collecting import wrong
from unionmodel.io.reading.files import decode_utf8, kind_of, read_bytes
from unionmodel.io.reading.loading import structure_from
from unionmodel.language import Text
from unionmodel.model.structure import Structure

Lines = Mapping[tuple[str | int, ...], int]


def case_files(path: Path) -> list[Path]:
    """Return the file of cases at `path`, or those of a folder by name. Raises InputErrors where there is none."""
    if kind_of(path) == "file":
        return [path]
    found = sorted(file for file in path.iterdir() if file.suffix.lower() in YAML.suffixes)
    if not found:
        raise wrong(
            str(path),
            Text(zh="文件夹中没有 .yaml 文件", en="is a folder without .yaml files"),
            Text(zh="每个案例写一个文件", en="write one file a case"),
        )
    return found


def read_case(path: Path) -> tuple[object, Lines]:
    """Return the content of a file of cases and the line of each value. Raises InputErrors or MissingExtra."""
    text = decode_utf8(read_bytes(path), path.name)
    content = yaml.read(text, path.name)
    return content, yaml.lines(text)


def structure_of(content: object, title: str) -> Structure:
    """Return the structure that a case describes. Raises InputErrors with everything that is wrong with it."""
    return structure_from(title, lambda gathering: take_mapping(gathering, content, title))
