"""A value of another row, by columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import narwhals as nw

from unionmodel.checking.columns.tables import ROW, dtype
from unionmodel.checking.columns.workspace import Bench, Join
from unionmodel.rules.facts import LookUp


def joins(bench: Bench, table: str, facts: Sequence[LookUp]) -> Iterator[Join]:
    grouped: dict[str, list[LookUp]] = {}
    for fact in facts:
        grouped.setdefault(bench.translate.row(fact.through), []).append(fact)
    for several in grouped.values():
        yield _look_up(bench, several)


def _look_up(bench: Bench, facts: list[LookUp]) -> Join:
    """Return what several facts look up through one reference, as one join."""
    through, target = bench.translate.row(facts[0].through), str(facts[0].target.table)
    names = {bench.translate.names[fact]: fact for fact in facts}
    if bench.empty(target):
        return Join({name: nw.lit(None, dtype=dtype(fact.type)) for name, fact in names.items()})
    looked_up = [bench.translate(fact.target).alias(name) for name, fact in names.items()]
    frame = bench.lazy(target).select(nw.col(ROW).alias("key"), *looked_up)
    return Join(keys={"key": through}, frame=frame, taken=tuple(names))
