"""Coverage: the first tier that has a union, and why no earlier one did."""

from __future__ import annotations

from datetime import date

import pytest

import unionmodel as um

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


def test_a_miss_is_named_a_union_that_does_not_stand_before_one_that_names_others() -> None:
    gone = {**UNIONS[3], "status": "dissolved", "dissolved_on": "2022-06-30"}
    others = {**UNIONS[2], "groups": ["truck_driver"]}
    far = {"id": "far", "name": "省区域联合会", "kind": "regional_federation", "place": "620000"}
    (row,) = um.coverage(um.Structure(unions=[gone, others, far], headcounts=[COURIERS]), on=ON).to_dict("en")["rows"]
    assert [one["reason"] for one in row["why_not"]][2:] == [
        "the industry federation or industry union (市快递联合会) does not stand on the day",
        "the regional federation (省区域联合会) sits above the county",
        "there is no standing community or township union",
    ]


def test_a_miss_at_the_employer_is_named_too() -> None:
    structure = um.Structure(
        employers=[{"id": "e1", "place": STREET}],
        unions=[
            {"id": "own", "name": "本厂工会", "kind": "basic_union", "place": STREET, "status": "dissolved"},
            {"id": "joint", "name": "联合工会", "kind": "joint_union", "place": STREET},
        ],
        covers=[{"union": "own", "employer": "e1"}, {"union": "joint", "employer": "e1", "until": "2022-12-31"}],
        headcounts=[{"employer": "e1", "group": "other", "workers": 1}],
    )
    (row,) = um.coverage(structure, on=ON).to_dict("en")["rows"]
    assert row["why_not"][:2] == [
        {"tier": "own", "reason": "the basic union (本厂工会) does not stand on the day"},
        {"tier": "joint", "reason": "the link of 联合工会 to e1 does not hold on the day"},
    ]


def test_with_the_group_unknown_the_tier_is_unknown_and_cover_may_be_sure() -> None:
    blank = {"place": STREET, "workers": 40}
    (row,) = um.coverage(um.Structure(unions=[UNIONS[0], UNIONS[2]], headcounts=[blank]), on=ON).rows
    assert (row.tier, row.union, row.covered) == (None, None, True)
    assert [(one.tier, one.reason.en) for one in row.why_not] == [
        ("own", "these workers have no employer"),
        ("joint", "these workers have no employer"),
        ("industry", "the group is not known"),
        ("regional", "there is no standing regional federation"),
    ]


def test_the_json_of_a_row_is_that_of_the_public_interface() -> None:
    (row,) = um.coverage(um.Structure(unions=UNIONS[:1], headcounts=[COURIERS]), on=ON).to_dict("en")["rows"]
    assert list(row) == ["employer", "place", "group", "workers", "tier", "union", "why_not"]
    assert (row["employer"], row["place"], row["group"], row["workers"]) == (None, STREET, "courier", 40)


def test_the_frame_has_a_row_for_each_head_count() -> None:
    found = um.coverage(um.Structure(unions=UNIONS[:1], headcounts=[COURIERS]), on=ON).to_frame()
    assert found.rows() == [(None, STREET, "courier", 40, "fallback", "town", STREET, True)]


def test_the_text_gives_the_totals_first() -> None:
    counts = [COURIERS, {"place": "620103", "group": "other", "workers": None}]
    assert um.coverage(um.Structure(unions=UNIONS[:1], headcounts=counts), on=ON).render("text", "en").splitlines()[
        :4
    ] == [
        "coverage on 2022-12-31: 2 head counts, 40 workers",
        "  fallback: 40, 100.0 %",
        "  none: ?, ?",
        "  head counts without a number of workers: 1; they are in none of the numbers above",
    ]
