"""Rules of all subjects as hand-written DuckDB SQL: a third reading of the catalogue, and a peer for registers.

Written from the catalogue and its readings, not from the library. `sql/facts.sql` holds what several rules read, computed
once; `sql/rules.sql` holds a query a rule. DAT902, which is one question asked of every reference of every table, is put
together here. Money is in yuan, as files have it; a list stands in a list column or in one cell, split by semicolons.

What it leaves out, and the registers do not have: days before the end of 2022, circles of places, ids of places that are
spelt in two ways, parameters, waivers, reasons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.peers.land import shipped
from benchmarks.peers.references import REFERENCES, SUBJECTS

#: code, table, subject, outcome
Finding = tuple[str, str, str, str]

FIRST_DAY = date(2022, 12, 31)
FOLDER = Path(__file__).with_name("sql")
TEXT, NUMBER, DAY, FLAG, LIST, MONEY = "VARCHAR", "BIGINT", "DATE", "BOOLEAN", "VARCHAR[]", "DECIMAL(18, 2)"
#: The columns that the queries read beside references and the cells that name a row, with their types.
COLUMNS: dict[str, dict[str, str]] = {
    "places": {"code": TEXT, "level": TEXT, "parent": TEXT, "reporting_unit": FLAG},
    "unions": {
        "id": TEXT, "kind": TEXT, "place": TEXT, "superior": TEXT, "vertical": FLAG, "industries": LIST, "groups": LIST,
        "founding_mode": TEXT, "sponsor": TEXT, "body": TEXT, "status": TEXT, "approved_by": TEXT, "founded_on": DAY,
        "dissolved_on": DAY, "members": NUMBER, "women_members": NUMBER, "audit_body": TEXT, "term_started_on": DAY,
        "term_years": NUMBER, "extension_until": DAY, "credit_code": TEXT,
    },
    "employers": {
        "id": TEXT, "place": TEXT, "role": TEXT, "opened_on": DAY, "closed_on": DAY, "credit_code": TEXT,
        "payroll": MONEY, "fee_paid": MONEY,
    },
    "covers": {"union": TEXT, "employer": TEXT, "since": DAY, "until": DAY},
    "headcounts": {
        "employer": TEXT, "place": TEXT, "group": TEXT, "workers": NUMBER, "members": NUMBER, "as_of": DAY,
        "source": TEXT,
    },
    "funding": {
        "union": TEXT, "year": NUMBER, "amount": MONEY, "source": TEXT, "payer": TEXT, "purpose": TEXT,
    },
    "activities": {"union": TEXT, "on": DAY, "kind": TEXT},
}  # fmt: skip
_HEADER = re.compile(r"^-- rule (\w+) (\w+)\n", re.MULTILINE)
_TABLE = re.compile(r"CREATE TEMP TABLE (\w+)")


def queries() -> Iterator[tuple[str, str, str]]:
    """Yield code, table and query of every rule but DAT902."""
    parts = _HEADER.split((FOLDER / "rules.sql").read_text("utf-8"))[1:]
    for code, table, query in zip(*(parts[start::3] for start in range(3)), strict=True):
        yield code, table, query.strip().rstrip(";")


CODES = tuple(sorted({code for code, _, _ in queries()} | {"DAT902"}))


def connected(tables: Mapping[str, Any]) -> Any:
    """Return a connection in which every table of the file is a view.

    `tables` gives Parquet files as a path or a pattern, or anything that DuckDB takes as a table (a frame, Arrow).
    """
    import duckdb

    connection = duckdb.connect()
    for name, source in tables.items():
        if isinstance(source, str | Path):
            connection.execute(f"CREATE VIEW given_{name} AS FROM read_parquet('{source}')")
        else:
            connection.register(f"given_{name}", source)
    for name in SUBJECTS.keys() | {"headcounts", "direct_members"}:
        _view(connection, name, name in tables)
    connection.execute(
        "CREATE TEMP TABLE shipped (code VARCHAR, level VARCHAR, parent VARCHAR, reporting_unit BOOLEAN)"
    )
    rows = [[spot.code, spot.level, spot.parent, spot.reporting_unit] for spot in shipped().values()]
    places = ", ".join(f"({', '.join(map(_literal, row))})" for row in rows)
    connection.execute(f"INSERT INTO shipped VALUES {places}")
    return connection


def _literal(value: Any) -> str:
    return "NULL" if value is None else repr(value)


def _view(connection: Any, name: str, is_given: bool) -> None:
    """Make the view of a table: every column that is read, a missing one blank."""
    named = SUBJECTS.get(name, ("union", "group", "employer"))
    wanted = {column: TEXT for column in (*named, *REFERENCES[name])} | COLUMNS.get(name, {})
    given = (
        dict(connection.execute(f"SELECT column_name, column_type FROM (DESCRIBE given_{name})").fetchall())
        if is_given
        else {}
    )
    cells = []
    for column, kind in wanted.items():
        cell = f'"{column}"' if column in given else f"NULL::{kind}"
        if kind == LIST and column in given and given[column] == TEXT:
            cell = f"string_split_regex({cell}, '[;、]')"
        cells.append(
            f'coalesce({cell}, [])::VARCHAR[] AS "{column}"' if kind == LIST else f'{cell}::{kind} AS "{column}"'
        )
    source = f"FROM given_{name}" if is_given else "WHERE FALSE"
    connection.execute(f"CREATE VIEW {name} AS SELECT {', '.join(cells)} {source}")


def in_folder(folder: Path) -> dict[str, str]:
    """Return the Parquet files of a register, by table: one file, or a folder of parts."""
    found = {path.stem: str(path) for path in folder.glob("*.parquet") if path.stem in REFERENCES}
    parts = {path.name: f"{path}/*.parquet" for path in folder.iterdir() if path.is_dir() and path.name in REFERENCES}
    return found | parts


def findings(tables: Mapping[str, Any], on: date, select: tuple[str, ...] = CODES) -> list[Finding]:
    """Return what the rules find on a day. Raises ValueError for a day before the end of 2022."""
    connection = judged(tables, on, select)
    found: list[Finding] = connection.execute("SELECT code, place, subject, outcome FROM finding").fetchall()
    connection.close()
    return found


def judged(tables: Mapping[str, Any], on: date, select: tuple[str, ...] = CODES) -> Any:
    """Return a connection with the table `finding`: code, place (the table), subject, outcome."""
    if on < FIRST_DAY:
        raise ValueError(f"the queries read days from {FIRST_DAY} on, not {on}")
    connection = connected(tables)
    full_year = (on + timedelta(1)).year - 1
    for name, value in (("day", f"DATE '{on}'"), ("year", on.year), ("full_year", full_year)):
        connection.execute(f"SET VARIABLE {name} = {value}")
    asked = [*queries(), *(("DAT902", name, _dangling(name)) for name in REFERENCES)]
    asked = [one for one in asked if one[0] in select]
    for statement in _needed(" ".join(query for _, _, query in asked)):
        connection.execute(statement)
    connection.execute("CREATE TEMP TABLE finding (code VARCHAR, place VARCHAR, subject VARCHAR, outcome VARCHAR)")
    for code, table, query in asked:
        connection.execute(
            f"INSERT INTO finding SELECT '{code}', '{table}', subject, outcome(applies, holds) AS found "
            f"FROM ({query}) WHERE found IS NOT NULL"
        )
    return connection


def _needed(text: str) -> list[str]:
    """Return the statements of the facts that a text reads, and those that they read, in the order of the file."""
    chosen: list[str] = []
    for statement in reversed((FOLDER / "facts.sql").read_text("utf-8").split(";\n")):
        made = _TABLE.search(statement)
        if statement.strip() and (made is None or re.search(rf"\b{made[1]}\b", text)):
            chosen.append(statement)
            text += statement
    return chosen[::-1]


def check(folder: Path, on: date) -> dict[str, list[str]]:
    """Return the subjects that break each rule, by code, in a folder of Parquet files."""
    broken: dict[str, list[str]] = {code: [] for code in CODES}
    for code, _, subject, outcome in findings(in_folder(folder), on):
        if outcome == "broken":
            broken[code].append(subject)
    return broken


def write(folder: Path, on: date, output: Path) -> None:
    """Write the findings in a folder of Parquet files to one, as a check of a register does."""
    connection = judged(in_folder(folder), on)
    connection.execute(
        f"COPY (SELECT code, place AS \"table\", subject, outcome FROM finding) TO '{output}' (FORMAT parquet)"
    )
    connection.close()


def columns_read() -> dict[str, list[str]]:
    """Return the columns that the queries may read, by table."""
    named = {name: (*SUBJECTS.get(name, ()), *REFERENCES[name], *COLUMNS.get(name, ())) for name in REFERENCES}
    return {name: list(dict.fromkeys(columns)) for name, columns in named.items()}


def _dangling(name: str) -> str:
    """Return the query of DAT902 for a table: rows in which a reference is given that does not resolve."""
    joins, lost = [], []
    for column, target in REFERENCES[name].items():
        key, table = ("code", "spot") if target == "places" else ("id", target)
        joins.append(f'LEFT JOIN (SELECT {key} AS key FROM {table}) AS "{column}_" ON "{column}_".key = row."{column}"')
        lost.append(f'(row."{column}" IS NULL OR "{column}_".key IS NOT NULL)')
    return f"SELECT {_subject(name)} AS subject, TRUE AS applies, {' AND '.join(lost)} AS holds FROM {name} AS row {' '.join(joins)}"


def _subject(name: str) -> str:
    """Return how a report names a row of a table, in SQL."""
    if name == "headcounts":
        whose = "concat_ws('+', 'e:' || row.employer, 'p:' || row.place)"
        return f"{whose} || '|' || coalesce(row.\"group\", '')"
    if name == "direct_members":
        start = 'concat(row."union", \'|\', row."group")'
        return f"{start} || coalesce('|' || row.employer, '')"
    return "concat(" + ", '|', ".join(f'row."{column}"' for column in SUBJECTS[name]) + ")"
