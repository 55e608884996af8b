"""What each union does every year, as text: money, maturity, staffing, pairs, head counts of several sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from unionmodel.language import Language, Text, listed
from unionmodel.model.amounts import yuan
from unionmodel.model.vocabulary import CountSource, FundingSource, Group
from unionmodel.organise.upkeep.maturity import LEVEL_NAMES, Maturities, Maturity, Step
from unionmodel.organise.upkeep.money import NO_SOURCE, Money
from unionmodel.organise.upkeep.pairing import Pairs
from unionmodel.organise.upkeep.reconcile import STATES, Reconciled, Reconciliation
from unionmodel.organise.upkeep.staffing import Staffing
from unionmodel.render.text.table import table


def money(found: Money, language: Language) -> Iterator[str]:
    """Yield the totals by county and source, and the unions that lack money."""
    yield found.summary
    yield ""
    yield from _table((found,), language)
    if found.other_years:
        yield ""
        yield Text(zh="各年度（其他年度按年末）：", en="by year (the other years as of their last day):")
        yield from _table(sorted((found, *found.other_years), key=lambda one: one.year), language)
    if found.lacking:
        yield ""
        yield Text(zh="没有达到下限或无法判断的工会：", en="unions below the floor, or that cannot be told:")
    for one, gap in found.lacking:
        yield f"  {one.union} {one.name}  {gap.within(language)}"


def _table(years: Sequence[Money], language: Language) -> list[str]:
    rows = table_cells(years)
    return table(rows, language, range(1 + (len(years) > 1), len(rows[0])))


def table_cells(years: Sequence[Money]) -> list[list[str]]:
    """Return the counties and the total of one year, or of several with the year in front, as cells, the head first."""
    sources = [str(source) for source in FundingSource] + [NO_SOURCE]
    used = [source for source in sources if any(one.total.by_source.get(source) for one in years)]
    several = len(years) > 1
    rows: list[list[str]] = [
        [
            *([Text(zh="年度", en="year")] if several else []),
            Text(zh="区域", en="county"), Text(zh="工会", en="unions"), Text(zh="需要", en="needed"),
            Text(zh="已登记", en="recorded"), Text(zh="缺口", en="missing"), Text(zh="无法判断", en="not known"),
            *(_fund(source) for source in used),
        ]
    ]  # fmt: skip
    return rows + [
        [*([str(year.year)] if several else []), one.label, str(one.unions),
         *map(yuan, (one.floor, one.recorded, one.missing)), str(one.open),
         *(yuan(one.by_source.get(source, 0)) for source in used)]
        for year in years
        for one in (*year.counties, year.total)
    ]  # fmt: skip


def _fund(source: str) -> Text:
    return Text(zh="来源不明", en="source not known") if source == NO_SOURCE else FundingSource.of(source).text


def maturity(found: Maturity, language: Language) -> Iterator[str]:
    """Yield the ladder: √ done, × not done, ? cannot be told."""
    level, name = LEVEL_NAMES[found.level], f"{found.union} {found.name}"
    yield Text(zh=f"{name}：{level.zh}", en=f"{name}: {level.en}")
    for step in found.steps:
        mark = {True: "√", False: "×", None: "?"}[step.done]
        reached = LEVEL_NAMES[step.level].within(language)
        yield f"  {mark} {reached}  {step.name.within(language)}  [{', '.join(step.cites)}]"


def maturities(found: Maturities, language: Language) -> Iterator[str]:
    """Yield the counts, and for every union its level and the step it lacks."""
    number = len(found.unions)
    yield Text(zh=f"{found.on}：{number} 个工会", en=f"{found.on}: {number} unions")
    yield from found.summary(language)
    for one in found.unions:
        lacks = "" if one.missing is None else _lacks(one.missing).within(language)
        yield f"{one.union} {one.name}  {LEVEL_NAMES[one.level].within(language)}  {lacks}".rstrip()
    if any(one.missing is None and one.level != "alive" for one in found.unions):
        yield _NO_MORE_ASKED


_NO_MORE_ASKED: Final = Text(
    zh="没有写明缺哪一步的：再往上的要求只针对服务重点群体的工会",
    en="where no step is named: what comes next is asked of unions that serve key groups only",
)


def _lacks(step: Step) -> Text:
    if step.done is None:
        return Text(zh=f"不明：{step.name.zh}", en=f"not known: {step.name.en}")
    return Text(zh=f"还缺：{step.name.zh}", en=f"lacks: {step.name.en}")


def staffing(found: Staffing, language: Language) -> Iterator[str]:
    """Yield the proposal as a table, then the pairs at odds."""
    yield Text(
        zh=f"{found.on}：{found.hired} 名社会化工会工作者，按重点群体会员数分配，每个工会至少 {found.floor} 名",
        en=f"{found.on}: {found.hired} hired workers, in proportion to key-group members, at least {found.floor} each",
    )
    head = [
        Text(zh="工会", en="union"), Text(zh="重点群体会员", en="key-group members"), Text(zh="现有", en="now"),
        Text(zh="建议", en="proposed"),
    ]  # fmt: skip
    body = [[f"{p.union} {p.name}", _number(p.members), _number(p.now), str(p.proposed)] for p in found.posts]
    yield from table([head, *body], language, range(1, 4))
    if found.floor * len(found.posts) > found.hired:
        yield Text(
            zh=f"人数不够每个工会 {found.floor} 名（共需 {found.floor * len(found.posts)} 名）：先给会员多的",
            en=f"too few for {found.floor} each ({found.floor * len(found.posts)} would be needed): those with most members come first",
        )
    unknown = listed(post.union for post in found.posts if post.members is None)
    if unknown:
        yield Text(
            zh=f"会员数不明，只给最低名额：{unknown.zh}", en=f"members not known, so given the floor only: {unknown.en}"
        )
    if found.left:
        yield Text(zh=f"没有可分配的工会：{found.left} 名", en=f"posted nowhere: {found.left}")
    for pair in found.odds:
        yield Text(
            zh=f"  · {pair.more} 的重点群体比 {pair.less} 多，社会化工会工作者却更少",
            en=f"  · {pair.more} has more key-group workers than {pair.less}, but fewer hired staff",
        )


def _number(number: int | None) -> str:
    return "?" if number is None else str(number)


def pairs(found: Pairs, language: Language) -> Iterator[str]:
    """Yield the pairs with their reasons."""
    kept, new, alone = len(found.kept), len(found.pairs), len(found.alone)
    yield Text(
        zh=f"{found.year} 年结对：已有 {kept} 对，建议新增 {new} 对，{alone} 个工会没有合适的对象",
        en=f"pairs in {found.year}: {kept} recorded, {new} proposed, {alone} unions without a match",
    )
    for one in found.pairs:
        yield f"  {one.helper} → {one.helped}  {one.reason.within(language)}"


def reconciliation(found: Reconciliation, language: Language) -> Iterator[str]:
    """Yield every count that has another source, or no survey, as a table: differences and the denominator."""
    yield Text(
        zh=f"{found.on}：各来源人数对照，容许相差 {found.tolerance}%",
        en=f"{found.on}: head counts by source; {found.tolerance} % apart is tolerated",
    )
    for state, count in found.states.items():
        yield f"  {STATES[state].within(language)}: {count}"
    shown = [row for row in found.rows if row.state != "survey_only"]
    if shown:
        head = [
            Text(zh="对象", en="subject"), *(source.text for source in CountSource), Text(zh="相差", en="difference"),
            Text(zh="分母", en="denominator"), Text(zh="结论", en="verdict"),
        ]  # fmt: skip
        yield ""
        yield from table([head, *map(_sources, shown)], language, range(1, 1 + len(CountSource)))


def _sources(row: Reconciled) -> list[str]:
    subject, group = row.subject.split("|")[0], Group.of(row.group) if row.group else None
    who = Text(zh=f"{subject} {group.zh}", en=f"{subject} {group.en}") if group else subject
    cells = ["?" if row.counts.get(str(s), 0) is None else str(row.counts.get(str(s), "-")) for s in CountSource]
    gaps = "; ".join(f"{gap:+}" + (f" ({share} %)" if share else "") for gap, share in row.differences.values())
    return [who, *cells, gaps or "-", _denominator(row), STATES[row.state]]


def _denominator(row: Reconciled) -> Text:
    """Return what everything is divided by: the survey, and nothing in its place where it is missing."""
    if row.denominator is not None:
        return Text(zh=f"{row.denominator}（摸底）", en=f"{row.denominator} (survey)")
    if row.advice is None:
        return Text(zh="没有，先摸底", en="none: survey first")
    source = CountSource.of(row.advice)
    return Text(zh=f"没有，先问{source.zh}", en=f"none: ask first: {source.en}")
