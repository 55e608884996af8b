"""Whether the rules let a roster be judged a few people at a time: a row then asks for others of the same person only."""

from __future__ import annotations

from collections.abc import Iterable

from unionmodel.rules.facts import Fact, Latest, Somewhere, facts_below
from unionmodel.rules.kin import Alike, Following, Overtaken, Twin
from unionmodel.rules.rule import Rule

_ROSTER = "members"


def person_by_person(rules: Iterable[Rule]) -> bool:
    """Return whether all rows of a person, and no others, are enough to judge a row of the roster.

    It is so for the shipped rules. A rule that counts the members of a union in the roster, say, must see all of it.

    >>> from unionmodel.rulepacks import shipped
    >>> person_by_person(rule for pack in shipped().values() for rule in pack.rules)
    True
    """
    facts = facts_below(*(tree for rule in rules for tree in rule.trees))
    return all(map(_of_one_person, facts))


def _of_one_person(fact: Fact) -> bool:
    if fact.home != _ROSTER:
        reads = {tree.table for tree in fact.inputs} | ({fact.reads} if isinstance(fact, Somewhere) else set())
        return _ROSTER not in reads
    if isinstance(fact, Alike | Following | Latest | Twin):
        return any(cell.name == "id" for cell in fact.by)
    return not isinstance(fact, Overtaken)
