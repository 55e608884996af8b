"""Large hierarchies folded by place: one box for what hangs on the same union in the same place, with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import attrs

from unionmodel.grouping import grouped
from unionmodel.model.places import RANKS, Geography
from unionmodel.render.pictures.hierarchy import MARKS, Hierarchy, Key, Link, Node

#: The levels by which is folded, the narrowest first; None: all places together.
_LEVELS = ("township", "county", "prefecture", None)


@attrs.frozen
class Box:
    """What is drawn as one box: a union, an employer, or several of them folded.

    `kinds` counts what it stands for by kind, `marks` the findings about them by weight. `node` is None where it is
    folded; `head` is then the one on which the others hang, if it is one, and `place` the nearest place in which all lie.
    """

    key: Key
    node: Node | None
    head: Node | None
    place: str | None
    role: str
    parent: Key | None
    depth: int
    kinds: Mapping[str, int] = attrs.field(hash=False)
    marks: Mapping[str, int] = attrs.field(hash=False)

    @property
    def size(self) -> int:
        """How many unions and employers it stands for."""
        return sum(self.kinds.values())


@attrs.frozen
class Folded:
    """The boxes to draw and the links between them; together the boxes stand for every node."""

    boxes: tuple[Box, ...]
    links: tuple[Link, ...]

    @property
    def total(self) -> int:
        """How many unions and employers the picture stands for."""
        return sum(box.size for box in self.boxes)

    @property
    def folds(self) -> tuple[Box, ...]:
        """The boxes that stand for several."""
        return tuple(box for box in self.boxes if box.node is None)


def folded(found: Hierarchy, geography: Geography, limit: int) -> Folded:
    """Return what to draw of a hierarchy in about `limit` boxes.

    The deepest are folded first, and as narrowly as is enough: by street, by county, by prefecture, all together.
    """
    boxes = {key: _box(node) for key, node in found.nodes.items()}
    home = {key: key for key in boxes}
    deepest = max((box.depth for box in boxes.values()), default=0)
    for depth in range(deepest, -1, -1):
        for level in _LEVELS:
            if len(boxes) <= limit:
                break
            _fold(boxes, home, depth, _by(geography, level), geography, limit)
    links = {
        (start, end, link.relation): None
        for link in found.links
        if (start := _seat(home, link.start)) != (end := _seat(home, link.end))
    }
    return Folded(tuple(boxes.values()), tuple(Link(*link) for link in links))


def _box(node: Node) -> Box:
    return Box(node.key, node, node, node.place, node.role, node.parent, node.depth, Counter([node.kind]), node.marks)


def _by(geography: Geography, level: str | None) -> Callable[[str | None], str | None]:
    """Return what tells in which place of a level another place lies; the place itself where it lies in none."""

    def within(place: str | None) -> str | None:
        row = geography.row.get(place or "")
        if level is None or row is None:
            return None
        chain = geography.chain(row)
        return geography.codes[next((one for one in chain if geography.rank[one] <= RANKS[level]), chain[-1])]

    return within


def _fold(
    boxes: dict[Key, Box], home: dict[Key, Key], depth: int, within: Callable[[str | None], str | None],
    geography: Geography, limit: int,
) -> None:  # fmt: skip
    """Fold the boxes of a depth that hang on the same box in the same place, with everything below them, until it is enough.

    Those about which least was found go first, so that what is to be mended stays in sight.
    """
    below = grouped((box.parent, box.key) for box in boxes.values() if box.parent is not None and box.depth > depth)
    groups = grouped(
        ((box.parent, box.role, within(box.place)), box.key) for box in boxes.values() if box.depth == depth
    )
    found = []
    for (parent, role, _), members in groups.items():
        inside = [key for member in members for key in _subtree(member, below)]
        if len(inside) > 1:
            weight = _weight([boxes[key] for key in inside])
            found.append((weight, -len(inside), members[0], parent, role, inside))
    found.sort(key=lambda one: one[:3])
    for number, (_, _, first, parent, role, inside) in enumerate(found):
        if len(boxes) <= limit:
            return
        key = ("folds", f"{depth}-{number}-{first[0]}-{first[1]}")
        one = _joined(key, [boxes[at] for at in inside], parent, depth, role, geography)
        for at in inside:
            del boxes[at]
            home[at] = key
        home[key] = key
        boxes[key] = one


def _weight(boxes: Sequence[Box]) -> tuple[int, ...]:
    """Return how much was found in boxes: errors, warnings, hints and what cannot be told."""
    return tuple(sum(box.marks.get(mark, 0) for box in boxes) for mark in MARKS)


def _subtree(key: Key, below: Mapping[Key, list[Key]]) -> list[Key]:
    found = [key]
    for one in found:
        found.extend(below.get(one, ()))
    return found


def _joined(
    key: Key, boxes: list[Box], parent: Key | None, depth: int, role: str, geography: Geography
) -> Box:  # fmt: skip
    kinds: Counter[str] = Counter()
    marks: Counter[str] = Counter()
    for box in boxes:
        kinds.update(box.kinds)
        marks.update(box.marks)
    top = [box for box in boxes if box.depth == depth]
    head = top[0].head if len(top) == 1 else None
    return Box(key, None, head, _common((box.place for box in top), geography), role, parent, depth, kinds, marks)


def _common(places: Iterable[str | None], geography: Geography) -> str | None:
    """Return the nearest place in which all lie; None where one of them is not known."""
    shared: list[int] | None = None
    for place in dict.fromkeys(places):
        row = geography.row.get(place or "")
        if row is None:
            return None
        chain = geography.chain(row)
        shared = list(chain) if shared is None else [one for one in shared if one in chain]
    return geography.codes[shared[0]] if shared else None


def _seat(home: Mapping[Key, Key], key: Key) -> Key:
    while home[key] != key:
        key = home[key]
    return key
