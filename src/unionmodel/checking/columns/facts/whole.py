"""One answer for the whole structure, by columns."""

from __future__ import annotations

from unionmodel.checking.columns.tables import ROW
from unionmodel.checking.columns.workspace import Workspace
from unionmodel.rules.facts import Whole


def answer(workspace: Workspace, fact: Whole) -> bool | int:
    if fact.of is None or workspace.empty(fact.searched):
        number = workspace.frames.size(fact.searched)
    else:
        rows = workspace.lazy(fact.searched).filter(workspace.translate(fact.of)).select(ROW)
        number = len((rows.head(1) if fact.how == "any" else rows).collect())
    return number > 0 if fact.how == "any" else number
