"""A value of another row, by columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from unionmodel.checking.columns.tables import ROW, dtype
from unionmodel.checking.columns.workspace import Join, Workspace
from unionmodel.rules.facts import LookUp


def joins(workspace: Workspace, facts: Sequence[LookUp]) -> Iterator[Join]:
    grouped: dict[str, list[LookUp]] = {}
    for fact in facts:
        grouped.setdefault(workspace.translate.row(fact.through), []).append(fact)
    for several in grouped.values():
        yield _look_up(workspace, several)


def _look_up(workspace: Workspace, facts: list[LookUp]) -> Join:
    """Return what several facts look up through one reference, as one join."""
    through, target = workspace.translate.row(facts[0].through), str(facts[0].target.table)
    names = {workspace.translate.names[fact]: fact for fact in facts}
    if workspace.empty(target):
        return Join({name: pl.lit(None, dtype=dtype(fact.type)) for name, fact in names.items()})
    looked_up = [workspace.translate(fact.target).alias(name) for name, fact in names.items()]
    frame = workspace.lazy(target).select(pl.col(ROW).alias("key"), *looked_up)
    return Join(keys={"key": through}, frame=frame, taken=tuple(names))
