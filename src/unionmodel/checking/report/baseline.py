"""A baseline: the findings of one day, taken note of, so that later checks report what is new.

A finding is known by its rule and its subject. What a rule that cannot be waived finds is never taken into one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import attrs

from unionmodel.checking.report.report import Accepted, Finding, Noted, Outcome, Report
from unionmodel.checking.report.waivers import CODES as WAIVER_CODES
from unionmodel.errors import InputError, InputErrors
from unionmodel.language import Text

FORMAT = "unionmodel-baseline/1"
_FAMILY = "unionmodel-baseline/"
_TAKEN = (Outcome.BROKEN, Outcome.CANNOT_TELL)
#: A finding as it is known: its code and subject.
Entry = tuple[str, str]


@attrs.frozen
class Baseline:
    """Findings that were taken note of on a day, by code and subject; `sha256` is the content they were found in.

    `noted` says of each how it was then, where the file tells. `versions` are those of the library and the packs.

    >>> Baseline.of(Report(date(2022, 12, 31), (), {}, {}, "", 0)).entries
    frozenset()
    """

    noted: Mapping[Entry, Noted]
    on: date | None = None
    sha256: str | None = None
    versions: Mapping[str, Any] = attrs.field(factory=dict)

    @property
    def entries(self) -> frozenset[Entry]:
        """The code and subject of every finding that was taken note of."""
        return frozenset(self.noted)

    @classmethod
    def of(cls, report: Report) -> Baseline:
        """Return the baseline of what a report lists as broken or not to be told, what it accepted already included."""
        fixed = {rule.code for rule in report.rules if not rule.waivable}
        listed = [*report.findings, *(report.accepted.findings if report.accepted else ())]
        taken = [finding for finding in listed if finding.outcome in _TAKEN and finding.code not in fixed]
        noted = {(finding.code, finding.subject): Noted(finding.outcome.value, finding.fields) for finding in taken}
        return cls(noted, report.on, report.sha256, report.versions)

    def to_dict(self) -> dict[str, Any]:
        """Return the baseline ready for JSON, in the order of codes and subjects."""
        return {
            "format": FORMAT,
            "on": None if self.on is None else self.on.isoformat(),
            "sha256": self.sha256,
            "versions": self.versions,
            "findings": [
                {"code": code, "subject": subject, "outcome": noted.outcome, "fields": noted.fields}
                for (code, subject), noted in sorted(self.noted.items(), key=lambda item: item[0])
            ],
        }

    @classmethod
    def from_dict(cls, content: object, title: str = "baseline") -> Baseline:
        """Return the baseline that `to_dict` gave. Raises InputErrors with everything that is wrong."""
        if not isinstance(content, Mapping) or content.get("format") != FORMAT:
            raise InputErrors([_no_baseline(content, title)])
        errors: list[InputError] = []
        noted = dict(_entries(content.get("findings"), title, errors))
        on = content.get("on")
        try:
            day = date.fromisoformat(on) if isinstance(on, str) else None
        except ValueError:
            errors.append(_wrong(f"{title}.on", Text(zh=f"不是日期：{on}", en=f"is no date: {on}")))
            day = None
        if errors:
            raise InputErrors(errors)
        sha256, versions = content.get("sha256"), content.get("versions")
        return cls(
            noted,
            day,
            sha256 if isinstance(sha256, str) else None,
            dict(versions) if isinstance(versions, Mapping) else {},
        )


def accept(
    baseline: Baseline, findings: Sequence[Finding], counts: Mapping[str, dict[str, int]], waivable: Mapping[str, bool]
) -> tuple[list[Finding], Accepted]:
    """Return the findings that `baseline` does not know, and what it accepted; what is accepted counts as waived.

    A finding that could not be told then and is broken now is new: a breach was never accepted.
    """
    new: list[Finding] = []
    known: list[Finding] = []
    changed: list[tuple[Finding, Noted]] = []
    for finding in findings:
        noted = baseline.noted.get((finding.code, finding.subject)) if finding.outcome in _TAKEN else None
        if noted is None or not waivable.get(finding.code, True) or noted.worsened(finding):
            new.append(finding)
            continue
        known.append(finding)
        if noted.differs(finding):
            changed.append((finding, noted))
        if finding.outcome is Outcome.BROKEN:
            counts[finding.code]["broken"] -= 1
            counts[finding.code]["waived"] += 1
    there = {(finding.code, finding.subject) for finding in findings}
    refused = {entry for entry in baseline.entries if not waivable.get(entry[0], True)}
    gone = baseline.entries - there - refused
    settled = {entry for entry in gone if entry[0] in counts or entry[0] in WAIVER_CODES}
    lists = {"settled": settled, "unchecked": gone - settled, "refused": refused}
    ordered = {name: tuple(sorted(entries)) for name, entries in lists.items()}
    return new, Accepted(tuple(known), **ordered, changed=tuple(changed), on=baseline.on)


def _no_baseline(content: object, title: str) -> InputError:
    found = content.get("format") if isinstance(content, Mapping) else None
    if isinstance(found, str) and found.startswith(_FAMILY):
        problem = Text(zh=f"不是本版本能读的基线格式，应为 {FORMAT}", en=f"is another format of baseline than {FORMAT}")
        return InputError(f"{title}.format", found, problem, _HINT)
    return _wrong(f"{title}.format", Text(zh="不是基线文件", en="is no baseline"))


def _entries(rows: object, title: str, errors: list[InputError]) -> Iterable[tuple[Entry, Noted]]:
    if not isinstance(rows, list):
        errors.append(_wrong(f"{title}.findings", Text(zh="不是列表", en="is no list")))
        return
    for number, row in enumerate(rows):
        code, subject = (row.get("code"), row.get("subject")) if isinstance(row, Mapping) else (None, None)
        if not isinstance(code, str) or not isinstance(subject, str):
            problem = Text(zh="缺少 code 或 subject", en="lacks code or subject")
            errors.append(_wrong(f"{title}.findings[{number}]", problem))
            continue
        outcome, fields = row.get("outcome"), row.get("fields")
        if outcome is not None and outcome not in [str(one) for one in _TAKEN]:
            problem = Text(zh="应为 broken 或 cannot_tell", en="must be broken or cannot_tell")
            errors.append(InputError(f"{title}.findings[{number}].outcome", outcome, problem, _HINT))
        yield (code, subject), Noted(outcome, dict(fields) if isinstance(fields, Mapping) else None)


_HINT = Text(zh="用 check --save-baseline 重新生成", en="make it anew with check --save-baseline")


def _wrong(path: str, problem: Text) -> InputError:
    return InputError(path, None, problem, _HINT)
