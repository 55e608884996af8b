"""What every rule of the All-China Federation shares: the sources and their parameters."""

from __future__ import annotations

from typing import Final

from unionmodel.law.dated import load_parameters
from unionmodel.law.ledger import load_ledger
from unionmodel.law.source import load_sources

_PACKAGE = __package__ or ""
SOURCES = load_sources(_PACKAGE)
CHAIR: Final = SOURCES["chair-measures"]
ELECTIONS: Final = SOURCES["election-regulations"]
DISPATCH: Final = SOURCES["dispatched-workers"]
FEDERATIONS: Final = SOURCES["federations"]
REGISTRATION: Final = SOURCES["registration"]
PARAMETERS = load_parameters(_PACKAGE, SOURCES)
LEDGER = load_ledger(_PACKAGE, CHAIR, ELECTIONS, DISPATCH, FEDERATIONS, REGISTRATION)
