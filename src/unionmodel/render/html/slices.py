"""A tall picture in slices that a printer may put on pages of their own: cut where few boxes are, best none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from xml.etree import ElementTree

_SVG = "{http://www.w3.org/2000/svg}"
#: A slice fits a landscape page of A4: its height by the width of what stands there, and that width in points.
_HIGH, _PAGE = 0.60, 762.0
#: A page is filled at least so far, if it can be cut there without touching a box.
_FULL = 0.55


def sliced(svg: str, prefix: str) -> str:
    """Return a picture as slices that stand under each other without a gap; only the first one is read aloud.

    A picture that fits a page stays one. The others show the same drawing again through a window of their own.
    """
    head = re.match(r'(<svg [^>]*?)width="([\d.]+)pt" height="([\d.]+)pt" viewBox="[^"]*"([^>]*>)', svg)
    assert head is not None
    width, height = float(head[2]), float(head[3])
    cuts = places_to_cut(_boxes(svg), height, _HIGH * max(width, _PAGE))
    if len(cuts) == 2:
        return svg
    body = svg[head.end() : svg.rindex("</svg>")]
    at = body.index("<g ")
    family = re.search(r' font-family="[^"]*"', head[0])
    plain = f'<svg xmlns="http://www.w3.org/2000/svg" aria-hidden="true"{family[0] if family else ""} '
    slices = [
        f'{head[1]}{_window(width, cuts[0], cuts[1])}{head[4]}{body[:at]}<g id="{prefix}-all">{body[at:]}</g></svg>',
        *(
            f'{plain}{_window(width, top, bottom)}><use href="#{prefix}-all"/></svg>'
            for top, bottom in pairwise(cuts[1:])
        ),
    ]
    return "\n".join(slices)


def _window(width: float, top: float, bottom: float) -> str:
    return f'width="{width:g}pt" height="{bottom - top:g}pt" viewBox="0 {top:g} {width:g} {bottom - top:g}"'


def places_to_cut(boxes: Sequence[tuple[float, float]], height: float, most: float) -> list[float]:
    """Return where to cut a picture of a height into slices no higher than `most`, its two ends with them.

    `boxes` are the upper and lower edges of what should not be cut.

    >>> places_to_cut([(0, 40), (45, 90), (95, 140)], 150, 100)
    [0.0, 92.5, 150]
    """
    cuts = [0.0]
    while height - cuts[-1] > most:
        low, high = cuts[-1] + _FULL * most, cuts[-1] + most
        edges = sorted({edge for box in boxes for edge in box if low <= edge <= high} | {low, high})
        middles = [(one + other) / 2 for one, other in pairwise(edges)]
        best = min(middles, key=lambda at: (sum(top < at < bottom for top, bottom in boxes), -at))
        cuts.append(round(best, 1))
    return [*cuts, height]


def _boxes(svg: str) -> list[tuple[float, float]]:
    """Return the upper and lower edge of every node, from the top of the picture."""
    root = ElementTree.fromstring(svg)
    found = []
    for graph in root.iter(f"{_SVG}g"):
        if graph.get("class") != "graph":
            continue
        moved = re.search(r"translate\([-\d.]+[ ,]([-\d.]+)\)", graph.get("transform", ""))
        down = float(moved[1]) if moved else 0.0
        for node in graph.iter(f"{_SVG}g"):
            if "node" in node.get("class", "").split():
                ends = [
                    float(y) + down
                    for one in node
                    for y in re.findall(r",(-?[\d.]+)", one.get("points") or one.get("d") or "")
                ]
                if ends:
                    found.append((min(ends), max(ends)))
    return found
