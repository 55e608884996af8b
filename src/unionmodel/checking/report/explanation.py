"""What a rule says, where it says so, its parameters by date, and its examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, ClassVar

import attrs

from unionmodel.answers import Answer, Columns
from unionmodel.checking.checking import bind, find_rule
from unionmodel.language import Text
from unionmodel.law.dated import SET_BY_USER, Dated, Switch
from unionmodel.rules.facts import Derived
from unionmodel.rules.pack import Pack
from unionmodel.rules.rule import Rule
from unionmodel.rules.words import sentence


@attrs.frozen
class Explanation(Answer):
    """A rule as people read it: its sentence, force, sources, parameters, open questions and examples.

    `absent` says why it is not in force on the day: not yet, or no longer. `overlays` are the packs of jurisdictions that
    may have a number or a force of their own.
    """

    COLUMNS: ClassVar[Columns] = dict.fromkeys(("each", "when", "require", "about"), str)

    rule: Rule
    pack: Pack
    on: date
    language: str | None = None
    absent: Text | None = None
    overlays: tuple[Pack, ...] = ()

    def to_dict(self, language: str | None = None) -> dict[str, Any]:
        """Return the explanation ready for JSON."""
        chosen = language or self.language
        rule = self.rule
        return {
            "code": rule.code,
            "name": rule.name,
            "pack": self.pack.name,
            "title": rule.title.within(chosen),
            "force": rule.force.text.within(chosen),
            "severity": rule.severity,
            "waivable": rule.waivable,
            "starts": rule.starts.isoformat() if rule.starts else None,
            "absent": None if self.absent is None else self.absent.within(chosen),
            "preview": rule.preview,
            "reason": rule.reason.within(chosen),
            "mend": rule.mend.within(chosen),
            "parts": self._parts(chosen),
            "terms": self._terms(chosen),
            "cites": [
                {
                    "id": citation.on(self.on),
                    "text": citation.text(self.on).within(chosen),
                    "title": citation.title.within(chosen),
                }
                for citation in rule.cites
            ],
            "parameters": [self._parameter(name, chosen) for name in rule.reads],
            "elsewhere": list(self._elsewhere(chosen)),
            "examples": [
                {"title": example.title.within(chosen), "outcome": example.outcome} for example in rule.examples
            ],
        }

    def _parts(self, language: str | None) -> list[dict[str, Any]]:
        """Return what is asked of whom; parts that differ only in the group they are about are said once."""
        said: dict[tuple[str, str, str], list[str]] = {}
        for part in self.rule.parts:
            texts = (part.each.name, sentence(part.when).within(language), sentence(part.require).within(language))
            said.setdefault(texts, []).append(part.about)
        return [
            {"each": each, "when": when, "require": require, "about": sorted({about for about in several if about})}
            for (each, when, require), several in said.items()
        ]

    def _terms(self, language: str | None) -> list[dict[str, str]]:
        """Return the conditions that have a name, with what they mean; of several of one name the first."""
        terms: dict[str, dict[str, str]] = {}
        for fact in self.rule.facts:
            if isinstance(fact, Derived):
                label = Text(zh=fact.zh, en=fact.en).within(language)
                terms.setdefault(
                    fact.name, {"name": fact.name, "label": label, "text": sentence(fact.of).within(language)}
                )
        return list(terms.values())

    def _elsewhere(self, language: str | None) -> Iterator[dict[str, Any]]:
        """Yield what jurisdictions have otherwise: the force of the rule, the parameters that it reads."""
        for pack in self.overlays:
            overlay = pack.overlay
            if overlay is None:
                continue
            force = overlay.forces.get(self.rule.code)
            own = [name for name in self.rule.reads if name in overlay.values]
            if force is None and not own:
                continue
            yield {
                "pack": pack.name,
                "title": pack.title.within(language),
                "force": None if force is None else force[0].text.within(language),
                "cites": [] if force is None else [force[1].on(self.on)],
                "parameters": [{"name": name, "values": _steps(overlay.values[name], language)} for name in own],
            }

    def _parameter(self, name: str, language: str | None) -> dict[str, Any]:
        found = self.pack.parameters[name]
        if isinstance(found, Switch):
            options = {option: text.within(language) for option, text in found.options.items()}
            return {
                "name": name,
                "label": found.label.within(language),
                "question": found.question.within(language),
                "options": options,
                "chosen": self.pack.option(name),
            }
        said = {"name": name, "label": found.label.within(language), "values": _steps(found, language)}
        return {**said, "set_by": SET_BY_USER.within(language)} if found.by_user else said

    def table_rows(self, language: str | None = None) -> list[dict[str, Any]]:
        """Return what is asked of whom; of several groups that it is about the names."""
        return [{**part, "about": ";".join(part["about"])} for part in self._parts(language)]


def explain(packs: Sequence[Pack], code: str, *, on: date, language: str | None = None) -> Explanation:
    """Return what the rule `code` says; see `unionmodel.explain`. Raises UnknownName."""
    rule = find_rule(packs, code)
    pack = next(pack for pack in packs if rule in pack.rules)
    overlays = tuple(one for one in packs if one.overlay is not None)
    return Explanation(rule, pack, on, language, bind([pack], on).absence(rule), overlays)


def _steps(found: Dated, language: str | None) -> list[dict[str, Any]]:
    return [
        {
            "from": step.start.isoformat(),
            "value": None if step.value is None else found.shown(step.value).within(language),
            **({"cites": step.citation.on(step.start)} if found.by_user and step.citation is not None else {}),
        }
        for step in found.values
    ]
