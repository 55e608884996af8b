"""Which row a text is the key of, for millions of texts at once."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import polars as pl

_Rows = npt.NDArray[np.int32]
#: A row number that stands for none.
_NONE: Final = -1


class Index:
    """The rows of a column of keys, found by their texts; of equal keys the first one counts, a blank one never.

    A hash table: each key is stored in the slot that its hash names. Where two hash to one slot, the first one has it,
    and the others are stored in a smaller table by another hash: so a text is compared with one key a table, and hardly
    ever looked up in a second one. That takes a third of the time of a join.
    """

    def __init__(self, keys: pl.Series) -> None:
        # In one piece: to gather from many takes twice as long.
        self._keys = keys = keys.rechunk()
        self._tables: list[_Rows] = []
        #: Whether a key is given twice.
        self.repeated = False
        left = np.flatnonzero(keys.is_not_null().to_numpy()).astype(np.int32)
        while left.size:
            texts = keys.gather(left)
            # An empty slot holds row 0: a text that hashes there is compared with its key, which is never wrong.
            table = np.zeros(1 << (2 * left.size).bit_length(), dtype=np.int32)
            slots = _slots(texts, len(self._tables), table)
            # Backwards, so that the first one is written last, and stays.
            table[slots[::-1]] = left[::-1]
            self._tables.append(table)
            stored, other = table[slots] == left, (keys.gather(table[slots]) != texts).to_numpy()
            # A key that is stored already need not be stored again.
            self.repeated = self.repeated or not bool((stored | other).all())
            left = left[other]

    def rows(self, texts: pl.Series) -> pl.Series:
        """Return the row that each text is the key of; blank where it is blank, or no key."""
        found = np.full(len(texts), _NONE, dtype=np.int32)
        asked, where = texts, np.arange(0)
        for turn, table in enumerate(self._tables):
            guess = table[_slots(asked, turn, table)]
            right = (self._keys.gather(guess) == asked).fill_null(False).to_numpy()
            if not turn:
                np.copyto(found, guess, where=right)
                where = np.flatnonzero(~right & texts.is_not_null().to_numpy())
            else:
                found[where[right]] = guess[right]
                where = where[~right]
            if not where.size:
                break
            asked = texts.gather(where)
        rows = pl.DataFrame({"row": found})
        return rows.select(pl.when(pl.col("row") >= 0).then("row")).to_series()


def _slots(texts: pl.Series, turn: int, table: _Rows) -> npt.NDArray[np.int64]:
    """Return the slot of each text in a table, whose length is a power of two: the first bits of its hash."""
    return (texts.hash(turn).to_numpy() >> np.uint64(65 - len(table).bit_length())).view(np.int64)
