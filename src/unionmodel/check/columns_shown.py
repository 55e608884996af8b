"""What findings say about their rows, as columns: the values that decided as JSON, and what is missing."""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterator
from typing import Any

import narwhals as nw
import polars as pl

from unionmodel.check.columns_register import RegisterFrames
from unionmodel.check.columns_terms import Term, Translator
from unionmodel.check.trace import hangs_on
from unionmodel.rules import choices, types
from unionmodel.rules import expr as e
from unionmodel.rules import facts as f

Occurrences = list[tuple[str, Term]]
#: Trees that are unknown just where something below them is: it need not be asked twice.
_AS_UNKNOWN_AS_BELOW = (e.Not, e.Compare, e.Calculated, e.IsIn, f.Derived)
#: So many conditions fit into one number.
_AT_ONCE = 60


def read_of(tree: e.Expr) -> Iterator[e.Expr]:
    """Yield the cells, references and facts that are read of a row to show `tree`, or to say what it misses."""
    for node in e.walk(tree):
        if isinstance(node, (e.Row, e.Cell, f.Itself)):
            yield node
        elif isinstance(node, f.Fact):
            yield node
            for inner in hangs_on(node, {}):
                yield from read_of(inner)


class Missing:
    """Says, as columns, which facts an unknown condition hangs on: what `Tracer.missing` says of one row."""

    def __init__(self, translate: Translator) -> None:
        self._translate = translate

    def of(self, tree: e.Expr) -> Occurrences:
        """Return names, each with the condition under which it is missing, in the order in which they are told."""
        if isinstance(tree, _AS_UNKNOWN_AS_BELOW) and not _of_total(tree) and _told(tree):
            return self._of_all(hangs_on(tree, self._translate.bindings.options))
        below = self._below(tree)
        found = _where(self._translate(tree).is_null(), below) if below else []
        if isinstance(tree, (e.Cell, f.Fact)) and tree.type.kind == "total":
            # Known only from below, it is negative.
            return [(tree.name, (self._translate(tree) < 0).fill_null(False)), *found]
        return found

    def _below(self, tree: e.Expr) -> Occurrences:
        """Return what an unknown tree hangs on."""
        if isinstance(tree, e.Row):
            return [(tree.of.name, nw.lit(True))]
        below = self._of_all(hangs_on(tree, self._translate.bindings.options))
        if isinstance(tree, choices.Certain):
            return _first_given(self._open_totals(tree), below, _apart(tree))
        # Where nothing below is unknown, it is the fact itself that is not known.
        return _first_given(below, [(tree.name, nw.lit(True))]) if isinstance(tree, (e.Cell, f.Fact)) else below

    def _open_totals(self, tree: e.Expr) -> Occurrences:
        totals = {leaf for leaf in e.walk(tree) if isinstance(leaf, f.Fact) and leaf.type.kind == "total"}
        ordered = sorted(totals, key=lambda leaf: leaf.name)
        return [(leaf.name, (self._translate(leaf) < 0).fill_null(False)) for leaf in ordered]

    def _of_all(self, trees: tuple[e.Expr, ...]) -> Occurrences:
        return [one for tree in trees for one in self.of(tree)]


def _told(tree: e.Expr) -> bool:
    """Return whether something below `tree` is surely named as missing wherever `tree` is unknown."""
    if isinstance(tree, f.Derived):
        return _told(tree.of)
    if isinstance(tree, (e.Cell, e.Row, f.Fact, e.Literal_, e.Parameter, e.Setting, f.Itself)):
        return True
    strict = isinstance(tree, (e.Not, e.Compare, e.IsIn, e.Calculated, e.All, e.Any_))
    return tree.sure or (strict and all(_told(child) for child in tree.children))


def _of_total(tree: e.Expr) -> bool:
    """Return whether a tree is about a total, which is unknown in a way of its own."""
    return any(child.type.kind == "total" for child in tree.children)


def _apart(tree: choices.Certain) -> Occurrences:
    least = set(e.walk(tree.surely))
    return [
        (leaf.name, nw.lit(True)) for leaf in e.walk(tree.perhaps) if isinstance(leaf, f.Fact) and leaf not in least
    ]


def _where(condition: Term, occurrences: Occurrences) -> Occurrences:
    return [(name, condition & missing) for name, missing in occurrences]


def _first_given(*alternatives: Occurrences) -> Occurrences:
    """Return the first of several lists that names anything."""
    found: Occurrences = []
    rest = nw.lit(True)
    for occurrences in alternatives:
        found.extend(_where(rest, occurrences))
        for _, missing in occurrences:
            rest = rest & ~missing.fill_null(False)
    return found


class Shown:
    """Writes the values of a row as JSON, as the findings of a report have them."""

    def __init__(self, frames: RegisterFrames, translate: Translator) -> None:
        self._frames = frames
        self._translate = translate

    def fields(self, rows: pl.DataFrame, shows: dict[str, e.Expr]) -> pl.Series:
        """Return one JSON object a row; `rows` holds what the trees read."""
        if not shows:
            return pl.repeat("{}", len(rows), eager=True)
        wide = nw.from_native(rows.lazy())
        made = {name: self._column(rows, wide, tree) for name, tree in shows.items()}
        return pl.DataFrame(made).select(pl.struct(pl.all()).struct.json_encode()).to_series()

    def _column(self, rows: pl.DataFrame, wide: Any, tree: e.Expr) -> pl.Series:
        if isinstance(tree, choices.Which):
            return self._which(wide, tree)
        if isinstance(tree, choices.Percent):
            return self._percent(wide, tree)
        if isinstance(tree, e.Cell) and tree.refers_to is not None and tree.home != "places":
            return self._frames.texts(tree.home, tree.name, rows[tree.name])
        found = wide.select(self._translate(tree).alias("found")).collect().to_native()
        column = found["found"] if len(found) == len(rows) else found["found"].new_from_index(0, len(rows))
        return written(column, tree.type)

    def _which(self, wide: Any, tree: choices.Which) -> pl.Series:
        terms = [
            nw.when(self._translate(condition)).then(nw.lit(cell.name)).alias(str(number))
            for number, (cell, condition) in enumerate(tree.cases)
        ]
        return _lists(wide.select(*terms).collect().to_native())

    def _percent(self, wide: Any, tree: choices.Percent) -> pl.Series:
        part, whole = self._known_part(tree.part), self._known_part(tree.whole)
        tenths = nw.when(whole != 0).then(part * 1000 // whole).alias("tenths")
        found = pl.col("tenths")
        text = pl.concat_str((found // 10).cast(pl.String), pl.lit("."), (found % 10).cast(pl.String))
        found_tenths: pl.DataFrame = wide.select(tenths).collect().to_native()
        return found_tenths.select(text).to_series()

    def _known_part(self, tree: e.Expr) -> Term:
        value = self._translate(tree)
        return nw.when(value < 0).then(-1 - value).otherwise(value) if tree.type.kind == "total" else value


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


def missing_names(rows: pl.DataFrame, occurrences: Occurrences) -> pl.Series:
    """Return for each row the names that are missing there, each once, in order."""
    found = pl.repeat(0, len(rows), dtype=pl.Int64, eager=True)
    answers: dict[int, tuple[str, ...]] = {0: ()}
    # Few combinations occur: each is told by a number, and written out once.
    for start in range(0, len(occurrences), _AT_ONCE):
        some = occurrences[start : start + _AT_ONCE]
        # The width is said: of numbers of different widths, from 2 to the 31st on, Polars cannot make one column.
        bits_of = [(nw.lit(1 << bit, nw.Int64), condition) for bit, (_, condition) in enumerate(some)]
        terms = [nw.when(condition).then(bit).otherwise(nw.lit(0, nw.Int64)) for bit, condition in bits_of]
        total = nw.from_native(rows.lazy()).select(nw.col(rows.columns[0]).alias("#"), _sum(terms).alias("bits"))
        bits = pl.DataFrame({"before": found, "bits": total.collect().to_native()["bits"].cast(pl.Int64)})
        pairs = bits.unique(maintain_order=True).with_row_index("number")
        found = bits.join(pairs, on=["before", "bits"], how="left", maintain_order="left")["number"].cast(pl.Int64)
        names = [name for name, _ in some]
        answers = {
            number: (*answers[before], *(name for bit, name in enumerate(names) if value >> bit & 1))
            for number, before, value in pairs.iter_rows()
        }
    words = [list(dict.fromkeys(answers[number])) for number in range(len(answers))]
    return pl.Series(words, dtype=pl.List(pl.String)).gather(found)


def _sum(terms: list[Term]) -> Term:
    return functools.reduce(operator.add, terms)


def _lists(words: pl.DataFrame) -> pl.Series:
    joined = pl.concat_list(pl.all()).list.drop_nulls()
    return words.select(joined.alias("names")).to_series()
