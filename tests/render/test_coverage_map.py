"""The map of coverage: a square for each place, numbers printed, and what is not known never shown as nought."""

from __future__ import annotations

import sys
from typing import Any

import pytest

import unionmodel as um
from tests.render.svg import groups, parsed, texts
from unionmodel.errors import UnknownName
from unionmodel.model.tile_map import tiles
from unionmodel.render.pictures import fonts
from unionmodel.render.pictures.canvas import Label, Square
from unionmodel.render.pictures.coverage_map import CoverageMap, NoSquares, _drawn, coverage_map
from unionmodel.render.pictures.widths import em

ON = um.DEMO_DAY


def found(structure: um.Structure, within: str | None = None) -> CoverageMap:
    return coverage_map(um.coverage(structure, on=ON), structure.geography, within)


def counted(*rows: tuple[str, int | None], covered: str = "") -> um.Structure:
    """Return a structure of couriers in places; those in `covered` have a federation that takes them."""
    union = {
        "id": "f",
        "kind": "industry_federation",
        "place": covered,
        "groups": ["courier"],
        "industries": ["express_delivery"],
    }
    counts = [{"place": place, "group": "courier", "workers": workers} for place, workers in rows]
    return um.Structure(unions=[union] if covered else [], headcounts=counts)


def cells(svg: str) -> dict[str, Any]:
    return {one.title.replace(": ", "：").partition("：")[0]: one for one in groups(svg, "cell")}


def draw(structure: um.Structure, within: str | None = None, language: str = "zh") -> um.Picture:
    return um.draw(structure, "coverage", ON, within=within, language=language)


def test_gansu_is_87_squares_each_with_the_name_of_a_county() -> None:
    svg = draw(counted(("620102", 10), ("620982", 5))).svg
    assert len(groups(svg, "cell")) == 87
    assert sorted(texts(svg, "name")) == sorted(tile.label for tile in tiles().values())


def test_a_square_prints_its_share_and_its_workers() -> None:
    structure = counted(("620102", 30), ("620982", 5), covered="620102")
    shown = cells(draw(structure).svg)
    assert shown["城关"].title == "城关：100.0 % 30 人"
    assert shown["敦煌"].title == "敦煌：0.0 % 5 人"


def test_what_is_not_known_is_hatched_and_nought_is_not() -> None:
    svg = draw(counted(("620102", 30), ("620982", None))).svg
    shown = cells(svg)
    hatched = {name for name, one in shown.items() if any("url(#" in rect.get("fill", "") for rect in one.element)}
    assert hatched == set(shown) - {"城关"}
    assert (shown["城关"].title, shown["敦煌"].title, shown["玉门"].title) == (
        "城关：0.0 % 30 人",
        "敦煌：? ? 人",
        "玉门：无数据 ",
    )
    assert {"known", "cell"} == shown["城关"].kinds and "unknown" in shown["敦煌"].kinds


def test_workers_without_a_number_are_added_as_unknown() -> None:
    counts = [
        {"place": "620102", "group": group, "workers": workers}
        for group, workers in (("courier", 30), ("truck_driver", None))
    ]
    assert "30+? 人" in texts(draw(um.Structure(headcounts=counts), "620000").svg)


def test_the_darker_a_square_the_more_is_covered() -> None:
    groups_of = ["courier", "truck_driver", "food_delivery_rider", "ride_hailing_driver"]
    industries = ["express_delivery", "road_freight", "food_delivery", "ride_hailing"]
    lightness = []
    for covered in range(5):
        unions = [
            {
                "id": "f",
                "kind": "industry_federation",
                "place": "620102",
                "groups": groups_of[:covered],
                "industries": industries[:covered],
            }
        ]
        counts = [{"place": "620102", "group": group, "workers": 25} for group in groups_of]
        svg = draw(um.Structure(unions=unions if covered else [], headcounts=counts), "620000").svg
        fill = next(rect.get("fill") for rect in cells(svg)["城关"].element if rect.get("fill"))
        lightness.append(sum(int(fill[at : at + 2], 16) for at in (1, 3, 5)))
    assert lightness == sorted(lightness, reverse=True)
    assert len(set(lightness)) == 5


def test_within_a_county_its_streets_stand_side_by_side() -> None:
    shown = found(um.demo())
    assert (shown.within, shown.level, len(shown.cells)) == ("620102", "township", 26)
    assert len({(cell.row, cell.column) for cell in shown.cells}) == 26


def test_jiayuguan_shows_its_towns_and_lanzhou_its_counties() -> None:
    assert {str(cell.code)[:4] for cell in found(um.demo(), "620200").cells} == {"6202"}
    assert sorted(cell.code or "" for cell in found(um.demo(), "620100").cells) == sorted(
        code for code in tiles() if code[:4] == "6201"
    )


def test_who_counts_in_none_of_the_squares_is_listed_beside_them() -> None:
    shown = found(counted(("620102", 1), ("620171", 40), ("620100", 11)))
    assert [(cell.code, cell.line.total) for cell in shown.beside if cell.line] == [("620100", 11), ("620171", 40)]
    svg = draw(counted(("620102", 1), ("620171", 40))).svg
    assert "兰州新区（不设县区）" in cells(svg)


def test_all_workers_are_in_a_square_beside_it_or_said_to_be_outside() -> None:
    structure = um.demo()
    for within in (None, "620000", "620100", "620103"):
        shown = found(structure, within)
        inside = sum(cell.line.total for cell in (*shown.cells, *shown.beside) if cell.line)
        assert inside + shown.outside == um.coverage(structure, on=ON).by_tier().total.total


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("within", [None, "620000", "620502", "622927", "620723"])
def test_every_text_stands_within_its_square(language: str, within: str | None) -> None:
    shapes, width, height = _drawn(found(um.demo(), within), language)
    squares = [one for one in shapes if isinstance(one, Square) and one.kind.startswith("cell")]
    for label in (one for one in shapes if isinstance(one, Label) and one.kind in ("name", "share", "workers")):
        home = [
            one for one in squares
            if one.x <= label.x - label.width / 2 and label.x + label.width / 2 <= one.x + one.width
            and one.y <= label.y - label.size and label.y + 2 <= one.y + one.height
        ]  # fmt: skip
        assert len(home) == 1, label
        assert label.x <= width and label.y <= height


def test_every_text_stands_on_a_ground_on_which_it_can_be_read() -> None:
    shapes, _, _ = _drawn(found(um.demo()), "zh")
    for square in (one for one in shapes if isinstance(one, Square) and "known" in one.kind.split()):
        ink = next(
            one.colour
            for one in shapes
            if isinstance(one, Label)
            and square.x < one.x < square.x + square.width
            and square.y < one.y < square.y + square.height
        )
        assert contrast(ink, square.fill) >= 4.5


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, as WCAG 2 counts it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


def test_a_map_needs_no_graphviz_as_svg_and_loads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pygraphviz", None)
    svg = draw(um.demo()).svg
    assert parsed(svg).get("role") == "img"
    assert "href" not in svg and svg.count("http") == 1


def test_names_that_a_user_typed_are_escaped() -> None:
    place = {"code": "999", "name": '<script>"&', "level": "township", "parent": "620102"}
    counts = [{"place": "999", "group": "courier", "workers": 3}]
    svg = draw(um.Structure(places=[place], headcounts=counts), "620102").svg
    assert "<script" not in svg
    assert any(one.title.startswith('<script>"&：') for one in groups(svg, "cell"))


def test_a_png_of_the_map_is_drawn_at_the_same_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(fonts.VARIABLE, raising=False)
    monkeypatch.setattr(fonts, "_listed", lambda characters: {"Some Font"})
    picture = draw(um.demo(), "620000")
    png, root = picture.png(), parsed(picture.svg)
    width, height = (int.from_bytes(png[at : at + 4], "big") for at in (16, 20))
    wide, high = (float(str(root.get(name)).removesuffix("pt")) for name in ("width", "height"))
    assert abs(width / height - wide / high) < 0.02


def test_a_place_without_known_counties_or_an_unknown_one_is_an_error() -> None:
    with pytest.raises(NoSquares, match="兰州新区"):
        found(um.demo(), "620171")
    with pytest.raises(UnknownName):
        found(um.demo(), "629999")


def test_a_name_of_any_length_fits_a_square() -> None:
    place = {"code": "999", "name": "某某经济技术开发区综合物流园区管理委员会", "level": "township", "parent": "620200"}
    shapes, _, _ = _drawn(found(um.Structure(places=[place]), "620200"), "zh")
    assert max(em(one.text) * one.size for one in shapes if isinstance(one, Label) and one.kind == "name") <= 60
