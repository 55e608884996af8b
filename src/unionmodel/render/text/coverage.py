"""Coverage as text for a terminal: totals, tables, every head count with its reasons, and what changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from unionmodel.language import Language, Text
from unionmodel.model.amounts import percent
from unionmodel.model.vocabulary import Group
from unionmodel.organise.coverage.answer import Coverage
from unionmodel.organise.coverage.change import CHANGES, ChangeRow, CoverageChange
from unionmodel.organise.coverage.rows import CoverageRow, WhyNot
from unionmodel.organise.coverage.totals import UNKNOWN, CoverageLine, CoverageTable
from unionmodel.render.text.table import table


def coverage(found: Coverage, language: Language) -> Iterator[Text]:
    """Yield the totals by tier, then every head count, and why no earlier tier takes it."""
    tiers = found.by_tier()
    yield Text(
        zh=f"{found.on} 的覆盖情况：共 {len(found.rows)} 行人数，{tiers.total.total} 人",
        en=f"coverage on {found.on}: {len(found.rows)} head counts, {tiers.total.total} workers",
    )
    yield from map(_tier_line, tiers.lines)
    yield from _left_over(tiers)
    for row in found.rows:
        yield from _row_lines(row)


def coverage_table(found: CoverageTable, language: Language) -> Iterator[str]:
    """Yield a table of coverage: workers, how many are covered, and by which tier."""
    yield Text(
        zh=f"{found.on} 的覆盖情况，按{found.label.zh}：共 {found.total.total} 人",
        en=f"coverage on {found.on} by {found.label.en}: {found.total.total} workers",
    )
    rows = table_cells(found)
    for line in table(rows, language, right=range(1, len(rows[0]))):
        yield f"  {line}"
    yield from _left_over(found)


def table_cells(found: CoverageTable) -> list[list[str]]:
    """Return a table of coverage as cells: the head first, the total last."""
    columns = [
        Text(zh="人数", en="workers"), Text(zh="占比", en="part"), Text(zh="未填人数（行）", en="no number (rows)"),
    ]  # fmt: skip
    tiers: list[str] = []
    if found.by != "tier":
        tiers = [tier for tier in found.briefs if found.total.workers[tier] or tier != UNKNOWN]
        columns += [
            Text(zh="已覆盖", en="covered"), Text(zh="覆盖率", en="share covered"), *(found.briefs[tier] for tier in tiers)
        ]  # fmt: skip
    rows: list[list[str]] = [[found.label, *columns]]
    for line in (*found.lines, found.total):
        numbers = [*_size(line), *(_covered(line) if tiers else ()), *(str(line.workers[tier]) for tier in tiers)]
        rows.append([line.label, *numbers])
    return rows


def change(found: CoverageChange, language: Language) -> Iterator[Text]:
    """Yield the totals of what changes, then every head count with its cover before and after."""
    total = len(found.rows) + found.unchanged
    yield Text(
        zh=f"{found.on} 的覆盖变化：{total} 行人数中有 {len(found.rows)} 行变化",
        en=f"what changes in coverage on {found.on}: {len(found.rows)} of {total} head counts",
    )
    for name, label in CHANGES.items():
        rows = found.of(name)
        if not rows:
            continue
        number, uncounted = found.workers(name), found.uncounted(name)
        more = Text(zh=f"（另有 {uncounted} 行没有填写人数）", en=f" (without a number: {uncounted} head counts)")
        yield Text(
            zh=f"{label.zh}：{len(rows)} 行，{number} 人{more.zh if uncounted else ''}",
            en=f"{label.en}: {number} workers{more.en if uncounted else ''}",
        )
        for row in rows:
            yield from _change_lines(row)


def _tier_line(line: CoverageLine) -> Text:
    size, part, _ = _size(line)
    return Text(zh=f"  {line.label.zh}：{size} 人，{part}", en=f"  {line.label.en}: {size}, {part}")


def uncounted(found: CoverageTable) -> Iterator[Text]:
    """Yield how many head counts give no number, where there are some."""
    number = found.total.uncounted
    if number:
        yield Text(
            zh=f"另有 {number} 行没有填写人数，不在以上数字之内",
            en=f"head counts without a number of workers: {number}; they are in none of the numbers above",
        )


def _left_over(found: CoverageTable) -> Iterator[Text]:
    return (Text(zh=f"  {one.zh}", en=f"  {one.en}") for one in uncounted(found))


def _size(line: CoverageLine) -> Iterator[str]:
    # Without any head count the number is unknown, and not nought.
    unknown = line.uncounted == line.head_counts
    yield "?" if unknown else str(line.total)
    yield "?" if unknown or line.share is None else f"{percent(line.share)} %"
    yield str(line.uncounted)


def _covered(line: CoverageLine) -> Iterator[str]:
    shares = line.covered_share
    yield "?" if line.uncounted == line.head_counts else str(line.covered)
    if shares is None or (not line.covered and not line.uncovered):
        yield "?"
    elif shares[0] == shares[1]:
        yield f"{percent(shares[0])} %"
    else:
        yield f"{percent(shares[0], 2)}–{percent(shares[1], 2)} %"


def _group(row: CoverageRow) -> Text:
    return Text(zh="群体不明", en="group not known") if row.group is None else Group.of(row.group).text


def _row_lines(row: CoverageRow) -> Iterator[Text]:
    group, cover = _group(row), _cover(row)
    where, workers = row.employer or row.place, "?" if row.workers is None else row.workers
    yield Text(zh=f"{where} {group.zh} {workers} 人：{cover.zh}", en=f"{where} {group.en} {workers}: {cover.en}")
    yield from _why_not(row.why_not)


def _why_not(reasons: Iterable[WhyNot]) -> Iterator[Text]:
    for one in reasons:
        name = one.label
        yield Text(zh=f"    · 不是{name.zh}：{one.reason.zh}", en=f"    · not {name.en}: {one.reason.en}")


def _change_lines(found: ChangeRow) -> Iterator[Text]:
    row, group = found.row, _group(found.row)
    was, now = (None if one is None else _cover(one) for one in (found.before, found.after))
    absent = Text(zh="没有人数", en="not counted")
    where = row.employer or row.place
    number = _count(found)
    yield Text(
        zh=f"  {where} {group.zh} {number} 人：{(was or absent).zh} → {(now or absent).zh}",
        en=f"  {where} {group.en} {number}: {(was or absent).en} → {(now or absent).en}",
    )
    yield from _why_not(found.why_not)


def _count(found: ChangeRow) -> str:
    numbers = ["?" if one.workers is None else str(one.workers) for one in (found.before, found.after) if one]
    return numbers[0] if numbers[0] == numbers[-1] else " → ".join(numbers)


def _cover(row: CoverageRow) -> Text:
    name = row.tier_label
    if row.union is not None:
        return Text(zh=f"{name.zh}（{row.union}）", en=f"{name.en} ({row.union})")
    if row.tier is None and row.covered:
        return Text(zh="有工会覆盖，层级不明", en="covered, by which tier is not known")
    return name
