"""The next row by date, found by windows as Spark finds it, is the one that the plain engine finds."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

import unionmodel as um
from tests.checking.test_register import frames_of, of_register, of_report
from unionmodel.checking.columns.workspace import Bench
from unionmodel.model.structure import Structure
from unionmodel.rulepacks.charter.membership import TRANSFER_IS_SEAMLESS

DAY = date(2024, 12, 31)
#: Who is still a member has not left.
_OPEN = {"active": {"left_on": None}}


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
