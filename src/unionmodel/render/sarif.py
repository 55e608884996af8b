"""A report as SARIF 2.1.0, for code-scanning views."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from unionmodel.check.outcome import Finding, Outcome, Report

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report, language: str | None = None) -> str:
    """Return `report` as SARIF: broken and failed rules as `fail`, what cannot be told as `review`."""
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
    run = {"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


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
        found["suppressions"] = [{"kind": "external"}]
    return found


def _fingerprint(finding: Finding) -> str:
    return hashlib.sha256(f"{finding.code}|{finding.table}|{finding.subject}".encode()).hexdigest()
