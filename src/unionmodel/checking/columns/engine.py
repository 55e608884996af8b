"""The columns engine: the rules as expressions over whole columns, for large structures.

It needs Polars and NumPy, which are loaded when it is first used.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from unionmodel.errors import MissingExtra

if TYPE_CHECKING:
    from unionmodel.checking.columns.values import ColumnValues
    from unionmodel.checking.engine import Bindings, RuleResult
    from unionmodel.model.structure import Structure
    from unionmodel.rules.rule import Rule

_NEEDED = ("polars", "numpy", "narwhals")


def installed() -> bool:
    """Return whether the packages that the engine needs are there."""
    return all(find_spec(package) is not None for package in _NEEDED)


def require() -> None:
    """Raise MissingExtra where a package of the extra `scale` is not installed."""
    for package in _NEEDED:
        if find_spec(package) is None:
            raise MissingExtra(package, "scale")


def run(structure: Structure, rules: Sequence[Rule], bindings: Bindings) -> tuple[list[RuleResult], ColumnValues]:
    """Return what each of `rules` says of `structure`, in their order, and the values that they read.

    `bindings` brings the day, the values of the parameters and the options of the switches. The columns are kept with
    the structure, so that a second check of it need not build them again. Raises MissingExtra where a package of the
    extra `scale` is not installed.
    """
    require()
    from unionmodel.checking.columns.judging import judge

    return judge(structure, rules, bindings)
