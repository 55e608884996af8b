"""Founding advice as text that can be read aloud."""

from __future__ import annotations

from collections.abc import Iterator

from unionmodel.language import Language, Text
from unionmodel.organise.founding.answer import Recommendation, Recommendations
from unionmodel.organise.founding.routes import ROUTE_NAMES
from unionmodel.render.text.table import table


def recommendation(found: Recommendation, language: Language) -> str:
    """Return the route with its reasons, the steps in their order, and the routes that were refused."""
    return "\n".join(line.within(language) for line in _lines(found))


def _lines(found: Recommendation) -> Iterator[Text]:
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
        name = ROUTE_NAMES[other.route]
        yield Text(zh=f"  · 不是“{name.zh}”：{other.reason.zh}", en=f"  · not “{name.en}”: {other.reason.en}")


def recommendations(found: Recommendations, language: Language) -> str:
    """Return how many go which way, then a line for each employer."""
    lines = [Text(zh=f"共 {len(found)} 个单位", en=f"{len(found)} employers").within(language)]
    lines += found.summary(language)
    head = Text(zh="单位|名称|方式|牵头方|所入工会", en="employer|name|way|founder|through").within(language).split("|")
    cells = [
        [str(row["employer"]), name or "-", ROUTE_NAMES[str(row["route"])].within(language), row["founder"] or "-",
         row["through"] or "-"]
        for row, name in zip(found.rows(), found.names, strict=True)
    ]  # fmt: skip
    if cells:
        lines += ["", *table([head, *cells])]
    return "\n".join(lines)
