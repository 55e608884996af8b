"""What is the columns engine's alone: its packages, and the places it leaves aside."""

from __future__ import annotations

import pytest

pytest.importorskip("polars")

from tests.checking.engines import NAME, YES, bindings, judged, some_unions
from unionmodel.checking.columns import engine as columns
from unionmodel.errors import MissingExtra, PackError
from unionmodel.model.structure import Structure
from unionmodel.rules.facts import PlaceFact


def test_a_fact_of_a_place_that_nothing_touches_is_not_there() -> None:
    made = Structure(unions=[{"id": "u", "name": "会", "kind": "basic_union", "place": "620102001"}])
    rank = PlaceFact(*NAME, "rank")
    _, found = columns.run(made, [judged("places", YES, YES, shows={"rank": rank})], bindings())
    assert found.leaf(rank, made.geography.row["620102"]) == 3
    with pytest.raises(PackError, match="does not touch"):
        found.leaf(rank, made.geography.row["620200"])


def test_a_package_that_is_missing_is_named_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(columns, "find_spec", lambda name: None if name == "polars" else name)
    with pytest.raises(MissingExtra, match=r"unionmodel\[scale\]"):
        columns.run(some_unions(members=[1]), [], bindings())
