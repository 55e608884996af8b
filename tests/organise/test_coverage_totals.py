"""Coverage added up: nothing is lost, nothing unknown is a nought, and shares are exact."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

import unionmodel as um

ON = date(2022, 12, 31)
UNIONS = [
    {"id": "town", "kind": "township_union", "place": "620102001"},
    {"id": "couriers", "kind": "industry_federation", "place": "620200", "groups": ["courier"]},
]
COUNTS = [
    {"place": "620102001", "group": "courier", "workers": 30},
    {"place": "620102002", "group": "courier", "workers": 10},
    {"place": "620102", "group": "truck_driver", "workers": 5},
    {"place": "620200100", "group": "courier", "workers": 4},
    {"place": "620171", "group": "courier", "workers": None},
    {"place": "620000", "group": "courier", "workers": 1},
    {"place": "nowhere", "group": "other", "workers": 50},
]
STRUCTURE = um.Structure(unions=UNIONS, headcounts=COUNTS)
COVERAGE = um.coverage(STRUCTURE, on=ON)


def test_each_tier_has_its_workers_and_its_part_of_the_whole() -> None:
    table = COVERAGE.by_tier()
    assert [(line.key, line.total, line.share, line.uncounted) for line in table.lines] == [
        ("industry", 4, Fraction(4, 100), 0),
        ("fallback", 30, Fraction(30, 100), 0),
        ("none", 16, Fraction(16, 100), 1),
        ("unknown", 50, Fraction(50, 100), 0),
    ]


def test_each_group_has_its_workers_by_tier() -> None:
    line = COVERAGE.by_group().line("courier")
    assert dict(line.workers) == {
        "own": 0, "joint": 0, "industry": 4, "regional": 0, "fallback": 30, "none": 11, "unknown": 0,
    }  # fmt: skip
    assert (line.head_counts, line.uncounted, line.covered, line.uncovered, line.unsure) == (5, 1, 34, 11, 0)
    assert line.covered_share == (Fraction(34, 45), Fraction(34, 45))


@pytest.mark.parametrize(
    ("level", "lines"),
    [
        (
            "township",
            [
                ("620000", "甘肃省 (in no township)", 1),
                ("620102", "城关区 (in no township)", 5),
                ("620102001", "酒泉路街道", 30),
                ("620102002", "张掖路街道", 10),
                ("620171", "兰州新区 (in no township)", 0),
                ("620200100", "峪泉镇", 4),
                (None, "place not known", 50),
            ],
        ),
        (
            "county",
            [
                ("620000", "甘肃省 (in no county)", 1),
                ("620102", "城关区", 45),
                ("620171", "兰州新区 (has no county)", 0),
                ("620200", "嘉峪关市 (has no county)", 4),
                (None, "place not known", 50),
            ],
        ),
        (
            "prefecture",
            [
                ("620000", "甘肃省 (in no prefecture)", 1),
                ("620100", "兰州市", 45),
                ("620171", "兰州新区", 0),
                ("620200", "嘉峪关市", 4),
                (None, "place not known", 50),
            ],
        ),
    ],
)
def test_workers_in_no_place_of_a_level_stand_under_the_nearest_place_and_the_line_says_so(
    level: str, lines: list[tuple[str | None, str, int]]
) -> None:
    table = COVERAGE.by_place(level)
    assert [(line.key, line.label.en, line.total) for line in table.lines] == lines
    assert table.total.total == 100


def test_the_new_area_reports_beside_the_prefectures() -> None:
    lines = COVERAGE.by_reporting_unit().lines
    assert [(line.key, line.label.zh) for line in lines] == [
        ("620000", "甘肃省（不在任何报告单位）"),
        ("620100", "兰州市"),
        ("620171", "兰州新区"),
        ("620200", "嘉峪关市"),
        (None, "区域不明"),
    ]


def test_parks_stand_by_themselves_and_the_rest_under_the_nearest_place() -> None:
    places = [{"code": "park", "name": "物流园", "level": "park", "parent": "620102001"}]
    counts = [{"place": "park", "group": "courier", "workers": 3}, COUNTS[0]]
    table = um.coverage(um.Structure(places=places, headcounts=counts), on=ON).by_place("park")
    assert [(line.label.en, line.total) for line in table.lines] == [("酒泉路街道 (in no park)", 30), ("物流园", 3)]


def test_a_head_count_without_a_number_is_no_nought() -> None:
    line = COVERAGE.by_place("prefecture").line("620171")
    assert (line.head_counts, line.uncounted, line.covered_share) == (1, 1, None)
    row = next(line for line in COVERAGE.by_place("prefecture").render("text", "en").splitlines() if "兰州新区" in line)
    assert row.split()[:5] == ["兰州新区", "?", "?", "1", "?"]


def test_a_share_that_cannot_be_told_is_an_interval() -> None:
    shares = COVERAGE.by_group().total.covered_share
    assert shares == (Fraction(34, 100), Fraction(84, 100))
    assert "34.00–84.00 %" in COVERAGE.by_group().render("text", "zh")


def test_the_json_gives_shares_exactly_and_as_percent() -> None:
    found = COVERAGE.by_group().to_dict("en")
    assert (found["by"], found["on"]) == ("group", "2022-12-31")
    line = next(line for line in found["lines"] if line["key"] == "courier")
    assert line["share"] == {"exact": "9/20", "percent": "45.00"}
    assert line["covered_share"]["low"] == {"exact": "34/45", "percent": "75.55"}


def test_the_frame_has_a_line_for_each() -> None:
    found = COVERAGE.by_group().to_frame("en")
    assert found.select("key", "workers", "none", "covered_share_low").rows() == [
        ("truck_driver", 5, 5, "0.00"),
        ("courier", 45, 11, "75.55"),
        ("other", 50, 0, "0.00"),
    ]


def test_another_level_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(um.UnionModelError, match="county"):
        COVERAGE.by_place("conty")


def test_a_line_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        COVERAGE.by_tier().line("own")
