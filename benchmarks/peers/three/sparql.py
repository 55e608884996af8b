"""maplib: the three rules as SPARQL queries over its Polars-backed model."""

from __future__ import annotations

from typing import Any

from benchmarks.peers.three import rdf
from benchmarks.peers.three.given import FLOOR, Body, Broken, Count, Given, Place

NAME, PACKAGES, JOINS = "maplib (SPARQL on Polars)", ("maplib",), ()

_START = f"PREFIX : <{rdf.SPACE}>\n"
QUERIES = {
    "GS401": f"""{_START}SELECT ?who WHERE {{
  ?who a :Funded ; :place ?place . ?place :gansu true .
  OPTIONAL {{ SELECT ?who (SUM(?amount) AS ?known) WHERE {{ ?row :union ?who ; :amount ?amount }} GROUP BY ?who }}
  OPTIONAL {{ ?other :union ?who ; :blank ?blank }}
  FILTER (!BOUND(?blank) && COALESCE(?known, 0) < {FLOOR})
}}""",
    "TUL104": f"""{_START}SELECT ?who WHERE {{
  ?who a :Standing ; :place ?place ; :superior ?upper . ?place :rank ?own .
  ?upper :place ?there . ?there :rank ?above .
  OPTIONAL {{ ?who :kindRank ?kind }} OPTIONAL {{ ?upper :kindRank ?other }}
  FILTER (?above > ?own || (?above = ?own && (?kind = 0 || ?other = 3 || ?other >= ?kind)))
}}""",
    "GS301": f"""{_START}SELECT ?who WHERE {{
  {{ ?who :at ?place }} UNION {{ ?who :employer ?employer . ?employer :site ?place }}
  ?place :gansu true . ?who :group ?group .
  MINUS {{ ?who :employer ?firm . ?union :covers ?firm . ?union a :Formed . ?firm a :Open }}
  MINUS {{ {{ ?who :at ?spot }} UNION {{ ?who :employer ?e . ?e :site ?spot }}
           ?who :group ?group . ?spot :parent* ?q . ?union :place ?q ; :offers ?group }}
  MINUS {{ {{ ?who :at ?spot }} UNION {{ ?who :employer ?e . ?e :site ?spot }}
           ?who :group ?group . ?spot :parent* ?q . ?q :large false . ?union :place ?q ; :welcomes ?group }}
  MINUS {{ {{ ?who :at ?spot }} UNION {{ ?who :employer ?e . ?e :site ?spot }}
           ?spot :parent* ?q . ?union :place ?q . ?union a :Fallback }}
}}""",
}


#: A query that names a predicate of which no triple exists fails: one of nobody stands for each of those.
_NOBODY = Given(
    places=(Place("none", "none", 9, False, False),),
    bodies=(Body("nobody", "none", "lost", 0, True, False, True, ("none",), ("none",), True),),
    employers=(("nowhere", "none"),),
    covers=(("nobody", "nowhere"),),
    counts=(Count("nobody", "nowhere", None, "none"), Count("none", None, "none", "none")),
    paid=(("nobody", 0), ("nobody", None)),
)


def load(handed: Given) -> Any:
    """Return a model with the triples in it."""
    import maplib

    model = maplib.Model()
    model.reads("\n".join((*rdf.triples(handed), *rdf.triples(_NOBODY))), format="ntriples")
    return model


def run(model: Any) -> Broken:
    """Return what is broken."""
    broken = set()
    for code, query in QUERIES.items():
        frame = model.query(query)
        broken |= {(code, rdf.key_of(who)) for who in frame["who"].to_list()}
    return broken
