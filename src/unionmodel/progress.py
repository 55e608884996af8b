"""The function that long work calls to report how far it has come."""

from __future__ import annotations

from collections.abc import Callable

from unionmodel.language import Text

#: Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[Text, int, int], None]


def silent(stage: Text, done: int, total: int) -> None:
    """The default: report nothing."""
