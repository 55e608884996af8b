"""Searches along places: the nearest union, the linked one, whether a place lies in an area."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np

from unionmodel.checking.columns.expressions import Term, constant
from unionmodel.checking.columns.tables import RANK, ROW, dtype, series
from unionmodel.checking.columns.workspace import Bench, Join
from unionmodel.errors import PackError
from unionmodel.model.vocabulary import codes
from unionmodel.rules.expr import Expr, Literal_, Parameter
from unionmodel.rules.facts import Inside, Linked, Local, Nearest

#: Stands for a wanted value that is not known, and for an answer that is not.
_ANYTHING = -1
_UNSURE = -2
#: Stands for the one union that a row is tied to where there are more.
_SEVERAL = -3


def nearest(bench: Bench, fact: Nearest) -> Join:
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
    frame = _smallest(bench, reached, ["place", *_keys(fact)], name)
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


def linked(bench: Bench, fact: Linked) -> Join:
    """Return the union that a link ties to each row: nearest up the chain of the row's place, then smallest id."""
    translate = bench.translate
    name, start, near = translate.names[fact], translate.row(fact.start), translate.row(fact.near)
    links_of = str(fact.by.table)
    if bench.empty(links_of) or bench.empty("unions"):
        return Join({name: nw.lit(-1, dtype=nw.Int64)})
    unions = bench.lazy("unions").select(nw.col(ROW).alias("to"), nw.col("place#").alias("anchor"), _order(bench))
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
    frame = _smallest(bench, tied, [ROW], name).rename({ROW: "key"})
    value = nw.when(nw.col(name).is_null()).then(nw.col(f"{name} only")).otherwise(nw.col(name))
    return Join({name: value.fill_null(-1)}, {"key": ROW}, frame)


def inside(bench: Bench, fact: Inside) -> Join:
    """Return whether each place lies in the area whose code a parameter gives; nothing lies in an unknown area."""
    name, place = bench.translate.names[fact], bench.translate.row(fact.place)
    if fact.area.type.kind == "row":
        return _within(bench, name, place, bench.translate.row(fact.area))
    geography, code = bench.frames.geography, _area(bench, fact.area)
    rows = bench.frames.rows("places")
    flags = np.asarray(geography.inside(code), dtype=np.bool_)[rows] if code in geography.row else rows < 0
    columns = {"place": series("place", rows, nw.Int64), name: series(name, flags, nw.Boolean)}
    return Join({name: nw.col(name)}, {"place": place}, bench.made(columns))


def _within(bench: Bench, name: str, place: str, area: str) -> Join:
    """Return whether each place is, or lies in, the one beside it."""
    both = (nw.col(place) >= 0) & (nw.col(area) >= 0)
    frame = bench.frames.chain.select("place", "ancestor").with_columns(nw.lit(True).alias(name))
    keys = {"place": place, "ancestor": area}
    return Join({name: nw.when(both).then(nw.col(name).fill_null(False))}, keys, frame)


def local(bench: Bench, fact: Local) -> Join:
    """Return what a parameter is at each place: its value, or that of the jurisdiction that the place lies in."""
    name, place = bench.translate.names[fact], bench.translate.row(fact.place)
    bindings, geography = bench.translate.bindings, bench.frames.geography
    value = bindings.values[fact.parameter.name]
    elsewhere = bindings.local.get(fact.parameter.name)
    if not elsewhere:
        return Join({name: constant(value, fact.type)})
    rows = bench.frames.rows("places")
    prefixes = (geography.jurisdiction(row, elsewhere) for row in rows.tolist())
    values = [value if prefix is None else elsewhere[prefix] for prefix in prefixes]
    columns = {"place": series("place", rows, nw.Int64), name: series(name, values, dtype(fact.type))}
    return Join({name: nw.col(name)}, {"place": place}, bench.made(columns))


def _area(bench: Bench, area: Expr) -> str:
    if isinstance(area, Parameter):
        return str(bench.translate.bindings.values[area.name])
    if isinstance(area, Literal_):
        return str(area.value)
    raise PackError("an area is a parameter or a fixed code, not a value that changes from row to row")


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
    terms = [nw.col(translate.row(fact.anchor)).alias("anchor"), _order(bench)]
    if fact.offers is not None:
        terms.append(translate(fact.offers).alias("offers"))
        everything = nw.lit(False) if fact.offers_all is None else translate(fact.offers_all).fill_null(False)
        terms.append(everything.alias("everything"))
    return bench.lazy("unions").filter(translate(fact.among)).select(*terms).filter(nw.col("anchor") >= 0)


def _order(bench: Bench) -> Term:
    """Return a number by which unions stand in the order of their ids, and which ends in their row number."""
    return (nw.col(RANK) * _base(bench) + nw.col(ROW)).alias("order")


def _smallest(bench: Bench, rows: nw.LazyFrame[Any], keys: list[str], name: str) -> nw.LazyFrame[Any]:
    """Return for each combination of `keys` the row of the union that is nearest, then smallest by id."""
    base = _base(bench)
    score = nw.col("distance") * (base * base) + nw.col("order")
    best = rows.select(*keys, score.alias("score")).group_by(*keys).agg(nw.col("score").min())
    return best.select(*keys, (nw.col("score") % base).alias(name))


def _base(bench: Bench) -> int:
    return bench.frames.size("unions") + 1
