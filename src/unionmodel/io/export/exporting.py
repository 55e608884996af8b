"""Exports: a structure as a graph for other programs. What is exported is not read again."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from unionmodel.errors import UnknownName
from unionmodel.io.writing.targets import appearing, write_text
from unionmodel.language import Language, Text, default_language
from unionmodel.model.structure import Structure

#: The formats, and the last parts of file names that ask for them.
FORMATS = {
    "graphml": (".graphml",),
    "gexf": (".gexf",),
    "turtle": (".ttl",),
    "json-ld": (".jsonld",),
    "dot": (".dot", ".gv"),
    "mermaid": (".mmd", ".mermaid"),
}
_BY_SUFFIX = {suffix: name for name, suffixes in FORMATS.items() for suffix in suffixes}


def format_of(path: str | os.PathLike[str]) -> str | None:
    """Return the format that the name of a file asks for; None where it asks for none of these.

    >>> format_of("proposal.ttl"), format_of("proposal.xlsx")
    ('turtle', None)
    """
    return _BY_SUFFIX.get(Path(path).suffix.lower())


def export(
    structure: Structure,
    format: str,
    path: str | os.PathLike[str] | None = None,
    *,
    language: Language | None = None,
    base: str | None = None,
) -> str:
    """Return a structure as a graph for other programs, and write it to `path` where one is given.

    `format` is ``graphml`` or ``gexf`` (all links, attributes of the record, codes and labels), ``turtle`` or
    ``json-ld`` (the W3C Organization Ontology; labels in both languages; `base` is the address under which the records
    are named), ``dot`` or ``mermaid`` (who leads, covers and joins whom, as the text of a diagram). `language` is that
    of labels. Officers and members, who are persons, are left out; so are money and activities: an export is the
    structure, not its records, and cannot be read again.

    Raises UnknownName for another format, UnionModelError where `path` exists or `base` is no address, MissingExtra
    where rdflib is not installed.

    >>> import unionmodel as um
    >>> union = {"id": "u1", "name": "City", "kind": "general_federation"}
    >>> print(export(um.Structure(unions=[union]), "mermaid", language="en"), end="")
    flowchart TB
      n1["City<br/>general federation"]
    """
    if format not in FORMATS:
        raise UnknownName(Text(zh="导出格式", en="export format"), format, tuple(FORMATS))
    text = _written(structure, format, language or default_language(), base)
    if path is not None:
        with appearing(Path(path)) as unfinished:
            write_text(unfinished, text)
    return text


def _written(structure: Structure, format: str, language: Language, base: str | None) -> str:
    writers: dict[str, Callable[[], str]]
    if format in ("graphml", "gexf"):
        from unionmodel.io.export import graph_files

        writers = {
            "graphml": lambda: graph_files.as_graphml(structure, language),
            "gexf": lambda: graph_files.as_gexf(structure, language),
        }
    elif format in ("turtle", "json-ld"):
        from unionmodel.io.export import linked_data as org_rdf

        address = base or org_rdf.BASE
        writers = {
            "turtle": lambda: org_rdf.as_turtle(structure, address),
            "json-ld": lambda: org_rdf.as_json_ld(structure, address),
        }
    else:
        from unionmodel.io.export import diagrams

        writers = {
            "dot": lambda: diagrams.as_dot(structure, language),
            "mermaid": lambda: diagrams.as_mermaid(structure, language),
        }
    return writers[format]()
