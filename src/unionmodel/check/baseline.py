"""A baseline: the findings of one day, taken note of, so that later checks report what is new.

A finding is known by its rule and its subject. What a rule that cannot be waived finds is never taken into one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from unionmodel.check.outcome import Accepted, Finding, Outcome, Report
from unionmodel.errors import InputError, InputErrors
from unionmodel.language import Text

FORMAT = "unionmodel-baseline/1"
_TAKEN = (Outcome.BROKEN, Outcome.CANNOT_TELL)


@attrs.frozen
class Baseline:
    """Findings that were taken note of on a day, by code and subject; `sha256` is the content they were found in.

    >>> Baseline.of(Report(date(2022, 12, 31), (), {}, {}, "", 0)).entries
    frozenset()
    """

    entries: frozenset[tuple[str, str]]
    on: date | None = None
    sha256: str | None = None

    @classmethod
    def of(cls, report: Report) -> Baseline:
        """Return the baseline of what a report lists as broken or not to be told, what it accepted already included."""
        fixed = {rule.code for rule in report.rules if not rule.waivable}
        listed = [*report.findings, *(report.accepted.findings if report.accepted else ())]
        taken = {(f.code, f.subject) for f in listed if f.outcome in _TAKEN and f.code not in fixed}
        return cls(frozenset(taken), report.on, report.sha256)

    def to_dict(self) -> dict[str, Any]:
        """Return the baseline ready for JSON, in the order of codes and subjects."""
        return {
            "format": FORMAT,
            "on": None if self.on is None else self.on.isoformat(),
            "sha256": self.sha256,
            "findings": [{"code": code, "subject": subject} for code, subject in sorted(self.entries)],
        }

    @classmethod
    def from_dict(cls, content: object, title: str = "baseline") -> Baseline:
        """Return the baseline that `to_dict` gave. Raises InputErrors with everything that is wrong."""
        if not isinstance(content, Mapping) or content.get("format") != FORMAT:
            raise InputErrors([_wrong(f"{title}.format", Text(zh="不是基线文件", en="is no baseline"))])
        errors: list[InputError] = []
        entries = {entry for entry in _entries(content.get("findings"), title, errors)}
        on = content.get("on")
        try:
            day = date.fromisoformat(on) if isinstance(on, str) else None
        except ValueError:
            errors.append(_wrong(f"{title}.on", Text(zh=f"不是日期：{on}", en=f"is no date: {on}")))
            day = None
        if errors:
            raise InputErrors(errors)
        sha256 = content.get("sha256")
        return cls(frozenset(entries), day, sha256 if isinstance(sha256, str) else None)


def accept(
    baseline: Baseline, findings: Sequence[Finding], counts: Mapping[str, dict[str, int]], waivable: Mapping[str, bool]
) -> tuple[list[Finding], Accepted]:
    """Return the findings that `baseline` does not know, and what it accepted; what is accepted counts as waived."""
    new: list[Finding] = []
    known: list[Finding] = []
    for finding in findings:
        accepted = (
            finding.outcome in _TAKEN
            and (finding.code, finding.subject) in baseline.entries
            and waivable.get(finding.code, True)
        )
        if accepted and finding.outcome is Outcome.BROKEN:
            counts[finding.code]["broken"] -= 1
            counts[finding.code]["waived"] += 1
        (known if accepted else new).append(finding)
    there = {(finding.code, finding.subject) for finding in known}
    settled = {entry for entry in baseline.entries - there if entry[0] in counts}
    return new, Accepted(tuple(known), tuple(sorted(settled)))


def _entries(rows: object, title: str, errors: list[InputError]) -> Iterable[tuple[str, str]]:
    if not isinstance(rows, list):
        errors.append(_wrong(f"{title}.findings", Text(zh="不是列表", en="is no list")))
        return
    for number, row in enumerate(rows):
        code, subject = (row.get("code"), row.get("subject")) if isinstance(row, Mapping) else (None, None)
        if isinstance(code, str) and isinstance(subject, str):
            yield code, subject
        else:
            problem = Text(zh="缺少 code 或 subject", en="lacks code or subject")
            errors.append(_wrong(f"{title}.findings[{number}]", problem))


def _wrong(path: str, problem: Text) -> InputError:
    hint = Text(zh="用 check --save-baseline 重新生成", en="make it anew with check --save-baseline")
    return InputError(path, None, problem, hint)
