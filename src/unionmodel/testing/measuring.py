"""Which mutants of a rule its examples find out, and which survive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import attrs

from unionmodel.api.asked import Asked, with_values
from unionmodel.checking import checking
from unionmodel.checking.engine import Bindings, RuleResult
from unionmodel.checking.report.reasons import Tracer
from unionmodel.checking.rows import engine as rows
from unionmodel.errors import PackError
from unionmodel.law.dated import Dated
from unionmodel.model.structure import Structure
from unionmodel.rules.pack import Pack
from unionmodel.rules.rule import Rule
from unionmodel.testing.case_reading import Case
from unionmodel.testing.cases import packs_of
from unionmodel.testing.examples import beside_the_default
from unionmodel.testing.rule_mutants import Mutant, moved_by_one, mutants, mutated
from unionmodel.testing.subjects import first_subject, structure_from, subject_rows

#: Mutants of a rule compiled into one program: what they share is computed once.
_TOGETHER = 60


@attrs.frozen(eq=False, slots=False)
class Trial:
    """One record whose outcome under a rule is known: an example of the rule, or a line of a case."""

    rule: Rule
    structure: Structure
    on: date
    subject: str
    outcome: str
    packs: tuple[Pack, ...]
    proposed: bool = True

    @cached_property
    def rows(self) -> list[tuple[int, int]]:
        """The parts of the rule and the rows that `subject` names."""
        return subject_rows(self.rule, self.structure, self.subject)


@attrs.frozen
class Survey:
    """How many mutants there are by kind, and the names of those that no trial finds out, with their kind."""

    counts: Mapping[str, int]
    survivors: Mapping[str, str]


def trials_of(rule: Rule, pack: Pack) -> Iterator[Trial]:
    """Yield the examples of a rule of `pack` as trials."""
    for example in rule.examples:
        structure = structure_from(example.structure(rule.scene))
        # Not `Asked`: a rule under trial may stand in for a shipped one, which it refuses.
        packs = with_values(beside_the_default(pack, structure), example.settings)
        subject = example.subject or first_subject(rule, structure)
        yield Trial(rule, structure, example.on or rule.on, subject, example.outcome, packs)


def trials_in(case: Case) -> Iterator[Trial]:
    """Yield what a case expects of rules about records as trials; what waivers and baselines do is left out."""
    packs = Asked(packs_of(case), case.parameters).law(case.structure)
    rules = {rule.code: rule for pack in packs for rule in pack.rules}
    for one in case.expected:
        if one.code in rules and one.outcome.value in ("held", "broken", "cannot_tell", "not_applicable"):
            yield Trial(rules[one.code], case.structure, case.on, one.subject, one.outcome.value, packs, case.proposed)


def survey(packs: Sequence[Pack], more: Iterable[Trial] = ()) -> Survey:
    """Try every mutant of the rules, facts and parameters of `packs` on the examples of the rules, and on `more` trials."""
    homes = {rule.code: (rule, pack) for pack in packs for rule in pack.rules}
    trials = {rule: list(trials_of(rule, pack)) for rule, pack in homes.values()}
    rules = list(trials)
    for trial in more:
        if trial.rule in trials:
            trials[trial.rule].append(trial)
    every = mutants(rules)
    alive: dict[str, Mutant] = dict(every)
    for rule in rules:
        for name in _killed(rule, trials[rule], list(alive.values())):
            del alive[name]
    counts: dict[str, int] = {}
    for mutant in every.values():
        counts[mutant.kind] = counts.get(mutant.kind, 0) + 1
    survivors: dict[str, str] = {name: mutant.kind for name, mutant in alive.items()}
    for name, killed in _parameters(packs, trials):
        counts["parameter"] = counts.get("parameter", 0) + 1
        if not killed:
            survivors[name] = "parameter"
    return Survey(counts, dict(sorted(survivors.items())))


def _killed(rule: Rule, trials: Sequence[Trial], alive: Sequence[Mutant]) -> set[str]:
    """Return the names of the mutants that change the outcome of a trial of `rule`."""
    changed: list[tuple[str, Rule]] = []
    killed: set[str] = set()
    for mutant in alive:
        try:
            other = mutated(rule, mutant)
        except PackError:
            continue
        if other is not rule:
            changed.append((mutant.name, other))
    for at in range(0, len(changed), _TOGETHER):
        batch = changed[at : at + _TOGETHER]
        for trial in trials:
            # An outcome is compared with that of the rule itself: a trial that is wrong finds nothing out.
            own, *outcomes = _outcomes(trial, [rule, *(changed_rule for _, changed_rule in batch)])
            killed.update(name for (name, _), outcome in zip(batch, outcomes, strict=True) if outcome != own)
    return killed


def _outcomes(trial: Trial, rules: Sequence[Rule], bindings: Bindings | None = None) -> list[str]:
    """Return the outcome of a trial under each of several rules; "failed" for one that cannot be run."""
    bound = bindings or checking.bind(trial.packs, trial.on, trial.proposed)
    try:
        results, values = rows.run(trial.structure, rules, bound)
    except Exception:
        if len(rules) == 1:
            return ["failed"]
        return [outcome for rule in rules for outcome in _outcomes(trial, [rule], bound)]
    return [_outcome(trial, result, Tracer(values, bound), bound) for result in results]


def _outcome(trial: Trial, result: RuleResult, tracer: Tracer, bound: Bindings) -> str:
    rule = result.rule
    if not bound.in_force(rule):
        return "not_applicable"
    for number, row in trial.rows:
        hit = next((outcome for one, at, outcome in result.hits if (one, at) == (number, row)), None)
        if hit is not None:
            return hit
        part = rule.parts[number]
        if part.among is None or tracer.value(part.among, row):
            return "not_applicable" if tracer.value(part.when, row) is False else "held"
    return "no subject"


def _parameters(packs: Sequence[Pack], trials: Mapping[Rule, Sequence[Trial]]) -> Iterator[tuple[str, bool]]:
    """Yield every value of a parameter moved by one, and whether a trial of a rule that reads it finds out."""
    for pack in packs:
        for name, found in pack.parameters.items():
            if isinstance(found, Dated):
                yield from _steps(name, found, "", trials)
        if pack.overlay is not None:
            for name, found in pack.overlay.values.items():
                yield from _steps(name, found, pack.overlay.prefix, trials)


def _steps(name: str, found: Dated, prefix: str, trials: Mapping[Rule, Sequence[Trial]]) -> Iterator[tuple[str, bool]]:
    readers = [trial for rule, some in trials.items() if name in rule.reads for trial in some]
    for step in found.values:
        concerned = [trial for trial in readers if found.step(trial.on) == step and trial.packs]
        for value in moved_by_one(step.value):
            shown = f"[{name}]{' in ' + prefix if prefix else ''} from {step.start}: {step.value} becomes {value}"
            killed = any(
                _outcomes(trial, [trial.rule], bound) != _outcomes(trial, [trial.rule])
                for trial in concerned
                if (bound := _with_value(trial, name, prefix, step.value, value)) is not None
            )
            yield shown, killed


def _with_value(trial: Trial, name: str, prefix: str, old: Any, value: Any) -> Bindings | None:
    """Return the bindings of a trial with another value; None where the trial has set the parameter itself."""
    bound = checking.bind(trial.packs, trial.on, trial.proposed)
    if prefix:
        local = bound.local.get(name, {})
        return attrs.evolve(bound, local={**bound.local, name: {**local, prefix: value}}) if prefix in local else None
    if bound.values.get(name) != old:
        return None
    return attrs.evolve(bound, values={**bound.values, name: value})
