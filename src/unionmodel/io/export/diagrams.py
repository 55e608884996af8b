"""A structure as the plain text of a diagram: DOT for Graphviz, Mermaid for pages and wikis.

Places are no boxes of their own: a diagram shows who leads, covers and joins whom.
"""

from __future__ import annotations

import re

from unionmodel.io.export.links import Link, Thing, links, things
from unionmodel.language import Language
from unionmodel.model.cells import outward
from unionmodel.model.structure import Structure

#: The links that a diagram draws: as DOT writes their style, and as the arrow of Mermaid.
_LINES = {
    "leads": ("solid", "-->"),
    "leads_second": ("dashed", "-.->"),
    "covers": ("dashed", "-.->"),
    "affiliated": ("dotted", "-.->"),
    "kept_by": ("dotted", "-.->"),
}
_SHAPES = {"unions": ("box", '["{}"]'), "employers": ("ellipse", '(["{}"])'), "stations": ("hexagon", '{{{{"{}"}}}}')}
#: What Mermaid takes for markup, even between quotation marks.
_MARKUP = re.compile(r"[^\w\s,:]", re.ASCII)
_SPACE = re.compile("[\x00-\x20\x7f-\x9f\u2028\u2029]+")


def as_dot(structure: Structure, language: Language) -> str:
    """Return the structure in the language of Graphviz, without a layout."""
    shown, names = _shown(structure)
    lines = ["digraph structure {", "  node [shape=box];"]
    for thing in shown:
        label = "\\n".join(_quoted(line) for line in _lines(thing, language))
        lines.append(f'  {names[thing.table, thing.key]} [shape={_SHAPES[thing.table][0]}, label="{label}"];')
    for link in _drawn(structure, names):
        label = "" if link.relation.name == "leads" else f', label="{_quoted(link.relation.text.within(language))}"'
        ends = f"{names[link.start]} -> {names[link.end]}"
        lines.append(f"  {ends} [style={_LINES[link.relation.name][0]}{label}];")
    return "\n".join([*lines, "}"]) + "\n"


def as_mermaid(structure: Structure, language: Language) -> str:
    """Return the structure as a flow chart of Mermaid."""
    shown, names = _shown(structure)
    lines = ["flowchart TB"]
    for thing in shown:
        label = "<br/>".join(_escaped(line) for line in _lines(thing, language))
        lines.append(f"  {names[thing.table, thing.key]}{_SHAPES[thing.table][1].format(label)}")
    for link in _drawn(structure, names):
        arrow = _LINES[link.relation.name][1]
        label = "" if link.relation.name == "leads" else f'|"{_escaped(link.relation.text.within(language))}"|'
        lines.append(f"  {names[link.start]} {arrow}{label} {names[link.end]}")
    return "\n".join(lines) + "\n"


def _shown(structure: Structure) -> tuple[list[Thing], dict[tuple[str, str], str]]:
    """Return what is drawn, and a name for each that no language of diagrams takes for one of its words."""
    shown = [thing for thing in things(structure) if thing.table in _SHAPES]
    return shown, {(thing.table, thing.key): f"n{number}" for number, thing in enumerate(shown, start=1)}


def _drawn(structure: Structure, names: dict[tuple[str, str], str]) -> list[Link]:
    return [
        link for link in links(structure) if link.relation.name in _LINES and link.start in names and link.end in names
    ]


def _lines(thing: Thing, language: Language) -> list[str]:
    """Return what stands in a box: what it is called, and what kind it is."""
    kinds = [outward(column, value) for column, value in thing.cells if column.name in ("kind", "role")]
    words = [str(getattr(kind, language)) for kind in kinds if kind != "other"]
    return [_SPACE.sub(" ", text).strip() for text in (thing.label, *words)]


def _quoted(text: str) -> str:
    r"""Return a text as it stands between quotation marks in DOT, where a backslash begins an escape and & an entity.

    >>> print(_quoted('"a" & \\N'))
    \"a\" &amp; \\N
    """
    return text.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')


def _escaped(text: str) -> str:
    """Return a text as it stands between quotation marks in Mermaid: what might be markup, as an entity.

    >>> _escaped('[a] "b" #1 `end`')
    '#91;a#93; #34;b#34; #35;1 #96;end#96;'
    """
    return _MARKUP.sub(lambda found: found[0] if ord(found[0]) > 127 else f"#{ord(found[0])};", text)
