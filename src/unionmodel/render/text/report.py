"""A report as text that can be read aloud: the verdict first, then every finding with how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from unionmodel.checking.report.report import MARKS, SEVERITIES, Accepted, Finding, Noted, Outcome, Report
from unionmodel.checking.report.versions import changes
from unionmodel.grouping import grouped
from unionmodel.language import Language, Text, listed
from unionmodel.printable import on_one_line

if TYPE_CHECKING:
    from unionmodel.checking.register.report import RegisterReport
    from unionmodel.model.records import Waiver

#: Most findings of a baseline that are named.
_NAMED = 5


def report(found: Report, language: Language) -> Iterator[str]:
    """Yield the verdict, then every finding with how to mend it, and by what was checked."""
    yield verdict(found)
    for outcome, head in _HEADS.items():
        findings = [finding for finding in found.findings if finding.outcome is outcome]
        if findings:
            yield ""
            yield f"{head.within(language)} ({len(findings)})"
            for finding in findings:
                yield from _finding(finding, language)
    yield ""
    yield from _notes(found)
    yield closing(found)


#: The outcomes in the order in which they are listed.
_HEADS = {
    Outcome.FAILED: Text(zh="程序出错，请报告给我们", en="Failed: a defect of ours, please report it"),
    Outcome.BROKEN: Text(zh="不符合", en="Broken"),
    Outcome.CANNOT_TELL: Text(zh="无法判断，请补充资料", en="Cannot tell: something is missing"),
    Outcome.WAIVED: Text(zh="已豁免", en="Waived"),
}


def verdict(report: Report) -> Text:
    """Return the verdict in a sentence: whether something must be mended, and how much there is of what."""
    broken = Counter(finding.severity for finding in report.findings if finding.outcome is Outcome.BROKEN)
    unknown = sum(finding.outcome is Outcome.CANNOT_TELL for finding in report.findings)
    return standing(report.ok, not report.findings, [str(broken[severity]) for severity in SEVERITIES], str(unknown))


def standing(ok: bool, empty: bool, broken: Sequence[str], unknown: str) -> Text:
    """Return the verdict of a report with these numbers, those of broken rules by severity; `empty`: nothing was found."""
    errors, warnings, hints = broken
    if empty:
        return Text(zh="全部符合。", en="Everything holds.")
    start = (
        Text(zh="没有违反必须遵守的规则", en="No rule that must hold is broken")
        if ok
        else Text(zh="有必须改正的问题", en="There is something that must be mended")
    )
    return Text(
        zh=f"{start.zh}：{errors} 个错误，{warnings} 个警告，{hints} 个提示，{unknown} 项无法判断。",
        en=f"{start.en}: {errors} errors, {warnings} warnings, {hints} hints, {unknown} cannot be told.",
    )


def _finding(finding: Finding, language: Language) -> Iterator[str]:
    severity = SEVERITIES[finding.severity].within(language)
    yield f"  {MARKS[finding.severity]} {finding.code} {severity}  {on_one_line(finding.message.within(language))}"
    where = Text(zh="对象：", en="subject: ").within(language)
    cites = f"  [{', '.join(finding.cites)}]" if finding.cites else ""
    yield f"      {where}{finding.table} {on_one_line(finding.subject)}{cites}"
    if finding.waiver is not None:
        yield f"      {on_one_line(waived(finding.waiver).within(language))}"
    if finding.outcome is not Outcome.WAIVED:
        mend = Text(zh="改正：", en="mend: ").within(language)
        yield f"      {mend}{on_one_line(finding.mend.within(language))}"


def waived(waiver: Waiver) -> Text:
    """Return who waived what, until when, and why."""
    return Text(
        zh=f"豁免：{waiver.reason}（{waiver.by} 批准，至 {waiver.until}）",
        en=f"waived: {waiver.reason} ({waiver.by}, until {waiver.until})",
    )


def _notes(report: Report) -> Iterator[Text]:
    """Yield what was left out of the list, and which rules had nothing to say on the day."""
    if report.accepted is not None:
        yield from _baseline_notes(report.accepted)
    yield from silences(report.absent, report.versions)


def silences(absent: Mapping[str, Text], versions: Mapping[str, Any]) -> Iterator[Text]:
    """Yield which own values a report was made with, and which rules had nothing to say on the day, with the reason."""
    changed = changes(versions)
    if changed is not None:
        yield changed
    for absence, codes in grouped((absence, code) for code, absence in absent.items()).items():
        yield Text(zh=f"{'、'.join(codes)}：{absence.zh}。", en=f"{', '.join(codes)}: {absence.en}.")


def _baseline_notes(accepted: Accepted) -> Iterator[Text]:
    """Yield what a baseline made of the check: what it knows, knows otherwise, knows no more, and may not know."""
    known, on = len(accepted.findings), accepted.on
    when = Text(zh="", en="") if on is None else Text(zh=f"（{on}）", en=f" of {on}")
    yield Text(
        zh=f"基线{when.zh}中已有的 {known} 项没有列出。", en=f"{known} that the baseline{when.en} knows are not listed."
    )
    if accepted.changed:
        named = _few([_other(finding, noted) for finding, noted in accepted.changed])
        number = len(accepted.changed)
        yield Text(
            zh=f"其中 {number} 项的数值与基线不同：{named.zh}。",
            en=f"{number} of them are not as they were: {named.en}.",
        )
    for entries, zh, en in (
        (
            accepted.settled,
            "项已经解决，不再需要：{}。可重新生成基线。",
            "are settled and no longer needed: {}. Make it anew.",
        ),
        (accepted.unchecked, "项的规则这次没有核对：{}。", "are of rules that were not checked this time: {}."),
        (
            accepted.refused,
            "项的规则不可豁免，仍然列出：{}。",
            "are of rules that cannot be waived, and stay listed: {}.",
        ),
    ):
        if entries:
            named = _few([Text(zh=f"{code} {subject}", en=f"{code} {subject}") for code, subject in entries])
            number = len(entries)
            yield Text(
                zh=f"基线中有 {number} {zh.format(named.zh)}", en=f"{number} in the baseline {en.format(named.en)}"
            )


def _few(texts: list[Text]) -> Text:
    """Return the first texts, and how many more there are."""
    named, more = listed(texts[:_NAMED]), len(texts) - _NAMED
    return Text(zh=f"{named.zh} 等", en=f"{named.en} and {more} more") if more > 0 else named


def _other(finding: Finding, noted: Noted) -> Text:
    """Return a finding that is not as a baseline took note of it, with the values that are others."""
    values = [f"{name} {was} → {now}" for name, (was, now) in noted.changes(finding).items()]
    outcome = finding.outcome.text
    subject = f"{finding.code} {finding.subject}"
    return Text(
        zh=f"{subject}（{'，'.join(values) or outcome.zh}）", en=f"{subject} ({', '.join(values) or outcome.en})"
    )


def closing(report: Report | RegisterReport, number: str = "d") -> Text:
    """Return by which packs how much was checked, as of which day; the numbers in the format `number`."""
    packs = ", ".join(f"{name} {version}" for name, version in report.versions["packs"].items())
    held = sum(counts["held"] for counts in report.counts.values())
    return Text(
        zh=f"按 {report.on} 的规定核对了 {report.records:{number}} 行资料、{len(report.rules)} 条规则（{packs}）；{held:{number}} 次判断符合。",
        en=f"Checked {report.records:{number}} rows by {len(report.rules)} rules as of {report.on} ({packs}); {held:{number}} judgements held.",
    )
