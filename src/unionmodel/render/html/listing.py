"""The findings of a report as a page shows them: by rule, the first ones of many, each with values, clauses and mends."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from unionmodel.checking.report.report import MARKS, SEVERITIES, Basis, Finding, Outcome, Report
from unionmodel.grouping import grouped
from unionmodel.language import Text
from unionmodel.model.places import Geography
from unionmodel.model.records import TABLES, WHOLE
from unionmodel.organise.repair.answer import Remedy
from unionmodel.rules.rule import Rule
from unionmodel.rules.words import sentence

#: With more findings than this a page shows the first ones of each rule.
MANY, SHOWN = 200, 5
#: With more places than this the rest is one line.
_PLACES = 30
#: Values whose tree says more than a reader wants to hear.
_CALLED = {
    "gap": Text(zh="差额", en="gap"),
    "rate": Text(zh="比率（%）", en="rate (%)"),
    "target": Text(zh="目标（%）", en="target (%)"),
    "from": Text(zh="起点", en="from"),
    "members": Text(zh="会员数", en="members"),
    "workers": Text(zh="人数", en="workers"),
    "days": Text(zh="天数", en="days"),
    "latest": Text(zh="最迟", en="latest"),
    "tolerance": Text(zh="容许差（%）", en="tolerance (%)"),
    "columns": Text(zh="列", en="columns"),
    "share": Text(zh="占比（%）", en="share (%)"),
    "mainly": Text(zh="多半（%）", en="mainly from (%)"),
    "small": Text(zh="人数较少的界限", en="small below"),
    "starts": Text(zh="开始", en="starts"),
    "ends": Text(zh="结束", en="ends"),
    "due": Text(zh="到期", en="due"),
    "months": Text(zh="月数", en="months"),
    "least": Text(zh="至少", en="at least"),
    "most": Text(zh="至多", en="at most"),
    "many": Text(zh="数量起点", en="many from"),
}
_LONGEST = 12


@attrs.frozen
class Line:
    """One finding: of whom, what, the values, how it can be mended."""

    finding: Finding
    remedy: Remedy | None
    values: tuple[tuple[Text, Text], ...]

    @property
    def table(self) -> Text:
        """How the table is called in which the record stands."""
        name = self.finding.table
        return Text(zh=TABLES[name].zh if name in TABLES else WHOLE.zh if name == WHOLE.name else name, en=name)


@attrs.frozen
class ByRule:
    """The findings of one rule and outcome: the first lines, and how many there are."""

    code: str
    title: Text
    severity: str
    outcome: Outcome
    cites: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.lines)

    @property
    def mark(self) -> str:
        """The sign of its weight, as in a picture."""
        return "?" if self.outcome is Outcome.CANNOT_TELL else MARKS[self.severity]

    @property
    def weight(self) -> Text:
        """Its weight in words."""
        return self.outcome.text if self.outcome is not Outcome.BROKEN else SEVERITIES[self.severity]


def shown(report: Report) -> Iterator[Finding]:
    """Yield the findings that a page shows one by one."""
    for found in _groups(report).values():
        yield from found[: _most(report)]


def _most(report: Report) -> int:
    """Return how many findings of a rule are shown."""
    return SHOWN if len(report.findings) > MANY else MANY


def _groups(report: Report) -> dict[tuple[str, Outcome, str], list[Finding]]:
    return grouped(((one.severity, one.outcome, one.code), one) for one in report.findings)


def by_rule(report: Report, remedies: Mapping[int, Remedy]) -> tuple[ByRule, ...]:
    """Return the findings by outcome and rule, in the order of the report."""
    order = (Outcome.FAILED, Outcome.BROKEN, Outcome.CANNOT_TELL, Outcome.WAIVED)
    rules = {rule.code: rule for rule in report.rules}
    named: dict[str, str] = dict(_clauses(report))
    return tuple(
        ByRule(
            code, found[0].labels.title, severity, outcome, tuple((cite, named.get(cite, cite)) for cite in found[0].cites),
            tuple(Line(one, remedies.get(id(one)), _values(one, rules.get(code))) for one in found[: _most(report)]),
            len(found),
        )
        for (severity, outcome, code), found in sorted(_groups(report).items(), key=lambda one: order.index(one[0][1]))
    )  # fmt: skip


def _clauses(report: Report) -> Iterator[tuple[str, Text]]:
    """Yield how each citation reads, with what it is about, in our own words."""
    for rule in report.rules:
        for citation in rule.cites:
            text, title = citation.text(report.on), citation.title
            zh = text.zh if title.zh in text.zh else f"{text.zh}：{title.zh}"
            en = text.en if title.en in text.en else f"{text.en}: {title.en}"
            yield citation.on(report.on), Text(zh=zh, en=en)


def _values(finding: Finding, rule: Rule | None) -> tuple[tuple[Text, Text], ...]:
    """Return the values that decided, each as it is called and as it is said."""
    said = [finding.words(language) for language in ("zh", "en")]
    shows: dict[str, Any] = {} if rule is None else {k: v for part in rule.parts for k, v in part.shows.items()}
    return tuple(
        (called(name, shows.get(name)), Text(zh=said[0][name], en=said[1][name])) for name in finding.fields
    )  # fmt: skip


def called(name: str, tree: Any) -> Text:
    """Return what a value of a finding is called: as the rule says it where that is short, else by a word of its own."""
    label = None if tree is None or name in ("gap", "columns") else sentence(tree)
    if label is not None and len(label.zh) <= _LONGEST and "[" not in label.zh:
        return label
    return _CALLED.get(name, Text(zh=name, en=name.replace("_", " ")))


@attrs.frozen
class Counted:
    """A line of a table of counts: errors, warnings, hints, what cannot be told."""

    label: str
    counts: tuple[int, ...]


def counts(report: Report) -> tuple[Counted, ...]:
    """Return how many findings there are of each severity, by outcome."""
    table = Counter((finding.severity, finding.outcome) for finding in report.findings)
    outcomes = (Outcome.BROKEN, Outcome.CANNOT_TELL, Outcome.WAIVED, Outcome.FAILED)
    return tuple(
        Counted(label, tuple(table[severity, outcome] for outcome in outcomes))
        for severity, label in SEVERITIES.items()
    )


def by_place(report: Report, basis: Basis | None, level: str) -> tuple[Counted, ...]:
    """Return how many findings lie in each place of a level, the most first; the rest of many places together."""
    found: dict[str | None, Counter[str]] = {}
    geography = None if basis is None else basis.structure.geography
    for finding in report.findings:
        if finding.outcome is Outcome.WAIVED:
            continue
        weight = "unknown" if finding.outcome is Outcome.CANNOT_TELL else finding.severity
        found.setdefault(_at(finding.place, geography, level), Counter())[weight] += 1
    lines = [
        Counted(_place_name(place, geography), tuple(marks[weight] for weight in (*SEVERITIES, "unknown")))
        for place, marks in sorted(found.items(), key=lambda one: (*(-one[1][w] for w in SEVERITIES), one[0] or ""))
    ]
    first, rest = lines[:_PLACES], lines[_PLACES:]
    if rest:
        together = tuple(map(sum, zip(*(line.counts for line in rest), strict=True)))
        first.append(Counted(Text(zh=f"其余 {len(rest)} 个区域", en=f"{len(rest)} other places"), together))
    return tuple(first)


def _at(place: str | None, geography: Geography | None, level: str) -> str | None:
    """Return in which place of a level a place lies; itself where it lies in none."""
    row = None if geography is None or place is None else geography.row.get(place)
    if geography is None or row is None:
        return place
    chain = geography.chain(row)
    inside = next((at for at in chain if geography.level[at] == level), None)
    if inside is None and level == "county":
        inside = geography.county(row)
    return geography.codes[row if inside is None else inside]


def _place_name(place: str | None, geography: Geography | None) -> str:
    if place is None:
        return Text(zh="区域不明", en="place not known")
    row = None if geography is None else geography.row.get(place)
    return place if geography is None or row is None else geography.name[row] or place
