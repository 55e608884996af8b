"""The command `repair`: proposals, a new file, a journal, and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import unionmodel as um
from unionmodel.cli.app import cli

UNIONS = [
    {"id": "c", "name": "城关区总工会", "kind": "general_federation", "place": "620102"},
    {"id": "t", "name": "酒泉路街道工会", "kind": "township_union", "place": "620102001"},
    {"id": "b", "name": "示例公司工会", "kind": "basic_union", "place": "620102001", "superior": "t", "term_years": 4},
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.json"
    um.save(um.Structure(unions=UNIONS), path)
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["repair", *map(str, arguments), "--on", "2022-12-31"], standalone_mode=False)


def test_proposals_alone_write_nothing(file: Path) -> None:
    before = file.read_bytes()
    assert "TUL102|t" in run(file, "--language", "en").output
    assert (file.read_bytes(), list(file.parent.iterdir())) == (before, [file])


def test_json_is_the_answer_of_the_function(file: Path) -> None:
    found = json.loads(run(file, "--select", "TUL102", "--format", "json").output)
    assert (found["format"], found["counts"]["mend"]) == ("unionmodel-repairs/1", 1)


@pytest.mark.parametrize("name", ["new.json", "new.xlsx", "new"])
def test_a_repair_is_written_to_a_new_file_of_any_kind_and_undone_by_its_journal(file: Path, name: str) -> None:
    new, journal, back = file.parent / name, file.parent / "journal.json", file.parent / "back.json"
    before = file.read_bytes()
    run(file, "--select", "TUL", "--choose", "TUL601|b=1", "--write", new, "--journal", journal)
    repaired = um.load(new)
    assert (repaired.unions["t"].superior, repaired.unions["b"].term_years) == ("c", 3)
    run(new, "--undo", journal, "--write", back)
    assert um.load(back).sha256 == um.load(file).sha256
    assert file.read_bytes() == before


def test_a_workbook_is_repaired_into_a_workbook(file: Path) -> None:
    book = file.parent / "plan.xlsx"
    um.save(um.load(file), book, language="zh")
    run(book, "--write", file.parent / "new.xlsx")
    assert um.load(file.parent / "new.xlsx").unions["t"].superior == "c"


def test_what_exists_is_never_written_over(file: Path) -> None:
    other = file.parent / "other.json"
    other.write_text("mine")
    for arguments in (("--write", other), ("--write", file), ("--write", file.parent / "new.json", "--journal", other)):
        assert type(run(file, *arguments).exception).__name__ == "UsageError"
    assert (other.read_text(), (file.parent / "new.json").exists()) == ("mine", False)


def test_a_journal_or_an_undo_without_a_new_file_is_refused(file: Path) -> None:
    assert type(run(file, "--journal", file.parent / "j.json").exception).__name__ == "UsageError"
    assert type(run(file, "--undo", file).exception).__name__ == "UsageError"


@pytest.mark.parametrize("wrong", ["TUL601|b", "TUL601|b=two", "=1"])
def test_a_choice_is_written_with_a_number(file: Path, wrong: str) -> None:
    assert type(run(file, "--choose", wrong).exception).__name__ == "BadParameter"
