"""What is known of the law, as text: every clause of the ledgers, overdue sources, the shipped divisions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from unionmodel.language import Language, Text, listed
from unionmodel.law.ledger import LEDGER_STATES
from unionmodel.model.divisions import Divisions
from unionmodel.model.vocabulary import PlaceLevel
from unionmodel.organise.law.ledger import ClauseCoverage, LawCoverage
from unionmodel.organise.law.overdue_sources import StaleLaw, StaleSource

_READ = {
    "full": Text(zh="读过全文", en="read in full"),
    "part": Text(zh="读过一部分", en="read in part"),
    "report": Text(zh="只读过报道", en="only a report was read"),
    "own": Text(zh="自己写的", en="our own"),
}


def ledger(found: LawCoverage, language: Language) -> Iterator[str]:
    """Yield every clause, and after those of a pack their totals."""
    for number, (pack, title) in enumerate(found.titles.items()):
        if number:
            yield ""
        yield Text(zh=f"{title.zh} [{pack}]", en=f"{title.en} [{pack}]")
        for clause in found.of(pack):
            yield from _clause(clause)
        yield _total(found.totals[pack])


def _clause(clause: ClauseCoverage) -> Iterator[Text]:
    entry = clause.entry
    yield Text(
        zh=f"{entry.clause}  {entry.label.zh}  {entry.title.zh}",
        en=f"{entry.clause}  {entry.label.en}  {entry.title.en}",
    )
    if clause.rules:
        rules = listed(
            (Text(zh=f"{code} {title.zh}", en=f"{code} {title.en}") for code, title in clause.rules), "；", "; "
        )
        yield Text(zh=f"      规则：{rules.zh}", en=f"      rules: {rules.en}")
    for label, names in (
        (Text(zh="功能", en="functions"), clause.functions),
        (Text(zh="参数", en="parameters"), clause.names),
    ):
        if names:
            yield Text(zh=f"      {label.zh}：{', '.join(names)}", en=f"      {label.en}: {', '.join(names)}")
    if entry.why is not None:
        yield Text(zh=f"      说明：{entry.why.zh}", en=f"      why: {entry.why.en}")


def _total(counts: Mapping[str, int]) -> Text:
    number, states = sum(counts.values()), [(LEDGER_STATES[state], count) for state, count in counts.items() if count]
    said = listed((Text(zh=f"{state.zh} {count}", en=f"{state.en} {count}") for state, count in states), "，")
    return Text(zh=f"合计：{number} 条；{said.zh}", en=f"total: {number} clauses; {said.en}")


def overdue_sources(found: StaleLaw, language: Language) -> Iterator[Text]:
    """Yield the sources, a line each, and how many there are."""
    yield from map(_source, found.sources)
    number = len(found.sources)
    yield Text(
        zh=f"截至 {found.on}：{number} 个来源已过复核日期，{found.reviewed} 个未到。",
        en=f"As of {found.on}: {number} sources are past their review date, {found.reviewed} are not.",
    )


def _source(one: StaleSource) -> Text:
    title, latest = one.source.title, one.latest
    read = _READ[latest.read]
    return Text(
        zh=f"{title.zh} [{one.source.id}]：应在 {one.review_by} 前复核，已过 {one.days} 天；最新版本 {latest.id}（{read.zh}）；规则包：{'、'.join(one.packs)}",
        en=f"{title.en} [{one.source.id}]: to be reviewed by {one.review_by}, {one.days} days ago; latest version {latest.id} ({read.en}); packs: {', '.join(one.packs)}",
    )


def divisions(found: Divisions, language: Language) -> Iterator[Text]:
    """Yield the scheme and its day, how many there are of each level, and what is beside the list."""
    yield Text(
        zh=f"{found.title.zh}（{found.scheme}，{found.as_of}）", en=f"{found.title.en} ({found.scheme}, {found.as_of})"
    )
    levels = listed(
        Text(zh=f"{PlaceLevel.of(level).zh} {count}", en=f"{level} {count}") for level, count in found.counts.items()
    )
    yield Text(zh=f"共 {found.total} 个：{levels.zh}", en=f"{found.total} in all: {levels.en}")
    beside = listed(f"{code} {name}" for code, name in found.beside.items())
    yield Text(zh=f"表外另有：{beside.zh}", en=f"beside the list: {beside.en}")
