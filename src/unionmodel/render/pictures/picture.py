"""A picture: what it shows in words, and the same as SVG, PNG and DOT."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import attrs

from unionmodel.errors import UnionModelError, UnknownName
from unionmodel.language import Text
from unionmodel.render.pictures import graphviz
from unionmodel.render.pictures.fonts import cjk_font

#: The kinds of file that a picture can be.
FORMATS = ("svg", "png", "dot")
#: A PNG is twice as fine as a screen, unless it would be larger than programs open.
_DPI, _COARSE, _FINE, _MANY = 72, 96, 144, 150
#: Graphviz draws no side of a PNG longer than this, and shrinks what is.
_LARGEST = 32767


@attrs.frozen
class Picture:
    """A picture of a structure, made when it is asked for.

    `title` names it and `caption` says in words what it shows, what is folded and what is left out. `svg` is one
    element of SVG without fonts, scripts or links; `png()` needs a Chinese font of the machine; `dot` is the text that
    any Graphviz draws. `boxes` is how many boxes or squares there are.
    """

    title: str
    caption: str
    boxes: int
    _svg: Callable[[str], str] = attrs.field(repr=False, eq=False)
    _dot: Callable[[str | None, int], str] = attrs.field(repr=False, eq=False)
    _program: str = attrs.field(repr=False)
    _words: str = attrs.field(repr=False)

    @property
    def svg(self) -> str:
        """The picture as SVG. Raises MissingExtra where it is laid out by Graphviz and that is not installed."""
        return self.inline("picture") + "\n"

    def inline(self, prefix: str) -> str:
        """Return the SVG with ids of its own, for a page with several pictures."""
        return self._svg(prefix).strip()

    @property
    def dot(self) -> str:
        """The picture in the language of Graphviz."""
        return self._dot(None, _DPI)

    def png(self) -> bytes:
        """Return the picture as PNG. Raises MissingExtra without pygraphviz, NoChineseFont without a Chinese font.

        Raises UnionModelError where it is so large that Graphviz would shrink it.
        """
        if not graphviz.installed():
            raise graphviz.NoGraphviz
        dpi = _FINE if self.boxes <= _MANY else _COARSE
        found = graphviz.rendered(self._dot(cjk_font(self._words), dpi), "png", self._program)
        if max(int.from_bytes(found[at : at + 4], "big") for at in (16, 20)) >= _LARGEST:
            raise UnionModelError(
                Text(
                    zh="图太大，存为 PNG 会缩小到看不清；请用较小的 --limit，或改存 .svg",
                    en="the picture is too large: as a PNG it would be shrunk until nobody can read it; give a smaller "
                    "--limit, or save as .svg",
                )
            )
        return found

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the picture to a file that ends in .svg, .png or .dot. Raises UnknownName for another ending."""
        from unionmodel.io.writing.targets import write_whole

        ending = os.path.splitext(os.fspath(path))[1].lower().removeprefix(".")
        if ending not in FORMATS:
            raise UnknownName(Text(zh="图片类型", en="kind of picture"), ending, FORMATS)
        if ending == "png":
            write_whole(self.png(), path)
        else:
            write_whole((self.svg if ending == "svg" else self.dot).encode(), path)

    def to_dict(self) -> dict[str, Any]:
        """Return what the picture shows, ready for JSON; the picture itself as DOT."""
        return {
            "format": "unionmodel-picture/1",
            "title": self.title,
            "caption": self.caption,
            "boxes": self.boxes,
            "dot": self.dot,
        }

    def _repr_svg_(self) -> str:
        return self.svg
