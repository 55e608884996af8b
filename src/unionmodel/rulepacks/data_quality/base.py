"""What every data rule shares: where it is written, and the values that are ours to choose."""

from __future__ import annotations

from typing import Final

from unionmodel.law.dated import load_parameters
from unionmodel.law.source import load_sources

_PACKAGE = __package__ or ""
SOURCES = load_sources(_PACKAGE)
HYGIENE: Final = SOURCES["data-quality"]
CREDIT_CODE: Final = SOURCES["credit-code"]
DIVISIONS: Final = SOURCES["divisions"]
PARAMETERS = load_parameters(_PACKAGE, SOURCES)
