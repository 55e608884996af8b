"""A plan that differs from Gansu's in everything: every answer comes from the scheme that its pack brings."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs
import pytest

import unionmodel as um
from tests.organise import other_plan
from tests.organise.other_plan import PACK, SCHEME, both, province
from unionmodel.cli import main
from unionmodel.errors import NotInForce, PackError
from unionmodel.organise.repair.by_rule import way_named
from unionmodel.rules.mending import WAYS
from unionmodel.writing import Mends, Pack, Route, Rung, Target

ON = date(2024, 4, 30)
BY: dict[str, Any] = {"on": ON, "packs": [PACK]}
AREA_UNION: dict[str, Any] = {
    "id": "area",
    "name": "西县区域工会联合会",
    "kind": "regional_federation",
    "place": "990102",
}


def with_area_union(**more: Any) -> um.Structure:
    return province().with_edits([um.add(um.Union(**{**AREA_UNION, **more}))])


# -- coverage ----------------------------------------------------------------------------------------------------------


def test_the_tiers_of_the_plan_take_the_workers_in_its_order() -> None:
    found = um.coverage(with_area_union(place="990100"), **BY)
    # A union above the county takes nobody; in Gansu's order the firm's own union would come first anyway.
    assert [(row.subject, row.tier, row.union) for row in found.rows] == [
        ("e:big|courier", "firm", "u1"),
        ("e:cook|other", "none", None),
        ("e:shop|courier", "none", None),
        ("e:mill|other", "none", None),
        ("p:990101001|truck_driver", "none", None),
    ]
    everywhere = um.coverage(with_area_union(place="990101"), **BY)
    assert [row.tier for row in everywhere.rows] == ["area", "area", "area", "none", "area"]


def test_why_a_tier_has_no_union_is_said_in_the_words_of_the_plan() -> None:
    row = um.coverage(province(), **BY).rows[2]
    assert [(one.tier, one.reason.en) for one in row.why_not] == [
        ("area", "there is no standing area union"),
        ("firm", "no standing firm union covers shop"),
    ]


def test_tables_of_coverage_have_the_tiers_of_the_plan() -> None:
    table = um.coverage(with_area_union(), **BY).by_place("county")
    assert [(line.key, dict(line.workers)) for line in table.lines] == [
        ("990101", {"area": 0, "firm": 30, "none": 60, "unknown": 0}),
        ("990102", {"area": 12, "firm": 0, "none": 0, "unknown": 0}),
    ]
    assert list(table.table_columns())[8:12] == ["area", "firm", "none", "unknown"]
    assert "covered  share covered   a   f  none" in table.render("text", "en")


def test_a_plan_of_ones_own_comes_before_one_that_is_shipped() -> None:
    found = um.coverage(province(), on=ON, packs=[*um.packs().values(), PACK])
    assert found.workers == um.coverage(province(), **BY).workers == {"firm": 30, "none": 72}
    assert um.campaign(province(), on=ON, packs=["default", PACK]).campaign.name == "qinghe-2024"


def test_the_commands_ask_the_plan_of_the_file_that_is_given_as_a_pack(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "province.json"
    um.save(province(), file)
    first = {}
    for name in ("campaign", "coverage"):
        with pytest.raises(SystemExit):
            main([name, str(file), "--on", str(ON), "--packs", f"{other_plan.__file__}:PACK", "--language", "en"])
        first[name] = capsys.readouterr().out.splitlines()[:2]
    assert first["campaign"][0].startswith("Qinghe drive, 2024-04-30: the campaign is running")
    assert first["coverage"][1] == "  firm: 30, 29.4 %"


# -- founding ----------------------------------------------------------------------------------------------------------


def test_routes_are_tried_in_the_order_of_the_plan() -> None:
    found = um.recommend_all(province(), **BY)
    assert [(row["employer"], row["route"]) for row in found.rows()] == [
        ("big", "already_unionised"),
        ("shop", "regional_federation"),
        ("cook", "regional_federation"),
        ("mill", "single"),
    ]
    assert list(found.routes.values())[1:3] == [both("with the neighbours"), both("by itself")]


def test_a_recommendation_speaks_in_the_words_of_the_plan() -> None:
    found = um.recommend(province(), "mill", **BY)
    assert found.name == both("by itself")
    assert [(one.text.en, one.cites) for one in found.reasons[:1]] == [("12 of 10 workers", ("qinghe-2024#2",))]
    assert [(one.route, one.reason.en) for one in found.refused] == [
        ("regional_federation", "西厂 has no neighbours"),
        ("direct_membership", "“by itself” comes first, and fits"),
    ]
    assert found.steps[1].en == "elect people in 西厂"


def test_a_federation_that_is_recommended_names_the_groups_of_the_plan_in_its_order() -> None:
    of_plan = SCHEME.founding.routes
    routes = (of_plan[0], attrs.evolve(of_plan[1], name="industry_federation"), *of_plan[2:])
    pack = attrs.evolve(PACK, scheme=attrs.evolve(SCHEME, founding=attrs.evolve(SCHEME.founding, routes=routes)))
    neighbour = um.Employer(id="next", place="990101001", industry="express_delivery", workers=5)
    others: list[Any] = [
        um.Headcount(employer="shop", group=group, workers=2, members=0, as_of=date(2024, 3, 1))
        for group in ("other", "truck_driver")
    ]
    structure = province().with_edits([um.add(one) for one in (neighbour, *others)])
    found = um.recommend(structure, "shop", on=ON, packs=[pack])
    assert (found.route, found.edits[0].values["groups"]) == ("industry_federation", ("courier", "other"))


# -- campaign ----------------------------------------------------------------------------------------------------------


def test_a_pooled_rate_and_an_increment_are_measured_over_the_groups_of_the_plan() -> None:
    answer = um.campaign(province(), **BY)
    assert answer.campaign.name == "qinghe-2024"
    assert [phase.name for phase in answer.phases] == ["only"]
    pooled, more = answer.row("990000"), answer.row("990000", target="more")
    # 28 of 52; 60 % are 31.2, so 32, in two months and a bit.
    assert (pooled.members.exact, pooled.workers.exact, pooled.verdict) == (28, 52, "not_reached")
    assert (pooled.needed.text.en, pooled.months) == ("4", 2)
    # The firm grew by 15, the cook counted before the drive, and of two nobody knows what they began with.
    assert (more.counted.text.en, more.goal, more.verdict) == ("<=18", 20, "not_reached")
    assert answer.row("990000", "courier").decides is False
    assert {row.group for row in answer.progress} == {"courier", "other", None}


def test_a_target_of_every_year_is_measured_year_by_year_and_what_nobody_counts_is_told() -> None:
    answer = um.campaign(province(), **BY)
    yearly = [target for target in answer.campaign.measured if target.name.startswith("yearly")]
    assert [(one.name, one.since, one.due_on) for one in yearly] == [
        (f"yearly-{year}", date(year - 1, 12, 31), date(year, 12, 31)) for year in (2024, 2025, 2026)
    ]
    # Nothing can be said yet of a year that has not begun.
    assert [answer.row("990000", target=one.name).counted.text.en for one in yearly] == ["<=18", "?", "?"]
    assert "told, not measured: service hubs, 3 by 2024-12-31" in answer.render("text", "en")
    assert "hubs" not in {row.target for row in answer.progress}


def test_what_a_target_cannot_be_is_refused() -> None:
    strange = Target("t", "rate", ON, share=50, of="horses", each_year=True, force="maybe")
    with pytest.raises(um.InputErrors) as caught:
        attrs.evolve(SCHEME.campaign, jurisdiction="990000", targets=(strange,), duties=())
    assert [error.path for error in caught.value.errors] == [
        "targets[0].of",
        "targets[0].force",
        "targets[0].each_year",
    ]


def test_values_and_options_of_the_pack_are_those_of_its_campaign() -> None:
    usual, other = um.campaign(province(), **BY), um.campaign(
        province(), **BY, parameters={"joined.share": 50, "duties.whose": "all"}
    )  # fmt: skip
    assert (usual.row("990000").goal, other.row("990000").goal) == (60, 50)
    assert (other.row("990000").verdict, other.campaign.duties[0].unions) == (
        "reached",
        ("regional_federation", "basic_union"),
    )


def test_what_is_due_is_what_the_plan_asks_of_the_unions_of_its_groups() -> None:
    everyone = um.campaign(province(), **BY, until=date(2024, 12, 31), parameters={"duties.whose": "all"})
    assert [(item.due_on, item.what, item.union, item.place) for item in everyone.due] == [
        (date(2024, 9, 30), "plan:summing_up", None, "990102"),
        (date(2024, 9, 30), "plan:summing_up", "east", "990101"),
        (date(2024, 12, 31), "duty:training", "u1", "990101001"),
    ]


def test_the_yearly_duties_are_those_of_unions_that_serve_a_group_of_the_plan() -> None:
    made = [
        um.add(um.Union(**{**AREA_UNION, "id": group, "groups": [group]})) for group in ("other", "truck_driver")
    ]  # fmt: skip
    answer = um.campaign(province().with_edits(made), **BY, until=date(2024, 12, 31))
    assert [item.union for item in answer.due if item.what == "duty:training"] == ["other"]


# -- plans -------------------------------------------------------------------------------------------------------------


def test_a_plan_founds_what_the_scheme_lets_it_found_for_the_workers_of_its_groups() -> None:
    found = um.plan(province(), **BY)
    assert [(one.kind, one.place, one.workers, one.cost, one.cites) for one in found.organisations] == [
        ("regional_federation", "990101", 10, 500000, ("qinghe-2024#2",)),
        ("regional_federation", "990102", 12, 500000, ("qinghe-2024#2",)),
    ]
    assert (found.status, found.reached.before, found.reached.after, found.reached.workers) == ("optimal", 30, 52, 52)


def test_a_zone_that_is_a_prefecture_by_its_code_only_gets_no_federation_of_its_own() -> None:
    zone: list[Any] = [
        um.Place(code="990171", name="高新区", level="prefecture", parent="990100"),
        um.Place(code="990103", name="南县", level="county", parent="990171"),
        um.Headcount(place="990103", group="courier", workers=9, members=0, as_of=date(2024, 3, 1)),
    ]
    found = um.plan(province().with_edits([um.add(one) for one in zone]), **BY)
    added = [edit.values for edit in found.edits if edit.how == "add"]
    assert [(one["place"], one["superior"]) for one in added if one["kind"] == "general_federation"] == [
        ("990000", None),
        ("990100", "new-general_federation-990000"),
        ("990102", "new-general_federation-990100"),
        ("990103", "new-general_federation-990100"),
    ]


def test_what_the_scheme_does_not_found_is_not_founded() -> None:
    found = um.plan(province(), **BY, kinds=["township_union"])
    assert found.organisations == ()
    assert [one.subject for one in found.left_out] == ["e:cook|other", "e:mill|other", "e:shop|courier"]


def test_a_plan_for_the_target_takes_the_share_and_the_scope_of_the_plan() -> None:
    found = um.plan(province(), **BY, target=True)
    # Pooled over both groups the east has reached its share: 30 and 1 of 40 workers can be won there.
    assert (found.target, [one.place for one in found.organisations]) == (60, ["990102"])


# -- money and maturity ------------------------------------------------------------------------------------------------


def test_the_floor_is_that_of_the_plan_for_the_unions_that_it_names() -> None:
    paid = {"union": "area", "year": 2024, "amount": Decimal(2000), "source": "own"}
    structure = with_area_union().with_edits([um.add(um.Funding(**paid))])
    found = um.money(structure, **BY)
    assert [(one.union, one.floor, one.recorded, one.gap) for one in found.unions] == [("area", 500000, 200000, 300000)]
    assert um.money(with_area_union(place="620102"), **BY).unions == ()
    with pytest.raises(NotInForce, match="it is from 2024-01-01"):
        um.money(structure, on=date(2023, 12, 31), packs=[PACK])


def test_a_union_climbs_the_steps_of_the_plan() -> None:
    chair = um.add(um.Officer(union="area", person="p1", role="chair", until=date(2026, 1, 1)))
    paid = um.add(um.Funding(union="area", year=2024, amount=Decimal(1), source="own"))
    climbing = [with_area_union(), with_area_union().with_edits([chair]), with_area_union().with_edits([chair, paid])]
    assert [um.maturity(one, "area", **BY).level for one in climbing] == ["built", "running", "alive"]
    assert um.maturity(climbing[2], "area", **BY).steps[2].cites == ("qinghe-2024#3", "qinghe-2024#4")
    # Of a firm's union nothing more is asked.
    assert um.maturity(climbing[2], "u1", **BY).level == "built"


def test_the_unions_of_the_groups_of_the_plan_are_paired() -> None:
    chair = um.add(um.Officer(union="area", person="p1", role="chair", until=date(2026, 1, 1)))
    found = um.pairing(with_area_union().with_edits([chair]), **BY)
    assert [(one.helper, one.helped, one.shared) for one in found.pairs] == [("area", "u1", "990100")]


def test_what_a_plan_does_not_speak_of_is_not_made_up() -> None:
    with pytest.raises(NotInForce, match="the plan says nothing of the posting of hired staff"):
        um.staffing(province(), 3, **BY)
    with pytest.raises(NotInForce, match="the plan says nothing of the comparison of sources"):
        um.reconcile(province(), **BY)


# -- repair ------------------------------------------------------------------------------------------------------------


def test_a_rule_of_an_own_pack_is_mended_in_the_way_that_the_pack_names() -> None:
    found = {one.finding.subject: one for one in um.repair(province(), **BY)}
    assert [(one.reason.en, one.cost, one.approver) for one in found["e:shop|courier"].choices] == [
        ("found 东县区域工会联合会 (regional federation)", Decimal(5000), "east")
    ]
    assert found["e:mill|other"].why == both("nobody can say")


@pytest.mark.parametrize("way", WAYS)
def test_repair_knows_every_way_that_a_pack_may_name(way: str) -> None:
    values = ("body", "committee") if way == "bodies.cell" else ()
    assert callable(way_named(Mends(both("no"), way, values)))


def test_a_way_that_repair_does_not_know_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(PackError, match=r"founding\.workers"):
        Mends(both("no"), "founding.worker")


# -- what is wrong with a scheme ---------------------------------------------------------------------------------------


def test_everything_that_is_wrong_with_a_scheme_is_refused_with_its_pack() -> None:
    strange = attrs.evolve(
        SCHEME,
        jurisdiction="aria",
        founds={"township": "9"},
        ladder=(Rung("built", both("x"), None, SCHEME.ladder[0].holds, ("7",)), attrs.evolve(SCHEME.ladder[1], level="up")),
        tiers=(attrs.evolve(SCHEME.tiers[0], reach="everywhere"),),
        founding=attrs.evolve(
            SCHEME.founding,
            routes=(SCHEME.founding.routes[2], Route("lead", both("led"), ("2",), both("{who}")), *SCHEME.founding.routes[3:]),
        ),
        campaign=attrs.evolve(SCHEME.campaign, targets=(Target("t", "rate", ON, share=0),)),
    )  # fmt: skip
    with pytest.raises(PackError) as caught:
        Pack(
            "qinghe", "1", both("Qinghe"), PACK.rules, PACK.sources, PACK.parameters, scheme=strange,
        )  # fmt: skip
    lines = caught.value.args[0].en.split("\n")
    for said in (
        "'aria'",
        "'7'",
        "'9'",
        "'up'",
        "'township'",
        "must begin with",
        "targets[0].share",
        "'who'",
        "'everywhere'",
        "lead lacks",
    ):
        assert any(said in line for line in lines), (said, lines)
    assert len(lines) == 11
