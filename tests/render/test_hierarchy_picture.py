"""The hierarchy as a picture: texts in their boxes, lines that differ, findings in sight, and folds that add up."""

from __future__ import annotations

import re
import sys
from collections import Counter
from typing import Any

import pytest

import unionmodel as um
from tests.render.svg import Shown, groups, parsed, texts
from unionmodel.errors import MissingExtra
from unionmodel.render.pictures import fonts
from unionmodel.render.pictures.folding import folded
from unionmodel.render.pictures.hierarchy import hierarchy

ON = um.DEMO_DAY
DEMO = um.demo()
REPORT = um.check(DEMO, on=ON)
UNIONS: list[dict[str, Any]] = [
    {"id": "c", "name": "城关区总工会", "kind": "general_federation", "place": "620102"},
    {"id": "f", "name": "快递行业工会联合会", "kind": "industry_federation", "place": "620102", "superior": "c"},
    {"id": "b", "name": "示例公司工会", "kind": "basic_union", "place": "620102001", "superior": "c"},
]
EMPLOYERS = [
    {"id": "e", "name": "示例快递公司", "place": "620102001"},
    {"id": "x", "name": "无会公司", "place": "620102"},
]
SMALL = um.Structure(
    unions=UNIONS,
    employers=EMPLOYERS,
    covers=[{"union": "b", "employer": "e"}],
    affiliations=[{"union": "b", "federation": "f"}],
)


def small(**given: Any) -> um.Picture:
    return um.draw(um.Structure(**given), on=ON, language="zh", packs=["data-quality"])


def line(svg: str, start: str, end: str) -> Shown:
    return next(edge for edge in groups(svg, "edge") if edge.title.startswith(start) and f"→ {end}" in edge.title)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("limit", [30, 120, 1000])
def test_every_text_fits_its_box(language: str, limit: int) -> None:
    svg = um.draw(DEMO, report=REPORT, limit=limit, language=language).svg
    boxes = groups(svg, "node")
    assert len(boxes) > 12
    assert [box.texts for box in boxes if box.kinds.isdisjoint({"legend"}) and box.text_width + 8 > box.width] == []
    # Of every text the lines stand between the upper and the lower edge.
    assert [
        box.texts for box in boxes if len(box.texts) * 13 > box.bottom - box.top and box.kinds.isdisjoint({"legend"})
    ] == []


def test_no_two_boxes_lie_on_each_other() -> None:
    boxes = groups(um.draw(DEMO, report=REPORT, limit=1000).svg, "node")
    over = [
        (one.title, other.title)
        for number, one in enumerate(boxes)
        for other in boxes[number + 1 :]
        if one.left < other.right and other.left < one.right and one.top < other.bottom and other.top < one.bottom
    ]
    assert over == []


def test_leading_is_solid_and_covering_is_dashed_and_membership_is_dotted() -> None:
    svg = um.draw(SMALL, on=ON, language="zh").svg
    assert line(svg, "城关区总工会", "示例公司工会").outline == "solid"
    dashes = [float(n) for n in line(svg, "示例公司工会", "示例快递公司").outline.split(",")]
    dots = [float(n) for n in line(svg, "快递行业工会联合会", "示例公司工会").outline.split(",")]
    assert dashes[0] > 3 > dots[0]


def test_the_key_explains_each_relation_and_only_what_occurs() -> None:
    shown = texts(um.draw(SMALL, on=ON, language="zh", packs=["data-quality"]).svg)
    assert {"领导", "覆盖单位", "联系成员工会", "基层工会", "用人单位"} <= set(shown)
    assert {"第二上级", "双线框：合并多个", "圆角：拟建、筹备"} & set(shown) == set()


@pytest.mark.parametrize(("severity", "sign"), [("error", "×"), ("warning", "!"), ("info", "·"), ("unknown", "?")])
def test_a_finding_is_marked_by_a_sign_a_shape_and_a_colour(severity: str, sign: str) -> None:
    nodes = [box for box in groups(um.draw(DEMO, report=REPORT, limit=1000).svg, "node") if "folded" not in box.kinds]
    marked = [box for box in nodes if severity in box.kinds]
    plain = [box for box in nodes if box.kinds.isdisjoint({"error", "warning", "info", "unknown", "legend"})]
    assert marked and plain
    assert all(box.texts[-1].startswith(f"{sign} ") for box in marked)
    assert {look(box) for box in marked}.isdisjoint(look(box) for box in plain)


def look(box: Shown) -> tuple[str, ...]:
    """Return how the outline of a box is drawn: which strokes, how wide, and in which colour."""
    return tuple(
        f"{re.sub('.*}', '', one.tag)} {one.get('stroke')} {one.get('stroke-width')} {one.get('stroke-dasharray')} "
        f"{len((one.get('points') or '').split())}"
        for one in box.element
        if one.get("stroke")
    )


def test_the_four_weights_have_four_outlines_even_without_colour() -> None:
    nodes = [box for box in groups(um.draw(DEMO, report=REPORT, limit=1000).svg, "node") if "folded" not in box.kinds]
    grey = {
        weight: {
            tuple(re.sub("#[0-9a-f]{6}", "grey", part) for part in look(box)) for box in nodes if weight in box.kinds
        }
        for weight in ("error", "warning", "info", "unknown")
    }
    assert all(grey.values())
    assert sum(len(looks) for looks in grey.values()) == len(set().union(*grey.values()))


@pytest.mark.parametrize("limit", [1, 5, 20, 30, 45, 60, 100, 200, 1000])
def test_folded_boxes_stand_for_every_union_and_employer_exactly_once(limit: int) -> None:
    found = hierarchy(DEMO.at(ON), REPORT)
    shown = folded(found, DEMO.geography, limit)
    assert shown.total == len(found.nodes) == 266
    kinds: Counter[str] = Counter()
    marks: Counter[str] = Counter()
    for box in shown.boxes:
        kinds.update(box.kinds)
        marks.update(box.marks)
    assert kinds == Counter(node.kind for node in found.nodes.values())
    assert marks.total() == sum(len(node.found) for node in found.nodes.values())
    assert len(shown.boxes) <= max(limit, 9)
    assert {end for link in shown.links for end in (link.start, link.end)} <= {box.key for box in shown.boxes}


def test_what_is_folded_says_its_place_and_counts_by_kind() -> None:
    streets = [
        {"id": f"t{n}", "kind": "basic_union", "place": "620102001", "superior": "c", "name": f"甲{n}"}
        for n in range(4)
    ]
    others = [
        {"id": f"s{n}", "kind": "joint_union", "place": "620102002", "superior": "c", "name": f"乙{n}"}
        for n in range(3)
    ]
    picture = um.draw(
        um.Structure(unions=[*UNIONS[:1], *streets, *others]), on=ON, limit=3, packs=["data-quality"], language="zh"
    )
    shown = texts(picture.svg)
    assert "酒泉路街道：合并 4 个" in shown and "单独基层工会 4" in shown
    assert "张掖路街道：合并 3 个" in shown and "联合基层工会 3" in shown
    assert picture.caption == "8 个工会、0 个已覆盖的用人单位，画成 3 个框；其中 2 个双线框按区域合并了 7 个。"


def test_places_with_fewer_findings_are_folded_first() -> None:
    sound = [
        {"id": f"s{n}", "kind": "basic_union", "place": "620102001", "superior": "c", "name": f"甲{n}"}
        for n in range(4)
    ]
    faulty = [
        {
            "id": f"f{n}",
            "kind": "basic_union",
            "place": "620102002",
            "superior": "c",
            "members": -0 + n,
            "women_members": 99,
            "name": f"乙{n}",
        }
        for n in range(4)
    ]
    structure = um.Structure(unions=[*UNIONS[:1], *faulty, *sound])
    report = um.check(structure, ["data-quality"], on=ON)
    assert {finding.subject for finding in report.findings} == {"f0", "f1", "f2", "f3"}
    shown = texts(um.draw(structure, report=report, limit=6, language="zh").svg)
    assert "乙0" in shown and "甲0" not in shown


def test_a_circle_of_superiors_is_drawn_and_ends() -> None:
    ring = [
        {"id": n, "name": n, "kind": "township_union", "place": "620102", "superior": o} for n, o in ("ab", "bc", "ca")
    ]
    svg = um.draw(um.Structure(unions=ring), on=ON).svg
    assert {edge.title.replace(" ", "")[0] + edge.title.partition("→ ")[2][0] for edge in groups(svg, "leads")} == {
        "ba",
        "cb",
        "ac",
    }
    assert um.draw(um.Structure(unions=ring), on=ON, limit=1).boxes == 1


@pytest.mark.parametrize(
    "name",
    [
        '<script>alert("1")</script>',
        r"\N \G \l back\\slash\\",
        "&amp; &lt;b&gt; &#65;",
        'a"b',
        "<b>粗</b>",
        "{|}<x>",
        "$(x)%s",
    ],
)
def test_what_a_user_typed_is_shown_as_typed(name: str) -> None:
    svg = small(unions=[{**UNIONS[0], "name": name}]).svg
    assert "<script" not in svg
    node = next(box for box in groups(svg, "node") if "leading" in box.kinds)
    assert "".join(node.texts).replace(" ", "").startswith(name.replace(" ", ""))
    assert node.title.startswith(name)


def test_a_name_on_two_lines_is_one() -> None:
    svg = small(unions=[{**UNIONS[0], "name": "快递\n\t工会"}]).svg
    assert parsed(svg).get("role") == "img"
    assert "快递 工会" in texts(svg)


def test_a_very_long_name_is_cut_and_read_in_full() -> None:
    node = next(
        box for box in groups(small(unions=[{**UNIONS[0], "name": "长" * 90}]).svg, "node") if "leading" in box.kinds
    )
    assert node.texts[2].endswith("…") and len(node.texts) == 3
    assert "长" * 90 in node.title


def test_a_picture_is_the_same_every_time() -> None:
    first, second = (um.draw(um.demo(), report=REPORT, limit=60) for _ in range(2))
    assert first.dot == second.dot
    assert first.svg == second.svg


def test_a_picture_loads_nothing_and_is_named_for_who_cannot_see_it() -> None:
    svg = um.draw(SMALL, on=ON, language="zh").svg
    assert "href" not in svg and "<script" not in svg and "@import" not in svg
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]
    root = parsed(svg)
    named = {one.get("id") for one in root if one.get("id")}
    assert set(str(root.get("aria-labelledby")).split()) == named
    assert len(named) == 2


def test_employers_without_a_union_and_findings_elsewhere_are_counted_in_the_caption() -> None:
    assert "没有工会的用人单位 1 个未画" in um.draw(SMALL, on=ON, language="zh").caption
    assert "employers without a union, not drawn: 1" in um.draw(SMALL, on=ON, language="en").caption


def test_a_union_dissolved_by_the_day_is_not_drawn() -> None:
    gone = {
        "id": "g",
        "name": "已撤",
        "kind": "basic_union",
        "place": "620102",
        "status": "dissolved",
        "dissolved_on": "2022-01-01",
    }
    assert "已撤" not in texts(small(unions=[*UNIONS, gone]).svg)


def test_three_thousand_organisations_are_folded_into_what_can_be_read() -> None:
    towns = [code for code in DEMO.geography.codes if len(code) == 9][:300]
    unions = [{**UNIONS[0], "id": "p", "place": "620000"}]
    unions += [
        {"id": f"u{n}", "name": f"第{n}工会", "kind": "basic_union", "place": towns[n % 300], "superior": "p"}
        for n in range(2999)
    ]
    picture = um.draw(um.Structure(unions=unions), on=ON, limit=120, packs=["data-quality"], language="zh")
    assert picture.boxes <= 120
    sizes = [int(found) for text in texts(picture.svg) for found in re.findall("合并 ([0-9]+) 个", text)]
    assert sum(sizes) == 2999


def test_without_pygraphviz_the_text_of_the_picture_is_there_and_the_rest_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    picture = um.draw(SMALL, on=ON)
    assert picture.dot.startswith("digraph hierarchy {")
    for wanted in (lambda: picture.svg, picture.png):
        with pytest.raises(MissingExtra) as raised:
            wanted()
        assert "unionmodel[draw]" in raised.value.text.en and ".dot" in raised.value.text.zh


def test_without_a_chinese_font_a_png_is_refused_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(fonts.VARIABLE, raising=False)
    monkeypatch.setattr(fonts, "_listed", lambda characters: set())
    with pytest.raises(fonts.NoChineseFont) as raised:
        um.draw(SMALL, on=ON).png()
    assert "fonts-wqy-microhei" in raised.value.text.zh and "UNIONMODEL_FONT" in raised.value.text.en


def test_a_character_that_no_font_has_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(fonts.VARIABLE, raising=False)
    monkeypatch.setattr(fonts, "_listed", lambda characters: set() if "癿" in characters else {"Some"})
    with pytest.raises(fonts.NoChineseFont, match="癿"):
        fonts.cjk_font("癿藏镇")


def test_the_font_that_is_named_counts_and_a_wrong_one_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        fonts, "_listed", lambda characters: {"Kai", "SimHei"} if characters else {"Kai", "SimHei", "Latin"}
    )
    monkeypatch.setenv(fonts.VARIABLE, "Kai")
    assert fonts.cjk_font("工会") == "Kai"
    monkeypatch.setenv(fonts.VARIABLE, "Latin")
    with pytest.raises(fonts.NoChineseFont) as lacking:
        fonts.cjk_font("工会")
    assert "缺少图中的汉字" in lacking.value.text.zh
    monkeypatch.setenv(fonts.VARIABLE, "Nowhere")
    with pytest.raises(fonts.NoChineseFont) as unknown:
        fonts.cjk_font("工会")
    assert "Nowhere" in unknown.value.text.en


def test_a_font_is_named_and_not_given_as_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_listed", lambda characters: {"Kai"})
    monkeypatch.setenv(fonts.VARIABLE, "fonts/kai.ttf")
    with pytest.raises(fonts.NoChineseFont) as refused:
        fonts.cjk_font("工会")
    assert "不是文件：fonts/kai.ttf" in refused.value.text.zh


def test_of_several_fonts_the_usual_one_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(fonts.VARIABLE, raising=False)
    monkeypatch.setattr(fonts, "_listed", lambda characters: {"Zen", "SimHei", "Aardvark"})
    assert fonts.cjk_font() == "SimHei"
    monkeypatch.setattr(fonts, "_listed", lambda characters: {"Zen", "Aardvark"})
    assert fonts.cjk_font() == "Aardvark"


def test_a_png_is_a_picture_of_the_size_of_the_boxes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(fonts.VARIABLE, raising=False)
    monkeypatch.setattr(fonts, "_listed", lambda characters: {"Some Font"})
    picture = um.draw(SMALL, on=ON)
    png = picture.png()
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    width = int.from_bytes(png[16:20], "big")
    shown = float(str(parsed(picture.svg).get("width")).removesuffix("pt"))
    assert abs(width - shown * 2) <= 4  # 144 dots to the inch, and 72 points


def test_a_png_that_would_be_shrunk_until_nobody_reads_it_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(fonts.VARIABLE, raising=False)
    monkeypatch.setattr(fonts, "_listed", lambda characters: {"Some Font"})
    unions = [{**UNIONS[2], "id": f"b{n}"} for n in range(1000)]
    with pytest.raises(um.UnionModelError, match=r"\.svg"):
        um.draw(um.Structure(unions=[UNIONS[0], *unions]), on=ON, limit=5000, packs=["charter"]).png()
