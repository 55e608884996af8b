"""What is the columns engine's alone: its packages, the places it leaves aside, and the windows that Spark needs."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

pytest.importorskip("polars")

import unionmodel as um
from tests.checking.engines import NAME, YES, bindings, judged, some_unions
from tests.checking.test_register import frames_of, of_register, of_report
from unionmodel.checking.columns.workspace import Bench
from unionmodel.checking.register import checking as columns
from unionmodel.errors import MissingExtra, PackError
from unionmodel.model.structure import Structure
from unionmodel.rulepacks.charter.membership import TRANSFER_IS_SEAMLESS
from unionmodel.rules.facts import PlaceFact

DAY = date(2024, 12, 31)
#: Who is still a member has not left.
_OPEN = {"active": {"left_on": None}}


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


def drawn(seed: int) -> Structure:
    """Draw rows of few people in few unions: many on one day, some without a date, some transferred."""
    draw = Random(seed)
    rows = [
        {
            "id": draw.choice(("m-0001", "m-0002", "m-0003")),
            "joined_on": draw.choice((None, *(date(2022, 1, 1) + timedelta(days=day) for day in range(6)))),
            "left_on": draw.choice((None, *(date(2022, 1, 1) + timedelta(days=day) for day in range(6)))),
            "status": draw.choice(("active", "transferred", "transferred", "left")),
        }
        for _ in range(40)
    ]
    unions = TRANSFER_IS_SEAMLESS.scene["unions"]
    return Structure(
        unions=unions,
        members=[{**row, "union": draw.choice(unions)["id"], **_OPEN.get(row["status"], {})} for row in rows],
    )


@pytest.mark.parametrize("seed", range(6))
def test_the_next_row_by_windows_is_that_of_the_plain_engine(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    monkeypatch.setattr(Bench, "windows", True)
    structure = drawn(seed)
    plain = um.check(structure, on=DAY, engine="rows", select=["CTU503"])
    quick = um.check_register(frames_of(structure), on=DAY, select=["CTU503"])
    assert of_register(quick) == of_report(plain)
    assert len(plain.findings) > 2
