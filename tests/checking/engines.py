"""An engine as the tests of the language ask it, and the small structures they ask it about."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import attrs

from unionmodel.checking.engine import Bindings, RuleResult
from unionmodel.language import Text
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.rules.expr import Expr, Literal_
from unionmodel.rules.facts import Chain, Derived, PlaceFact
from unionmodel.rules.rule import Force, Part, Rule
from unionmodel.rules.terms import places, unions
from unionmodel.rules.types import BOOL

SAYS = Text(zh="话", en="words")
YES = Literal_(True, BOOL)
ANY_UNION = unions.id.known()
UNKNOWN, NONE = None, -1
NAME = ("fact", "事实", "fact")
DAY = date(2020, 1, 1)

#: A nation, a province, a prefecture with two counties; one holds a township with a community.
PLACES = [
    {"code": "N", "level": "nation"},
    {"code": "P", "level": "province", "parent": "N"},
    {"code": "F", "level": "prefecture", "parent": "P"},
    {"code": "C", "level": "county", "parent": "F"},
    {"code": "T", "level": "township", "parent": "C"},
    {"code": "V", "level": "community", "parent": "T"},
    {"code": "D", "level": "county", "parent": "F"},
]

COUNTY = Chain(
    "county",
    "县",
    "county",
    places.parent.row,
    "first",
    of=PlaceFact("county level", "县级", "county level", "county_level"),
    start=unions.place.row,
)


@attrs.frozen
class Engine:
    """A way to judge: `run` takes a structure, rules and bindings, and returns the results and the values."""

    run: Callable[[Structure, Sequence[Rule], Bindings], tuple[list[RuleResult], Any]]

    def values(self, made: Structure, tree: Expr, **settings: Any) -> list[Any]:
        """Return the value of `tree` in every row of its table."""
        fact = Derived(*NAME, tree)
        table = str(fact.home)
        _, found = self.run(made, [made_of(Part(TABLES[table], YES, YES, {"fact": fact}))], bindings(**settings))
        rows = len(made.geography.codes) if table == "places" else made.size(table)
        return [found.leaf(fact, row) for row in range(rows)]

    def result(self, made: Structure, *parts: Part, **more: Any) -> RuleResult:
        """Return how a rule of `parts` comes out; `on` and `values` are those of the check, the rest the rule's own."""
        settings = {name: more.pop(name) for name in ("on", "values") if name in more}
        [result], _ = self.run(made, [made_of(*parts, **more)], bindings(**settings))
        return result


def bindings(**more: Any) -> Bindings:
    return Bindings(**{"on": date(2022, 6, 30), **more})


def made_of(*parts: Part, **more: Any) -> Rule:
    return Rule("TST001", "test", SAYS, more.pop("force", Force.MUST), (), parts, SAYS, SAYS, SAYS, **more)


def judged(each: str, when: Expr, require: Expr, shows: Any = None, **more: Any) -> Rule:
    return made_of(Part(TABLES[each], when, require, shows or {}), **more)


def structure(**tables: list[dict[str, Any]]) -> Structure:
    return Structure(base_places=None, **{"places": PLACES, **tables})


def some_unions(**cells: Sequence[Any]) -> Structure:
    """Return a structure of unions u0, u1, ... with the given cells."""
    count = len(next(iter(cells.values())))
    return structure(
        unions=[{"id": f"u{row}", **{name: column[row] for name, column in cells.items()}} for row in range(count)]
    )
