"""The union that a link ties to a row, by columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import narwhals as nw

from unionmodel.checking.columns.facts.nearest import id_order, nearest_of
from unionmodel.checking.columns.tables import ROW
from unionmodel.checking.columns.workspace import Bench, Join
from unionmodel.rules.facts import Linked

#: Stands for the one union that a row is tied to where there are more.
_SEVERAL: Final = -3


def joins(bench: Bench, table: str, facts: Sequence[Linked]) -> Iterator[Join]:
    return (_linked(bench, fact) for fact in facts)


def _linked(bench: Bench, fact: Linked) -> Join:
    """Return the union that a link ties to each row: nearest up the chain of the row's place, then smallest id."""
    translate = bench.translate
    name, start, near = translate.names[fact], translate.row(fact.start), translate.row(fact.near)
    links_of = str(fact.by.table)
    if bench.empty(links_of) or bench.empty("unions"):
        return Join({name: nw.lit(-1, dtype=nw.Int64)})
    unions = bench.lazy("unions").select(nw.col(ROW).alias("to"), nw.col("place#").alias("anchor"), id_order(bench))
    links = (
        bench.lazy(links_of)
        .filter(translate(fact.where))
        .select(nw.col(translate.row(fact.by)).alias("start"), nw.col(translate.row(fact.to)).alias("to"))
        .filter((nw.col("start") >= 0) & (nw.col("to") >= 0))
        .join(unions, on="to", how="inner")
    )
    # Most rows are tied to one union, wherever it is.
    ends = bench.settled(
        links.group_by("start").agg(nw.col("to").min().alias("first"), nw.col("to").max().alias("last"))
    )
    only = nw.when(nw.col("first") == nw.col("last")).then(nw.col("first")).otherwise(_SEVERAL).alias(f"{name} only")
    bench.add_joined(
        str(fact.home), [Join(keys={"start": start}, frame=ends.select("start", only), taken=(f"{name} only",))]
    )
    several = ends.filter(nw.col("first") != nw.col("last")).select("start")
    rows = bench.lazy(str(fact.home)).select(ROW, nw.col(start).alias("start"), nw.col(near).alias("place"))
    rows = rows.join(several, on="start", how="inner")
    chain = bench.frames.chain.select("place", nw.col("ancestor").alias("anchor"), "distance")
    tied = rows.join(links, on="start", how="inner").join(chain, on=["place", "anchor"], how="left")
    # No chain is longer than there are places: unions off the chain come after all others.
    tied = tied.with_columns(nw.col("distance").fill_null(len(bench.frames.parents)))
    frame = nearest_of(bench, tied, [ROW], name).rename({ROW: "key"})
    value = nw.when(nw.col(name).is_null()).then(nw.col(f"{name} only")).otherwise(nw.col(name))
    return Join({name: value.fill_null(-1)}, {"key": ROW}, frame)
