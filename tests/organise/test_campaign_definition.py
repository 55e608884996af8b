"""Definitions of campaigns: those that are shipped, those of a user, and everything that is wrong with one at once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import unionmodel as um
from unionmodel.io.stored.campaigns import shipped_campaigns
from unionmodel.language import Text
from unionmodel.organise.campaign.reading import campaign_in, campaign_named
from unionmodel.rulepacks import shipped
from unionmodel.rules.campaign import Campaign, Duty, Paper, Target
from unionmodel.rules.shared import KEY_GROUPS

PACKS = tuple(shipped().values())
GANSU = shipped()["gansu-2021"]
DUE = date(2022, 12, 31)
SHIPPED = ("gansu-2021", *shipped_campaigns())
MINE = """
name = "spring"
title = { zh = "春季行动", en = "spring drive" }
jurisdiction = "620102"
reporting = "township"
groups = ["courier", "other"]

[[phases]]
name = "begin"
start = 2023-03-01
end = 2023-04-30

[[phases]]
name = "end"
start = 2023-04-01
end = 2023-05-31

[[targets]]
name = "more"
kind = "increment"
count = 100
since = 2023-02-28
due_on = 2023-05-31
[targets.areas]
620102001 = 10
"""


def shipped_one(name: str) -> Campaign:
    return campaign_named(name, PACKS)


def problems(document: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(um.InputErrors) as caught:
        campaign_in(document, PACKS)
    return {error.path: error.render("en") for error in caught.value.errors}


def good(**changes: Any) -> dict[str, Any]:
    document = {
        "name": "own",
        "title": "自定",
        "jurisdiction": "620000",
        "groups": ["courier"],
        "targets": [{"name": "rate", "kind": "rate", "share": 80, "due_on": DUE}],
    }
    return {**document, **changes}


# -- shipped -----------------------------------------------------------------------------------------------------------


def test_three_kinds_of_target_are_shipped() -> None:
    kinds = {name: shipped_one(name).targets[0].kind for name in SHIPPED}
    assert kinds == {"gansu-2021": "rate", "national-2021": "increment", "sichuan-2021": "stock"}


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_campaign_says_where_it_is_known_from(name: str) -> None:
    campaign = shipped_one(name)
    assert campaign.name == name
    assert campaign.source is not None
    assert all(target.source is not None and target.label is not None for target in campaign.targets)
    assert {campaign.confidence, *(target.confidence for target in campaign.targets)} == {"secondary"}


def test_the_numbers_of_the_shipped_campaigns() -> None:
    national, sichuan = shipped_one("national-2021"), shipped_one("sichuan-2021")
    assert (national.targets[0].count, national.targets[0].due_on) == (8_000_000, DUE)
    assert [(target.share, target.count, target.due_on) for target in sichuan.targets] == [
        (None, 600_000, DUE),
        (40, None, date(2021, 12, 31)),
    ]


def test_the_gansu_campaign_is_that_of_the_pack() -> None:
    campaign, on = shipped_one("gansu-2021"), DUE
    (target,) = campaign.targets
    assert (target.share, target.due_on, target.scope) == (
        GANSU.value("target.rate", on), GANSU.value("target.due_on", on), GANSU.option("target.scope"),
    )  # fmt: skip
    assert campaign.jurisdiction == GANSU.value("jurisdiction", on)
    assert campaign.groups == KEY_GROUPS
    for phase in campaign.phases:
        assert phase.start == GANSU.value(f"phase.{phase.name}.starts", on)
        assert phase.end == GANSU.value(f"phase.{phase.name}.ends", on)


def test_what_is_set_in_the_pack_is_set_in_the_campaign() -> None:
    moved = GANSU.with_settings({"target.rate": 90, "target.scope": "both", "duties.apply_to": "literal"})
    campaign = campaign_named("gansu-2021", (moved,))
    assert (campaign.targets[0].share, campaign.targets[0].scope) == (90, "both")
    assert {duty.unions for duty in campaign.duties} == {("industry_union", "joint_union")}


def test_every_clause_that_is_cited_exists() -> None:
    campaign = shipped_one("gansu-2021")
    cited = [item.clause for item in (*campaign.papers, *campaign.duties)]
    known = {f"gansu-2021#{clause}" for clause in GANSU.sources["gansu-2021"].clauses}
    assert {clause for clause in cited if clause} == {"gansu-2021#C06", "gansu-2021#C28"} <= known


SICHUAN = [
    {"code": "510000", "name": "四川省", "level": "province", "parent": "000000"},
    {"code": "510100", "name": "成都市", "level": "prefecture"},
]


@pytest.mark.parametrize(
    ("name", "area", "place"), [("sichuan-2021", "510000", "510100"), ("national-2021", "000000", "620100")]
)
def test_a_campaign_of_another_kind_is_asked_in_the_same_way(name: str, area: str, place: str) -> None:
    couriers = {"place": place, "group": "courier", "workers": 9_000_000, "members": 500_000}
    drivers = {"place": place, "group": "truck_driver", "workers": 9_000_000}
    for counts, verdict in (([couriers], "not_reached"), ([couriers, drivers], "cannot_tell")):
        structure = um.Structure(places=SICHUAN, headcounts=counts)
        answer = um.campaign(structure, on=date(2022, 12, 1), campaign=name)
        assert answer.row(area, target="four-groups").verdict == verdict


def test_a_national_campaign_reports_by_province() -> None:
    counts = [{"place": "620102001", "group": "courier", "workers": 3, "members": 2}]
    answer = um.campaign(um.Structure(headcounts=counts), on=DUE, campaign="national-2021")
    assert {(row.area.code, row.area.role) for row in answer.progress} == {
        ("000000", "jurisdiction"), ("620000", "unit"),
    }  # fmt: skip


# -- own campaigns -----------------------------------------------------------------------------------------------------


def test_a_campaign_of_a_file_has_any_groups_phases_and_units(tmp_path: Path) -> None:
    path = tmp_path / "spring.toml"
    path.write_text(MINE, encoding="utf-8")
    counts = [{"place": "620102001", "group": "other", "workers": 20, "members": 5, "as_of": date(2023, 1, 1)}]
    counts += [{**counts[0], "members": 16, "as_of": date(2023, 4, 1)}]
    answer = um.campaign(um.Structure(headcounts=counts), on=date(2023, 4, 15), campaign=path)
    assert [phase.name for phase in answer.phases] == ["begin", "end"]
    assert {row.area.code for row in answer.progress} == {"620102", "620102001"}
    assert answer.row("620102001").verdict is not None
    assert (answer.row("620102001").counted.exact, answer.row("620102001").goal) == (11, 10)
    assert um.campaign(um.Structure(headcounts=counts), on=date(2023, 4, 15), campaign=str(path)) == answer


def test_a_mapping_and_an_object_are_campaigns_too() -> None:
    structure = um.Structure(headcounts=[{"place": "620102001", "group": "courier", "workers": 10, "members": 8}])
    object_ = Campaign(
        "own", Text(zh="自定", en="自定"), "620000", ["courier"], targets=[Target("rate", "rate", DUE, 80)]
    )
    by_mapping = um.campaign(structure, on=DUE, campaign=good())
    by_object = um.campaign(structure, on=DUE, campaign=object_)
    assert by_mapping.to_dict("en") == by_object.to_dict("en")
    assert [row.group for row in by_object.progress] == ["courier", "courier"]


def test_everything_that_is_wrong_is_named_at_once() -> None:
    found = problems(
        {
            "name": "x",
            "titel": "y",
            "jurisdiction": {"parameter": "jurisdictoin"},
            "pack": "gansu-2021",
            "groups": ["courrier"],
            "phases": [{"name": "a", "start": date(2022, 2, 1), "end": date(2022, 1, 1)}],
            "targets": [
                {"name": "t", "kind": "rat", "due_on": "2022"},
                {"name": "t", "kind": "rate", "share": 120, "count": 3, "due_on": DUE},
                {"name": "u", "kind": "increment", "since": date(2023, 1, 1), "due_on": DUE, "scope": "all"},
            ],
        }
    )
    assert set(found) == {
        "titel", "title", "jurisdiction", "groups[0]", "phases[0].end", "targets[0].kind", "targets[0].due_on",
        "targets[1].name", "targets[1].share", "targets[1].count", "targets[2].count", "targets[2].scope",
        "targets[2].due_on",
    }  # fmt: skip
    assert "did you mean courier?" in found["groups[0]"]
    assert "did you mean title?" in found["titel"]
    assert "did you mean jurisdiction?" in found["jurisdiction"]


def test_an_object_names_everything_at_once_too() -> None:
    with pytest.raises(um.InputErrors) as caught:
        Campaign(
            "own", Text(zh="自定", en="own"), "620000", "couriers",
            targets=(Target("a", "stock", DUE, share=80), Target("b", "rate", DUE, share=0)),
            papers=(Paper("mobilization", DUE, date(2022, 1, 1), Text(zh="方案", en="plan")),),
            duties=(Duty("trainings", Text(zh="培训", en="training"), ("joint",), DUE),),
            reporting="counties",
        )  # fmt: skip
    assert {error.path for error in caught.value.errors} == {
        "groups[0]", "targets[0].count", "targets[0].share", "targets[1].share", "papers[0].phase", "papers[0].due_on",
        "duties[0].kinds[0]", "duties[0].unions[0]", "reporting",
    }  # fmt: skip


@pytest.mark.parametrize("share", [0, 101, True, "80", 80.5])
def test_a_share_is_a_whole_percent(share: object) -> None:
    target = {"name": "rate", "kind": "rate", "share": share, "due_on": DUE}
    assert list(problems(good(targets=[target]))) == ["targets[0].share"]


def test_a_campaign_without_targets_or_from_an_unknown_pack_is_refused() -> None:
    assert list(problems({key: value for key, value in good().items() if key != "targets"})) == ["targets"]
    assert list(problems(good(pack="gansu"))) == ["pack"]
    assert list(problems(good(format="unionmodel-campaign/2"))) == ["format"]


def test_a_file_that_is_no_campaign_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.toml"
    path.write_text("name = ", encoding="utf-8")
    with pytest.raises(um.InputErrors, match=r"broken\.toml"):
        um.campaign(um.Structure(), campaign=path)
    with pytest.raises(um.InputErrors, match=r"missing\.toml"):
        um.campaign(um.Structure(), campaign=str(tmp_path / "missing.toml"))
    with pytest.raises(um.InputErrors, match=r"own\.json"):
        um.campaign(um.Structure(), campaign=tmp_path / "own.json")
