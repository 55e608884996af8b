"""A check: which rules, which engine, and the report that is made of what they say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib import metadata
from typing import Any, Literal

import attrs

from unionmodel.checking.engine import Bindings, RuleResult, Values
from unionmodel.checking.report.baseline import Baseline, accept
from unionmodel.checking.report.findings import Writer, failure
from unionmodel.checking.report.reasons import Reason, Tracer
from unionmodel.checking.report.report import Basis, Finding, Outcome, Report, no_outcomes
from unionmodel.checking.report.versions import versions_of
from unionmodel.checking.report.waivers import apply
from unionmodel.checking.rows import engine as rows
from unionmodel.errors import NotInForce, UnknownName
from unionmodel.language import Text
from unionmodel.law.dated import Switch
from unionmodel.model.structure import Structure
from unionmodel.rules.pack import Pack
from unionmodel.rules.rule import Rule

Engine = Literal["auto", "rows", "columns"]
#: Rows from which on the columns engine is the faster one.
_COLUMNS_FROM = 60_000
_ENGINES = ("auto", "rows", "columns")


def check(structure: Structure, packs: Sequence[Pack], *, engine: Engine = "auto", **how: Any) -> Report:
    """Judge `structure` by the rules of `packs` as in force on a day; `how` is what `setup_of` takes beside the packs."""
    return checked(structure, setup_of(packs, **how), engine)


def setup_of(
    packs: Sequence[Pack],
    *,
    on: date,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
    language: str | None = None,
    waivers: Sequence[Any] = (),
    proposed: bool = True,
    baseline: Baseline | None = None,
) -> CheckSetup:
    """Return the setup of a check, for any number of structures; the arguments are those of `check`."""
    rules = selected(packs, select, ignore)
    return CheckSetup(
        tuple(packs), rules, bind(packs, on, proposed), language=language, waivers=tuple(waivers), baseline=baseline
    )


def checked(structure: Structure, setup: CheckSetup, engine: Engine = "auto") -> Report:
    """Judge `structure` by every rule of a setup; the engine is chosen by its size unless it is named."""
    counts = {rule.code: no_outcomes() for rule in setup.rules}
    findings: list[Finding] = []
    results, values, failures = _run(structure, setup.rules, setup.bindings, engine)
    for result in results:
        counts[result.rule.code].update(result.counts)
    if values is not None:
        findings.extend(Writer(structure, values, setup.bindings, setup.packs).findings(results))
    for rule, error in failures:
        counts[rule.code]["failed"] = 1
        findings.append(failure(rule, error))
    findings.sort(key=lambda finding: finding.order)
    # Hash now: a lazy hash would keep the whole structure alive.
    return setup.report(structure, findings, counts, structure.sha256)


@attrs.frozen(eq=False)
class CheckSetup:
    """How a check is set up: packs, rules, day, waivers, baseline. The same setup checks any number of structures."""

    packs: tuple[Pack, ...]
    rules: tuple[Rule, ...]
    bindings: Bindings
    language: str | None = None
    waivers: Sequence[Any] = ()
    baseline: Baseline | None = None
    versions: Mapping[str, Any] = attrs.field(init=False)
    absences: Mapping[str, Text] = attrs.field(init=False)

    @versions.default
    def _versions(self) -> Mapping[str, Any]:
        return {"unionmodel": library_version(), **versions_of(self.packs)}

    @absences.default
    def _absences(self) -> Mapping[str, Text]:
        return absences(self.rules, self.bindings)

    def report(
        self,
        structure: Structure,
        findings: Sequence[Finding],
        counts: dict[str, dict[str, int]],
        sha256: str | Callable[[], str],
    ) -> Report:
        """Return the report of `findings`, given in order, with waivers and baseline applied; `counts` is taken over."""
        every = [*structure.waivers, *self.waivers]
        accepted = None
        if every or self.baseline is not None:
            waivable = {rule.code: rule.waivable for pack in self.packs for rule in pack.rules}
            if every:
                findings = apply(findings, counts, every, self.bindings.on, waivable)
            if self.baseline is not None:
                findings, accepted = accept(self.baseline, findings, counts, waivable)
            findings = sorted(findings, key=lambda finding: finding.order)
        versions = {part: found if isinstance(found, str) else dict(found) for part, found in self.versions.items()}
        return Report(
            self.bindings.on, tuple(findings), counts, versions, sha256, structure.records, self.language, self.rules,
            self.absences, accepted, Basis(structure, self.packs, self.bindings.proposed),
        )  # fmt: skip


def why(
    structure: Structure, packs: Sequence[Pack], code: str, subject: str, *, on: date, proposed: bool = True
) -> Reason:
    """Return why a rule came out as it did for one record, held ones too; see `unionmodel.why`."""
    rule = find_rule(packs, code)
    bindings = bind(packs, on, proposed)
    number, row = _subject(structure, rule, bindings, subject)
    part = rule.parts[number]
    absence = bindings.absence(rule)
    if absence is not None:
        return Reason(
            Text(zh=f"{rule.code}：不适用，{absence.zh}", en=f"{rule.code}: not applicable; {absence.en}"), None
        )
    _, values = rows.run(structure, [rule], bindings)
    tracer = Tracer(values, bindings)
    when, require = tracer.value(part.when, row), tracer.value(part.require, row)
    outcome = Outcome(_verdict(when, require))
    applies, demanded = tracer.reason(part.when, row), tracer.reason(part.require, row)
    head = Text(
        zh=f"{rule.code} {rule.title.zh}，{subject}：{outcome.text.zh}",
        en=f"{rule.code} {rule.title.en}, {subject}: {outcome.text.en}",
    )
    mark = {"held": True, "broken": False}.get(outcome.value)
    children = (
        Reason(Text(zh="规则是否适用", en="does the rule apply"), when, (applies,)),
        Reason(Text(zh="是否做到", en="is it done"), require, (demanded,)),
    )
    return Reason(head, mark, children)


def find_rule(packs: Sequence[Pack], code: str) -> Rule:
    """Return the rule with this code. Raises UnknownName."""
    known = {rule.code: rule for pack in packs for rule in pack.rules}
    if code not in known:
        raise UnknownName(Text(zh="规则", en="rule"), code, known)
    return known[code]


def bind(packs: Sequence[Pack], on: date, proposed: bool = True) -> Bindings:
    """Return what a check on a day brings: parameters in force, and the options of the switches."""
    return _bound(tuple(packs), on, proposed)


# A service checks small structures by the same packs thousands of times: what hangs on the packs alone is kept.
@lru_cache(maxsize=64)
def _bound(packs: tuple[Pack, ...], on: date, proposed: bool) -> Bindings:
    values: dict[str, Any] = {}
    options: dict[str, str] = {}
    absent: dict[str, Text] = {}
    for pack in packs:
        for name, found in pack.parameters.items():
            if isinstance(found, Switch):
                options[name] = pack.option(name)
                continue
            try:
                values[name] = pack.value(name, on)
            except NotInForce as error:
                absent[name] = error.args[0]
    return Bindings(on, proposed, values, options, _local(packs, on, values), absent)


def _local(packs: Iterable[Pack], on: date, national: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return, by name of a parameter that some jurisdiction has a value of its own for on the day, all their values.

    Those without one have the national value: a place belongs to one jurisdiction, whichever number is asked for.
    """
    overlays = [pack.overlay for pack in packs if pack.overlay is not None]
    local: dict[str, dict[str, Any]] = {}
    for overlay in overlays:
        for name, found in overlay.values.items():
            if found.state(on) == "in force":
                local.setdefault(name, {})[overlay.prefix] = found.on(on)
    for name, values in local.items():
        for overlay in overlays:
            if name in national:
                values.setdefault(overlay.prefix, national[name])
    return local


@lru_cache(maxsize=64)
def absences(rules: tuple[Rule, ...], bindings: Bindings) -> Mapping[str, Text]:
    """Return by code why a rule is not in force on the day: not yet, or no longer."""
    return {rule.code: absence for rule in rules if (absence := bindings.absence(rule)) is not None}


@lru_cache(maxsize=1)
def library_version() -> str:
    """Return the version of the library that is installed."""
    try:
        return metadata.version("unionmodel")
    except metadata.PackageNotFoundError:
        return "0+unknown"


def selected(
    packs: Sequence[Pack], select: Iterable[str] | None = None, ignore: Iterable[str] | None = None
) -> tuple[Rule, ...]:
    """Return the rules of `packs` whose codes, or beginnings of them, are selected and not ignored. Raises UnknownName."""
    return _selected(tuple(packs), codes(select), codes(ignore))


def codes(given: Iterable[str] | None) -> tuple[str, ...]:
    """Return codes that are selected or ignored as a tuple; one by itself may be given as it is."""
    return (given,) if isinstance(given, str) else tuple(given or ())


@lru_cache(maxsize=64)
def _selected(packs: tuple[Pack, ...], wanted: tuple[str, ...], unwanted: tuple[str, ...]) -> tuple[Rule, ...]:
    rules = {rule.code: rule for pack in packs for rule in pack.rules}
    for code in (*wanted, *unwanted):
        if not any(known.startswith(code) for known in rules):
            raise UnknownName(Text(zh="规则", en="rule"), code, rules)
    return tuple(
        rule
        for code, rule in rules.items()
        if (code in wanted if rule.preview else not wanted or code.startswith(wanted))
        and not (unwanted and code.startswith(unwanted))
    )


def _run(
    structure: Structure, rules: Sequence[Rule], bindings: Bindings, engine: Engine
) -> tuple[list[RuleResult], Values | None, list[tuple[Rule, Exception]]]:
    """Run all rules; where one makes the engine fail, run each alone, so that the others still answer."""
    if engine not in _ENGINES:
        raise UnknownName(Text(zh="引擎", en="engine"), engine, _ENGINES)
    run = _engine(structure, engine)
    try:
        results, values = run(structure, rules, bindings)
        return results, values, []
    except Exception:
        return _one_by_one(run, structure, rules, bindings)


def _one_by_one(
    run: Any, structure: Structure, rules: Sequence[Rule], bindings: Bindings
) -> tuple[list[RuleResult], Values | None, list[tuple[Rule, Exception]]]:
    sound: list[Rule] = []
    failures: list[tuple[Rule, Exception]] = []
    for rule in rules:
        try:
            run(structure, [rule], bindings)
        except Exception as error:
            failures.append((rule, error))
        else:
            sound.append(rule)
    if not failures:
        raise RuntimeError("the rules fail together, though each runs alone")
    if not sound:
        return [], None, failures
    results, values = run(structure, sound, bindings)
    return results, values, failures


def _engine(structure: Structure, engine: Engine) -> Any:
    if engine == "rows" or (engine == "auto" and structure.records < _COLUMNS_FROM):
        return rows.run
    from unionmodel.checking.columns import engine as columns

    if engine == "auto" and not columns.installed():
        return rows.run
    return columns.run


def _verdict(when: bool | None, require: bool | None) -> str:
    if when is False:
        return "not_applicable"
    if require is True:
        return "held"
    return "broken" if when is True and require is False else "cannot_tell"


def _subject(structure: Structure, rule: Rule, bindings: Bindings, subject: str) -> tuple[int, int]:
    """Return the part of `rule` and the row that `subject` names; UnknownName where it is none of its subjects."""
    among = [part.among for part in rule.parts if part.among is not None]
    values = rows.compute(structure, among, bindings)
    tracer = Tracer(values, bindings)
    known = []
    for number, part in enumerate(rule.parts):
        table = part.each.name
        size = len(structure.geography.codes) if table == "places" else structure.size(table)
        for row in range(size):
            name = part.subject(structure.subject(table, row))
            if name == subject and (part.among is None or tracer.value(part.among, row)):
                return number, row
            known.append(name)
    raise UnknownName(Text(zh="对象", en="subject"), subject, known)
