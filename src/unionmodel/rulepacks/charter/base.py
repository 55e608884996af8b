"""What every rule of the unions' constitution shares: the sources, their parameters, since when they apply."""

from __future__ import annotations

from datetime import date
from typing import Final

from unionmodel.law.dated import load_parameters
from unionmodel.law.ledger import load_ledger
from unionmodel.law.source import load_sources

_PACKAGE = __package__ or ""
SOURCES = load_sources(_PACKAGE)
CHARTER: Final = SOURCES["charter"]
WOMEN: Final = SOURCES["women-committee"]
MEMBERSHIP: Final = SOURCES["membership"]
PARAMETERS = load_parameters(_PACKAGE, SOURCES)
LEDGER = load_ledger(_PACKAGE, CHARTER, WOMEN, MEMBERSHIP)
#: The day of the oldest text that the catalogue judges by.
STARTS: Final = date(2018, 10, 26)
#: The regulation on women's committees is older.
WOMEN_STARTS: Final = date(2004, 2, 28)
