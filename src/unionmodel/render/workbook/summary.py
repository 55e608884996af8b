"""The first sheet of the workbook of a report: the verdict, how much there is of what, by rule and by place, with links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from unionmodel.checking.report.report import Basis, Outcome, Report
from unionmodel.checking.report.versions import changes
from unionmodel.grouping import grouped
from unionmodel.io.writing.workbook import Book
from unionmodel.language import Text
from unionmodel.model.places import Geography
from unionmodel.model.structure import Structure
from unionmodel.render.text.report import verdict
from unionmodel.render.workbook.findings import Placed, cited, sources
from unionmodel.render.workbook.looks import (
    BORDER,
    FINDINGS,
    KINDS,
    LINK,
    SUMMARY,
    WRAPPED,
    fill,
    fit,
    for_paper,
    kind,
    section,
    short,
    summary_sheet,
    word,
)

_WIDTHS = (18, 46, 13, 13, 13, 13, 13, 48)
#: Most findings named at the head of the summary, and most of one rule.
_FIRST, _OF_A_RULE = 10, 3


def summary_page(book: Book, report: Report, entries: Sequence[Placed], basis: Basis) -> None:
    """Write the sheet that says how it stands."""
    sheet = summary_sheet(book, SUMMARY, Text(zh="核对结果", en="Result of the check"), _WIDTHS)
    sheet.activate()
    _verdict(book, sheet, report)
    row = 3
    for name, value in _facts(report, basis):
        book.text(sheet, (row, 0), name, bold=True, valign="top")
        _across(book, sheet, row, book.said(value))
        row += 1
    row = _severities(book, sheet, row + 1, entries)
    row = _beginning(book, sheet, row + 1, entries)
    row = _rules(book, sheet, row + 1, report, entries)
    _places(book, sheet, row + 1, entries, basis.structure)
    for_paper(sheet)


def _verdict(book: Book, sheet: Any, report: Report) -> None:
    colour = {"bg_color": "#E2EFDA"} if report.ok else fill("error")
    look = {"bold": True, "font_size": 12, "valign": "vcenter", **colour}
    sheet.merge_range(1, 0, 1, len(_WIDTHS) - 1, "", book.look(**look))
    book.text(sheet, (1, 0), verdict(report), **look)
    sheet.set_row(1, 26)


def _across(book: Book, sheet: Any, row: int, text: str) -> None:
    """Write a text from the second column to the last."""
    sheet.merge_range(row, 1, row, len(_WIDTHS) - 1, "", book.look(**WRAPPED))
    book.text(sheet, (row, 1), short(text), **WRAPPED)
    fit(sheet, row, [(text, sum(_WIDTHS[1:]))])


def _facts(report: Report, basis: Basis) -> Iterator[tuple[str, str]]:
    packs = ", ".join(f"{name} {version}" for name, version in report.versions["packs"].items())
    held = sum(counts["held"] for counts in report.counts.values())
    yield Text(zh="核对日", en="day"), report.on.isoformat()
    yield (
        Text(zh="核对范围", en="checked"),
        Text(
            zh=f"{report.records} 行资料，{len(report.rules)} 条规则；{held} 次判断符合",
            en=f"{report.records} rows by {len(report.rules)} rules; {held} judgements held",
        ),
    )
    yield Text(zh="规则包", en="packs"), packs
    yield Text(zh="软件版本", en="version"), f"unionmodel {report.versions['unionmodel']}"
    yield Text(zh="资料指纹", en="hash of the data"), report.sha256
    yield (
        Text(zh="拟建工会", en="proposed unions"),
        Text(zh="计入", en="counted") if basis.proposed else Text(zh="不计入", en="not counted"),
    )
    changed = changes(report.versions)
    if changed is not None:
        yield Text(zh="设定的数值", en="values set"), changed
    if report.accepted is not None:
        number = len(report.accepted.findings)
        yield (
            Text(zh="基线", en="baseline"),
            Text(zh=f"已有的 {number} 项没有列出", en=f"{number} that it knows are not listed"),
        )
    yield (
        Text(zh="怎样用", en="how to use this"),
        Text(
            zh="有底色的行有问题，说明写在行内“_”开头的列里。直接在各表中改正、保存，再核对这份工作簿；“_”开头的表和列读取时略过。",
            en="Coloured rows have findings, told in the columns that begin with _. Mend the data here, save, and check "
            "this workbook again; sheets and columns that begin with _ are left aside.",
        ),
    )


def _severities(book: Book, sheet: Any, row: int, entries: Sequence[Placed]) -> int:
    counts = Counter(kind(entry.finding) for entry in entries)
    titles = [Text(zh="结论", en="result"), Text(zh="说明", en="what it means"), Text(zh="数量", en="number")]
    row = section(book, sheet, row, Text(zh="按严重程度", en="By severity"), titles)
    for name, said in _MEANINGS.items():
        if name in ("failed", "waived") and not counts[name]:
            continue
        book.text(sheet, (row, 0), word(name), **BORDER, **fill(name))
        book.text(sheet, (row, 1), said, **BORDER, **WRAPPED)
        sheet.write_number(row, 2, counts[name], book.look(**BORDER))
        row += 1
    return row


_MEANINGS = {
    "failed": Text(zh="程序出错，请报告给我们", en="a defect of ours, please report it"),
    "error": Text(zh="依据说“必须”：改正", en="the text says must: mend it"),
    "warning": Text(zh="依据说“应当”，或定了目标：改正或说明", en="the text says should, or sets a target"),
    "info": Text(zh="依据说“可以”，或是资料提示", en="the text says may, or a hint on the data"),
    "cannot_tell": Text(zh="缺少资料：查实后填上", en="something is missing: find out and fill it in"),
    "waived": Text(zh="已有人说明理由并同意", en="accepted by somebody, with a reason"),
}


def _beginning(book: Book, sheet: Any, row: int, entries: Sequence[Placed]) -> int:
    """Name the gravest findings, each with the way to its row."""
    errors = [(number, one) for number, one in enumerate(entries, start=1) if kind(one.finding) in ("failed", "error")]
    if not errors:
        return row - 1
    row = section(book, sheet, row, Text(zh="先改这些", en="To begin with"), [])
    by_rule = grouped((entry.finding.code, number) for number, entry in errors)
    some = [one for one in errors if one[0] in by_rule[one[1].finding.code][:_OF_A_RULE]][:_FIRST]
    for number, entry in some:
        address = entry.cell(book) or _line(book, number)
        sheet.write_url(row, 0, address, book.look(**LINK), f"{entry.finding.code} →")
        _across(book, sheet, row, book.said(entry.finding.message))
        row += 1
    rest = len(errors) - len(some)
    if rest:
        more = Text(zh=f"还有 {rest} 项错误，见“{FINDINGS.zh}”", en=f"{rest} more errors: see {FINDINGS.en}")
        sheet.write_url(row, 0, f"internal:'{book.said(FINDINGS)}'!A1", book.look(**LINK), "→")
        book.text(sheet, (row, 1), more)
        row += 1
    return row


def _rules(book: Book, sheet: Any, row: int, report: Report, entries: Sequence[Placed]) -> int:
    first: dict[str, tuple[int, Placed]] = {}
    for number, entry in enumerate(entries, start=1):
        first.setdefault(entry.finding.code, (number, entry))
    if not first:
        return row - 1
    outcomes = (Outcome.BROKEN, Outcome.CANNOT_TELL, Outcome.WAIVED, Outcome.HELD)
    titles = [Text(zh="代码", en="code"), Text(zh="规则", en="rule"), Text(zh="严重程度", en="severity")]
    titles += [one.text for one in outcomes] + [Text(zh="依据", en="source")]
    row = section(book, sheet, row, Text(zh="按规则", en="By rule"), titles)
    known, severities = sources(report), {rule.code: rule.severity for rule in report.rules}
    for code, (number, entry) in first.items():
        finding = entry.finding
        severity = severities.get(code, finding.severity)
        sheet.write_url(row, 0, _line(book, number), book.look(**LINK, **BORDER), code)
        book.text(sheet, (row, 1), finding.labels.title, **WRAPPED, **BORDER)
        book.text(sheet, (row, 2), word(severity), **BORDER, **fill(severity), valign="top")
        counts = report.counts.get(code, {})
        for place, outcome in enumerate(outcomes, start=3):
            sheet.write_number(row, place, counts.get(outcome.value, 0), book.look(**BORDER, valign="top"))
        cites = cited(finding, known, book)
        book.text(sheet, (row, 7), short(cites), **WRAPPED, **BORDER)
        fit(sheet, row, [(book.said(finding.labels.title), _WIDTHS[1]), (cites, _WIDTHS[7])])
        row += 1
    return row


def _places(book: Book, sheet: Any, row: int, entries: Sequence[Placed], structure: Structure) -> int:
    """Count by county where the findings lie in several, else by the places themselves."""
    geography = structure.geography
    counties = {_county(geography, entry.finding.place) for entry in entries} - {None}
    found: dict[str | None, Counter[str]] = {}
    first: dict[str | None, int] = {}
    for number, entry in enumerate(entries, start=1):
        place = entry.finding.place
        if len(counties) > 1:
            place = _county(geography, place) or place
        found.setdefault(place, Counter())[kind(entry.finding)] += 1
        first.setdefault(place, number)
    if not found:
        return row
    kinds = ("error", "warning", "info", "cannot_tell")
    titles = [Text(zh="区划", en="place"), Text(zh="名称", en="name"), *(KINDS[name][2] for name in kinds)]
    head = Text(zh="按区县", en="By county") if len(counties) > 1 else Text(zh="按区域", en="By place")
    row = section(book, sheet, row, head, titles)
    nowhere = Text(zh="（未注明区域）", en="(no place given)")
    for place, counts in sorted(found.items(), key=lambda pair: (-pair[1]["error"], -pair[1].total(), pair[0] or "")):
        name = geography.name[geography.row[place]] if place in geography.row else None
        sheet.write_url(row, 0, _line(book, first[place]), book.look(**LINK, **BORDER), short(place or "→")[:200])
        book.text(sheet, (row, 1), short(name or ("" if place else book.said(nowhere))), **WRAPPED, **BORDER)
        for column, one in enumerate(kinds, start=2):
            sheet.write_number(row, column, counts[one], book.look(**BORDER))
        row += 1
    return row


def _county(geography: Geography, place: str | None) -> str | None:
    if place is None or place not in geography.row:
        return None
    row = geography.county(geography.row[place])
    return None if row is None else geography.codes[row]


def _line(book: Book, number: int) -> str:
    return f"internal:'{book.said(FINDINGS)}'!A{number + 1}"
