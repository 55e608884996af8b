"""pyrudof, SHACL in Rust: coverage by paths; sums and ranks along two paths are made in Python."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.three import rdf
from benchmarks.peers.three.given import FLOOR, JOINS, Broken, Given, joined

NAME, PACKAGES = "pyrudof (SHACL in Rust)", ("pyrudof",)
JOINS = (*JOINS["GS401"], *JOINS["TUL104"])  # type: ignore[assignment]

SHAPES = f"""{rdf.PREFIXES}{rdf.coverage_shapes()}
:GS401 a sh:NodeShape ; sh:targetSubjectsOf :funds ;
  sh:property [ sh:path :funds ; sh:minInclusive {FLOOR} ] .
:TUL104 a sh:NodeShape ; sh:targetSubjectsOf :upperRank ;
  sh:property [ sh:path :upperRank ; sh:lessThan :ownRank ] .
"""


def load(handed: Given) -> Any:
    """Return a session with data and shapes."""
    import pyrudof

    session = pyrudof.Rudof(pyrudof.RudofConfig())
    lines = (*rdf.triples(handed), *rdf.joined_triples(joined(handed)))
    session.read_data("\n".join(lines), pyrudof.RDFFormat.NTriples)
    session.read_shacl(SHAPES, pyrudof.ShaclFormat.Turtle)
    return session


def run(session: Any) -> Broken:
    """Return what is broken."""
    report = session.validate_shacl()
    broken = set()
    for found in report.violations:
        focus = rdf.key_of(str(found.focus_node))
        letter = str(found.focus_node).rsplit("/", 2)[-2]
        code = "GS301" if letter == "h" else "GS401" if "funds" in str(found.path) else "TUL104"
        broken.add((code, focus))
    return broken
