"""A report in a notebook: the verdict, the first findings with how to mend them, and how many there are more."""

from __future__ import annotations

from unionmodel.checking.report.report import MARKS, SEVERITIES, Report
from unionmodel.language import Text
from unionmodel.markup import MOST_ROWS, box, more, note, rows
from unionmodel.render.text import closing, verdict


def html(report: Report) -> str:
    """Return the report as HTML, in its language."""
    language = report.language
    head = [
        Text(zh="程度", en="severity"), Text(zh="结论", en="outcome"), Text(zh="规则", en="rule"),
        Text(zh="对象", en="subject"), Text(zh="问题与改法", en="what is wrong, and how to mend it"),
    ]  # fmt: skip
    body = [
        [
            f"{MARKS[one.severity]} {SEVERITIES[one.severity].within(language)}", one.outcome.text.within(language),
            one.code, one.subject, f"{one.message.within(language)}\n→ {one.mend.within(language)}",
        ]
        for one in report.findings[:MOST_ROWS]
    ]  # fmt: skip
    table = rows([one.within(language) for one in head], body, narrow={0, 1, 2}) if body else ""
    left = more(len(body), len(report.findings), language)
    return box(verdict(report).within(language), table, left, note(closing(report).within(language)))
