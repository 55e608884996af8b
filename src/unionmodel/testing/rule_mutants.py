"""Rules that are wrong in one small point: the mutants by which the examples of a rule are measured.

A rule is a tree, so a mutant is the same tree with one node changed: `<` for `<=`, 26 for 25, `or` for `and`. A fact
that several rules share is changed for all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, Literal, cast

import attrs

from unionmodel.errors import PackError
from unionmodel.rules.choices import Banded, Mapped
from unionmodel.rules.expr import (
    All,
    Any_,
    Calculated,
    Compare,
    Expr,
    HasAny,
    IfUnknown,
    IsIn,
    Literal_,
    Not,
    Operator,
    Setting,
    walk,
)
from unionmodel.rules.facts import Aggregate, Derived, Fact, Step, facts_below
from unionmodel.rules.rule import Part, Rule
from unionmodel.rules.words import sentence, spoken

#: What was changed: a comparison, a number or a day, how conditions are joined, or a word of a closed list.
Kind = Literal["comparison", "number", "logic", "word"]
_OTHER: Mapping[str, str] = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
_SIGNS = {"+": "-", "-": "+"}


@attrs.frozen(eq=False)
class Mutant:
    """One node of a rule or of a fact, and what stands in its place.

    `where` is the code of the rule, or the name of the fact, that the node belongs to; `number` tells nodes that read
    alike apart.
    """

    where: str
    kind: Kind
    text: str
    node: Expr
    other: Expr
    number: int = 1

    @property
    def name(self) -> str:
        """How the mutant is listed: the same from run to run, as long as the rule says the same."""
        more = f" ({self.number})" if self.number > 1 else ""
        return f"{self.where}: {self.text}{more}"


def mutants(rules: Iterable[Rule]) -> dict[str, Mutant]:
    """Return every mutant of the conditions of `rules` and of the facts below them, by name.

    What a message shows beside the verdict is left alone.

    >>> from unionmodel.rulepacks.trade_union_law.bodies_at_25 import COMMITTEE_AT_25
    >>> "TUL201: members is at least [committee.members] >= becomes >" in mutants([COMMITTEE_AT_25])
    True
    """
    found: dict[str, Mutant] = {}
    seen: set[int] = set()
    for rule in rules:
        trees = conditions(rule)
        homes = [(rule.code, tree) for tree in trees]
        homes += [(fact.name, fact) for fact in facts_below(*trees)]
        for where, tree in homes:
            for node in nodes_within(tree):
                if id(node) in seen:
                    continue
                seen.add(id(node))
                for kind, text, other in _changed(node):
                    one = Mutant(where, kind, text, node, other)
                    while one.name in found:
                        one = attrs.evolve(one, number=one.number + 1)
                    found[one.name] = one
    return found


def conditions(rule: Rule) -> tuple[Expr, ...]:
    """Return the trees of a rule that decide its verdict."""
    return tuple(
        tree for part in rule.parts for tree in (part.when, part.require, part.milder, part.among) if tree is not None
    )


def nodes_within(tree: Expr) -> Iterator[Expr]:
    """Yield the nodes of a tree; of a fact, the fact and the nodes of what it is made from, but no fact below it."""
    if not isinstance(tree, Fact):
        yield from (node for node in walk(tree) if not isinstance(node, Fact))
        return
    if not isinstance(tree, Derived):
        yield tree
    for given in tree.inputs:
        yield from (node for node in walk(given) if not isinstance(node, Fact))


def mutated(rule: Rule, mutant: Mutant) -> Rule:
    """Return `rule` with the mutant in its place; the rule itself where it does not hold the node.

    PackError where the changed tree is none that a rule could have.
    """
    swapped: dict[int, Any] = {id(mutant.node): mutant.other}
    if not any(_holds(tree, mutant.node, {}) for tree in conditions(rule)):
        return rule
    parts = tuple(
        attrs.evolve(
            part,
            shows={},
            **{name: _swap(getattr(part, name), swapped) for name in ("when", "require", "milder", "among")},
        )
        for part in rule.parts
    )
    return rule if all(map(_same, parts, rule.parts)) else attrs.evolve(rule, parts=parts, examples=())


def _holds(tree: Expr, wanted: Expr, known: dict[int, bool]) -> bool:
    """Whether `wanted` is in `tree`, or in what its facts are made from."""
    if id(tree) not in known:
        known[id(tree)] = False  # a tree holds no circle; this only settles the key
        below = tree.inputs if isinstance(tree, Fact) else tree.children
        known[id(tree)] = tree is wanted or any(_holds(one, wanted, known) for one in below)
    return known[id(tree)]


def _same(one: Part, other: Part) -> bool:
    return all(getattr(one, name) is getattr(other, name) for name in ("when", "require", "milder", "among"))


def _swap(value: Any, swapped: dict[int, Any]) -> Any:
    """Return `value` with the nodes of `swapped` replaced; what holds none of them stays the same object."""
    if isinstance(value, (Expr, Step)):
        if id(value) not in swapped:
            fields = [field.name for field in attrs.fields(type(value)) if field.init]
            changed = {name: _swap(getattr(value, name), swapped) for name in fields}
            fresh = {name: new for name, new in changed.items() if new is not getattr(value, name)}
            swapped[id(value)] = attrs.evolve(value, **fresh) if fresh else value
        return swapped[id(value)]
    if isinstance(value, tuple):
        several = tuple(_swap(one, swapped) for one in value)
        return value if all(new is old for new, old in zip(several, value, strict=True)) else several
    if isinstance(value, Mapping):
        mapping = {key: _swap(one, swapped) for key, one in value.items()}
        return value if all(mapping[key] is value[key] for key in value) else mapping
    return value


def _changed(node: Expr) -> Iterator[tuple[Kind, str, Expr]]:
    """Yield what may stand in the place of a node, with its kind and what it says."""
    for kind, text, fields in _changes(node):
        try:
            other = fields if isinstance(fields, Expr) else attrs.evolve(node, **fields)
        except PackError:
            continue
        yield kind, f"{_said(node)} {text}", other


def _changes(node: Expr) -> Iterator[tuple[Kind, str, dict[str, Any] | Expr]]:
    if isinstance(node, Compare):
        op = cast(Operator, _OTHER[node.op])
        yield "comparison", f"{node.op} becomes {op}", {"op": op}
        yield from _moved(node)
    elif isinstance(node, Calculated):
        if node.op in _SIGNS:
            yield "number", f"{node.op} becomes {_SIGNS[node.op]}", {"op": _SIGNS[node.op]}
        yield from _moved(node)
    elif isinstance(node, Mapped):
        for word, number in node.numbers.items():
            for near in (number - 1, number + 1):
                yield "number", f"{word}: {number} becomes {near}", {"numbers": {**node.numbers, word: near}}
    elif isinstance(node, Banded):
        yield from _restepped(node)
    elif isinstance(node, (All, Any_)):
        other = Any_ if isinstance(node, All) else All
        yield "logic", f"becomes {'or' if other is Any_ else 'and'}", other(node.parts)
    elif isinstance(node, Not):
        yield "logic", "loses its not", node.of
    elif isinstance(node, IfUnknown):
        yield "logic", "counts the other way", {"value": not node.value}
    elif isinstance(node, Aggregate) and node.how in ("any", "every"):
        how = "every" if node.how == "any" else "any"
        yield "logic", f"{node.how} becomes {how}", {"how": how}
    elif isinstance(node, (IsIn, HasAny)) and len(node.values) > 1:
        for value in node.values:
            rest = tuple(one for one in node.values if one != value)
            yield "word", f"without {value}", {"values": rest}


def _moved(node: Compare | Calculated) -> Iterator[tuple[Kind, str, dict[str, Any]]]:
    """Yield the fixed values on either side of a node, moved by one, and other words of a closed list."""
    for side in ("left", "right"):
        literal = getattr(node, side)
        if isinstance(literal, Literal_):
            for value in _near(literal):
                kind: Kind = "word" if literal.type.kind in ("enum", "bool", "text") else "number"
                said = spoken(value, literal.type, "en")
                yield (
                    kind,
                    f"{spoken(literal.value, literal.type, 'en')} becomes {said}",
                    {side: attrs.evolve(literal, value=value)},
                )
        elif isinstance(literal, Setting) and literal.type.kind == "number":
            for step in (-1, 1):
                yield "number", f"{literal.name} becomes {literal.name} {step:+}", {side: literal + step}


def _near(literal: Literal_) -> Iterator[Any]:
    value, kind = literal.value, literal.type.kind
    if kind == "bool":
        yield not value
    elif kind in ("number", "money", "date"):
        yield from moved_by_one(value)
    elif kind == "enum" and literal.type.vocabulary is not None:
        codes = [str(member.value) for member in literal.type.vocabulary]
        yield codes[(codes.index(value) + 1) % len(codes)]


def _restepped(node: Banded) -> Iterator[tuple[Kind, str, dict[str, Any]]]:
    for at, (start, value) in enumerate(node.steps):
        moved = [(start, value - 1), (start, value + 1)]
        if start:
            moved += [(start - 1, value), (start + 1, value)]
        for step in moved:
            steps = (*node.steps[:at], step, *node.steps[at + 1 :])
            yield "number", f"{(start, value)} becomes {step}", {"steps": steps}


def _said(node: Expr) -> str:
    return sentence(node).en


def moved_by_one(value: Any) -> tuple[Any, ...]:
    """Return the values beside a number or a day; none for anything else.

    >>> moved_by_one(25)
    (24, 26)
    """
    if isinstance(value, bool):
        return ()
    if isinstance(value, int):
        return (value - 1, value + 1)
    return (value - timedelta(1), value + timedelta(1)) if isinstance(value, date) else ()
