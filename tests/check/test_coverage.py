"""Coverage: the first tier that has a union, and why no earlier one did."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given

import unionmodel as um
from unionmodel.testing import structures

ON = date(2022, 12, 31)
STREET = "620102001"
COURIERS = {"place": STREET, "group": "courier", "workers": 40}
UNIONS = [
    {"id": "town", "name": "街道工会", "kind": "township_union", "place": STREET},
    {"id": "region", "name": "区域联合会", "kind": "regional_federation", "place": STREET},
    {"id": "county", "name": "快递联合会", "kind": "industry_federation", "place": "620102", "groups": ["courier"]},
    {"id": "city", "name": "市快递联合会", "kind": "industry_federation", "place": "620100", "groups": ["courier"]},
]


@pytest.mark.parametrize(
    ("names", "tier", "union"),
    [
        ({"town", "region", "county", "city"}, "industry", "county"),
        ({"town", "region", "city"}, "industry", "city"),
        ({"town", "region"}, "regional", "region"),
        ({"town"}, "fallback", "town"),
        (set(), "none", None),
    ],
)
def test_industry_covers_first_region_is_the_fallback(names: set[str], tier: str, union: str | None) -> None:
    structure = um.Structure(unions=[one for one in UNIONS if one["id"] in names], headcounts=[COURIERS])
    (row,) = um.coverage(structure, on=ON).rows
    assert (row.tier, row.union) == (tier, union)


def test_every_earlier_tier_says_why_it_has_none() -> None:
    structure = um.Structure(unions=[UNIONS[0], {**UNIONS[2], "groups": ["truck_driver"]}], headcounts=[COURIERS])
    (row,) = um.coverage(structure, on=ON).to_dict("en")["rows"]
    assert row["why_not"] == [
        {"tier": "own", "reason": "these workers have no employer"},
        {"tier": "joint", "reason": "these workers have no employer"},
        {
            "tier": "industry",
            "reason": "the industry federation or industry union there (快递联合会) does not name courier",
        },
        {"tier": "regional", "reason": "there is no standing regional federation"},
    ]


def test_an_unknown_place_has_no_tier() -> None:
    structure = um.Structure(
        employers=[{"id": "e1"}], headcounts=[{"employer": "e1", "group": "courier", "workers": 2}], unions=UNIONS
    )
    (row,) = um.coverage(structure, on=ON).rows
    assert (row.tier, row.union) == (None, None)


@given(structures())
def test_adding_a_union_never_uncovers_workers(structure: um.Structure) -> None:
    before = [row.tier for row in um.coverage(structure, on=ON).rows]
    richer = structure.with_edits([um.add(um.Union(id="added", kind="township_union", place=STREET))])
    after = [row.tier for row in um.coverage(richer, on=ON).rows]
    assert all(now != "none" or then == "none" for then, now in zip(before, after, strict=True))
