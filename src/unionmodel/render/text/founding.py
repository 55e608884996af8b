"""Founding advice as text that can be read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from unionmodel.language import Language, Text
from unionmodel.organise.founding.answer import Recommendation, Recommendations
from unionmodel.render.text.table import table


def recommendation(found: Recommendation, language: Language) -> Iterator[Text]:
    """Yield the route with its reasons, the steps in their order, and the routes that were refused."""
    yield Text(zh=f"{found.employer}：{found.name.zh}", en=f"{found.employer}: {found.name.en}")
    for ground in found.reasons:
        if not ground.cites:
            yield Text(zh=f"  注意：{ground.text.zh}", en=f"  note: {ground.text.en}")
            continue
        cites = f" [{', '.join(ground.cites)}]"
        yield Text(zh=f"  理由：{ground.text.zh}{cites}", en=f"  because {ground.text.en}{cites}")
    for number, step in enumerate(found.steps, start=1):
        yield Text(zh=f"  {number}. {step.zh}", en=f"  {number}. {step.en}")
    for other in found.refused:
        yield Text(
            zh=f"  · 不是“{other.name.zh}”：{other.reason.zh}", en=f"  · not “{other.name.en}”: {other.reason.en}"
        )


def recommendations(found: Recommendations, language: Language) -> Iterator[str]:
    """Yield how many go which way, then a line for each employer."""
    yield Text(zh=f"共 {len(found)} 个单位", en=f"{len(found)} employers")
    yield from found.summary(language)
    head = [
        Text(zh="单位", en="employer"), Text(zh="名称", en="name"), Text(zh="方式", en="way"),
        Text(zh="牵头方", en="founder"), Text(zh="所入工会", en="through"),
    ]  # fmt: skip
    cells = [
        [
            row["employer"] or "",
            name or "-",
            found.routes[row["route"] or ""],
            row["founder"] or "-",
            row["through"] or "-",
        ]
        for row, name in zip(found.rows(), found.names, strict=True)
    ]
    if cells:
        yield ""
        yield from table([head, *cells], language)
