"""The nearest union up the chain of places, by columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final

import narwhals as nw

from unionmodel.checking.columns.expressions import Term
from unionmodel.checking.columns.tables import RANK, ROW, series
from unionmodel.checking.columns.workspace import Bench, Join
from unionmodel.errors import PackError
from unionmodel.model.vocabulary import codes
from unionmodel.rules.facts import Nearest

#: Stands for a wanted value that is not known, and for an answer that is not.
_ANYTHING: Final = -1
_UNSURE: Final = -2


def joins(bench: Bench, table: str, facts: Sequence[Nearest]) -> Iterator[Join]:
    return (_nearest(bench, fact) for fact in facts)


def _nearest(bench: Bench, fact: Nearest) -> Join:
    """Return the union that is nearest to each place (and wanted value), to be joined to the rows that ask."""
    name, start = bench.translate.names[fact], bench.translate.row(fact.start)
    asked, keys, made = nw.col(start) >= 0, {"place": start}, dict[str, Term]()
    if fact.wants is not None:
        keys = {"asking": f"{name} asking"}
        # Where it is not known what is wanted, only a union that offers everything, before all others, is sure.
        made[keys["asking"]] = _asking(fact, nw.col(start), bench.translate(fact.wants).fill_null(_ANYTHING))
    if bench.empty("unions"):
        return Join({name: nw.when(asked).then(nw.lit(-1, dtype=nw.Int64))}, keys, None, made)
    # Of several unions at one place only the one with the smallest id can be the answer.
    best = _candidates(bench, fact).group_by("anchor", *_keys(fact)).agg(nw.col("order").min())
    reached = _searched(bench, fact).join(best, left_on="ancestor", right_on="anchor", how="inner")
    frame = nearest_of(bench, reached, ["place", *_keys(fact)], name)
    if fact.wants is not None:
        frame = nw.concat([frame, _for_anything(bench, fact, name)])
        frame = frame.select(_asking(fact, nw.col("place"), nw.col("want")).alias("asking"), name)
    found = nw.when(nw.col(name) == _UNSURE).then(None).otherwise(nw.col(name).fill_null(-1))
    return Join({name: nw.when(asked).then(found)}, keys, frame, made)


def _asking(fact: Nearest, place: Term, want: Term) -> Term:
    """Return a place and what is wanted there as one number; below 0 where there is no place."""
    vocabulary = None if fact.wants is None else fact.wants.type.vocabulary
    if vocabulary is None:
        raise PackError(f"{fact.name} wants a value of no closed list")
    return place * (len(codes(vocabulary)) + 1) + (want - _ANYTHING)


def _for_anything(bench: Bench, fact: Nearest, name: str) -> nw.LazyFrame[Any]:
    """Return the nearest union of each place where it is not known what is wanted; _UNSURE where that would decide."""
    candidates = _unions(bench, fact).filter(nw.col("everything") | (nw.col("offers") > 0))
    names = nw.when(nw.col("offers") > 0).then(1).otherwise(0)
    here = (
        candidates.select("anchor", (nw.col("order") * 2 + names).alias("first"))
        .group_by("anchor")
        .agg(nw.col("first").min())
    )
    reached = _searched(bench, fact).join(here, left_on="ancestor", right_on="anchor", how="inner")
    base = _base(bench)
    score = nw.col("distance") * (2 * base * base) + nw.col("first")
    nearest_ = reached.select("place", score.alias("score")).group_by("place").agg(nw.col("score").min())
    sure = (nw.col("score") // 2) % base
    union = nw.when(nw.col("score") % 2 == 1).then(nw.lit(_UNSURE, dtype=nw.Int64)).otherwise(sure)
    return nearest_.select("place", nw.lit(_ANYTHING, dtype=nw.Int64).alias("want"), union.alias(name))


def _keys(fact: Nearest) -> list[str]:
    return [] if fact.wants is None else ["want"]


def _searched(bench: Bench, fact: Nearest) -> nw.LazyFrame[Any]:
    """Return the part of each place's chain that is searched."""
    chain = bench.frames.chain
    if fact.from_county_down:
        chain = chain.filter("low")
    return chain.filter(nw.col("distance") > 0) if fact.strictly_above else chain


def _candidates(bench: Bench, fact: Nearest) -> nw.LazyFrame[Any]:
    """Return the unions that count, one row for each value that they offer."""
    unions = _unions(bench, fact)
    if fact.offers is None or fact.offers.type.vocabulary is None:
        return unions
    bits = list(codes(fact.offers.type.vocabulary).values())
    values = bench.made(
        {"want": series("want", bits, nw.Int64), "bit": series("bit", [1 << n for n in bits], nw.Int64)}
    )
    offered = unions.join(values, how="cross")
    return offered.filter(((nw.col("offers") // nw.col("bit")) % 2 == 1) | nw.col("everything"))


def _unions(bench: Bench, fact: Nearest) -> nw.LazyFrame[Any]:
    """Return the unions that count, with their anchor and, where values are offered, what they offer."""
    translate = bench.translate
    terms = [nw.col(translate.row(fact.anchor)).alias("anchor"), id_order(bench)]
    if fact.offers is not None:
        terms.append(translate(fact.offers).alias("offers"))
        everything = nw.lit(False) if fact.offers_all is None else translate(fact.offers_all).fill_null(False)
        terms.append(everything.alias("everything"))
    return bench.lazy("unions").filter(translate(fact.among)).select(*terms).filter(nw.col("anchor") >= 0)


def id_order(bench: Bench) -> Term:
    """Return a number by which unions stand in the order of their ids, and which ends in their row number."""
    return (nw.col(RANK) * _base(bench) + nw.col(ROW)).alias("order")


def nearest_of(bench: Bench, rows: nw.LazyFrame[Any], keys: list[str], name: str) -> nw.LazyFrame[Any]:
    """Return for each combination of `keys` the row of the union that is nearest, then smallest by id."""
    base = _base(bench)
    score = nw.col("distance") * (base * base) + nw.col("order")
    best = rows.select(*keys, score.alias("score")).group_by(*keys).agg(nw.col("score").min())
    return best.select(*keys, (nw.col("score") % base).alias(name))


def _base(bench: Bench) -> int:
    return bench.frames.size("unions") + 1
