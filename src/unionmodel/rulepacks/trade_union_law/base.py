"""What every rule of the Trade Union Law shares: the source, its parameters, since when it applies."""

from __future__ import annotations

from datetime import date
from typing import Final

from unionmodel.law.dated import load_parameters
from unionmodel.law.ledger import load_ledger
from unionmodel.law.source import Citation, load_sources
from unionmodel.rules.expr import Parameter
from unionmodel.rules.types import NUMBER

_PACKAGE = __package__ or ""
SOURCES = load_sources(_PACKAGE)
LAW: Final = SOURCES["trade-union-law"]
PARAMETERS = load_parameters(_PACKAGE, SOURCES)
LEDGER = load_ledger(_PACKAGE, LAW)
#: The text before the amendment of 2001 was not read.
STARTS: Final = date(2001, 10, 27)

#: Members from which on a union has a committee.
COMMITTEE_FROM = Parameter("committee.members", NUMBER)
#: Workers from which on the chair may be full-time.
FULL_TIME_FROM = Parameter("full_time_chair.workers", NUMBER)


def article(number: str) -> Citation:
    """Return the citation of an article by its number since 2022; before, every number from 9 on was lower by one."""
    if number == "3":
        return LAW.article({"2022-01-01": "3"})
    return LAW.article({"2001-10-27": str(int(number) - 1), "2022-01-01": number})
