"""What a set of rules reads: its facts in order, and the columns of every table. Worked out once, for all engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cached_property, lru_cache
from typing import Final, TypeAlias

import attrs

from unionmodel.model.records import TABLES
from unionmodel.rules.expr import Cell, Compare, Expr, Known, Row
from unionmodel.rules.facts import Fact, facts_below, leaves_of
from unionmodel.rules.rule import Part, Rule

#: What is read of the rows of each table: cells, references, facts. Of a table without any, only the rows count.
Leaves: TypeAlias = Mapping[str, Mapping[Expr, None]]

#: The tables whose rows are looked at for the place they lie in, whatever a rule asks: local values go by it.
_LOCATED: Final = ("unions", "employers", "headcounts")
#: Columns that locate a row: its place, or its union's or employer's.
_LOCATING: Final = ("place", "union", "employer")
_ROSTER: Final = "members"


@attrs.frozen(eq=False)
class JudgedPart:
    """One part of a rule, by its number; `not_in_force` where the rule is not in force: only its subjects are counted."""

    rule: Rule
    number: int
    part: Part
    not_in_force: bool

    @property
    def asks(self) -> tuple[Expr, ...]:
        """The conditions that are judged; of a rule that is not in force, only which rows are its subjects."""
        among = () if self.part.among is None else (self.part.among,)
        return among if self.not_in_force else (self.part.when, self.part.require, *among)

    @property
    def reads(self) -> tuple[Expr, ...]:
        """Every tree that is read, with those that are only shown in findings."""
        return self.asks if self.not_in_force else self.part.trees


@attrs.frozen(eq=False)
class Query:
    """The parts of rules that are judged together, and beside them trees whose values are wanted."""

    cases: tuple[JudgedPart, ...]
    wanted: tuple[Expr, ...] = ()

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """All facts that are read, each after those it needs itself."""
        return tuple(facts_below(*self.wanted, *(tree for case in self.cases for tree in case.reads)))

    @property
    def asked(self) -> tuple[Expr, ...]:
        """The conditions that are judged."""
        return tuple(tree for case in self.cases for tree in case.asks)

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables whose rows are judged, each once."""
        return tuple(dict.fromkeys(case.part.each.name for case in self.cases))


# Cached: it depends on the rules only, and a service checks many structures by the same ones.
@lru_cache(maxsize=64)
def queried(rules: tuple[Rule, ...], not_in_force: Set[Rule] = frozenset(), wanted: tuple[Expr, ...] = ()) -> Query:
    """Return the query of `rules`; those in `not_in_force` are not in force."""
    parts = ((rule, number, part) for rule in rules for number, part in enumerate(rule.parts))
    return Query(tuple(JudgedPart(rule, number, part, rule in not_in_force) for rule, number, part in parts), wanted)


def leaves(trees: Iterable[Expr]) -> Leaves:
    """Return what trees read of the rows they are about."""
    found: dict[str, dict[Expr, None]] = {}
    for tree in trees:
        for table, leaf in _located(tree):
            found.setdefault(table, {})[leaf] = None
    return found


@lru_cache(maxsize=16384)
def _located(tree: Expr) -> tuple[tuple[str, Expr], ...]:
    return tuple((leaf.table, leaf) for leaf in leaves_of(tree) if leaf.table is not None)


@lru_cache(maxsize=4096)
def needed(fact: Fact) -> Leaves:
    """Return what a fact is computed from."""
    tables = (*fact.far, *(() if fact.home is None else (fact.home,)))
    return merged(leaves(fact.inputs), {table: {} for table in tables})


@lru_cache(maxsize=4096)
def facts_needed(fact: Fact) -> tuple[Fact, ...]:
    """Return the facts that a fact is computed from, without those that these need in turn."""
    return tuple(leaf for tree in fact.inputs for leaf in leaves_of(tree) if isinstance(leaf, Fact))


def merged(*several: Leaves) -> Leaves:
    """Return all leaves of several collections of them."""
    found: dict[str, dict[Expr, None]] = {}
    for one in several:
        for table, read in one.items():
            found.setdefault(table, {}).update(read)
    return found


@lru_cache(maxsize=4096)
def cells_read(rule: Rule) -> Mapping[str, frozenset[str]]:
    """Return the columns that a rule reads, directly or through facts, by table; a table whose rows alone count is empty."""
    read = merged({part.each.name: {} for part in rule.parts}, leaves(rule.trees), *map(needed, rule.facts))
    cells = [leaf for of_table in read.values() for leaf in of_table if isinstance(leaf, Cell)]
    found: dict[str, set[str]] = {table: set() for table in read}
    for cell in cells:
        found[cell.home].add(cell.name)
        if cell.refers_to is not None:
            found.setdefault(cell.refers_to, set())
    # In which place a row lies decides which local values hold for it.
    return {table: frozenset(names | ({"place"} if table in _LOCATED else set())) for table, names in found.items()}


def columns_read(rules: Iterable[Rule], *, named: bool = False) -> dict[str, list[str]]:
    """Return the columns that a check by `rules` reads, by table, in the order of the data dictionary.

    These are the columns of the rules, and those that name and place their subjects; with `named`, also what subjects
    are called. A table of which only the rows count has its key, or nothing.

    >>> from unionmodel.rulepacks import shipped
    >>> rules = [rule for rule in shipped()["gansu-2021"].rules if rule.code == "GS506"]
    >>> columns_read(rules)["members"]
    ['id', 'union', 'employer', 'group', 'status', 'joined_on', 'left_on']
    """
    found: dict[str, set[str]] = {}
    for rule in rules:
        for table, names in cells_read(rule).items():
            found.setdefault(table, set()).update(names)
        for part in rule.parts:
            if part.each.name in TABLES:
                found.setdefault(part.each.name, set()).update(part.each.subject, _LOCATING)
    # Geography is made of all that is written of places; which jurisdictions there are, of where all others lie.
    for table in _LOCATED:
        found.setdefault(table, set()).add("place")
    for table in ("places", "waivers"):
        found[table] = {column.name for column in TABLES[table].columns}
    if named:
        for table in ("unions", "employers"):
            found[table].add("name")
    return {
        name: [column.name for column in table.columns if column.key or column.name in found[name]]
        for name, table in TABLES.items()
        if name in found
    }


def judged_by_person(rules: tuple[Rule, ...]) -> bool:
    """Return whether all rows of a person, and no others, are enough to judge a row of the roster.

    It is so for the shipped rules. A rule that counts the members of a union in the roster, say, must see all of it.

    >>> from unionmodel.rulepacks import shipped
    >>> judged_by_person(tuple(rule for pack in shipped().values() for rule in pack.rules))
    True
    """
    return all(
        _ROSTER not in fact.far or any((cell.home, cell.name) == (_ROSTER, "id") for cell in fact.agreeing)
        for fact in queried(rules).facts
    )


def tables_named(trees: Iterable[Expr], facts: Iterable[Fact]) -> frozenset[str]:
    """Return the tables whose ids are needed as text, because a rule does more with a reference than compare it.

    A number for each id is enough to ask whether a cell is filled, where it leads, whether two references are equal,
    and which rows agree in it.
    """
    found = [cell for tree in trees for cell in _spelled(tree)]
    for fact in facts:
        homes = {cell.home for cell in fact.agreeing}
        # Places hold their references as text.
        agreeing = () if len(homes) > 1 and "places" in homes else fact.agreeing
        others = (tree for tree in fact.inputs if not any(tree is cell for cell in agreeing))
        found += [cell for tree in others for cell in _spelled(tree)]
    return frozenset(cell.refers_to for cell in found if cell.refers_to is not None)


def _spelled(tree: Expr) -> Iterator[Cell]:
    """Yield the cells below a tree whose very text is read."""
    if isinstance(tree, Cell):
        yield tree
    elif not (isinstance(tree, Row | Fact) or _by_number(tree)):
        for child in tree.children:
            yield from _spelled(child)


def _by_number(tree: Expr) -> bool:
    if isinstance(tree, Known):
        return isinstance(tree.of, Cell)
    if not (isinstance(tree, Compare) and isinstance(tree.left, Cell) and isinstance(tree.right, Cell)):
        return False
    one, other = tree.left, tree.right
    return one.refers_to is not None and one.refers_to == other.refers_to and "places" not in (one.home, other.home)
