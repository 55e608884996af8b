"""What a notebook shows: small, escaped, in the language of the object or of the user, and no person by name."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import Phase, given, settings

import unionmodel as um
from unionmodel.testing.strategies import near_misses

HOSTILE = '<script>alert(1)</script>"&'
STRUCTURE = um.Structure(
    unions=[{"id": "<b>u", "name": HOSTILE, "kind": "joint_union", "place": "620102"}],
    officers=[{"union": "<b>u", "person": "p-77", "role": "chair"}],
    members=[{"id": "m-88", "union": "<b>u"}],
)


class Reading(HTMLParser):
    """Reads a piece of HTML: the tags in it, those left open, and its text."""

    def __init__(self, written: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.open: list[str] = []
        self.text: list[str] = []
        self.feed(written)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def shown(found: Any) -> Reading:
    read = Reading(found._repr_html_())
    assert read.open == [] and read.tags <= {"div", "strong", "table", "thead", "tbody", "tr", "th", "td"}
    return read


@pytest.fixture
def language(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    monkeypatch.setenv("UNIONMODEL_LANG", request.param)


zh = pytest.mark.parametrize("language", ["zh"], indirect=True)
en = pytest.mark.parametrize("language", ["en"], indirect=True)


@en
def test_a_structure_shows_its_tables_and_no_person(language: None) -> None:
    read = shown(STRUCTURE)
    assert read.text == [
        "structure: 3 tables, 3 rows", "table", "rows", "such as", "unions", "1", '<script>alert(1)</scrip…', "officers", "1",
        "members", "1",
    ]  # fmt: skip


@zh
def test_a_structure_speaks_chinese(language: None) -> None:
    assert shown(STRUCTURE).text[:5] == ["结构：3 张表，3 行", "表", "行", "例如", "工会 unions"]


@en
def test_a_report_shows_the_verdict_and_the_first_findings_with_their_mend(language: None) -> None:
    report = um.check(um.demo(), on=um.DEMO_DAY)
    text = shown(report).text
    assert text[0] == "There is something that must be mended: 22 errors, 20 warnings, 6 hints, 15 cannot be told."
    assert text[6:11] == [
        "× error", "broken", "DAT901", "ju-r2|2022|special_subsidy",
        "ju-r2|2022|special_subsidy lacks required cells: amount\n→ fill these cells",
    ]  # fmt: skip
    assert text[-2] == f"{len(report.findings) - 12} more"
    assert text[-1].startswith("Checked 1341 rows by ")


@en
def test_a_report_speaks_its_own_language(language: None) -> None:
    assert shown(um.check(STRUCTURE, on=um.DEMO_DAY, language="zh")).text[1:4] == ["程度", "结论", "规则"]


@en
def test_coverage_shows_the_tiers_and_how_large_a_part_each_takes(language: None) -> None:
    text = shown(um.coverage(um.demo(), on=um.DEMO_DAY)).text
    assert text[0] == "coverage on 2022-12-31: 188 head counts, 20764 workers, 20725 covered, 23 not, 16 not known"
    assert text[5:9] == ["own", "40", "6781", "32.6 %"]
    assert text[-1] == "head counts without a number of workers: 1; they are in none of the numbers above"


@zh
def test_a_plan_shows_its_aim_whom_it_founds_and_the_proof(language: None) -> None:
    riders = [{"place": "620102001", "group": "food_delivery_rider", "workers": 40}]
    text = shown(um.plan(um.Structure(headcounts=riders), on=um.DEMO_DAY)).text
    assert text[0] == "目标：用最少的钱覆盖每一名劳动者。已证明是最优方案。"
    assert text[2:7] == ["拟建组织", "类型", "区域", "新增覆盖", "每年经费（元）"]
    assert text[8:12] == ["行业工会联合会", "城关区", "40", "20000.00"]
    assert any(line.startswith("证明：") for line in text)


@en
def test_a_plan_that_is_impossible_says_why(language: None) -> None:
    text = shown(um.plan(um.demo(), on=um.DEMO_DAY, target=100, kinds=["joint_union"])).text
    assert text[0].endswith("impossible.") and text[1].strip().startswith("×")


@settings(max_examples=20, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(near_misses())
def test_every_structure_and_its_answers_can_be_shown(structure: um.Structure) -> None:
    for found in (structure, um.check(structure, on=um.DEMO_DAY), um.coverage(structure, on=um.DEMO_DAY)):
        assert len(found._repr_html_()) < 40_000
        shown(found)


def test_whatever_a_name_holds_is_text() -> None:
    for found in (STRUCTURE, um.check(STRUCTURE, on=um.DEMO_DAY)):
        assert "<script" not in found._repr_html_() and "<b>" not in found._repr_html_()
        assert any("<script>" in piece for piece in shown(found).text)
