"""Whether a row of another table agrees cell by cell, by columns."""

from __future__ import annotations

import polars as pl

from unionmodel.checking.columns.workspace import Join, Workspace
from unionmodel.rules.facts import Matched


def answer(workspace: Workspace, fact: Matched) -> Join:
    """Return whether each row agrees with one of another table, cell by cell."""
    name, table = workspace.translate.names[fact], str(fact.to[0].home)
    keys = {f"{name} {number}": cell.name for number, cell in enumerate(fact.by)}
    known = ~pl.any_horizontal(*(pl.col(cell.name).is_null() for cell in fact.by))
    if workspace.empty(table):
        return Join({name: pl.when(known).then(pl.lit(False))}, keys)
    cells = [pl.col(cell.name).alias(key) for key, cell in zip(keys, fact.to, strict=True)]
    frame = workspace.lazy(table).filter(workspace.translate(fact.where)).select(*cells).unique()
    found = pl.col(name).fill_null(False)
    return Join({name: pl.when(known).then(found)}, keys, frame.with_columns(pl.lit(True).alias(name)))
