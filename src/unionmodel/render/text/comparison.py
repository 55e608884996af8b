"""A comparison as text for a terminal: a sentence, what differs, counts by rule, then every finding that differs, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from unionmodel.checking.report.report import MARKS, SEVERITIES, Finding, Outcome
from unionmodel.language import Language, Text, listed
from unionmodel.model.differences import HOW
from unionmodel.model.records import TABLES
from unionmodel.organise.comparison.answer import KINDS, Comparison, FindingChange
from unionmodel.render.text.table import table

#: Most rows of a structure, and most causes of a finding, that are listed.
_ROWS, _CAUSES = 20, 5
#: Outcomes shown as columns.
_COUNTED = (Outcome.BROKEN, Outcome.CANNOT_TELL, Outcome.WAIVED, Outcome.FAILED)


def comparison(found: Comparison, language: Language) -> Iterator[str]:
    """Yield the comparison as lines that can be read aloud."""
    yield summary(found)
    yield from _differs(found)
    counts = _counts(found, language)
    if counts:
        yield from ("", Text(zh="各规则前后的数目", en="By rule, before → after"), *counts)
    for kind, label in KINDS.items():
        changes = [one for one in found.changes if one.kind == kind]
        if changes:
            yield ""
            yield Text(zh=f"{label.zh} ({len(changes)})", en=f"{label.en.capitalize()} ({len(changes)})")
            for one in changes:
                yield from _change(one)


def changes(found: Comparison, language: Language) -> Iterator[str]:
    """Yield the sentence, and the changes under each other, one a line."""
    yield summary(found)
    head = [
        Text(zh="变动", en="change"), Text(zh="规则", en="rule"), Text(zh="对象", en="subject"),
        Text(zh="程度", en="severity"), Text(zh="变化前", en="before"), Text(zh="变化后", en="after"),
        Text(zh="原因", en="cause"),
    ]  # fmt: skip
    cells = [
        [
            KINDS[one.kind], one.finding.code, one.finding.subject, SEVERITIES[one.finding.severity],
            _outcome(one.before), _outcome(one.after), _cause_cell(one, language),
        ]
        for one in found.changes
    ]  # fmt: skip
    if cells:
        yield from table([head, *cells], language)


def _cause_cell(one: FindingChange, language: Language) -> str:
    texts = [cause.text for cause in one.causes[:_CAUSES]]
    if len(one.causes) > _CAUSES:
        texts.append(_more(len(one.causes) - _CAUSES, ""))
    return " / ".join(f"{'' if one.certain else '? '}{text.within(language)}" for text in texts)


def summary(found: Comparison) -> Text:
    """Return what changes, in a sentence."""
    came, went, changed = len(found.came), len(found.went), len(found.changed)
    errors = sum(one.finding.severity == "error" and one.finding.outcome is Outcome.BROKEN for one in found.came)
    if not found.changes:
        return Text(
            zh=f"核对结果没有变化：{found.same} 项前后相同。", en=f"No finding changes: {found.same} are the same."
        )
    return Text(
        zh=f"新出现 {came} 项（其中错误 {errors} 项），消失 {went} 项，变化 {changed} 项，前后相同 {found.same} 项。",
        en=f"{came} findings came ({errors} of them errors), {went} went, {changed} changed, {found.same} are the same.",
    )


def _differs(found: Comparison) -> Iterator[Text]:
    """Yield what differs between both sides: the day, the law, the rows."""
    for cause in found.law[:_ROWS]:
        yield Text(zh=f"不同之处：{cause.text.zh}", en=f"differs: {cause.text.en}")
    if len(found.law) > _ROWS:
        yield _more(len(found.law) - _ROWS)
    for name, numbers in found.records.counts.items():
        rows_differ = listed(
            (
                Text(zh=f"{HOW[how].zh} {number} 行", en=f"{number} {HOW[how].en}")  # type: ignore[index]
                for how, number in numbers.items()
                if number
            ),
            "，",
        )
        yield Text(zh=f"不同之处：{TABLES[name].zh}{rows_differ.zh}", en=f"differs: rows of {name}: {rows_differ.en}")
    for name in found.records.reordered:
        yield Text(zh=f"不同之处：{TABLES[name].zh}各行的先后", en=f"differs: the order of the rows of {name}")
    rows = found.records.rows
    for row in rows[:_ROWS]:
        yield Text(zh=f"  {row.text.zh}", en=f"  {row.text.en}")
    if len(rows) > _ROWS:
        yield _more(len(rows) - _ROWS)


def _counts(found: Comparison, language: str) -> list[str]:
    counts = found.counts
    outcomes = [one for one in _COUNTED if any(_moved(both[one.value]) for both in counts.values())]
    told = {code: both for code, both in counts.items() if any(_moved(both[one.value]) for one in outcomes)}
    if not told:
        return []
    rows: list[list[str]] = [[Text(zh="规则", en="rule"), *(one.text for one in outcomes)]]
    rows += [
        [code, *(" → ".join(map(str, dict.fromkeys(both[one.value]))) for one in outcomes)]
        for code, both in told.items()
    ]
    return [f"  {line}" for line in table(rows, language, right=range(1, len(rows[0])))]


def _moved(both: tuple[int, int]) -> bool:
    return both[0] != both[1]


def _change(one: FindingChange) -> Iterator[Text]:
    finding = one.finding
    severity, outcome = SEVERITIES[finding.severity], finding.outcome.text
    yield Text(
        zh=f"  {MARKS[finding.severity]} {finding.code} {severity.zh}（{outcome.zh}）  {finding.message.zh}",
        en=f"  {MARKS[finding.severity]} {finding.code} {severity.en} ({outcome.en})  {finding.message.en}",
    )
    cites = f"  [{', '.join(finding.cites)}]" if finding.cites else ""
    yield Text(
        zh=f"      对象：{finding.table} {finding.subject}{cites}",
        en=f"      subject: {finding.table} {finding.subject}{cites}",
    )
    for name, sides in one.differs.items():
        yield _difference(one, name, *sides)
    word = Text(zh="原因", en="cause") if one.certain else Text(zh="可能的原因", en="possible cause")
    for cause in one.causes[:_CAUSES]:
        yield Text(zh=f"      {word.zh}：{cause.text.zh}", en=f"      {word.en}: {cause.text.en}")
    if len(one.causes) > _CAUSES:
        yield _more(len(one.causes) - _CAUSES, "      ")


def _difference(one: FindingChange, name: str, was: Any, now: Any) -> Text:
    assert one.before is not None and one.after is not None
    if name in _IN_WORDS:
        label, say = _IN_WORDS[name]
        old, new = say(one.before), say(one.after)
    else:
        label, old, new = Text(zh=name, en=name), _field(was), _field(now)
    return Text(zh=f"      {label.zh}：{old.zh} → {new.zh}", en=f"      {label.en}: {old.en} → {new.en}")


def _field(value: Any) -> Text:
    if value is None or value == []:
        return Text(zh="无", en="none")
    return listed(map(str, value if isinstance(value, list) else [value]))


def _missing(finding: Finding) -> Text:
    names = [finding.labels.names.get(name, name) for name in finding.missing]
    return listed(names) if names else Text(zh="无", en="nothing")


#: What a finding says in words of its own.
_IN_WORDS: dict[str, tuple[Text, Callable[[Finding], Text]]] = {
    "outcome": (Text(zh="结论", en="outcome"), lambda finding: finding.outcome.text),
    "severity": (Text(zh="程度", en="severity"), lambda finding: SEVERITIES[finding.severity]),
    "missing": (Text(zh="缺少", en="missing"), _missing),
}


def _more(number: int, indent: str = "  ") -> Text:
    return Text(zh=f"{indent}另有 {number} 项", en=f"{indent}and {number} more")


def _outcome(finding: Finding | None) -> Text:
    return Text(zh="-", en="-") if finding is None else finding.outcome.text
