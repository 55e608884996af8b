"""Whole structures with what the rules say of them, on both engines; and what the runner says where it is not so."""

from __future__ import annotations

from pathlib import Path

import pytest

from unionmodel.checking.checking import Engine
from unionmodel.testing import Case, load_cases, run_case

CASES = load_cases(Path(__file__).parent.parent / "cases")


@pytest.mark.parametrize("engine", ["rows", "columns"])
@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_comes_out_as_its_story_says(case: Case, engine: Engine) -> None:
    run_case(case, engine=engine)
