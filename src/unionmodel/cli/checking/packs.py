"""The command `packs`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import unionmodel as um
from unionmodel.cli.options import command, shared
from unionmodel.cli.output import Display, t, write_out
from unionmodel.language import Text
from unionmodel.printable import as_json
from unionmodel.rulepacks import installed

_SHIPPED = Text(zh="随附", en="shipped")
_REFUSED = Text(zh="不能使用", en="cannot be used")


@command(
    help=t(
        "列出规则包、各自的来源（随附、软件包、文件）和其中的规则；不能使用的写明原因。",
        "List the packs, where each comes from (shipped, a package, a file) and their rules; say why one cannot be used.",
    )
)
@shared("packs", "format", "language")
def packs(how: dict[str, Any], display: Display) -> None:
    packs, language = how.get("packs"), display.language
    found = um.packs(packs)
    refused = [] if packs else [(entry, errors) for entry, errors in installed() if isinstance(errors, um.PackErrors)]
    if display.format == "json":
        listed: dict[str, Any] = {name: _as_json(pack, language) for name, pack in found.items()}
        for entry, errors in refused:
            said = [error.render(language) for error in errors.errors]
            # A refused pack may have the name of one that is sound.
            key = entry.name if entry.name not in listed else f"{entry.name} ({entry.package})"
            listed[key] = {"from": entry.origin.to_dict(), "errors": said, "rules": []}
        write_out(as_json(listed))
        return
    for pack in found.values():
        for line in _lines(pack, language):
            write_out(line)
    for entry, errors in refused:
        write_out(f"{entry.name}  [{entry.origin.text.within(language)}]  {_REFUSED.within(language)}")
        for error in errors.errors:
            write_out(f"  {error.render(language)}")


def _lines(pack: um.Pack, language: str | None) -> Iterator[str]:
    yield f"{pack.name} {pack.version}  {pack.title.within(language)}  [{_from(pack).within(language)}]"
    for rule in pack.rules:
        yield f"  {rule.code} {rule.title.within(language)}"


def _from(pack: um.Pack) -> Text:
    return _SHIPPED if pack.origin is None else pack.origin.text


def _as_json(pack: um.Pack, language: str | None) -> dict[str, Any]:
    origin = {"kind": "shipped"} if pack.origin is None else pack.origin.to_dict()
    return {
        "version": pack.version,
        "title": pack.title.within(language),
        "from": origin,
        "rules": [rule.code for rule in pack.rules],
    }
