"""Finding the rows of keys: the first of equal ones, none for what is no key, whatever hangs on one hook."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unionmodel.io.registers import key_index as register_index
from unionmodel.io.registers.key_index import Index

WORDS = st.lists(st.none() | st.sampled_from([f"u{number}" for number in range(9)]) | st.text(max_size=3), max_size=40)


def series(words: Sequence[str | None]) -> pl.Series:
    return pl.Series("word", words, dtype=pl.String)


@given(WORDS, WORDS)
def test_a_text_leads_to_the_first_row_that_has_it_as_its_key(keys: list[str | None], texts: list[str | None]) -> None:
    found = Index(series(keys)).rows(series(texts)).to_list()
    assert found == [None if text is None or text not in keys else keys.index(text) for text in texts]


@given(WORDS)
def test_a_key_is_repeated_where_two_rows_have_it(keys: list[str | None]) -> None:
    given_keys = [key for key in keys if key is not None]
    assert Index(series(keys)).repeated is (len(set(given_keys)) < len(given_keys))


def test_keys_whose_hashes_are_the_same_are_stored_in_tables_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    slots = register_index._slots
    alone = ["a", "b", "c"]

    def crowded(texts: pl.Series, turn: int, table: register_index._Rows) -> object:
        return slots(texts, turn, table) if turn > 5 else slots(texts, turn, table) * 0

    monkeypatch.setattr(register_index, "_slots", crowded)
    keys = [f"u{number}" for number in range(20)]
    assert Index(series(keys)).rows(series([*reversed(keys), *alone])).to_list() == [
        *range(19, -1, -1),
        None,
        None,
        None,
    ]
    assert not Index(series(keys)).repeated
