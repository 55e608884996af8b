"""Help for tests: examples of rules and whole cases as tests, Hypothesis strategies, and a measure of examples.

A pack of your own is tested by one line; whole structures are written as YAML with what is expected of them::

    from unionmodel.testing import check_pack, load_cases, run_case

    def test_my_pack(): check_pack(PACK)

    @pytest.mark.parametrize("case", load_cases("tests/cases"), ids=str)
    def test_case(case): run_case(case, packs=[PACK])

The strategies need the extra `testing`, cases the extra `yaml`. Nothing is imported before it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from unionmodel.errors import MissingExtra

if TYPE_CHECKING:
    from unionmodel.testing.case_reading import Case as Case
    from unionmodel.testing.cases import assert_report as assert_report
    from unionmodel.testing.cases import load_cases as load_cases
    from unionmodel.testing.cases import run_case as run_case
    from unionmodel.testing.examples import RuleExample as RuleExample
    from unionmodel.testing.examples import check_pack as check_pack
    from unionmodel.testing.examples import examples_of as examples_of
    from unionmodel.testing.measuring import survey as survey
    from unionmodel.testing.near import days as days
    from unionmodel.testing.near import near_misses as near_misses
    from unionmodel.testing.strategies import structures as structures
    from unionmodel.testing.strategies import tables as tables
    from unionmodel.testing.whole_packs import for_pack as for_pack

_HOMES = {
    "case_reading": ("Case",),
    "cases": ("assert_report", "load_cases", "run_case"),
    "examples": ("RuleExample", "check_pack", "examples_of"),
    "measuring": ("survey",),
    "near": ("days", "near_misses"),
    "strategies": ("structures", "tables"),
    "whole_packs": ("for_pack",),
}
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "Case", "RuleExample", "assert_report", "check_pack", "days", "examples_of", "for_pack", "load_cases", "near_misses",
    "run_case", "structures", "survey", "tables",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        home = import_module(f"{__name__}.{_HOME[name]}")
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        raise MissingExtra("hypothesis", "testing") from None
    return getattr(home, name)


def __dir__() -> list[str]:
    return sorted(__all__)
