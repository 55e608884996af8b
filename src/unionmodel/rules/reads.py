"""Which cells a rule reads: on what of a structure its answer can hang."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from unionmodel.rules.expr import Cell, walk
from unionmodel.rules.facts import Fact, Somewhere
from unionmodel.rules.rule import Rule
from unionmodel.rules.searches import Touched

#: What decides in which place a row lies, and so which local values hold for it.
_WHEREABOUTS = {table: frozenset({"place"}) for table in ("unions", "employers", "headcounts")}


@lru_cache(maxsize=4096)
def cells_read(rule: Rule) -> Mapping[str, frozenset[str]]:
    """Return the columns that a rule reads, directly or through facts, by table; a table whose rows alone count is empty."""
    found: dict[str, set[str]] = {part.each.name: set() for part in rule.parts}
    trees = [*rule.trees, *(tree for fact in rule.facts for tree in fact.inputs)]
    for node in (node for tree in trees for node in walk(tree)):
        if isinstance(node, Cell):
            found.setdefault(node.home, set()).add(node.name)
            if node.refers_to is not None:
                found.setdefault(node.refers_to, set())
        elif isinstance(node, Somewhere):
            found.setdefault(node.reads, set())
        elif isinstance(node, Touched):
            for table in _WHEREABOUTS:
                found.setdefault(table, set())
        elif isinstance(node, Fact) and node.table is not None:
            found.setdefault(node.table, set())
    return {table: frozenset(names | _WHEREABOUTS.get(table, frozenset())) for table, names in found.items()}
