"""Definitions of campaigns as they are stored: TOML documents, shipped ones and those of a user."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

from unionmodel.io.formats import toml
from unionmodel.io.reading.collecting import wrong
from unionmodel.io.reading.files import decode_utf8, read_bytes
from unionmodel.language import Text

_ENDING = ".toml"


def shipped_campaigns() -> tuple[str, ...]:
    """Return the names of the campaigns that the library ships beside those that its packs bring.

    >>> shipped_campaigns()
    ('national-2021', 'sichuan-2021')
    """
    files = (resources.files("unionmodel") / "data" / "campaigns").iterdir()
    return tuple(sorted(file.name.removesuffix(_ENDING) for file in files if file.name.endswith(_ENDING)))


def shipped_campaign(name: str) -> Mapping[str, Any]:
    """Return the document of a shipped campaign, as plain values."""
    file = resources.files("unionmodel") / "data" / "campaigns" / f"{name}{_ENDING}"
    return _mapping(toml.read(file.read_text(encoding="utf-8"), file.name), file.name)


def read_campaign(path: str | os.PathLike[str]) -> Mapping[str, Any]:
    """Return the document of a campaign in a TOML file, as plain values. Raises InputErrors."""
    return read_table(path, Text(zh="用 TOML 写活动的定义", en="write the definition of a campaign in TOML"))


def read_table(path: str | os.PathLike[str], hint: Text) -> Mapping[str, Any]:
    """Return the document in a TOML file, as plain values; `hint` is what to do where it is none. Raises InputErrors."""
    file = Path(path)
    if file.suffix.lower() != _ENDING:
        raise wrong(file.name, Text(zh="不是 .toml 文件", en="is not a .toml file"), hint)
    return _mapping(toml.read(decode_utf8(read_bytes(file), file.name), file.name), file.name)


def _mapping(content: object, title: str) -> Mapping[str, Any]:
    assert isinstance(content, Mapping), title  # a TOML document is a table
    return content
