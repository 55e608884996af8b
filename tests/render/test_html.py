"""A report as one page: whole, in two languages, safe with whatever was typed, readable without eyes, folded when large."""

from __future__ import annotations

import re
import sys
from datetime import date
from itertools import pairwise
from typing import Any

import attrs
import pytest

import unionmodel as um
from tests.render.pages import Element, article, read, section
from unionmodel.errors import MissingExtra
from unionmodel.render.html.listing import called
from unionmodel.render.html.slices import places_to_cut, sliced

ON = um.DEMO_DAY
DEMO = um.demo()
REPORT = um.check(DEMO, on=ON)
PAGE, ENGLISH = (REPORT.render("html", language) for language in ("zh", "en"))
COUNTY: dict[str, Any] = {"id": "c", "name": "城关区总工会", "kind": "general_federation", "place": "620102"}


def page(structure: um.Structure, language: str = "zh", **how: Any) -> str:
    return um.check(structure, on=ON, **how).render("html", language)


@pytest.mark.parametrize("found", [PAGE, ENGLISH], ids=["zh", "en"])
def test_a_page_loads_nothing_and_runs_nothing(found: str) -> None:
    assert "<script" not in found and "javascript:" not in found and "@import" not in found
    # The only address is the name of the language of pictures, which nobody fetches.
    assert set(re.findall(r"https?://[^\"'\s)]+", found)) == {"http://www.w3.org/2000/svg"}
    loaders = [one for one in read(found).walk() if one.tag in {"link", "img", "iframe", "object", "embed", "source"}]
    assert loaders == []
    targets = {value for one in read(found).walk() for name, value in one.given.items() if name in ("href", "src")}
    assert all(target.startswith("#") for target in targets)
    assert [one for one in re.findall(r"url\(([^)]*)\)", found) if not one.startswith("#")] == []


def test_the_page_of_chengguan_is_below_500_kilobytes() -> None:
    assert len(PAGE.encode()) < 500_000


def test_the_language_that_is_asked_for_comes_first_and_the_other_is_there() -> None:
    for written, first, other in ((PAGE, "zh", "en"), (ENGLISH, "en", "zh")):
        found = read(written)
        assert [one.given["class"] for one in found.all("article")] == [first, other]
        chosen = [one.given["id"] for one in found.all("input") if "checked" in one.given]
        assert chosen == [f"choose-{first}"]
        assert found.all("html")[0].given["lang"] == {"zh": "zh-CN", "en": "en"}[first]
    assert [one.given["lang"] for one in read(PAGE).all("article")] == ["zh-CN", "en"]


def test_the_verdict_is_a_sentence_at_the_head() -> None:
    said = article(PAGE, "zh").all("p", "verdict")[0]
    assert said.text == "有必须改正的问题：22 个错误，20 个警告，6 个提示，15 项无法判断。"
    assert "broken" in said.given["class"]
    assert (
        article(PAGE, "en").all("p", "verdict")[0].text.startswith("There is something that must be mended: 22 errors")
    )


def test_a_structure_without_findings_says_so() -> None:
    found = article(page(um.Structure(), select=["DAT"]), "zh")
    assert found.all("p", "verdict")[0].text == "全部符合。"
    assert "没有问题。" in found.text


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_finding_stands_there_with_its_clause_and_how_to_mend_it(language: str) -> None:
    rules = article(PAGE, language).all("details")
    items = [item for rule in rules for item in rule.all("ol")[0].inside if isinstance(item, Element)]
    messages = [item.all("p", "message")[0].text for item in items]
    assert sorted(messages) == sorted(" ".join(f.message.within(language).split()) for f in REPORT.findings)
    assert all(item.all("p", "mend") for item in items)
    ids = {cite for rule in rules for cite in re.findall(r"\[([^]]+)]", rule.all("p", "cites")[0].text)}
    assert ids == {cite for finding in REPORT.findings for cite in finding.cites}


def test_value_limit_gap_clause_and_mends_of_the_floor_are_named() -> None:
    rule = next(one for one in article(PAGE, "zh").all("details", "error") if "GS401" in one.all("summary")[0].text)
    values = [one.text for one in rule.all("span", "value")]
    assert values == ["工作经费：15000.00", "本年度经费下限：20000.00", "差额：5000.00", "核对年度：2022"]
    assert "甘肃方案条目 C24" in rule.all("p", "cites")[0].text
    ways = [one.text for one in rule.all("ul", "ways")[0].all("li")]
    mends = next(one for one in um.repair(DEMO, REPORT) if one.finding.code == "GS401").mends
    assert len(ways) == len(mends) > 1
    assert ways[0] == f"可选 1：{mends[0].reason.zh}（费用 5000 元，批准：兰州市城关区总工会）"


def test_every_value_that_a_rule_shows_has_a_chinese_name() -> None:
    shown = {
        (name, called(name, tree).zh)
        for pack in um.packs().values()
        for rule in pack.rules
        for part in rule.parts
        for name, tree in part.shows.items()
    }
    assert [name for name, zh in sorted(shown) if not re.search("[\u4e00-\u9fff]", zh)] == []


def test_counts_by_severity_and_by_place_add_up_to_the_findings() -> None:
    severity, place = article(PAGE, "zh").all("section")[0].all("table")
    assert numbers(severity) == [[22, 8, 0, 0], [20, 6, 0, 0], [6, 1, 0, 0]]
    assert [sum(column) for column in zip(*numbers(place), strict=True)] == [22, 20, 6, 15]


def numbers(table: Element) -> list[list[int]]:
    return [[int(cell.text) for cell in row.all("td")] for row in table.all("tr") if row.all("td")]


def test_headings_are_in_order_and_every_part_is_named() -> None:
    for language in ("zh", "en"):
        levels = [int(one.tag[1]) for one in article(PAGE, language).walk() if re.fullmatch("h[1-6]", one.tag)]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))
    tree = read(PAGE)
    assert all(one.given.get("scope") in ("col", "row") for one in tree.all("th"))
    assert all(table.all("thead")[0].all("th") for table in tree.all("table"))
    for svg in tree.all("svg"):
        if svg.given.get("aria-hidden") != "true":
            named = {one.given["id"]: one.text for one in svg.inside if isinstance(one, Element) and "id" in one.given}
            assert svg.given["role"] == "img"
            assert all(named[name] for name in svg.given["aria-labelledby"].split())
    ids = [one.given["id"] for one in tree.walk() if "id" in one.given]
    assert len(ids) == len(set(ids))
    labels = {one.given["for"] for one in tree.all("label")}
    assert labels == {one.given["id"] for one in tree.all("input")}
    assert {target[1:] for one in tree.walk() if (target := one.given.get("href", ""))} <= set(ids)


def test_pictures_coverage_money_and_the_campaign_are_there() -> None:
    heads = [one.text for one in article(PAGE, "zh").all("h2")]
    assert heads == ["问题有多少、在哪里", "逐项问题", "组织层级", "覆盖", "经费", "集中行动"]
    covered = section(PAGE, "覆盖")
    assert covered is not None
    assert [one.text for one in covered.all("caption")] == ["按层级", "按群体", "按乡镇街道"]
    assert len([g for g in covered.all("g", "cell")]) == 27
    assert [one.text for one in covered.all("table")[0].all("tr")[-1].inside if isinstance(one, Element)][:2] == [
        "合计",
        "20764",
    ]
    drive = section(PAGE, "集中行动")
    assert drive is not None and "按现有速度到期" in drive.all("thead")[0].text
    assert drive.all("caption")[0].text == "目标：四个群体的入会率，到 2022-12-31 达到 80 %，每个群体分别达到"
    money = section(PAGE, "经费")
    assert money is not None and "城关区外卖配送行业工会联合会：差 5000.00 元" in [one.text for one in money.all("li")]


def test_a_projection_stands_with_the_progress() -> None:
    counts = [
        {"place": "620102001", "group": "courier", "workers": 100, "members": members, "as_of": day}
        for members, day in ((10, "2022-01-31"), (40, "2022-06-30"))
    ]
    found = section(um.check(um.Structure(headcounts=counts), on=date(2022, 6, 30)).render("html", "zh"), "集中行动")
    assert found is not None and "1/1 行到期" in found.text


def test_after_the_campaign_there_is_no_progress_of_it() -> None:
    assert section(um.check(DEMO, on=date(2024, 6, 30)).render("html", "zh"), "集中行动") is None


def test_without_the_plan_there_are_findings_and_the_hierarchy_only() -> None:
    found = article(page(DEMO, packs=["charter"]), "zh")
    assert [one.text for one in found.all("h2")] == ["问题有多少、在哪里", "逐项问题", "组织层级"]


def test_a_report_made_by_hand_has_its_findings_all_the_same() -> None:
    found = article(attrs.evolve(REPORT, basis=None).render("html", "zh"), "zh")
    assert [one.text for one in found.all("h2")] == ["问题有多少、在哪里", "逐项问题"]
    assert len(found.all("p", "message")) == len(REPORT.findings)


NASTY = "<script>alert('x')</script>&\"<b>"


@pytest.mark.parametrize("drawn", [True, False])
def test_whatever_a_user_typed_is_escaped_everywhere(drawn: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not drawn:
        monkeypatch.setitem(sys.modules, "pygraphviz", None)
    structure = um.Structure(
        places=[{"code": "p<i>", "name": NASTY, "level": "township", "parent": "620102"}],
        unions=[
            {**COUNTY, "id": "<u>&", "name": NASTY},
            {"id": "k", "name": NASTY, "kind": "industry_federation", "place": "620102", "superior": "<u>&",
             "sponsor": NASTY, "groups": ["courier"]},
        ],
        employers=[{"id": "<e>", "name": NASTY, "place": "p<i>", "workers": 40, "credit_code": NASTY}],
        covers=[{"union": "k", "employer": "<e>"}],
        headcounts=[{"employer": "<e>", "group": "courier", "workers": 40, "as_of": "2022-01-01"}],
        funding=[{"union": "k", "year": 2022, "amount": 5, "payer": NASTY}],
    )  # fmt: skip
    waiver = um.Waiver(code="GS401", subject="*", reason=NASTY, by=NASTY, until=date(2030, 1, 1))
    found = page(structure, waivers=[waiver])
    tree = read(found)
    assert {one.tag for one in tree.walk()} & {"script", "i", "u", "e"} == set()
    assert "<script" not in found
    # The only bold letters are those of values.
    assert all(one.text and NASTY not in one.given.values() for one in tree.all("b"))
    assert NASTY in tree.text
    assert any(NASTY in one.text for one in tree.all("p", "message"))


def test_what_is_waived_says_by_whom_and_why() -> None:
    waiver = um.Waiver(code="GS401", subject="*", reason="明年补足", by="区总工会", until=date(2023, 6, 30))
    found = article(page(DEMO, waivers=[waiver], select=["GS401"]), "zh").all("details", "waived")[0]
    assert "豁免：明年补足（区总工会 批准，至 2023-06-30）" in found.text
    assert found.all("ul", "ways") == []


def many(number: int) -> um.Structure:
    unions = [
        {"id": f"b{n}", "name": f"第{n}工会", "kind": "basic_union", "place": f"620102{n % 24 + 1:03}", "superior": "c"}
        for n in range(number)
    ]
    return um.Structure(unions=[COUNTY, *unions])


def test_many_findings_are_folded_by_rule_and_the_counts_add_up() -> None:
    report = um.check(many(300), on=ON, packs=["data-quality", "charter", "trade-union-law"])
    rules = article(report.render("html", "zh"), "zh").all("details")
    assert len(report.findings) > 600
    total = 0
    for rule in rules:
        said = int(rule.all("summary")[0].all("span", "weight")[0].text.rpartition("· ")[2])
        shown = len(rule.all("p", "message"))
        more = [int(one) for note in rule.all("p", "more") for one in re.findall("另有 ([0-9]+) 项", note.text)]
        assert shown == min(said, 5) and shown + sum(more) == said
        total += said
    assert total == len(report.findings)


def test_many_places_are_listed_with_the_rest_on_one_line() -> None:
    towns = [code for code in DEMO.geography.codes if len(code) == 9]
    unions = [{"id": t, "kind": "basic_union", "place": t, "name": t} for t in towns[:400]]
    report = um.check(um.Structure(unions=unions), on=ON, packs=["trade-union-law"])
    place = article(report.render("html", "zh"), "zh").all("section")[0].all("table")[1]
    assert sum(map(sum, numbers(place))) == len(report.findings)
    assert len(numbers(place)) <= 31


def test_without_graphviz_the_hierarchy_is_a_list_with_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    report = um.check(DEMO, on=ON, select=["TUL"])
    found = section(report.render("html", "zh"), "组织层级")
    assert found is not None and found.all("svg") == []
    assert "unionmodel[draw]" in found.text
    outer = found.all("ul")[0]
    top = next(one for one in outer.inside if isinstance(one, Element) and one.text.startswith("甘肃省总工会"))
    assert top.all("ul")[0].all("li")[0].text.startswith("兰州市总工会")
    assert len(found.all("li")) == um.draw(DEMO, report=report, limit=60).boxes


def test_without_jinja_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    with pytest.raises(MissingExtra, match=re.escape("unionmodel[report]")):
        REPORT.render("html")


def test_a_page_is_the_same_every_time_and_progress_is_told_of_its_mends() -> None:
    told: list[tuple[int, int]] = []
    again = um.check(um.demo(), on=ON)
    assert again.render("html", "zh", progress=lambda stage, done, total: told.append((done, total))) == PAGE
    assert told[0] == (0, 63) and told[-1] == (63, 63)


def test_a_tall_picture_is_cut_between_its_boxes_into_slices_that_join() -> None:
    whole = um.draw(DEMO, report=REPORT, limit=60, language="zh").inline("p")
    parts = [[float(n) for n in box.split()] for box in re.findall('viewBox="([^"]+)"', sliced(whole, "p"))]
    height = float(re.findall('viewBox="0.00 0.00 [0-9.]+ ([0-9.]+)"', whole)[0])
    assert len(parts) > 1
    assert [round(top + high, 1) for _, top, _, high in parts] == [top for _, top, _, _ in parts[1:]] + [height]
    assert parts[0][1] == 0
    shown = read(sliced(whole, "p")).all("svg")
    assert [one.given.get("aria-hidden") for one in shown] == [None] + ["true"] * (len(parts) - 1)


def test_a_picture_that_fits_a_page_stays_whole() -> None:
    small = um.draw(um.Structure(unions=[COUNTY]), on=ON, packs=["charter"]).inline("p")
    assert sliced(small, "p") == small


def test_a_cut_crosses_as_few_boxes_as_it_can() -> None:
    boxes = [(0.0, 60.0), (10.0, 95.0), (61.0, 98.0), (99.0, 150.0)]
    cuts = places_to_cut(boxes, 150.0, 100.0)
    assert [sum(top < cut < bottom for top, bottom in boxes) for cut in cuts[1:-1]] == [0]
    assert all(after - before <= 100 for before, after in pairwise(cuts))
