"""What findings say about their rows, as columns: the values that decided, as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from unionmodel.checking.columns.expressions import Term, Translator
from unionmodel.checking.register.tables import RegisterFrames
from unionmodel.rules import choices, types
from unionmodel.rules import expr as e
from unionmodel.rules import facts as f
from unionmodel.rules.rule import Part


def read_of(tree: e.Expr) -> Iterator[e.Expr]:
    """Yield the cells, references and facts that are read of a row to show `tree`, or to say what it misses."""
    for node in e.walk(tree):
        if isinstance(node, (e.Row, e.Cell, f.Itself)):
            yield node
        elif isinstance(node, f.Fact):
            yield node
            for inner in node.unknown_through:
                yield from read_of(inner)


def read_to_report(part: Part) -> list[e.Expr]:
    """Return what is read of a row to report it by a part of a rule."""
    trees = (part.when, part.require, *part.shows.values(), part.milder)
    return [leaf for tree in trees if tree is not None for leaf in read_of(tree)]


class FieldWriter:
    """Writes the values of a row as JSON, as the findings of a report have them."""

    def __init__(self, frames: RegisterFrames, translate: Translator) -> None:
        self._frames = frames
        self._translate = translate

    def fields(self, rows: pl.DataFrame, shows: dict[str, e.Expr]) -> pl.Series:
        """Return one JSON object a row; `rows` holds what the trees read."""
        if not shows:
            return pl.repeat("{}", len(rows), eager=True)
        made = {name: self._column(rows, tree) for name, tree in shows.items()}
        return pl.DataFrame(made).select(pl.struct(pl.all()).struct.json_encode()).to_series()

    def _column(self, rows: pl.DataFrame, tree: e.Expr) -> pl.Series:
        if isinstance(tree, choices.CellsWhere):
            return self._which(rows, tree)
        if isinstance(tree, choices.Percent):
            return self._percent(rows, tree)
        if isinstance(tree, e.Cell) and tree.refers_to is not None and tree.home != "places":
            return self._frames.texts(tree.home, tree.name, rows[tree.name])
        found = rows.select(self._translate(tree).alias("found"))["found"]
        column = found if len(found) == len(rows) else found.new_from_index(0, len(rows))
        return written(column, tree.type)

    def _which(self, rows: pl.DataFrame, tree: choices.CellsWhere) -> pl.Series:
        terms = [
            pl.when(self._translate(condition)).then(pl.lit(cell.name)).alias(str(number))
            for number, (cell, condition) in enumerate(tree.cases)
        ]
        return _lists(rows.select(*terms))

    def _percent(self, rows: pl.DataFrame, tree: choices.Percent) -> pl.Series:
        part, whole = self._known_part(tree.part), self._known_part(tree.whole)
        found = pl.when(whole != 0).then(part * 1000 // whole)
        text = pl.concat_str((found // 10).cast(pl.String), pl.lit("."), (found % 10).cast(pl.String))
        return rows.select(text).to_series()

    def _known_part(self, tree: e.Expr) -> Term:
        value = self._translate(tree)
        return pl.when(value < 0).then(-1 - value).otherwise(value) if tree.type.kind == "total" else value


def written(values: pl.Series, kind: types.Type) -> pl.Series:
    """Return internal values as JSON has them: money as yuan with two decimals, dates in ISO form, codes as words."""
    value = pl.col("value")
    if kind.kind == "total":
        value = pl.when(value < 0).then(-1 - value).otherwise(value)
    if kind.money:
        fen = (value % 100).cast(pl.String).str.zfill(2)
        value = pl.concat_str((value // 100).cast(pl.String), pl.lit("."), fen)
    elif kind.kind == "date":
        value = value.dt.strftime("%Y-%m-%d")
    elif kind.vocabulary is not None:
        members = [str(member.value) for member in kind.vocabulary]
        numbers = values.drop_nulls().unique().to_list()
        if kind.kind == "list":
            words: dict[int, Any] = {n: [m for bit, m in enumerate(members) if n >> bit & 1] for n in numbers}
            return _mapped(values, words, pl.List(pl.String))
        return _mapped(values, {n: members[n] for n in numbers}, pl.String)
    return pl.DataFrame({"value": values}).select(value).to_series()


def _mapped(values: pl.Series, words: dict[int, Any], dtype: Any) -> pl.Series:
    index = pl.DataFrame(
        {"value": pl.Series(list(words), dtype=values.dtype), "word": pl.Series(list(words.values()), dtype=dtype)}
    )
    return pl.DataFrame({"value": values}).join(index, on="value", how="left", maintain_order="left")["word"]


def _lists(words: pl.DataFrame) -> pl.Series:
    joined = pl.concat_list(pl.all()).list.drop_nulls()
    return words.select(joined.alias("names")).to_series()
