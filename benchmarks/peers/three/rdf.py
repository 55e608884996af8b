"""What is handed to the peers, as RDF in N-Triples, and the shapes of SHACL's core that need no sums."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, unquote

from benchmarks.peers.three.given import Given, Joined

SPACE = "https://example.org/"
_NUMBER = "http://www.w3.org/2001/XMLSchema#integer"
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
GROUPS = ("truck_driver", "ride_hailing_driver", "courier", "food_delivery_rider")
PREFIXES = f"""
@prefix : <{SPACE}> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def node(letter: str, key: str) -> str:
    """Return the IRI of a record."""
    return f"<{SPACE}{letter}/{quote(key, safe='')}>"


def key_of(iri: str) -> str:
    """Return the key of a record's IRI, however it is written."""
    return unquote(str(iri).strip("<>").rsplit("/", 1)[1])


def _said(who: str, what: str, value: object) -> str:
    if isinstance(value, bool):
        value = f'"{str(value).lower()}"^^<http://www.w3.org/2001/XMLSchema#boolean>'
    elif isinstance(value, int):
        value = f'"{value}"^^<{_NUMBER}>'
    return f"{who} <{SPACE}{what}> {value} ."


def triples(handed: Given) -> Iterator[str]:
    """Yield the lines of the N-Triples."""
    for place in handed.places:
        who = node("p", place.code)
        yield _said(who, "gansu", place.gansu)
        yield _said(who, "large", place.above_counties)
        if place.parent is not None:
            yield _said(who, "parent", node("p", place.parent))
        if place.rank is not None:
            yield _said(who, "rank", place.rank)
    for body in handed.bodies:
        who = node("u", body.id)
        for name, holds in (
            ("Standing", body.standing), ("Funded", body.funded), ("Formed", body.formed), ("Fallback", body.fallback),
        ):  # fmt: skip
            if holds:
                yield f"{who} {_TYPE} <{SPACE}{name}> ."
        if body.place is not None:
            yield _said(who, "place", node("p", body.place))
        if body.superior is not None:
            yield _said(who, "superior", node("u", body.superior))
        if body.kind_rank is not None:
            yield _said(who, "kindRank", body.kind_rank)
        for name, groups in (("offers", body.offers), ("welcomes", body.welcomes)):
            for group in groups:
                yield _said(who, name, f'"{group}"')
    for employer, where in handed.employers:
        yield f"{node('e', employer)} {_TYPE} <{SPACE}Open> ."
        if where is not None:
            yield _said(node("e", employer), "site", node("p", where))
    for union, employer in handed.covers:
        yield _said(node("u", union), "covers", node("e", employer))
    for count in handed.counts:
        who = node("h", count.subject)
        yield f"{who} {_TYPE} <{SPACE}Count_{count.group}> ."
        yield _said(who, "group", f'"{count.group}"')
        if count.employer is not None:
            yield _said(who, "employer", node("e", count.employer))
        elif count.place is not None:
            yield _said(who, "at", node("p", count.place))
    for number, (union, amount) in enumerate(handed.paid):
        who = node("f", str(number))
        yield _said(who, "union", node("u", union))
        yield _said(who, "blank", True) if amount is None else _said(who, "amount", amount)


def joined_triples(table: Joined) -> Iterator[str]:
    """Yield sums and ranks made in Python, for an engine that neither sums nor compares along two paths."""
    for key, gansu, known, all_known in table.funds:
        if gansu and all_known:
            yield _said(node("u", key), "funds", known)
    for key, own, above, lower, upper in table.ranks:
        # Shapes compare two values: the rank of the place weighs more than that of the kind.
        yield _said(node("u", key), "ownRank", own * 10 + lower)
        yield _said(node("u", key), "upperRank", above * 10 + (upper if above == own else 0))


_AT = "[ sh:alternativePath ( :at ( :employer :site ) ) ]"
_UPWARD = f"{_AT} [ sh:zeroOrMorePath :parent ]"


def coverage_shapes() -> str:
    """Return the shapes of GS301, one a group: each way of being taken is a path."""
    return "\n".join(
        f"""
:GS301_{group} a sh:NodeShape ; sh:targetClass :Count_{group} ; sh:or (
  [ sh:property [ sh:path ( {_AT} :gansu ) ; sh:qualifiedValueShape [ sh:hasValue true ] ; sh:qualifiedMaxCount 0 ] ]
  [ sh:property [ sh:path ( :employer [ sh:inversePath :covers ] ) ;
      sh:qualifiedValueShape [ sh:class :Formed ] ; sh:qualifiedMinCount 1 ] ]
  [ sh:property [ sh:path ( {_UPWARD} [ sh:inversePath :place ] :offers ) ;
      sh:qualifiedValueShape [ sh:hasValue "{group}" ] ; sh:qualifiedMinCount 1 ] ]
  [ sh:property [ sh:path ( {_UPWARD} [ sh:inversePath :place ] ) ;
      sh:qualifiedValueShape [ sh:class :Fallback ] ; sh:qualifiedMinCount 1 ] ]
  [ sh:property [ sh:path ( {_UPWARD} ) ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShape [ sh:and (
      [ sh:property [ sh:path :large ; sh:hasValue false ] ]
      [ sh:property [ sh:path ( [ sh:inversePath :place ] :welcomes ) ;
          sh:qualifiedValueShape [ sh:hasValue "{group}" ] ; sh:qualifiedMinCount 1 ] ] ) ] ] ] ) ."""
        for group in GROUPS
    )
