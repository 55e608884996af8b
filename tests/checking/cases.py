"""Cases made by hand: what each shows, its rows, the rule, and what the rule says of whom.

The first ones are about hierarchy, founding, coverage and money; the others lie beside them.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import attrs

YEARS_END, NEW_YEAR = date(2022, 12, 31), date(2023, 1, 1)
COUNTY, STREET, CITY, TOWN, CAPITAL, NEW_AREA, PROVINCE = (
    "620102", "620102001", "620200", "620200100", "620100", "620171", "620000",
)  # fmt: skip
BRANCH = {"id": "e1", "name": "分公司", "place": STREET, "role": "platform_branch"}
FIRM = {"id": "e2", "name": "加盟店", "place": STREET, "role": "courier_franchisee", "head": "e1"}
COURIERS = {"place": STREET, "group": "courier", "workers": 40}
HELD, BROKEN, CANNOT_TELL, NOT_APPLICABLE = "held", "broken", "cannot_tell", "not_applicable"


@attrs.frozen
class Case:
    """A case: `expected` names every subject of the rule that it applies to, and may name others."""

    shows: str
    code: str
    expected: dict[str, str]
    rows: dict[str, list[dict[str, Any]]]
    on: date
    scope: str


def case(
    shows: str,
    code: str,
    expected: dict[str, str],
    *,
    on: date = YEARS_END,
    scope: str = "each_group",
    **rows: list[dict[str, Any]],
) -> Case:
    """Return a case of one rule on one day."""
    return Case(shows, code, expected, rows, on, scope)


def union(key: str, kind: str | None, place: str | None = COUNTY, **cells: Any) -> dict[str, Any]:
    """Return a union, of the county where nothing else is said."""
    return {"id": key, "name": key, "kind": kind, "place": place, **cells}


def money(amount: str | None, **cells: Any) -> dict[str, Any]:
    """Return money of the first union in 2022."""
    return {"union": "u1", "year": 2022, "amount": amount, **cells}


def covers(*pairs: str) -> list[dict[str, Any]]:
    """Return links, each said as ``u1 e1``."""
    return [dict(zip(("union", "employer"), pair.split(), strict=True)) for pair in pairs]


FUNDED = union("u1", "industry_federation", groups=("courier",))
BASIC = union("u1", "basic_union", founding_mode="single")
FEDERATION = "general_federation"
#: A union of couriers, of a kind that the yearly duties and the funding floor are asked of.
KEY = union("u1", "industry_union", groups=("courier",))
#: One of nobody in particular.
PLAIN = union("u1", "industry_union")

FIRST_CASES = (
    case(
        "one employer, linked twice, is one employer",
        "GS202",
        {"u1": "held"},
        unions=[BASIC],
        employers=[BRANCH],
        covers=[{"union": "u1", "employer": "e1"}] * 2,
    ),
    case(
        "a union of two employers, one of them closed on the day, covers one",
        "GS202",
        {"u1": "held"},
        unions=[BASIC],
        employers=[BRANCH, {**FIRM, "closed_on": YEARS_END}],
        covers=[{"union": "u1", "employer": "e1"}, {"union": "u1", "employer": "e2"}],
    ),
    case(
        "a firm follows its head by way of a federation above it",
        "GS207",
        {"e2": "held"},
        unions=[BASIC, union("u2", "regional_federation")],
        employers=[BRANCH, FIRM],
        covers=[{"union": "u1", "employer": "e1"}],
        headcounts=[{"employer": "e2", "group": "courier", "workers": 4}],
    ),
    case(
        "a union of the street is not what makes a firm follow its head",
        "GS207",
        {"e2": "broken"},
        unions=[BASIC, union("u2", "township_union", STREET)],
        employers=[BRANCH, FIRM],
        covers=[{"union": "u1", "employer": "e1"}],
        headcounts=[{"employer": "e2", "group": "courier", "workers": 4}],
    ),
    case(
        "a city without counties takes the workers of its towns by a regional federation",
        "GS301",
        {f"p:{TOWN}|courier": "held"},
        unions=[union("u1", "regional_federation", CITY)],
        headcounts=[{**COURIERS, "place": TOWN}],
    ),
    case(
        "a city with counties does not",
        "GS301",
        {f"p:{STREET}|courier": "broken"},
        unions=[union("u1", "regional_federation", "620100")],
        headcounts=[COURIERS],
    ),
    case(
        "a union that begins the day after takes nobody",
        "GS301",
        {f"p:{STREET}|courier": "broken"},
        unions=[union("u1", "township_union", STREET, founded_on=NEW_YEAR)],
        headcounts=[COURIERS],
    ),
    case(
        "a blank group is taken by a union that takes everybody",
        "GS301",
        {f"p:{STREET}|": "held"},
        unions=[union("u1", "township_union", STREET)],
        headcounts=[{**COURIERS, "group": None}],
    ),
    case(
        "a blank number of workers leaves open whether anybody is to be taken",
        "GS301",
        {f"p:{STREET}|courier": "cannot_tell"},
        headcounts=[{**COURIERS, "workers": None}],
    ),
    case(
        "where nobody is counted at all, a street with a firm in it may need a union",
        "GS302",
        {STREET: "cannot_tell"},
        employers=[BRANCH],
    ),
    case(
        "a blank amount may fill the gap to the floor",
        "GS401",
        {"u1": "cannot_tell"},
        unions=[FUNDED],
        funding=[money("19999.99"), money(None)],
    ),
    case(
        "a blank amount does no harm above the floor",
        "GS401",
        {"u1": "held"},
        unions=[FUNDED],
        funding=[money("20000.00"), money(None)],
    ),
    case(
        "a year in which others were paid is recorded",
        "GS401",
        {"u1": "broken"},
        unions=[FUNDED],
        funding=[money("1", union="lost")],
    ),
    case(
        "a blank source with a payer may be a subsidy",
        "GS402",
        {"u1": "cannot_tell"},
        unions=[FUNDED],
        funding=[money("1", payer="财政"), money("1", source="own", payer="财政")],
    ),
    case(
        "the top of a part of the country needs no superior, what it outranks does",
        "TUL102",
        {"u2": "broken", "u3": "broken"},
        unions=[union("u1", FEDERATION), union("u2", FEDERATION, STREET), union("u3", "work_committee")],
    ),
    case(
        "a superior that is not in the part of the country is taken on trust",
        "TUL102",
        {"u1": "held"},
        unions=[union("u1", "basic_union", superior="lost")],
    ),
    case(
        "in the whole country it is not",
        "TUL102",
        {"u1": "broken"},
        unions=[union("u1", "basic_union", superior="lost"), union("u2", FEDERATION, "000000")],
    ),
    case(
        "a union below a circle is caught in it",
        "TUL103",
        {"u1": "broken", "u2": "broken"},
        unions=[union("u1", "basic_union", superior="u2"), union("u2", "joint_union", superior="u2")],
    ),
)
