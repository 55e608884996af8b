"""What a rule says, where it says so, and what is left open."""

from __future__ import annotations

from datetime import date

import pytest

import unionmodel as um
from unionmodel.errors import UnknownName


def test_an_explanation_names_clause_parameter_by_date_and_open_question() -> None:
    lines = str(um.explain("GS401", language="en", on=date(2022, 12, 31))).splitlines()
    assert lines[:3] == [
        "GS401 yearly floor of work funds  (gansu-2021, annual-funding-floor)",
        "force: must (error)",
        "in force from: 2021-08-01",
    ]
    assert "parameters: yearly floor of work funds [funding_floor.amount]" in lines
    assert "  2021-08-01: 20000 yuan" in lines
    assert any(line.startswith("  open question: ") for line in lines)
    assert "  exactly the floor → held" in lines


def test_an_explanation_cites_the_article_in_force_on_the_day() -> None:
    cited = {
        on: um.explain("TUL102", on=on).to_dict("zh")["cites"][0]["id"] for on in (date(2021, 12, 31), date(2022, 1, 1))
    }
    assert cited == {
        date(2021, 12, 31): "trade-union-law@2001-10-27#9",
        date(2022, 1, 1): "trade-union-law@2022-01-01#10",
    }


def test_the_two_languages_say_the_same_things_in_other_words() -> None:
    explained = um.explain("GS301")
    zh, en = explained.to_dict("zh"), explained.to_dict("en")
    assert [part["each"] for part in zh["parts"]] == [part["each"] for part in en["parts"]] == ["headcounts"]
    assert zh["title"] == "劳动者有工会覆盖"
    assert en["title"] == "workers are covered"


def test_a_rule_that_does_not_exist_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(UnknownName, match="GS401"):
        um.explain("GS4O1")
