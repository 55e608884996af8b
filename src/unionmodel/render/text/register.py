"""The report of a register as people and programs read it: the verdict, then every rule with its numbers."""

from __future__ import annotations

from collections.abc import Iterator

from unionmodel.checking.register.report import RegisterReport
from unionmodel.checking.report.report import MARKS, SEVERITIES
from unionmodel.language import Language, Text
from unionmodel.render.text.report import closing, silences, standing

#: Most counties named, those with the most breaches of severity error first.
_NAMED = 5


def register(found: RegisterReport, language: Language) -> Iterator[str]:
    """Yield the verdict, every rule with its numbers, and the counties with the most errors."""
    yield _verdict(found)
    rules, counties = list(_rules(found, language)), list(_counties(found))
    if rules:
        yield from ("", Text(zh="各规则（不符合 / 无法判断）", en="By rule (broken / cannot tell)"), *rules)
    if counties:
        yield from ("", Text(zh="错误最多的区县", en="Counties with the most errors"), *counties)
    yield ""
    yield from _closing(found)


def _verdict(report: RegisterReport) -> Text:
    broken = [f"{report.number('broken', severity):,}" for severity in SEVERITIES]
    return standing(report.ok, not len(report.summary), broken, f"{report.number('cannot_tell'):,}")


def _rules(report: RegisterReport, language: Language) -> Iterator[str]:
    titles = {rule.code: (rule.severity, rule.title.within(language)) for rule in report.rules}
    order = list(MARKS)
    found = [
        (order.index(titles[code][0]), -counts["broken"], code)
        for code, counts in report.counts.items()
        if code in titles and counts["broken"] + counts["cannot_tell"]
    ]
    for _, _, code in sorted(found):
        severity, title = titles[code]
        counts = report.counts[code]
        numbers = f"{counts['broken']:>12,} {counts['cannot_tell']:>12,}"
        yield f"  {MARKS[severity]} {code} {SEVERITIES[severity].within(language)} {numbers}  {title}"
    for code, counts in report.counts.items():
        if code not in titles:
            about = Text(zh="关于豁免", en="about waivers").within(language)
            yield f"  ! {code} {SEVERITIES['warning'].within(language)} {counts['broken']:>12,} {0:>12,}  {about}"


def _counties(report: RegisterReport) -> Iterator[str]:
    sums: dict[str, int] = {}
    for row in report.summary.iter_rows(named=True):
        if row["severity"] == "error" and row["outcome"] == "broken" and row["place"] is not None:
            sums[row["place"]] = sums.get(row["place"], 0) + row["findings"]
    for place, number in sorted(sums.items(), key=lambda pair: (-pair[1], pair[0]))[:_NAMED]:
        yield f"  {place} {report.places.get(place) or ''} {number:,}"


def _closing(report: RegisterReport) -> Iterator[Text]:
    yield from silences(report.absent, report.versions)
    number = int(report.summary["findings"].sum())
    if report.output is not None:
        yield Text(zh=f"{number:,} 条结果写入 {report.output}。", en=f"The {number:,} findings are in {report.output}.")
    if report.table is not None:
        yield Text(
            zh=f"{number:,} 条结果写入数据库的表 {report.table}。",
            en=f"The {number:,} findings are in the table {report.table} of the database.",
        )
    yield closing(report, ",")
