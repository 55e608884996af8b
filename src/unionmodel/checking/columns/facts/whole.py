"""One answer for the whole structure, by columns."""

from __future__ import annotations

from unionmodel.checking.columns.tables import ROW
from unionmodel.checking.columns.workspace import Bench
from unionmodel.rules.facts import Whole


def answer(bench: Bench, fact: Whole) -> bool | int:
    if fact.of is None or bench.empty(fact.searched):
        number = bench.frames.size(fact.searched)
    else:
        rows = bench.lazy(fact.searched).filter(bench.translate(fact.of)).select(ROW)
        number = bench.size(rows.head(1) if fact.how == "any" else rows)
    return number > 0 if fact.how == "any" else number
