"""Which way an employer's workers come into a union: the order, the unknown, the steps, and that the way leads there."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import unionmodel as um
from unionmodel.errors import UnknownName
from unionmodel.model.records import TABLES
from unionmodel.testing import near_misses, structures

ON = date(2022, 12, 31)
STREET = "620102001"
CITY = {"id": "cg", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}
TOWNSHIP = {"id": "ts", "name": "酒泉路街道工会", "kind": "township_union", "place": STREET, "superior": "cg"}
BRANCH = {
    "id": "b1",
    "name": "示例快递分公司",
    "place": STREET,
    "role": "platform_branch",
    "industry": "express_delivery",
}
OWN = {"id": "u1", "name": "示例快递工会", "kind": "basic_union", "place": STREET, "superior": "cg"}
COURIERS = {
    "id": "f1", "name": "城关区快递行业工会联合会", "kind": "industry_federation", "place": "620102", "superior": "cg",
    "industries": ["express_delivery"],
}  # fmt: skip
SHOP = {
    "id": "e1",
    "name": "示例加盟店",
    "place": STREET,
    "industry": "express_delivery",
    "workers": 8,
    "can_found": True,
}


def advised(*employers: dict[str, Any], unions: list[dict[str, Any]] | None = None, **tables: Any) -> um.Recommendation:
    """Recommend for the first of `employers`, below the federation of the county unless `unions` says otherwise."""
    structure = um.Structure(unions=[CITY] if unions is None else unions, employers=list(employers), **tables)
    return um.recommend(structure, employers[0]["id"], on=ON)


def refusals(found: um.Recommendation) -> dict[str, str]:
    return {one.route: one.reason.en for one in found.refused}


def test_who_has_a_union_is_told_what_is_still_missing() -> None:
    follower = {"id": "e2", "name": "店", "place": STREET, "role": "courier_franchisee", "head": "b1"}
    found = advised(
        BRANCH, follower, unions=[CITY, OWN], covers=[{"union": "u1", "employer": "b1"}],
        headcounts=[{"employer": "b1", "group": "courier", "workers": 40, "members": 33}],
    )  # fmt: skip
    assert (found.route, found.through, found.refused) == ("already_unionised", "u1", ())
    assert [step.en for step in found.steps] == [
        "7 workers have not joined",
        "its body is not recorded: committee, organiser or chair",
        "pull the related firms without a union: e2",
    ]


def test_who_has_a_union_is_told_which_bodies_are_missing_and_where_that_is_written() -> None:
    union = {**OWN, "members": 30, "body": "organiser", "women_members": 12, "women_body": "none", "audit_body": "none"}
    found = advised(BRANCH, unions=[CITY, union], covers=[{"union": "u1", "employer": "b1"}])
    assert [step.zh for step in found.steps[1:]] == [
        "补齐机构：选举产生基层工会委员会 [trade-union-law@2022-01-01#11]",
        "补齐机构：设立女职工委员会，与工会委员会同时建立 [women-committee#11]",
    ]


def test_without_a_survey_the_gap_is_that_between_the_union_and_its_only_employer() -> None:
    union = {**OWN, "members": 17, "body": "organiser"}
    covers = [{"union": "u1", "employer": "b1"}]
    found = advised({**BRANCH, "workers": 20}, unions=[CITY, union], covers=covers)
    assert [step.en for step in found.steps] == ["3 workers have not joined"]
    other = {**SHOP, "id": "e2"}
    both = [*covers, {"union": "u1", "employer": "e2"}]
    found = advised({**BRANCH, "workers": 20}, other, unions=[CITY, union], covers=both)
    assert [step.en for step in found.steps] == ["members are not known: record them"]


def test_where_no_union_can_be_founded_the_nearest_industry_federation_takes_them() -> None:
    found = advised({**BRANCH, "can_found": False}, unions=[CITY, TOWNSHIP, COURIERS])
    assert (found.route, found.through) == ("direct_membership", "f1")
    assert refusals(found)["single"] == "a union cannot be founded there yet"


def test_without_any_federation_a_regional_one_is_founded_first() -> None:
    found = advised({**SHOP, "can_found": False})
    assert (found.route, found.founder, found.through) == ("direct_membership", "cg", None)
    assert found.steps[0].en == "城关区总工会 first founds a regional federation there"
    assert [(edit.table, edit.values["kind"].value) for edit in found.edits] == [("unions", "regional_federation")]


@pytest.mark.parametrize(
    ("changes", "route"),
    [
        ({"role": "platform_branch", "workers": None}, "single"),
        ({"role": "platform_headquarters"}, "single"),
        ({"workers": 25}, "single"),
        ({"workers": 24}, "direct_membership"),
        ({"workers": None}, "direct_membership"),
    ],
)
def test_platforms_and_employers_with_25_workers_found_alone(changes: dict[str, Any], route: str) -> None:
    found = advised({**SHOP, **changes})
    assert found.route == route


def test_a_related_firm_is_led_by_the_union_of_its_leading_firm() -> None:
    shop = {**SHOP, "role": "courier_franchisee", "head": "b1"}
    found = advised(shop, BRANCH, unions=[CITY, OWN, COURIERS], covers=[{"union": "u1", "employer": "b1"}])
    assert (found.route, found.founder) == ("lead", "u1")
    assert found.reasons[0].cites == ("gansu-2021#C09", "gansu-2021#C10")


LED = {
    "id": "j1", "name": "示例快递加盟网点联合工会", "kind": "joint_union", "place": "620102002", "superior": "cg",
    "founding_mode": "lead", "lead_employer": "b1",
}  # fmt: skip


def test_a_related_firm_joins_the_union_that_its_leading_firm_leads_in_the_county_already() -> None:
    shop = {**SHOP, "role": "courier_franchisee", "head": "b1"}
    covers = [{"union": "u1", "employer": "b1"}]
    found = advised(shop, BRANCH, unions=[CITY, OWN, LED], covers=covers)
    assert (found.route, found.founder) == ("lead", "u1")
    assert [(edit.table, edit.values["union"], edit.values["employer"]) for edit in found.edits] == [
        ("covers", "j1", "e1")
    ]
    assert found.steps[0].en == (
        "agree with 示例快递加盟网点联合工会 that it covers 示例加盟店, and record that; no union of its own is founded"
    )
    elsewhere = advised(shop, BRANCH, unions=[CITY, OWN, {**LED, "place": "620200"}], covers=covers)
    assert [edit.table for edit in elsewhere.edits] == ["unions", "covers"]


def test_an_industry_union_takes_the_employer_itself() -> None:
    industry = {**COURIERS, "kind": "industry_union", "name": "快递行业工会"}
    found = advised(SHOP, unions=[CITY, industry])
    assert (found.route, [edit.table for edit in found.edits]) == ("industry_driven", ["covers"])
    assert found.steps[0].zh == "与快递行业工会商定，由它覆盖示例加盟店，登记为覆盖单位，不必另建工会"


@pytest.mark.parametrize(
    ("members", "body"),
    [
        (25, "25 have joined already, at least 25: elect a committee"),
        (24, "with 25 members or more elect a committee; with fewer a chair or an organiser will do"),
    ],
)
def test_the_body_follows_the_number_of_members(members: int, body: str) -> None:
    count = {"employer": "b1", "group": "courier", "workers": 40, "members": members}
    assert advised(BRANCH, headcounts=[count]).steps[2].en == body
    small = advised({**BRANCH, "workers": 24})
    assert small.steps[2].en == "with 24 workers, fewer than 25, a committee, a chair or an organiser will do"


def test_a_federation_for_couriers_takes_the_drivers_of_its_founders_too() -> None:
    other = {**SHOP, "id": "e2", "place": "620102002"}
    counts = [{"employer": "e1", "group": group, "workers": 3} for group in ("truck_driver", "courier")]
    found = advised(SHOP, other, headcounts=counts)
    assert [group.value for group in found.edits[0].values["groups"]] == ["truck_driver", "courier"]


def test_a_related_firm_whose_leading_firm_has_no_union_goes_on_to_the_industry() -> None:
    shop = {**SHOP, "role": "courier_franchisee", "head": "b1"}
    found = advised(shop, BRANCH, unions=[CITY, COURIERS])
    assert (found.route, found.through) == ("industry_driven", "f1")
    assert refusals(found)["lead"] == "not one of the four related kinds, or its leading firm has no union of its own"


def test_small_employers_of_one_industry_found_an_industry_federation_in_the_county() -> None:
    other = {**SHOP, "id": "e2", "place": "620102002"}
    found = advised(SHOP, other)
    assert (found.route, found.founder, found.through) == ("industry_federation", "cg", None)
    assert found.reasons[0].text.en == "1 other small employers of the industry in the county have no union"
    assert [edit.table for edit in found.edits] == ["unions", "funding"]


def test_small_employers_of_several_industries_found_a_regional_federation_in_the_township() -> None:
    other = {**SHOP, "id": "e2", "industry": "food_delivery"}
    found = advised(SHOP, other)
    assert found.route == "regional_federation"
    assert found.edits[0].values["place"] == STREET


def test_industry_other_is_no_industry_to_federate_by() -> None:
    mine, yours = ({**SHOP, "id": name, "industry": "other"} for name in ("e1", "e2"))
    assert advised(mine, yours).route == "direct_membership"


def test_what_is_not_known_is_named_and_decides_nothing() -> None:
    found = advised({"id": "e1", "name": "示例店"})
    assert found.route == "direct_membership"
    assert [ground.text.en for ground in found.reasons[1:]] == [
        "whether a union can be founded there is not recorded: if not, direct membership",
        "workers not known: with 25 or more it would be founded alone",
        "industry not known: no federation that names it can be looked for",
        "place not known: no union there can be looked for",
    ]
    assert refusals(found)["industry_driven"] == "place not known, so nobody can tell"


def test_an_unknown_employer_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UnknownName, match="b1"):
        um.recommend(um.Structure(employers=[BRANCH]), "b2", on=ON)


def test_an_employer_that_has_closed_gets_no_advice() -> None:
    structure = um.Structure(employers=[{**BRANCH, "closed_on": "2022-06-30"}])
    assert len(um.recommend_all(structure, on=ON)) == 0
    with pytest.raises(UnknownName):
        um.recommend(structure, "b1", on=ON)


def test_the_json_is_that_of_the_interface() -> None:
    found = advised(BRANCH).to_dict("en")
    assert {name: found[name] for name in ("employer", "route", "founder", "through")} == {
        "employer": "b1", "route": "single", "founder": "b1", "through": None,
    }  # fmt: skip
    assert found["reasons"][0] == {"text": "示例快递分公司 is a platform branch", "cites": ["gansu-2021#C10"]}
    assert [one["route"] for one in found["refused"]] == [
        "lead", "industry_driven", "industry_federation", "regional_federation", "direct_membership",
    ]  # fmt: skip


def test_the_table_says_the_same_as_each_recommendation() -> None:
    table = um.recommend_all(um.demo(), on=ON)
    assert [(one.employer, one.route, one.founder, one.through) for one in table] == [
        (row["employer"], row["route"], row["founder"], row["through"]) for row in table.rows()
    ]
    assert sum(table.counts.values()) == len(table)
    assert table.to_frame().height == len(table)


def test_the_table_has_a_line_for_each_employer_with_its_columns_under_each_other() -> None:
    structure = um.Structure(unions=[CITY], employers=[BRANCH, {**SHOP, "can_found": False}])
    assert um.recommend_all(structure, on=ON).render("text", "zh").splitlines() == [
        "共 2 个单位",
        "  单独建会：1",
        "  由联合会直接发展会员：1",
        "",
        "单位  名称            方式                  牵头方  所入工会",
        "b1    示例快递分公司  单独建会              b1      -",
        "e1    示例加盟店      由联合会直接发展会员  cg      -",
    ]


# -- laws ---------------------------------------------------------------------------------------------------------------


def broken(structure: um.Structure, employer: str, codes: list[str]) -> set[tuple[str, str]]:
    """Return what is broken about an employer and its head counts."""
    findings = um.check(structure, on=ON, engine="rows", select=codes).findings
    return {
        (one.code, one.subject)
        for one in findings
        if one.outcome.value == "broken" and (one.subject == employer or one.subject.startswith(f"e:{employer}|"))
    }


#: The findings about an employer, or about its workers, that call for a union there or for cover.
CALLING = ["GS206", "GS207", "GS301", "GS303", "TUL203", "TUL212"]
#: Those that only a union in the employer mends: where none can be founded yet, they stay.
_NEED_A_UNION = {"GS206", "TUL203", "TUL212"}


@given(st.one_of(structures(), near_misses()))
def test_every_route_that_is_carried_out_removes_what_called_for_it(structure: um.Structure) -> None:
    for found in um.recommend_all(structure, on=ON):
        if not found.edits:
            continue
        after = structure.with_edits(found.edits)
        left = {code for code, _ in broken(after, found.employer, CALLING)}
        assert left <= (_NEED_A_UNION if found.route == "direct_membership" else set())
        if found.route in ("single", "lead", "industry_driven"):
            assert um.recommend(after, found.employer, on=ON).route == "already_unionised"


@given(structures())
def test_who_is_sent_to_a_union_that_stands_is_covered_already(structure: um.Structure) -> None:
    for found in um.recommend_all(structure, on=ON):
        if found.route == "direct_membership" and found.through is not None and _counts_fit(structure, found.employer):
            assert broken(structure, found.employer, ["GS301"]) == set()


def _counts_fit(structure: um.Structure, employer: str) -> bool:
    """Return whether every head count of an employer is of the group of its industry."""
    industry = structure.employers[employer].industry
    rows = [row for row in structure.headcounts if row.employer == employer]
    groups = {"road_freight": "truck_driver", "ride_hailing": "ride_hailing_driver", "express_delivery": "courier",
              "food_delivery": "food_delivery_rider"}  # fmt: skip
    return bool(rows) and industry is not None and all(row.group == groups.get(industry.value) for row in rows)


def test_a_leading_firm_with_one_related_firm_leads_a_basic_union_there_since_a_joint_one_covers_two() -> None:
    firms = [
        {"id": "head", "name": "示例平台城关分公司", "place": "620102001", "role": "platform_branch"},
        {"id": "one", "name": "示例加盟网点", "place": "620102001", "role": "courier_franchisee", "head": "head"},
    ]
    unions = [{"id": "b", "name": "示例平台城关分公司工会", "kind": "basic_union", "place": "620102001"}]
    structure = um.Structure(employers=firms, unions=unions, covers=[{"union": "b", "employer": "head"}])
    found = um.recommend(structure, "one", on=ON)
    assert found.route == "lead"
    assert [str(edit.values["kind"]) for edit in found.edits if edit.table == "unions"] == ["basic_union"]


@given(structures(), st.data())
def test_a_route_that_is_carried_out_breaks_no_rule_of_its_own(structure: um.Structure, data: st.DataObject) -> None:
    table = um.recommend_all(structure, on=ON)
    if not len(table):
        return
    found = table[data.draw(st.integers(0, len(table) - 1))]
    new = {edit.values["id"] for edit in found.edits if edit.table == "unions"}
    if not new or any(edit.values.get("superior") is None for edit in found.edits if edit.table == "unions"):
        return  # without a union above nobody can lead the new one, and the steps say so
    report = um.check(structure.with_edits(found.edits), on=ON, engine="rows")
    faults = {
        (one.code, one.subject)
        for one in report.findings
        if one.severity == "error" and one.outcome.value == "broken" and one.subject.split("|")[0] in new
    }
    assert faults <= {("TUL103", name) for name in new}  # a circle above it was there before


@given(structures(), st.integers(0, 9))
def test_the_order_of_rows_changes_no_recommendation(structure: um.Structure, seed: int) -> None:
    tables = {}
    for name in TABLES:
        order = list(range(structure.size(name)))
        if name != "headcounts":
            random.Random(seed).shuffle(order)
        tables[name] = {column: [cells[row] for row in order] for column, cells in structure.columns(name).items()}
    before = um.recommend_all(structure, on=ON).rows()
    after = um.recommend_all(um.Structure.from_columns(tables), on=ON).rows()
    assert sorted(after, key=str) == sorted(before, key=str)
