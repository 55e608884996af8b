"""What the regulations of single jurisdictions share: their sources, and the values they have of their own."""

from __future__ import annotations

from typing import Final

from unionmodel.law.dated import Dated, load_parameters
from unionmodel.law.source import load_sources

_PACKAGE = __package__ or ""
SOURCES = load_sources(_PACKAGE)
PARAMETERS = load_parameters(_PACKAGE, SOURCES)
_VALUES: Final = load_parameters(_PACKAGE, SOURCES, "values.toml")


def values_of(jurisdiction: str) -> dict[str, Dated]:
    """Return the values of a jurisdiction, by the name of the parameter they stand for."""
    prefix = f"{jurisdiction}."
    found = {name.removeprefix(prefix): value for name, value in _VALUES.items() if name.startswith(prefix)}
    return {name: value for name, value in found.items() if isinstance(value, Dated)}
