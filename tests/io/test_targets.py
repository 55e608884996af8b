"""The one place that writes files: nothing half, nothing that was read, and who may read it as before."""

from __future__ import annotations

import errno
import os
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import unionmodel as um
from unionmodel.cli import main
from unionmodel.errors import UnionModelError
from unionmodel.io.reading.files import note_read, remembering
from unionmodel.io.writing import targets
from unionmodel.io.writing.targets import appearing, replacing, write_whole

UNIONS = [{"id": "u1", "name": "City", "kind": "general_federation", "place": "620100"}]


def said(act: Callable[[], object]) -> str:
    with pytest.raises(UnionModelError) as caught:
        act()
    return caught.value.args[0].en  # type: ignore[no-any-return]


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as ended:
        main([*map(str, arguments)])
    return int(ended.value.code or 0)


# -- what was read ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("other", ["as it is", "link", "hard link", "up and down"])
def test_a_file_that_was_read_is_not_written_over_by_any_name(tmp_path: Path, other: str) -> None:
    read = tmp_path / "plan.json"
    read.write_text("mine", encoding="utf-8")
    name = {"as it is": read, "up and down": tmp_path / "x" / ".." / "plan.json"}.get(other, tmp_path / "other.json")
    (tmp_path / "x").mkdir()
    if other == "link":
        name.symlink_to(read)
    elif other == "hard link":
        os.link(read, name)
    with remembering():
        note_read(read)
        assert said(lambda: write_whole(b"new", name)) == (
            f"{name} is a file that has been read, and is not written over; choose another name"
        )
    assert read.read_text(encoding="utf-8") == "mine"


def test_what_another_piece_of_work_has_read_may_be_written_over(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("old", encoding="utf-8")
    with remembering():
        note_read(path)
    with remembering():
        write_whole(b"new", path)
    assert path.read_bytes() == b"new"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    um.save(um.Structure(unions=UNIONS), tmp_path / "tables", language="en")
    um.save(um.Structure(unions=UNIONS), tmp_path / "plan.json")
    assert run("check", tmp_path / "plan.json", "--save-baseline", tmp_path / "baseline.json") in (0, 1)
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ["check", "{}/plan.json", "--output", "{}/plan.json"],
        ["check", "{}/plan.json", "--format", "html", "--output", "{}/plan.json"],
        ["check", "{}/plan.json", "--save-baseline", "{}/plan.json"],
        ["check", "{}/plan.json", "--baseline", "{}/baseline.json", "--output", "{}/baseline.json"],
        ["compare", "{}/plan.json", "{}/plan.json", "--output", "{}/plan.json"],
        ["campaign", "{}/plan.json", "--ics", "{}/plan.json"],
        ["check", "{}/tables", "--output", "{}/tables/unions.csv"],
    ],
)
def test_no_command_writes_over_its_input(folder: Path, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert run(*(part.format(folder) for part in command), "--language", "en") == 2
    assert "is a file that has been read, and is not written over" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_the_baseline_that_was_read_may_be_written_anew(folder: Path) -> None:
    baseline, before = folder / "baseline.json", (folder / "baseline.json").read_bytes()
    assert (
        run("check", folder / "plan.json", "--on", "1999-01-01", "--baseline", baseline, "--save-baseline", baseline)
        == 0
    )
    assert baseline.read_bytes() != before


# -- what is there ------------------------------------------------------------------------------------------------------


def test_a_link_stays_one_and_its_file_keeps_the_mode(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old", encoding="utf-8")
    (tmp_path / "real.txt").chmod(0o640)
    (tmp_path / "link.txt").symlink_to("real.txt")
    write_whole(b"new", tmp_path / "link.txt")
    assert (tmp_path / "link.txt").is_symlink() and (tmp_path / "real.txt").read_bytes() == b"new"
    assert stat.S_IMODE((tmp_path / "real.txt").stat().st_mode) == 0o640


def test_a_pipe_is_written_into_and_stays_one(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_whole(b"report", pipe)
    reader.join(timeout=10)
    assert got == [b"report"] and stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_device_is_said_in_a_sentence_and_stays_a_device() -> None:
    assert said(lambda: write_whole(b"report", "/dev/full")) == (
        "/dev/full cannot be written (No space left on device); look at the space on the disk and at who may write there, "
        "and close the program that has it open"
    )
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_a_disk_that_is_full_half_way_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("old", encoding="utf-8")

    def half() -> None:
        with replacing(path) as unfinished:
            unfinished.write_bytes(b"half")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assert "cannot be written (No space left on device)" in said(half)
    assert (path.read_text(encoding="utf-8"), list(tmp_path.iterdir())) == ("old", [path])


def test_a_folder_is_not_written_over(tmp_path: Path) -> None:
    assert said(lambda: write_whole(b"report", tmp_path)).startswith(f"{tmp_path} cannot be written (is a folder);")


def test_what_comes_to_be_there_meanwhile_is_left_as_it_is(tmp_path: Path) -> None:
    def late() -> None:
        with appearing(tmp_path / "a.json") as unfinished:
            unfinished.write_bytes(b"mine")
            (tmp_path / "a.json").write_bytes(b"theirs")

    assert said(late) == f"{tmp_path / 'a.json'} exists already; choose another name, or move it away first"
    assert (tmp_path / "a.json").read_bytes() == b"theirs" and len(list(tmp_path.iterdir())) == 1


def test_a_template_takes_the_place_of_the_old_one_only_when_it_is_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "proposal.xlsx"
    path.write_bytes(b"old")

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(targets, "write_bytes", full)
    assert "cannot be written" in said(lambda: um.template(path))
    assert (path.read_bytes(), list(tmp_path.iterdir())) == (b"old", [path])


# -- databases ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", ["duckdb:///{}/a.db", "sqlite:///{}/a.db"])
def test_a_new_database_that_fails_half_way_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    from unionmodel.io.databases import database

    def failing(*_: Any) -> Any:
        raise RuntimeError("the power failed")

    monkeypatch.setattr(database, "stored", failing)
    with pytest.raises(RuntimeError):
        um.save(um.Structure(unions=UNIONS), url.format(tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_sqlite_that_fails_half_way_is_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    from unionmodel.io.databases import database

    path = tmp_path / "a.db"
    with sqlite3.connect(path) as opened:
        opened.execute("CREATE TABLE notes (text)")
    stored, calls = database.stored, iter(range(100))

    def failing(*given: Any) -> Any:
        if next(calls) > 50:
            raise RuntimeError("the power failed")
        return stored(*given)

    monkeypatch.setattr(database, "stored", failing)
    with pytest.raises(RuntimeError):
        um.save(um.demo(), f"sqlite:///{path}")
    assert sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]


def test_a_database_of_sqlite_that_is_not_there_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(um.InputErrors, match=r"no such file|没有这个文件"):
        um.load(f"sqlite:///{tmp_path}/none.db")
    assert list(tmp_path.iterdir()) == []


def test_a_duckdb_file_that_another_has_written_meanwhile_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from unionmodel.io.databases import database

    path, stored = tmp_path / "a.duckdb", database.stored

    def slow(*given: Any) -> Any:
        path.write_bytes(b"theirs")
        return stored(*given)

    monkeypatch.setattr(database, "stored", slow)
    assert "exists already" in said(lambda: um.save(um.Structure(unions=UNIONS), f"duckdb:///{path}"))
    assert path.read_bytes() == b"theirs" and len(list(tmp_path.iterdir())) == 1


def test_a_view_of_a_duckdb_file_reads_no_file_of_the_reader(tmp_path: Path) -> None:
    import duckdb

    (tmp_path / "private.txt").write_text("private", encoding="utf-8")
    with duckdb.connect(tmp_path / "a.duckdb") as opened:
        opened.execute("CREATE TABLE employers AS SELECT 'e1' AS id")
        opened.execute(f"CREATE VIEW unions AS SELECT content AS id FROM read_text('{tmp_path}/private.txt')")
    with pytest.raises(um.InputErrors) as caught:
        um.load(f"duckdb:///{tmp_path}/a.duckdb")
    assert "the database refuses (Permission Error" in caught.value.render("en")
    assert "private\n" not in caught.value.render("en")
