"""A rule: one typed sentence about a record, with where it says so, its messages and its examples."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any, Literal

import attrs

from unionmodel.language import Text
from unionmodel.law.source import Citation
from unionmodel.model.dictionary import Table
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.rules.choices import Switched
from unionmodel.rules.expr import Expr, Parameter, walk
from unionmodel.rules.facts import Fact, facts_below
from unionmodel.rules.refusals import refused

Severity = Literal["error", "warning", "info"]
Verdict = Literal["held", "broken", "cannot_tell", "not_applicable"]


class Force(Enum):
    """How strongly a text speaks, and how severe its breach therefore is."""

    MUST = "must", "必须", "error"
    SHOULD = "should", "应当", "warning"
    TARGET = "target", "目标", "warning"
    MAY = "may", "可以", "info"
    DATA_ERROR = "data error", "数据错误", "error"
    DATA_WARNING = "data warning", "数据疑点", "warning"
    DATA_INFO = "data hint", "数据提示", "info"

    def __init__(self, en: str, zh: str, severity: Severity) -> None:
        self.text = Text(zh=zh, en=en)
        self.severity = severity

    @property
    def about_data(self) -> bool:
        """Whether the rule is about the file, not about the unions that it describes."""
        return self.value[0].startswith("data")


@attrs.frozen
class Example:
    """A small structure and what the rule says of it: the rule's test, and an illustration in the docs.

    `changes` maps a table to patches of the rule's `scene`: the n-th patch changes the n-th row of the scene or adds a
    row; an empty list empties the table. `subject` names the record judged (default: the first row of the first part).
    """

    title: Text
    outcome: Verdict
    changes: Mapping[str, Sequence[Mapping[str, Any]]] = attrs.field(factory=dict)
    on: date | None = None
    subject: str | None = None
    settings: Mapping[str, str] = attrs.field(factory=dict)

    def structure(self, scene: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
        """Return `scene` with the changes made, as rows by table."""
        tables = {table: [dict(row) for row in rows] for table, rows in scene.items()}
        for table, patches in self.changes.items():
            rows = tables.get(table, []) if patches else []
            for number, patch in enumerate(patches):
                if number < len(rows):
                    rows[number].update(patch)
                else:
                    rows.append(dict(patch))
            tables[table] = rows
        return tables


@attrs.frozen(eq=False)
class Part:
    """What a rule asks of the rows of one table: to which it applies (`when`), what must hold (`require`).

    `shows` are the values that a message names. `milder` makes a breach a warning where it holds. `among` says which
    rows are subjects at all (default: every row). `about` tells several subjects of one row apart, as a group of
    workers does: it follows the row's own name, after a bar.
    """

    each: Table
    when: Expr
    require: Expr
    shows: Mapping[str, Expr] = attrs.field(factory=dict)
    milder: Expr | None = None
    among: Expr | None = None
    about: str = ""

    def __attrs_post_init__(self) -> None:
        for tree in self.trees:
            if tree.table not in (self.each.name, None):
                raise refused("other table", each=self.each.name, table=tree.table)
        for condition in (self.when, self.require, self.milder, self.among):
            if condition is not None and condition.type.kind != "bool":
                raise refused("no condition of a rule", type=condition.type)

    @property
    def trees(self) -> tuple[Expr, ...]:
        """Every tree that the part reads."""
        others = (tree for tree in (self.milder, self.among) if tree is not None)
        return (self.when, self.require, *others, *self.shows.values())

    def subject(self, name: str) -> str:
        """Return how the subject is called, `name` being that of its row."""
        return f"{name}|{self.about}" if self.about else name


@attrs.frozen(eq=False)
class Rule:
    """One rule of a catalogue.

    A rule is not `waivable` where its breach makes other answers wrong, so that accepting it would hide them. `code` is
    stable for ever; `name` is its short name in words with hyphens. `says` is the message of a breach, `mend`
    how to cure it; both may name the fields of `shows`, and `name`, `subject`. `reason` says why the rule exists.
    Before `starts` the rule is not applicable. A `preview` rule is off unless it is selected by its code.
    """

    code: str
    name: str
    title: Text
    force: Force
    cites: tuple[Citation, ...]
    parts: tuple[Part, ...]
    says: Text
    mend: Text
    reason: Text
    starts: date | None = None
    scene: Mapping[str, Sequence[Mapping[str, Any]]] = attrs.field(factory=dict)
    examples: tuple[Example, ...] = ()
    on: date = date(2022, 12, 31)
    waivable: bool = True
    preview: bool = False

    @property
    def severity(self) -> Severity:
        """How severe a breach is."""
        return self.force.severity

    def cited(self, on: date) -> tuple[str, ...]:
        """Return where the rule is written, for machines, as of a day.

        A text that is not in force on the day is not cited beside one that is; where none is, all are named.
        """
        here = [citation for citation in self.cites if citation.in_force(on)]
        return tuple(citation.on(on) for citation in here or self.cites)

    @property
    def trees(self) -> tuple[Expr, ...]:
        """Every tree that the rule reads."""
        return tuple(tree for part in self.parts for tree in part.trees)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts that the rule needs, each after those it needs itself."""
        return tuple(facts_below(*self.trees))

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """The names of the parameters and switches that the rule reads, directly or through a fact."""
        found: dict[str, None] = {}
        trees = [*self.trees, *(tree for fact in self.facts for tree in fact.inputs)]
        for node in (node for tree in trees for node in walk(tree)):
            if isinstance(node, Parameter):
                found[node.name] = None
            elif isinstance(node, Switched):
                found[node.switch] = None
        return tuple(found)


def rule(
    code: str,
    name: str,
    *,
    title: Text,
    force: Force,
    cites: Citation | tuple[Citation, ...],
    each: str,
    when: Expr,
    require: Expr,
    says: Text,
    mend: Text,
    reason: Text,
    shows: Mapping[str, Expr] | None = None,
    milder: Expr | None = None,
    **more: Any,
) -> Rule:
    """Return a rule about the rows of one table (or about the `structure`); the arguments are those of `Rule`, `Part`."""
    part = Part(WHOLE if each == WHOLE.name else TABLES[each], when, require, shows or {}, milder)
    where = cites if isinstance(cites, tuple) else (cites,)
    return Rule(code, name, title, force, where, (part,), says, mend, reason, **more)
