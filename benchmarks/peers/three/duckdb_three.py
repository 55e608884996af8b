"""The three rules in DuckDB, from the file's tables: the same queries as for all rules, dates and all."""

from __future__ import annotations

from typing import Any

from benchmarks import register
from benchmarks.peers import duckdb_sql
from benchmarks.peers.three.given import CODES, Broken

NAME, PACKAGES, JOINS = "DuckDB, hand-written SQL", ("duckdb",), ()
#: It reads the tables of the file themselves.
READS_TABLES = True


def load(tables: dict[str, Any]) -> dict[str, Any]:
    """Return the frames as they are."""
    return tables


def run(tables: dict[str, Any]) -> Broken:
    """Return what is broken."""
    found = duckdb_sql.findings(tables, register.ON, CODES)
    return {(code, subject) for code, _, subject, outcome in found if outcome == "broken"}
