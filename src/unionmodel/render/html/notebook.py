"""Answers in a notebook: a title, the first rows of a table, how many there are more, and for some what else counts."""

from __future__ import annotations

from html import escape

from unionmodel.answers import Answer
from unionmodel.checking.report.report import MARKS, SEVERITIES, Report
from unionmodel.language import Language, Text
from unionmodel.markup import MOST_ROWS, bar, box, more, note, rows
from unionmodel.model.amounts import percent, yuan
from unionmodel.model.vocabulary import UnionKind
from unionmodel.organise.coverage.answer import Coverage
from unionmodel.organise.planning.answer import FoundingPlan
from unionmodel.render.text.coverage import uncounted
from unionmodel.render.text.planning import aim, clashes, proof, summary
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


def coverage(found: Coverage, language: Language) -> str:
    """Return the totals by tier as HTML."""
    tiers = found.by_tier()
    total = tiers.total
    title = Text(
        zh=f"{found.on} 的覆盖情况：{len(found.rows)} 行人数，{total.total} 人，已覆盖 {total.covered} 人，未覆盖 {total.uncovered} 人，不明 {total.unsure} 人",
        en=f"coverage on {found.on}: {len(found.rows)} head counts, {total.total} workers, {total.covered} covered, {total.uncovered} not, {total.unsure} not known",
    )
    head = [
        Text(zh="档次", en="tier"),
        Text(zh="行", en="head counts"),
        Text(zh="人数", en="workers"),
        Text(zh="占比", en="part"),
    ]
    body = [
        [
            escape(line.label.within(language)), str(line.head_counts), str(line.total) if line.uncounted < line.head_counts or not line.head_counts else "?",
            "" if line.share is None else f"{percent(line.share)} %", bar(line.share),
        ]
        for line in tiers.lines
    ]  # fmt: skip
    table = rows([*(text.within(language) for text in head), ""], body, right={1, 2, 3}, plain=False)
    return box(title.within(language), table, *(note(one.within(language)) for one in uncounted(tiers)))


def plan(found: FoundingPlan, language: Language) -> str:
    """Return the plan as HTML."""
    if found.status in ("impossible", "not found"):
        return box(aim(found).within(language), *(note(line.within(language)) for line in clashes(found)))
    head = [
        Text(zh="拟建组织", en="to found"), Text(zh="类型", en="kind"), Text(zh="区域", en="place"),
        Text(zh="新增覆盖", en="workers reached"), Text(zh="每年经费（元）", en="yuan a year"),
    ]  # fmt: skip
    body = []
    for one in found.organisations[:MOST_ROWS]:
        kind = UnionKind.of(one.kind).text.within(language)
        body.append([one.name, kind, one.place_name, str(one.workers), yuan(one.cost)])
    table = rows([text.within(language) for text in head], body, right={3, 4}) if body else ""
    left = more(len(body), len(found.organisations), language)
    above, below = ([note(line.within(language)) for line in lines] for lines in (summary(found), proof(found)))
    return box(aim(found).within(language), *above, table, left, *below)
