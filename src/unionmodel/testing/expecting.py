"""What is expected of a report, and how a report differs from it, finding by finding."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Literal

import attrs

from unionmodel.checking.report.report import Finding, Outcome, Report
from unionmodel.errors import UnknownName
from unionmodel.language import Text

Only = Literal["broken", "findings"]
#: How `code` came out for `subject`, where the report lists nothing.
Judged = Callable[[str, str], str]
#: What may be expected of a finding besides its outcome.
DETAILS = ("severity", "fields", "missing", "cites", "message")


@attrs.frozen
class Expectation:
    """The outcome of one rule for one subject, and more about the finding; `where` is the file and line that says so."""

    code: str
    subject: str
    outcome: Outcome
    details: Mapping[str, Any] = attrs.field(factory=dict)
    where: str = ""

    @classmethod
    def of(cls, code: str, subject: str, said: str | Mapping[str, Any], where: str = "") -> Expectation:
        """Return what a word or a mapping expects. Raises UnknownName for an outcome or a detail that does not exist."""
        given = {"outcome": said} if isinstance(said, str) else dict(said)
        known = [outcome.value for outcome in Outcome]
        outcome = given.pop("outcome", None)
        if outcome not in known:
            raise UnknownName(Text(zh="结果", en="outcome"), outcome, known)
        for name in given:
            if name not in DETAILS:
                raise UnknownName(Text(zh="细节", en="detail"), name, DETAILS)
        return cls(code, subject, Outcome(outcome), given, where)


def differences(
    report: Report,
    expected: Sequence[Expectation],
    *,
    only: Only | None = None,
    judged: Judged | None = None,
    where: str = "",
) -> list[Text]:
    """Return how a report differs from what is expected; `judged` tells apart what a report only counts.

    With `only`, other findings are differences, too; `where` stands before those.
    """
    found: list[Text] = []
    listed: dict[tuple[str, str], list[Finding]] = {}
    for finding in report.findings:
        listed.setdefault((finding.code, finding.subject), []).append(finding)
    for one in expected:
        found.extend(_about(report, one, listed.get((one.code, one.subject), []), judged))
    if only is not None:
        wanted = {(one.code, one.subject) for one in expected}
        for key, several in listed.items():
            for finding in several:
                if key not in wanted and (only == "findings" or finding.outcome in (Outcome.BROKEN, Outcome.FAILED)):
                    found.append(_unexpected(finding, where))
    return found


def _about(report: Report, one: Expectation, findings: list[Finding], judged: Judged | None) -> Iterator[Text]:
    name = f"{one.where + ': ' if one.where else ''}{one.code} {one.subject}"
    finding = next((finding for finding in findings if finding.outcome is one.outcome), None)
    if finding is not None:
        yield from _details(name, one, finding)
        return
    if findings:
        yield _difference(name, one, findings[0].outcome, findings[0].message)
        return
    if one.code not in report.counts:
        yield Text(zh=f"{name}：没有核对这条规则", en=f"{name}: the rule was not checked")
        return
    if judged is None:
        if one.outcome not in (Outcome.HELD, Outcome.NOT_APPLICABLE):
            yield _unlisted(name, one)
        elif not report.counts[one.code][one.outcome.value]:
            yield _difference(name, one, None)
        return
    try:
        outcome = Outcome(judged(one.code, one.subject))
    except UnknownName as error:
        yield Text(zh=f"{name}：{error.text.zh}", en=f"{name}: {error.text.en}")
        return
    if outcome is not one.outcome:
        yield _difference(name, one, outcome)


def _details(name: str, one: Expectation, finding: Finding) -> Iterator[Text]:
    for detail, wanted in one.details.items():
        if detail == "message":
            if str(wanted) not in finding.message.zh and str(wanted) not in finding.message.en:
                yield Text(
                    zh=f"{name}：消息中应有“{wanted}”，实为“{finding.message.zh}”",
                    en=f"{name}: expected a message with “{wanted}”, found “{finding.message.en}”",
                )
            continue
        there = getattr(finding, detail)
        if detail == "fields":
            there = {field: there.get(field) for field in wanted}
        same = list(there) == list(wanted) if detail in ("missing", "cites") else there == wanted
        if not same:
            shown = list(there) if isinstance(there, tuple) else there
            yield Text(
                zh=f"{name}：{detail} 应为 {wanted!r}，实为 {shown!r}",
                en=f"{name}: expected {detail} {wanted!r}, found {shown!r}",
            )


def _difference(name: str, one: Expectation, outcome: Outcome | None, message: Text | None = None) -> Text:
    wanted = one.outcome.text
    other = outcome.text if outcome else Text(zh="没有这样的对象", en="no record with this outcome")
    return Text(
        zh=f"{name}：应为“{wanted.zh}”，实为“{other.zh}”" + (f"（{message.zh}）" if message else ""),
        en=f"{name}: expected {wanted.en}, found {other.en}" + (f" ({message.en})" if message else ""),
    )


def _unlisted(name: str, one: Expectation) -> Text:
    return Text(
        zh=f"{name}：应为“{one.outcome.text.zh}”，报告中没有列出",
        en=f"{name}: expected {one.outcome.text.en}, found nothing",
    )


def _unexpected(finding: Finding, where: str) -> Text:
    name = f"{where + ': ' if where else ''}{finding.code} {finding.subject}"
    return Text(
        zh=f"{name}：没有预期，实为“{finding.outcome.text.zh}”（{finding.message.zh}）",
        en=f"{name}: not expected, found {finding.outcome.text.en} ({finding.message.en})",
    )
