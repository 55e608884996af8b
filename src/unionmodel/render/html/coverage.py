"""Coverage in a notebook: how many workers each tier takes, how large a part that is, and who is left."""

from __future__ import annotations

from html import escape

from unionmodel.language import Language, Text
from unionmodel.markup import bar, box, note, rows
from unionmodel.model.amounts import percent
from unionmodel.organise.coverage.answer import Coverage


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
    uncounted = total.uncounted
    left = Text(
        zh=f"另有 {uncounted} 行没有填写人数，不在以上数字之内",
        en=f"head counts without a number of workers: {uncounted}; they are in none of the numbers above",
    )
    table = rows([*(text.within(language) for text in head), ""], body, right={1, 2, 3}, plain=False)
    return box(title.within(language), table, note(left.within(language)) if uncounted else "")
