"""What every rule of the Gansu plan shares: the source, its parameters, where and since when it applies."""

from __future__ import annotations

from datetime import date
from typing import Final

from unionmodel.law.dated import load_parameters
from unionmodel.law.ledger import load_ledger
from unionmodel.law.source import load_sources
from unionmodel.rules.choices import Switched
from unionmodel.rules.expr import Expr, Parameter, Row
from unionmodel.rules.facts import Itself, LookUp
from unionmodel.rules.scheme import lies_in
from unionmodel.rules.shared import COUNT_PLACE, STANDING
from unionmodel.rules.terms import employers, unions
from unionmodel.rules.types import MONEY

_PACKAGE = __package__ or ""
SOURCES = load_sources(_PACKAGE)
PLAN: Final = SOURCES["gansu-2021"]
PARAMETERS = load_parameters(_PACKAGE, SOURCES)
LEDGER = load_ledger(_PACKAGE, PLAN)
#: Structural rules apply from the first day of the drive, and go on.
STARTS: Final = date(2021, 8, 1)

FUNDING_FLOOR = Parameter("funding_floor.amount", MONEY)

UNION_IN_AREA = lies_in(unions.place.row, "jurisdiction")
EMPLOYER_IN_AREA = lies_in(employers.place.row, "jurisdiction")
COUNT_IN_AREA = lies_in(COUNT_PLACE, "jurisdiction")
PLACE_IN_AREA = lies_in(Itself("places"), "jurisdiction")

#: Kinds of union that the floor of work funds and the yearly duties are about: by their purpose, or to the letter.
PURPOSIVE_KINDS = ("industry_union", "joint_union", "industry_federation", "regional_federation")
LITERAL_KINDS = ("industry_union", "joint_union")


def kinds_by(switch: str) -> Switched:
    """Return the condition that a union is of a kind that the open question `switch` counts in."""
    kinds = {"purposive": PURPOSIVE_KINDS, "literal": LITERAL_KINDS}
    return Switched(switch, {option: unions.kind.is_in(*named) for option, named in kinds.items()})


def union_counts(union: Row) -> Expr:
    """Return that the union which `union` points at stands, in the area of the plan."""
    place = LookUp("union_place", "工会所在区域", "place of its union", union, unions.place.row)
    return lies_in(place, "jurisdiction") & LookUp("union_stands", "工会存续", "its union stands", union, STANDING)
