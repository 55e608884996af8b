"""How far long work has come, as whoever asked for it is told."""

from __future__ import annotations

from collections.abc import Callable

from unionmodel.language import Text

#: Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[Text, int, int], None]


def silent(stage: Text, done: int, total: int) -> None:
    """The default: report nothing."""
