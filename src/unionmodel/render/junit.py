"""A report as JUnit XML, for the pages on which build servers show tests."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from unionmodel.checking.report.report import Finding, Outcome, Report
from unionmodel.grouping import grouped
from unionmodel.language import Language, Text
from unionmodel.render.text.report import waived

#: Characters that XML 1.0 cannot hold, and the carriage return, which its readers change.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


def render(report: Report, language: Language) -> str:
    """Return `report` as JUnit XML: a suite for every rule, a case for every subject that is not in order.

    Broken rules are failures, with the severity as their type; what cannot be told or is waived is skipped, with the
    reason; a rule that failed to run is an error. The subjects for which a rule holds are one passed case together.
    """
    suites = ET.Element("testsuites", name="unionmodel")
    totals = Counter(dict.fromkeys(_COUNTED.values(), 0) | {"tests": 0})
    findings = grouped((finding.code, finding) for finding in report.findings)
    titles = {rule.code: rule.title for rule in report.rules}
    for code in dict.fromkeys([*report.counts, *findings]):
        held = report.counts.get(code, {}).get("held", 0)
        mine = findings.get(code, [])
        if not held and not mine:
            continue
        title = titles.get(code) or mine[0].labels.title
        totals.update(_suite(suites, report, code, title, held, mine, language))
    suites.attrib.update({name: str(number) for name, number in totals.items()})
    ET.indent(suites, space=" ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode")


#: How the suites count what became of a case.
_COUNTED: Mapping[Outcome, str] = {
    Outcome.BROKEN: "failures",
    Outcome.FAILED: "errors",
    Outcome.CANNOT_TELL: "skipped",
    Outcome.WAIVED: "skipped",
}
_ELEMENTS = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def _suite(
    suites: ET.Element,
    report: Report,
    code: str,
    title: Text,
    held: int,
    findings: Sequence[Finding],
    language: str | None,
) -> dict[str, int]:
    """Add the suite of one rule, and return what it counts."""
    kinds = Counter(_COUNTED[finding.outcome] for finding in findings)
    counts = {"tests": bool(held) + kinds.total(), **{name: kinds[name] for name in _ELEMENTS}}
    name = _written(f"{code} {title.within(language)}")
    suite = ET.SubElement(suites, "testsuite", name=name, timestamp=f"{report.on.isoformat()}T00:00:00")
    if held:
        passed = Text(zh=f"符合：{held} 次判断", en=f"held: {held} judgements").within(language)
        ET.SubElement(suite, "testcase", classname=f"unionmodel.{code}", name=passed)
    for finding in findings:
        kind = _COUNTED[finding.outcome]
        case = ET.SubElement(
            suite, "testcase", classname=f"unionmodel.{code}", name=_written(f"{finding.table} {finding.subject}")
        )
        said = ET.SubElement(case, _ELEMENTS[kind], message=_written(_reason(finding, language)))
        if kind != "skipped":
            said.set("type", finding.severity)
        said.text = _written(_details(finding, language))
    suite.attrib.update({name: str(number) for name, number in counts.items()})
    return counts


def _reason(finding: Finding, language: str | None) -> str:
    message = finding.message.within(language)
    if finding.outcome is not Outcome.WAIVED or finding.waiver is None:
        return message
    return f"{waived(finding.waiver).within(language)} | {message}"


def _details(finding: Finding, language: str | None) -> str:
    mend = Text(zh=f"改正：{finding.mend.zh}", en=f"mend: {finding.mend.en}").within(language)
    cites = Text(zh=f"依据：{', '.join(finding.cites)}", en=f"source: {', '.join(finding.cites)}").within(language)
    return "\n".join([mend, cites] if finding.cites else [mend])


def _written(text: str) -> str:
    r"""Return a text as XML can hold it: what it cannot is written as ``\x01``."""
    return _UNWRITABLE.sub(lambda found: ascii(found[0])[1:-1], text)
