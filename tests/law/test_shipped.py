"""What the packs bring as text: the right articles, the right days, every clause accounted for."""

from __future__ import annotations

import importlib.resources
import re
from datetime import date

import pytest

from tests.law.written import refused
from unionmodel.errors import NotInForce
from unionmodel.law.dated import Dated, Switch, load_parameters
from unionmodel.law.ledger import load_ledger
from unionmodel.law.source import Source, load_sources

GANSU, LAW, DATA = (f"unionmodel.rulepacks.{name}" for name in ("gansu_2021", "trade_union_law", "data_quality"))
FIRST_DAY, DAY_BEFORE, DUE = date(2021, 8, 1), date(2021, 7, 31), date(2022, 12, 31)


def only(package: str) -> Source:
    (source,) = load_sources(package).values()
    return source


def test_the_plan_has_29_clauses() -> None:
    assert list(only(GANSU).clauses) == [f"C{number:02d}" for number in range(1, 30)]


def test_the_plan_is_in_force_from_august_2021_without_an_end() -> None:
    cited = only(GANSU).clause("C24")
    assert [cited.in_force(day) for day in (DAY_BEFORE, FIRST_DAY, date(2030, 1, 1))] == [False, True, True]
    assert cited.on(DUE) == "gansu-2021#C24"
    assert cited.render("zh", DUE) == "甘肃方案条目 C24"
    assert cited.render("en", DUE) == "Gansu plan, clause C24"


def test_the_plan_is_known_from_a_report_only() -> None:
    plan = only(GANSU)
    assert (plan.confidence, [version.read for version in plan.versions]) == ("secondary", ["report"])


@pytest.mark.parametrize("number", [9, 10, 11, 12, 13, 15, 42, 44])
def test_the_articles_moved_up_by_one_in_2022(number: int) -> None:
    old, new = str(number), str(number + 1)
    cited = only(LAW).article({"2001-10-27": old, "2022-01-01": new})
    assert cited.on(date(2021, 12, 31)) == f"trade-union-law@2001-10-27#{old}"
    assert cited.on(date(2022, 1, 1)) == f"trade-union-law@2022-01-01#{new}"
    assert cited == only(LAW).clause(new)


def test_an_old_number_under_the_new_law_is_refused() -> None:
    assert refused(lambda: only(LAW).article({"2001-10-27": "10", "2022-01-01": "10"})) == [
        "trade-union-law: 2001-10-27#10, 2022-01-01#10 are not one article; cite each by itself"
    ]


def test_the_law_is_cited_as_lawyers_read_it() -> None:
    cited = only(LAW).article({"2001-10-27": "9", "2022-01-01": "10"})
    assert cited.render("zh", DUE) == "《工会法》（2022-01-01 起施行）第十条"
    assert cited.render("en", DUE) == "Trade Union Law (in force from 2022-01-01), art. 10"
    assert cited.in_force(date(2001, 10, 26)) is False


def test_social_organisations_are_employers_from_2022_on_only() -> None:
    cited = only(LAW).clause("3")
    assert [cited.in_force(day) for day in (date(2021, 12, 31), date(2022, 1, 1))] == [False, True]


def test_our_data_rules_hold_on_every_day() -> None:
    cited = load_sources(DATA)["data-quality"].clause("required")
    assert [cited.in_force(day) for day in (date.min, DUE, date.max)] == [True, True, True]
    assert cited.on(DUE) == "data-quality#required"
    assert cited.render("zh", DUE) == "数据规则：必填项要有值"
    assert cited.render("en", DUE) == "Data rules: Required cells are filled"


def test_numbers_that_the_plan_does_not_give_are_marked_as_ours() -> None:
    dated = {name: one for name, one in load_parameters(GANSU, load_sources(GANSU)).items() if isinstance(one, Dated)}
    assert {name: one.on(DUE) for name, one in dated.items() if one.ours} == {
        "jurisdiction": "620000",
        "mainly.share": 50,
        "small_branch.workers": 25,
        "survey.due_on": date(2021, 8, 31),
        "reconciliation.tolerance": 10,
        "registration.days": 30,
    }
    assert (dated["target.rate"].on(DUE), dated["target.due_on"].on(DUE)) == (80, date(2022, 12, 31))


def test_the_floor_is_20_000_yuan_from_august_2021_and_not_yet_on_the_day_before() -> None:
    floor = load_parameters(GANSU, load_sources(GANSU))["funding_floor.amount"]
    assert isinstance(floor, Dated)
    assert (floor.on(FIRST_DAY), floor.shown(floor.on(DUE)).zh, floor.ours) == (2_000_000, "20000 元", False)
    assert floor.state(DAY_BEFORE) == "not yet"
    with pytest.raises(NotInForce) as caught:
        floor.on(DAY_BEFORE)
    assert caught.value.args[0].en == (
        "yearly floor of work funds (funding_floor.amount) on 2021-07-31: not yet, from 2021-08-01"
    )
    assert [step.citation.on(DUE) for step in floor.values if step.citation] == ["gansu-2021#C24"]


def test_whom_the_floor_applies_to_is_an_open_question_with_two_readings() -> None:
    switch = load_parameters(GANSU, load_sources(GANSU))["funding_floor.applies_to"]
    assert isinstance(switch, Switch)
    assert (list(switch.options), switch.default) == (["purposive", "literal"], "purposive")
    assert switch.citation.on(DUE) == "gansu-2021#C24"


def test_the_plan_speaks_for_gansu() -> None:
    jurisdiction = load_parameters(GANSU, load_sources(GANSU))["jurisdiction"]
    assert isinstance(jurisdiction, Dated)
    assert (jurisdiction.on(FIRST_DAY), jurisdiction.ours) == ("620000", True)
    assert jurisdiction.with_value("610000").on(FIRST_DAY) == "610000"


def test_every_clause_of_the_plan_is_accounted_for() -> None:
    states: dict[str, list[str]] = {}
    for entry in load_ledger(GANSU, only(GANSU)):
        states.setdefault(entry.state, []).append(entry.clause)
    assert states == {
        "partly": ["C01", "C02", "C03", "C08", "C13", "C16", "C17", "C19", "C21", "C22", "C24"],
        "modelled": [
            "C04", "C05", "C06", "C09", "C10", "C11", "C12", "C14", "C15", "C18", "C23", "C25", "C26", "C27", "C28",
        ],
        "left to judgement": ["C07", "C20"],
        "out of scope": ["C29"],
    }  # fmt: skip


def test_the_ledger_of_the_plan_names_every_rule_of_the_catalogue() -> None:
    named = {name for entry in load_ledger(GANSU, only(GANSU)) for name in entry.implemented_by}
    # The hundreds of the codes, each with how many rules the catalogue has there.
    rules = {1: 4, 2: 8, 3: 6, 4: 3, 5: 6, 6: 8, 7: 4, 8: 2}
    codes = {f"GS{hundred}{number:02d}" for hundred, last in rules.items() for number in range(1, last + 1)}
    assert {name for name in named if name.startswith("GS")} == codes


def test_every_article_of_the_law_that_is_listed_is_accounted_for() -> None:
    entries = load_ledger(LAW, only(LAW))
    assert [entry.clause for entry in entries] == ["3", "10", "11", "12", "13", "14", "16", "43", "45"]
    named = {name for entry in entries for name in entry.implemented_by}
    # The hundreds of the codes, each with how many rules the catalogue has there.
    rules = {1: 6, 2: 12, 3: 1, 4: 1, 6: 5}
    assert named == {f"TUL{hundred}{number:02d}" for hundred, last in rules.items() for number in range(1, last + 1)}


@pytest.mark.parametrize("package", [GANSU, LAW, DATA])
def test_every_text_can_be_shown_in_a_gbk_console(package: str) -> None:
    for file in importlib.resources.files(package).iterdir():
        if file.name.endswith(".toml"):
            file.read_text(encoding="utf-8").encode("gbk")


@pytest.mark.parametrize("package", [GANSU, LAW, DATA])
def test_no_english_text_holds_chinese(package: str) -> None:
    for file in importlib.resources.files(package).iterdir():
        if file.name.endswith(".toml"):
            english = re.findall(r'\ben = "([^"]*)"', file.read_text(encoding="utf-8"))
            assert [text for text in english if not text.isascii()] == []
