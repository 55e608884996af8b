"""The report of a register as people and programs read it: the verdict, then every rule with its numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from unionmodel.checking.register.report import RegisterReport
from unionmodel.checking.report.report import MARKS, SEVERITIES
from unionmodel.language import Language, Text
from unionmodel.render.text.report import silences

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
    broken = {severity: report.number("broken", severity) for severity in ("error", "warning", "info")}
    unknown = report.number("cannot_tell")
    if not len(report.summary):
        return Text(zh="全部符合。", en="Everything holds.")
    start = (
        Text(zh="没有违反必须遵守的规则", en="No rule that must hold is broken")
        if report.ok
        else Text(zh="有必须改正的问题", en="There is something that must be mended")
    )
    return Text(
        zh=f"{start.zh}：{broken['error']:,} 个错误，{broken['warning']:,} 个警告，{broken['info']:,} 个提示，{unknown:,} 项无法判断。",
        en=f"{start.en}: {broken['error']:,} errors, {broken['warning']:,} warnings, {broken['info']:,} hints, {unknown:,} cannot be told.",
    )


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
    versions: dict[str, Any] = report.versions["packs"]
    packs = ", ".join(f"{name} {version}" for name, version in versions.items())
    held = sum(counts["held"] for counts in report.counts.values())
    yield Text(
        zh=f"按 {report.on} 的规定核对了 {report.records:,} 行资料、{len(report.rules)} 条规则（{packs}）；{held:,} 次判断符合。",
        en=f"Checked {report.records:,} rows by {len(report.rules)} rules as of {report.on} ({packs}); {held:,} judgements held.",
    )
