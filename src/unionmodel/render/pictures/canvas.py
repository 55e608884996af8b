"""Squares, lines and texts at given places, written as SVG and as DOT: the same picture twice."""

from __future__ import annotations

from collections.abc import Iterator

import attrs

from unionmodel.render.pictures.dot import quoted
from unionmodel.render.pictures.graphviz import opening
from unionmodel.render.pictures.widths import em, xml

#: Air around the picture, and how wide the strokes of a hatch are apart.
_AIR, _HATCH = 8.0, 6.0


@attrs.frozen
class Square:
    """A rectangle with its upper left corner at x, y; `hatched` marks what is not known. `title` is read aloud."""

    x: float
    y: float
    width: float
    height: float
    fill: str
    hatched: bool = False
    line: str = "#555555"
    title: str = ""
    kind: str = ""


@attrs.frozen
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float = 1.8
    colour: str = "#111111"


@attrs.frozen
class Label:
    """A line of text whose middle is at x, and whose foot is at y."""

    x: float
    y: float
    text: str
    size: float = 11.0
    colour: str = "#111111"
    bold: bool = False
    kind: str = ""

    @property
    def width(self) -> float:
        """How wide it is drawn at most."""
        return em(self.text) * self.size


Shape = Square | Stroke | Label


@attrs.frozen
class Canvas:
    """A drawing of shapes, later ones above; `title` and `description` are read aloud."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    title: str
    description: str

    def svg(self, prefix: str) -> str:
        """Return the drawing as one element of SVG, with ids that begin with `prefix`."""
        width, height = self.width + 2 * _AIR, self.height + 2 * _AIR
        box = f"{-_AIR:g} {-_AIR:g} {width:g} {height:g}"
        hatch = (
            f'<defs><pattern id="{prefix}-h" width="{_HATCH:g}" height="{_HATCH:g}" patternUnits="userSpaceOnUse" '
            f'patternTransform="rotate(45)"><path d="M0,0V{_HATCH:g}" stroke="#8a8a8a" stroke-width="1.6"/></pattern></defs>\n'
        )
        ground = f'<rect x="{-_AIR:g}" y="{-_AIR:g}" width="{width:g}" height="{height:g}" fill="white"/>\n'
        body = "\n".join(line for shape in self.shapes for line in _svg(shape, prefix))
        return opening(width, height, box, self.title, self.description, prefix) + hatch + ground + body + "\n</svg>"

    def dot(self, font: str | None, dpi: int) -> str:
        """Return the drawing as DOT with fixed places, for the program ``nop2``."""
        lines = [
            "graph map {",
            f'  graph [dpi={dpi}, bgcolor="white", charset="UTF-8", bb="0,0,{self.width:g},{self.height:g}", pad=0.1];',
            f"  node [fixedsize=true, fontname={quoted(font or 'sans-serif')}];",
        ]
        for number, shape in enumerate(self.shapes):
            lines.extend(f"  {line}" for line in self._dot(shape, number))
        return "\n".join([*lines, "}"]) + "\n"

    def _dot(self, shape: Shape, number: int) -> Iterator[str]:
        if isinstance(shape, Stroke):
            for end, x, y in (("a", shape.x1, shape.y1), ("b", shape.x2, shape.y2)):
                yield f'{end}{number} [label="", shape=point, style=invis, width=0.01, height=0.01, pos="{x:g},{self.height - y:g}"];'
            ends = f"{shape.x1:g},{self.height - shape.y1:g} {shape.x2:g},{self.height - shape.y2:g}"
            first, last = ends.split(" ")
            yield f'a{number} -- b{number} [pos="{first} {first} {last} {last}", penwidth={shape.width:g}, color="{shape.colour}"];'
        elif isinstance(shape, Square):
            x, y = shape.x + shape.width / 2, self.height - shape.y - shape.height / 2
            stripes = ":".join(["#ffffff;0.14", "#bdbdbd;0.06"] * 5)
            fill, style = (stripes, "striped") if shape.hatched else (shape.fill, "filled")
            yield (
                f's{number} [label="", shape=box, style={style}, fillcolor="{fill}", color="{shape.line}", '
                f'width={shape.width / 72:.4f}, height={shape.height / 72:.4f}, pos="{x:g},{y:g}", class="{shape.kind}"];'
            )
        else:
            wide, high = shape.width / 72, shape.size * 1.2 / 72
            yield (
                f"t{number} [label={quoted(shape.text)}, shape=none, fontsize={shape.size:g}, fontcolor={quoted(shape.colour)}, "
                f'width={wide:.4f}, height={high:.4f}, pos="{shape.x:g},{self.height - shape.y + shape.size * 0.35:g}"];'
            )


def _svg(shape: Shape, prefix: str) -> Iterator[str]:
    if isinstance(shape, Stroke):
        yield (
            f'<path d="M{shape.x1:g},{shape.y1:g}L{shape.x2:g},{shape.y2:g}" stroke="{shape.colour}" '
            f'stroke-width="{shape.width:g}" stroke-linecap="square"/>'
        )
    elif isinstance(shape, Square):
        place = f'x="{shape.x:g}" y="{shape.y:g}" width="{shape.width:g}" height="{shape.height:g}"'
        yield f'<g class="{shape.kind}">' + (f"<title>{xml(shape.title)}</title>" if shape.title else "")
        yield f'<rect {place} fill="{shape.fill}" stroke="{shape.line}"/>'
        if shape.hatched:
            yield f'<rect {place} fill="url(#{prefix}-h)"/>'
        yield "</g>"
    else:
        weight = ' font-weight="bold"' if shape.bold else ""
        yield (
            f'<text class="{shape.kind}" x="{shape.x:g}" y="{shape.y:g}" text-anchor="middle" font-size="{shape.size:g}" '
            f'fill="{shape.colour}"{weight}>{xml(shape.text)}</text>'
        )
