"""The shipped example."""

from __future__ import annotations

from datetime import date
from importlib import resources

from unionmodel.model.structure import Structure

#: The day on which the shipped proposal is to be checked.
DEMO_DAY = date(2022, 12, 31)


def demo() -> Structure:
    """Return the shipped proposal: Chengguan District of Lanzhou, its streets real, its organisations invented.

    >>> demo().size("unions") > 50
    True
    """
    from unionmodel.io.reading.loading import load

    with resources.as_file(resources.files("unionmodel") / "data" / "demo" / "chengguan.json") as path:
        return load(path)
