"""Whole columns read at once: what is plainly right by expressions, the few other values one by one.

A column that has been read holds text, whole numbers (money in fen), dates, truth values, or a Polars enum: the codes of
a closed list, for a list cell the sets of codes that occur, each joined by semicolons.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import attrs
import polars as pl

from unionmodel import resident
from unionmodel.model.amounts import COUNT_LIMIT, MONEY_LIMIT, YEARS
from unionmodel.model.cells import IDENTIFYING, CellProblem, inward, resident_ids
from unionmodel.model.dictionary import Column
from unionmodel.model.vocabulary import mask

#: What separates the members of a list while it is handled as one text.
_UNIT: Final = "\x1f"
#: Printable, plain, without white space at either end, and no number that a spreadsheet mangled.
_PLAIN_KEY: Final = r"^[!-~](?:[ -~]*[!-~])?$"
_MANGLED: Final = r"^\d\.\d+E\+\d+$"
#: A text that must be looked at: white or invisible at an end, or with a character that no file can carry.
_ODD_TEXT: Final = (
    r"^$|^[\s\x1c-\x1f\u{180E}\u{200B}-\u{200F}\u{FEFF}]|[\s\x1c-\x1f\u{180E}\u{200B}-\u{200F}\u{FEFF}]$"
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
#: No more whole yuan than this are exact in a binary fraction of fen.
_EXACT_YUAN: Final = 2**53 // 100


@attrs.frozen(eq=False)
class Read:
    """A column as it was read: its values, which rows cannot be read and why, and whether it held what it holds now."""

    values: pl.Series
    problems: list[tuple[list[int], object, CellProblem]]
    unchanged: bool


def read(column: Column, raw: pl.Series) -> Read:
    """Return the cells of a column as a register keeps them; blanks become the default of the column."""
    kind = _dtype(column)
    quick = _QUICK[column.type](column, raw)
    if quick is None:
        found, left = without_values(column.name, kind or pl.String, len(raw)), raw.is_not_null()
    else:
        found, left = quick
    problems: list[tuple[list[int], object, CellProblem]] = []
    unchanged = raw.dtype == pl.String and not bool(left.any())
    slow = bool(left.any()) or kind is None
    if slow:
        found, problems = _one_by_one(column, raw, found, left, kind)
    found = _filled(column, found)
    if column.key:
        problems = [*_without_key(column, found, problems), *problems]
    return Read(_narrow(found.alias(column.name)), problems, unchanged)


def blank(column: Column, rows: int) -> pl.Series:
    """Return a column that nobody filled in."""
    return _filled(column, without_values(column.name, _dtype(column) or pl.Enum([""]), rows))


def without_values(name: str, kind: Any, rows: int) -> pl.Series:
    """Return a column of blanks."""
    return pl.Series(name, [None], dtype=kind).new_from_index(0, rows)


def numbered(column: Column, values: pl.Series) -> pl.Series:
    """Return a column with the values of a closed list as numbers, sets of them as bits."""
    if column.vocabulary is None:
        return values
    numbers = values.to_physical()
    if column.type == "enum":
        return numbers
    sets = values.dtype.categories.to_list()  # type: ignore[attr-defined]
    masks = pl.Series([mask(one.split(";") if one else (), column.vocabulary) for one in sets], dtype=pl.Int64)
    return masks.gather(numbers.cast(pl.UInt32)).alias(column.name)


def _dtype(column: Column) -> Any:
    """Return the type of a column that has been read; None for a list, whose sets are known when they were read."""
    if column.type == "enum" and column.vocabulary is not None:
        return pl.Enum([str(member.value) for member in column.vocabulary])
    return {
        "list": None,
        "count": pl.Int64,
        "year": pl.Int64,
        "money": pl.Int64,
        "date": pl.Date,
        "bool": pl.Boolean,
    }.get(column.type, pl.String)


def _filled(column: Column, values: pl.Series) -> pl.Series:
    if column.type == "list":
        return values.fill_null("") if "" in values.dtype.categories else values  # type: ignore[attr-defined]
    if column.default is None or column.key:
        return values
    default = column.default
    return values.fill_null(str(default.value) if hasattr(default, "value") else default)


def _narrow(values: pl.Series) -> pl.Series:
    return values.shrink_dtype() if values.dtype == pl.Int64 else values


def _without_key(
    column: Column, found: pl.Series, problems: list[tuple[list[int], object, CellProblem]]
) -> list[tuple[list[int], object, CellProblem]]:
    told = pl.Series([row for rows, _, _ in problems for row in rows], dtype=pl.Int64)
    rows = found.is_null().arg_true().cast(pl.Int64)
    rows = rows.filter(~rows.is_in(told.implode()))
    if not len(rows):
        return []
    try:
        inward(column, None)
    except CellProblem as problem:
        return [(rows.to_list(), None, problem)]
    raise AssertionError("a key may not be blank")


# -- what is plainly right --------------------------------------------------------------------------------------------
# Each returns the values that it can read, and which rows it leaves; None where it cannot read any.

Quick = Callable[[Column, pl.Series], "tuple[pl.Series, pl.Series] | None"]


def _split(raw: pl.Series, value: pl.Expr, right: pl.Expr) -> tuple[pl.Series, pl.Series]:
    rows = pl.DataFrame({"raw": raw})
    left = rows.select((pl.col("raw").is_not_null() & ~right.fill_null(False)).alias("left")).to_series()
    # Where all is right nothing need be picked out, which for texts would be to copy them.
    found = value if not left.any() else pl.when(right.fill_null(False)).then(value)
    return rows.select(found.alias("found")).to_series(), left


def _words(column: Column, raw: pl.Series) -> tuple[pl.Series, pl.Series] | None:
    if isinstance(raw.dtype, (pl.Categorical, pl.Enum)):
        raw = raw.cast(pl.String)
    if raw.dtype != pl.String:
        return None
    value = pl.col("raw")
    if column.type == "key" or (column.type == "text" and column.name in IDENTIFYING):
        right = value.str.contains(_PLAIN_KEY) & ~value.str.contains(_MANGLED)
    else:
        right = ~value.str.contains(_ODD_TEXT)
    refused = _residents(column, raw)
    return _split(raw, value, right & ~value.is_in(refused) if refused else right)


def _residents(column: Column, raw: pl.Series) -> list[str]:
    """Return the resident IDs among the texts of a column; only those that may be one are asked one by one."""
    text = pl.col("raw")
    long = pl.DataFrame({"raw": raw}).filter(text.str.len_chars() >= resident.LENGTH)
    asked = long.filter(text.str.contains(resident.DIGITS_IN_A_ROW))["raw"].unique()
    return sorted(resident_ids(column, asked.to_list()))


def _whole(column: Column, raw: pl.Series) -> tuple[pl.Series, pl.Series] | None:
    low, high = (0, COUNT_LIMIT - 1) if column.type == "count" else YEARS
    value = pl.col("raw")
    if raw.dtype.is_float():
        return _split(raw, value.cast(pl.Int64, strict=False), value.is_between(low, high) & (value == value.floor()))
    if raw.dtype.is_integer():
        return _split(raw, value.cast(pl.Int64, strict=False), value.is_between(low, high))
    return None


def _money(column: Column, raw: pl.Series) -> tuple[pl.Series, pl.Series] | None:
    value = pl.col("raw")
    inside = (value >= 0) & (value < MONEY_LIMIT)
    if raw.dtype.is_integer():
        return _split(raw, value.cast(pl.Int64, strict=False) * 100, inside)
    if isinstance(raw.dtype, pl.Decimal) and raw.dtype.scale is not None and raw.dtype.scale <= 2:
        return _split(raw, (value.cast(pl.Decimal(38, 2)) * 100).cast(pl.Int64, strict=False), inside)
    if raw.dtype == pl.Float64:
        fen = (value * 100).round(0)
        # What is written has at most two decimals just where so many fen, divided again, give the same fraction.
        return _split(raw, fen.cast(pl.Int64, strict=False), (fen / 100 == value) & (value < _EXACT_YUAN) & inside)
    return None


def _days(column: Column, raw: pl.Series) -> tuple[pl.Series, pl.Series] | None:
    value = pl.col("raw")
    if raw.dtype == pl.Date:
        return raw, pl.repeat(False, len(raw), eager=True)
    if isinstance(raw.dtype, pl.Datetime):
        return _split(raw, value.cast(pl.Date), value.dt.truncate("1d") == value)
    return None


def _truth(column: Column, raw: pl.Series) -> tuple[pl.Series, pl.Series] | None:
    return (raw, pl.repeat(False, len(raw), eager=True)) if raw.dtype == pl.Boolean else None


def _codes(column: Column, raw: pl.Series) -> tuple[pl.Series, pl.Series] | None:
    if raw.dtype != pl.String:
        return None
    found = raw.cast(_dtype(column), strict=False)
    return found, raw.is_not_null() & found.is_null()


def _nothing(column: Column, raw: pl.Series) -> None:
    return None


_QUICK: Final[dict[str, Quick]] = {
    "key": _words,
    "text": _words,
    "name": _words,
    "count": _whole,
    "year": _whole,
    "money": _money,
    "date": _days,
    "bool": _truth,
    "enum": _codes,
    "list": _nothing,
}


# -- all other values, each once --------------------------------------------------------------------------------------


def _one_by_one(
    column: Column, raw: pl.Series, found: pl.Series, left: pl.Series, kind: Any
) -> tuple[pl.Series, list[tuple[list[int], object, CellProblem]]]:
    """Read the values that are left, each different one once; return all values, and those that cannot be read."""
    texts, given = _comparable(raw)
    pending = pl.DataFrame({"raw": texts}).filter(left)["raw"].unique(maintain_order=True)
    read_values: list[Any] = []
    bad: list[tuple[int, object, CellProblem]] = []
    for number, value in enumerate(map(given, pending.to_list())):
        try:
            read_values.append(_kept(column, value))
        except CellProblem as problem:
            read_values.append(None)
            bad.append((number, value, problem))
    if kind is None:
        sets = sorted({"", *(value for value in read_values if value is not None)})
        kind = pl.Enum(sets)
        found = without_values(column.name, kind, len(raw))
    # With a blank at the end, that no value matches: one NaN joined to one NaN alone does not find it.
    answers = pl.DataFrame(
        {
            "raw": pending.extend_constant(None, 1),
            "read": pl.Series([*read_values, None], dtype=kind),
            "number": pl.int_range(len(read_values) + 1, eager=True),
        }
    )
    joined = pl.DataFrame({"raw": texts, "found": found, "left": left}).join(
        answers, on="raw", how="left", maintain_order="left"
    )
    values = joined.select(pl.when("left").then("read").otherwise("found")).to_series()
    if not bad:
        return values, []
    # All rows in one pass: a column of five million resident IDs has as many values that cannot be read.
    rows = joined.with_row_index("row").filter("left").group_by("number").agg("row")
    places = dict(rows.filter(pl.col("number").is_in([number for number, _, _ in bad])).iter_rows())
    return values, [(places[number], value, why) for number, value, why in bad]


def _comparable(raw: pl.Series) -> tuple[pl.Series, Callable[[Any], Any]]:
    """Return a column in a form that can be joined, and what gives back the value that stood there."""
    if isinstance(raw.dtype, (pl.Categorical, pl.Enum)):
        return raw.cast(pl.String), lambda value: value
    if isinstance(raw.dtype, pl.List) and raw.dtype.inner == pl.String:
        return raw.list.join(_UNIT, ignore_nulls=True), lambda value: value.split(_UNIT)
    if raw.dtype.is_nested() or raw.dtype == pl.Object:
        values = raw.to_list()
        numbers = pl.Series([None if value is None else number for number, value in enumerate(values)], dtype=pl.Int64)
        return numbers, lambda number: values[number]
    return raw, lambda value: value


def _kept(column: Column, value: object) -> Any:
    kept = inward(column, value)
    return ";".join(kept) if isinstance(kept, tuple) else kept
