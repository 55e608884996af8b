"""A report as SARIF 2.1.0, for code-scanning views."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from unionmodel.checking.report.report import Accepted, Finding, Outcome, Report
from unionmodel.language import Language, Text
from unionmodel.printable import as_json

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report, language: Language) -> str:
    """Return `report` as SARIF: broken and failed rules as `fail`, what cannot be told as `review`.

    What is waived, or known to a baseline, is suppressed; with a baseline every result says whether it is new.
    """
    rules = [
        {
            "id": rule.code,
            "name": rule.name,
            "shortDescription": {"text": rule.title.within(language)},
            "fullDescription": {"text": rule.reason.within(language)},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        }
        for rule in report.rules
    ]
    index = {rule.code: number for number, rule in enumerate(report.rules)}
    driver = {"name": "unionmodel", "version": report.versions["unionmodel"], "rules": rules}
    results = [_result(finding, index, language) for finding in report.findings]
    if report.accepted is not None:
        results = [*({**one, "baselineState": "new"} for one in results), *_known(report.accepted, index, language)]
    run = {"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}
    return as_json({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _result(finding: Finding, index: dict[str, int], language: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "ruleId": finding.code,
        "kind": "review" if finding.outcome is Outcome.CANNOT_TELL else "fail",
        # SARIF gives a level to failures only.
        "level": "none" if finding.outcome is Outcome.CANNOT_TELL else _LEVELS[finding.severity],
        "message": {"text": finding.message.within(language)},
        "locations": [
            {
                "logicalLocations": [
                    {"name": finding.subject, "fullyQualifiedName": f"{finding.table}/{finding.subject}"}
                ]
            }
        ],
        "partialFingerprints": {"codeAndSubject/v1": _fingerprint(finding)},
        "properties": {"outcome": finding.outcome.value, "cites": list(finding.cites), "fields": finding.fields},
    }
    if finding.code in index:
        found["ruleIndex"] = index[finding.code]
    if finding.outcome is Outcome.WAIVED:
        waiver = finding.waiver
        why = Text(zh="", en="") if waiver is None else Text(
            zh=f"{waiver.reason}（{waiver.by} 批准，至 {waiver.until}）", en=f"{waiver.reason} ({waiver.by}, until {waiver.until})"
        )  # fmt: skip
        found["suppressions"] = [_suppression(why, language)]
    return found


def _known(accepted: Accepted, index: dict[str, int], language: str | None) -> Iterator[dict[str, Any]]:
    """Yield what a baseline accepted: suppressed, and told from what is new."""
    changed = {(finding.code, finding.table, finding.subject) for finding, _ in accepted.changed}
    why = Text(zh=f"在基线（{accepted.on}）中", en=f"in the baseline of {accepted.on}")
    for finding in accepted.findings:
        state = "updated" if (finding.code, finding.table, finding.subject) in changed else "unchanged"
        result = _result(finding, index, language)
        yield {**result, "baselineState": state, "suppressions": [_suppression(why, language)]}


def _suppression(why: Text, language: str | None) -> dict[str, Any]:
    return {"kind": "external", "status": "accepted", "justification": why.within(language)}


def _fingerprint(finding: Finding) -> str:
    return hashlib.sha256(f"{finding.code}|{finding.table}|{finding.subject}".encode()).hexdigest()
