"""Answers in a notebook: a title, the first rows of the table, and how many there are more."""

from __future__ import annotations

from unionmodel.answers import Answer
from unionmodel.checking.report.report import MARKS, SEVERITIES, Report
from unionmodel.language import Language, Text
from unionmodel.markup import MOST_ROWS, box, more, note, rows
from unionmodel.render.text.report import closing, verdict


def answer(found: Answer, language: Language) -> str:
    """Return the first line of the text of an answer, and the first rows of its table."""
    table = found.table_rows(language)
    body = [
        ["" if row[name] is None else str(row[name]) for name in found.table_columns()] for row in table[:MOST_ROWS]
    ]
    numbers = {place for place, kind in enumerate(found.table_columns().values()) if kind is int}
    title = found.render("text", language).split("\n")[0]
    return box(title, rows(list(found.table_columns()), body, right=numbers), more(len(body), len(table), language))


def report(found: Report, language: Language) -> str:
    """Return the verdict of a report, and the first findings with how to mend them."""
    head = [
        Text(zh="程度", en="severity"), Text(zh="结论", en="outcome"), Text(zh="规则", en="rule"),
        Text(zh="对象", en="subject"), Text(zh="问题与改法", en="what is wrong, and how to mend it"),
    ]  # fmt: skip
    body = [
        [
            f"{MARKS[one.severity]} {SEVERITIES[one.severity].within(language)}", one.outcome.text.within(language),
            one.code, one.subject, f"{one.message.within(language)}\n→ {one.mend.within(language)}",
        ]
        for one in found.findings[:MOST_ROWS]
    ]  # fmt: skip
    table = rows([one.within(language) for one in head], body, narrow={0, 1, 2}) if body else ""
    left = more(len(body), len(found.findings), language)
    return box(verdict(found).within(language), table, left, note(closing(found).within(language)))
