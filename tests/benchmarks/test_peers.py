"""The engines beside the library: what they are handed, and that none is timed which finds something else."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest

import unionmodel as um
from benchmarks import chart, peers_run, register
from benchmarks.peers.frames import enriched, frames
from benchmarks.peers.three import duckdb_three, plain_three
from benchmarks.peers.three.given import CODES, FLOOR, Broken, Given, given, joined


def found_by_the_library(structure: um.Structure) -> Broken:
    return peers_run.broken(um.check(structure, on=register.ON, select=CODES, engine="rows"))


def judged_flat(handed: Given) -> Broken:
    """What the expressions of the engines without joins say, in Python."""
    table = joined(handed)
    return {
        *(("GS401", key) for key, gansu, known, complete in table.funds if gansu and complete and known < FLOOR),
        *(
            ("TUL104", key)
            for key, own, above, lower, upper in table.ranks
            if above > own or (above == own and upper >= lower)
        ),
        *(("GS301", key) for key, gansu, organised, taken in table.taken if gansu and not organised and not taken),
    }


@pytest.mark.parametrize("judge", [plain_three.run, judged_flat])
@pytest.mark.parametrize(("size", "seed"), [(30, 1), (300, 1), (300, 2), (2_000, 3)])
def test_what_is_handed_to_the_engines_is_enough(judge: Callable[[Given], Broken], size: int, seed: int) -> None:
    structure = um.Structure.from_columns(enriched(size, seed))
    assert judge(given(structure, register.ON)) == found_by_the_library(structure)


def test_the_three_rules_are_all_broken_in_a_register_that_is_measured() -> None:
    found = found_by_the_library(um.Structure.from_columns(enriched(1_000, 1)))
    assert {code for code, _ in found} == set(CODES)


def test_sql_finds_the_three_rules_from_the_tables() -> None:
    columns = enriched(300, 1)
    assert duckdb_three.run(frames(columns)) == found_by_the_library(um.Structure.from_columns(columns))


def subject(key: str, run: Callable[[Any], Any]) -> peers_run.Subject:
    return peers_run.Subject(key, key, lambda: None, run)


def test_an_engine_is_timed_only_where_it_finds_the_same() -> None:
    def fails(_: Any) -> Any:
        raise KeyError("no such column")

    found = peers_run.measure(
        [
            subject("ours", lambda _: {("GS401", "u1")}),
            subject("same", lambda _: {("GS401", "u1")}),
            subject("other", lambda _: {("GS401", "u1"), ("GS301", "e:e1|courier")}),
            subject("fails", fails),
            subject("slow", lambda _: {("GS401", "u1")}),
        ],
        {"slow": "takes more than 60 s"},
        rounds=2,
    )
    assert {key: (len(one.runs), one.refused) for key, one in found.items()} == {
        "ours": (2, ""),
        "same": (2, ""),
        "other": (0, "finds something else: 1 of GS301"),
        "fails": (0, "fails: KeyError: 'no such column'"),
        "slow": (0, "takes more than 60 s"),
    }


def test_a_plot_names_every_line_and_no_two_names_overlap() -> None:
    lines = [chart.Line(f"engine {number}", [(30, 1), (10_000, 5 + number / 100)]) for number in range(9)]
    shown = chart.drawn(
        [*lines, chart.Line("ours & yours", [(30, 1)], bold=True)], title="t", across="a", up="u", note="n"
    )
    texts = {
        text.text: float(text.attrib["y"]) for text in ElementTree.fromstring(shown).iter() if text.tag.endswith("text")
    }
    heights = sorted(height for name, height in texts.items() if name and name.startswith(("engine", "ours")))
    assert len(heights) == 10
    assert all(after - before >= chart.APART - 0.2 for before, after in itertools.pairwise(heights))
