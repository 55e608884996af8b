"""Graphviz, through pygraphviz: the only place that imports it. SVG is made plain, accessible and free of links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from unionmodel.errors import MissingExtra
from unionmodel.io.writing.streams import quiet_errors
from unionmodel.language import Text
from unionmodel.render.pictures.widths import FAMILIES, xml


class NoGraphviz(MissingExtra):
    """The picture needs pygraphviz, which is not installed; its DOT text does not."""

    def __init__(self) -> None:
        super().__init__("pygraphviz", "draw")
        self.text = Text(
            zh=f"{self.text.zh}；或者改存 .dot，再用任何 Graphviz 画成图",
            en=f"{self.text.en}; or save as .dot, which any Graphviz draws",
        )
        self.args = (str(self.text),)


def installed() -> bool:
    """Return whether pygraphviz is there."""
    try:
        import pygraphviz  # noqa: F401
    except ImportError:
        return False
    return True


def rendered(dot: str, format: str, program: str = "dot") -> bytes:
    """Return DOT text laid out and drawn as ``svg`` or ``png``. Raises NoGraphviz."""
    try:
        import pygraphviz
    except ImportError:
        raise NoGraphviz from None
    graph: Any = pygraphviz.AGraph(string=dot)
    try:
        with quiet_errors():
            return bytes(graph.draw(format=format, prog=program))
    finally:
        graph.close()


def plain_svg(svg: str, titles: Mapping[str, str], title: str, description: str, prefix: str) -> str:
    """Return the SVG of Graphviz as one element that may stand in a page: named, with the usual fonts, without scripts or links.

    `titles` says what is read for each node by its name; a link is read as the two with an arrow between them. `prefix`
    keeps the ids apart from those of other pictures in the page.
    """
    body = svg[svg.index("<svg") :]
    width, height = (float(n) for n in re.findall(r'(?:width|height)="([\d.]+)pt"', body)[:2])
    box = re.search(r'viewBox="([^"]+)"', body)
    assert box is not None
    body = body[body.index(">") + 1 :]
    body = re.sub(r"<!--.*?-->\n?", "", body, flags=re.S)
    body = re.sub(r' (?:id|font-family)="[^"]*"', "", body)
    body = re.sub(r"<title>(.*?)</title>\n?", lambda found: _title(found[1], titles), body, flags=re.S)
    return opening(width, height, box[1], title, description, prefix) + body


def opening(width: float, height: float, box: str, title: str, description: str, prefix: str) -> str:
    """Return the start tag of a picture, with what is read aloud of it."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="{prefix}-t {prefix}-d" '
        f'width="{width:g}pt" height="{height:g}pt" viewBox="{box}" font-family="{xml(FAMILIES)}">\n'
        f'<title id="{prefix}-t">{xml(title)}</title>\n<desc id="{prefix}-d">{xml(description)}</desc>\n'
    )


def _title(name: str, titles: Mapping[str, str]) -> str:
    ends = unescape(name).split("->")
    if not all(end in titles for end in ends):
        return ""
    return f"<title>{xml(' → '.join(titles[end] for end in ends))}</title>\n"
