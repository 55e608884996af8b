"""A structure as linked data: the W3C Organization Ontology, as Turtle and JSON-LD.

Unions and employers are organisations; a union that another leads is its sub-organisation, a work committee, which a
federation sends out, its unit; a member union is a member of its federation; other ties are links. The beginning, the
end and the merger of an organisation are change events. What the ontology has no word for has one under
``urn:unionmodel:1:``, declared in the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import quote

from unionmodel.errors import UnionModelError, needing
from unionmodel.io.export.links import RELATIONS, Link, Thing, links, things
from unionmodel.language import Text
from unionmodel.model.cells import outward
from unionmodel.model.dictionary import Column
from unionmodel.model.records import TABLES
from unionmodel.model.structure import Structure

#: Our own words, and where the records of a file live unless the user has a better address.
OWN = "urn:unionmodel:1:"
BASE = "urn:unionmodel:data:"
_CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]*")
#: Said in the words of the ontology, and so not again in ours.
_SAID = frozenset(
    {"id", "code", "name", "credit_code", "kind", "role", "founded_on", "opened_on", "dissolved_on", "closed_on"}
)
_SAID_BY_LINKS = frozenset(relation.end for relation in RELATIONS)
#: The organisations that begin and end: their columns for it.
_LIVES = {"unions": ("founded_on", "dissolved_on"), "employers": ("opened_on", "closed_on")}
#: What a JSON-LD file calls the namespaces.
_PREFIXES = ("org", "skos", "rdf", "rdfs", "xsd", "dcterms", "um", "data")


def as_turtle(structure: Structure, base: str = BASE) -> str:
    """Return the structure as Turtle. Raises MissingExtra without rdflib."""
    return str(_Writer(structure, base).graph.serialize(format="turtle"))


def as_json_ld(structure: Structure, base: str = BASE) -> str:
    """Return the structure as JSON-LD. Raises MissingExtra without rdflib."""
    graph = _Writer(structure, base).graph
    context = {prefix: str(address) for prefix, address in graph.namespaces() if prefix in _PREFIXES}
    document = json.loads(graph.serialize(format="json-ld", context=context))
    # rdflib lists the nodes as they come out of a set; the same structure shall give the same text.
    for value in (document, *document["@graph"]):
        for name, found in value.items():
            if isinstance(found, list):
                value[name] = sorted(found, key=lambda one: json.dumps(one, sort_keys=True))
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


class _Writer:
    """Makes the graph of one structure."""

    def __init__(self, structure: Structure, base: str) -> None:
        with needing("rdflib", "rdf"):
            import rdflib
            from rdflib.namespace import DCTERMS, ORG, RDF, RDFS, SKOS, XSD
        if not _IRI.fullmatch(base):
            raise UnionModelError(
                Text(
                    zh=f"{base} 不是完整的网址或 URN，例如 https://data.example.cn/工会/",
                    en=f"{base} is no full address or URN, such as https://data.example.org/unions/",
                )
            )
        self.rdflib = rdflib
        self.org, self.skos, self.rdf, self.rdfs, self.xsd, self.terms = ORG, SKOS, RDF, RDFS, XSD, DCTERMS
        self.own, self.data = rdflib.Namespace(OWN), rdflib.Namespace(base)
        self.graph = rdflib.Graph(bind_namespaces="none")
        spaces = zip(_PREFIXES, (ORG, SKOS, RDF, RDFS, XSD, DCTERMS, self.own, self.data), strict=True)
        for prefix, space in spaces:
            self.graph.bind(prefix, space)
        self._declared: set[str] = set()
        committees = set()
        for thing in things(structure):
            self._thing(thing)
            if any(column.name == "kind" and value == "work_committee" for column, value in thing.cells):
                committees.add((thing.table, thing.key))
        for link in links(structure):
            self._link(link, committees)

    def _add(self, subject: Any, predicate: Any, value: Any) -> None:
        self.graph.add((subject, predicate, value))

    def _at(self, table: str, key: str) -> Any:
        return self.data[f"{table}/{quote(key, safe='')}"]

    def _thing(self, thing: Thing) -> None:
        here = self._at(thing.table, thing.key)
        for kind in self._types(thing):
            self._add(here, self.rdf.type, kind)
        if thing.name is not None:
            self._add(here, self.skos.prefLabel, self._spoken(thing.name))
        if thing.table == "places":
            self._add(here, self.skos.notation, self.rdflib.Literal(thing.key))
        else:
            self._add(here, self.org.identifier, self._notation(thing.key, "id", Text(zh="编号", en="key")))
        for column, value in thing.cells:
            if column.name == "credit_code":
                self._add(
                    here, self.org.identifier, self._notation(value, "credit_code", Text(zh=column.zh, en=column.en))
                )
            elif column.name in ("kind", "role"):
                self._add(here, self.org.classification, self._concept(column, value))
            elif column.name not in _SAID | _SAID_BY_LINKS:
                self._cell(here, thing.table, column, value)
        self._life(here, thing)

    def _types(self, thing: Thing) -> Iterator[Any]:
        name = TABLES[thing.table].record.__name__
        yield self._declare(name, self.rdfs.Class, Text(zh=TABLES[thing.table].zh, en=name.lower()))
        if thing.table in _LIVES:
            unit = any(column.name == "kind" and value == "work_committee" for column, value in thing.cells)
            yield self.org.OrganizationalUnit if unit else self.org.FormalOrganization
        elif thing.table == "stations":
            yield self.org.Site
        else:
            yield self.terms.Location

    def _cell(self, here: Any, table: str, column: Column, value: Any) -> None:
        predicate = self._declare(column.name, self.rdf.Property, Text(zh=column.zh, en=column.en))
        if column.vocabulary is not None:
            for code in [value] if column.type == "enum" else value:
                self._add(here, predicate, self._concept(column, code))
        elif column.type == "money":
            self._add(here, predicate, self.rdflib.Literal(outward(column, value)))
        elif column.type == "year":
            self._add(here, predicate, self.rdflib.Literal(f"{value:04}", datatype=self.xsd.gYear))
        else:
            spoken = isinstance(value, str) and column.type in ("text", "name")
            self._add(here, predicate, self._spoken(value) if spoken else self.rdflib.Literal(value))

    def _life(self, here: Any, thing: Thing) -> None:
        """Say when an organisation began and ended; a merger ends one into another."""
        if thing.table not in _LIVES:
            return
        cells = {column.name: value for column, value in thing.cells}
        began, ended = (cells.get(name) for name in _LIVES[thing.table])
        if began is not None:
            self._add(self._event(thing, "beginning", began), self.org.resultingOrganization, here)
        successor = cells.get("successor")
        if ended is not None or successor is not None:
            event = self._event(thing, "end", ended)
            self._add(event, self.org.originalOrganization, here)
            if successor is not None:
                self._add(event, self.org.resultingOrganization, self._at("unions", successor))

    def _event(self, thing: Thing, what: str, day: date | None) -> Any:
        event = self._at(thing.table, thing.key) + f"/{what}"
        self._add(event, self.rdf.type, self.org.ChangeEvent)
        if day is not None:
            self._add(event, self.terms.date, self.rdflib.Literal(day))
        return event

    def _link(self, link: Link, committees: set[tuple[str, str]]) -> None:
        start, end, name = self._at(*link.start), self._at(*link.end), link.relation.name
        if name == "leads" and link.end in committees:
            self._add(start, self.org.hasUnit, end)
        elif name == "leads":
            self._add(end, self.org.subOrganizationOf, start)
        elif name == "affiliated":
            self._add(start, self.org.memberOf, end)
        elif name == "located":
            self._add(start, self.terms.spatial, end)
        elif name == "within":
            self._add(start, self.terms.isPartOf, end)
        elif name == "kept_by":
            self._add(end, self.org.hasSite, start)
        elif name != "succeeded_by":
            own = self._declare(name, self.rdf.Property, link.relation.text)
            self._add(own, self.rdfs.subPropertyOf, self.org.linkedTo)
            self._add(start, own, end)
            self._add(start, self.org.linkedTo, end)

    def _concept(self, column: Column, code: str) -> Any:
        """Return the concept of a value of a closed list, labelled in both languages."""
        assert column.vocabulary is not None
        scheme = self.own[column.vocabulary.__name__]
        concept = self.own[f"{column.vocabulary.__name__}/{code}"]
        if (concept, None, None) not in self.graph:
            member = column.vocabulary.of(code)
            self._add(scheme, self.rdf.type, self.skos.ConceptScheme)
            self._add(concept, self.rdf.type, self.skos.Concept)
            self._add(concept, self.skos.inScheme, scheme)
            self._label(concept, self.skos.prefLabel, Text(zh=member.zh, en=member.en))
        return concept

    def _declare(self, name: str, kind: Any, label: Text) -> Any:
        """Return one of our own words, with its labels."""
        word = self.own[name]
        if name not in self._declared:
            self._declared.add(name)
            self._add(word, self.rdf.type, kind)
            self._label(word, self.rdfs.label, label)
        return word

    def _label(self, subject: Any, predicate: Any, label: Text) -> None:
        for language in ("zh", "en"):
            self._add(subject, predicate, self.rdflib.Literal(label.within(language), lang=language))

    def _notation(self, value: str, scheme: str, label: Text) -> Any:
        """Return an identifier, whose type says what kind of one it is, as the ontology asks."""
        return self.rdflib.Literal(value, datatype=self._declare(f"identifier/{scheme}", self.rdfs.Datatype, label))

    def _spoken(self, text: str) -> Any:
        """Return a text with its language where the writing tells: Chinese characters do."""
        return self.rdflib.Literal(text, lang="zh" if _CHINESE.search(text) else None)
