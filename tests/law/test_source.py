"""A citation resolves in its source, in the version of the day, or it is refused."""

from __future__ import annotations

import pickle
from datetime import date

import attrs
import pytest

from tests.law.written import both, law, plan, refused, sources
from unionmodel.law.source import Version, chinese_numeral, load_sources

LAST_OLD, FIRST_NEW = date(2021, 12, 31), date(2022, 1, 1)


def test_a_clause_of_a_source_with_one_version_is_cited_by_its_id() -> None:
    assert plan().clause("C24").on(date(2022, 12, 31)) == "plan#C24"


def test_an_article_is_cited_by_its_number_in_the_version_of_the_day() -> None:
    citation = law().article({"old": "9", "new": "10"})
    assert citation.on(LAST_OLD) == "law@old#9"
    assert citation.on(FIRST_NEW) == "law@new#10"


def test_before_the_first_version_the_first_is_cited_and_not_in_force() -> None:
    citation = law().article({"old": "9", "new": "10"})
    assert citation.on(date(2001, 10, 26)) == "law@old#9"
    assert citation.in_force(date(2001, 10, 26)) is False
    assert citation.in_force(date(2001, 10, 27)) is True


def test_an_article_that_a_later_version_brought_in_is_not_in_force_before_it() -> None:
    citation = law().clause("8")
    assert [citation.on(day) for day in (LAST_OLD, FIRST_NEW)] == ["law@new#8", "law@new#8"]
    assert [citation.in_force(day) for day in (LAST_OLD, FIRST_NEW)] == [False, True]


def test_an_article_that_a_later_version_dropped_is_no_longer_in_force() -> None:
    citation = law().clause("gone")
    assert [citation.on(day) for day in (LAST_OLD, FIRST_NEW)] == ["law@old#8", "law@old#8"]
    assert [citation.in_force(day) for day in (LAST_OLD, FIRST_NEW)] == [True, False]


def test_a_citation_by_id_is_the_one_by_its_numbers() -> None:
    assert law().clause("10") == law().article({"new": "10", "old": "9"})
    assert hash(law().clause("10")) == hash(law().article({"old": "9", "new": "10"}))
    assert law().clause("10") != law().article({"new": "10"})
    assert law().clause("10").title.en == "leading"


def test_a_reader_sees_a_law_by_version_and_article() -> None:
    citation = law().clause("11")
    assert citation.render("zh", FIRST_NEW) == "《某法》（2022-01-01 起施行）第十一条"
    assert citation.render("en", FIRST_NEW) == "Some Law (in force from 2022-01-01), art. 11"
    assert citation.render("zh", LAST_OLD) == "《某法》（2001-10-27 起施行）第十条"
    assert citation.render("en", LAST_OLD) == "Some Law (in force from 2001-10-27), art. 10"


def test_a_reader_sees_a_plan_by_the_clauses_we_number() -> None:
    assert plan().clause("C24").render("zh", FIRST_NEW) == "方案条目 C24"
    assert plan().clause("C24").render("en", FIRST_NEW) == "Plan, clause C24"


def test_a_reader_sees_our_own_rules_by_their_heading() -> None:
    citation = attrs.evolve(plan(), numbering="heading").clause("C01")
    assert citation.render("zh", FIRST_NEW) == "方案：clause 1"
    assert citation.render("en", FIRST_NEW) == "Plan: clause 1"


def test_a_clause_that_does_not_exist_is_refused_with_the_nearest_one() -> None:
    assert refused(lambda: plan().clause("C42")) == ["plan: there is no clause named 'C42'; did you mean C24?"]


def test_a_version_that_does_not_exist_is_refused_with_the_nearest_one() -> None:
    assert refused(lambda: law().article({"olde": "9", "new": "10"})) == [
        "law: there is no version named 'olde'; did you mean old?"
    ]


def test_an_article_that_a_version_does_not_have_is_refused() -> None:
    assert refused(lambda: law().article({"new": "9"})) == [
        "law: there is no article of the version new named '9'; there are: 10, 11, 8"
    ]


def test_numbers_of_two_articles_are_not_one_citation() -> None:
    assert refused(lambda: law().article({"old": "10", "new": "10"})) == [
        "law: old#10, new#10 are not one article; cite each by itself"
    ]
    assert refused(lambda: law().article({})) == ["law: no article is named"]


def test_a_citation_survives_a_pickle() -> None:
    citation = law().clause("10")
    assert pickle.loads(pickle.dumps(citation)) == citation


@pytest.mark.parametrize(
    ("versions", "fault"),
    [
        ((), "at least one version is needed"),
        ((Version("1", date(2021, 1, 2), date(2021, 1, 1)),), "the version 1 ends before it starts"),
        (
            (Version("1", date(2021, 1, 1)), Version("2", date(2022, 1, 1))),
            "the version 1 must end before 2022-01-01; versions stand in their order",
        ),
        (
            (Version("1", date(2021, 1, 1), date(2022, 1, 1)), Version("2", date(2022, 1, 1))),
            "the version 1 must end before 2022-01-01; versions stand in their order",
        ),
        (
            (Version("1", date(2021, 1, 1), date(2021, 12, 31)), Version("1", date(2022, 1, 1))),
            "two versions are called 1",
        ),
    ],
)
def test_versions_stand_in_their_order_and_do_not_overlap(versions: tuple[Version, ...], fault: str) -> None:
    assert refused(lambda: attrs.evolve(plan(), versions=versions)) == [f"plan: {fault}"]


def test_two_articles_do_not_share_a_number() -> None:
    doubled = {"a": both("one"), "b": both("two")}
    assert refused(lambda: attrs.evolve(law(), clauses=doubled, numbers={"a": {"new": "3"}, "b": {"new": "3"}})) == [
        "law: a and b are both number 3 of the version new"
    ]


def test_articles_are_numbered() -> None:
    assert refused(lambda: attrs.evolve(law(), clauses={"0": both("nought")}, numbers={"0": {"new": "0"}})) == [
        "law: an article is a number from 1 to 9999, not '0'"
    ]


@pytest.mark.parametrize("number", [0, 10000])
def test_what_is_no_article_has_no_chinese_numeral(number: int) -> None:
    with pytest.raises(ValueError, match=f"{number} is not a number from 1 to 9999"):
        chinese_numeral(number)


SOURCE = """
[plan]
title = { zh = "某方案", en = "Some plan" }
short = { zh = "方案", en = "Plan" }
issuer = { zh = "某总工会", en = "A federation" }
numbering = "clause"
confidence = "secondary"
[[plan.versions]]
id = "1"
start = 2021-08-01
read = "report"
[plan.clauses]
C01 = { zh = "其一", en = "the first" }
"""


def test_a_source_is_read_from_toml() -> None:
    source = sources(SOURCE)["plan"]
    assert (source.title.zh, source.issuer.en, source.confidence) == ("某方案", "A federation", "secondary")
    assert source.versions == (Version("1", date(2021, 8, 1), read="report"),)
    assert source.clause("C01").title.zh == "其一"
    assert source.in_force(date(2021, 7, 31)) is False
    assert source.in_force(date(2021, 8, 1)) is True


def test_everything_wrong_with_a_file_of_sources_is_named_at_once() -> None:
    written = (
        SOURCE.replace("issuer", "isuer")
        .replace('"secondary"', '"secondry"')
        .replace("start = 2021-08-01", 'start = "2021-08-01"')
        .replace(', en = "the first"', "")
    )
    assert refused(lambda: sources(written)) == [
        "file:",
        "plan.issuer: is missing",
        "plan.versions[0].start: a day is needed, such as 2022-01-01 without quotation marks, not '2021-08-01'",
        "plan.clauses.C01.en: is missing",
        "plan.confidence: there is no value named 'secondry'; did you mean secondary?",
        "plan.isuer: there is no key named 'isuer'; did you mean issuer?",
    ]


def test_numbers_in_a_version_that_does_not_exist_are_refused() -> None:
    written = SOURCE.replace('en = "the first"', 'en = "the first", numbers = { "2" = "C01" }')
    assert refused(lambda: sources(written)) == ["file:", "plan: there is no version named '2'; there are: 1"]


@pytest.mark.parametrize(
    ("written", "fault"),
    [
        ("plan = 3", "plan: a table is needed, not 3"),
        ("[plan", "is not valid TOML"),
        (SOURCE.replace('"某方案"', '" "'), "plan.title.zh: must not be empty"),
        (SOURCE.replace('id = "1"', "id = 1"), "plan.versions[0].id: text is needed, not 1"),
        (SOURCE + "C02 = 2", "plan.clauses.C02: a table is needed, not 2"),
        (SOURCE + "\nC02 = { zh = '二', en = 'two', de = 'zwei' }", "plan.clauses.C02.de: there is no key named 'de'"),
    ],
)
def test_what_is_not_a_source_is_refused(written: str, fault: str) -> None:
    head, line = refused(lambda: sources(written))
    assert head == "file:"
    assert line.startswith(fault)


@pytest.mark.parametrize("package", ["unionmodel.law", "unionmodel.no_such_package"])
def test_a_package_without_sources_is_refused(package: str) -> None:
    assert refused(lambda: load_sources(package)) == [f"sources.toml of {package}:", "there is no such file"]
