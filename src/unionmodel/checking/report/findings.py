"""How what the engines report becomes findings: values, whereabouts, severity and sources of each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import attrs

from unionmodel.checking.engine import Bindings, RuleResult, Values
from unionmodel.checking.report.citations import Sources
from unionmodel.checking.report.compiled import Reader, Unknowns, reader
from unionmodel.checking.report.reasons import Tracer
from unionmodel.checking.report.report import Finding, Labels, Outcome
from unionmodel.language import Text
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import Vocabulary
from unionmodel.rules import choices
from unionmodel.rules.pack import Overlay, Pack
from unionmodel.rules.rule import Part, Rule

_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
#: What names a row, and what says where it lies and how people call it, by its number.
_Naming = Callable[[int], str]
_Placing = Callable[[int], tuple[str | None, str]]


@attrs.frozen(eq=False)
class _Wording:
    """What is the same for all findings of one part of a rule, in every check.

    `known` keeps what an unknown answer hangs on, by which values are unknown, with the labels that name it.
    """

    reader: Reader
    labels: Labels
    known: dict[Unknowns, tuple[Labels, tuple[str, ...]]]


@attrs.frozen(eq=False)
class _Reported:
    """One part of a rule in one check, and what is read of the rows that it reports."""

    rule: Rule
    part: Part
    wording: _Wording
    fields: Callable[[int], dict[str, Any]]
    unknowns: Callable[[int], Unknowns]
    subject: _Naming
    whereabouts: _Placing


class Writer:
    """Writes the findings of one check; `packs` say where the rules have another force, or another source."""

    def __init__(self, structure: Structure, values: Values, bindings: Bindings, packs: Sequence[Pack]) -> None:
        self._structure = structure
        self._values = values
        self._bindings = bindings
        self._tracer = Tracer(values, bindings)
        self._tables: dict[str, tuple[_Naming, _Placing]] = {}
        self._sources = Sources(packs, bindings.on)
        self._overlays = {pack.overlay.prefix: pack.overlay for pack in packs if pack.overlay is not None}

    def forget(self) -> None:
        """Forget what was read of the tables, which a checker changes in place."""
        self._tables.clear()

    def findings(self, results: Sequence[RuleResult]) -> Iterator[Finding]:
        """Yield what is broken or cannot be told, rule by rule."""
        for result in results:
            if not result.hits:
                continue
            cites = self._sources.of(result.rule)
            parts: dict[int, _Reported] = {}
            for number, row, outcome in result.hits:
                if number not in parts:
                    parts[number] = self._reported(result.rule, number)
                yield self._finding(parts[number], row, outcome, cites)

    def _reported(self, rule: Rule, number: int) -> _Reported:
        part, wording = rule.parts[number], _wording(rule, number, self._bindings.switches)
        table = part.each.name
        if table not in self._tables:
            self._tables[table] = self._structure.subjects(table), _whereabouts(self._structure, table)
        read = wording.reader.of(self._values, self._bindings)
        return _Reported(rule, part, wording, *read, *self._tables[table])

    def _finding(self, one: _Reported, row: int, outcome: str, cites: tuple[str, ...]) -> Finding:
        rule, part = one.rule, one.part
        severity: str = rule.severity
        labels = one.wording.labels
        missing: tuple[str, ...] = ()
        place, name = one.whereabouts(row)
        overlay = self._overlay(place) if self._overlays else None
        if overlay is not None:
            severity, cites = self._sources.here(rule, overlay, cites)
        if outcome == "cannot_tell":
            labels, missing = self._unknown(one, row)
        elif part.milder is not None and self._tracer.value(part.milder, row):
            severity = "warning"
        return Finding(
            rule.code, rule.name, _OUTCOMES[outcome], severity, part.each.name, part.subject(one.subject(row)), place,
            one.fields(row), missing, cites, labels, name,
        )  # fmt: skip

    def _unknown(self, one: _Reported, row: int) -> tuple[Labels, tuple[str, ...]]:
        """Return what an answer hangs on, with the labels for it: the same for all rows that know the same."""
        known, unknowns = one.wording.known, one.unknowns(row)
        found = known.get(unknowns)
        if found is None:
            tracer, labels = self._tracer, one.wording.labels
            missing = {**tracer.missing(one.part.when, row), **tracer.missing(one.part.require, row)}
            names = {**labels.names, **missing}
            found = Labels(labels.title, labels.says, labels.mend, names, labels.vocabularies), tuple(missing)
            known[unknowns] = found
        return found

    def _overlay(self, place: str | None) -> Overlay | None:
        geography = self._structure.geography
        if place is None or place not in geography.row:
            return None
        prefix = geography.jurisdiction(geography.row[place], self._overlays)
        return None if prefix is None else self._overlays[prefix]


@lru_cache(maxsize=4096)
def _wording(rule: Rule, number: int, switches: tuple[tuple[str, str], ...]) -> _Wording:
    return _Wording(reader(rule.parts[number], switches), labels_of(rule, rule.parts[number]), {})


def labels_of(rule: Rule, part: Part) -> Labels:
    """Return what is the same for all findings of one part of a rule."""
    names: dict[str, Text] = {}
    vocabularies: dict[str, type[Vocabulary]] = {}
    for field, tree in part.shows.items():
        if isinstance(tree, choices.CellsWhere):
            names.update({f"{field}={cell.name}": Text(zh=cell.zh, en=cell.en) for cell, _ in tree.cases})
        if tree.type.vocabulary is not None:
            vocabularies[field] = tree.type.vocabulary
    return Labels(rule.title, rule.says, rule.mend, names, vocabularies)


def _whereabouts(structure: Structure, table: str) -> _Placing:
    """Return what gives the code of the place that a row of `table` lies in, and its name as people know it."""
    if table == WHOLE.name:
        return lambda row: (None, "")
    geography = structure.geography
    if table == "places":
        return lambda row: (geography.codes[row], geography.name[row] or geography.codes[row])
    columns = structure.columns(table)
    blanks = [None] * structure.size(table)
    places, names = columns.get("place", blanks), columns.get("name", blanks)
    others = [
        (columns[column.name], structure.index(column.refers_to), structure.columns(column.refers_to))
        for column in TABLES[table].columns
        if column.refers_to in ("unions", "employers") and column.name in ("union", "employer")
    ]
    if not others:
        return lambda row: (places[row], names[row] or "")

    def found(row: int) -> tuple[str | None, str]:
        place, name = places[row], names[row]
        for cells, index, theirs in others:
            other = index.get(cells[row])
            if other is not None:
                place = place or theirs["place"][other]
                name = name or theirs["name"][other]
        if name is None and table == "headcounts" and place in geography.row:
            name = geography.name[geography.row[place]]
        return place, name or ""

    return found


def failure(rule: Rule, error: Exception) -> Finding:
    """Return the finding that a rule could not be run."""
    title = Text(zh=f"规则 {rule.code} 运行出错", en=f"the rule {rule.code} failed to run")
    says = Text(zh="程序出错：{error}", en="a defect of ours: {error}")
    mend = Text(zh="请把这条信息报告给我们", en="please report this to us")
    text = f"{type(error).__name__}: {error}".replace("{", "(").replace("}", ")")
    return Finding(
        rule.code,
        rule.name,
        Outcome.FAILED,
        "error",
        rule.parts[0].each.name,
        "structure",
        None,
        {"error": text},
        (),
        (),
        Labels(title, says, mend),
    )
