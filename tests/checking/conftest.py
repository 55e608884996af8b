"""The engines that the tests of the language run over: each of those tests holds for rows and for columns alike."""

from __future__ import annotations

import pytest

from tests.checking.engines import Engine
from unionmodel.checking.columns import engine as columns
from unionmodel.checking.rows import engine as rows


@pytest.fixture(params=["rows", "columns"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """One engine after the other."""
    if request.param == "rows":
        return Engine(rows.run)
    pytest.importorskip("polars")
    return Engine(columns.run)
