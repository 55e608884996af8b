"""The nearest union up the chain of places, by columns."""

from __future__ import annotations

from typing import Final

import polars as pl

from unionmodel.checking.columns.expressions import Term
from unionmodel.checking.columns.tables import RANK, ROW, series
from unionmodel.checking.columns.workspace import Join, Workspace
from unionmodel.errors import PackError
from unionmodel.model.vocabulary import codes
from unionmodel.rules.facts import Nearest

#: Stands for a wanted value that is not known, and for an answer that is not.
_ANYTHING: Final = -1
_UNSURE: Final = -2


def answer(workspace: Workspace, fact: Nearest) -> Join:
    """Return the union that is nearest to each place (and wanted value), to be joined to the rows that ask."""
    name, start = workspace.translate.names[fact], workspace.translate.row(fact.start)
    asked, keys, made = pl.col(start) >= 0, {"place": start}, dict[str, Term]()
    if fact.wants is not None:
        keys = {"asking": f"{name} asking"}
        # If what is wanted is unknown, the answer is certain only if the first union offers everything.
        made[keys["asking"]] = _asking(fact, pl.col(start), workspace.translate(fact.wants).fill_null(_ANYTHING))
    if workspace.empty("unions"):
        return Join({name: pl.when(asked).then(pl.lit(-1, dtype=pl.Int64))}, keys, None, made)
    # Of several unions at one place only the one with the smallest id can be the answer.
    best = _candidates(workspace, fact).group_by("anchor", *_keys(fact)).agg(pl.col("order").min())
    reached = _searched(workspace, fact).join(best, left_on="ancestor", right_on="anchor", how="inner")
    frame = nearest_of(workspace, reached, ["place", *_keys(fact)], name)
    if fact.wants is not None:
        frame = pl.concat([frame, _for_anything(workspace, fact, name)])
        frame = frame.select(_asking(fact, pl.col("place"), pl.col("want")).alias("asking"), name)
    found = pl.when(pl.col(name) == _UNSURE).then(None).otherwise(pl.col(name).fill_null(-1))
    return Join({name: pl.when(asked).then(found)}, keys, frame, made)


def _asking(fact: Nearest, place: Term, want: Term) -> Term:
    """Return a place and what is wanted there as one number; below 0 where there is no place."""
    vocabulary = None if fact.wants is None else fact.wants.type.vocabulary
    if vocabulary is None:
        raise PackError(f"{fact.name} wants a value of no closed list")
    return place * (len(codes(vocabulary)) + 1) + (want - _ANYTHING)


def _for_anything(workspace: Workspace, fact: Nearest, name: str) -> pl.LazyFrame:
    """Return the nearest union of each place where it is not known what is wanted; _UNSURE where that would decide."""
    candidates = _unions(workspace, fact).filter(pl.col("everything") | (pl.col("offers") > 0))
    names = pl.when(pl.col("offers") > 0).then(1).otherwise(0)
    here = (
        candidates.select("anchor", (pl.col("order") * 2 + names).alias("first"))
        .group_by("anchor")
        .agg(pl.col("first").min())
    )
    reached = _searched(workspace, fact).join(here, left_on="ancestor", right_on="anchor", how="inner")
    base = _base(workspace)
    score = pl.col("distance") * (2 * base * base) + pl.col("first")
    nearest_ = reached.select("place", score.alias("score")).group_by("place").agg(pl.col("score").min())
    sure = (pl.col("score") // 2) % base
    union = pl.when(pl.col("score") % 2 == 1).then(pl.lit(_UNSURE, dtype=pl.Int64)).otherwise(sure)
    return nearest_.select("place", pl.lit(_ANYTHING, dtype=pl.Int64).alias("want"), union.alias(name))


def _keys(fact: Nearest) -> list[str]:
    return [] if fact.wants is None else ["want"]


def _searched(workspace: Workspace, fact: Nearest) -> pl.LazyFrame:
    """Return the part of each place's chain that is searched."""
    chain = workspace.frames.chain
    if fact.from_county_down:
        chain = chain.filter("low")
    return chain.filter(pl.col("distance") > 0) if fact.strictly_above else chain


def _candidates(workspace: Workspace, fact: Nearest) -> pl.LazyFrame:
    """Return the unions that count, one row for each value that they offer."""
    unions = _unions(workspace, fact)
    if fact.offers is None or fact.offers.type.vocabulary is None:
        return unions
    bits = list(codes(fact.offers.type.vocabulary).values())
    values = pl.LazyFrame(
        {"want": series("want", bits, pl.Int64), "bit": series("bit", [1 << n for n in bits], pl.Int64)}
    )
    offered = unions.join(values, how="cross")
    return offered.filter(((pl.col("offers") // pl.col("bit")) % 2 == 1) | pl.col("everything"))


def _unions(workspace: Workspace, fact: Nearest) -> pl.LazyFrame:
    """Return the unions that count, with their anchor and, where values are offered, what they offer."""
    translate = workspace.translate
    terms = [pl.col(translate.row(fact.anchor)).alias("anchor"), id_order(workspace)]
    if fact.offers is not None:
        terms.append(translate(fact.offers).alias("offers"))
        everything = pl.lit(False) if fact.offers_all is None else translate(fact.offers_all).fill_null(False)
        terms.append(everything.alias("everything"))
    return workspace.lazy("unions").filter(translate(fact.among)).select(*terms).filter(pl.col("anchor") >= 0)


def id_order(workspace: Workspace) -> Term:
    """Return a number by which unions stand in the order of their ids, and which ends in their row number."""
    return (pl.col(RANK) * _base(workspace) + pl.col(ROW)).alias("order")


def nearest_of(workspace: Workspace, rows: pl.LazyFrame, keys: list[str], name: str) -> pl.LazyFrame:
    """Return for each combination of `keys` the row of the union that is nearest, then smallest by id."""
    base = _base(workspace)
    score = pl.col("distance") * (base * base) + pl.col("order")
    best = rows.select(*keys, score.alias("score")).group_by(*keys).agg(pl.col("score").min())
    return best.select(*keys, (pl.col("score") % base).alias(name))


def _base(workspace: Workspace) -> int:
    return workspace.frames.size("unions") + 1
