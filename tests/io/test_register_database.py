"""A database is checked by its columns as it is by its records, and nothing is read that no chosen rule reads."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import sqlalchemy as sql

import unionmodel as um
from tests.checking.test_register import of_report, said
from tests.io.databases import Run
from tests.io.test_database import fill
from tests.resident_ids import resident_id
from unionmodel.checking.register import checking as columns
from unionmodel.checking.register import database_rows as columns_table
from unionmodel.io.databases import database as databases
from unionmodel.io.databases import postgresql
from unionmodel.io.registers.from_database import copied, every_column

DAY = date(2022, 12, 31)


def of_register(report: um.RegisterReport) -> Counter[Any]:
    import json

    return Counter(
        (
            *(row[name] for name in ("code", "outcome", "severity", "table", "subject", "place")),
            said(json.loads(row["fields"])),
            tuple(row["missing"]),
            tuple(row["cites"]),
        )
        for row in report.findings.collect().iter_rows(named=True)
    )


def lines(url: str, table: str) -> list[tuple[Any, ...]]:
    """Return what a table of findings holds; a register has no hash."""
    names = ", ".join(f'"{name}"' for name, _ in databases.FINDINGS if name not in ("sha256", "fields"))
    query = f"SELECT {names} FROM {table} ORDER BY code, subject, message"
    if url.startswith("duckdb"):
        with duckdb.connect(url.removeprefix("duckdb:///"), read_only=True) as opened:
            return [tuple(row) for row in opened.execute(query).fetchall()]
    with sql.create_engine(url).connect() as opened:
        return [tuple(row) for row in opened.exec_driver_sql(query)]


def test_a_database_is_judged_by_its_columns_as_it_is_by_its_records(
    database: tuple[str, Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, run = database
    fill(um.demo(), run)
    monkeypatch.setattr(postgresql, "_PART", 1000)
    monkeypatch.setattr(columns_table, "_BATCH", 7)
    monkeypatch.setattr(databases, "BATCH", 5)
    by_columns = um.check_register(url, on=DAY, findings_table="by_columns", language="zh")
    by_records = um.check(um.load(url), on=DAY)
    assert of_register(by_columns) == of_report(by_records)
    assert by_columns.counts == by_records.counts
    databases.write_findings(url, "by_records", databases.findings_as_rows(by_records, "zh"))
    assert lines(url, "by_columns") == lines(url, "by_records") != []


def test_a_roster_in_a_database_is_judged_in_parts(database: tuple[str, Run], monkeypatch: pytest.MonkeyPatch) -> None:
    url, run = database
    fill(um.demo(), run)
    whole = um.check_register(url, on=DAY, select=["GS505", "GS506", "CTU5"])
    monkeypatch.setattr(columns, "LONGEST_ROSTER", 0)
    parts = um.check_register(url, on=DAY, select=["GS505", "GS506", "CTU5"])
    assert of_register(parts) == of_register(whole)
    assert whole.counts["GS505"]["broken"] == 1


def test_a_roster_is_counted_in_any_database(database: tuple[str, Run]) -> None:
    url, run = database
    run('CREATE TABLE members (id TEXT, "union" TEXT, status TEXT, joined_on DATE)')
    run("CREATE TABLE unions (id TEXT)")
    rows = [("p1", "u1", "active", date(2020, 1, 1)), ("p1", "u2", None, None), ("p2", "u1", "left", None)]
    run("INSERT INTO members VALUES (?, ?, ?, ?)", rows)
    run("INSERT INTO unions VALUES (?)", [("u1",)])
    counts = um.roster(url, DAY)
    assert counts.counts.rows() == [("u1", None, 1, 2), ("u2", None, 1, 1)]
    assert counts.duplicates.rows() == [("p1", "u1", 1), ("p1", "u2", 1)]
    assert counts.orphans is not None and counts.orphans.rows() == [("u2", 1, 1)]


def test_a_resident_id_in_a_roster_of_a_database_is_refused(database: tuple[str, Run]) -> None:
    url, run = database
    run('CREATE TABLE members (id TEXT, "union" TEXT)')
    run("INSERT INTO members VALUES (?, ?)", [("p1", "u1"), (resident_id(), "u1")])
    for ask in (lambda: um.roster(url, DAY), lambda: um.check_register(url, on=DAY, select="CTU501")):
        with pytest.raises(um.InputErrors) as caught:
            ask()
        (error,) = caught.value.errors
        assert error.path == "members[2].id" and error.problem.en.startswith("holds a resident ID (hidden here)")


def test_columns_and_tables_that_no_chosen_rule_reads_are_not_read_from_duckdb(tmp_path: Path) -> None:
    path = tmp_path / "register.duckdb"
    with duckdb.connect(path) as opened:
        opened.execute("CREATE TABLE kept (id TEXT, kind TEXT, place TEXT)")
        opened.execute("INSERT INTO kept VALUES ('u1', 'joint_union', '620102')")
        opened.execute("CREATE VIEW unions AS SELECT *, error('approval_no was read')::TEXT AS approval_no FROM kept")
        opened.execute("CREATE VIEW funding AS SELECT error('funding was read')::TEXT AS \"union\" FROM kept")
    report = um.check_register(f"duckdb:///{path}", on=DAY, select="TUL204")
    assert report.counts["TUL204"]["broken"] == 1
    with pytest.raises(um.InputErrors, match="funding was read"):
        um.check_register(f"duckdb:///{path}", on=DAY, select=["TUL204", "GS401"])


def test_columns_and_tables_that_no_chosen_rule_reads_are_not_read_from_postgresql(server: str) -> None:
    engine = sql.create_engine(server)
    with engine.begin() as opened:
        for statement in (
            "DROP SCHEMA public CASCADE",
            "CREATE SCHEMA public",
            "DROP ROLE IF EXISTS clerk",
            "CREATE ROLE clerk LOGIN",
            "GRANT USAGE ON SCHEMA public TO clerk",
            "CREATE TABLE unions (id TEXT, kind TEXT, place TEXT, approval_no TEXT)",
            "INSERT INTO unions VALUES ('u1', 'joint_union', '620102', 'secret')",
            'CREATE TABLE funding ("union" TEXT, amount NUMERIC)',
            # The clerk may not look at anything else.
            "GRANT SELECT (id, kind, place) ON unions TO clerk",
        ):
            opened.exec_driver_sql(statement)
    url = server.replace("tester@", "clerk@")
    try:
        assert um.check_register(url, on=DAY, select="TUL204").counts["TUL204"]["broken"] == 1
        with pytest.raises(um.InputErrors, match="permission denied for table funding"):
            um.check_register(url, on=DAY, select=["TUL204", "GS401"])
    finally:
        with engine.begin() as opened:
            opened.exec_driver_sql("DROP SCHEMA public CASCADE")
            opened.exec_driver_sql("CREATE SCHEMA public")
            opened.exec_driver_sql("DROP ROLE clerk")
        engine.dispose()


def test_cells_mean_what_they_mean_to_the_reader_of_records(server: str) -> None:
    engine = sql.create_engine(server)
    with engine.begin() as opened:
        for statement in (
            "DROP SCHEMA public CASCADE",
            "CREATE SCHEMA public",
            "CREATE TABLE unions (id BIGINT, name TEXT, vertical BOOLEAN, groups TEXT[], members INT, founded_on TIMESTAMP,"
            " approved_on DATE, committee_seats DOUBLE PRECISION)",
            "INSERT INTO unions VALUES (7, E'总工会,\"甲\"\\n二行', true, ARRAY['courier', 'truck_driver'], 12, '2022-01-02', '2022-01-03', 5),"
            " (8, NULL, NULL, NULL, NULL, NULL, NULL, NULL), (9, '', false, '{}', 0, NULL, NULL, NULL)",
            'CREATE TABLE funding ("union" TEXT, year INT, amount NUMERIC)',
            "INSERT INTO funding VALUES ('7', 2022, 20000.50), ('8', 2022, NULL)",
        ):
            opened.exec_driver_sql(statement)
    engine.dispose()
    records = um.load(server)
    register = um.Register(copied(server, every_column("unions", "funding")))
    for table in ("unions", "funding"):
        for name in ("name", "vertical", "members", "founded_on", "approved_on", "committee_seats", "year", "amount"):
            if name in records.columns(table):
                assert register.column(table, name).to_list() == records.column(table, name), name
    assert register.column("unions", "id").to_list() == records.column("unions", "id") == ["7", "8", "9"]
    groups = [tuple(one.split(";")) if one else () for one in register.column("unions", "groups").to_list()]
    assert groups == records.column("unions", "groups")


def test_a_wrong_cell_is_called_by_its_key_and_names_are_checked_before_anything_is_read(
    database: tuple[str, Run],
) -> None:
    url, run = database
    run("CREATE TABLE unions (id TEXT, kind TEXT, plase TEXT)")
    run("INSERT INTO unions VALUES (?, ?, ?)", [("g1", "工会联合", "x")])
    with pytest.raises(um.InputErrors) as caught:
        um.check_register(url, on=DAY, select="TUL204")
    assert [error.path for error in caught.value.errors] == ["unions.plase"]
    run("DROP TABLE unions")
    run("CREATE TABLE unions (id TEXT, kind TEXT)")
    run("INSERT INTO unions VALUES (?, ?)", [("g1", "工会联合")])
    with pytest.raises(um.InputErrors) as caught:
        um.check_register(url, on=DAY, select="TUL204")
    assert [error.path for error in caught.value.errors] == ["unions[g1].kind"]


def test_a_table_that_cannot_take_findings_is_refused_before_the_check(database: tuple[str, Run]) -> None:
    url, run = database
    run("CREATE TABLE unions (id TEXT, kind TEXT)")
    run("INSERT INTO unions VALUES (?, ?)", [("g1", "no such kind")])
    with pytest.raises(um.InputErrors) as caught:
        um.check_register(url, on=DAY, findings_table="unions")
    assert "holds part of the structure" in caught.value.render("en")


def test_findings_that_fail_half_way_leave_the_table_as_it_was(
    database: tuple[str, Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    url, run = database
    run("CREATE TABLE unions (id TEXT, kind TEXT)")
    run("INSERT INTO unions VALUES (?, ?)", [(f"u{n}", "joint_union") for n in range(9)])
    um.check_register(url, on=DAY, select="DAT901", findings_table="findings")
    before = lines(url, "findings")
    monkeypatch.setattr(databases, "BATCH", 2)

    def failing(*_: Any) -> Any:
        rows = [dict.fromkeys((name for name, _ in databases.FINDINGS), None)] * 5
        yield from rows
        raise RuntimeError("the power failed")

    monkeypatch.setattr(columns_table, "table_rows", failing)
    with pytest.raises(RuntimeError):
        um.check_register(url, on=DAY, select="DAT901", findings_table="findings")
    assert lines(url, "findings") == before and len(before) == 9


def test_the_command_writes_findings_of_a_database_as_parquet_and_as_a_table(tmp_path: Path) -> None:
    path = tmp_path / "register.duckdb"
    with duckdb.connect(path) as opened:
        opened.execute("CREATE TABLE unions AS SELECT 'u1' AS id, 'joint_union' AS kind, '620102' AS place")
    command = [
        sys.executable,
        "-m",
        "unionmodel",
        "check",
        f"duckdb:///{path}",
        "--engine",
        "columns",
        "--on",
        "2022-12-31",
    ]
    more = [
        "--select",
        "TUL204",
        "--output",
        tmp_path / "f.parquet",
        "--findings-table",
        "findings",
        "--language",
        "zh",
    ]
    done = subprocess.run([*command, *more], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 1, done.stderr
    assert "1 条结果写入数据库的表 findings。" in done.stdout
    assert pl.read_parquet(tmp_path / "f.parquet")["subject"].to_list() == ["u1"]
    assert [row[:2] for row in lines(f"duckdb:///{path}", "findings")] == [(DAY, "TUL204")]
