"""Where what a finding says is written: in what the rule cites, in the law of the place, in what a user has set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from unionmodel.law.dated import Dated
from unionmodel.rules.pack import Overlay, Pack
from unionmodel.rules.rule import Rule


class Sources:
    """The sources of the findings of one check, and the force that rules have in a jurisdiction of its own."""

    def __init__(self, packs: Iterable[Pack], on: date) -> None:
        self._on = on
        # Values the caller overrides, with their source: these must not be cited to the plan of Gansu.
        self._own = {
            name: found
            for pack in packs
            for name, found in pack.parameters.items()
            if isinstance(found, Dated) and found.by_user
        }

    def of(self, rule: Rule) -> tuple[str, ...]:
        """Return where a rule is written, and with it the values that the user has set."""
        cites = _cited(rule, self._on)
        return tuple(dict.fromkeys((*cites, *self._of_own(rule)))) if self._own else cites

    def _of_own(self, rule: Rule) -> Iterator[str]:
        for name in rule.reads:
            step = self._own[name].step(self._on) if name in self._own else None
            if step is not None and step.citation is not None:
                yield step.citation.on(self._on)

    def here(self, rule: Rule, overlay: Overlay, cites: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
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
        # If this jurisdiction has its own text for the rule, cite only that.
        return severity, written if written and set(written) <= set(cites) else (*cites, *written)


@lru_cache(maxsize=4096)
def _cited(rule: Rule, on: date) -> tuple[str, ...]:
    return rule.cited(on)
