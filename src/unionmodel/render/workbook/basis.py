"""The last sheet of the workbook of a report: the open questions and how they were read, and the values that were used."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from unionmodel.checking.report.report import Basis, Report
from unionmodel.io.writing.workbook import Book
from unionmodel.language import Text
from unionmodel.law.dated import SET_BY_USER, Dated, Switch
from unionmodel.render.workbook.looks import BASIS, BORDER, WRAPPED, fit, for_paper, section, short, summary_sheet
from unionmodel.rules.pack import Pack

_WIDTHS = (30, 46, 60, 30, 26)


def basis_page(book: Book, report: Report, basis: Basis) -> None:
    """Write the sheet that says by which readings and values was judged, and which rules were not in force."""
    title = Text(zh="口径：未定问题、选项和数值", en="Basis: open questions, options and values")
    sheet = summary_sheet(book, BASIS, title, _WIDTHS)
    read = {name for rule in report.rules for name in rule.reads}
    row = _table(
        book, sheet, 2, Text(zh="依据没有写明的问题，和这次采用的理解", en="What the texts leave open, and how it was read"),
        (Text(zh="名称（--set 名称=选项）", en="name (--set NAME=OPTION)"), Text(zh="问题", en="question"),
         Text(zh="采用的理解", en="reading taken"), Text(zh="其他选项", en="other options"), Text(zh="依据", en="source")),
        _switches(report, basis, read),
    )  # fmt: skip
    row = _table(
        book, sheet, row + 1, Text(zh="用到的数值", en="Values used"),
        (Text(zh="名称", en="name"), Text(zh="含义", en="meaning"), Text(zh="核对日的数值", en="value on the day"),
         Text(zh="由谁设定", en="set by"), Text(zh="依据", en="source")),
        _values(report, basis, read),
    )  # fmt: skip
    row = _table(
        book, sheet, row + 1, Text(zh="核对日不施行的规则", en="Rules not in force on the day"),
        (Text(zh="代码", en="code"), Text(zh="原因", en="why")),
        ((code, absence) for code, absence in report.absent.items()),
    )  # fmt: skip
    for_paper(sheet)


def _switches(report: Report, basis: Basis, read: set[str]) -> Iterator[tuple[str, ...]]:
    for pack, switch in _parameters(basis, read):
        if not isinstance(switch, Switch):
            continue
        option = pack.option(switch.name)
        others = [(name, text) for name, text in switch.options.items() if name != option]
        own = Text(zh="（使用者选定）", en=" (set by the user)") if option != switch.default else Text(zh="", en="")
        chosen = switch.options[option]
        yield (
            switch.name,
            switch.question,
            Text(zh=f"{option}：{chosen.zh}{own.zh}", en=f"{option}: {chosen.en}{own.en}"),
            Text(
                zh="\n".join(f"{name}：{text.zh}" for name, text in others),
                en="\n".join(f"{name}: {text.en}" for name, text in others),
            ),
            switch.citation.text(report.on),
        )


def _values(report: Report, basis: Basis, read: set[str]) -> Iterator[tuple[str, ...]]:
    for pack, found in _parameters(basis, read):
        if not isinstance(found, Dated):
            continue
        step = found.step(report.on)
        none = Text(zh="核对日没有", en="none on the day")
        value = none if step is None or step.value is None else found.shown(step.value)
        by = SET_BY_USER if found.by_user else Text(zh=f"规则包 {pack.name}", en=f"the pack {pack.name}")
        if found.ours:
            by = Text(zh=f"{by.zh}（依据未给出数值，由我们选定）", en=f"{by.en} (the text gives no number: our choice)")
        source = "" if step is None or step.citation is None else step.citation.text(report.on)
        yield found.name, found.label, value, by, source
    for pack in basis.packs:
        local = {} if pack.overlay is None else pack.overlay.values
        for name, found in local.items():
            step = found.step(report.on)
            if name in read and step is not None and step.value is not None:
                source = "" if step.citation is None else step.citation.text(report.on)
                yield name, found.label, found.shown(step.value), pack.title, source


def _parameters(basis: Basis, read: set[str]) -> Iterator[tuple[Pack, Dated | Switch]]:
    """Yield the parameters that the rules read, once each, with the pack that has them."""
    seen: set[str] = set()
    for pack in basis.packs:
        for name, found in pack.parameters.items():
            if name in read and name not in seen:
                seen.add(name)
                yield pack, found


def _table(
    book: Book, sheet: Any, row: int, title: Text, columns: Sequence[Text], lines: Iterator[tuple[str, ...]]
) -> int:
    """Write a part of the sheet where it has lines, and return the row below."""
    found = list(lines)
    if not found:
        return row - 1
    row = section(book, sheet, row, title, columns)
    for number, line in enumerate(found, start=row):
        for place, text in enumerate(line):
            book.text(sheet, (number, place), short(book.said(text)), **WRAPPED, **BORDER)
        fit(sheet, number, [(book.said(text), wide) for text, wide in zip(line, _WIDTHS, strict=False)])
    return row + len(found)
