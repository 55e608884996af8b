"""A structure as GraphML and GEXF, which Gephi, yEd and networkx read. Attributes are plain texts, numbers, yes or no."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

import networkx

from unionmodel.io.export.links import KINDS, links, things
from unionmodel.language import Language
from unionmodel.model.cells import outward
from unionmodel.model.dictionary import Column
from unionmodel.model.structure import Structure

#: What XML 1.0 cannot hold.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: The writer of GEXF puts the day into the file; the same structure shall give the same text on every day.
_MODIFIED = re.compile(r' lastmodifieddate="[^"]*"')
#: A character beyond ASCII, by its number.
_NUMBERED = re.compile("&#([0-9]{4,}|1[3-9][0-9]|12[89]|[2-9][0-9]{2});")


def as_graphml(structure: Structure, language: Language) -> str:
    """Return the structure as GraphML."""
    return _readable("\n".join(networkx.generate_graphml(_graph(structure, language))))


def as_gexf(structure: Structure, language: Language) -> str:
    """Return the structure as GEXF 1.2."""
    written = "\n".join(networkx.generate_gexf(_graph(structure, language), version="1.2draft"))
    return _readable(_MODIFIED.sub("", written))


def _readable(written: str) -> str:
    """Return XML with its characters written out: networkx writes those beyond ASCII as numbers."""
    return _NUMBERED.sub(lambda found: chr(int(found[1])), written) + "\n"


def node_id(table: str, key: str) -> str:
    """Return how a thing is called in an export.

    >>> node_id("unions", "u1")
    'unions:u1'
    """
    return f"{table}:{key}"


def _graph(structure: Structure, language: Language) -> networkx.MultiDiGraph[Any]:
    made: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph()
    for thing in things(structure):
        own = {name: value for column, value in thing.cells for name, value in _attributes(column, value, language)}
        about = {"record": thing.table, "record_label": KINDS[thing.table].within(language)}
        made.add_node(_plain(node_id(thing.table, thing.key)), label=_plain(thing.label), **about, **own)
    for number, link in enumerate(links(structure)):
        about = {"relation": link.relation.name, "label": link.relation.text.within(language)}
        days = {name: day.isoformat() for name, day in (("since", link.since), ("until", link.until)) if day}
        start, end = _plain(node_id(*link.start)), _plain(node_id(*link.end))
        made.add_edge(start, end, key=f"e{number}", id=f"e{number}", **about, **days)
    return made


def _attributes(column: Column, value: Any, language: Language) -> Iterable[tuple[str, Any]]:
    """Return a cell as attributes: an enum by its code and its label; money and dates as texts, since there is nothing else."""
    if column.vocabulary is not None:
        members = [outward(column, value)] if column.type == "enum" else list(outward(column, value))
        yield column.name, ";".join(str(member.value) for member in members)
        yield f"{column.name}_label", ";".join(str(getattr(member, language)) for member in members)
    elif column.type == "money":
        yield column.name, str(outward(column, value))
    elif isinstance(value, date):
        yield column.name, value.isoformat()
    else:
        # Both formats keep the words id and key for themselves.
        name = "identifier" if column.key else column.name
        yield name, _plain(value) if isinstance(value, str) else value


def _plain(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
