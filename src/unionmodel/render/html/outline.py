"""The hierarchy as a list in lists, for where no Graphviz draws it: the same boxes, folded alike."""

from __future__ import annotations

import attrs

from unionmodel.checking.report.report import Report
from unionmodel.model.structure import Structure
from unionmodel.render.pictures.dot import drawn
from unionmodel.render.pictures.folding import folded
from unionmodel.render.pictures.hierarchy import Key, hierarchy


@attrs.frozen
class Branch:
    """A box of the hierarchy, and what hangs on it."""

    title: str
    below: tuple[Branch, ...]


def outline(structure: Structure, report: Report, language: str, limit: int) -> tuple[Branch, ...]:
    """Return the tops of the hierarchy in about `limit` boxes, each with what hangs on it."""
    geography = structure.geography
    boxes = drawn(folded(hierarchy(structure, report), geography, limit), geography, language)
    below: dict[Key | None, list[Branch]] = {}
    # The deepest first, so that whatever hangs on a box is there before the box is.
    for one in reversed(boxes):
        branch = Branch(one.title, tuple(reversed(below.get(one.box.key, ()))))
        below.setdefault(one.box.parent, []).append(branch)
    return tuple(reversed(below.get(None, ())))
