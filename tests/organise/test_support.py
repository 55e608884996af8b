"""Head counts compared, hired staff posted, unions measured and paired."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import unionmodel as um
from unionmodel.errors import NotInForce, UnknownName
from unionmodel.organise.upkeep.staffing import allocate
from unionmodel.testing import structures

ON = date(2022, 12, 31)
STREET = "620102001"


# -- reconcile ------------------------------------------------------------------------------------------------------------


def compared(**workers: int | None) -> Any:
    counts = [{"place": STREET, "group": "courier", "workers": n, "source": source} for source, n in workers.items()]
    return um.reconcile(um.Structure(headcounts=counts), on=ON).rows[0]


def test_a_tenth_apart_still_agrees_and_one_worker_more_does_not() -> None:
    assert compared(survey=100, platform=110, association=90).state == "agrees"
    found = compared(survey=100, platform=111)
    assert (found.state, found.differences) == ("differs", {"platform": (11, "11.0")})


def test_without_a_survey_no_other_number_takes_its_place() -> None:
    found = compared(platform=80, government=90)
    assert (found.state, found.denominator, found.advice) == ("cannot_tell", None, "government")


def test_the_table_shows_every_compared_count_its_differences_and_the_denominator() -> None:
    rows = [
        {"place": STREET, "group": "courier", "workers": 100},
        {"place": STREET, "group": "courier", "workers": 104, "source": "platform"},
        {"place": STREET, "group": "other", "workers": 7},
        {"place": STREET, "group": "truck_driver", "workers": 30, "source": "association"},
    ]
    shown = um.reconcile(um.Structure(headcounts=rows), on=ON).render("text", "en").splitlines()
    assert [line.split("  ")[0] for line in shown[-3:]] == [
        "subject", "p:620102001 courier", "p:620102001 truck driver",
    ]  # fmt: skip
    assert shown[-2].endswith("+4 (4.0 %)  100 (survey)                  agree")
    assert shown[-1].endswith("-           none: ask first: association  cannot tell")


def test_a_blank_survey_is_no_survey() -> None:
    found = compared(survey=None, platform=80)
    assert (found.state, found.denominator, found.advice) == ("cannot_tell", None, "platform")


def test_a_source_that_left_the_number_blank_may_agree_or_not() -> None:
    assert compared(survey=100, platform=None).state == "cannot_tell"
    assert compared(survey=100, platform=None, government=200).state == "differs"


def test_a_survey_of_nobody_agrees_with_nobody_only() -> None:
    assert compared(survey=0, platform=0).state == "agrees"
    assert compared(survey=0, platform=1).differences == {"platform": (1, None)}


@given(structures())
def test_what_differs_is_what_the_rule_finds(structure: um.Structure) -> None:
    report = um.check(structure, on=ON, select=["GS504"], engine="rows", parameters={"jurisdiction": "000000"})
    broken = {one.subject for one in report.findings if one.outcome.value == "broken"}
    assert broken <= {row.subject for row in um.reconcile(structure, on=ON).rows if row.state == "differs"}


# -- staffing -------------------------------------------------------------------------------------------------------------


@given(st.integers(0, 500), st.lists(st.integers(0, 1000), max_size=12), st.integers(0, 3))
def test_shares_are_whole_and_add_up_and_keep_the_floor(total: int, weights: list[int], floor: int) -> None:
    shares = allocate(total, weights, floor)
    assert sum(shares) == (total if sum(weights) else min(total, floor * len(weights)))
    if floor * len(weights) <= total:
        assert all(share >= floor for share in shares)
    rest = total - min(total, floor * len(weights))
    for share, weight in zip(shares, weights, strict=True):
        if floor * len(weights) <= total and sum(weights):
            assert rest * weight // sum(weights) <= share - floor <= -(-rest * weight // sum(weights))


@given(st.integers(0, 500), st.lists(st.integers(0, 1000), min_size=2, max_size=12))
def test_who_has_more_members_gets_no_less(total: int, weights: list[int]) -> None:
    shares = allocate(total, weights)
    for one, share in zip(weights, shares, strict=True):
        for other, theirs in zip(weights, shares, strict=True):
            assert one <= other or share >= theirs


def bodies(*staff: int | None) -> Any:
    streets = [f"62010200{number}" for number in range(1, len(staff) + 1)]
    unions = [
        {"id": f"t{n}", "name": f"街道{n}工会", "kind": "township_union", "place": street, "hired_staff": has}
        for n, (street, has) in enumerate(zip(streets, staff, strict=True), start=1)
    ]
    counts = [
        {"place": street, "group": "courier", "workers": 100 * n, "members": 10 * n}
        for n, street in enumerate(streets, start=1)
    ]
    return um.Structure(unions=unions, headcounts=counts)


def test_staff_follow_the_members_of_each_township() -> None:
    found = um.staffing(bodies(None, None, None), 12, on=ON)
    assert [(post.union, post.members, post.proposed) for post in found.posts] == [
        ("t1", 10, 2),
        ("t2", 20, 4),
        ("t3", 30, 6),
    ]
    assert found.left == 0


def test_where_the_floors_cannot_all_be_met_those_with_most_members_come_first_and_that_is_said() -> None:
    found = um.staffing(bodies(None, None, None), 2, on=ON, floor=1)
    assert [(post.union, post.proposed) for post in found.posts] == [("t1", 0), ("t2", 1), ("t3", 1)]
    assert "too few for 1 each (3 would be needed): those with most members come first" in found.render("text", "en")
    assert "人数不够每个工会 1 名（共需 3 名）：先给会员多的" in found.render("text", "zh")


def test_a_body_whose_members_are_not_known_gets_the_floor_only() -> None:
    structure = bodies(None, None)
    blank = {"place": "620102002", "group": "truck_driver", "workers": 9, "members": None}
    structure = structure.with_edits([um.add(um.Headcount(**blank))])  # type: ignore[arg-type]
    found = um.staffing(structure, 5, on=ON, floor=1)
    assert [(post.union, post.members, post.proposed) for post in found.posts] == [("t1", 10, 4), ("t2", None, 1)]


def test_a_posting_at_odds_names_both_bodies() -> None:
    found = um.staffing(bodies(2, 1), 3, on=ON)
    assert [(pair.more, pair.less) for pair in found.odds] == [("t2", "t1")]
    assert um.staffing(bodies(1, 1), 3, on=ON).odds == ()


@given(structures())
def test_the_bodies_at_odds_are_those_of_the_rule(structure: um.Structure) -> None:
    report = um.check(structure, on=ON, select=["GS607"], engine="rows")
    broken = {one.subject for one in report.findings if one.outcome.value == "broken"}
    assert {pair.more for pair in um.staffing(structure, 0, on=ON).odds} <= broken


def test_fewer_than_nobody_cannot_be_posted() -> None:
    with pytest.raises(ValueError, match="negative"):
        um.staffing(um.Structure(), -1, on=ON)


# -- maturity and pairs ----------------------------------------------------------------------------------------------------

GROWN = {
    "id": "u1", "name": "示例快递工会", "kind": "basic_union", "place": STREET, "groups": ["courier"], "body": "committee",
    "approved_on": "2021-10-01", "founded_on": "2021-10-08", "subsidy_standard": "300",
}  # fmt: skip
YEAR = [
    {"union": "u1", "on": "2022-05-01", "kind": kind}
    for kind in ("training", "congress", "collective_activity", "assessment")
]


def grown(**tables: Any) -> um.Structure:
    given: dict[str, Any] = {
        "unions": [GROWN],
        "employers": [{"id": "e1", "name": "示例快递", "place": STREET}],
        "covers": [{"union": "u1", "employer": "e1"}],
        "officers": [{"union": "u1", "person": "p-1", "role": "chair", "full_time": False}],
        "activities": YEAR,
        "services": [{"union": "u1", "year": 2022, "kind": "mutual_aid"}],
    }
    return um.Structure(**{**given, **tables})


def lacking(structure: um.Structure) -> tuple[str, str | None, bool | None]:
    found = um.maturity(structure, "u1", on=ON)
    step = found.missing
    return found.level, None if step is None else step.name.en, None if step is None else step.done


def test_a_union_that_does_all_of_it_is_alive() -> None:
    assert lacking(grown()) == ("alive", None, None)


def test_a_union_that_was_not_approved_yet_is_not_built_and_a_blank_is_no_no() -> None:
    assert lacking(grown(unions=[{**GROWN, "approved_on": "2023-01-01"}])) == ("none", "approved", False)
    assert lacking(grown(unions=[{**GROWN, "approved_on": None}])) == ("none", "approved", None)


def test_a_union_without_officers_is_built_and_not_running() -> None:
    others = [{"union": "u2", "person": "p-1", "role": "chair"}]
    assert lacking(grown(officers=others)) == ("built", "has officers in office", False)
    assert lacking(grown(officers=[])) == ("built", "has officers in office", None)


def test_services_are_the_last_step_of_a_basic_union() -> None:
    assert lacking(grown(services=[{"union": "u2", "year": 2022}])) == ("running", "services reach them", False)


def test_of_a_union_that_serves_no_key_group_nothing_is_asked_beyond_running() -> None:
    plain = grown(unions=[{**GROWN, "groups": []}])
    assert lacking(plain) == ("running", None, None)
    assert um.maturity_all(plain, on=ON).render("text", "en").splitlines()[-1] == (
        "where no step is named: what comes next is asked of unions that serve key groups only"
    )


def test_a_federation_is_built_on_member_unions_or_on_direct_members() -> None:
    federation = {**GROWN, "kind": "industry_federation", "place": "620102", "industries": ["express_delivery"]}
    member = {"id": "u2", "name": "示例快运工会", "kind": "basic_union", "place": STREET}
    links = [{"union": "u2", "federation": "u1"}]

    def built(**tables: Any) -> bool | None:
        unions = tables.pop("unions", [federation])
        steps = um.maturity(grown(unions=unions, covers=[], **tables), "u1", on=ON).steps
        return next(step.done for step in steps if step.name.en == "has member unions or direct members")

    assert built(unions=[federation, member], affiliations=links) is True
    gone = {**member, "status": "dissolved"}
    nobody = [{"union": "u1", "group": "courier", "members": 0}]
    assert built(unions=[federation, gone], affiliations=links, direct_members=nobody) is False
    assert built(direct_members=[{"union": "u1", "group": "courier", "members": 8}]) is True
    assert built() is None


BEFORE = date(2021, 7, 31)
ASKED: dict[str, Any] = {
    "money": lambda: um.money(um.demo(), on=BEFORE),
    "maturity": lambda: um.maturity_all(um.demo(), on=BEFORE),
    "staffing": lambda: um.staffing(um.demo(), 3, on=BEFORE),
    "pairing": lambda: um.pairing(um.demo(), on=BEFORE),
    "reconcile": lambda: um.reconcile(um.demo(), on=BEFORE),
    "recommend": lambda: um.recommend_all(um.demo(), on=BEFORE),
}


@pytest.mark.parametrize("asked", ASKED)
def test_on_the_day_before_the_plan_nothing_is_answered_in_its_terms(asked: str) -> None:
    with pytest.raises(NotInForce) as refused:
        ASKED[asked]()
    assert refused.value.args[0].en == (
        "on 2021-07-31 the Gansu plan is not in force yet, it is from 2021-08-01; ask about a later day"
    )


def test_without_the_pack_of_the_plan_its_name_is_asked_for() -> None:
    with pytest.raises(UnknownName, match="gansu-2021"):
        um.money(um.demo(), on=ON, packs=["trade-union-law"])


def test_an_unknown_union_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UnknownName, match="u1"):
        um.maturity(grown(), "u2", on=ON)


def test_the_nearest_union_that_has_come_further_helps() -> None:
    weak = {
        "id": "u2",
        "name": "示例外卖工会",
        "kind": "basic_union",
        "place": STREET,
        "groups": ["food_delivery_rider"],
    }
    far = {**GROWN, "id": "u3", "place": "620103001", "groups": []}
    structure = grown(unions=[GROWN, weak, far])
    found = um.pairing(structure, on=ON)
    assert [(pair.helper, pair.helped, pair.shared) for pair in found.pairs] == [("u1", "u2", STREET)]
    assert um.pairing(structure.with_edits(found.edits), on=ON).pairs == ()


@given(structures())
def test_no_union_is_in_two_new_pairs_and_the_helper_has_come_further(structure: um.Structure) -> None:
    found = um.pairing(structure, on=ON)
    level = {one.union: one.level for one in um.maturity_all(structure, on=ON).unions}
    order = ["none", "built", "running", "alive"]
    both = [union for pair in found.pairs for union in (pair.helper, pair.helped)]
    assert len(both) == len(set(both))
    assert all(order.index(level[pair.helper]) > order.index(level[pair.helped]) for pair in found.pairs)
