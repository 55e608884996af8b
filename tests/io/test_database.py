"""Structures in databases: DuckDB, PostgreSQL and SQLite hold the tables, and take the findings back."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlalchemy as sql

import unionmodel as um
from tests.io.databases import Run
from unionmodel.io.databases.database import connected, write_findings
from unionmodel.model.records import TABLES

YEARS_END = date(2022, 12, 31)
_TYPES = {"date": "DATE", "count": "BIGINT", "year": "BIGINT", "money": "DECIMAL(17, 2)", "bool": "BOOLEAN"}
ROWS = {
    "on": YEARS_END, "code": "GS401", "name": "annual-funding-floor", "outcome": "broken", "severity": "error",
    "table": "unions", "subject": "u1", "place": None, "fields": "{}", "missing": "", "message": "差 5000.00 元",
    "mend": "补足", "cites": "gansu-2021#C24", "sha256": "0",
}  # fmt: skip


def fill(structure: um.Structure, run: Run) -> None:
    """Keep the tables of a structure in a database, each column in a type that every database has."""
    for name, table in TABLES.items():
        columns = {column.name: column.type for column in table.columns}
        cells = structure.columns(name)
        rows = [
            [_cell(columns[column], value) for column, value in zip(columns, row, strict=True)]
            for row in zip(*(cells[column] for column in columns), strict=True)
        ]
        if rows:
            types = [f'"{column}" {_TYPES.get(kind, "TEXT")}' for column, kind in columns.items()]
            run(f"CREATE TABLE {name} ({', '.join(types)})")
            run(f"INSERT INTO {name} VALUES ({', '.join('?' for _ in columns)})", rows)


def _cell(kind: str, value: Any) -> Any:
    if kind == "list":
        return ";".join(map(str, value)) if value is not None else None
    if kind == "money" and value is not None:
        return str(Decimal(value) / 100)
    return value if value is None or isinstance(value, (bool, int, date)) else str(value)


def test_a_proposal_in_a_database_is_judged_as_it_is_in_a_file(database: tuple[str, Run]) -> None:
    url, run = database
    fill(um.demo(), run)
    read = um.load(url)
    assert read.records == um.demo().records
    expected, report = um.check(um.demo(), on=YEARS_END), um.check(read, on=YEARS_END)
    assert sorted(map(str, report.findings)) == sorted(map(str, expected.findings))


def test_views_with_chinese_names_are_read_and_tables_of_others_are_left_alone(database: tuple[str, Run]) -> None:
    url, run = database
    run("CREATE TABLE invoices (id TEXT, amount TEXT)")
    run("CREATE TABLE kept (number TEXT, title TEXT, secret TEXT)")
    run("INSERT INTO kept VALUES (?, ?, ?)", [("u1", "示例工会", "x")])
    run('CREATE VIEW "工会" AS SELECT number AS "工会编号", title AS "工会名称" FROM kept')
    structure = um.load(url)
    assert [(union.id, union.name) for union in structure.unions.values()] == [("u1", "示例工会")]


def test_every_mistake_is_listed_with_table_key_and_column(database: tuple[str, Run]) -> None:
    url, run = database
    run("CREATE TABLE unions (id TEXT, kind TEXT, members BIGINT, chairman TEXT)")
    run("INSERT INTO unions VALUES (?, ?, ?, ?)", [("u1", "工会联合", 3, "甲"), ("u2", "basic_union", -1, "乙")])
    run("CREATE TABLE employers (id TEXT, workers BIGINT)")
    run("INSERT INTO employers VALUES (?, ?)", [("e1", 5), ("e1", 6)])
    with pytest.raises(um.InputErrors) as caught:
        um.load(url)
    assert [error.path for error in caught.value.errors] == [
        "unions.chairman", "unions[u1].kind", "unions[u2].members", "employers[e1].id",
    ]  # fmt: skip


def test_a_database_without_any_of_the_tables_is_refused_and_names_what_it_has(database: tuple[str, Run]) -> None:
    url, run = database
    run("CREATE TABLE invoices (id TEXT)")
    with pytest.raises(um.InputErrors) as caught:
        um.load(url)
    assert "has no table of the data dictionary (there are: invoices)" in caught.value.render("en")


def test_findings_replace_those_of_the_last_check(database: tuple[str, Run]) -> None:
    url, run = database
    run("CREATE TABLE unions (id TEXT)")
    write_findings(url, "findings", [ROWS, {**ROWS, "subject": "u2"}])
    write_findings(url, "findings", [{**ROWS, "subject": "u3"}])
    run("CREATE VIEW unions2 AS SELECT 1 AS one")  # The database is still open to others.
    assert written(url) == [("GS401", "u3", "差 5000.00 元")]


def test_findings_are_not_written_over_anything_else(database: tuple[str, Run]) -> None:
    url, run = database
    run("CREATE TABLE unions (id TEXT)")
    run("CREATE TABLE invoices (id TEXT)")
    run("INSERT INTO invoices VALUES (?)", [("i1",)])
    for table, problem in (("unions", "holds part of the structure"), ("invoices", "exists and has other columns")):
        with pytest.raises(um.InputErrors) as caught:
            write_findings(url, table, [ROWS])
        assert problem in caught.value.render("en")
    write_findings(url, "findings", [ROWS])
    with pytest.raises(um.InputErrors):
        write_findings(url, "findings", [ROWS, {**ROWS, "on": "no day"}])
    assert written(url) == [("GS401", "u1", "差 5000.00 元")]


def test_a_table_of_others_whose_name_differs_in_its_capitals_only_is_left_alone(database: tuple[str, Run]) -> None:
    url, run = database
    run("CREATE TABLE notes (id TEXT)")
    run("INSERT INTO notes VALUES (?)", [("n1",)])
    if url.startswith("postgresql"):
        # There the two names are of two tables.
        write_findings(url, "Notes", [])
    else:
        with pytest.raises(um.InputErrors) as caught:
            write_findings(url, "Notes", [])
        assert "Notes: exists and has other columns" in caught.value.render("en")
    with connected(url) as (connection, _):
        assert [list(map(tuple, rows)) for rows in connection.rows("notes", ["id"])] == [[("n1",)]]


def written(url: str) -> list[tuple[str, str, str]]:
    query = "SELECT code, subject, message FROM findings"
    if url.startswith("duckdb"):
        with duckdb.connect(url.removeprefix("duckdb:///")) as opened:
            return [tuple(row) for row in opened.execute(query).fetchall()]
    with sql.create_engine(url).connect() as opened:
        return [tuple(row) for row in opened.exec_driver_sql(query)]


def test_an_address_that_leads_nowhere_is_an_error_without_the_password(tmp_path: Path) -> None:
    addresses = {
        f"duckdb:///{tmp_path / 'none.duckdb'}": "there is no such file",
        "nosuch://somebody:secret@host/register": "is not the address of a database that can be read",
        "postgresql://somebody:secret@/register?host=/nowhere": "the database refuses",
    }
    for url, problem in addresses.items():
        with pytest.raises(um.InputErrors) as caught:
            um.load(url)
        assert problem in caught.value.render("en")
        assert "secret" not in caught.value.render("en")


def test_a_file_that_is_no_duckdb_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.duckdb"
    path.write_text("not a database" * 1000)
    with pytest.raises(um.InputErrors) as caught:
        um.load(f"duckdb:///{path}")
    assert "plan.duckdb: the database refuses" in caught.value.render("en")


def test_a_check_writes_its_findings_beside_the_structure(database: tuple[str, Run]) -> None:
    url, run = database
    run("CREATE TABLE unions (id TEXT, name TEXT, kind TEXT)")
    run("INSERT INTO unions VALUES (?, ?, ?)", [("g1", "总工会", "general_federation")])
    command = [sys.executable, "-m", "unionmodel", "check", url, "--on", "2022-12-31", "--select", "DAT901"]
    done = subprocess.run([*command, "--findings-table", "findings", "--language", "zh"], check=False)
    assert done.returncode == 1
    assert written(url) == [("DAT901", "g1", "g1 缺少必填项：所在区域")]


def test_a_file_takes_no_table_of_findings(tmp_path: Path) -> None:
    path = tmp_path / "plan.json"
    path.write_text("{}")
    command = [sys.executable, "-m", "unionmodel", "check", path, "--findings-table", "findings", "--language", "en"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, "--findings-table" in done.stderr) == (2, True)
