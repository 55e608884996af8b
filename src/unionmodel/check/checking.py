"""A check: which rules, which engine, and the report that is made of what they say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib import metadata
from typing import Any, Literal

from unionmodel.check import rows
from unionmodel.check.engine import Bindings, RuleResult, Values
from unionmodel.check.outcome import Finding, Labels, Outcome, Report
from unionmodel.check.trace import Reason, Tracer
from unionmodel.check.waivers import apply
from unionmodel.errors import NotInForce, UnknownName
from unionmodel.language import Text
from unionmodel.law.dated import Switch
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.model.structure import Structure
from unionmodel.model.vocabulary import Vocabulary
from unionmodel.rules import choices, types
from unionmodel.rules.pack import Pack
from unionmodel.rules.rule import Rule

Engine = Literal["auto", "rows", "columns"]
#: Above so many rows the columns engine is the faster one, where it is installed.
_COLUMNS_FROM = 60_000
_ENGINES = ("auto", "rows", "columns")
_NO_OUTCOMES = {outcome.value: 0 for outcome in Outcome}


def check(
    structure: Structure,
    packs: Sequence[Pack],
    *,
    on: date,
    engine: Engine = "auto",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] | None = None,
    language: str | None = None,
    waivers: Sequence[Any] = (),
    proposed: bool = True,
) -> Report:
    """Judge `structure` by the rules of `packs` as in force on a day; see `unionmodel.check`."""
    chosen = _selected(tuple(packs), _codes(select), _codes(ignore))
    bindings = bind(packs, on, proposed)
    counts = {rule.code: dict(_NO_OUTCOMES) for rule in chosen}
    findings: list[Finding] = []
    results, values, failures = _run(structure, chosen, bindings, engine)
    tracer = Tracer(values, bindings) if values is not None else None
    for result in results:
        counts[result.rule.code].update(result.counts)
        assert tracer is not None
        findings.extend(_findings(structure, result, tracer, on))
    for rule, error in failures:
        counts[rule.code]["failed"] = 1
        findings.append(_failure(rule, error))
    every = [*structure.waivers, *waivers]
    if every:
        known = {rule.code: rule.waivable for pack in packs for rule in pack.rules}
        findings = apply(findings, counts, every, on, known)
    findings.sort(key=lambda finding: finding.order)
    versions = {"unionmodel": library_version(), "packs": {pack.name: pack.version for pack in packs}}
    return Report(on, tuple(findings), counts, versions, structure.sha256, structure.records, language, chosen)


def why(
    structure: Structure, packs: Sequence[Pack], code: str, subject: str, *, on: date, proposed: bool = True
) -> Reason:
    """Return why a rule came out as it did for one record, held ones too; see `unionmodel.why`."""
    rule = find_rule(packs, code)
    bindings = bind(packs, on, proposed)
    number, row = _subject(structure, rule, bindings, subject)
    part = rule.parts[number]
    if not bindings.in_force(rule):
        since = rule.starts.isoformat() if rule.starts else "?"
        early = Text(
            zh=f"{rule.code}：不适用，{since} 起才施行", en=f"{rule.code}: not applicable; in force from {since}"
        )
        return Reason(early, None)
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
    for pack in packs:
        for name, found in pack.parameters.items():
            if isinstance(found, Switch):
                options[name] = pack.option(name)
                continue
            try:
                values[name] = pack.value(name, on)
            except NotInForce:
                continue
    return Bindings(on, proposed, values, options)


@lru_cache(maxsize=1)
def library_version() -> str:
    """Return the version of the library that is installed."""
    try:
        return metadata.version("unionmodel")
    except metadata.PackageNotFoundError:
        return "0+unknown"


def _codes(given: Iterable[str] | None) -> tuple[str, ...]:
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
    from unionmodel.check import columns

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


def _findings(structure: Structure, result: RuleResult, tracer: Tracer, on: date) -> list[Finding]:
    rule = result.rule
    if not result.hits:
        return []
    cites = tuple(citation.on(on) for citation in rule.cites)
    return [_finding(structure, rule, part, row, outcome, tracer, cites) for part, row, outcome in result.hits]


def _finding(
    structure: Structure, rule: Rule, number: int, row: int, outcome: str, tracer: Tracer, cites: tuple[str, ...]
) -> Finding:
    part = rule.parts[number]
    table = part.each.name
    fields = {name: _json(tracer.value(tree, row), tree.type) for name, tree in part.shows.items()}
    missing: dict[str, Text] = {}
    severity: str = rule.severity
    labels = _labels(rule, number)
    if outcome == "cannot_tell":
        missing = {**tracer.missing(part.when, row), **tracer.missing(part.require, row)}
        labels = Labels(labels.title, labels.says, labels.mend, {**labels.names, **missing}, labels.vocabularies)
    elif part.milder is not None and tracer.value(part.milder, row):
        severity = "warning"
    place, name = _whereabouts(structure, table, row)
    subject = part.subject(structure.subject(table, row))
    return Finding(
        rule.code,
        rule.name,
        Outcome(outcome),
        severity,
        table,
        subject,
        place,
        fields,
        tuple(missing),
        cites,
        labels,
        name,
    )


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


def _failure(rule: Rule, error: Exception) -> Finding:
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
