"""Plans as a planner sees them: whom to found where, at what cost, with the proof, and as edits that do it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import unionmodel as um
from unionmodel.model.edits import Edit
from unionmodel.organise.planning.answer import FoundingPlan
from unionmodel.testing import structures

ON = date(2022, 12, 31)
FLOOR = 2_000_000
#: Two streets of Chengguan, one of Qilihe.
STREET, OTHER, FAR = "620102001", "620102002", "620103001"
FEDERATIONS = [
    {"id": "p", "name": "甘肃省总工会", "kind": "general_federation", "place": "620000"},
    {"id": "c", "name": "兰州市总工会", "kind": "general_federation", "place": "620100", "superior": "p"},
    {"id": "d", "name": "城关区总工会", "kind": "general_federation", "place": "620102", "superior": "c"},
]


def riders(place: str, workers: int | None, group: str = "food_delivery_rider", **more: Any) -> dict[str, Any]:
    return {"place": place, "group": group, "workers": workers, **more}


def planned(*counts: dict[str, Any], unions: Any = FEDERATIONS, employers: Any = (), **wishes: Any) -> FoundingPlan:
    structure = um.Structure(unions=unions, employers=list(employers), headcounts=list(counts))
    return um.plan(structure, on=ON, **wishes)


def founded(plan: FoundingPlan) -> list[tuple[str, str]]:
    return [(one.kind, one.place) for one in plan.organisations]


def test_where_enough_of_a_group_are_without_a_union_an_industry_federation_is_founded_in_the_county() -> None:
    plan = planned(riders(STREET, 40), riders(OTHER, 30))
    assert founded(plan) == [("industry_federation", "620102")]
    assert plan.organisations[0].industries == ("food_delivery",)
    assert (plan.status, plan.cost, plan.reached.after) == ("optimal", FLOOR, 70)
    assert plan.organisations[0].superior == "d"


def test_a_group_too_small_for_its_industry_is_left_to_the_region() -> None:
    plan = planned(riders(STREET, 40), riders(OTHER, 24, "courier"))
    assert founded(plan) == [("industry_federation", "620102"), ("regional_federation", "620102")]
    assert plan.organisations[1].groups == ("courier", "food_delivery_rider")


def test_the_region_alone_is_cheaper_where_the_industry_need_not_come_first() -> None:
    plan = planned(riders(STREET, 40), riders(OTHER, 30, "courier"), industry_first=False)
    assert founded(plan) == [("regional_federation", "620102")]


def test_a_federation_of_two_industries_saves_one_floor() -> None:
    counts = riders(STREET, 40), riders(OTHER, 30, "courier")
    assert planned(*counts).cost == 2 * FLOOR
    together = planned(*counts, most_industries=2)
    assert (founded(together), together.cost) == ([("industry_federation", "620102")], FLOOR)
    assert together.organisations[0].industries == ("express_delivery", "food_delivery")


def test_a_federation_of_the_prefecture_serves_two_counties() -> None:
    counts = riders(STREET, 40), riders(FAR, 30)
    assert len(planned(*counts).organisations) == 2
    plan = planned(*counts, levels=("county", "prefecture"))
    assert founded(plan) == [("industry_federation", "620100")]


def test_small_employers_of_a_street_can_be_put_into_a_joint_union() -> None:
    firms = [
        {"id": f"e{n}", "name": f"示例网点{n}", "place": STREET, "industry": "express_delivery", "workers": 9}
        for n in (1, 2)
    ]
    counts = [{"employer": f"e{n}", "group": "courier", "workers": 9} for n in (1, 2)]
    plan = planned(*counts, employers=firms, kinds=["joint_union"])
    assert founded(plan) == [("joint_union", STREET)]
    assert plan.organisations[0].employers == ("e1", "e2")


def test_a_budget_buys_the_most_workers_and_says_what_more_would_buy() -> None:
    counts = riders(STREET, 40), riders(STREET, 90, "courier"), riders(STREET, 60, "truck_driver")
    plan = planned(*counts, budget=40000)
    assert sorted(one.workers for one in plan.organisations) == [60, 90]
    assert (plan.reached.after, plan.value, plan.bound, plan.gap) == (150, 40, 40, Fraction(0))
    assert plan.marginal is not None
    assert plan.marginal.en == "10 % more (4000 yuan) would cover 0 more workers"
    assert plan.runner_up is not None
    assert plan.runner_up.workers == 130


def test_a_user_may_price_each_kind() -> None:
    counts = (riders(STREET, 10),)
    assert founded(planned(*counts, costs={"regional_federation": 1})) == [("township_union", STREET)]
    assert planned(*counts, costs={"regional_federation": "1.00", "township_union": 2}).cost == FLOOR + 100


def test_the_target_needs_only_as_many_organisations_as_make_four_fifths_able_to_join() -> None:
    counts = riders(STREET, 70), riders(FAR, 30)
    plan = planned(*counts, target=True)
    assert (plan.target, founded(plan)) == (80, [("industry_federation", "620102"), ("industry_federation", "620103")])
    assert founded(planned(*counts, target=70)) == [("industry_federation", "620102")]
    assert founded(planned(riders(STREET, 70), riders(FAR, 30, members=10), target=80)) == [
        ("industry_federation", "620102")
    ]


def test_who_is_a_member_already_is_not_won_once_more_towards_the_target() -> None:
    counts = riders(STREET, 60, members=30), riders(FAR, 40)
    # Four fifths are 80. Of those, 30 are members already, and either district alone brings no more than 40 others.
    assert founded(planned(*counts, target=80)) == [
        ("industry_federation", "620102"),
        ("industry_federation", "620103"),
    ]
    # Three fifths are 60: the 30 members and the 30 others of the first district.
    assert founded(planned(*counts, target=60)) == [("industry_federation", "620102")]


def test_a_head_count_without_a_number_must_be_covered_for_the_target_whatever_it_is() -> None:
    assert founded(planned(riders(STREET, None), target=80)) == [("regional_federation", "620102")]


def test_a_budget_too_small_for_the_target_is_explained_by_the_demands_that_clash() -> None:
    plan = planned(riders(STREET, 70), riders(STREET, 50, "courier"), target=80, budget=20000)
    assert (plan.status, plan.organisations, plan.edits) == ("impossible", (), ())
    assert [clash.name.zh for clash in plan.clashes] == ["预算 20000.00 元", "兰州市快递员", "兰州市外卖配送员"]
    assert plan.clashes[0].reason.en == "the demands below need at least 40000.00 yuan, 20000.00 more"


def test_a_target_that_nothing_reaches_says_how_many_are_too_few() -> None:
    plan = planned(riders("620100", 70), target=80, kinds=["township_union"])
    assert plan.status == "impossible"
    assert plan.clashes[0].reason.en == (
        "80 % of 70 workers need 56 more; the organisations that may be founded reach 0 of them at most, 56 too few"
    )


def test_head_counts_that_no_plan_can_help_are_listed_with_the_reason() -> None:
    plan = planned(
        riders(STREET, 40),
        {"employer": "e9", "group": "courier", "workers": 5},
        employers=[{"id": "e9", "name": "示例"}],
    )
    assert [(one.subject, one.reason.en) for one in plan.left_out] == [("e:e9|courier", "place not known")]


def test_the_general_federations_that_the_law_wants_are_listed_first_where_a_plan_brings_the_first_union() -> None:
    plan = planned(riders(STREET, 40), unions=())
    assert plan.listed == (
        "new-general_federation-620000",
        "new-general_federation-620100",
        "new-general_federation-620102",
    )
    assert plan.organisations[0].superior == "new-general_federation-620102"


def test_who_was_at_the_top_of_the_file_is_put_below_a_federation_that_is_listed_above_it() -> None:
    top = {"id": "z", "name": "七里河区总工会", "kind": "general_federation", "place": "620103"}
    plan = planned(riders(STREET, 40), unions=[top])
    assert plan.listed[0] == "new-general_federation-620000"
    changed = [(edit.row, edit.values["superior"]) for edit in plan.edits if edit.how == "change"]
    assert changed == [("z", "new-general_federation-620000")]


def test_money_is_written_down_only_where_somebody_wrote_money_down_that_year() -> None:
    counts = [riders(STREET, 40)]
    rows = [{"union": "d", "year": 2022, "amount": 5}]
    silent = um.plan(um.Structure(unions=FEDERATIONS, headcounts=counts), on=ON)
    spoken = um.plan(um.Structure(unions=FEDERATIONS, headcounts=counts, funding=rows), on=ON)
    assert [edit.table for edit in silent.edits] == ["unions"]
    assert [edit.table for edit in spoken.edits] == ["unions", "funding"]


def test_every_wish_that_does_not_fit_is_refused_at_once() -> None:
    with pytest.raises(um.InputErrors) as caught:
        planned(budget=-1, target=120, kinds=["guild"], costs={"basic_union": 3}, within="999999", most_industries=0)
    paths = [error.path for error in caught.value.errors]
    assert paths == ["kinds", "costs", "most_industries", "within", "budget", "target"]


def test_only_the_area_asked_for_is_planned_for() -> None:
    plan = planned(riders(STREET, 40), riders(FAR, 30), within="620103")
    assert founded(plan) == [("industry_federation", "620103")]


def broken_musts(structure: um.Structure) -> set[tuple[str, str]]:
    report = um.check(structure, on=ON)
    return {(f.code, f.subject) for f in report.findings if f.outcome == "broken" and f.severity == "error"}


@settings(max_examples=20)  # Each one is planned, carried out, checked twice and undone.
@given(structures(), st.booleans(), st.sampled_from((None, 20000, 60000)), st.booleans())
def test_a_plan_carried_out_mends_what_it_was_made_for_and_breaks_nothing(
    structure: um.Structure, first: bool, budget: int | None, wide: bool
) -> None:
    levels = ("county", "prefecture") if wide else ("county",)
    plan = um.plan(structure, budget, on=ON, industry_first=first, least_workers=1, levels=levels)
    after = structure.with_edits(plan.edits)
    # Who is put below a new federation, and was approved by somebody else than those above, is found out by that.
    found_out = {("TUL207", edit.row) for edit in plan.edits if edit.how == "change"}
    # A province's federation that the plan lists has nobody above it where the file holds the nation, but not its federation.
    found_out |= {
        ("TUL102", edit.values["id"])
        for edit in plan.edits
        if edit.how == "add" and edit.values.get("place") == "620000" and edit.values.get("superior") is None
    }
    assert broken_musts(after) - broken_musts(structure) - found_out == set()
    reached = sum(row.workers or 0 for row in um.coverage(after, on=ON).rows if row.covered and row.group != "other")
    outside = {one.subject for one in plan.left_out}
    if budget is None:
        open_ones = {subject for code, subject in broken_musts(after) if code == "GS301"}
        assert open_ones <= outside
    assert plan.reached.after <= reached
    undone = undo(structure, plan.edits)
    assert undone.sha256 == structure.sha256


def undo(structure: um.Structure, edits: tuple[Edit, ...]) -> um.Structure:
    back: list[Edit] = []
    there = structure
    for edit in edits:
        back.append(edit.inverse(there))
        there = there.with_edits([edit])
    return there.with_edits(back[::-1])


def test_the_order_of_rows_does_not_change_the_plan() -> None:
    counts = [riders(STREET, 40), riders(OTHER, 40, "courier"), riders(FAR, 40), riders(FAR, 40, "courier")]
    one, other = planned(*counts, budget=40000), planned(*counts[::-1], unions=FEDERATIONS[::-1], budget=40000)
    assert founded(one) == founded(other)


def test_without_a_solver_the_plan_is_good_and_its_gap_is_told() -> None:
    plan = planned(riders(STREET, 40), riders(STREET, 90, "courier"), budget=20000, solver="greedy")
    assert (plan.solver, plan.reached.after, plan.bound) == ("greedy", 90, 0)
    assert "90" in plan.render("text", "zh")
