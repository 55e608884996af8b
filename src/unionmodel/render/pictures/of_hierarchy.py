"""The picture of a hierarchy: folded, laid out by Graphviz, and said in words."""

from __future__ import annotations

from collections import Counter

from unionmodel.checking.report.report import Report
from unionmodel.language import Text, listed
from unionmodel.model.structure import Structure
from unionmodel.render.pictures.dot import dot, drawn
from unionmodel.render.pictures.folding import Folded, folded
from unionmodel.render.pictures.graphviz import plain_svg, rendered
from unionmodel.render.pictures.hierarchy import Hierarchy, hierarchy
from unionmodel.render.pictures.picture import Picture

TITLE = Text(zh="组织层级图", en="hierarchy of the organisations")


def picture(structure: Structure, report: Report | None, language: str | None, limit: int) -> Picture:
    """Return the hierarchy of `structure` in about `limit` boxes, with what `report` found beside them."""
    found = hierarchy(structure, report)
    shown = folded(found, structure.geography, limit)
    boxes = drawn(shown, structure.geography, language)
    title, caption = TITLE.within(language), _caption(found, shown).within(language)

    def svg(prefix: str) -> str:
        text = rendered(dot(shown, boxes, language), "svg").decode()
        return plain_svg(text, {one.name: one.title for one in boxes}, title, caption, prefix)

    def as_dot(font: str | None, dpi: int) -> str:
        return dot(shown, boxes, language, font, dpi)

    return Picture(title, caption, len(boxes), svg, as_dot, "dot", dot(shown, boxes, language))


def _caption(found: Hierarchy, shown: Folded) -> Text:
    kinds = Counter("employer" if node.kind == "employer" else "union" for node in found.nodes.values())
    folds = shown.folds
    parts = [
        Text(
            zh=f"{kinds['union']} 个工会、{kinds['employer']} 个已覆盖的用人单位，画成 {len(shown.boxes)} 个框",
            en=f"{kinds['union']} unions and {kinds['employer']} covered employers in {len(shown.boxes)} boxes",
        )
    ]
    if folds:
        inside = sum(box.size for box in folds)
        parts.append(
            Text(
                zh=f"其中 {len(folds)} 个双线框按区域合并了 {inside} 个",
                en=f"of which {len(folds)} with a double line hold {inside} folded by place",
            )
        )
    if found.left_out:
        parts.append(
            Text(
                zh=f"没有工会的用人单位 {found.left_out} 个未画",
                en=f"employers without a union, not drawn: {found.left_out}",
            )
        )
    if found.elsewhere:
        parts.append(
            Text(
                zh=f"另有 {found.elsewhere} 项问题不在图中的组织上",
                en=f"findings about nothing that is drawn: {found.elsewhere}",
            )
        )
    said = listed(parts, "；", "; ")
    return Text(zh=f"{said.zh}。", en=f"{said.en}.")
