"""Which columns of which tables are read, by trees, by facts, and until when."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from unionmodel.checking.columns.expressions import Translator
from unionmodel.checking.columns.tables import RANK
from unionmodel.rules.expr import Cell, Expr, Row, walk
from unionmodel.rules.facts import Fact, Itself, Somewhere
from unionmodel.rules.kin import Upward
from unionmodel.rules.searches import Linked, Nearest

#: Names of columns by table, in the order in which they were found.
Columns: TypeAlias = dict[str, dict[str, None]]


def leaves(trees: Iterable[Expr], translate: Translator) -> Columns:
    """Return the columns that trees read of the rows they are about: cells, references and facts."""
    columns: Columns = {}

    def read(table: str | None, *names: str) -> None:
        if table is not None:
            columns.setdefault(table, {}).update(dict.fromkeys(names))

    for node in (node for tree in dict.fromkeys(trees) for node in walk(tree)):
        if isinstance(node, Row):
            read(node.of.home, f"{node.of.name}#")
        elif isinstance(node, Cell):
            read(node.home, node.name)
        elif isinstance(node, Itself):
            read(node.home)
        elif isinstance(node, Fact):
            read(translate.homes.get(node), *([translate.names[node]] if node in translate.names else []))
    return columns


def needed_by(fact: Fact, translate: Translator) -> Columns:
    """Return the columns that a fact is computed from."""
    columns = leaves(fact.inputs, translate)
    home = translate.homes[fact]
    if home is not None:
        columns.setdefault(home, {})
    if isinstance(fact, Nearest | Linked):
        columns.setdefault("unions", {}).update({RANK: None, **({"place#": None} if isinstance(fact, Linked) else {})})
    elif isinstance(fact, Upward):
        columns.setdefault(str(home), {})[fact.parent.of.name] = None
    elif isinstance(fact, Somewhere):
        columns.setdefault(fact.reads, {})
    return columns


def merged(*several: Columns) -> Columns:
    """Return all columns of several collections of them."""
    found: Columns = {}
    for columns in several:
        for table, names in columns.items():
            found.setdefault(table, {}).update(names)
    return found


def lives(stages: Sequence[Sequence[Fact]], translate: Translator, last: Columns) -> list[tuple[Columns, Columns]]:
    """Return for each stage the columns that it needs, and those that are still read after it; `last` are read at the end."""
    needs = [merged(*(needed_by(fact, translate) for fact in stage)) for stage in stages]
    after, still = list[Columns](), last
    for need in reversed(needs):
        after.append(still)
        still = merged(still, need)
    return list(zip(needs, reversed(after), strict=True))
