"""`unionmodel coverage` as it is run: sums by tier, group and place, trials, comparisons."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from unionmodel.cli.app import cli

STREET, OTHER = "620102001", "620102002"
PLAN: dict[str, Any] = {
    "unions": [
        {"id": "town", "name": "街道工会", "kind": "township_union", "place": STREET},
        {"id": "couriers", "name": "快递联合会", "kind": "industry_federation", "place": "620102", "groups": ["courier"]},
    ],
    "employers": [{"id": "e1", "place": OTHER}, {"id": "e2", "place": OTHER}],
    "headcounts": [
        {"place": STREET, "group": "courier", "workers": 40},
        {"place": STREET, "group": "truck_driver", "workers": 7},
        {"employer": "e1", "group": "other", "workers": 3},
    ],
}  # fmt: skip


@pytest.fixture
def plan(tmp_path: Path) -> str:
    return written(tmp_path, PLAN)


def written(folder: Path, document: Any, name: str = "plan.json") -> str:
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["coverage", *arguments, "--on", "2022-12-31", "--language", "en"])


def read(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--format", "json").stdout)


def test_without_more_it_lists_every_head_count(plan: str) -> None:
    assert [(row["tier"], row["union"]) for row in read(plan)["rows"]] == [
        ("industry", "couriers"), ("fallback", "town"), ("none", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "lines"),
    [
        (["--by", "tier"], {"industry": 40, "fallback": 7, "none": 3}),
        (["--by", "group"], {"truck_driver": 7, "courier": 40, "other": 3}),
        (["--by", "place"], {"620102": 50}),
        (["--by", "place", "--level", "township"], {STREET: 47, OTHER: 3}),
        (["--level", "prefecture"], {"620100": 50}),
        (["--by", "unit"], {"620100": 50}),
    ],
)
def test_workers_are_added_up(plan: str, arguments: list[str], lines: dict[str, int]) -> None:
    assert {line["key"]: line["workers"] for line in read(plan, *arguments)["lines"]} == lines


def test_a_table_is_laid_out_for_a_terminal(plan: str) -> None:
    text = run(plan, "--by", "tier").stdout.splitlines()
    assert text[0] == "coverage on 2022-12-31 by tier: 50 workers"
    assert [line.split() for line in text[2:]] == [
        ["industry", "40", "80.0", "%", "0"],
        ["fallback", "7", "14.0", "%", "0"],
        ["none", "3", "6.0", "%", "0"],
        ["total", "50", "100.0", "%", "0"],
    ]


def test_who_would_lose_cover_if_a_union_closed(plan: str) -> None:
    found = read(plan, "--close", "town")
    assert found["totals"]["lost"] == {"head_counts": 1, "workers": 7, "uncounted": 0}
    assert read(plan, "--close", "town", "--close", "couriers")["totals"]["lost"]["workers"] == 47


@pytest.mark.parametrize(
    ("opened", "gained"),
    [
        (f"kind=township_union,place={OTHER}", 3),
        (f"id=b1, kind=basic_union, place={OTHER}, employers=e1", 3),
        (f"kind=joint_union,place={OTHER},employers=e1;e2", 3),
        (f"kind=industry_federation,place={OTHER},groups=courier、other", 3),
        ("couriers", 0),
        ("town", 7),
    ],
)
def test_who_would_gain_cover_if_a_union_opened(plan: str, opened: str, gained: int) -> None:
    assert read(plan, "--open", opened)["totals"]["gained"]["workers"] == gained


def test_one_may_close_while_another_opens(plan: str) -> None:
    found = read(plan, "--close", "town", "--open", f"kind=community_union,place={STREET}")
    (row,) = found["rows"]
    assert (row["change"], row["before"]["union"], row["after"]["union"]) == ("moved", "town", "new-1")


def test_two_files_are_compared(plan: str, tmp_path: Path) -> None:
    other = written(tmp_path, {**PLAN, "unions": PLAN["unions"][:1]}, "later.json")
    assert [row["change"] for row in read(plan, "--against", other)["rows"]] == ["moved"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["--by", "tier", "--close", "town"],
        ["--level", "county", "--open", "town"],
        ["--level", "county", "--by", "group"],
        ["--against", "x.json", "--close", "town"],
        ["--open", "kind=township_union,OTHER"],
    ],
)
def test_what_does_not_go_together_is_refused(plan: str, arguments: list[str]) -> None:
    result = run(plan, *arguments)
    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [
        (["--close", "towm"], "town"),
        (["--open", "towm"], "town"),
        (["--open", "kind=twonship_union"], "township_union"),
        (["--open", f"kind=joint_union,place={OTHER},employers=e1;e3"], "e1"),
        (["--open", "kind=township_union,place=62010201"], "620102"),
    ],
)
def test_a_wrong_word_is_refused_with_the_nearest_one(plan: str, arguments: list[str], nearest: str) -> None:
    assert nearest in str(run(plan, *arguments).exception)
