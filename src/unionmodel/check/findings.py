"""How what the engines report becomes findings: values, whereabouts, severity and sources of each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from unionmodel.check.engine import RuleResult
from unionmodel.check.outcome import Finding, Labels, Outcome
from unionmodel.check.trace import Tracer
from unionmodel.language import Text
from unionmodel.law.dated import Dated
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import Vocabulary
from unionmodel.rules import choices, types
from unionmodel.rules.pack import Overlay, Pack
from unionmodel.rules.rule import Rule


class Writer:
    """Writes the findings of one check; `packs` say where the rules have another force, or another source."""

    def __init__(self, structure: Structure, tracer: Tracer, on: date, packs: Iterable[Pack]) -> None:
        self._structure = structure
        self._tracer = tracer
        self._on = on
        # What whoever checks has set, with where that is written: another province's floor is not in the plan of Gansu.
        self._own = {
            name: found
            for pack in packs
            for name, found in pack.parameters.items()
            if isinstance(found, Dated) and found.by_user
        }
        self._overlays = {pack.overlay.prefix: pack.overlay for pack in packs if pack.overlay is not None}

    def findings(self, results: Sequence[RuleResult]) -> Iterator[Finding]:
        """Yield what is broken or cannot be told, rule by rule."""
        for result in results:
            if not result.hits:
                continue
            cites = tuple(citation.on(self._on) for citation in result.rule.cites)
            if self._own:
                cites = tuple(dict.fromkeys((*cites, *self._cites_of_own(result.rule))))
            for part, row, outcome in result.hits:
                yield self._finding(result.rule, part, row, outcome, cites)

    def _cites_of_own(self, rule: Rule) -> Iterator[str]:
        for name in rule.reads:
            step = self._own[name].step(self._on) if name in self._own else None
            if step is not None and step.citation is not None:
                yield step.citation.on(self._on)

    def _finding(self, rule: Rule, number: int, row: int, outcome: str, cites: tuple[str, ...]) -> Finding:
        part, tracer = rule.parts[number], self._tracer
        table = part.each.name
        fields = {name: _json(tracer.value(tree, row), tree.type) for name, tree in part.shows.items()}
        missing: dict[str, Text] = {}
        severity: str = rule.severity
        labels = _labels(rule, number)
        place, name = _whereabouts(self._structure, table, row)
        overlay = self._overlay(place) if self._overlays else None
        if overlay is not None:
            severity, cites = self._here(rule, overlay, cites)
        if outcome == "cannot_tell":
            missing = {**tracer.missing(part.when, row), **tracer.missing(part.require, row)}
            labels = Labels(labels.title, labels.says, labels.mend, {**labels.names, **missing}, labels.vocabularies)
        elif part.milder is not None and tracer.value(part.milder, row):
            severity = "warning"
        subject = part.subject(self._structure.subject(table, row))
        return Finding(
            rule.code, rule.name, Outcome(outcome), severity, table, subject, place, fields, tuple(missing), cites,
            labels, name,
        )  # fmt: skip

    def _overlay(self, place: str | None) -> Overlay | None:
        geography = self._structure.geography
        if place is None or place not in geography.row:
            return None
        prefix = geography.jurisdiction(geography.row[place], self._overlays)
        return None if prefix is None else self._overlays[prefix]

    def _here(self, rule: Rule, overlay: Overlay, cites: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        """Return how severe a breach is in a jurisdiction, and where that is written, the local text last."""
        force = overlay.forces.get(rule.code)
        if force is not None and not force[1].in_force(self._on):
            force = None
        steps = [overlay.values[name].step(self._on) for name in rule.reads if name in overlay.values]
        local = [step.citation for step in steps if step is not None and step.citation is not None]
        if force is not None:
            local.append(force[1])
        severity = rule.severity if force is None else force[0].severity
        written = tuple(dict.fromkeys(citation.on(self._on) for citation in local))
        # A rule that several jurisdictions have, each in a text of its own, is written in the one that holds here.
        return severity, written if written and set(written) <= set(cites) else (*cites, *written)


@lru_cache(maxsize=4096)
def _labels(rule: Rule, number: int) -> Labels:
    part = rule.parts[number]
    names: dict[str, Text] = {}
    vocabularies: dict[str, type[Vocabulary]] = {}
    for field, tree in part.shows.items():
        if isinstance(tree, choices.Which):
            names.update({f"{field}={cell.name}": Text(zh=cell.zh, en=cell.en) for cell, _ in tree.cases})
        if tree.type.vocabulary is not None:
            vocabularies[field] = tree.type.vocabulary
    return Labels(rule.title, rule.says, rule.mend, names, vocabularies)


def _json(value: Any, type_: types.Type) -> Any:
    if value is None:
        return None
    if type_.kind == "total" and value < 0:
        value = ~value
    if type_.money:
        return f"{value // 100}.{value % 100:02}"
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _whereabouts(structure: Structure, table: str, row: int) -> tuple[str | None, str]:
    """Return the code of the place a row lies in, and its name as people know it."""
    if table == WHOLE.name:
        return None, ""
    if table == "places":
        geography = structure.geography
        return geography.codes[row], geography.name[row] or geography.codes[row]
    columns = structure.columns(table)
    name = columns["name"][row] if "name" in columns else None
    place = columns["place"][row] if "place" in columns else None
    if place is None or name is None:
        for column in TABLES[table].columns:
            if column.refers_to in ("unions", "employers") and column.name in ("union", "employer"):
                other = structure.index(column.refers_to).get(columns[column.name][row])
                if other is not None:
                    place = place or structure.column(column.refers_to, "place")[other]
                    name = name or structure.column(column.refers_to, "name")[other]
    if name is None and table == "headcounts" and place in structure.geography.row:
        name = structure.geography.name[structure.geography.row[place]]
    return place, name or ""


def failure(rule: Rule, error: Exception) -> Finding:
    """Return the finding that a rule could not be run."""
    title = Text(zh=f"规则 {rule.code} 运行出错", en=f"the rule {rule.code} failed to run")
    says = Text(zh="程序出错：{error}", en="a defect of ours: {error}")
    mend = Text(zh="请把这条信息报告给我们", en="please report this to us")
    text = f"{type(error).__name__}: {error}".replace("{", "(").replace("}", ")")
    fields: Mapping[str, Any] = {"error": text}
    table = rule.parts[0].each.name
    return Finding(
        rule.code,
        rule.name,
        Outcome.FAILED,
        "error",
        table,
        "structure",
        None,
        dict(fields),
        (),
        (),
        Labels(title, says, mend),
    )
