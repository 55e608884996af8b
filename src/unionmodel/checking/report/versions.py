"""By what a report was made: the packs with their versions, where those come from that are not shipped, values changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from unionmodel.language import Text
from unionmodel.law.dated import Dated, Switch
from unionmodel.rules.pack import Pack


@lru_cache(maxsize=64)
def versions_of(packs: tuple[Pack, ...]) -> Mapping[str, Any]:
    """Return `packs` (versions by name), `origins` (of packs that are not shipped) and `parameters` (what was changed).

    The last two are there only where they say something.
    """
    found: dict[str, Any] = {"packs": {pack.name: pack.version for pack in packs}}
    origins = {pack.name: pack.origin.to_dict() for pack in packs if pack.origin is not None}
    if origins:
        found["origins"] = origins
    changed = {f"{pack.name}.{name}": value for pack in packs for name, value in _changed(pack)}
    if changed:
        found["parameters"] = changed
    return found


def _changed(pack: Pack) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, found in pack.parameters.items():
        if isinstance(found, Switch):
            if pack.option(name) != found.default:
                yield name, {"option": pack.option(name)}
        elif found.by_user:
            yield name, {"values": _values(found)}


def _values(parameter: Dated) -> list[dict[str, str | None]]:
    return [
        {
            "from": step.start.isoformat(),
            "value": None if step.value is None else parameter.written(step.value),
            "cites": None if step.citation is None else step.citation.on(step.start),
        }
        for step in parameter.values
    ]


def changes(versions: Mapping[str, Any]) -> Text | None:
    """Return in a sentence which values a report was made by that no pack brings; None where there are none."""
    changed = versions.get("parameters")
    if not changed:
        return None
    named = [f"{name} = {_shown(value)}" for name, value in changed.items()]
    return Text(zh=f"使用者设定的参数：{'，'.join(named)}。", en=f"Set by the user: {', '.join(named)}.")


def _shown(value: Mapping[str, Any]) -> str:
    if "option" in value:
        return str(value["option"])
    return " / ".join(f"{step['value'] or '-'} ({step['from']})" for step in value["values"])
