"""What all columns of a large register are drawn with: one stream of numbers for each table, and blanks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

Numbers: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

FAULT, BLANK = 0.01, 0.02
#: The characters of a unified social credit code, and what each place weighs in the check character.
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = np.array([1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28])


class Draws:
    """Draws columns of `size` values from a stream of its own, told apart by `seed` and the numbers after it."""

    def __init__(self, size: int, *stream: int) -> None:
        self.size = size
        self.random = np.random.default_rng(stream)

    def rare(self, share: float = FAULT) -> Flags:
        """Return which rows are among so large a share."""
        return np.asarray(self.random.random(self.size) < share)

    def whole(self, low: int, high: int) -> Numbers:
        """Return whole numbers from `low` to below `high`."""
        return self.random.integers(low, high, self.size)

    def pick(self, values: Sequence[Any], weights: Sequence[float] | None = None) -> pl.Series:
        """Return values, each drawn by its weight."""
        return pl.Series(values).gather(pl.Series(self.index(len(values), weights)))

    def index(self, count: int, weights: Sequence[float] | None = None) -> Numbers:
        """Return numbers below `count`, each drawn by its weight."""
        if weights is None:
            return self.whole(0, count)
        bounds = np.cumsum(np.asarray(weights, dtype=np.float64))
        drawn = np.searchsorted(bounds / bounds[-1], self.random.random(self.size), side="right")
        return np.minimum(drawn, count - 1).astype(np.int64)

    def skewed(self, shape: float, scale: float, most: int) -> Numbers:
        """Return numbers of which many are small and few very large."""
        drawn = (self.random.pareto(shape, self.size) + 1) * scale
        return np.asarray(np.minimum(drawn, 1e9).astype(np.int64) % most)

    def days(self, first: date, last: date) -> pl.Series:
        """Return days from `first` to before `last`."""
        return pl.Series(self.whole(_days(first), _days(last)), dtype=pl.Int32).cast(pl.Date)

    def blanked(self, values: Any, share: float = BLANK) -> pl.Series:
        """Return the values with a share of them blank."""
        return only(values, ~self.rare(share))

    def credit_codes(self, start: str, serials: Numbers) -> pl.Series:
        """Return well-formed credit codes, each with the check character that goes with it."""
        places = np.zeros((self.size, 17), dtype=np.int8)
        places[:, : len(start)] = [ALPHABET.index(character) for character in start]
        rest = serials.copy()
        for place in range(16, len(start) - 1, -1):
            places[:, place] = rest % len(ALPHABET)
            rest //= len(ALPHABET)
        check = (31 - (places.astype(np.int64) @ _WEIGHTS) % 31) % 31
        letters = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)
        written = np.concatenate([letters[places], letters[check][:, None]], axis=1)
        return pl.Series(np.ascontiguousarray(written).view("S18").ravel().astype("U18"))


def only(values: Any, where: Any) -> pl.Series:
    """Return the values of some rows, blank in all others."""
    frame = pl.DataFrame({"value": values, "keep": pl.Series(where, dtype=pl.Boolean)})
    return frame.select(pl.when("keep").then("value")).to_series()


def one_or_other(where: Any, one: Any, other: Any) -> pl.Series:
    """Return `one` in some rows, `other` in the rest."""
    columns: dict[str, Any] = {"where": pl.Series(where, dtype=pl.Boolean)}
    columns |= {name: value for name, value in (("one", one), ("other", other)) if isinstance(value, pl.Series)}
    terms = {"one": pl.lit(one), "other": pl.lit(other)} | {name: pl.col(name) for name in columns}
    return pl.DataFrame(columns).select(pl.when("where").then(terms["one"]).otherwise(terms["other"])).to_series()


def keys(letter: str, numbers: Any) -> pl.Series:
    """Return ids made of a letter and a number; a number below 0 gives a blank."""
    series = pl.Series("number", numbers, dtype=pl.Int64)
    text = pl.DataFrame({"number": series}).select(
        pl.when(pl.col("number") >= 0).then(pl.concat_str(pl.lit(letter), pl.col("number").cast(pl.String)))
    )
    return text.to_series()


def yuan(fen: Any) -> pl.Series:
    """Return amounts in fen as yuan with two decimals."""
    return (pl.Series(fen, dtype=pl.Int64).cast(pl.Decimal(20, 2)) / 100).cast(pl.Decimal(18, 2))


def _days(day: date) -> int:
    return (day - date(1970, 1, 1)).days
