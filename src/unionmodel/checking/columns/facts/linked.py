"""The union that a link ties to a row, by columns."""

from __future__ import annotations

import polars as pl

from unionmodel.checking.columns.facts.nearest import id_order, nearest_of
from unionmodel.checking.columns.tables import ROW
from unionmodel.checking.columns.workspace import Join, Workspace
from unionmodel.rules.facts import Linked


def answer(workspace: Workspace, fact: Linked) -> Join:
    """Return the union that a link ties to each row: nearest up the chain of the row's place, then smallest id."""
    translate = workspace.translate
    name, start, near = translate.names[fact], translate.row(fact.start), translate.row(fact.near)
    links_of = str(fact.by.table)
    if workspace.empty(links_of) or workspace.empty("unions"):
        return Join({name: pl.lit(-1, dtype=pl.Int64)})
    unions = workspace.lazy("unions").select(
        pl.col(ROW).alias("to"), pl.col("place#").alias("anchor"), id_order(workspace)
    )
    links = (
        workspace.lazy(links_of)
        .filter(translate(fact.where))
        .select(pl.col(translate.row(fact.by)).alias("start"), pl.col(translate.row(fact.to)).alias("to"))
        .filter((pl.col("start") >= 0) & (pl.col("to") >= 0))
        .join(unions, on="to", how="inner")
    )
    # Most rows are tied to one union, wherever it is.
    ends = links.group_by("start").agg(pl.col("to").min().alias("first"), pl.col("to").max().alias("last"))
    ends = ends.collect().lazy()
    only = pl.col("first").alias(f"{name} only")
    workspace.add_joined(
        str(fact.home), [Join(keys={"start": start}, frame=ends.select("start", only), taken=(f"{name} only",))]
    )
    several = ends.filter(pl.col("first") != pl.col("last")).select("start")
    rows = workspace.lazy(str(fact.home)).select(ROW, pl.col(start).alias("start"), pl.col(near).alias("place"))
    rows = rows.join(several, on="start", how="inner")
    chain = workspace.frames.chain.select("place", pl.col("ancestor").alias("anchor"), "distance")
    tied = rows.join(links, on="start", how="inner").join(chain, on=["place", "anchor"], how="left")
    # No chain is longer than there are places: unions off the chain come after all others.
    tied = tied.with_columns(pl.col("distance").fill_null(len(workspace.frames.parents)))
    frame = nearest_of(workspace, tied, [ROW], name).rename({ROW: "key"})
    value = pl.when(pl.col(name).is_null()).then(pl.col(f"{name} only")).otherwise(pl.col(name))
    return Join({name: value.fill_null(-1)}, {"key": ROW}, frame)
