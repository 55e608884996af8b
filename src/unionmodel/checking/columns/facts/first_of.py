"""The first of several references that resolves, by columns."""

from __future__ import annotations

import narwhals as nw

from unionmodel.checking.columns.expressions import Term
from unionmodel.checking.columns.workspace import Bench
from unionmodel.rules.facts import FirstOf


def term(bench: Bench, fact: FirstOf) -> Term:
    found = nw.lit(None, dtype=nw.Int64)
    for row in reversed(fact.rows):
        found = nw.when(bench.translate(row) >= 0).then(bench.translate(row)).otherwise(found)
    return found
