"""A bar for long work: on a terminal only, on standard error, and only for what takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from functools import partial

import click

from unionmodel.language import Text

_WIDTH = 30
#: Seconds before the first drawing, and between two drawings.
_PATIENCE, _PAUSE = 1.0, 0.1


class Bar:
    """Draws how far a stage of the work has come; each stage has a line of its own."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._drawn = 0.0
        self._stage = ""
        self._open = False

    def stage(self, name: Text) -> Callable[[int, int], None]:
        """Return what draws how far work of one stage has come."""
        return partial(self, name)

    def __call__(self, stage: Text, done: int, total: int) -> None:
        """Draw, where there is somebody to see it."""
        now = time.monotonic()
        if not sys.stderr.isatty() or now - self._began < _PATIENCE:
            return
        name = stage.within(None)
        if name == self._stage and done < total and now - self._drawn < _PAUSE:
            return
        if self._open and name != self._stage:
            click.echo(err=True)
        ended = done >= total
        if ended and not self._open and name == self._stage:
            return
        filled = _WIDTH * done // max(total, 1)
        bar = "#" * filled + "." * (_WIDTH - filled)
        click.echo(f"\r{name} [{bar}] {done}/{total}", err=True, nl=ended)
        self._stage, self._drawn, self._open = name, now, not ended
