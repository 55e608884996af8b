"""Every operator has a file in the language and one of the same name in each engine."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

import pytest

from unionmodel.rules import facts
from unionmodel.rules.facts import Fact

ENGINES = ("unionmodel.checking.rows.facts", "unionmodel.checking.columns.facts")


def kinds() -> Iterator[type[Fact]]:
    for name in facts.__all__:
        kind = getattr(facts, name)
        if isinstance(kind, type) and issubclass(kind, Fact) and kind is not Fact:
            yield kind


@pytest.mark.parametrize("engine", ENGINES)
def test_the_files_of_an_engine_are_those_of_the_operators(engine: str) -> None:
    operators = {kind.__module__.rpartition(".")[2] for kind in kinds()}
    assert {module.name for module in iter_modules(import_module(engine).__path__)} == operators


def test_a_file_of_the_language_defines_one_operator() -> None:
    homes = [kind.__module__ for kind in kinds()]
    assert len(homes) == len(set(homes)) == 14
