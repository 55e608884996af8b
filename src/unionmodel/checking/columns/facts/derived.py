"""A shared condition or value, by columns."""

from __future__ import annotations

from unionmodel.checking.columns.expressions import Term
from unionmodel.checking.columns.workspace import Workspace
from unionmodel.rules.facts import Derived


def answer(workspace: Workspace, fact: Derived) -> Term:
    return workspace.translate(fact.of)
