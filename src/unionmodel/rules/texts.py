"""What can be told from how a text is written: its pattern, its check character."""

from __future__ import annotations

import re

import attrs

from unionmodel.model.vocabulary import Vocabulary
from unionmodel.rules.expr import Unary
from unionmodel.rules.refusals import refused
from unionmodel.rules.types import NUMBER, Type, constant


def _texts(of: Unary) -> None:
    if of.of.type.kind != "text":
        raise refused("no text", type=of.of.type)


def _pattern(pattern: str) -> None:
    try:
        re.compile(pattern, re.ASCII)
    except re.error as error:
        raise refused("no pattern", pattern=repr(pattern), error=error) from None


@attrs.frozen(eq=False)
class Matches(Unary):
    """Whether the whole text fits a pattern (a regular expression that Python and Rust read alike)."""

    pattern: str

    def __attrs_post_init__(self) -> None:
        _texts(self)
        _pattern(self.pattern)


@attrs.frozen(eq=False)
class Patterned(Unary):
    """What the first pattern that fits the whole text stands for; unknown where none fits.

    It is a value of `vocabulary`, or a number where there is none.
    """

    cases: tuple[tuple[str, str | int], ...]
    vocabulary: type[Vocabulary] | None = None
    type: Type = attrs.field(init=False, default=NUMBER)

    def __attrs_post_init__(self) -> None:
        _texts(self)
        if self.vocabulary is not None:
            object.__setattr__(self, "type", Type("enum", self.vocabulary))
        for pattern, value in self.cases:
            _pattern(pattern)
            constant(value, self.type)


@attrs.frozen(eq=False)
class CheckCharacter(Unary):
    """Whether the last character of a unified social credit code is the one that the others ask for (GB 32100).

    False for a text that is no such code.
    """

    def __attrs_post_init__(self) -> None:
        _texts(self)
