"""A shared condition or value, by columns."""

from __future__ import annotations

from unionmodel.checking.columns.expressions import Term
from unionmodel.checking.columns.workspace import Bench
from unionmodel.rules.facts import Derived


def term(bench: Bench, fact: Derived) -> Term:
    return bench.translate(fact.of)
