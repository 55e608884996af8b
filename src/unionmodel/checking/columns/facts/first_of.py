"""The first of several references that resolves, by columns."""

from __future__ import annotations

import polars as pl

from unionmodel.checking.columns.expressions import Term
from unionmodel.checking.columns.workspace import Workspace
from unionmodel.rules.facts import FirstOf


def answer(workspace: Workspace, fact: FirstOf) -> Term:
    found = pl.lit(None, dtype=pl.Int64)
    for row in reversed(fact.rows):
        found = pl.when(workspace.translate(row) >= 0).then(workspace.translate(row)).otherwise(found)
    return found
