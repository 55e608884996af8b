"""Structures one small step away from an example of a rule, and days on which its verdict may turn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from unionmodel.api.law import packs as installed_packs
from unionmodel.law.dated import Dated
from unionmodel.model.dictionary import Column
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure
from unionmodel.rules.expr import Cell, Expr, Literal_, Parameter, walk
from unionmodel.rules.facts import facts_below
from unionmodel.rules.rule import Rule
from unionmodel.testing import strategies
from unionmodel.testing.rows import codes
from unionmodel.testing.subjects import structure_from

Tables = dict[str, list[dict[str, Any]]]
_DAY = timedelta(1)
_YEARS = range(1900, 2201)


def near_misses(
    rule: Rule | None = None, *, max_unions: int = 8, max_employers: int = 6, max_mutations: int | None = None
) -> SearchStrategy[Structure]:
    """Return a strategy for structures that just miss being right.

    Without a rule: any valid structure with one to `max_mutations` (default 8) faults, such as a blank cell, a dangling
    reference, superiors in a circle. With a rule, to be judged on `rule.on`: an example of it with none to
    `max_mutations` (default 2) small steps in what the rule reads: a number or a day at one of its limits, or one beside
    it; another word of a closed list; a blank; another row, or none; a row gone, or twice. `max_unions` and
    `max_employers` bound structures drawn without a rule.

    Examples of the rule with a day or parameters of their own are left out: see `days`.
    """
    if rule is None:
        return strategies.near_misses(
            max_unions=max_unions, max_employers=max_employers, max_mutations=max_mutations or 8
        )
    return _near(_Of(rule), 2 if max_mutations is None else max_mutations).map(structure_from)


def days(rule: Rule | None = None) -> SearchStrategy[date]:
    """Return a strategy for reference days: year's end first, then what the structures' dates and the law turn on.

    With a rule: its own day first, then those of its examples, those on which it and its parameters begin or change,
    and the days beside all these.
    """
    if rule is None:
        return strategies.days()
    moments = [rule.on, *(example.on for example in rule.examples if example.on is not None)]
    if rule.starts is not None:
        moments.append(rule.starts)
    for found in _parameters(rule):
        moments += [step.start for step in found.values if step.start > date.min]
        moments += [step.value for step in found.values if isinstance(step.value, date)]
    beside = [moment + step for step in (0 * _DAY, -_DAY, _DAY) for moment in moments]
    return st.sampled_from(list(dict.fromkeys(beside)))


def examples_as_tables(rule: Rule, *outcomes: str) -> list[Tables]:
    """Return the structures of the examples of a rule that are judged on its day with the default parameters."""
    own = [
        example.structure(rule.scene)
        for example in rule.examples
        if example.on in (None, rule.on) and not example.settings and (not outcomes or example.outcome in outcomes)
    ]
    return own or [{table: [dict(row) for row in rows] for table, rows in rule.scene.items()}]


class _Of:
    """A rule as the argument of a strategy: shown by its code, since Hypothesis writes strategies out.

    What hangs on the rule alone is worked out here once, not in every draw.
    """

    def __init__(self, rule: Rule) -> None:
        self.rule = rule
        self.examples = st.sampled_from(examples_as_tables(rule))
        self.limits = _limits(rule)
        self.read = _read(rule)

    def __repr__(self) -> str:
        return self.rule.code


@st.composite
def _near(draw: DrawFn, of: _Of, most: int) -> Tables:
    """Return the tables of an example of a rule with at most `most` small steps made."""
    rows = deepcopy(draw(of.examples))
    for _ in range(draw(st.integers(0, most))):
        _step(draw, rows, of)
    return {table: found for table, found in rows.items() if found}


def _step(draw: DrawFn, rows: Tables, of: _Of) -> None:
    cells = [
        (row, column)
        for table, several in rows.items()
        for row in several
        for column in TABLES[table].columns
        if (table, column.name) in of.read and not column.key
    ]
    tables = [table for table, several in rows.items() if several]
    what = draw(st.sampled_from(("cell", "cell", "cell", "cell", "gone", "twice")))
    if what == "cell" and cells:
        row, column = draw(st.sampled_from(cells))
        value = draw(st.sampled_from(list(_candidates(column, row.get(column.name), rows, of.limits))))
        if value is None:
            row.pop(column.name, None)
        else:
            row[column.name] = value
    elif what == "gone" and tables:
        several = rows[draw(st.sampled_from(tables))]
        several.pop(draw(st.integers(0, len(several) - 1)))
    elif what == "twice" and tables:
        table = draw(st.sampled_from(tables))
        again = dict(draw(st.sampled_from(rows[table])))
        if (key := TABLES[table].key) is not None:
            taken = {row[key] for row in rows[table]}
            again[key] = next(name for number in range(2, 99) if (name := f"{again[key]}-{number}") not in taken)
        rows[table].append(again)


def _candidates(column: Column, now: Any, rows: Tables, limits: Mapping[str, list[Any]]) -> Iterator[Any]:
    """Yield what a cell may hold: near what it holds now, near the limits of the rule, another word, nothing."""
    yield None
    if column.refers_to is not None:
        key = str(TABLES[column.refers_to].key)
        yield from (row[key] for row in rows.get(column.refers_to, ()) if key in row)
        yield "nowhere"
        return
    if column.type == "bool":
        yield from (True, False)
    elif column.type in ("enum", "list") and column.vocabulary is not None:
        words = codes(column.vocabulary)
        yield from words if column.type == "enum" else ([word] for word in words)
    elif column.type == "date":
        today = [date.fromisoformat(now) if isinstance(now, str) else now] if now is not None else []
        for moment in (*today, *limits["date"]):
            yield from (moment, moment - _DAY, moment + _DAY)
    elif column.type in ("count", "year", "money"):
        step = Decimal("0.01") if column.type == "money" else 1
        beside = [Decimal(str(now)) if column.type == "money" else int(now)] if now is not None else []
        for number in (*beside, *limits["money" if column.type == "money" else "number"]):
            near = (number, number - step, number + step)
            yield from (value for value in near if value >= 0 and (column.type != "year" or value in _YEARS))
    elif now is not None:
        yield now


def _limits(rule: Rule) -> dict[str, list[Any]]:
    """Return the numbers, amounts and days that a rule and its facts compare with, the day of the rule among them."""
    limits: dict[str, list[Any]] = {"number": [], "money": [Decimal(0)], "date": [rule.on]}
    for node in _nodes(rule):
        if isinstance(node, Literal_) and node.type.kind in limits:
            limits[node.type.kind].append(_outward(node.type.kind, node.value))
    for found in _parameters(rule):
        step = found.step(rule.on)
        kind = {"money": "money", "date": "date", "text": ""}.get(found.type, "number")
        if step is not None and step.value is not None and kind:
            limits[kind].append(_outward(kind, step.value))
    return {kind: list(dict.fromkeys(values)) for kind, values in limits.items()}


def _outward(kind: str, value: Any) -> Any:
    return Decimal(value) / 100 if kind == "money" else value


def _parameters(rule: Rule) -> Iterator[Dated]:
    """Yield the dated values that a rule reads, of any installed pack."""
    names = {node.name for node in _nodes(rule) if isinstance(node, Parameter)}
    for pack in installed_packs().values():
        if rule in pack.rules or pack.overlay is not None:
            found = {**pack.parameters, **(pack.overlay.values if pack.overlay else {})}
            yield from (value for name, value in found.items() if name in names and isinstance(value, Dated))


def _read(rule: Rule) -> set[tuple[str, str]]:
    return {(node.home, node.name) for node in _nodes(rule) if isinstance(node, Cell)}


def _nodes(rule: Rule) -> list[Expr]:
    trees = [*rule.trees, *(tree for fact in facts_below(*rule.trees) for tree in fact.inputs)]
    return list({id(node): node for tree in trees for node in walk(tree)}.values())
