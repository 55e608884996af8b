"""Whether a row of another table agrees cell by cell, by columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import narwhals as nw

from unionmodel.checking.columns.workspace import Bench, Join
from unionmodel.rules.facts import Matched


def joins(bench: Bench, table: str, facts: Sequence[Matched]) -> Iterator[Join]:
    return (_matched(bench, fact) for fact in facts)


def _matched(bench: Bench, fact: Matched) -> Join:
    """Return whether each row agrees with one of another table, cell by cell."""
    name, table = bench.translate.names[fact], str(fact.to[0].home)
    keys = {f"{name} {number}": cell.name for number, cell in enumerate(fact.by)}
    known = ~nw.any_horizontal(*(nw.col(cell.name).is_null() for cell in fact.by), ignore_nulls=True)
    if bench.empty(table):
        return Join({name: nw.when(known).then(nw.lit(False))}, keys)
    cells = [nw.col(cell.name).alias(key) for key, cell in zip(keys, fact.to, strict=True)]
    frame = bench.lazy(table).filter(bench.translate(fact.where)).select(*cells).unique()
    found = nw.col(name).fill_null(False)
    return Join({name: nw.when(known).then(found)}, keys, frame.with_columns(nw.lit(True).alias(name)))
