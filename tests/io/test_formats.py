"""The table of file formats: everything else about them follows from it."""

from __future__ import annotations

from collections import Counter

import pytest

from tests.project.project import PYPROJECT
from unionmodel.io.formats import FORMATS, Format, format_of, suffixes
from unionmodel.io.writing import saving


@pytest.mark.parametrize("one", FORMATS, ids=lambda one: one.name)
def test_a_format_has_a_reader_and_where_it_is_saved_a_writer(one: Format) -> None:
    assert callable(one.read) and (not one.saved or callable(one.write))


def test_no_two_formats_end_alike() -> None:
    assert [suffix for suffix, times in Counter(suffixes()).items() if times > 1] == []
    assert {suffix: format_of(f"PLAN{suffix.upper()}") for suffix in suffixes()} == {
        suffix: one for one in FORMATS for suffix in one.suffixes
    }


def test_the_extra_of_a_format_is_one_that_can_be_installed() -> None:
    assert {one.extra for one in FORMATS if one.extra} <= set(PYPROJECT["project"]["optional-dependencies"])


def test_what_can_be_saved_follows_from_the_table() -> None:
    assert saving.SUFFIXES == (".json", ".yaml", ".yml", ".toml", ".xlsx")
    assert saving.FOLDERS == ("csv", "parquet")
