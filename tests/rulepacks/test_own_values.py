"""Values of one's own: another province's floor, threshold and target, each with its day and its clause."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import unionmodel as um
from tests.rulepacks.own import SOURCE, pack_file, value
from unionmodel.errors import PackErrors, UnknownName
from unionmodel.law.dated import Dated

DAY = date(2022, 12, 31)
FLOOR = "gansu-2021.funding_floor.amount"
AREA = "gansu-2021.jurisdiction"
FEDERATION = {
    "id": "u1", "kind": "industry_federation", "place": "990100", "industries": ["express_delivery"],
}  # fmt: skip
PLACES = [
    {"code": "990000", "name": "清河省", "level": "province"},
    {"code": "990100", "name": "河口市", "level": "prefecture", "parent": "990000"},
]


def file(folder: Path, *parts: str) -> Path:
    path = folder / "own.toml"
    path.write_text("\n".join(parts), encoding="utf-8")
    return path


def funded(amount: object) -> um.Structure:
    return um.Structure(places=PLACES, unions=[FEDERATION], funding=[{"union": "u1", "year": 2022, "amount": amount}])


def outcome(amount: object, parameters: Any, on: date = DAY) -> dict[str, int]:
    counts = um.check(funded(amount), ["gansu-2021"], on, select=["GS401"], parameters=parameters).counts["GS401"]
    return {outcome: number for outcome, number in counts.items() if number}


def refused(folder: Path, *parts: str) -> list[str]:
    with pytest.raises(PackErrors) as caught:
        um.check(funded(1), ["gansu-2021"], DAY, parameters=file(folder, *parts))
    for error in caught.value.errors:
        assert error.render("zh") != error.render("en")
        error.render("zh").encode("gbk")
    return [error.render("en") for error in caught.value.errors]


@pytest.fixture
def qinghe(tmp_path: Path) -> Path:
    return file(tmp_path, SOURCE, value(AREA, "990000", clause="1"), value(FLOOR, 30000, unit="yuan"))


@pytest.mark.parametrize(("amount", "found"), [("29999.99", "broken"), ("30000", "held")])
def test_the_floor_of_another_province_is_kept_or_broken_by_a_fen(qinghe: Path, amount: str, found: str) -> None:
    assert outcome(amount, qinghe) == {found: 1}


def test_without_the_file_the_union_of_another_province_is_none_of_the_plans_business(qinghe: Path) -> None:
    assert outcome("1", None) == {"not_applicable": 1}


def test_before_the_first_value_of_the_file_there_is_none(qinghe: Path) -> None:
    report = um.check(funded(1), ["gansu-2021"], date(2021, 12, 31), select=["GS401"], parameters=qinghe)
    assert report.counts["GS401"]["not_applicable"] == 1
    assert "not yet, from 2022-01-01" in report.absent["GS401"].en


def test_a_value_may_end(tmp_path: Path) -> None:
    ended = f'[[parameters."{FLOOR}".values]]\nstart = 2022-06-01\nended = true\nclause = "3"\n'
    path = file(tmp_path, SOURCE, value(AREA, "990000", clause="1"), value(FLOOR, 30000, unit="元"), ended)
    assert outcome("1", path, date(2022, 5, 31)) == {"broken": 1}
    assert outcome("1", path, date(2022, 6, 1)) == {"not_applicable": 1}


def test_a_finding_cites_the_clause_of_the_file_and_the_report_what_was_set(qinghe: Path) -> None:
    report = um.check(funded(1), ["gansu-2021"], DAY, select=["GS401"], parameters=qinghe)
    assert report.findings[0].cites == ("gansu-2021#C24", "qinghe#1", "qinghe#3")
    assert report.to_dict()["versions"]["parameters"] == {
        AREA: {"values": [{"from": "2022-01-01", "value": "990000", "cites": "qinghe#1"}]},
        FLOOR: {"values": [{"from": "2022-01-01", "value": "30000", "cites": "qinghe#3"}]},
    }
    assert f"Set by the user: {AREA} = 990000 (2022-01-01), {FLOOR} = 30000 (2022-01-01)." in report.render(
        "text", "en"
    )
    assert "使用者设定的参数：" in report.render("text", "zh")


def test_a_rule_that_reads_nothing_of_the_file_cites_what_it_always_cites(qinghe: Path) -> None:
    plain, own = (
        um.check(um.demo(), ["trade-union-law", "gansu-2021"], DAY, select=["TUL"], parameters=given)
        for given in (None, qinghe)
    )
    assert [finding.cites for finding in own.findings] == [finding.cites for finding in plain.findings]


def test_both_engines_take_the_values_of_a_file(qinghe: Path) -> None:
    by_rows, by_columns = (
        um.check(funded(1), ["gansu-2021"], DAY, engine, parameters=qinghe) for engine in ("rows", "columns")
    )
    assert by_rows.to_dict() == by_columns.to_dict()


def test_what_is_set_later_wins(qinghe: Path) -> None:
    assert outcome("20000", [qinghe, {"funding_floor.amount": 20000}]) == {"held": 1}
    assert outcome("20000", [{"funding_floor.amount": 20000}, qinghe]) == {"broken": 1}


def test_names_without_quotation_marks_and_without_the_pack_are_understood(tmp_path: Path) -> None:
    plain = '[parameters.funding_floor.amount]\nunit = "yuan"\n' + (
        '[[parameters.funding_floor.amount.values]]\nstart = 2022-01-01\nvalue = 5\nclause = "3"\n'
    )
    area = f'[[parameters.{AREA}.values]]\nstart = 2022-01-01\nvalue = "990000"\nclause = "1"\n'
    switch = '[switches]\ngansu-2021.funding_floor.applies_to = "literal"\nfunding_floor.pro_rata = true\n'
    assert outcome(4, file(tmp_path, SOURCE, plain, area)) == {"broken": 1}
    path = file(tmp_path, SOURCE, plain, area, switch)
    assert outcome(4, path) == {"not_applicable": 1}
    versions = um.check(funded(4), ["gansu-2021"], DAY, parameters=path).versions["parameters"]
    assert versions["gansu-2021.funding_floor.pro_rata"] == {"option": "true"}


def test_the_functions_that_count_take_the_file_too(qinghe: Path) -> None:
    assert um.money(funded(10000), DAY, parameters=qinghe).total.missing == 2000000
    assert um.explain("GS401", "en", DAY, parameters=qinghe).to_dict()["parameters"][2]["values"] == [
        {"from": "2022-01-01", "value": "30000 yuan", "cites": "qinghe#3"}
    ]
    assert um.why(funded("29999.99"), "GS401", "u1", DAY, parameters=qinghe).value is False


def test_everything_that_is_wrong_with_a_file_is_said_at_once(tmp_path: Path) -> None:
    errors = refused(
        tmp_path,
        'titel = "x"\n',
        SOURCE,
        value("gansu-2021.jurisdicton", "990000"),
        value("jurisdiction", "99"),
        value(FLOOR, "many", unit="万元").replace("clause", "claus"),
        value("funding_floor.applies_to", "literal"),
        value("target.rate", 101, unit="percent", clause="9"),
        value("mainly.share", 60, "2021-12-31"),
        value("small_branch.workers", 30, unit="workers")
        + value("gansu-2021.small_branch.workers", 30, unit="workers"),
        '[parameters.survey]\ndue_on = 2022-01-01\n[switches]\n"target.scope" = "bothe"\n"target.rate" = "x"\n',
    )
    assert errors == [
        "own.toml parameters.gansu-2021.jurisdicton: there is no parameter named 'gansu-2021.jurisdicton'; "
        "did you mean gansu-2021.jurisdiction?",
        "own.toml parameters.jurisdiction: '99' is no division code; six or nine digits are needed, such as 630000",
        f"own.toml parameters.{FLOOR}.unit: the unit is 'yuan', not '万元'",
        f"own.toml parameters.{FLOOR}.values[0].clause: is missing",
        f"own.toml parameters.{FLOOR}.values[0].value: an amount in yuan with at most two decimals is needed, "
        "such as 20000, not 'many'",
        f"own.toml parameters.{FLOOR}.values[0].claus: there is no key named 'claus'; did you mean clause?",
        "own.toml parameters.funding_floor.applies_to: is a switch: write it under [switches]",
        "own.toml parameters.target.rate.values[0].clause: qinghe: there is no clause named '9'; there are: 1, 3",
        "own.toml parameters.target.rate.values[0].value: a whole number of percent from 0 to 100 is needed, not 101",
        "own.toml parameters.mainly.share.unit: is missing; the unit is 'percent'",
        "own.toml parameters.gansu-2021.small_branch.workers: is given twice",
        "own.toml parameters.survey.due_on: a table with unit and [[values]] is needed, each value with start, value and "
        "clause",
        "own.toml switches.target.scope: there is no option of target.scope named 'bothe'; did you mean both?",
        "own.toml switches.target.rate: is no switch: write it under [parameters]",
        "own.toml titel: there is no key named 'titel'; did you mean title?",
    ]


def test_a_value_before_its_source_is_refused(tmp_path: Path) -> None:
    assert refused(tmp_path, SOURCE, value("mainly.share", 60, "2021-12-31", "percent")) == [
        "own.toml parameters.mainly.share: a value holds from 2021-12-31, its source qinghe#3 from 2022-01-01; "
        "start on 2022-01-01, or cite another source"
    ]
    assert um.check(funded(1), on=DAY, parameters=file(tmp_path, SOURCE, value("mainly.share", 60, unit="percent")))


def test_a_broken_source_is_not_said_again_of_every_value(tmp_path: Path) -> None:
    broken = SOURCE.replace('confidence = "own"', 'confidence = "sure"')
    assert [error.split(": ")[0] for error in refused(tmp_path, broken, value(FLOOR, 1, unit="yuan"))] == [
        "own.toml sources.qinghe.confidence"
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("title = { zh = '题', en = 'title' }", "there is neither a parameter nor a switch"),
        ("parameters = 3", "own.toml parameters: a table is needed, not 3"),
        ("[parameters]\n'target.due_on' = 2022-01-01\n", "a table with unit and [[values]] is needed"),
        ("x = = 1", "own.toml: line 1, column 5"),
    ],
)
def test_a_file_that_gives_no_values_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(um.InputErrors) as caught:
        outcome(1, file(tmp_path, text))
    assert problem in caught.value.render("en")


def test_a_file_that_is_not_there_or_no_toml_is_refused(tmp_path: Path) -> None:
    with pytest.raises(um.InputErrors, match=r"nowhere\.toml"):
        outcome(1, tmp_path / "nowhere.toml")
    with pytest.raises(um.InputErrors) as caught:
        outcome(1, tmp_path / "values.json")
    assert caught.value.errors[0].problem.en == "is not a .toml file"  # type: ignore[attr-defined]


def test_a_parameter_of_a_pack_that_is_not_used_is_told_apart_from_one_that_does_not_exist(qinghe: Path) -> None:
    with pytest.raises(UnknownName) as one:
        um.check(funded(1), ["charter"], DAY, parameters={"target.rate": 85})
    assert one.value.text.en == (
        "the parameter 'target.rate' is one of the pack gansu-2021, which is not used; add it to the packs"
    )
    with pytest.raises(PackErrors) as several:
        um.check(funded(1), ["charter"], DAY, parameters=qinghe)
    assert [error.path for error in several.value.errors] == [f"own.toml parameters.{name}" for name in (AREA, FLOOR)]


def test_everything_that_is_wrong_with_a_mapping_is_said_at_once() -> None:
    with pytest.raises(PackErrors) as caught:
        outcome(1, {"target.rat": 85, "target.rate": 101, "target.scope": "bothe", FLOOR: "20000.001"})
    assert [error.render("en") for error in caught.value.errors] == [
        "target.rat: there is no parameter named 'target.rat'; did you mean target.rate?",
        "target.scope: there is no option of target.scope named 'bothe'; did you mean both?",
        "target.rate: a whole number of percent from 0 to 100 is needed, not 101",
        f"{FLOOR}: an amount in yuan with at most two decimals is needed, such as 20000, not '20000.001'",
    ]


def test_a_file_sets_the_parameters_of_a_pack_of_ones_own(tmp_path: Path) -> None:
    path = pack_file(tmp_path)
    small = um.Structure(unions=[{"id": "u1", "members": 9}])
    own = file(tmp_path, SOURCE, value("mine.mine.least", 9, unit="members"))
    assert not um.check(small, [path], DAY).ok
    assert um.check(small, [path], DAY, parameters=own).ok


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(amount=st.integers(0, 10**9), floor=st.integers(0, 10**9))
def test_a_floor_from_a_file_and_one_that_is_set_judge_alike(tmp_path: Path, amount: int, floor: int) -> None:
    written = f"{floor // 100}.{floor % 100:02}"
    path = file(tmp_path, SOURCE, value(AREA, "990000", clause="1"), value(FLOOR, float(0), unit="yuan"))
    path.write_text(path.read_text(encoding="utf-8").replace("value = 0.0", f"value = {written}"), encoding="utf-8")
    by_file = outcome(f"{amount // 100}.{amount % 100:02}", path)
    by_hand = outcome(f"{amount // 100}.{amount % 100:02}", {AREA: "990000", FLOOR: written})
    assert by_file == by_hand == {"held" if amount >= floor else "broken": 1}


def test_a_dated_value_of_another_type_is_refused() -> None:
    gansu = um.packs()["gansu-2021"]
    rate = gansu.parameters["target.rate"]
    assert isinstance(rate, Dated)
    with pytest.raises(um.UnionModelError, match="there is no type named 'share'"):
        gansu.with_settings({"funding_floor.amount": rate})
