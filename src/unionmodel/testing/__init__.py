"""Help for tests: Hypothesis strategies for structures, valid ones and ones that just miss, and for reference days.

Needs the extra `testing`. Hypothesis is imported when one of the names is first used, not before::

    from hypothesis import given
    from unionmodel.testing import days, near_misses

    @given(near_misses(), days())
    def test_a_check_never_fails(structure, on): ...
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from unionmodel.errors import MissingExtra

if TYPE_CHECKING:
    from unionmodel.testing.strategies import days, near_misses, structures, tables

__all__ = ["days", "near_misses", "structures", "tables"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        from unionmodel.testing import strategies
    except ModuleNotFoundError as error:
        if error.name != "hypothesis":
            raise
        raise MissingExtra("hypothesis", "testing") from None
    return getattr(strategies, name)


def __dir__() -> list[str]:
    return sorted(__all__)
