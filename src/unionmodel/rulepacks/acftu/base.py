"""What every rule of the All-China Federation shares: the sources and their parameters."""

from __future__ import annotations

from typing import Final

from unionmodel.law.dated import load_parameters
from unionmodel.law.ledger import load_ledger
from unionmodel.law.source import load_sources
from unionmodel.rulepacks.trade_union_law.base import LAW, article

_PACKAGE = __package__ or ""
SOURCES = load_sources(_PACKAGE)
CHAIR: Final = SOURCES["chair-measures"]
ELECTIONS: Final = SOURCES["election-regulations"]
DISPATCH: Final = SOURCES["dispatched-workers"]
FEDERATIONS: Final = SOURCES["federations"]
#: What a federation is made of follows from the Law, which is the other pack's to account for.
BASIC_UNIONS_FEDERATE: Final = article("11")
BORROWED: Final = {LAW.id: LAW}
REGISTRATION: Final = SOURCES["registration"]
PARAMETERS = load_parameters(_PACKAGE, {**SOURCES, **BORROWED})
LEDGER = load_ledger(_PACKAGE, CHAIR, ELECTIONS, DISPATCH, FEDERATIONS, REGISTRATION)
