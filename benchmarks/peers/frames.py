"""Registers as files hold them: Polars frames, one a table, money in yuan; and more cells for the rules that need them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.peers.duckdb_sql import COLUMNS, DAY, FLAG, LIST, MONEY, NUMBER
from benchmarks.register import Columns, columns

AUDIT, BODIES = ("committee", "member", None), ("committee", "organiser", "chair", None)
#: Credit codes that are well formed, and some that are not.
CODES = ("81620102MC0000001X", "91620102MC00000012", "81620102MC000000II", "99", None)


def enriched(organisations: int, seed: int) -> Columns:
    """Return a register with what the rules on bodies, terms, fees and codes read, drawn from the same seed.

    Some employers have two unions, some unions share a code, some are approved by a body that is not above them.
    """
    made, draw = columns(organisations, seed), Random(seed + 1_000)
    unions, employers, links = made["unions"], made["employers"], made["covers"]
    for row in range(len(unions["id"])):
        # Some below a union of elsewhere, some below none, some below themselves.
        if draw.random() < 0.08:
            unions["superior"][row] = draw.choice((draw.choice(unions["id"]), None, unions["id"][row]))
    superiors = dict(zip(unions["id"], unions["superior"], strict=True))
    of_union: dict[str, Any] = {
        "members": lambda key: draw.choice((0, 10, 24, 25, 60, None)),
        "women_members": lambda key: draw.choice((0, 5, 12, 30, None)),
        "body": lambda key: draw.choice(BODIES),
        "audit_body": lambda key: draw.choice(AUDIT),
        "term_years": lambda key: draw.choice((3, 4, 5, 5, None)),
        "term_started_on": lambda key: draw.choice((None, date(2016, 2, 29) + timedelta(draw.randrange(1_500)))),
        "extension_until": lambda key: draw.choice((None, None, None, date(2022, 12, 30), date(2022, 12, 31))),
        "vertical": lambda key: draw.choice((False, False, True)),
        "credit_code": lambda key: _code("8", key, draw),
        "approved_by": lambda key: draw.choice(
            (None, superiors[key], superiors.get(superiors[key]), draw.choice(unions["id"]), "lost")
        ),
    }
    unions |= {name: [cell(key) for key in unions["id"]] for name, cell in of_union.items()}
    employers["credit_code"] = [_code("9", key, draw) for key in employers["id"]]
    employers["payroll"] = [draw.choice((None, 1_000_000, 1_000_050)) for _ in employers["id"]]
    employers["fee_paid"] = [draw.choice((None, 19_999, 20_000, 20_001)) for _ in employers["id"]]
    for row in range(len(links["union"])):
        if draw.random() < 0.1:
            again = {"union": draw.choice(unions["id"]), "employer": links["employer"][row], "since": None}
            for name, cells in links.items():
                cells.append(again[name])
    return made


def _code(start: str, key: str, draw: Random) -> str | None:
    """Return a credit code of its own, mostly; now and then none, an ill-formed one, or one that others have, too."""
    own = f"{start}1620102{int(key[1:]):09}X"
    return draw.choice((own, own, own, *CODES))


def frames(made: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return Polars frames of a register's columns."""
    import polars as pl

    types = {NUMBER: pl.Int64, DAY: pl.Date, FLAG: pl.Boolean, LIST: pl.List(pl.String), MONEY: pl.Decimal(18, 2)}
    found = {}
    for table, cells in made.items():
        wanted = COLUMNS.get(table, {})
        series = []
        for name, values in cells.items():
            kind = types.get(wanted.get(name, ""))
            if wanted.get(name) == MONEY:
                values = [None if value is None else Decimal(value) / 100 for value in values]
            if wanted.get(name) == LIST:
                values = [list(value) for value in values]
            series.append(pl.Series(name, values, dtype=kind))
        found[table] = pl.DataFrame(series)
    return found


def written(made: Mapping[str, Mapping[str, Any]], folder: Path) -> dict[str, Path]:
    """Write a register as Parquet files, one a table; return where they are."""
    folder.mkdir(parents=True, exist_ok=True)
    found = {}
    for table, frame in frames(made).items():
        found[table] = folder / f"{table}.parquet"
        frame.write_parquet(found[table])
    return found
