"""The library and hand-written SQL, a third reading of the catalogue, find the same in registers."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import unionmodel as um
from benchmarks import register
from benchmarks.peers import duckdb_sql, plain
from benchmarks.peers.frames import enriched, frames, written

SEEDS = (1, 2, 3)
DEFAULTS = (
    ("unions", "vertical", False), ("unions", "status", "active"), ("employers", "role", "other"),
    ("headcounts", "source", "survey"), ("funding", "purpose", "work"),
)  # fmt: skip


def found_by_the_library(
    columns: register.Columns, on: date, engine: str = "rows"
) -> Counter[tuple[str, str, str, str]]:
    structure = um.Structure.from_columns(columns)
    return findings_of(um.check(structure, on=on, engine=engine, select=duckdb_sql.CODES))


def findings_of(report: um.Report) -> Counter[tuple[str, str, str, str]]:
    return Counter((one.code, one.table, one.subject, one.outcome.value) for one in report.findings)


@pytest.mark.parametrize("size", [30, 300])
@pytest.mark.parametrize("seed", SEEDS)
def test_sql_finds_what_the_library_finds(size: int, seed: int) -> None:
    columns = enriched(size, seed)
    assert Counter(duckdb_sql.findings(frames(columns), register.ON)) == found_by_the_library(columns, register.ON)


def test_sql_finds_the_same_in_files_with_blanks_on_a_later_day(tmp_path: Path) -> None:
    """A blank cell of a column that has a default means the default."""
    columns, on = enriched(300, 5), date(2023, 7, 1)
    for table, name, default in DEFAULTS:
        columns[table][name] = [None if value == default else value for value in columns[table][name]]
    files = written(columns, tmp_path)
    assert duckdb_sql.in_folder(tmp_path) == {table: str(path) for table, path in files.items()}
    report = um.check(um.load(tmp_path), on=on, engine="columns", select=duckdb_sql.CODES)
    assert Counter(duckdb_sql.findings(files, on)) == findings_of(report)


def test_sql_agrees_in_a_part_of_the_country() -> None:
    """Without the federations of the nation and the province, which others still name as their superior."""
    columns = enriched(300, 6)
    columns["unions"] = {name: cells[2:] for name, cells in columns["unions"].items()}
    assert Counter(duckdb_sql.findings(frames(columns), register.ON)) == found_by_the_library(columns, register.ON)


def test_every_rule_in_sql_is_broken_in_some_register() -> None:
    broken = {
        code
        for seed in SEEDS
        for code, _, _, outcome in duckdb_sql.findings(frames(enriched(300, seed)), register.ON)
        if outcome == "broken"
    }
    # Below 25 members any body that is recorded will do: TUL202 is never broken.
    assert set(duckdb_sql.CODES) - broken == {"TUL202"}


def test_the_subjects_that_break_a_rule_are_listed_by_code(tmp_path: Path) -> None:
    written({"unions": {"id": ["u1"], "superior": ["u1"], "kind": ["joint_union"], "term_years": [4]}}, tmp_path)
    broken = duckdb_sql.check(tmp_path, register.ON)
    assert {code: subjects for code, subjects in broken.items() if subjects} == {
        "TUL103": ["u1"], "TUL204": ["u1"], "TUL601": ["u1"],
    }  # fmt: skip


def test_sql_refuses_a_day_on_which_other_rules_were_in_force() -> None:
    with pytest.raises(ValueError, match="2022-12-31"):
        duckdb_sql.findings({}, date(2022, 12, 30))


@pytest.mark.parametrize(
    ("approver", "outcome"), [("lost", "cannot_tell"), ("gone", None), ("a", "broken"), ("b", None)]
)
def test_three_readings_agree_on_an_approver(approver: str, outcome: str | None) -> None:
    """One that is not in the file may stand anywhere, unless it is the superior that is not in the file either."""
    superior = "gone" if approver == "gone" else "b"
    columns = {
        "unions": {"id": ["a", "b", "c"], "superior": [None, None, superior], "approved_by": [None, None, approver]}
    }
    by_sql = duckdb_sql.findings(frames(columns), register.ON, ("TUL207",))
    structure = um.Structure.from_columns(columns)
    by_plain = [one for one in plain.check(structure, register.ON).findings if one[0] == "TUL207"]
    ours = [one for one in found_by_the_library(columns, register.ON) if one[0] == "TUL207"]
    assert by_sql == by_plain == ours == ([("TUL207", "unions", "c", outcome)] if outcome else [])
