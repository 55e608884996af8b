"""An empty database of each kind, for tests that keep a structure in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pytest
import sqlalchemy as sql

from tests.io.databases import Run, postgresql, server_programs


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    programs = server_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed: the package postgresql brings its server")
    with postgresql(programs) as url:
        yield url


@pytest.fixture(params=["duckdb", "sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Run]]:
    """An empty database: its address, and how to run a statement there."""
    if request.param == "duckdb":
        path = tmp_path / "register.duckdb"

        def run_there(statement: str, rows: Sequence[Sequence[Any]] = ((),)) -> None:
            with duckdb.connect(path) as opened:
                opened.executemany(statement, rows) if rows != ((),) else opened.execute(statement)

        run_there("SELECT 1")
        yield f"duckdb:///{path}", run_there
        return
    url = f"sqlite:///{tmp_path / 'register.db'}" if request.param == "sqlite" else request.getfixturevalue("server")
    engine = sql.create_engine(url)
    mark = "?" if request.param == "sqlite" else "%s"

    def run(statement: str, rows: Sequence[Sequence[Any]] = ((),)) -> None:
        with engine.begin() as opened:
            for row in rows:
                opened.exec_driver_sql(statement.replace("?", mark), tuple(row))

    if request.param == "postgresql":
        run("DROP SCHEMA public CASCADE")
        run("CREATE SCHEMA public")
    else:
        run("SELECT 1")
    yield url, run
    engine.dispose()
