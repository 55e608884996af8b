"""A structure as a networkx graph."""

from __future__ import annotations

from typing import Any

import networkx

from unionmodel.model.tables import Tables

#: What an edge says, from which table and column it comes; the other end is the row itself.
_UPWARD = (
    ("leads", "unions", "superior", "unions", True),
    ("located", "unions", "place", "places", False),
    ("located", "employers", "place", "places", False),
    ("located", "stations", "place", "places", False),
    ("head", "employers", "head", "employers", False),
)
_LINKS = (
    ("covers", "covers", ("union", "unions"), ("employer", "employers")),
    ("affiliated", "affiliations", ("union", "unions"), ("federation", "unions")),
)
_KINDS = {"unions": "union", "employers": "employer", "stations": "station", "places": "place"}


def graph(structure: Tables) -> networkx.MultiDiGraph[Any]:
    """Return `structure` as a read-only graph.

    A node is a pair of table and key, such as ``("unions", "u1")``, with the attributes `kind` (union, employer,
    station, place) and `name`; places are those that anything else is tied to. Edges have a key: a superior `leads` a
    union; a union `covers` an employer and is `affiliated` to a federation; unions, employers and stations are
    `located` in a place; an employer's `head` is another employer. A reference that does not resolve gives no edge.
    """
    made: networkx.MultiDiGraph[Any] = networkx.MultiDiGraph()
    for table in ("unions", "employers", "stations"):
        columns = structure.columns(table)
        for key, name in zip(columns["id"], columns["name"], strict=True):
            made.add_node((table, key), kind=_KINDS[table], name=name)
    places = structure.geography
    for row, own in enumerate(places.from_file):
        if own:
            made.add_node(("places", places.codes[row]), kind="place", name=places.name[row])
    for edge, table, column, target, down in _UPWARD:
        for key, other in zip(structure.column(table, "id"), structure.column(table, column), strict=True):
            if target == "places" and other in places.row and ("places", other) not in made:
                made.add_node(("places", other), kind="place", name=places.name[places.row[other]])
            if (target, other) in made:
                ends = ((target, other), (table, key)) if down else ((table, key), (target, other))
                made.add_edge(*ends, key=edge)
    for edge, table, (first, one), (second, two) in _LINKS:
        columns = structure.columns(table)
        for start, end in zip(columns[first], columns[second], strict=True):
            if (one, start) in made and (two, end) in made:
                made.add_edge((one, start), (two, end), key=edge)
    return networkx.freeze(made)  # type: ignore[no-any-return]
