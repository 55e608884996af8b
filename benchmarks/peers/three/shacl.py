"""pySHACL: coverage by paths of SHACL's core, money and ranks by its SPARQL constraints, over rdflib."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.three import rdf
from benchmarks.peers.three.given import FLOOR, Broken, Given

NAME, PACKAGES, JOINS = "pySHACL", ("pyshacl", "rdflib"), ()

_DECLARED = f'sh:prefixes [ sh:declare [ sh:prefix "" ; sh:namespace "{rdf.SPACE}"^^xsd:anyURI ] ]'
SHAPES = f"""{rdf.PREFIXES}{rdf.coverage_shapes()}
:GS401 a sh:NodeShape ; sh:targetClass :Funded ; sh:sparql [ {_DECLARED} ; sh:select \"\"\"
  SELECT $this WHERE {{
    $this :place/:gansu true .
    OPTIONAL {{ ?row :union $this ; :amount ?amount }}
    FILTER NOT EXISTS {{ ?other :union $this ; :blank true }}
  }} GROUP BY $this HAVING (SUM(?amount) < {FLOOR}) \"\"\" ] .
:TUL104 a sh:NodeShape ; sh:targetClass :Standing ; sh:sparql [ {_DECLARED} ; sh:select \"\"\"
  SELECT $this WHERE {{
    $this :place/:rank ?own ; :superior ?upper . ?upper :place/:rank ?above .
    OPTIONAL {{ $this :kindRank ?kind }} OPTIONAL {{ ?upper :kindRank ?other }}
    FILTER (?above > ?own || (?above = ?own && (?kind = 0 || ?other = 3 || ?other >= ?kind)))
  }} \"\"\" ] .
"""


def load(handed: Given) -> tuple[Any, Any]:
    """Return the graph and the shapes."""
    import rdflib

    graph, shapes = rdflib.Graph(), rdflib.Graph()
    graph.parse(data="\n".join(rdf.triples(handed)), format="nt")
    shapes.parse(data=SHAPES, format="turtle")
    return graph, shapes


def run(graphs: tuple[Any, Any]) -> Broken:
    """Return what is broken."""
    import pyshacl
    from rdflib.namespace import SH

    _, report, _ = pyshacl.validate(graphs[0], shacl_graph=graphs[1], advanced=True, inplace=True)
    broken = set()
    for result in report.subjects(SH.focusNode, None):
        shape = str(report.value(result, SH.sourceShape) or "")
        focus = rdf.key_of(report.value(result, SH.focusNode))
        constraint = report.value(result, SH.sourceConstraint)
        owner = graphs[1].value(None, SH.sparql, constraint) if constraint is not None else None
        code = str(owner or shape).rsplit("/", 1)[-1].split("_")[0]
        broken.add((code, focus))
    return broken
