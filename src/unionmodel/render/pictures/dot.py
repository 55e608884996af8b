"""The hierarchy in the language of Graphviz. Sizes are set from the texts, so that no font decides where anything stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import count

import attrs

from unionmodel.checking.report.report import Finding
from unionmodel.language import Text
from unionmodel.model.places import Geography
from unionmodel.render.pictures.folding import Box, Folded
from unionmodel.render.pictures.hierarchy import MARKS, Key, kind_name, mark_of
from unionmodel.render.pictures.widths import em, plain, wrapped

SIZE = 11.0
#: Air beside a text, in points; corners that are cut, and the sides of a hexagon, need more.
_AIR, _CUT, _DOG_EAR = 14.0, 20.0, 12.0
_LINE, _HEIGHT = 14.0, 9.0
_WIDEST = 17.0
_NAMED = 2
#: What was found: sign, shape, line colour, line width, style. The shape and the sign say it without the colour.
_LOOKS = {
    "error": ("×", "box", "#b00020", "2.4", "filled,diagonals"),
    "warning": ("!", "note", "#8a5a00", "1.8", "filled"),
    "info": ("·", "tab", "#1f5fa8", "1.2", "filled"),
    "unknown": ("?", "box", "#555555", "1.6", "filled,dashed"),
}
_FILLS = {"leading": "#d6e4f5", "federation": "#e4efdc", "basic": "#ffffff", "employer": "#efefef"}
_EDGES = {
    "leads": 'color="#222222"',
    "covers": 'style=dashed, color="#444444"',
    "affiliated": 'style=dotted, color="#666666", constraint=false, arrowhead=open',
    "second": 'style=dotted, color="#222222", penwidth=1.8, constraint=false',
}
_RELATIONS = {
    "leads": Text(zh="领导", en="leads"),
    "covers": Text(zh="覆盖单位", en="covers an employer"),
    "affiliated": Text(zh="联系成员工会", en="has as a member union"),
    "second": Text(zh="第二上级", en="is the second superior of"),
}
_MARK_NAMES = {
    "error": Text(zh="有错误", en="has an error"),
    "warning": Text(zh="有警告", en="has a warning"),
    "info": Text(zh="有提示", en="has a hint"),
    "unknown": Text(zh="有无法判断之处", en="cannot be judged"),
}
_ROLES = {
    "leading": Text(zh="领导机关、乡镇街道和社区工会", en="leading body, township or community union"),
    "federation": Text(zh="行业、区域工会联合会", en="industry or regional federation"),
    "basic": Text(zh="基层工会", en="basic-level union"),
    "employer": Text(zh="用人单位", en="employer"),
}


@attrs.frozen
class Drawn:
    """One box of the picture: its lines of text, its size in points, and the sentence that a reader hears."""

    name: str
    box: Box
    lines: tuple[str, ...]
    width: float
    height: float
    title: str


def worst(box: Box) -> str | None:
    """Return the heaviest weight of what was found in a box."""
    return next((mark for mark in MARKS if box.marks.get(mark)), None)


def drawn(picture: Folded, geography: Geography, language: str | None) -> tuple[Drawn, ...]:
    """Return the boxes with their texts and sizes, in the order in which they are drawn."""
    boxes = sorted(picture.boxes, key=lambda box: (box.depth, box.place or "", box.key))
    return tuple(_drawn(f"n{number}", box, geography, language) for number, box in enumerate(boxes))


def _drawn(name: str, box: Box, geography: Geography, language: str | None) -> Drawn:
    lines = [*_head(box, geography, language), *_marks(box)]
    mark = worst(box)
    width, height = _measure(lines, mark)
    codes = sorted({finding.code for finding in box.node.found}) if box.node else []
    title = plain(" ".join([_name(box, geography, language), *_kinds(box, language), *_marks(box), *codes]))
    return Drawn(name, box, tuple(lines), width, height, title)


def _measure(lines: Sequence[str], mark: str | None = None) -> tuple[float, float]:
    more = {"error": _CUT, "warning": _DOG_EAR}.get(mark or "", 0.0)
    return max(em(line) for line in lines) * SIZE + _AIR + more, len(lines) * _LINE + _HEIGHT


def _head(box: Box, geography: Geography, language: str | None) -> list[str]:
    lines = list(wrapped(_name(box, geography, language), _WIDEST)) or ["?"]
    if box.node is not None:
        return lines
    below = Text(zh="下属 ", en="below: ").within(language) if box.head is not None else ""
    comma = Text(zh="、", en=", ").within(language)
    for number, part in enumerate(_kinds(box, language)):
        part = below + part if number == 0 else part
        if number == 0 or em(lines[-1] + comma + part) > _WIDEST:
            lines.append(part)
        else:
            lines[-1] += comma + part
    return lines


def _name(box: Box, geography: Geography, language: str | None) -> str:
    if box.head is not None:
        proposed = Text(zh="（拟建）", en=" (proposed)").within(language) if box.head.proposed else ""
        return plain(box.head.name) + proposed
    row = geography.row.get(box.place or "")
    place = Text(zh="多个区域", en="several places").within(language) if row is None else geography.name[row]
    name = plain(place or str(box.place))
    return Text(zh=f"{name}：合并 {box.size} 个", en=f"{name}: {box.size} folded").within(language)


def _kinds(box: Box, language: str | None) -> list[str]:
    """Return of what kind a box is; of a folded one how many of each kind, the head apart."""
    counted = Counter(box.kinds)
    if box.node is not None:
        return [kind_name(box.node.kind).within(language)]
    if box.head is not None:
        counted[box.head.kind] -= 1
    named = sorted((-count, kind_name(kind).within(language)) for kind, count in counted.items() if count)
    return [f"{name} {-count}" for count, name in named]


def _marks(box: Box) -> list[str]:
    """Return the line that says what was found: the codes of one union or employer, counts of several."""
    if not any(box.marks.values()):
        return []
    if box.node is None:
        return ["  ".join(f"{_LOOKS[mark][0]} {box.marks[mark]}" for mark in MARKS if box.marks.get(mark))]
    codes: dict[str, str] = {}
    for finding in sorted(box.node.found, key=_weight):
        codes.setdefault(finding.code, _LOOKS[mark_of(finding)][0])
    named = [f"{sign} {code}" for code, sign in list(codes.items())[:_NAMED]]
    more = len(codes) - _NAMED
    return ["  ".join(named) + (f"  +{more}" if more > 0 else "")]


def _weight(finding: Finding) -> tuple[int, str]:
    return MARKS.index(mark_of(finding)), finding.code


def dot(picture: Folded, boxes: Sequence[Drawn], language: str | None, font: str | None = None, dpi: int = 72) -> str:
    """Return the picture as DOT. `font` is a family that the machine has, for a PNG."""
    names: dict[Key, str] = {one.box.key: one.name for one in boxes}
    order = {one.name: number for number, one in enumerate(boxes)}
    links = sorted(
        ((names[link.start], names[link.end], link.relation) for link in picture.links),
        key=lambda link: (order[link[0]], order[link[1]], link[2]),
    )
    family = quoted(font or "sans-serif")
    lines = [
        "digraph hierarchy {",
        f'  graph [rankdir=LR, nodesep=0.1, ranksep=0.5, dpi={dpi}, bgcolor="white", charset="UTF-8", splines=true];',
        f'  node [fixedsize=true, fontsize={SIZE:g}, fontname={family}, color="#222222", penwidth=1];',
        "  edge [arrowsize=0.6, penwidth=1];",
        *(_node(one) for one in boxes),
        *(f'  {start} -> {end} [{_EDGES[relation]}, class="{relation}"];' for start, end, relation in links),
        *_legend(picture, boxes, language),
        "}",
    ]
    return "\n".join(lines) + "\n"


def _node(one: Drawn) -> str:
    mark = worst(one.box)
    _, shape, colour, pen, style = _LOOKS[mark] if mark else ("", "box", "#222222", "1", "filled")
    peripheries = 2 if one.box.node is None else 1
    if one.box.node is not None and one.box.node.proposed and mark is None:
        style = "filled,rounded"
    kind = " ".join(filter(None, [one.box.role, mark, "folded" if one.box.node is None else None]))
    return (
        f"  {one.name} [label={quoted(*one.lines)}, {_sized(one.width, one.height)}, shape={shape}, style={quoted(style)}, "
        f'color="{colour}", penwidth={pen}, fillcolor="{_FILLS[one.box.role]}", peripheries={peripheries}, class="{kind}"];'
    )


def _sized(width: float, height: float) -> str:
    return f"width={width / 72:.3f}, height={height / 72:.3f}"


def quoted(*lines: str) -> str:
    """Return lines as one quoted string of DOT, in which nothing that a user typed means anything.

    >>> quoted('a "b"', "c")
    '"a \\\\"b\\\\"\\\\nc"'
    """
    safe = (line.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"') for line in lines)
    return '"' + "\\n".join(safe) + '"'


def _legend(picture: Folded, boxes: Sequence[Drawn], language: str | None) -> Iterator[str]:
    """Yield the key: only what occurs in the picture."""
    yield "  subgraph cluster_legend {"
    yield '    color="#999999"; style=dashed; margin=8;'
    roles = {one.box.role for one in boxes}
    marks = {mark for one in boxes if (mark := worst(one.box))}
    relations = {link.relation for link in picture.links}
    entries: list[tuple[Text, str, str | None]] = [
        (_ROLES[role], f'shape=box, style=filled, fillcolor="{fill}"', None)
        for role, fill in _FILLS.items()
        if role in roles
    ]
    entries += [
        (Text(zh=f"{sign} {_MARK_NAMES[mark].zh}", en=f"{sign} {_MARK_NAMES[mark].en}"),
         f'shape={shape}, style="{style}", color="{colour}", penwidth={pen}, fillcolor="#ffffff"', mark)
        for mark, (sign, shape, colour, pen, style) in _LOOKS.items() if mark in marks
    ]  # fmt: skip
    if picture.folds:
        entries.append(
            (Text(zh="双线框：合并多个", en="double line: several folded"), "shape=box, peripheries=2", None)
        )
    if any(one.box.node is not None and one.box.node.proposed for one in boxes):
        entries.append((Text(zh="圆角：拟建、筹备", en="round corners: proposed"), "shape=box, style=rounded", None))
    for number, (text, look, mark) in enumerate(entries):
        width, height = _measure([text.within(language)], mark)
        yield f'    k{number} [label={quoted(text.within(language))}, {_sized(width, height)}, {look}, class="legend"];'
    shown = [relation for relation in _EDGES if relation in relations]
    for number, relation in zip(count(len(entries), 2), shown, strict=False):
        said, look = _RELATIONS[relation].within(language), _EDGES[relation].replace(", constraint=false", "")
        width, height = _measure([said])
        yield f'    k{number} [label="", width=0.02, height={height / 72:.3f}, shape=plaintext, class="legend"];'
        yield f'    k{number + 1} [label={quoted(said)}, {_sized(width, height)}, shape=plaintext, class="legend"];'
        yield f'    k{number} -> k{number + 1} [{look}, class="legend"];'
    yield "  }"
