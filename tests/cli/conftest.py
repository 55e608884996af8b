"""What the tests of the command line share."""

from __future__ import annotations

import os

import pytest


@pytest.fixture(autouse=True)
def language_of_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take back the language that a command was asked for: it stays in the environment of a program that calls `main`."""
    monkeypatch.setenv("UNIONMODEL_LANG", os.environ.get("UNIONMODEL_LANG", ""))
